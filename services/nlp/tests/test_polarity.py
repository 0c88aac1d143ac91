"""What is said not to be so, wherever the negation stands."""

import pytest
from reading import claims

POLARITIES = [
    ("Lind not only sold the ferry but also kept the money.", "affirmed"),
    ("No fewer than 12 sailors drowned.", "affirmed"),
    ("The crew never failed to report its position.", "affirmed"),
    ("There is no doubt that the ferry sank.", "affirmed"),
    ("Lind cannot help but notice the gap.", "affirmed"),
    ("The ferry left the port without warning the crew.", "affirmed"),
    ("Lind praised a crew that did not panic.", "affirmed"),
    ("No one was hurt in the fire.", "negated"),
    ("Hardly anyone was hurt in the fire.", "negated"),
    ("Not a single house was lost in the fire.", "negated"),
    ("Neither the captain nor the pilot survived.", "negated"),
    ("The ferry no longer runs.", "negated"),
    ("The crew was unable to launch the boats.", "negated"),
    ("The coalition is unlikely to survive the summer.", "negated"),
    ("There is no evidence that the ferry was sold.", "negated"),
    ("The captain declined to leave the ferry.", "negated"),
    ("Under no circumstances was the ferry for sale.", "negated"),
]


@pytest.mark.parametrize(("text", "polarity"), POLARITIES)
def test_polarity_is_that_of_what_is_said_to_be_so(text: str, polarity: str) -> None:
    assert [claim.polarity for claim in claims(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Lind denied that the ferry had been sold.", "negated"),
        ("Lind rejected claims that the ferry had been sold.", "negated"),
        ("Lind no longer denies that the ferry was sold.", "affirmed"),
    ],
)
def test_a_denial_is_given_to_who_denies(text: str, polarity: str) -> None:
    (claim,) = claims(text)
    assert claim.source is not None
    assert (claim.source.name or claim.source.text, claim.polarity) == ("Lind", polarity)
