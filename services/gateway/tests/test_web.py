import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from claimwire_contracts.messages import (
    Annotation,
    ClaimVerdict,
    DocumentVerdict,
    ExtractedClaim,
    ExtractedEntity,
    ExtractedSource,
    Fingerprint,
    Matched,
    Prepared,
)
from claimwire_contracts.types import Link, Mention, Origin, Passage, Removed, Role, Span, Submission
from claimwire_gateway.store import annotations, claims, edges, jobs, regroup
from claimwire_gateway.voices import CREDITED
from claimwire_gateway.web.marks import KINDS, Mark, Segment, paragraphs, segments
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, update
from sqlalchemy.engine import Connection

EVIL = "<script>alert(1)</script>"


class Outline(HTMLParser):
    """A page's words, and the elements that tests ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.labelled: set[str] = set()
        self.named: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.labelled |= {found["for"] or ""} if tag == "label" else set()
        self.named += [found] if tag in ("input", "select") and found.get("type") != "hidden" else []

    def handle_data(self, data: str) -> None:
        self.words += data


def passage(text: str, *pieces: str) -> Passage:
    spans = [Span(start=text.index(piece), end=text.index(piece) + len(piece)) for piece in pieces]
    return Passage(text=" … ".join(pieces), spans=spans)


def said(text: str, content: str, source: str | None = None, **fields: Any) -> ExtractedClaim:
    """A claim of words in a text, by a source that is in it too."""
    place = passage(text, source) if source else None
    by = ExtractedSource(role="person", name=source, **place.model_dump()) if place else None
    role: Role = "person" if by else "outlet"
    rule = "r" if by else CREDITED  # the outlet's own voice, whatever its name
    origin = Origin(key=source or text[:9], name=source or "its outlet", role=role, rule=rule)
    return ExtractedClaim(
        kind="indirect" if by else "narrated",
        source=by,
        content=passage(text, content),
        origin=origin,
        confidence=0.9,
        **fields,
    )


def post(
    conn: Connection, text: str, found: Sequence[ExtractedClaim] = (), removed: str = "", **fields: Any
) -> str:
    """Store an article as the pipeline would."""
    document_id = jobs.submit(conn, Submission(text=text, **fields)).document_id
    taken = [Removed(text=removed, reason="furniture")] if removed else []
    mark = Fingerprint(digest=document_id, signature=[1], bands=[])
    prepared = Prepared(job_id="j", lease="l", text=text, removed=taken, fingerprint=mark)
    annotations.prepare(conn, document_id, prepared)
    place = Mention(start=0, end=1, text=text[0])
    name = ExtractedEntity(name=EVIL, type="PERSON", key="e", mentions=[place])
    note = Annotation(entities=[name], claims=list(found), pipeline_version="test")
    annotations.annotate(conn, document_id, note)
    return document_id


def match(conn: Connection, one: str, other: str = "", verdicts: Sequence[ClaimVerdict] = ()) -> None:
    """Store verdicts on two documents and group anew."""
    regroup.lock(conn)
    same = [DocumentVerdict(document_id=other, same_story=True, score=1, rule="r")] if other else []
    matched = Matched(job_id="j", lease="l", document_id=one, documents=same, claims=list(verdicts))
    edges.save(conn, matched)
    regroup.around(conn, [one])


def verdict(a: str, b: str, relation: Any = "same", **fields: Any) -> ClaimVerdict:
    return ClaimVerdict(a=min(a, b), b=max(a, b), relation=relation, score=1, rule="r", **fields)


TEXT = "The bridge is shut, the mayor said.\nTwo people were hurt."


@pytest.fixture
def story(engine: Engine) -> dict[str, Any]:
    """Two outlets on one event: one claim shared, one in conflict."""
    other = "The mayor said the bridge is shut. Five people were hurt, reportedly."
    with engine.begin() as conn:
        a = post(
            conn,
            TEXT,
            [said(TEXT, "The bridge is shut", "the mayor"), said(TEXT, "Two people were hurt")],
            outlet="Coast FM",
            title=f"Bridge {EVIL} shut",
        )
        b = post(
            conn,
            other,
            [
                said(other, "the bridge is shut", "The mayor"),
                said(other, "Five people were hurt", hedged=True),
            ],
            outlet="Harbour Post",
            title="No crossing",
            removed=f"{EVIL} Subscribe now",
        )
        first, second = claims.of_document(conn, a), claims.of_document(conn, b)
        verdicts = [
            verdict(first[0].id, second[0].id),
            verdict(first[1].id, second[1].id, "conflict", conflict="number", detail="2 against 5"),
        ]
        match(conn, a, b, verdicts)
        grouped = claims.of_document(conn, a)
    return {"id": grouped[0].story_id, "a": a, "b": b, "group": grouped[0].group_id, "claim": grouped[0].id}


def seen(api: TestClient, path: str, status: int = 200) -> Outline:
    answer = api.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert EVIL not in answer.text
    return Outline(answer.text)


PATHS = [
    "/",
    "/stories/{id}",
    "/stories/{id}?since=2020-01-01T09:30",
    "/documents/{a}",
    "/documents/{b}",
    "/claims",
    "/claims?q=bridge",
    "/jobs",
    "/submit",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_one_heading_landmarks_and_labels(
    path: str, api: TestClient, story: dict[str, Any]
) -> None:
    page = seen(api, path.format(**story))
    assert page.tags.count("h1") == 1
    assert {"header", "nav", "main", "footer", "title"} <= set(page.tags)
    assert all(field.get("id") in page.labelled for field in page.named)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PATHS)
def test_every_link_of_a_page_leads_somewhere(path: str, api: TestClient, story: dict[str, Any]) -> None:
    page = seen(api, path.format(**story))
    for link in set(page.links):
        address, _, fragment = link.partition("#")
        answer = api.get(address or path.format(**story))
        assert answer.status_code == 200, link
        assert not fragment or f'id="{fragment}"' in answer.text, link


@pytest.mark.parametrize("path", PATHS)
def test_pages_run_no_script_and_have_no_inline_style(
    path: str, api: TestClient, story: dict[str, Any]
) -> None:
    answer = api.get(path.format(**story))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert not {"script", "style"} & set(Outline(answer.text).tags)
    assert " style=" not in answer.text


def test_the_front_page_lists_the_story_with_its_most_reported_claim(
    api: TestClient, story: dict[str, Any]
) -> None:
    words = seen(api, "/").words
    assert "Coast FM, Harbour Post" in words
    assert "Most reported of 1 shared claim" in words
    assert "The bridge is shut 2 outlets" in " ".join(words.split())


def test_the_front_page_finds_stories_by_words(api: TestClient, story: dict[str, Any]) -> None:
    assert "Coast FM" in seen(api, "/?q=mayor").words
    assert "No story holds “volcano”" in seen(api, "/?q=volcano").words


def test_an_empty_store_says_what_to_do(api: TestClient) -> None:
    assert "claimwire submit" in seen(api, "/").words


def test_a_story_tells_who_rests_on_whom_and_what_conflicts(api: TestClient, story: dict[str, Any]) -> None:
    page = seen(api, f"/stories/{story['id']}")
    words = " ".join(page.words.split())
    assert "corroborated 2 outlets, 2 independent origins The bridge is shut" in words
    assert "the mayor r Coast FM: the mayor (indirect)" in words
    assert "Conflict of number: 2 against 5. Against: Five people were hurt" in words
    assert f"/documents/{story['a']}#{story['claim']}" in page.links


def test_a_story_tells_whom_an_origins_words_came_through(engine: Engine, api: TestClient) -> None:
    text = "The bridge is shut, the mayor said."
    through = [Link(key="name:axios", name="Axios"), Link(key="name:evil", name=EVIL)]
    claim = said(text, "The bridge is shut", "the mayor")
    cited = claim.model_copy(update={"origin": claim.origin.model_copy(update={"via": through})})
    with engine.begin() as conn:
        a, b = (post(conn, text, [each], outlet=outlet) for each, outlet in ((claim, "A"), (cited, "B")))
        one, other = (claims.of_document(conn, each)[0].id for each in (a, b))
        match(conn, a, b, [verdict(one, other)])
        story_id = claims.of_document(conn, a)[0].story_id
    words = " ".join(seen(api, f"/stories/{story_id}").words.split())
    assert f"the mayor, via Axios, via {EVIL} r A: the mayor (indirect)" in words
    assert f"2 outlets, on the word of the mayor, via Axios, via {EVIL}" in words


def test_a_dispute_shows_both_sides_with_what_differs(api: TestClient, story: dict[str, Any]) -> None:
    words = " ".join(seen(api, f"/stories/{story['id']}").words.split())
    assert "Conflict of number Two people were hurt Coast FM: in the outlet’s own voice" in words
    assert "Five people were hurt Harbour Post: in the outlet’s own voice (hedged) 1 outlet" in words


@pytest.mark.parametrize(
    ("since", "told"), [("2020-01-01T09:30", "First said since: 3 claims"), ("2090-01-01", "Nothing.")]
)
def test_what_is_new_in_a_story_is_shown_since_the_time_picked(
    since: str, told: str, api: TestClient, story: dict[str, Any]
) -> None:
    assert told in seen(api, f"/stories/{story['id']}?since={since}").words


def test_an_empty_time_asks_for_nothing_new_and_an_odd_one_is_refused(
    api: TestClient, story: dict[str, Any]
) -> None:
    assert "New since" not in seen(api, f"/stories/{story['id']}?since=").words
    assert "Since: is no date: give" in seen(api, f"/stories/{story['id']}?since=odd", 422).words


def test_a_story_shows_who_is_quoted_and_how_each_outlet_sources(
    api: TestClient, story: dict[str, Any]
) -> None:
    words = " ".join(seen(api, f"/stories/{story['id']}").words.split())
    assert "the mayor named person 4 50% 1 claim, 1 outlet" in words
    assert "Coast FM 1 named, 1 own voice" in words


def test_a_documents_claims_lead_to_their_group(api: TestClient, story: dict[str, Any]) -> None:
    page = seen(api, f"/documents/{story['a']}")
    assert f"/stories/{story['id']}#{story['group']}" in page.links
    assert "Also in 1 other article" in page.words


def test_a_document_shows_its_text_paragraph_by_paragraph_with_marks(
    api: TestClient, story: dict[str, Any]
) -> None:
    html = api.get(f"/documents/{story['a']}").text
    assert '<mark class="content">The bridge is shut</mark><sup>' in html
    assert '<mark class="source">the mayor</mark> said.</p>' in html
    assert '<p><mark class="narrated">Two people were hurt</mark>' in html


def test_a_document_lists_what_was_removed_from_it(api: TestClient, story: dict[str, Any]) -> None:
    assert f"furniture {EVIL} Subscribe now" in seen(api, f"/documents/{story['b']}").words


def test_markup_in_an_article_is_shown_as_it_was_written(engine: Engine, api: TestClient) -> None:
    text = f'{EVIL} & </p><b>he</b> said "so".'
    with engine.begin() as conn:
        document_id = post(conn, text, [said(text, EVIL, "<b>he</b>")], outlet=EVIL, title=EVIL)
    shown = seen(api, f"/documents/{document_id}").words
    assert text in shown.replace(f"{EVIL}1 &", f"{EVIL} &")


def test_an_address_that_is_no_web_address_is_no_link(engine: Engine, api: TestClient) -> None:
    with engine.begin() as conn:
        document_id = post(conn, TEXT)
        documents = annotations.documents
        conn.execute(update(documents).where(documents.c.id == document_id).values(url="javascript:alert(1)"))
    assert not [link for link in seen(api, f"/documents/{document_id}").links if "javascript" in link]


def test_claims_are_found_by_words_source_and_hedge(api: TestClient, story: dict[str, Any]) -> None:
    assert "Five people were hurt" in seen(api, "/claims?q=hurt&hedged=yes").words
    assert "Two people were hurt" not in seen(api, "/claims?q=hurt&hedged=yes").words
    assert "The bridge is shut" in seen(api, "/claims?source=mayor&kind=indirect").words
    assert "No such claims." in seen(api, "/claims?outlet=Elsewhere").words


def test_the_claims_form_keeps_what_was_asked(api: TestClient, story: dict[str, Any]) -> None:
    html = api.get('/claims?q="><b>&kind=direct').text
    assert 'value="&#34;&gt;&lt;b&gt;"' in html
    assert '<option value="direct" selected>' in html


def test_jobs_are_counted_and_a_failed_one_says_why(engine: Engine, api: TestClient) -> None:
    with engine.begin() as conn:
        job = jobs.submit(conn, Submission(text="One.", title=f"Bridge {EVIL}"))
        table = jobs.jobs
        error = {"title": "Not text", "detail": f"{EVIL} is empty"}
        conn.execute(update(table).where(table.c.id == job.id).values(state="failed", error=error))
    page = seen(api, "/jobs?state=failed")
    assert "failed 1" in page.words
    assert f"{job.id} Bridge {EVIL}" in page.words
    assert f"Not text: {EVIL} is empty" in page.words
    assert "No such jobs." in seen(api, "/jobs?state=running").words


def test_what_is_older_is_a_link_that_keeps_the_search(engine: Engine, api: TestClient) -> None:
    with engine.begin() as conn:
        for number in range(21):
            match(conn, post(conn, f"Bridge number {number} is shut.", outlet="Coast FM"))
    (older,) = [link for link in seen(api, "/?q=bridge").links if "cursor=" in link]
    assert "q=bridge" in older
    assert seen(api, older).words.count("Coast FM") == 1


MISSING = [
    "/stories/sto_none",
    "/documents/doc_none",
    "/stories/%00",
    "/claims?entity=ent_none",
]


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_a_page_that_says_so(path: str, api: TestClient) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text


def test_claims_are_found_by_the_day_they_were_published(engine: Engine, api: TestClient) -> None:
    with engine.begin() as conn:
        for day in (1, 2):
            at = datetime(2026, 5, day, 9, tzinfo=UTC)
            text = f"Pier {day} is shut."
            post(conn, text, [said(text, f"Pier {day} is shut")], published_at=at)
    words = seen(api, "/claims?from=2026-05-02&to=2026-05-02&q=").words
    assert "Pier 2 is shut" in words
    assert "Pier 1 is shut" not in words


def test_a_date_that_is_none_is_told_as_such(api: TestClient) -> None:
    assert "From: is no date: give" in seen(api, "/claims?from=abc", 422).words


def test_what_an_outlet_posted_twice_is_listed_once(engine: Engine, api: TestClient) -> None:
    flat, hedged = "The bridge is shut, the mayor said.", "The bridge is shut, reportedly, the mayor said."
    with engine.begin() as conn:
        a, copy = (
            post(conn, flat, [said(flat, "The bridge is shut", "the mayor")], outlet="Coast FM")
            for _ in range(2)
        )
        b = post(
            conn,
            hedged,
            [said(hedged, "The bridge is shut", "the mayor", hedged=True)],
            outlet="Harbour Post",
        )
        one, two, other = (claims.of_document(conn, each)[0].id for each in (a, copy, b))
        match(conn, a, b, [verdict(one, other), verdict(two, other), verdict(one, two)])
        match(conn, a, copy)
        table = annotations.documents
        conn.execute(update(table).where(table.c.id == copy).values(duplicate_of=a))
        story_id = claims.of_document(conn, a)[0].story_id
    words = " ".join(seen(api, f"/stories/{story_id}").words.split())
    assert words.count("Coast FM: the mayor (indirect)") == 1
    assert "Coast FM: the mayor (indirect) (also posted again)" in words
    assert words.count("Hedge lost") == 1


@pytest.mark.parametrize("path", ["/?cursor=odd", "/jobs?state=lost", "/claims?hedged=perhaps", "/?q=%00"])
def test_what_cannot_be_asked_is_a_page_that_says_so(path: str, api: TestClient) -> None:
    assert "That did not work" in seen(api, path, 422).words


def test_with_keys_a_browser_is_asked_for_one_as_a_password(make_api: Any) -> None:
    api = make_api(api_keys=["k3y"])
    refused = api.get("/")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert api.get("/", auth=("anyone", "k3y")).status_code == 200


def test_the_style_sheet_is_served_to_all(make_api: Any) -> None:
    answer = make_api(api_keys=["k3y"]).get("/static/claimwire.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")


def test_an_article_can_be_posted_from_a_page(api: TestClient) -> None:
    form = {"text": "One.\r\nTwo.", "outlet": "Coast FM", "published_at": "2026-02-03T09:30", "url": ""}
    answer = api.post("/submit", data=form, follow_redirects=False)
    assert answer.status_code == 303
    page = seen(api, answer.headers["location"])
    assert "Coast FM · 2026-02-03 09:30 UTC" in page.words
    assert "Being read, at the stage prepare" in page.words


@pytest.mark.parametrize(
    "form", [{}, {"text": "  "}, {"text": "One.", "url": "http://127.0.0.1/"}, {"url": "x"}]
)
def test_a_refused_form_comes_back_as_it_was_filled_in(form: dict[str, str], api: TestClient) -> None:
    answer = api.post("/submit", data={**form, "outlet": EVIL})
    assert answer.status_code == 422
    assert "Not posted." in answer.text
    assert EVIL not in answer.text
    assert 'value="&lt;script&gt;' in answer.text


def test_another_site_may_not_post_through_the_form(api: TestClient) -> None:
    answer = api.post("/submit", data={"text": "One."}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


# --- marks -------------------------------------------------------------------------------------------


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet=st.sampled_from("ab\n é😀<"), min_size=1, max_size=40))
    start = st.integers(0, len(text) - 1)
    marks = [
        Mark(at, draw(st.integers(at + 1, len(text) + 2)), draw(st.sampled_from(KINDS)), number)
        for number, at in enumerate(draw(st.lists(start, max_size=8)), start=1)
    ]
    return text, marks


@given(marked())
def test_segments_joined_are_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert "".join(segment.text for segment in segments(text, marks)) == text


@given(marked())
def test_each_character_is_under_exactly_the_marks_that_cover_it(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    at = 0
    for segment in segments(text, marks):
        for place in range(at, at + len(segment.text)):
            covering = {mark.kind for mark in marks if mark.start <= place < mark.end}
            assert set(segment.kinds) == covering
        at += len(segment.text)


@given(marked())
def test_paragraphs_hold_the_text_without_its_line_breaks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = paragraphs(text, marks)
    assert ["".join(segment.text for segment in each) for each in found] == re.findall(r"[^\n]+", text)


@given(marked())
def test_every_claim_with_words_has_its_number_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    contents = {mark.number for mark in marks if mark.kind in ("content", "narrated")}
    numbers = [number for each in paragraphs(text, marks) for segment in each for number in segment.closes]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) <= contents
    if not text.startswith("\n") and "\n" not in text:
        assert set(numbers) == contents


def test_overlapping_marks_are_cut_where_they_cross() -> None:
    marks = [Mark(0, 6, "content", 1), Mark(4, 9, "source", 1)]
    assert paragraphs("abcdefghi", marks) == [
        [
            Segment("abcd", ("content",)),
            Segment("ef", ("content", "source"), (1,)),
            Segment("ghi", ("source",)),
        ]
    ]
