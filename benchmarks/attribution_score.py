# ruff: noqa: INP001  imported by the scripts that lie beside it
"""The measure of attribution: found contents, and whether their source is right."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

TOKEN = re.compile(r"\w+|[^\w\s]")
OPENING, CLOSING, STRAIGHT = "“", "”", '"'
SAME = 0.5
QUOTED = 0.9

Attribution = dict[str, Any]
"""Offsets of "source", "cue" and "content", each in pieces; of what was found also its "confidence"."""
Article = tuple[str, list[Attribution], list[Attribution]]


class Parts(NamedTuple):
    """An attribution as token positions; `kind` is direct, mixed or indirect by its quotation marks.

    Of the source only words count. `confidence` is that of the claim; gold has none.
    """

    content: frozenset[int]
    source: frozenset[int]
    kind: str
    confidence: float = 1.0


class Judged(NamedTuple):
    """What was found, how sure it was said to be, and whether content and source are right."""

    confidence: float
    right: bool


class Score:
    """Counts over articles, and the shares that they give."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.judged: list[Judged] = []

    def add(self, gold: list[Parts], found: list[Parts]) -> None:
        """Count one article."""
        for label, group in (("gold", gold), ("found", found)):
            for part in group:
                self._count(label, part.kind)
        self._tokens(gold, found)
        right = {}
        for wanted, got in matches(gold, found):
            self._count("hit gold", wanted.kind)
            self._count("hit found", got.kind)
            self.counts["strict", ""] += wanted.content == got.content
            self.counts["sourced", ""] += bool(wanted.source)
            self.counts["sourced right", ""] += bool(wanted.source & got.source)
            right[id(got)] = bool(wanted.source & got.source) if wanted.source else not got.source
        self.counts["right", ""] += sum(right.values())
        self.judged += [Judged(one.confidence, right.get(id(one), False)) for one in found]

    def _tokens(self, gold: list[Parts], found: list[Parts]) -> None:
        marked, got = (frozenset[int]().union(*(part.content for part in group)) for group in (gold, found))
        for label, tokens in (("gold", marked), ("found", got), ("hit gold", marked & got)):
            self.counts[f"{label} tokens", ""] += len(tokens)

    def precision(self, kind: str = "") -> float:
        """Of what was found the share whose content is gold's."""
        return self.counts["hit found", kind] / max(1, self.counts["found", kind])

    def recall(self, kind: str = "") -> float:
        """Of gold's contents the share that was found."""
        return self.counts["hit gold", kind] / max(1, self.counts["gold", kind])

    def f1(self, kind: str = "") -> float:
        """F1 of the contents found; of one kind, by gold for recall and by what was found for precision."""
        precision, recall = self.precision(kind), self.recall(kind)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def token_f1(self) -> float:
        """F1 of the tokens that any content covers."""
        both = self.counts["gold tokens", ""] + self.counts["found tokens", ""]
        return 2 * self.counts["hit gold tokens", ""] / max(1, both)

    def strict(self) -> float:
        """F1 of the contents found to the token."""
        return 2 * self.counts["strict", ""] / max(1, self.counts["gold", ""] + self.counts["found", ""])

    def e2e(self) -> float:
        """F1 of the contents found whose source is right too."""
        return 2 * self.counts["right", ""] / max(1, self.counts["gold", ""] + self.counts["found", ""])

    def source_accuracy(self) -> float:
        """Of the contents found that have a source: the share whose source shares a word."""
        return self.counts["sourced right", ""] / max(1, self.counts["sourced", ""])

    def _count(self, label: str, kind: str) -> None:
        self.counts[label, ""] += 1
        self.counts[label, kind] += 1


def score(articles: Iterable[Article]) -> Score:
    """The score of all articles: each a text, its gold attributions and those found."""
    total = Score()
    for text, gold, found in articles:
        tokens = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
        total.add(
            [p for a in gold if (p := parts(text, tokens, a)).content],
            [p for a in found if (p := parts(text, tokens, a)).content],
        )
    return total


def parts(text: str, tokens: list[tuple[int, int]], attribution: Attribution) -> Parts:
    """An attribution as token positions."""
    content, source = covered(tokens, attribution["content"]), covered(tokens, attribution["source"])
    words = frozenset(i for i in source if text[tokens[i][0]].isalnum())
    return Parts(content, words, form(text, attribution["content"]), attribution.get("confidence", 1.0))


def covered(tokens: list[tuple[int, int]], spans: list[list[int]]) -> frozenset[int]:
    """The tokens that spans touch."""
    return frozenset(
        i for start, end in spans for i, (first, last) in enumerate(tokens) if first < end and start < last
    )


def matches(gold: list[Parts], found: list[Parts]) -> list[tuple[Parts, Parts]]:
    """Pairs of contents that are alike, one to one, the most alike first."""
    pairs = sorted(
        (-len(a.content & b.content) / len(a.content | b.content), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if a.content & b.content
    )
    taken: set[tuple[str, int]] = set()
    kept = []
    for likeness, i, j in pairs:
        if -likeness >= SAME and not {("gold", i), ("found", j)} & taken:
            taken |= {("gold", i), ("found", j)}
            kept.append((gold[i], found[j]))
    return kept


def form(text: str, content: list[list[int]]) -> str:
    """Direct where 90 % of the letters stand between double quotation marks, indirect where none do."""
    inside = total = 0
    for start, end in content:
        quoted = False
        for i in range(text.rfind("\n", 0, start) + 1, end):
            quoted = _quoted(text[i], quoted=quoted)
            if i >= start and text[i].isalnum():
                total += 1
                inside += quoted
    if not inside:
        return "indirect"
    return "direct" if inside >= QUOTED * total else "mixed"


def _quoted(char: str, *, quoted: bool) -> bool:
    if char in {"\n", CLOSING}:
        return False
    return True if char == OPENING else quoted != (char == STRAIGHT)
