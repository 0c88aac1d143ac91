"""Who a source is by its own words, and for which body somebody speaks by what he is called."""

import pytest
from claimwire_contracts.messages import ExtractedEntity, ExtractedSource
from claimwire_contracts.types import Role
from claimwire_nlp.matching import spokespeople, unresolved


def source(text: str, role: Role = "unresolved", name: str | None = None) -> ExtractedSource:
    return ExtractedSource(text=text, spans=[], role=role, name=name)


def entity(name: str, kind: str) -> ExtractedEntity:
    return ExtractedEntity(name=name, type=kind, key=name.casefold(), mentions=[])


STORY = [entity("Mara Teller", "PERSON"), entity("Quillan Motors", "ORG"), entity("Tarn", "GPE")]

READ = [
    ("a mechanic who works on them", "anonymous", None),
    ("someone who was at the table", "anonymous", None),
    ("two waitresses", "anonymous", None),
    ("a cook", "anonymous", None),
    ("a baggage handler", "anonymous", None),
    ("their spokesman, Petr Aldous", "person", "Petr Aldous"),
    ("the chairman of the parents' association, Mara Teller", "person", "Mara Teller"),
    ("the maker of the vans, Quillan Motors", "organization", "Quillan Motors"),
    ("15:52 a cook", "anonymous", None),
    ("a voter of the ruling party, New Centre", "anonymous", None),
    ("a report of the ruling party, New Centre", "unresolved", None),
    ("the coroner", "unresolved", None),
    ("a contractor", "unresolved", None),
    ("a letter", "unresolved", None),
    ("the net logs", "unresolved", None),
    ("she", "unresolved", None),
    ("we", "unresolved", None),
]


@pytest.mark.parametrize(("text", "role", "name"), READ)
def test_words_that_tell_of_a_person_or_end_in_a_name_say_who_speaks(
    text: str, role: str, name: str | None
) -> None:
    read = unresolved.read(source(text), STORY)
    assert (read.role, read.name) == (role, name)


def test_the_time_of_an_entry_is_no_part_of_a_source() -> None:
    assert unresolved.read(source("15:52 The Interior Ministry")).text == "The Interior Ministry"


def test_a_source_that_is_known_stays_as_it_is() -> None:
    known = source("the chairman, Mara Teller", "person", "Mara Teller")
    assert unresolved.read(known, STORY) == known


FOR = [
    ("the lawyer of Quillan Motors, Ada Kroll", "Quillan Motors"),
    ("the union's lawyer, Ada Kroll", "union"),
    ("Mara Teller's lawyer, Ada Kroll", None),
    ("the state minister for shipping, Ada Kroll", "shipping ministry"),
    ("Minister of Fisheries Ada Kroll", "fisheries ministry"),
    ("Prime Minister Ada Kroll", None),
    ("the chief inspector of Quillan Motors, Ada Kroll", "Quillan Motors"),
    ("the acting director of Quillan Motors, Ada Kroll", "Quillan Motors"),
    ("its own spokeswoman, Ada Kroll", None),
]


@pytest.mark.parametrize(("text", "body"), FOR)
def test_what_somebody_is_called_tells_for_which_body_they_speak(text: str, body: str | None) -> None:
    entities = [*STORY, entity("Ada Kroll", "PERSON")]
    speaker = source(text, "person", "Ada Kroll").model_copy(update={"entity": len(STORY)})
    assert spokespeople.institution(speaker, entities) == body


HEADED = [
    ("the chairman of Quillan Motors", "Quillan Motors"),
    ("the minister of transport", "transport ministry"),
    ("the company's lawyers", "company"),
    ("lawyers for Quillan Motors", "Quillan Motors"),
    ("a director of Quillan Motors", None),
    ("the former chairman of Quillan Motors", None),
    ("the fire chief", None),
    ("the mayor of Tarn", None),
    ("his lawyer", None),
    ("the lawyer of Mara Teller", None),
]


@pytest.mark.parametrize(("text", "body"), HEADED)
def test_the_unnamed_head_of_a_body_that_is_told_is_that_body(text: str, body: str | None) -> None:
    assert spokespeople.headed(source(text, "anonymous"), STORY) == body


CALLED = [
    ("a waitress", True),
    ("an elder", True),
    ("an official", False),
    ("a resident of Tarn", False),
    ("waitresses", False),
    ("the waitress", False),
]


@pytest.mark.parametrize(("text", "singled_out"), CALLED)
def test_one_of_few_may_be_who_is_named_elsewhere(text: str, singled_out: bool) -> None:
    assert spokespeople.singled_out(source(text, "anonymous")) is singled_out
