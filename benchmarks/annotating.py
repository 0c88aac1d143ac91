# ruff: noqa: INP001  imported by the scripts that lie beside it
"""What the annotate command says of documents, as a user would ask it."""

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

Answer = dict[str, Any]
SENT = ("id", "text", "published_at")


def annotated(documents: Iterable[Answer], options: list[str]) -> list[Answer]:
    """The command's answers, in the order of the documents ({"id", "text"} and what else it reads)."""
    lines = (json.dumps({key: d[key] for key in SENT if key in d}) for d in documents)
    command = [sys.executable, "-m", "claimwire_nlp", "annotate", *options]
    sent = "".join(f"{line}\n" for line in lines).encode()
    done = subprocess.run(command, input=sent, stdout=subprocess.PIPE, check=True)  # noqa: S603  our own command
    return [json.loads(line) for line in done.stdout.splitlines()]


def attributed(answer: Answer) -> list[Answer]:
    """The claims of an answer that have a cue, which is what the gold marks too."""
    return [claim for claim in answer["claims"] if claim["cue"]]


def told(claim: Answer) -> Answer:
    """A claim's source, cue and content as offsets, and how sure it is said to be."""
    parts = {
        part: [[span["start"], span["end"]] for span in (claim[part] or {"spans": []})["spans"]]
        for part in ("source", "cue", "content")
    }
    return parts | {"confidence": claim["confidence"]}
