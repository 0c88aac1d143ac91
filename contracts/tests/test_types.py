"""The nouns as they stand on the wire."""

import pytest
from claimwire_contracts.types import DateSpan, Span, Submission
from pydantic import ValidationError


def test_a_date_span_speaks_of_from_and_to() -> None:
    wire = {"start": 3, "end": 9, "text": "Friday", "from": "2026-01-16", "to": "2026-01-16"}
    assert DateSpan.model_validate(wire).model_dump(mode="json") == wire


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_that_holds_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


def test_a_submission_refuses_a_field_it_does_not_know_rather_than_lose_it() -> None:
    with pytest.raises(ValidationError, match="outlett"):
        Submission.model_validate({"text": "A bridge was closed.", "outlett": "Harbour Post"})
