"""Unnamed sources by how they are described: alike is one, as far as a reader can tell. Pure.

"two people familiar with the talks" of one paper and "a person familiar with the talks" of another may be the
same people; so may "an official" and "a senior Georgian official". A diplomat and a dock worker are not.
"""

import re

SMALL = {
    "a", "an", "the", "of", "at", "in", "on", "by", "for", "to", "with", "from", "who", "whom", "that",
    "which", "and", "or", "has", "have", "had", "was", "were", "is", "are", "been", "be", "not", "his",
    "her", "its", "their", "one", "two", "three", "four", "five", "several", "some", "many", "multiple",
    "both", "another", "other", "second", "as", "it", "he", "she", "they", "because", "asked", "named",
    "identified", "condition", "anonymity", "spoke", "speaking", "unnamed", "anonymous", "own",
}  # fmt: skip
ANYBODY = {
    "source", "person", "people", "individual", "insider", "familiar", "knowledge", "briefed", "close",
    "direct", "matter", "situation", "issue",
}  # fmt: skip
"""Words that tell nothing of who somebody is."""


def alike(one: str, other: str) -> bool:
    """Whether two descriptions can mean the same people: neither tells what the other leaves no room for."""
    a, b = _told(one), _told(other)
    return a <= b or b <= a


def _told(description: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", description.casefold())
    return {_singular(word) for word in words if word not in SMALL} - ANYBODY


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    return word.removesuffix("s") if not word.endswith("ss") else word
