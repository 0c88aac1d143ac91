from datetime import UTC, datetime

import pytest
from claimwire_ingest.dates import parse, published
from claimwire_ingest.extract import extract
from hypothesis import given, settings
from hypothesis import strategies as st

BROKEN = [
    "",
    "   ",
    "no markup at all",
    "<",
    "<html",
    "<p>" * 5_000,
    "<div>" * 2_000 + "deep",
    "</p></div></html>",
    "<html><body><script>while(1){}</script></body></html>",
    "<?xml version='1.0' encoding='utf-8'?><html><body><p>x</p></body></html>",
    "\x00\x01\x02<p>\x00text</p>",
    "<p>\ud800 lone</p>",
    "<!-- never closed <p>text</p>",
    "<p>&#0;&#xD800;&#x110000;&bogus;</p>",
    "<html><head><meta property='article:published_time' content='9999-99-99'></head><p>x</p></html>",
    "<html><head><script type='application/ld+json'>{\"datePublished\": [</script></head><p>x</p></html>",
    "<html><head><link rel='canonical' href='javascript:alert(1)'></head><p>x</p></html>",
    "<html><head><link rel='canonical' href='http://[::1'></head><p>x</p></html>",
]


def test_a_page_gives_its_article_and_what_it_says_of_it(article: str) -> None:
    found = extract(article, "https://harbour.example/ferry")
    assert found is not None
    assert "KARLSHAVN (Reuters) - The evening ferry between Karlshavn and the island" in found.text
    assert "examined the hull." in found.text
    assert "Contact us" not in found.text
    assert found[1:] == (
        "Ferry service halted after collision",
        "Ines Calder",
        "The Harbour Post",
        datetime(2026, 2, 3, 15, 45, tzinfo=UTC),
        "https://harbour.example/ferry",
        "en",
    )


def test_one_page_does_not_change_what_is_found_on_the_next(article: str) -> None:
    assert [extract(article) for _ in range(4)] == [extract(article)] * 4


@pytest.mark.parametrize("html", BROKEN)
def test_a_broken_page_is_borne(html: str) -> None:
    found = extract(html)
    assert found is None or found.url is None


def test_a_short_notice_is_found() -> None:
    notice = "<h1>Notice</h1><p>The ferry will not sail on Monday, the operator said.</p>"
    found = extract(f"<html><body>{notice}</body></html>")
    assert found is not None
    assert "The ferry will not sail on Monday" in found.text


@pytest.mark.parametrize(
    ("sitename", "outlet"),
    [
        ("The Harbour Post | News from Karlshavn", "The Harbour Post"),
        ("Coast - Line", "Coast - Line"),
        ("https://harbour.example", "harbour.example"),
        ("Copyright 2026", "harbour.example"),
    ],
)
def test_the_outlet_is_named_without_its_slogan(article: str, sitename: str, outlet: str) -> None:
    found = extract(
        article.replace('content="The Harbour Post"', f'content="{sitename}"'), "https://harbour.example/a"
    )
    assert found is not None
    assert found.outlet == outlet


def test_the_account_that_published_is_no_author(article: str) -> None:
    found = extract(article.replace("Ines Calder", "admin"))
    assert found is not None
    assert found.byline is None


def test_an_address_that_is_no_web_address_is_not_passed_on(article: str) -> None:
    page = article.replace("</head>", "<link rel='canonical' href='javascript:alert(1)'></head>")
    found = extract(page)
    assert found is not None
    assert found.url is None


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters() | st.sampled_from("<>/&;'\"\0\ud800 phtmlbody"), max_size=300))
def test_any_string_is_borne(html: str) -> None:
    extract(html)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ("2026-02-03T17:45:00+02:00", datetime(2026, 2, 3, 15, 45, tzinfo=UTC)),
        ("2026-02-03T17:45:00Z", datetime(2026, 2, 3, 17, 45, tzinfo=UTC)),
        ("2026-02-03T17:45", datetime(2026, 2, 3, 17, 45, tzinfo=UTC)),
        ("2026-02-03 17:45:00.123+0000", datetime(2026, 2, 3, 17, 45, 0, 123000, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("3 February 2026", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_utc(written: str, expected: datetime | None) -> None:
    assert parse(written) == expected


@pytest.mark.parametrize(
    ("html", "day", "expected"),
    [
        ("<p>x</p>", "2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ("<p>x</p>", None, None),
        ('{"datePublished": "2026-02-03T08:00:00Z"}', "2026-02-03", datetime(2026, 2, 3, 8, tzinfo=UTC)),
        ('{"datePublished": "2024-02-03T08:00:00Z"}', "2026-02-03", datetime(2026, 2, 3, tzinfo=UTC)),
        ('{"datePublished":"2026-02-03T23:00:00-05:00"}', "2026-02-03", datetime(2026, 2, 4, 4, tzinfo=UTC)),
        (
            '<time itemprop="datePublished" datetime="2026-02-03T08:00Z">',
            None,
            datetime(2026, 2, 3, 8, tzinfo=UTC),
        ),
    ],
)
def test_the_hour_that_a_page_declares_is_kept(html: str, day: str | None, expected: datetime | None) -> None:
    assert published(html, day) == expected
