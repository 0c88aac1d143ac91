"""Who is meant by the names of a story, whatever the order in which verdicts came."""

from itertools import permutations

import pytest
from claimwire_gateway.identities import Identity, Link, Naming, Verdict, resolve, survivors
from hypothesis import given
from hypothesis import strategies as st

FULL, OTHER, SURNAME, BODY, SHORT = "ada roe", "bea roe", "roe", "harbour watch", "hw"


def meant(names: dict[str, str], *verdicts: Verdict, **options: object) -> dict[str, Identity]:
    """Who is meant by each name of a story that has it in a document of its own."""
    namings = [
        Naming(document, name, name in {SURNAME, SHORT})
        for name, places in names.items()
        for document in places.split()
    ]
    found = resolve(namings, verdicts, **options)  # type: ignore[arg-type]
    return {name: found[places.split()[0], name] for name, places in names.items()}


def part(short: str, whole: str, score: float = 0.9, document: str = "d1") -> Verdict:
    return Verdict(document, short, whole, "part", score)


def known(short: str, whole: str, score: float = 0.9) -> Verdict:
    return Verdict("d1", short, whole, "known", score)


def test_a_surname_is_the_one_person_of_the_story_who_has_it() -> None:
    found = meant({FULL: "d1", SURNAME: "d2"}, part(SURNAME, FULL))
    assert found[SURNAME] == found[FULL] == Identity(FULL)


def test_a_surname_of_two_bearers_is_neither_of_them() -> None:
    found = meant({FULL: "d1", OTHER: "d2", SURNAME: "d3"}, part(SURNAME, FULL), part(SURNAME, OTHER))
    assert found == {FULL: Identity(FULL), OTHER: Identity(OTHER), SURNAME: Identity(SURNAME, "d3")}


def test_a_clearly_better_bearer_is_taken() -> None:
    found = meant({FULL: "d1", OTHER: "d2", SURNAME: "d3"}, part(SURNAME, FULL), part(SURNAME, OTHER, 0.7))
    assert found[SURNAME] == Identity(FULL)


def test_two_bearers_who_are_one_leave_no_doubt() -> None:
    same = Verdict("d1", FULL, OTHER, "same", 0.9)
    found = meant(
        {FULL: "d1 d2", OTHER: "d3", SURNAME: "d4"}, part(SURNAME, FULL), part(SURNAME, OTHER), same
    )
    assert set(found.values()) == {Identity(FULL)}


def test_a_surname_whom_nobody_bears_is_one_in_its_story_alone() -> None:
    assert meant({SURNAME: "d7 d2"})[SURNAME] == Identity(SURNAME, "d2")


def test_a_surname_may_be_one_who_is_known_from_elsewhere() -> None:
    assert meant({SURNAME: "d1"}, known(SURNAME, "known"))[SURNAME] == Identity("known")
    two = (known(SURNAME, "known"), known(SURNAME, "another", 0.85))
    assert meant({SURNAME: "d1"}, *two)[SURNAME] == Identity(SURNAME, "d1")


def test_the_story_outweighs_what_is_known_from_elsewhere() -> None:
    found = meant({FULL: "d1", SURNAME: "d2"}, part(SURNAME, FULL, 0.75), known(SURNAME, "known", 0.95))
    assert found[SURNAME] == Identity(FULL)


def test_what_a_document_of_another_story_tells_decides_nothing_here() -> None:
    assert meant({SURNAME: "d1"}, part(SURNAME, FULL))[SURNAME] == Identity(SURNAME, "d1")


def test_a_surname_of_two_bearers_is_nobody_known_either() -> None:
    two = (part(SURNAME, FULL), part(SURNAME, OTHER), known(SURNAME, "known"))
    assert meant({FULL: "d1", OTHER: "d2", SURNAME: "d3"}, *two)[SURNAME] == Identity(SURNAME, "d3")


def test_a_weak_verdict_decides_nothing() -> None:
    assert meant({FULL: "d1", SURNAME: "d2"}, part(SURNAME, FULL, 0.5))[SURNAME] == Identity(SURNAME, "d2")


