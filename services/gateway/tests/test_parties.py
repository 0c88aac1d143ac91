"""Which names of a story are one party; unnamed sources described alike; titles of one owner."""

from pathlib import Path

import pytest
from claimwire_contracts.types import Origin, Role
from claimwire_gateway import owners
from claimwire_gateway.described import alike
from claimwire_gateway.parties import Parties
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import OWNERS, connect

OUTLETS = ["Lusen Meridian", "Coast Press Agency", "Quillan Motors"]


def named(name: str, role: Role = "organization", **fields: object) -> Origin:
    return Origin.model_validate(
        {"key": f"name:{name.casefold()}", "name": name, "role": role, "rule": "told"} | fields
    )


STORY = [
    named("Quillan Motors"),
    named("Mia Larsen", "person", behalf="name:quillan motors", offices=["chief executive"]),
    named("Jon Aas", "person", offices=["rescue chief of tarn"]),
    named("Harbour Police Department"),
    named("Danish Foreign Ministry"),
    named("Hedda Voss", "person", behalf="name:foreign ministry"),
    named("Lusen Meridian", "outlet"),
    named("Coast Press Agency", "outlet"),
    named("Nils Holm", "person"),
    named("Eva Holm", "person"),
]

ONE = [
    (named("Larsen", "person"), "name:quillan motors"),
    (named("Quillan", "person"), "name:quillan"),
    (named("the Meridian", "outlet", key="name:meridian"), "name:lusen meridian"),
    (named("CPA"), "name:coast press agency"),
    (named("HPD"), "name:harbour police department"),
    (named("foreign ministry"), "name:danish foreign ministry"),
    (named("Hedda Voss", "person"), "name:danish foreign ministry"),
    (named("Holm", "person"), None),
    (named("the ministry", key=None), "name:danish foreign ministry"),
    (named("the company", key=None), None),
    (named("the rescue chief", "anonymous", key="anonymous:one@x", offices=["rescue chief"]), "name:jon aas"),
    (named("the diplomat", "anonymous", key="anonymous:one@x", offices=["diplomat"]), "anonymous:one@x"),
]


@pytest.mark.parametrize(("origin", "key"), ONE, ids=[origin.name for origin, _ in ONE])
def test_a_name_is_the_party_of_the_story_that_it_can_mean_alone(origin: Origin, key: str | None) -> None:
    assert Parties([*STORY, origin], OUTLETS).of(origin).key == key


def test_a_house_and_its_branches_are_one_where_the_story_calls_the_house_by_their_name() -> None:
    branches = named("Quillan Motors"), named("Quillan Zambia"), named("Quillan")
    parties = Parties(branches, [])
    assert {parties.of(each).key for each in branches} == {"name:quillan"}


def test_a_place_is_not_the_body_that_bears_its_name() -> None:
    town, council = named("Lindau"), named("Lindau City Council")
    parties = Parties([town, council], [])
    assert parties.of(town) != parties.of(council)


