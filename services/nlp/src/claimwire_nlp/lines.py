"""The command that annotates JSON lines: `python -m claimwire_nlp annotate < docs.jsonl > out.jsonl`."""

import json
import re
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, TextIO

from claimwire_contracts.messages import Analyze, Annotation
from claimwire_contracts.types import AnalyzedEntity, Noun
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from claimwire_nlp.annotate import BATCH, annotate_all
from claimwire_nlp.pipeline import Way

INTERNAL = {"profile", "origin", "parts"}
"""What a claim's message carries for the pipeline's own use."""
SHOWN = set(AnalyzedEntity.model_fields)


MENDS = {
    "timezone_aware": "has no offset: add Z or one such as +01:00, or give the day alone",
    "datetime_from_date_parsing": "is no time: write 2026-03-04T09:00:00Z, or the day alone, 2026-03-04",
    "datetime_parsing": "is no time: write 2026-03-04T09:00:00Z, or the day alone, 2026-03-04",
}


def _midnight(value: object) -> object:
    """A day as its midnight in UTC; all else as it is."""
    day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return f"{value}T00:00:00Z" if day else value


class Line(Noun):
    """One line of input; fields that it does not know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    text: str
    title: str | None = None
    published_at: Annotated[AwareDatetime, BeforeValidator(_midnight)] | None = None


class BadLine(Noun):
    """A line that could not be read, and why. Lines are counted from 1."""

    number: int
    reason: str


def run(
    source: TextIO,
    target: TextIO,
    errors: TextIO,
    model: str | None = None,
    attribution: Way = "learned",
) -> int:
    """Annotate every line; bad ones are told on `errors` and left out.

    Returns:
        The exit status: 0, or 1 if any line was bad.
    """
    bad = done = 0
    numbered = enumerate(source, 1)
    while batch := list(islice(numbered, BATCH)):
        read = [parse(number, text) for number, text in batch if text.strip()]
        for line in read:
            if isinstance(line, BadLine):
                bad += 1
                print(f"line {line.number}: {line.reason}", file=errors)
        good = [line for line in read if isinstance(line, Line)]
        for answer in answers(good, model, attribution):
            target.write(json.dumps(answer, ensure_ascii=False) + "\n")
        done += len(good)
        _progress(errors, done)
    target.flush()
    return 1 if bad else 0


def parse(number: int, text: str) -> Line | BadLine:
    """A line of input, or what is wrong with it and where."""
    try:
        line = Line.model_validate(json.loads(text))
        line.text.encode()
    except UnicodeEncodeError:
        return BadLine(number=number, reason="text: not UTF-8, or a lone surrogate")
    except ValueError as error:
        return BadLine(number=number, reason=_reason(error))
    return line


def answers(
    lines: list[Line], model: str | None = None, attribution: Way = "learned"
) -> Iterator[dict[str, Any]]:
    """The answer to each line, in order."""
    requests = (
        Analyze(
            id=str(line.id), reply_to="", text=line.text, title=line.title, published_at=line.published_at
        )
        for line in lines
    )
    for line, annotation in zip(lines, annotate_all(requests, model, attribution), strict=True):
        yield answer(line, annotation)


def answer(line: Line, annotation: Annotation) -> dict[str, Any]:
    """An annotation as the command writes it: the entities by name, the claims without ids."""
    return {
        "id": line.id,
        "entities": [entity.model_dump(mode="json", include=SHOWN) for entity in annotation.entities],
        "claims": [claim.model_dump(mode="json", exclude=INTERNAL) for claim in annotation.claims],
    }


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(map(_fault, error.errors()))
    return f"not JSON: {error}" if isinstance(error, json.JSONDecodeError) else str(error)


def _fault(found: ErrorDetails) -> str:
    field = ".".join(map(str, found["loc"])) or "line"
    return f"{field}: {MENDS.get(found['type'], found['msg'])}"


def _progress(errors: TextIO, done: int) -> None:
    if errors.isatty():
        print(f"\r{done} documents", end="", file=errors, flush=True)


def stdin_lines() -> TextIO:
    """Standard input as UTF-8, whatever the locale; bytes that are none make a line bad, not the whole."""
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return sys.stdin
