import pytest
from claimwire_ingest.clean import clean
from claimwire_ingest.furniture import furniture
from hypothesis import given
from hypothesis import strategies as st

LEAD = "The evening ferry was halted on Tuesday after it struck a fishing boat in fog, the coast guard said."
BODY = "Two of the crew were taken to hospital, according to the regional health service."

FURNITURE = {
    "copyright": [
        "© 2026 The Harbour Post. All rights reserved.",
        "Copyright 2026 The Harbour Post",
        "Copyright © 2026 by Harbour Media Ltd. May not be reprinted.",
        "(c) 2026 Harbour Media",
        "All rights reserved.",
        "The Harbour Post 2026. All Rights Reserved",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
    "navigation": [
        "Read more: Winter timetable on the Sund line",
        "READ MORE: Winter timetable on the Sund line",
        "Read also: Who owns the harbour?",
        "Read more about the harbour here",
        "See also: Ferries",
        "Watch: The rescue in the fog",
        "WATCH LIVE: Press conference",
        "Related:",
        "Related stories",
        "RELATED: Ferry timetable in winter",
        "Related articles",
        "Recommended",
        "Most popular",
        "More from The Harbour Post",
        "Click here for the full timetable",
        "CLICK HERE TO GET THE HARBOUR POST APP",
        "Continue reading",
        "Skip to content",
        "Back to top",
        "Comments",
        "12 comments",
        "Listen to this article",
        "Home > News > Harbour",
    ],
    "newsletter": [
        "Sign up for our newsletter",
        "Sign up here for the Morning Tide, our daily newsletter.",
        "Subscribe to our newsletter and never miss a story.",
        "Get the latest from the harbour delivered to your inbox.",
        "Subscribe now",
        "Join our WhatsApp channel for breaking news",
    ],
    "share line": [
        "Share",
        "Share this article",
        "Share on Facebook",
        "Tweet this",
        "Share Tweet Email",
        "Follow us on Twitter and Facebook",
        "Follow Ines Calder on X: @inescalder",
    ],
    "advertisement": [
        "Advertisement",
        "ADVERTISEMENT",
        "- Advertisement -",
        "Advertisement - story continues below",
        "Sponsored content",
        "Story continues below advertisement",
        "Article continues after this ad",
    ],
    "cookie notice": ["We use cookies to make this site better. Learn more.", "This website uses cookies."],
    "photo credit": [
        "Photo: Jonas Berg",
        "(AP Photo/Jonas Berg)",
        "Image credit: Harbour Media",
        "Jonas Berg/Getty Images",
    ],
    "time stamp": [
        "Published 5:00 PM, February 3, 2026",
        "Last updated: 3 Feb 2026 at 17:45",
        "4 min read",
        "Updated at 1:23 p.m. EST",
    ],
    "credit line": [
        "Reuters",
        "— The Associated Press",
        "(AFP)",
        "Source: Reuters",
        "The Associated Press contributed to this report.",
        "Reuters and Jonas Berg contributed reporting to this story.",
        "(Reporting by Ines Calder in Karlshavn; Editing by Jonas Berg)",
        "Reporting by Ines Calder; editing by Jonas Berg",
        "Additional reporting by Jonas Berg.",
        "Contributing: Jonas Berg",
        "SOURCE: News agencies",
    ],
}

REPORTING = [
    LEAD,
    BODY,
    # datelines and words quoted in capitals
    "KARLSHAVN (Reuters) - The ferry was halted on Tuesday.",
    "KARLSHAVN, NORTH SUND, DENMARK, FEB. 3, 2026 (REUTERS)",
    "KARLSHAVN, NORTH SUND AND THE ISLANDS —",
    "“THE FERRY DID NOT STOP WHEN IT SHOULD HAVE”",
    "THE FERRY DID NOT STOP WHEN IT SHOULD HAVE!",
    "THE HARBOUR IS CLOSED UNTIL FURTHER NOTICE.",
    "WHAT WE KNOW",
    "NATO, EU, UN",
    # sentences that begin as furniture does
    "Read more than one report, the minister told them, and you will see that nobody knows.",
    "Read aloud in court, the letter named three ministers.",
    "See if the numbers add up, the auditor wrote in her note to the board.",
    "Watch out for ice, the harbour master warned.",
    "Related charges against the captain were dropped in March.",
    "More people were hurt than first reported.",
    "More from the talks is expected on Friday.",
    "Share prices fell by 5% after the collision.",
    "Share of the vote: 31%, up from 28%.",
    "Sign up or leave, the union told its members.",
    "Subscribers to the line were told nothing.",
    "Get out, the guard shouted.",
    "Copyright law was not at issue, the judge said.",
    "Copyright was waived for the rescue recording, which millions have seen since.",
    "He asked that all rights reserved to the islands be respected by the new company and its owners.",
    "Photographs by passengers show the boat going down within minutes, investigators said.",
    "Photo evidence was shown to the court on Monday.",
    "Published figures for 2025 show 12 such collisions.",
    "Updated rules took effect on 1 March, the ministry said.",
    "Advertisement revenue fell by a third.",
    "Sponsored content made up a tenth of its pages, the audit found.",
    "Reuters first reported the sale in March.",
    "The Associated Press, citing two officials, said the line would close.",
    "The crew contributed to this outcome, the report found.",
    "Reporting by the Post in March found that the radar had failed twice.",
    "By Tuesday evening the line was open again.",
    "By Monday",
    "Follow the money, her editor told her.",
    "Follow-up talks on Telegram failed.",
    "Comments by the minister drew protest.",
    "Comments: the minister gave none.",
    "Click here, the fraudulent message said, and thousands did.",
    "Home prices rose in the islands.",
    "Email records show that he knew, prosecutors said.",
    "Save for two deckhands, nobody saw it.",
    "AP",
]


@pytest.mark.parametrize(
    ("reason", "line"), [(reason, line) for reason, lines in FURNITURE.items() for line in lines]
)
def test_furniture_is_removed_with_its_reason(reason: str, line: str) -> None:
    cleaned = clean([LEAD, line, BODY])
    assert cleaned.kept == [LEAD, BODY]
    assert [(removed.text, removed.reason) for removed in cleaned.removed] == [(line, reason)]


@pytest.mark.parametrize("line", REPORTING[:-1])
def test_reporting_stays(line: str) -> None:
    assert clean(["The first paragraph of it.", line, "And the last one of all."]).removed == []


@pytest.mark.parametrize(
    "line",
    [
        "ISLANDERS ASK FOR A BRIDGE AS FERRY LINE FAILS THEM AGAIN",
        "MINISTER: NO MONEY FOR A BRIDGE TO SUND THIS YEAR",
        "FIVE THINGS TO KNOW ABOUT THE KARLSHAVN–SUND LINE",
    ],
)
def test_a_related_storys_headline_in_capitals_is_removed(line: str) -> None:
    cleaned = clean([LEAD, line, BODY])
    assert [(removed.text, removed.reason) for removed in cleaned.removed] == [(line, "related story")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "THE FERRY WAS HALTED ON TUESDAY AFTER IT STRUCK A BOAT",
            "NOBODY DIED THE COAST GUARD SAID ON TUESDAY",
        ],
        ["The sign at the gate read:", "NO ENTRY TO THE PIER UNTIL FURTHER NOTICE", BODY],
        [
            "He wrote: “NOBODY SAW THE BOAT UNTIL THE LAST MINUTE",
            "AND NOBODY SOUNDED THE HORN IN TIME”",
            BODY,
        ],
        ["FERRY HALTED AFTER IT STRIKES BOAT IN THICK FOG", LEAD, BODY],
    ],
    ids=["all in capitals", "after a colon", "within a quotation", "the first line"],
)
def test_capitals_that_are_reporting_stay(paragraphs: list[str]) -> None:
    assert clean(paragraphs).kept == paragraphs


