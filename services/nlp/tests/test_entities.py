"""What a text names: one thing, one entity, whatever the model calls it in each sentence."""

import pytest
from reading import read

NAMED = [
    ("Greta Holm spoke first. Holm left early.", ("Greta Holm", "PERSON", ["Greta Holm", "Holm"])),
    ("Mr. Greta Holm's speech was short. Holm left.", ("Greta Holm", "PERSON", ["Greta Holm", "Holm"])),
    ("The United States signed. The U.S. left later.", ("U.S.", "GPE", ["United States", "U.S."])),
    ("Axios had the story first.", ("Axios", "ORG", ["Axios"])),
    ("Troops entered Germany at dawn.", ("Germany", "GPE", ["Germany"])),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_mentions_of_one_thing_are_one_entity(text: str, expected: tuple[str, str, list[str]]) -> None:
    found = [(e.name, e.type, [m.text for m in e.mentions]) for e in read(text).entities]
    name, kind, mentions = expected
    assert [(k, m) for _, k, m in found] == [(kind, mentions)]
    assert found[0][0] in {name, *mentions}


def test_a_title_is_no_part_of_a_name() -> None:
    (person,) = [e for e in read("Senator Paula Vance and Gov. Ike Moss met.").entities if "Vance" in e.name]
    assert (person.name, person.key) == ("Paula Vance", "paula vance")


def test_two_who_share_a_surname_stay_two() -> None:
    entities = read("Anna Berg sued Karl Berg in Oslo on Monday.").entities
    assert {e.name for e in entities if e.type == "PERSON"} == {"Anna Berg", "Karl Berg"}


def test_a_heading_in_capitals_names_nothing() -> None:
    assert read("HOLM WINS AGAIN IN GERMANY").entities == []


TYPED = [
    ("Nadia Ferran, a teacher, told the Gazette that it shook.", "Nadia Ferran", "PERSON"),
    ("The Maris Star was carrying more passengers than allowed.", "Maris Star", "ORG"),
]


@pytest.mark.parametrize(("text", "name", "kind"), TYPED)
def test_the_words_around_a_name_tell_its_type(text: str, name: str, kind: str) -> None:
    assert {e.name: e.type for e in read(text).entities}.get(name, kind) == kind


def test_names_are_read_in_a_text_of_another_language() -> None:
    from claimwire_contracts.messages import Annotate  # noqa: PLC0415  only here
    from claimwire_nlp.annotate import annotate  # noqa: PLC0415  only here

    request = Annotate(
        job_id="j", lease="l", document_id="d", text="Angela Merkel besuchte am Freitag Paris.", language="de"
    )
    assert annotate(request).claims == []
