"""The lexicon of cues: which words, in which frames, give what hangs on them to somebody.

`cues.tsv` lists a word with its part of speech, a frame and the share of its
occurrences that trained annotators marked as attribution, counted by
`training/cues.py`. Verbs of speech are listed here.
"""

from functools import cache
from importlib.resources import files

SPEECH = {
    "accuse", "acknowledge", "add", "admit", "advise", "agree", "allege", "announce", "answer", "argue",
    "ask", "assert", "assure", "begin", "blog", "boast", "caution", "charge", "chide", "claim", "clarify",
    "comment", "complain", "concede", "conclude", "confess", "confirm", "contend", "continue", "counter",
    "counsel", "cry", "declare", "demand", "deny", "describe", "disclose", "emphasize", "emphasise",
    "exclaim", "explain", "express", "go", "gush", "inform", "insist", "interject", "joke", "lament",
    "maintain", "mention", "muse", "mutter", "note", "object", "observe", "opine", "plead", "pledge",
    "post", "predict", "proclaim", "promise", "propose", "protest", "quip", "quote", "read", "reason",
    "recall", "recount", "reiterate", "relate", "remark", "remember", "remind", "repeat", "reply",
    "report", "request", "respond", "retort", "reveal", "say", "shout", "signal", "sneer", "speculate",
    "state", "stress", "suggest", "swear", "tell", "testify", "text", "threaten", "thunder", "tweet",
    "urge", "vow", "warn", "whisper", "wonder", "write", "yell",
}  # fmt: skip

THRESHOLD = 0.38
LEAST = {"clause": 0.6, "clause/ing": 0.5, "around": 0.5, "as": 0.5}
"""What a verb of speech is worth at the least in a frame, also where it was hardly ever seen in it."""


@cache
def rates() -> dict[tuple[str, str], float]:
    """The share for each (word/POS, frame)."""
    text = files("claimwire_nlp.attribution").joinpath("cues.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(key, frame): float(rate) for key, frame, rate in rows}


def rate(key: str, frame: str) -> float:
    """How likely a word in a frame is a cue, from 0 to 1; 0 for those not listed."""
    word, _, part = key.partition("/")
    least = LEAST.get(frame, 0.0) if part == "VERB" and word in SPEECH else 0.0
    return max(rates().get((key, frame), least), least)
