import codecs

import pytest
from claimwire_ingest.charset import decode
from hypothesis import given
from hypothesis import strategies as st

WORDS = "Zürich — “naïve” café"
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("body", "declared", "expected"),
    [
        (WORDS.encode(), None, WORDS),
        (WORDS.encode(), "utf-8", WORDS),
        (WORDS.encode("cp1252"), "iso-8859-1", WORDS),
        (WORDS.encode("cp1252"), "windows-1252", WORDS),
        (codecs.BOM_UTF8 + WORDS.encode(), "iso-8859-1", WORDS),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), None, WORDS),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-8", WORDS),
        (
            (META.format("windows-1251") + "Новости").encode("cp1251"),
            None,
            META.format("windows-1251") + "Новости",
        ),
        ((META.format("gb2312") + "新闻镕").encode("gb18030"), None, META.format("gb2312") + "新闻镕"),
        (
            "<?xml version='1.0' encoding='koi8-r'?>Да".encode("koi8-r"),
            None,
            "<?xml version='1.0' encoding='koi8-r'?>Да",
        ),
    ],
)
def test_bytes_are_read_as_their_page_says(body: bytes, declared: str | None, expected: str) -> None:
    assert decode(body, declared) == expected


def test_a_wrong_declaration_is_passed_over() -> None:
    assert decode(WORDS.encode(), "ascii") == WORDS
    assert decode((META.format("utf-8") + WORDS).encode("cp1252"), "utf-8").endswith("café")
    assert decode(WORDS.encode(), "no-such-charset") == WORDS


@pytest.mark.parametrize("declared", ["hex", "zlib", "rot13", "idna", "undefined", "a\0b", "", "utf-7 "])
def test_a_declaration_that_is_no_charset_does_no_harm(declared: str) -> None:
    assert "Zürich" in decode(WORDS.encode(), declared)


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_are_decoded(body: bytes, declared: str | None) -> None:
    assert isinstance(decode(body, declared), str)
