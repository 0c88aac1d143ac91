from datetime import UTC, datetime
from typing import Any

import pytest
from claimwire_contracts.messages import FetchFailed, NotText, Prepare, Prepared
from claimwire_ingest.fingerprint import jaccard
from claimwire_ingest.prepare import prepare
from claimwire_ingest.settings import Settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

LEAD = "The evening ferry was halted on Tuesday after it struck a fishing boat in fog, the coast guard said."
BODY = "Two of the crew were taken to hospital, according to the regional health service."


def ask(settings: Settings | None = None, **fields: Any) -> Prepared | FetchFailed | NotText:
    request = Prepare(job_id="job_1", lease="lease_1", document_id="doc_1", **fields)
    return prepare(request, settings or Settings())


def prepared(settings: Settings | None = None, **fields: Any) -> Prepared:
    answer = ask(settings, **fields)
    assert isinstance(answer, Prepared), answer
    return answer


def test_a_text_is_cleaned_and_what_was_removed_is_told() -> None:
    answer = prepared(text=f"{LEAD}\r\n\r\nRead more: Ferries\n{BODY}\n© 2026 The Harbour Post")
    assert answer.text == f"{LEAD}\n{BODY}"
    assert [removed.reason for removed in answer.removed] == ["navigation", "copyright"]
    assert answer.language == "en"
    assert (answer.job_id, answer.lease) == ("job_1", "lease_1")


def test_a_page_is_prepared_with_what_it_says_of_itself(article: str) -> None:
    answer = prepared(html=article)
    assert answer.text.startswith("KARLSHAVN (Reuters) - The evening ferry")
    assert answer.text.endswith("examined the hull.")
    assert answer.title == "Ferry service halted after collision"
    assert answer.byline == "Ines Calder"
    assert answer.outlet == "The Harbour Post"
    assert answer.credit == "Reuters"
    assert answer.published_at == datetime(2026, 2, 3, 15, 45, tzinfo=UTC)
    assert {removed.reason for removed in answer.removed} >= {"navigation", "copyright"}


def test_an_address_is_fetched_and_prepared(site: Any, settings: Settings, article: str) -> None:
    site.moves("/short", "/ferry")
    site.gives("/ferry", article, Content_Type="text/html; charset=utf-8")
    site.gives("/plain", f"{LEAD}\n{BODY}", Content_Type="text/plain")
    page = prepared(settings, url=site.url("/short"))
    assert page.url == site.url("/ferry")
    assert page.text == prepared(html=article).text
    plain = prepared(settings, url=site.url("/plain"))
    assert (plain.url, plain.text) == (site.url("/plain"), f"{LEAD}\n{BODY}")


def test_what_the_client_said_outranks_the_page(article: str) -> None:
    said = {
        "title": "Another title",
        "outlet": "Another outlet",
        "published_at": datetime(2026, 1, 1, tzinfo=UTC),
        "language": "da",
    }
    answer = prepared(html=article, **said)
    assert {name: getattr(answer, name) for name in said} == said


def test_a_failed_fetch_is_told_as_such(site: Any, settings: Settings) -> None:
    answer = ask(settings, url=site.gives("/", "", 503))
    assert isinstance(answer, FetchFailed)
    assert answer.retryable
    assert answer.job_id == "job_1"
    assert isinstance(ask(url="http://169.254.169.254/latest/meta-data/"), FetchFailed)


@pytest.mark.parametrize(
    "given_",
    [
        {"text": ""},
        {"text": " \n\t\u00a0"},
        {"text": "\x00"},
        {"text": "\ud800\udfff"},
        {"text": "... !"},
        {"text": "%PDF-1.7 \x00\x01\x02\x03\x04\x05\x06\x07" * 50},
        {"html": ""},
        {"html": "<html><body></body></html>"},
        {"html": "<script>alert(1)</script>"},
        {"html": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00" * 50},
        {},
    ],
)
def test_what_holds_no_article_is_told_as_such(given_: dict[str, str]) -> None:
    answer = ask(**given_)
    assert isinstance(answer, NotText)
    assert answer.detail


def test_an_image_served_as_a_page_is_no_text(site: Any, settings: Settings) -> None:
    url = site.gives("/", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100)
    assert isinstance(ask(settings, url=url), NotText)


def test_an_article_of_furniture_alone_is_no_text() -> None:
    answer = ask(text="Share this article\nAdvertisement")
    assert isinstance(answer, NotText)
    assert "furniture" in answer.detail


def test_a_text_that_is_its_own_title_is_kept() -> None:
    assert prepared(text="Ferry halted after collision", title="Ferry halted after collision").removed == []


def test_another_language_is_prepared_as_usual() -> None:
    text = (
        "Die Fähre zwischen Karlshavn und der Insel Sund wurde am Dienstag angehalten, nachdem sie im Nebel "
        "ein Fischerboot gerammt hatte, teilte die Küstenwache mit. Zwei Menschen wurden leicht verletzt."
    )
    assert (prepared(text=text).language, prepared(text=text).text) == ("de", text)


def test_a_short_text_has_the_language_that_its_page_declares() -> None:
    page = "<html lang='da-DK'><body><p>Færgen er standset i dag, siger kystvagten nu.</p></body></html>"
    assert prepared(html=page).language == "da"


def test_a_reprint_with_another_headline_and_a_trimmed_end_is_recognised() -> None:
    told = [f"On day {n} of the inquiry the harbour master told of mooring {n * 7}." for n in range(30)]
    original = prepared(text="\n".join(told), title="Inquiry opens")
    reprint = prepared(text="\n".join(["KARLSHAVN (AP) — " + told[0], *told[1:22]]), title="Day one")
    other = prepared(text=f"{LEAD}\n{BODY}")
    assert set(original.fingerprint.bands) & set(reprint.fingerprint.bands)
    assert jaccard(original.fingerprint, reprint.fingerprint) > 0.55
    assert not set(original.fingerprint.bands) & set(other.fingerprint.bands)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<p>The ferry was halted again, the operator said.</p>" * 200_000 + "</body></html>",
        "<div>" * 1_000_000 + "text",
        "<p>" + "word " * 2_000_000 + "</p>",
    ],
    ids=["many paragraphs", "deep", "one paragraph"],
)
def test_ten_megabytes_are_borne_within_a_tasks_time(html: str) -> None:
    assert isinstance(ask(html=html), Prepared | NotText)


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.text(st.characters() | st.sampled_from("\n\r\0\ud800\u200b ©aA")))
def test_any_text_is_prepared_into_what_can_be_stored_and_sent(text: str) -> None:
    answer = ask(text=text)
    if isinstance(answer, Prepared):
        sent = Prepared.model_validate_json(answer.model_dump_json())
        assert sent == answer
        assert "\0" not in answer.text
        assert all(paragraph.strip() for paragraph in answer.text.split("\n"))
        assert isinstance(ask(text=answer.text), Prepared)
