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
    pytest.param('"It is late," said Ann Lee. ' * 700, id="a line of hundreds of quotations"),
    pytest.param("“It is late, said Ann Lee.\n" * 700, id="quotations that go on in every next line"),
    pytest.param("Reuters reported that it was late. " * 500, id="hundreds of an outlet's reports"),
    pytest.param("Ada: Go\n" * 1_000, id="a thousand labelled lines"),
    pytest.param("He found that:\n" + "- It is late.\n" * 700, id="hundreds of bullets under one lead-in"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    annotation = read(text)
    assert Annotation.model_validate_json(annotation.model_dump_json()) == annotation


def test_a_number_too_large_to_be_held_is_no_quantity() -> None:
    (claim,) = claims(f"The town paid ${'9' * 400} for the bridge.")
    assert claim.quantities == []
