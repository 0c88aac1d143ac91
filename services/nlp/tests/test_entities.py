"""What a text names: one thing, one entity, whatever it is read as in each sentence."""

import pytest
from claimwire_contracts.messages import Annotate
from claimwire_nlp.annotate import annotate
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

ONE = [
    ("Greta Holm spoke first. Holm left early.", "Greta Holm", "PERSON", ["Greta Holm", "Holm"]),
    ("Mr. Greta Holm's speech was short. Holm left.", "Greta Holm", "PERSON", ["Greta Holm", "Holm"]),
    (
        "Ada J. Roe won. Ada Roe thanked voters. Roe left.",
        "Ada J. Roe",
        "PERSON",
        ["Ada J. Roe", "Ada Roe", "Roe"],
    ),
    (
        "Jörg von der Heide Jr. resigned. Von der Heide gave no reason.",
        "Jörg von der Heide Jr.",
        "PERSON",
        ["Jörg von der Heide Jr.", "Von der Heide"],
    ),
    (
        "Hans-Peter Müller-Stahl paid. Later Müller-Stahl was sorry.",
        "Hans-Peter Müller-Stahl",
        "PERSON",
        ["Hans-Peter Müller-Stahl", "Müller-Stahl"],
    ),
    ("The United States signed. The U.S. left later.", "United States", "GPE", ["United States", "U.S."]),
    ("Axios had the story first.", "Axios", "ORG", ["Axios"]),
    ("Troops entered Germany at dawn.", "Germany", "GPE", ["Germany"]),
    (
        "The World Food Programme (WFP) sent trucks. WFP drivers waited.",
        "World Food Programme",
        "ORG",
        ["World Food Programme", "WFP", "WFP"],
    ),
    (
        "The International Monetary Fund agreed. Later the IMF paid.",
        "International Monetary Fund",
        "ORG",
        ["International Monetary Fund", "IMF"],
    ),
    (
        "Kestrel Energy Inc. lost money. Kestrel said little.",
        "Kestrel Energy Inc.",
        "ORG",
        ["Kestrel Energy Inc.", "Kestrel"],
    ),
]


@pytest.mark.parametrize(("text", "name", "kind", "mentions"), ONE)
def test_mentions_of_one_thing_are_one_entity(text: str, name: str, kind: str, mentions: list[str]) -> None:
    found = [(e.type, [m.text for m in e.mentions], e.name) for e in read(text).entities]
    assert [(k, m) for k, m, _ in found] == [(kind, mentions)]
    assert found[0][2] in {name, *mentions}


def test_a_title_is_no_part_of_a_name() -> None:
    (person,) = [e for e in read("Senator Paula Vance and Gov. Ike Moss met.").entities if "Vance" in e.name]
    assert (person.name, person.key) == ("Paula Vance", "paula vance")


def test_two_who_share_a_surname_stay_two() -> None:
    entities = read("Anna Berg sued Karl Berg in Oslo on Monday.").entities
    assert {e.name for e in entities if e.type == "PERSON"} == {"Anna Berg", "Karl Berg"}


def test_two_who_differ_in_a_middle_initial_stay_two() -> None:
    entities = read("John A. Marsh beat his cousin John B. Marsh by one vote.").entities
    assert {e.name for e in entities if e.type == "PERSON"} == {"John A. Marsh", "John B. Marsh"}


def test_a_heading_in_capitals_names_what_the_text_does() -> None:
    text = "HOLM WINS AGAIN IN GERMANY\nGreta Holm won a third term in Germany on Sunday."
    found = {e.name: [m.text for m in e.mentions] for e in read(text).entities}
    assert found == {"Greta Holm": ["HOLM", "Greta Holm"], "Germany": ["GERMANY", "Germany"]}


def test_words_in_lower_case_are_no_part_of_a_name() -> None:
    text = "She joined the new Labour Party, a liberal party of the radical left."
    assert [m.text for e in read(text).entities for m in e.mentions if e.type == "ORG"] == ["Labour Party"]


