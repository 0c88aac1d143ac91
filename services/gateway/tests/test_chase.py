"""Reports that are cited and not there: pure."""

from typing import Any

import pytest
from claimwire_contracts.types import Chase, Claim, Origin, Passage, Role, Source, Span, StoryDocument
from claimwire_gateway import reports
from claimwire_gateway.chase import chase


def claim(content: str, *sources: tuple[str, Role], number: int = 1, **fields: Any) -> Claim:
    """A claim of the first source, by way of the others."""
    links = [Source(text=text, role=role, spans=[Span(start=0, end=len(text))]) for text, role in sources]
    passage = Passage(text=content, spans=[Span(start=100, end=100 + len(content))])
    given = {
        "id": f"c{number}",
        "document_id": f"d{number}",
        "kind": "indirect" if sources else "narrated",
        "source": links[0] if links else None,
        "via": links[1:],
        "content": passage,
        "confidence": 0.9,
    }
    return Claim.model_validate(given | fields)


def wanted(*claims: Claim, outlets: tuple[str, ...] = ("Coast FM", "The Harbour Post")) -> list[Chase]:
    there = {f"d{at}": StoryDocument(id=f"d{at}", outlet=name) for at, name in enumerate(outlets, start=1)}
    return chase(claims, there)


SHUT = "the bridge is shut"

CITED = [
    (claim(SHUT, ("the Lake Gazette", "outlet")), ["Lake Gazette"]),
    (claim(SHUT, ("an official", "anonymous"), ("Lake Gazette", "outlet")), ["Lake Gazette"]),
    (claim(SHUT, ("an audit by the Port Office", "document")), ["audit by the Port Office"]),
    (claim(SHUT, ("its annual report", "document")), ["its annual report"]),
    (claim(SHUT, ("the council’s review", "document")), ["council’s review"]),
    (claim("A study by Weir Labs calls it unsafe"), ["study by Weir Labs"]),
    (
        claim("A report by the local station Radio Weir put it at 5"),
        ["report by the local station Radio Weir"],
    ),
    (
        claim("The paper, which appeared in Annals of Rust, is new"),
        ["paper, which appeared in Annals of Rust"],
    ),
]
NOT_CITED = [
    claim(SHUT, ("the press", "outlet")),
    claim(SHUT, ("foreign media", "outlet")),
    claim(SHUT, ("its website", "outlet")),
    claim(SHUT, ("the study", "document")),
    claim(SHUT, ("attendance records", "document")),
    claim(SHUT, ("Ana Ruiz", "person")),
    claim(SHUT, ("the Harbour Post", "outlet")),
    claim(SHUT, ("HP", "outlet")),
    claim("A report in Georgia is expected by Friday"),
    claim("A report by Friday would be welcome"),
    claim(SHUT),
]


@pytest.mark.parametrize(("cites", "names"), CITED)
def test_a_report_that_is_cited_and_not_there_is_listed(cites: Claim, names: list[str]) -> None:
    assert [each.name for each in wanted(cites)] == names


@pytest.mark.parametrize("cites", NOT_CITED)
def test_what_is_there_or_is_no_report_in_particular_is_not_listed(cites: Claim) -> None:
    assert wanted(cites) == []


def test_a_body_called_like_a_paper_is_one() -> None:
    source = Source(text="the Journal", name="Journal of Bridges", role="organization", spans=[])
    [item] = wanted(claim(SHUT).model_copy(update={"kind": "indirect", "source": source}))
    assert (item.name, item.role, item.author) == ("Journal of Bridges", "outlet", "Journal of Bridges")


def test_a_credited_agency_that_has_no_document_is_listed() -> None:
    credit = Origin(key="name:wire", name="Lake Wire", role="outlet", rule="credited agency")
    [item] = wanted(claim(SHUT, origin=credit))
    assert (item.name, item.cited_by[0].spans) == ("Lake Wire", [])
    assert wanted(claim(SHUT, origin=credit), outlets=("Lake Wire",)) == []


def test_what_a_text_cites_elsewhere_is_chased_for_what_it_tells_without_a_source() -> None:
    nearby = Origin(key="name:gazette", name="Lake Gazette", role="outlet", rule="told in the next sentence")
    assert [each.name for each in wanted(claim(SHUT, origin=nearby))] == ["Lake Gazette"]
    own = Origin(key="name:coast fm", name="Coast FM", role="outlet", rule="outlet's own voice")
    assert wanted(claim(SHUT, origin=own)) == []


def test_an_owned_document_is_called_by_its_owner() -> None:
    issued = Origin(key="name:weir bank", name="Weir Bank", role="organization", rule="document of Weir Bank")
    [item] = wanted(claim(SHUT, ("its annual report", "document"), origin=issued))
    assert item.name == "Weir Bank’s annual report"


def test_what_researchers_wrote_is_a_report_and_what_they_said_is_not() -> None:
    cue = {"spans": [{"start": 0, "end": 5}]}
    by = ("Researchers at Weir Labs", "anonymous")
    assert [each.author for each in wanted(claim(SHUT, by, cue={"text": "wrote", **cue}))] == ["Weir Labs"]
    assert wanted(claim(SHUT, by, cue={"text": "said", **cue})) == []


def test_one_authors_report_is_one_item_with_all_who_cite_it() -> None:
    one = claim(SHUT, ("a study by Weir Labs", "document"))
    other = claim("A study by Weir Labs calls it unsafe", number=2)
    [item] = wanted(one, other)
    assert [(each.claim_id, each.outlet) for each in item.cited_by] == [
        ("c1", "Coast FM"),
        ("c2", "The Harbour Post"),
    ]
    assert item.rule == "cited as source; named in its words"


def test_the_words_of_a_citation_are_where_its_spans_say() -> None:
    content = "There a study by Weir Labs calls it unsafe"
    [item] = wanted(claim(content))
    [span] = item.cited_by[0].spans
    assert content[span.start - 100 : span.end - 100] == item.cited_by[0].text == "study by Weir Labs"


@pytest.mark.parametrize(
    ("description", "author"),
    [
        ("a study by Weir Labs in January", "Weir Labs"),
        ("the Lake Gazette’s report", "Lake Gazette"),
        ("a letter of June 10", None),
        ("the study", None),
    ],
)
def test_a_description_tells_whom_a_document_is_from(description: str, author: str | None) -> None:
    assert reports.author(description) == author