def test_the_name_that_most_documents_give_stands_for_a_body() -> None:
    found = meant({BODY: "d1", SHORT: "d2 d3"}, part(SHORT, BODY))
    assert set(found.values()) == {Identity(BODY)}
    found = meant({BODY: "d1", "harbour": "d2 d3"}, part("harbour", BODY))
    assert set(found.values()) == {Identity("harbour")}


def test_another_bearer_of_a_whole_name_is_told_apart_unless_a_document_agrees() -> None:
    apart, agrees = Verdict("d1", FULL, FULL, "apart", 0.8), Verdict("d2", FULL, FULL, "namesake", 0.95)
    assert meant({FULL: "d1 d2"}, apart)[FULL] == Identity(FULL, "d1")
    assert meant({FULL: "d1 d2"}, apart, agrees)[FULL] == Identity(FULL)
    namesake = Verdict("d1", FULL, "namesake", "namesake", 0.8)
    assert meant({FULL: "d1 d2"}, apart, namesake)[FULL] == Identity("namesake")


def test_what_a_hand_told_apart_is_not_joined_again() -> None:
    barred = {frozenset((SURNAME, FULL))}
    found = meant({FULL: "d1", SURNAME: "d2"}, part(SURNAME, FULL), barred=barred)
    assert found[SURNAME] == Identity(SURNAME, "d2")
    same = Verdict("d1", FULL, OTHER, "same", 0.9)
    found = meant({FULL: "d1", OTHER: "d2"}, same, barred={frozenset((FULL, OTHER))})
    assert found == {FULL: Identity(FULL), OTHER: Identity(OTHER)}


def test_a_split_by_hand_holds_and_later_documents_follow_where_all_earlier_ones_did() -> None:
    pins = {("d1", FULL): "new"}
    early, late = Naming("d2", FULL), Naming("d2", FULL, late=True)
    assert resolve([Naming("d1", FULL), early], [], pins=pins) == {
        ("d1", FULL): Identity("new"),
        ("d2", FULL): Identity(FULL),
    }
    assert resolve([Naming("d1", FULL), late], [], pins=pins)["d2", FULL] == Identity("new")
    both = [Naming("d1", FULL), Naming("d0", FULL), late]
    assert resolve(both, [], pins=pins)["d2", FULL] == Identity(FULL)


NAMES = (FULL, OTHER, SURNAME, BODY, SHORT, "known")
RELATIONS = st.sampled_from(["variant", "same", "part", "known", "namesake", "apart"])
VERDICTS = st.builds(
    Verdict,
    st.sampled_from(["d1", "d2", "d3"]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    RELATIONS,
    st.sampled_from([0.5, 0.7, 0.75, 0.9, 0.95]),
)
NAMINGS = st.lists(
    st.builds(Naming, st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(NAMES[:-1])),
    min_size=1,
    unique_by=lambda naming: naming[:2],
)


@given(NAMINGS, st.lists(VERDICTS, max_size=12), st.randoms())
def test_the_order_of_names_and_verdicts_does_not_matter(
    namings: list[Naming], verdicts: list[Verdict], shuffled: object
) -> None:
    namings = [naming._replace(partial=naming.entity in {SURNAME, SHORT}) for naming in namings]
    first = resolve(namings, verdicts)
    shuffled.shuffle(namings)  # type: ignore[attr-defined]
    shuffled.shuffle(verdicts)  # type: ignore[attr-defined]
    assert resolve(namings, verdicts) == first
    assert first.keys() == {(naming.document_id, naming.entity) for naming in namings}


@pytest.mark.parametrize(
    "links", list(permutations([Link("c", "a", False), Link("b", "a", True), Link("d", "e", False)]))
)
def test_of_entities_that_are_one_that_which_a_hand_chose_stays_or_else_the_elder(links: list[Link]) -> None:
    members = dict.fromkeys("abcde", "") | {"d": "doc"}
    assert survivors(members, links) == {"a": "a", "b": "a", "c": "a", "d": "e", "e": "e"}


def test_a_link_to_what_is_not_there_is_none() -> None:
    assert survivors({"a": ""}, [Link("a", "gone", True)]) == {"a": "a"}