TYPED = [
    ("Nadia Ferran, a teacher, told the Gazette that it shook.", "Nadia Ferran", "PERSON"),
    ("Russian troops crossed the border at night.", "Russian", "NORP"),
    ("Democrats and Muslims marched together.", "Democrats", "NORP"),
    ("Ships gathered in the Black Sea on Monday.", "Black Sea", "LOC"),
    ("She was received at the White House on Monday.", "White House", "FAC"),
    ("The bus stopped on Westminster Bridge for an hour.", "Westminster Bridge", "FAC"),
    ("The Clean Air Act was signed in 1970.", "Clean Air Act", "LAW"),
    ("Nobody won the Cold War, he said.", "Cold War", "EVENT"),
    ("Reporters of JNS and Reuters asked about it.", "Reuters", "ORG"),
    ("Reporters of JNS and Reuters asked about it.", "JNS", "ORG"),
    ("Members of NATO met in Oslo.", "NATO", "ORG"),
    ("Mayor Tom Westgate thanked voters in Lindau.", "Tom Westgate", "PERSON"),
    ("Mayor Tom Westgate thanked voters in Lindau.", "Lindau", "GPE"),
    ("Israel’s army withdrew from the town.", "Israel", "GPE"),
    ("David Barnea arrived. Barnea met the president.", "David Barnea", "PERSON"),
]


@pytest.mark.parametrize(("text", "name", "kind"), TYPED)
def test_a_name_has_its_type(text: str, name: str, kind: str) -> None:
    assert {e.name: e.type for e in read(text).entities}.get(name) == kind


def test_a_name_that_was_read_once_is_found_again() -> None:
    text = "The fund is run by Brightwater Capital. Asked again, Brightwater Capital declined to comment."
    (fund,) = read(text).entities
    assert [m.start for m in fund.mentions] == [19, 53]


def test_a_legislators_seat_is_no_person() -> None:
    entities = read("Sen. Ada Roe (D-Ohio) and Rep. Bo Lind, R-Tenn., voted no.").entities
    assert {e.name for e in entities if e.type == "PERSON"} == {"Ada Roe", "Bo Lind"}


JOINED = [
    ("The U.S.-led force left.", ["U.S."]),
    ("U.S.-China talks resumed in Geneva.", ["U.S.", "China", "Geneva"]),
    ("J.-P. Marchand won the race.", ["J.-P. Marchand"]),
]


@pytest.mark.parametrize(("text", "mentions"), JOINED)
def test_a_name_ends_at_the_hyphen_after_initials(text: str, mentions: list[str]) -> None:
    assert [m.text for e in read(text).entities for m in e.mentions] == mentions


def test_no_claims_are_read_in_a_text_of_another_language() -> None:
    request = Annotate(
        job_id="j", lease="l", document_id="d", text="Angela Merkel besuchte am Freitag Paris.", language="de"
    )
    assert annotate(request).claims == []


ROLES = [
    ("Mossad director David Barnea flew home.", "mossad director"),
    ("Anna Berg, the mayor of Lindau, who won twice, resigned.", "the mayor of lindau"),
    ("The hospital's director, Anna Berg, resigned.", "the hospital's director"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_person_has_the_role_that_the_text_gives(text: str, role: str) -> None:
    assert [role in e.roles for e in read(text).entities if e.type == "PERSON"] == [True]


CALLED = [
    ("Ada J. Roe won. Roe thanked voters. Ada Roe left.", "Ada J. Roe", ["Ada Roe", "Roe"]),
    ("Greta Holm spoke first. Greta Holm left early.", "Greta Holm", []),
    ("GERMANY VOTES AGAIN\nVoters in Germany were calm.", "Germany", []),
    ("The World Food Programme (WFP) sent trucks. WFP drivers waited.", "World Food Programme", ["WFP"]),
    ("The United States signed. The U.S. left later.", "United States", ["U.S."]),
]


@pytest.mark.parametrize(("text", "name", "aliases"), CALLED)
def test_the_other_names_of_one_thing_are_its_aliases(text: str, name: str, aliases: list[str]) -> None:
    (entity,) = read(text).entities
    assert sorted([entity.name, *entity.aliases]) == sorted([name, *aliases])
    assert entity.aliases == sorted(entity.aliases, key=len, reverse=True)


def test_courtesy_is_no_role_but_an_office_is() -> None:
    found = {e.name: e.roles for e in read("Mr. Bo Lind met Senator Paula Vance on Monday.").entities}
    assert found == {"Bo Lind": [], "Paula Vance": ["senator"]}


@given(
    st.lists(
        st.sampled_from(["Greta Holm", "Holm", "HOLM", "Mayor Holm", "Oslo", "OSLO", "U.S."]), max_size=8
    )
)
@settings(max_examples=15, deadline=None)
def test_every_name_and_role_of_an_entity_stands_in_the_text(named: list[str]) -> None:
    text = "Greta Holm came. " + " ".join(f"Then {name} was asked." for name in named)
    for entity in read(text).entities:
        mentions = {mention.text for mention in entity.mentions}
        assert {entity.name, *entity.aliases} <= mentions
        assert entity.name not in entity.aliases
        assert len(set(entity.aliases)) == len(entity.aliases)
        assert all(role in text.casefold() for role in entity.roles)
