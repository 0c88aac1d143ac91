"""The articles with gold attributions can be read, and each says what it means to."""

import re
import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
GOLD = BENCHMARKS / "gold" / "articles"
ROW = re.compile(r"^\| (\w+) \| (\d+) \| (\d+) \|", re.MULTILINE)
SAMPLE = """Mill <q1>to</q1> shut

<c2>“It is over,”</c2> <s2>Ana Šarić</s2> <q2>said</q2>. <c2>“We tried.”</c2>
<s3>The <s4>owner</s3></s4> <q3>denies</q3> <c3>it</c3> and <q4>hopes</q4> <c4>for a buyer</c4>.
"""

read = runpy.run_path(str(BENCHMARKS / "gold_articles.py"))["read"]


def article(folder: Path, text: str, name: str = "local-01.txt") -> dict[str, Any]:
    (folder / name).write_text(text, encoding="utf-8")
    (only,) = read(folder)
    return dict(only)


def words(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_tags_become_offsets_into_the_text_without_them(tmp_path: Path) -> None:
    gold = article(tmp_path, SAMPLE.replace("<q1>to</q1>", "to"))
    assert gold["text"].startswith("Mill to shut\n\n“It is over,” Ana Šarić said.")
    split, denied, hoped = (
        {part: words(gold["text"], spans) for part, spans in said.items()} for said in gold["attributions"]
    )
    assert split == {"source": ["Ana Šarić"], "cue": ["said"], "content": ["“It is over,”", "“We tried.”"]}
    assert denied == {"source": ["The owner"], "cue": ["denies"], "content": ["it"]}
    assert hoped == {"source": ["owner"], "cue": ["hopes"], "content": ["for a buyer"]}


def test_an_article_is_named_by_its_file_and_its_kind_by_the_name_before_the_number(tmp_path: Path) -> None:
    gold = article(tmp_path, "A title\n\nText.", "press-release-03.txt")
    assert (gold["id"], gold["kind"], gold["attributions"]) == ("press-release-03", "press-release", [])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<s1>She</s1> <q1>said</q1> <c1>yes.", "<c1> is not closed"),
        ("<s1>She <q1>said</q1> <s1>so</s1>.", "<s1> is not closed before it opens again"),
        ("She</s1> said.", "</s1> was not opened"),
        ("<s1>She</s1> <q1>said</q1> so.", "attribution 1 has no <c1>"),
        ("<p1>She</p1> said so.", "'<p1>She</p1>' is no tag"),
    ],
)
def test_a_file_with_a_wrong_tag_is_refused_by_its_name(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError) as caught:
        article(tmp_path, text)
    assert str(caught.value) == f"local-01.txt: {complaint}"


@pytest.mark.parametrize("gold", list(read(GOLD)), ids=lambda gold: gold["id"])
def test_every_attribution_of_the_articles_has_a_cue_and_no_part_lies_on_another_or_on_blanks(
    gold: dict[str, Any],
) -> None:
    text = gold["text"]
    assert text.split("\n")[1] == "", "the title stands alone"
    for said in gold["attributions"]:
        assert said["cue"], words(text, said["content"])
        spans = sorted(span for part in said.values() for span in part)
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans
        assert all(word and word == word.strip() for word in words(text, spans)), words(text, spans)


def test_the_readme_counts_the_articles_and_the_attributions_of_each_kind() -> None:
    articles, attributions = Counter[str](), Counter[str]()
    for gold in read(GOLD):
        articles[gold["kind"]] += 1
        attributions[gold["kind"]] += len(gold["attributions"])
    rows = ROW.findall((GOLD.parent / "README.md").read_text(encoding="utf-8"))
    assert {kind: (int(count), int(said)) for kind, count, said in rows} == {
        kind: (articles[kind], attributions[kind]) for kind in articles
    }
