import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from claimwire_client.articles import Article, Lines, Unusable, find, front_matter, in_utc
from hypothesis import given
from hypothesis import strategies as st

TEXT = "The ferry sank.\nNobody was hurt.\n"


def only(target: Path | str, **told: Any) -> Any:
    (found,) = find(str(target), told)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_a_text_file_is_an_article(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    assert only(folder / "a.txt").submission.text == TEXT


def test_front_matter_says_what_the_text_does_not(folder: Path) -> None:
    (folder / "a.txt").write_text(
        "---\noutlet: Coast FM\npublished_at: 2026-02-03\ntags: sea, ferry\ntitle: Ferry: sunk\n---\n" + TEXT
    )
    submission = only(folder / "a.txt").submission
    assert submission.text == TEXT
    assert submission.outlet == "Coast FM"
    assert submission.title == "Ferry: sunk"
    assert submission.tags == ["sea", "ferry"]
    assert submission.published_at == datetime(2026, 2, 3, tzinfo=UTC)


def test_what_an_article_says_itself_outranks_what_the_user_told_for_all(folder: Path) -> None:
    (folder / "a.txt").write_text("---\noutlet: Coast FM\n---\n" + TEXT)
    submission = only(folder / "a.txt", outlet="The Harbour Post", language="en").submission
    assert (submission.outlet, submission.language) == ("Coast FM", "en")


@given(st.text())
def test_what_front_matter_leaves_is_the_end_of_the_text(content: str) -> None:
    _, text = front_matter(content)
    assert content.endswith(text)


@pytest.mark.parametrize(
    "content", ["---\nA line without a key\n---\nText", "--- \nkey: value", "----\n", ""]
)
def test_a_text_that_merely_begins_with_dashes_stays_whole(content: str) -> None:
    assert front_matter(content) == ({}, content)


UNUSABLE = [
    ("a.txt", b"---\nauthor: Ann\n---\nText", "front matter names author; known are title, outlet"),
    ("a.txt", b"caf\xe9", "is not UTF-8 (byte 3): convert it"),
    ("a.txt", b"---\npublished_at: yesterday\n---\nText", "'yesterday' is no time: write 2026-01-16"),
    ("a.json", b"{", "is not JSON"),
    ("a.json", b"3", "is not a JSON object"),
    (
        "a.json",
        b'{"text": "A text.", "autor": "x"}',
        "autor: is no field; the fields are text, html, url, title",
    ),
    ("a.pdf", b"%PDF", "Endings known are .txt"),
]


@pytest.mark.parametrize(("name", "content", "reason"), UNUSABLE)
def test_what_cannot_be_posted_says_why(name: str, content: bytes, reason: str, folder: Path) -> None:
    (folder / name).write_bytes(content)
    found = only(folder / name)
    assert isinstance(found, Unusable)
    assert reason in found.reason


def test_a_missing_file_is_named() -> None:
    assert only("missing.txt") == Unusable(
        "missing.txt", "no such file or directory; an address begins with http:// or https://"
    )


def test_an_address_is_for_the_gateway_to_fetch() -> None:
    found = only("https://news.example/a", outlet="Coast FM")
    assert (found.submission.url, found.submission.outlet) == ("https://news.example/a", "Coast FM")


def test_html_is_read_in_the_encoding_that_it_declares(folder: Path) -> None:
    (folder / "a.html").write_bytes('<meta charset="iso-8859-1"><p>Café</p>'.encode("latin-1"))
    assert "<p>Café</p>" in only(folder / "a.html").submission.html


def test_a_json_file_holds_one_article_or_an_array_of_them(folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps([{"text": "One."}, {"text": "Two."}]))
    found = list(find(str(folder / "a.json"), {}))
    assert [article.name for article in found] == [f"{folder}/a.json[1]", f"{folder}/a.json[2]"]
    assert all(isinstance(article, Article) for article in found)


def test_ndjson_goes_line_by_line_for_the_gateway_to_judge(folder: Path) -> None:
    (folder / "a.ndjson").write_text('{"text": "One."}\n\n{broken\n')
    for found in find(str(folder / "a.ndjson"), {}):
        assert isinstance(found, Lines)
        assert list(found.lines) == [b'{"text": "One."}\n', b"{broken\n"]


def test_ndjson_lines_are_filled_up_with_what_the_user_told(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two.", "outlet": "Coast FM"}\n{broken\n')
    for found in find(str(folder / "a.jsonl"), {"outlet": "The Harbour Post"}):
        first, second, third = found.lines  # type: ignore[union-attr]
        assert json.loads(first)["outlet"] == "The Harbour Post"
        assert json.loads(second)["outlet"] == "Coast FM"
        assert third == b"{broken\n"


def test_a_directory_gives_its_files_by_name_and_leaves_others(folder: Path) -> None:
    (folder / "sub").mkdir()
    for name in ("b.txt", "a.html", "sub/c.txt", "notes.pdf"):
        (folder / name).write_text(TEXT)
    names = [Path(found.name).name for found in find(str(folder), {})]
    assert names == ["a.html", "b.txt", "c.txt"]


def test_a_directory_without_articles_says_so(folder: Path) -> None:
    assert "holds no file that ends in .txt" in only(folder).reason


def test_standard_input_is_text_unless_told_otherwise() -> None:
    (found,) = find("-", {}, None, [b"The ferry ", b"sank."])
    assert isinstance(found, Article)
    assert found.submission.text == "The ferry sank."


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-02-03", "2026-02-03T00:00:00+00:00"),
        ("2026-02-03T14:30:00Z", "2026-02-03T14:30:00+00:00"),
        ("2026-02-03T14:30:00+02:00", "2026-02-03T14:30:00+02:00"),
    ],
)
def test_a_day_is_its_midnight_in_utc_and_a_time_keeps_its_offset(written: str, moment: str) -> None:
    assert in_utc(written).isoformat() == moment


def test_a_time_without_an_offset_is_refused_with_the_mend() -> None:
    with pytest.raises(ValueError, match="has no offset: add Z"):
        in_utc("2026-02-03T14:30")
