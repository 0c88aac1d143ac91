import pytest
from claimwire_ingest.credit import AGENCIES, credit

LEAD = "The evening ferry was halted on Tuesday after it struck a fishing boat in fog."


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("KARLSHAVN (Reuters) - The ferry was halted.", "Reuters"),
        ("KARLSHAVN, Feb 3 (Reuters) - The ferry was halted.", "Reuters"),
        ("KARLSHAVN, Denmark (AP) — The ferry was halted.", "Associated Press"),
        ("Karlshavn, Feb. 3, 2026 (AFP) – The ferry was halted.", "Agence France-Presse"),
        ("KARLSHAVN/SUND (Reuters) -- The ferry was halted.", "Reuters"),
        ("WASHINGTON, D.C. (AP) — The ferry was halted.", "Associated Press"),
        ("(Reuters) - The ferry was halted.", "Reuters"),
        ("(UPI) -- The ferry was halted.", "UPI"),
        ("JERUSALEM (JTA) — The ferry was halted.", "JTA"),
        ("BEIJING, Feb. 3 (Xinhua) -- The ferry was halted.", "Xinhua"),
        ("MOSCOW, February 3. /TASS/. The ferry was halted.", "TASS"),
        ("KARLSHAVN (Reuters) The ferry was halted.", "Reuters"),
        ("Associated Press (AP) reporters saw the ferry.", None),
        ("KARLSHAVN" * 30 + " (AP) - The ferry was halted.", None),
        ("(The Associated Press) — The ferry was halted.", "Associated Press"),
        ("Reuters — The ferry was halted.", "Reuters"),
        ("The news agency (Reuters) said the ferry was halted.", None),
        ("The ferry was halted, the agency (AP) reported on Tuesday.", None),
        ("The Automobile Association (AA) - a motoring body - said so.", None),
        ("KARLSHAVN - The ferry was halted, Reuters reported.", None),
        ("KARLSHAVN (The Harbour Post) - The ferry was halted.", None),
        ("KARLSHAVN (ap) - The ferry was halted.", None),
    ],
)
def test_the_dateline_names_the_agency(opening: str, agency: str | None) -> None:
    assert credit([opening, LEAD], None) == agency


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Ines Calder, Associated Press", "Associated Press"),
        ("By INES CALDER, THE ASSOCIATED PRESS", "Associated Press"),
        ("Reuters", "Reuters"),
        ("AFP", "Agence France-Presse"),
        ("Ines Calder | Reuters", "Reuters"),
        ("Ines Calder and Jonas Berg for Reuters", "Reuters"),
        ("Ines Calder (AP)", "Associated Press"),
        ("INES CALDER, AP National Security Writer", "Associated Press"),
        ("Ines Calder, Ap Auto Writer", "Associated Press"),
        ("Ines Calder, Reuters correspondent", "Reuters"),
        ("Ines Calder, chief writer", None),
        ("Reuters and Ines Calder", "Reuters"),
        ("Ines Calder", None),
        ("Reuters Calder", None),
        ("Paul Apsley", None),
        ("", None),
    ],
)
def test_the_byline_names_the_agency(byline: str, agency: str | None) -> None:
    assert credit([LEAD], byline) == agency


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("— The Associated Press", "Associated Press"),
        ("Reuters", "Reuters"),
        ("(AFP)", "Agence France-Presse"),
        ("Source: Reuters", "Reuters"),
        ("© 2026 AFP", "Agence France-Presse"),
        ("Copyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        ("The line reopens on Wednesday. (AP)", "Associated Press"),
        ("The line reopens on Wednesday. — Reuters", "Reuters"),
        ("The Associated Press contributed to this report.", None),
        ("The line reopens on Wednesday, Reuters reported.", None),
        ("The line reopens on Wednesday. PTI", "PTI"),
        ("The line reopens on Wednesday, he told the AP.", None),
        ("The line reopens on Wednesday, according to Reuters", None),
        ("The line reopens on Wednesday.", None),
        ("© 2026 The Harbour Post", None),
    ],
)
def test_a_line_at_the_end_names_the_agency(ending: str, agency: str | None) -> None:
    assert credit([LEAD, LEAD, ending], None) == agency


def test_a_credit_line_amid_the_text_is_not_believed() -> None:
    assert credit([LEAD, LEAD, LEAD, "Reuters", LEAD, LEAD, LEAD, LEAD], None) is None


def test_the_dateline_outranks_the_byline() -> None:
    assert credit(["KARLSHAVN (AP) — " + LEAD], "Reuters") == "Associated Press"


def test_no_two_agencies_share_a_name() -> None:
    names = [name.casefold() for written in AGENCIES.values() for name in {n.casefold() for n in written}]
    assert len(names) == len(set(names))