def test_a_repeated_paragraph_is_kept_once() -> None:
    cleaned = clean([LEAD, BODY, LEAD.upper(), BODY])
    assert cleaned.kept == [LEAD, BODY]
    assert {removed.reason for removed in cleaned.removed} == {"repeated paragraph"}


def test_a_refrain_and_an_interviews_question_may_be_repeated() -> None:
    paragraphs = [
        "What do you say to the people on the island tonight?",
        "No comment.",
        "What do you say to the people on the island tonight?",
        "No comment.",
    ]
    assert clean(paragraphs).removed == []


def test_a_pull_quote_is_removed_and_what_it_was_pulled_from_stays() -> None:
    quote = "“We heard a long horn and then a bang”"
    source = "“We heard a long horn and then a bang,” said Maja Lund, a passenger."
    cleaned = clean([LEAD, quote, source])
    assert cleaned.kept == [LEAD, source]
    assert cleaned.removed[0].reason == "pull quote"


def test_the_title_is_removed_where_it_is_repeated_as_the_first_line() -> None:
    title = "Ferry halted after collision"
    assert clean([title.upper(), LEAD], title).removed[0].reason == "title repeated"
    assert clean([title, LEAD]).removed == []
    assert clean([LEAD, title], title).removed == []


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ines Calder", "Ines Calder"),
        ("BY INES CALDER AND JONAS BERG", "INES CALDER AND JONAS BERG"),
        ("By Ines Calder, Jonas Berg and Maja van Lund", "Ines Calder, Jonas Berg and Maja van Lund"),
        ("By Ines Calder | The Harbour Post", "Ines Calder"),
        ("By The Associated Press", "The Associated Press"),
    ],
)
def test_a_byline_at_the_top_is_taken_out_and_read(line: str, byline: str) -> None:
    cleaned = clean([line, LEAD, BODY])
    assert cleaned.byline == byline
    assert cleaned.kept == [LEAD, BODY]


LINES = st.lists(
    st.sampled_from([LEAD, BODY, *REPORTING, *(line for lines in FURNITURE.values() for line in lines)])
    | st.text(min_size=1, max_size=60).filter(str.strip),
    max_size=12,
)


@given(LINES, st.none() | st.sampled_from([LEAD, "Share"]))
def test_nothing_is_invented_lost_or_reordered(paragraphs: list[str], title: str | None) -> None:
    cleaned = clean(paragraphs, title)
    rest = iter(paragraphs)
    assert all(paragraph in rest for paragraph in cleaned.kept)
    assert sorted(cleaned.kept + [removed.text for removed in cleaned.removed]) == sorted(paragraphs)


@given(st.text(max_size=300))
def test_any_line_is_judged(line: str) -> None:
    assert furniture(line) is None or line
