"""Where a claim's chain of attribution ends."""

import pytest
from claimwire_contracts.messages import ExtractedSource
from claimwire_contracts.types import Role
from claimwire_nlp.matching.origins import root


def source(text: str, role: Role, name: str | None = None) -> ExtractedSource:
    return ExtractedSource(text=text, spans=[], role=role, name=name)


NARRATED = [
    ("Harbour Post", None, "name:harbour post", "outlet's own voice"),
    ("The Harbour Post", None, "name:harbour post", "outlet's own voice"),
    ("Harbour Post", "AP", "name:associated press", "credited agency"),
    (None, "Reuters", "name:reuters", "credited agency"),
    (None, None, None, "unknown outlet"),
]


@pytest.mark.parametrize(("outlet", "credit", "key", "rule"), NARRATED)
def test_a_narrated_claim_ends_in_the_agency_credited_or_in_the_outlet(
    outlet: str | None, credit: str | None, key: str | None, rule: str
) -> None:
    origin = root("narrated", None, [], outlet, credit)
    assert (origin.key, origin.rule) == (key, rule)


ATTRIBUTED = [
    ("person", "mayor Ilse Okafor", "Ilse Okafor", "name:ilse okafor", "named speaker"),
    ("person", "President Ilse Okafor", None, "name:ilse okafor", "named speaker"),
    ("person", "HON. ILSE OKAFOR", "HON", "name:ilse okafor", "named speaker"),
    ("person", "José Muñoz", None, "name:jose munoz", "named speaker"),
    ("organization", "the Coast Guard", None, "name:coast guard", "organization as speaker"),
    ("organization", "the New York Times", None, "name:new york times", "cited outlet"),
    ("organization", "Reuters", None, "name:reuters", "agency"),
    ("outlet", "NYT", None, "name:new york times", "cited outlet"),
    ("outlet", "the Associated Press", None, "name:associated press", "agency"),
    ("anonymous", "two Israeli officials", None, "anonymous:one@harbour post",
     "anonymous source of one outlet"),
    ("anonymous", "another official", None, "anonymous:another@harbour post",
     "anonymous source of one outlet"),
    ("organization", "the coast guard", None, "name:coast guard", "organization as speaker"),
    ("organization", "the company", None, None, "organization as speaker"),
    ("outlet", "the newspaper", None, None, "unnamed outlet"),
    ("outlet", "state media", None, None, "unnamed outlet"),
    ("document", "a statement", None, None, "cited document"),
    ("document", "the indictment", None, "document:indictment", "cited document"),
    ("unresolved", "he", None, None, "unresolved speaker"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "text", "name", "key", "rule"), ATTRIBUTED)
def test_an_attributed_claim_ends_in_its_speaker(
    role: Role, text: str, name: str | None, key: str | None, rule: str
) -> None:
    origin = root("indirect", source(text, role, name), [], "Harbour Post", None)
    assert (origin.key, origin.rule) == (key, rule)


def test_an_anonymous_source_heard_by_another_outlet_is_that_outlets() -> None:
    axios = [source("Axios", "outlet")]
    ours = root("indirect", source("an Israeli source", "anonymous"), axios, "Harbour Post", None)
    theirs = root("indirect", source("an Israeli source", "anonymous"), [], "Axios", None)
    assert ours.key == theirs.key == "anonymous:one@axios"
    assert ours.rule == "anonymous source via Axios"


def test_an_anonymous_source_in_agency_copy_is_the_agencys() -> None:
    origin = root("indirect", source("a diplomat", "anonymous"), [], "Harbour Post", "AFP")
    assert origin.key == "anonymous:one@agence france-presse"


def test_a_named_speaker_is_one_root_whoever_heard_them() -> None:
    speaker = source("Ilse Okafor", "person")
    heard = root("indirect", speaker, [source("Axios", "outlet")], "Harbour Post", None)
    assert heard.key == root("direct", speaker, [], "Daily Wire", "AP").key


def test_what_is_believed_according_to_an_outlet_ends_in_that_outlet() -> None:
    nobody, axios = source("", "unresolved"), source("Axios", "outlet")
    assert root("indirect", nobody, [axios], "Harbour Post", None).key == "name:axios"
    assert root("indirect", source("she", "unresolved"), [axios], "Harbour Post", None).key is None
    assert root("indirect", nobody, [], "Harbour Post", None).key is None


def test_an_anonymous_source_of_an_unknown_outlet_is_an_unknown_root() -> None:
    assert root("indirect", source("officials", "anonymous"), [], None, None).key is None


@pytest.mark.parametrize("role", ["person", "organization", "outlet"])
def test_a_name_is_one_root_whatever_it_was_taken_for(role: Role) -> None:
    own_voice = root("narrated", None, [], "The Coast Wire", None)
    assert root("indirect", source("the Coast Wire", role), [], "Harbour Post", None).key == own_voice.key


@pytest.mark.parametrize(
    "name", ["an Israeli source", "officials", "two people familiar with the matter", "one of the two people"]
)
def test_an_outlets_anonymous_sources_are_one_root_however_they_are_described(name: str) -> None:
    one = root("indirect", source(name, "anonymous"), [], "Harbour Post", None)
    assert one.key == "anonymous:one@harbour post"


@pytest.mark.parametrize("name", ["another official", "a second source", "the other diplomat"])
def test_a_source_told_apart_from_the_first_is_a_second_root(name: str) -> None:
    told_apart = root("indirect", source(name, "anonymous"), [], "Harbour Post", None)
    assert told_apart.key == "anonymous:another@harbour post"
