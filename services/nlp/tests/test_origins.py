"""Where a claim's chain of attribution ends."""

import pytest
from claimwire_contracts.messages import ExtractedSource
from claimwire_contracts.types import Role
from claimwire_nlp.matching.origins import description, root


def source(text: str, role: Role, name: str | None = None) -> ExtractedSource:
    return ExtractedSource(text=text, spans=[], role=role, name=name)


NARRATED = [
    ("Harbour Post", None, "outlet:harbour post", "outlet's own voice"),
    ("The Harbour Post", None, "outlet:harbour post", "outlet's own voice"),
    ("Harbour Post", "AP", "outlet:associated press", "credited agency"),
    (None, "Reuters", "outlet:reuters", "credited agency"),
    (None, None, None, "unknown outlet"),
]


@pytest.mark.parametrize(("outlet", "credit", "key", "rule"), NARRATED)
def test_a_narrated_claim_ends_in_the_agency_credited_or_in_the_outlet(
    outlet: str | None, credit: str | None, key: str | None, rule: str
) -> None:
    origin = root("narrated", None, [], outlet, credit)
    assert (origin.key, origin.rule) == (key, rule)


ATTRIBUTED = [
    ("person", "mayor Ilse Okafor", "Ilse Okafor", "person:ilse okafor", "named speaker"),
    ("person", "President Ilse Okafor", None, "person:ilse okafor", "named speaker"),
    ("person", "José Muñoz", None, "person:jose munoz", "named speaker"),
    ("organization", "the Coast Guard", None, "organization:coast guard", "organization as speaker"),
    ("organization", "the New York Times", None, "outlet:new york times", "cited outlet"),
    ("organization", "Reuters", None, "outlet:reuters", "agency"),
    ("outlet", "NYT", None, "outlet:new york times", "cited outlet"),
    ("outlet", "the Associated Press", None, "outlet:associated press", "agency"),
    ("anonymous", "two Israeli officials", None, "anonymous:israeli official@harbour post",
     "anonymous source of one outlet"),
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
    assert ours.key == theirs.key == "anonymous:israeli source@axios"
    assert ours.rule == "anonymous source via Axios"


def test_an_anonymous_source_in_agency_copy_is_the_agencys() -> None:
    origin = root("indirect", source("a diplomat", "anonymous"), [], "Harbour Post", "AFP")
    assert origin.key == "anonymous:diplomat@agence france-presse"


def test_a_named_speaker_is_one_root_whoever_heard_them() -> None:
    speaker = source("Ilse Okafor", "person")
    heard = root("indirect", speaker, [source("Axios", "outlet")], "Harbour Post", None)
    assert heard.key == root("direct", speaker, [], "Daily Wire", "AP").key


def test_what_is_believed_according_to_an_outlet_ends_in_that_outlet() -> None:
    nobody, axios = source("", "unresolved"), source("Axios", "outlet")
    assert root("indirect", nobody, [axios], "Harbour Post", None).key == "outlet:axios"
    assert root("indirect", source("she", "unresolved"), [axios], "Harbour Post", None).key is None
    assert root("indirect", nobody, [], "Harbour Post", None).key is None


def test_an_anonymous_source_of_an_unknown_outlet_is_an_unknown_root() -> None:
    assert root("indirect", source("officials", "anonymous"), [], None, None).key is None


@pytest.mark.parametrize(
    "name", ["an Israeli source", "Israeli sources", "two Israeli sources", "that Israeli source"]
)
def test_one_anonymous_source_is_described_in_one_way(name: str) -> None:
    assert description(name) == "israeli source"
