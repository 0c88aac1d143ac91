"""Texts made to be slow or to break: each is read to its end."""

import pytest
from claimwire_contracts.messages import Annotation
from reading import claims, read

HOSTILE = [
    pytest.param(" ".join(str(i) for i in range(10_000)), id="ten thousand numbers"),
    pytest.param("," * 10_000, id="ten thousand commas"),
    pytest.param('"' * 5_000, id="five thousand quotation marks"),
    pytest.param("“a " * 5_000, id="five thousand quotations that are never closed"),
    pytest.param("a" * 50_000, id="a word of fifty thousand letters"),
    pytest.param("(" * 3_000 + "x" + ")" * 3_000, id="nested parentheses"),
    pytest.param("May 3, " * 3_000, id="dates without a full stop"),
    pytest.param("he said " * 3_000, id="contents within contents"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    annotation = read(text)
    assert Annotation.model_validate_json(annotation.model_dump_json()) == annotation


def test_a_number_too_large_to_be_held_is_no_quantity() -> None:
    (claim,) = claims(f"The town paid ${'9' * 400} for the bridge.")
    assert claim.quantities == []
