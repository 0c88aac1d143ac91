"""Which names of several documents are one thing: all names and articles are invented."""

from datetime import UTC, datetime
from itertools import permutations
from random import Random

import pytest
from claimwire_contracts.messages import (
    ClaimInStore,
    ClaimProfile,
    DocumentInStore,
    EntityInDocument,
    EntityVerdict,
    KnownEntity,
    Occurrence,
)
from claimwire_nlp.matching import entities
from claimwire_nlp.matching.entities_handles import handles, is_acronym, is_partial
from claimwire_nlp.matching.entities_names import compare
from claimwire_nlp.matching.entities_spelling import alike, folded, similarity
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def thing(name: str, kind: str = "PERSON", *, key: str | None = None, **told: list[str]) -> EntityInDocument:
    """What a document names; its id is told from its type and key, as the store's is."""
    key = key or name.casefold()
    return EntityInDocument(
        id=f"{kind}:{key}", name=name, type=kind, key=key, partial=is_partial(kind, key), **told
    )


def known(name: str, kind: str = "PERSON", *, beside: str = "", **told: list[str]) -> KnownEntity:
    """An entity of another story."""
    occurrence = Occurrence(
        document_id="elsewhere",
        roles=told.pop("roles", []),
        beside=[each for each in beside.split(", ") if each],
    )
    key = name.casefold()
    return KnownEntity(id=f"{kind}:{key}", name=name, type=kind, key=key, occurrences=[occurrence], **told)


def document(id_: str, *named: EntityInDocument, sources: str = "") -> DocumentInStore:
    claims = [
        ClaimInStore(id=f"{id_}#{at}", kind="indirect", text="It holds", profile=ClaimProfile(source=source))
        for at, source in enumerate(filter(None, sources.split(" | ")))
    ]
    return DocumentInStore(id=id_, seen_at=NOW, entities=list(named), claims=claims)


def told(verdicts: list[EntityVerdict]) -> set[tuple[str, str, str]]:
    return {(each.entity.partition(":")[2], each.relation, each.other.partition(":")[2]) for each in verdicts}


# relation from the first name's side: "part" where it is the shorter, "whole" where it is the longer
PERSONS = [
    ("Nadav Orbach", "Orbach", "whole"),
    ("Orbach", "Nadav Orbach", "part"),
    ("N. Orbach", "Nadav Orbach", "part"),
    ("M. Orbach", "Nadav Orbach", None),
    ("Nadav", "Nadav Orbach", "part"),
    ("Nadav Orbach", "Miri Orbach", None),
    ("Nadav Orbach", "Nadav Elon Orbach", "same"),
    ("Nadav Elon Orbach", "Nadav Uri Orbach", None),
    ("Nadav Orbach", "Nadav Kestrel", None),
    ("Ludmyla Derkachenkiy", "Ludmyla Derkachenkyy", "variant"),
    ("Ludmyla Derkachenkiy", "Lyudmila Derkachenky", "same"),
    ("Özgür Y\u0131ld\u0131ray", "Ozgur Yildiray", "variant"),
    ("Jürgen Möllenbach", "Juergen Moellenbach", "variant"),
    ("Mohamed Sabbaghi", "Muhammad Sabbaghi", "same"),
    ("Mario Verdelli", "Maria Verdelli", None),
    ("Bill Hartsfield", "William Hartsfield", "same"),
    ("Bill Hartsfield", "Will Hartsfeld", None),
    ("Lo Sardo", "Gaetano Lo Sardo", "part"),
    ("van der Meulen", "Jan van der Meulen", "part"),
    ("Villareyes", "Pilar Villareyes Montoro", "part"),
    ("Orbach", "Orbach", None),
]


@pytest.mark.parametrize(("one", "other", "relation"), PERSONS)
def test_persons_are_compared_by_their_names(one: str, other: str, relation: str | None) -> None:
    found = compare(thing(one), thing(other))
    assert (
        found and ("whole" if found.relation == "part" and not found.shorter else found.relation)
    ) == relation
    back = compare(thing(other), thing(one))
    assert (back and back[:3]) == (found and found[:3])


