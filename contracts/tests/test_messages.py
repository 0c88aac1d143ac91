"""One golden sample per message: an incompatible change shows as a visible diff in golden/."""

import json
from pathlib import Path

import pytest
from claimwire_contracts import messages
from claimwire_contracts.messages import Message, reply
from claimwire_contracts.types import Noun
from pydantic import ValidationError

GOLDEN = Path(__file__).parent / "golden"
SAMPLES: dict[str, type[Noun]] = {
    "prepare": messages.Prepare,
    "prepared": messages.Prepared,
    "fetch_failed": messages.FetchFailed,
    "not_text": messages.NotText,
    "annotate": messages.Annotate,
    "annotated": messages.Annotated,
    "analyze": messages.Analyze,
    "analyzed": messages.Analyzed,
    "match": messages.Match,
    "matched": messages.Matched,
    "started": messages.Started,
    "crashed": messages.Crashed,
}


def sample(name: str) -> dict[str, object]:
    payload: dict[str, object] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return payload


def concrete_messages() -> set[type[Noun]]:
    named = vars(messages).values()
    subclasses = {kind for kind in named if isinstance(kind, type) and issubclass(kind, Message)}
    return (subclasses - {Message}) | {messages.Analyze, messages.Analyzed}


def test_every_message_has_a_golden_sample() -> None:
    assert concrete_messages() == set(SAMPLES.values())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_golden_sample_reads_and_writes_back_the_same(name: str) -> None:
    assert SAMPLES[name].model_validate(sample(name)).model_dump(mode="json") == sample(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_golden_sample_fills_every_field_so_that_a_new_one_is_seen(name: str) -> None:
    assert set(sample(name)) == set(SAMPLES[name].model_fields)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_unknown_field_is_ignored_so_that_services_roll_one_at_a_time(name: str) -> None:
    payload = sample(name) | {"field_of_tomorrow": 1}
    assert SAMPLES[name].model_validate(payload).model_dump(mode="json") == sample(name)


@pytest.mark.parametrize(
    "name", ["prepared", "fetch_failed", "not_text", "annotated", "matched", "started", "crashed"]
)
def test_a_reply_is_told_by_its_outcome(name: str) -> None:
    assert type(reply.validate_python(sample(name))) is SAMPLES[name]


def test_a_reply_of_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValidationError):
        reply.validate_python({"outcome": "vanished", "job_id": "job_1", "lease": "l1"})
