"""How telling a word is, by its frequency in English at large.

The background is fixed (the `wordfreq` lists): weights that learned from the
articles seen so far would make the answer depend on the order of posting.
"""

from functools import lru_cache
from math import exp, log

from wordfreq import zipf_frequency

ARTICLE_WORDS = 400
RAREST = 2.0
"""Words that the lists do not know count as rare as this (Zipf scale), lest misspellings outweigh names."""


@lru_cache(maxsize=100_000)
def idf(term: str) -> float:
    """-ln of the chance that an article of `ARTICLE_WORDS` words has the term: 0.4 ("say") to 10 ("barnea").

    A Zipf frequency is log10 of the occurrences in a billion words.
    """
    rate = 10 ** (max(zipf_frequency(term, "en"), RAREST) - 9)
    return -log(1 - exp(-ARTICLE_WORDS * rate))
