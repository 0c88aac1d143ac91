import unicodedata

import pytest
from claimwire_ingest.normalise import line, paragraphs, unreadable
from hypothesis import given
from hypothesis import strategies as st

ODD = st.text(st.characters() | st.sampled_from("\r\n\t\0\u200b\ufeff\u00a0\u2028\ud800\U000e0041 "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        (
            "One.\u2028Two.\u2029Three.\x0bFour.\x0cFive.\x85Six.",
            ["One.", "Two.", "Three.", "Four.", "Five.", "Six."],
        ),
        ("\n\n One. \n\n\n\tTwo.\n", ["One.", "Two."]),
        ("a\u00a0b\u2009c\u3000d\te", ["a b c d e"]),
        ("a  b   c", ["a b c"]),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", ["zerowidth softhyphen"]),
        ("nul\x00 bell\x07 del\x7f", ["nul bell del"]),
        ("left\u202eright\u2066", ["leftright"]),
        ("lone\ud800 surrogate\udfff", ["lone surrogate"]),
        ("\u200b\n\x00\n", []),
        ("", []),
        # letters stay what they are: nothing is composed, folded or replaced
        ("cafe\u0301 ﬁne ① Ａ", ["cafe\u0301 ﬁne ① Ａ"]),  # noqa: RUF001
        ("“curly” ‘quotes’ — dash…", ["“curly” ‘quotes’ — dash…"]),
        ("emoji 🚢 and 中文", ["emoji 🚢 and 中文"]),
    ],
)
def test_a_text_is_split_into_tidy_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_lines_that_were_broken_by_width_become_one_paragraph() -> None:
    text = (
        "The harbour authority said on Monday that the northern pier\n"
        "would stay closed until engineers had looked at its piles.\n"
        "\n"
        "Repairs may take a month, according to a letter that David\n"
        "Lindqvist, the authority's head of works, sent to the town\n"
        "council last week."
    )
    assert paragraphs(text) == [" ".join(block.split("\n")) for block in text.split("\n\n")]


@pytest.mark.parametrize(
    "text",
    [
        "The pier is closed.\nThe ferry sails.\nNo one was hurt.",
        "Closed on Monday\nOpen on Tuesday\nClosed again on Wednesday",
        "He said:\n“We are open.”\n“We stay open.”",
        "A" * 150 + " and so on\nand this line stands alone",
    ],
)
def test_paragraphs_that_merely_follow_each_other_are_not_put_together(text: str) -> None:
    assert paragraphs(text) == text.split("\n")


@given(ODD)
def test_what_comes_out_is_printable_and_storable(text: str) -> None:
    for paragraph in paragraphs(text):
        assert paragraph == paragraph.strip() != ""
        assert "  " not in paragraph
        assert not {unicodedata.category(c) for c in paragraph} & {"Cc", "Cs", "Zl", "Zp"}
        paragraph.encode()


@given(ODD)
def test_no_letter_is_added_lost_or_moved(text: str) -> None:
    def letters(text: str) -> list[str]:
        return [c for c in text if c.isalnum()]

    assert letters("".join(paragraphs(text))) == letters(text)


@given(ODD)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    once = paragraphs(text)
    assert [p for paragraph in once for p in paragraphs(paragraph)] == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  A\n title\u00a0 ", "A title"), ("", None), (None, None), (" \u200b\n", None), ("\ud800A", "A")],
)
def test_a_name_or_title_is_one_line_or_none(text: str | None, expected: str | None) -> None:
    assert line(text) == expected


@pytest.mark.parametrize("text", ["", " \n\t", "...!?", "\x00\x01\x02", "\u200b", "\ud800", "—"])
def test_a_text_without_a_word_is_unreadable(text: str) -> None:
    assert unreadable(text) == "There is not one word in it."


def test_a_binary_file_is_unreadable_and_a_text_with_a_flaw_is_not() -> None:
    assert unreadable(bytes(range(256)).decode("latin-1") * 20)
    assert unreadable("PK\x03\x04" + "\ufffd\x00abc" * 500)
    assert unreadable("One broken letter (\ufffd) in an otherwise plain line of text.") is None
    assert unreadable("Une phrase en français.") is None
