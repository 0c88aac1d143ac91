"""How likely two roots of a group are one: pure."""

from collections.abc import Sequence

import pytest
from claimwire_contracts.types import Origin, Role
from claimwire_gateway import kinship
from claimwire_gateway.kinship import Told


def told(
    name: str, role: Role, *signs: str, near: Sequence[str] = (), text: str = "the pumps had rusted"
) -> Told:
    rule = "outlet's own voice" if role == "outlet" else "named speaker"
    key = f"name:{name.casefold()}"
    root = Origin(key=key, name=name, role=role, rule=rule, signs=list(signs), near=list(near))
    return Told(root, f"document of {name}", text)


def meant(key: str, resting: Sequence[Told]) -> bool:
    return any(each.origin.key == key for each in resting)


VANCE = told("Orla Vance", "person", "told", "denied")
BESIDE_HER = told("Echo", "outlet", "told", "denied", near=["name:orla vance"])
LEAD = [told(outlet, "outlet", "day", "lead", "figure") for outlet in ("Post", "Echo")]


def test_an_outlet_that_tells_what_a_speaker_denies_beside_her_words_has_it_from_her() -> None:
    verdict = kinship.judge([VANCE], [BESIDE_HER], meant)
    assert verdict is not None
    assert verdict.likelihood > kinship.LIKELY
    assert verdict.signs


def test_two_outlets_that_open_with_what_happened_are_two() -> None:
    verdict = kinship.judge([LEAD[0]], [LEAD[1]], meant)
    assert verdict is not None
    assert verdict.likelihood < kinship.LIKELY


def test_nothing_is_judged_where_nobody_looked_for_signs() -> None:
    unseen = VANCE._replace(origin=VANCE.origin.model_copy(update={"signs": None}))
    assert kinship.judge([unseen], [BESIDE_HER], meant) is None


@pytest.mark.parametrize(("one", "other"), [(VANCE, BESIDE_HER), tuple(LEAD), (VANCE, LEAD[0])])
def test_the_verdict_is_the_same_from_either_side(one: Told, other: Told) -> None:
    assert kinship.judge([one], [other], meant) == kinship.judge([other], [one], meant)


def test_words_of_a_speaker_beside_a_claim_speak_for_her() -> None:
    alone = BESIDE_HER._replace(origin=BESIDE_HER.origin.model_copy(update={"near": []}))
    beside, apart = (kinship.judge([VANCE], [each], meant) for each in (BESIDE_HER, alone))
    assert beside is not None
    assert apart is not None
    assert beside.likelihood > apart.likelihood


def test_words_of_somebody_else_beside_a_claim_are_a_sign_of_their_own() -> None:
    beside_another = told("Echo", "outlet", "told", near=["name:petr aldous"])
    assert "outlet: others" in kinship.signs([VANCE], [beside_another], meant)
    assert "outlet: others" not in kinship.signs([VANCE], [BESIDE_HER], meant)


def test_a_word_that_two_names_share_is_a_sign() -> None:
    one, other = told("Harbour Police", "organization"), told("Verhold Police", "organization")
    assert "a word of their names" in kinship.signs([one], [other], meant)


def test_every_sign_that_a_text_shows_has_a_weight() -> None:
    shown = {name.split(": ")[-1] for name in kinship.weights()}
    assert {"told", "near", "denied", "planned", "day", "figure", "lead", "quoting"} <= shown
