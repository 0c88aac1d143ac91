import random
from collections.abc import Callable
from typing import Any

import httpx
import pytest

ARTICLE = (
    'PORT HALLORAN - "We will rebuild the bridge by spring," Mayor Tomas Arlund told reporters on Tuesday. '
    "The bridge collapsed on Sunday, injuring at least 12 people, according to the fire brigade.\n"
    "Arlund denied that the town had been warned. Engineers had reportedly reported cracks in May."
)


def test_a_posted_text_ends_in_claims_whose_spans_are_exact(
    claimwire: Any, misplaced_spans: Callable[[Any], list[object]]
) -> None:
    document = claimwire.processed(
        text=ARTICLE, title="Bridge", outlet="The Courier", published_at="2026-03-03T09:00:00Z"
    )
    claims = list(claimwire.items(f"/v1/documents/{document['id']}/claims"))
    direct = [claim for claim in claims if claim["kind"] == "direct"]
    assert [claim["source"]["name"] for claim in direct] == ["Tomas Arlund"]
    assert "rebuild the bridge" in direct[0]["content"]["text"]
    assert misplaced_spans(document) == []
    assert document["story_id"]


def test_html_is_reduced_to_its_article(claimwire: Any) -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n"))
    page = f"""<html lang="en"><head><title>Bridge</title></head><body>
        <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
        <article><h1>Bridge to be rebuilt</h1>{paragraphs * 2}</article><footer>All rights reserved</footer>
        </body></html>"""
    document = claimwire.processed(html=page, outlet="The Courier")
    assert "Tomas Arlund" in document["text"]
    assert "<p>" not in document["text"]
    assert "Sport" not in document["text"]


def test_a_text_without_words_fails_its_job_and_says_why(claimwire: Any) -> None:
    job = claimwire.finished(claimwire.submit(text=" \n\u200b\u00a0 ")["id"])
    assert (job["state"], job["error"]["type"]) == ("failed", "not_text")
    assert "not one word" in job["error"]["detail"]


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\u0000"])
def test_what_no_text_can_hold_is_refused(claimwire: Any, escape: str) -> None:
    body = f'{{"text": "The mayor said{escape} that the bridge would be rebuilt by spring."}}'
    reply = claimwire.http.post("/v1/documents", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["errors"][0]["field"] == "/text"


ODD = [
    *("\U0001f9d1\u200d\U0001f692", "\U0001f1fa\U0001f1e6", "\U0001d4d0", "\U0010fffd"),  # beyond 16 bits
    *("e\u0301", "n\u0303", "\u0928\u093f", "Z\u0351\u036b"),  # combining
    *(
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u0631\u062d\u0628\u0627",
        "\u202eabc\u202c",
        "\u200f",
    ),  # right to left
    *("\u00a0", "\u2009", "\u3000", "\u2028", "\u200b", "\u2060", "\ufeff", "\u00ad"),  # spaces, invisible
    *("\r\n", "\t", "\x07", "\x1b[31m", "\x85", "\ufffd"),  # control
    *(
        "\ufb01",
        "\u0130",
        "\u1e9e",
        "\u212b",
        "\u5317\u4eac",
        "\u201c",
        "\u00ab",
        "\u2019",
    ),  # case and width change
]


def strew(text: str, seed: int) -> str:
    """The text with odd characters at random places, the same ones each time."""
    chance = random.Random(seed)
    for _ in range(12):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(ODD) + text[at:]
    return text


def test_every_span_is_exact_whatever_unicode_the_text_holds(
    claimwire: Any, misplaced_spans: Callable[[Any], list[object]]
) -> None:
    texts = [strew(ARTICLE, seed) for seed in range(40)]
    batch = claimwire.submit_batch([{"text": text, "title": strew("Bridge", 7)} for text in texts])
    assert claimwire.batch_finished(batch["id"], 300) == {"succeeded": len(texts)}
    for line in batch["accepted"]:
        document = claimwire.get(f"/v1/documents/{line['document_id']}")
        assert misplaced_spans(document) == []


def test_analyze_answers_at_once_with_exact_spans_and_stores_nothing(claimwire: Any) -> None:
    before = len(list(claimwire.items("/v1/documents?limit=100")))
    text = strew(ARTICLE, 1000)
    reply = claimwire.http.post("/v1/analyze", json={"text": ARTICLE})
    assert reply.status_code == httpx.codes.OK, reply.text
    assert reply.json()["claims"]
    assert claimwire.http.post("/v1/analyze", json={"text": text}).status_code == httpx.codes.OK
    assert len(list(claimwire.items("/v1/documents?limit=100"))) == before
