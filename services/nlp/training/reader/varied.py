# ruff: noqa: INP001  a script's own module
"""Variants: an article as other houses would set it, at the same offsets.

The marked articles are of seven American publishers. Others put single quotation marks, or straight ones, or
send a text in one paragraph. Half of the time an article is read as it is, else with some of that changed.
"""

import random
import re

AS_IS = 0.5
JOINED = 0.3
"""The share of varied articles some of whose paragraphs are joined."""
BREAK = re.compile(r"\n+")
OPENING = re.compile(r"(?:^|(?<=[\s(\[—–-]))[\"“]")
STYLES = (('"', '"'), ("“", "”"), ("“", "”"), ("‘", "’"))


def text(article: str, rng: random.Random) -> str:
    """An article or a variant of it, of the same length."""
    if rng.random() < AS_IS:
        return article
    opened, closed = rng.choice(STYLES)
    varied = OPENING.sub(opened, article.replace("“", '"').replace("”", '"')).replace('"', closed)
    if rng.random() < JOINED:
        varied = BREAK.sub(lambda found: rng.choice((found.group(), " " * len(found.group()))), varied)
    return varied
