"""What every worker does with a message, whatever its stage."""

from typing import Any

from claimwire_contracts.messages import Message, NotText, Prepare
from claimwire_contracts.tasks import Payload, perform, wire

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