BODIES = [
    (thing("NCHA", "ORG"), thing("Norvik Coastal Harbour Authority", "ORG"), "part"),
    (thing("N.C.H.A.", "ORG"), thing("Norvik Coastal Harbour Authority", "ORG"), "part"),
    (thing("HPA", "ORG"), thing("Norvik Port Body", "ORG", aliases=["HPA"]), "part"),
    (thing("HPA", "ORG"), thing("Norvik Port Body", "ORG"), None),
    (thing("Kestrelair", "ORG"), thing("Kestrelair Motors", "ORG"), "part"),
    (thing("Kestrelair", "ORG"), thing("Kestrelair Museum", "ORG"), None),
    (thing("Kestrelair", "ORG"), thing("Kestrelair Museum", "ORG", aliases=["Kestrelair"]), "part"),
    (thing("Herons", "ORG"), thing("Oslo Herons", "ORG"), "part"),
    (thing("Supreme Court", "ORG"), thing("Supreme Court Bar Group", "ORG"), None),
    (thing("Norvik Defence Review Board", "ORG"), thing("Norvik Defense Review Board", "ORG"), "same"),
    (thing("Flight 212 Inquiry Board", "ORG"), thing("Flight 213 Inquiry Board", "ORG"), None),
    (thing("Kalmarsk", "GPE"), thing("Kalmarsk Province", "GPE"), "part"),
    (thing("Kalmarsk", "GPE"), thing("Kalmarsk Times", "ORG"), None),
    (thing("Norvik Port", "ORG"), thing("Norvik Port", "FAC"), "same"),
    (thing("Tesselarn", "ORG"), thing("Tesselarn", "PERSON"), "same"),
    (thing("Washington", "GPE"), thing("Washington", "PERSON"), None),
    (thing("Norvikan", "GPE"), thing("Norvikan", "NORP"), "same"),
    (thing("Roma", "GPE"), thing("Roma", "NORP"), None),
    (thing("Harbour Watch", "ORG"), thing("Ilse Watch", "PERSON", roles=["harbour watch spokeswoman"]), None),
]


@pytest.mark.parametrize(("one", "other", "relation"), BODIES)
def test_all_else_is_compared_by_its_names(
    one: EntityInDocument, other: EntityInDocument, relation: str | None
) -> None:
    found, back = compare(one, other), compare(other, one)
    assert (found and found.relation) == relation
    assert (back and back[:3]) == (found and found[:3])


def test_three_outlets_names_for_one_director_are_one() -> None:
    full = document("a", thing("Nadav Orbach", roles=["tevah director"]), thing("Tevah", "ORG"))
    short = document("b", thing("Orbach"), thing("Tevah", "ORG"))
    role = document("c", thing("Tevah", "ORG"), sources="the Tevah director")
    for one, *others in permutations([full, short, role]):
        verdicts = told(entities.judge(one, others, []))
        assert verdicts == ({("orbach", "part", "nadav orbach")} if one is not role else set())
        speakers = {(each.claim_id, each.entity) for each in entities.speakers(one, others)}
        assert speakers == ({("c#0", "PERSON:nadav orbach")} if one is not short else set())


SPEAKERS = [
    ("the Tevah director", ["tevah director"], 0.9),
    ("Tevah’s director", ["director of the tevah"], 0.9),
    ("the director of the Tevah", ["tevah director"], 0.9),
    ("the harbour master", ["harbour master"], 0.0),
    ("the mayor", ["mayor of lindau"], 0.7),
    ("the mayor of Norvik", ["mayor of lindau"], 0.0),
    ("a Tevah director", ["tevah director"], 0.0),
    ("the spokesman", ["ministry spokesman"], 0.0),
    ("the ministry spokesman", ["ministry spokesman"], 0.9),
    ("the former Tevah director", ["tevah minister"], 0.0),
    ("the Tevah", ["tevah director"], 0.0),
]


@pytest.mark.parametrize(("source", "roles", "score"), SPEAKERS)
def test_a_role_alone_speaks_of_who_has_it(source: str, roles: list[str], score: float) -> None:
    found = entities.speakers(
        document("a", sources=source), [document("b", thing("Nadav Orbach", roles=roles))]
    )
    assert [each.score for each in found] == ([score] if score else [])


def test_a_bare_surname_is_somebody_known_elsewhere_only_where_context_says_so() -> None:
    his = known("Nadav Orbach", beside="tevah, kalmarsk, dorit zelniker", roles=["tevah director"])
    hers = known("Miri Orbach", beside="kestrelair, oslo", roles=["striker"])
    near = document(
        "a", thing("Orbach", roles=["tevah director"]), thing("Tevah", "ORG"), thing("Dorit Zelniker")
    )
    assert told(entities.judge(near, [], [his, hers])) == {("orbach", "known", "nadav orbach")}
    far = document("b", thing("Orbach"), thing("Ministry", "ORG"))
    assert entities.judge(far, [], [his, hers]) == []