ONE_PARTY = [
    ("a firm without its form", named("Svaneti Peaks"), named("Svaneti Peaks JSC"), True),
    ("an office without its town", named("Ministry of Labour"), named("Ministry of Labour, Rome"), True),
    ("a title before a surname", named("Herr Voss", "person"), named("Hedda Voss", "person"), True),
    ("first names alone", named("Ana Beatriz", "person"), named("Ana Beatriz Were", "person"), True),
    ("a name without its middle", named("Ana Were", "person"), named("Ana Beatriz Were", "person"), True),
    ("what it is before its name", named("London-based Tarn Living"), named("Tarn Living"), True),
    ("a noun in the middle of a name", named("museum"), named("Tarn Museum of Art"), True),
    ("an office and who holds it", named("Office of the Treasurer"),
     named("Hedda Voss", "person", offices=["treasurer"]), True),
    ("somebody's office", named("Voss's office"), named("Hedda Voss", "person"), True),
    ("an office in its letters", named("PM"),
     named("Hedda Voss", "person", offices=["prime minister"]), True),
    ("an office and its title", named("Treasurer"), named("Office of the Treasurer"), True),
    ("some words of a name", named("disaster management ministry"),
     named("Ministry of Disaster Management and Relief, Dhaka"), True),
    ("a body and its press office", named("CLU"), named("CLU Press Office"), True),
    ("a ministry with another's words", named("defence ministry"), named("Ministry of Labour"), False),
    ("a town and its ministry", named("Dhaka"), named("Ministry of Relief, Dhaka"), False),
    ("two of one family", named("Jon Voss", "person"), named("Hedda Voss", "person"), False),
    ("two museums", named("Lindau Museum"), named("Tarn Museum of Art"), False),
    ("two outlets", named("Tarn Post", "outlet"), named("East Tarn Post", "outlet"), False),
    ("an office that nobody is known to hold", named("Office of the Treasurer"),
     named("Hedda Voss", "person", offices=["mayor"]), False),
    ("whoever speaks for a body that nobody names", named("Jon Aas", "person", behalf="name:union"),
     named("Hedda Voss", "person", behalf="name:union"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"), [each[1:] for each in ONE_PARTY], ids=[each[0] for each in ONE_PARTY]
)
def test_two_names_are_one_party_where_one_is_the_other_in_short(
    one: Origin, other: Origin, same: bool
) -> None:
    parties = Parties([one, other], ["Tarn Post", "East Tarn Post"])
    assert (parties.of(one).key == parties.of(other).key) is same


ALIKE = [
    ("two people familiar with the talks", "a person familiar with the talks", True),
    ("a person who has read the inspection report", "a person who has read his report", True),
    ("officials", "a senior Danish official", True),
    ("a senior Danish diplomat", "a person at the harbour authority", False),
    ("a nurse", "a dock worker", False),
    ("a policeman", "policemen", True),
]


@pytest.mark.parametrize(("one", "other", "same"), ALIKE)
def test_unnamed_sources_are_alike_where_neither_description_rules_out_the_other(
    one: str, other: str, same: bool
) -> None:
    assert alike(one, other) is alike(other, one) is same


def test_an_operators_table_of_owners_adds_to_the_shipped_one_and_outranks_it(tmp_path: Path) -> None:
    own = tmp_path / "owners.txt"
    own.write_text("# ours\n\nSavanna Group: The Coast Star | El Relámpago\nOther: New York Post\n")
    table = owners.read(own)
    assert (table["coast star"], table["el relampago"], table["new york post"]) == (
        "Savanna Group",
        "Savanna Group",
        "Other",
    )
    assert table["wall street journal"] == owners.read()["wall street journal"]


def test_a_wrong_line_in_a_table_of_owners_is_named(tmp_path: Path) -> None:
    own = tmp_path / "owners.txt"
    own.write_text("Savanna Group\n")
    with pytest.raises(ValueError, match=r"owners\.txt, line 1: write `Owner: Outlet | Outlet`"):
        owners.read(own)


BEHIND = [
    (named("Coast Star", "outlet"), "Savanna Group"),
    (named("an official", "anonymous", key="anonymous:one@coast star"), "Savanna Group"),
    (named("Coast Star", "person"), None),
    (named("Harbour Post", "outlet"), None),
]


@pytest.mark.parametrize(("origin", "owner"), BEHIND)
def test_an_owner_is_behind_its_titles_and_those_whom_they_heard(origin: Origin, owner: str | None) -> None:
    assert owners.behind({"coast star": "Savanna Group"}, origin) == owner


def test_the_store_reads_an_operators_owners_with_every_connection(tmp_path: Path) -> None:
    own = tmp_path / "owners.txt"
    own.write_text("Savanna Group: Coast Star\n")
    engine = connect(Settings(owners_file=own))
    assert engine.get_execution_options()[OWNERS]["coast star"] == "Savanna Group"
