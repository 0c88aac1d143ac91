"""What every worker does with a message, whatever its stage."""

from types import SimpleNamespace as Task
from typing import Any

import pytest
from claimwire_contracts import tasks
from claimwire_contracts.messages import Message, NotText, Prepare
from claimwire_contracts.tasks import Payload, crash_reporter, perform, wire

REQUEST = wire(Prepare(job_id="job_1", lease="l1", document_id="doc_1", text=""))


def refuse(request: Prepare) -> Message:
    return NotText(job_id=request.job_id, lease=request.lease, title="No text", detail="The text is empty.")


def fail(request: Prepare) -> Message:
    raise RuntimeError("out of paper")


def outcomes(handle: Any) -> list[Payload]:
    sent: list[Payload] = []
    perform(REQUEST, Prepare, handle, sent.append, stage="prepare", worker="w1")
    return sent


def test_a_worker_says_that_it_began_before_it_says_what_came_of_it() -> None:
    assert [reply["outcome"] for reply in outcomes(refuse)] == ["started", "not_text"]


def test_an_error_of_the_handler_is_sent_as_crashed_with_its_reason() -> None:
    crashed = outcomes(fail)[-1]
    assert (crashed["outcome"], crashed["stage"], crashed["detail"]) == (
        "crashed",
        "prepare",
        "RuntimeError: out of paper",
    )


def test_every_reply_carries_the_job_and_the_lease_of_its_request() -> None:
    assert {(reply["job_id"], reply["lease"]) for reply in outcomes(refuse) + outcomes(fail)} == {
        ("job_1", "l1")
    }


def told_of(*failures: tuple[str, str]) -> list[Payload]:
    """What is sent on Celery's signal for tasks of these names and ids."""
    sent: list[Payload] = []
    report = crash_reporter(sent.append)
    for name, task_id in failures:
        report(Task(name=name), task_id, TimeoutError("60"), [REQUEST], kwargs={}, signal=None)
    return sent


@pytest.mark.parametrize(("task", "stage"), [(task, stage) for stage, (task, _) in tasks.STAGES.items()])
def test_a_task_that_ended_by_surprise_is_told_with_its_stage(task: str, stage: str) -> None:
    (crashed,) = told_of((task, "t1"))
    assert (crashed["outcome"], crashed["stage"], crashed["lease"]) == ("crashed", stage, "l1")


def test_a_surprise_that_celery_signals_twice_is_told_once() -> None:
    assert len(told_of((tasks.PREPARE, "t1"), (tasks.PREPARE, "t1"), (tasks.PREPARE, "t2"))) == 2


def test_an_analysis_that_crashed_is_no_jobs_business() -> None:
    assert told_of((tasks.ANALYZE, "t1")) == []