def test_an_acronym_is_what_another_document_says_it_is_for() -> None:
    stated = document("a", thing("Norvik Port Body", "ORG", aliases=["HPA"]))
    bare = document("b", thing("HPA", "ORG"), thing("Dorit Zelniker"), thing("Kalmarskoye"))
    assert told(entities.judge(bare, [stated], [])) == {("hpa", "part", "norvik port body")}
    elsewhere = known("Norvik Port Body", "ORG", aliases=["HPA"], beside="dorit zelniker, kalmarskoye")
    assert told(entities.judge(bare, [], [elsewhere])) == {("hpa", "known", "norvik port body")}
    stranger = known("Norvik Port Body", "ORG", aliases=["HPA"], beside="oslo")
    assert entities.judge(bare, [], [stranger]) == []


def test_two_spellings_of_one_name_are_one_wherever_context_agrees() -> None:
    here = document("a", thing("Ludmyla Derkachenkiy"), thing("Kalmarskoye", "GPE"))
    elsewhere = known("Ludmyla Derkachenkyy", beside="kalmarskoye")
    assert told(entities.judge(here, [], [elsewhere])) == {
        ("ludmyla derkachenkiy", "variant", "ludmyla derkachenkyy")
    }
    assert entities.judge(here, [], [known("Ludmyla Derkachenkyy", beside="oslo")]) == []


def test_one_full_name_in_two_walks_of_life_is_two_persons() -> None:
    striker = known("Karl Vostrik", beside="oslo herons", roles=["striker"])
    minister = document("a", thing("Karl Vostrik", roles=["finance minister"]), thing("Dorit Zelniker"))
    assert told(entities.judge(minister, [], [striker])) == {("karl vostrik", "apart", "karl vostrik")}
    shared = known("Karl Vostrik", beside="dorit zelniker, kalmarskoye", roles=["striker"])
    more = document("b", *minister.entities, thing("Kalmarskoye", "GPE"))
    assert told(entities.judge(more, [], [shared])) == {("karl vostrik", "namesake", "karl vostrik")}
    office = known("Karl Vostrik", beside="oslo", roles=["mayor of oslo"])
    assert entities.judge(minister, [], [office]) == []


def test_what_the_story_itself_tells_is_no_evidence_from_elsewhere() -> None:
    mate = document("elsewhere", thing("Dorit Zelniker"))
    one = document("a", thing("Orbach"), thing("Dorit Zelniker"), thing("Tevah", "ORG"))
    his = known("Nadav Orbach", beside="tevah, dorit zelniker, kalmarskoye")
    assert told(entities.judge(one, [mate], [his])) == set()


NAMES = st.sampled_from(
    [
        "Nadav Orbach",
        "Orbach",
        "Miri Orbach",
        "N. Orbach",
        "Tevah",
        "Karl Vostrik",
        "Vostrik",
        "NCHA",
        "Oslo Herons",
    ]
)
THINGS = st.builds(thing, NAMES, st.sampled_from(["PERSON", "ORG"]))


@given(st.lists(THINGS, max_size=6, unique_by=lambda each: each.id), st.randoms())
def test_verdicts_within_a_story_do_not_depend_on_which_document_names_what(
    named: list[EntityInDocument], cut: Random
) -> None:
    whole = document("a", *named)
    cut.shuffle(named)
    size = cut.randint(0, len(named))
    one, other = document("b", *named[:size]), document("c", *named[size:])
    parts = {*map(fields, entities.judge(one, [other], [])), *map(fields, entities.judge(other, [one], []))}
    assert parts == {*map(fields, entities.judge(whole, [], []))}


def fields(verdict: EntityVerdict) -> tuple[object, ...]:
    return tuple(verdict.model_dump().values())


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Nadav Orbach", "PERSON", ["name:nadav orbah", "last:orbah", "last:orbk"]),
        ("NCHA", "ORG", ["name:nha", "short:NCHA"]),
        ("Harbour Watch of Norvik", "ORG", ["name:harbur vatch of norvik", "short:HWN", "short:HWON"]),
    ],
)
def test_an_entity_is_found_under_its_handles(name: str, kind: str, expected: list[str]) -> None:
    found = handles(name, kind, name.casefold(), [])
    assert [each.partition(":")[0] for each in found] == [each.partition(":")[0] for each in expected]


def test_variants_and_parts_of_a_name_share_a_handle() -> None:
    for one, other, relation in PERSONS:
        if relation in {"variant", "same", "part"} and " " in one and one.split()[0] not in {"Lo", "van"}:
            a, b = (set(handles(name, "PERSON", name.casefold(), [])) for name in (one, other))
            assert a & b, (one, other)


def test_spelling_is_folded_and_names_that_sound_alike_are_told() -> None:
    assert folded("Żółkiewski-Łoś") == folded("Zolkiewski Los")
    assert alike("Muhammad", "Mohamed")
    assert not alike("Orbach", "Orlov")
    assert similarity("Norvik", "Norvik") == 1.0
    assert is_acronym("U.N.")
    assert not is_acronym("Oslo")
