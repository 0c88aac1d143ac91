"""Articles in files: what each says about itself, and what of it cannot be posted.

A .txt file may begin with lines between two `---` that say what the text does not:

    ---
    outlet: The Daily Example
    published_at: 2026-01-16
    ---
    The text of the article ...
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from claimwire_contracts.types import Submission
from pydantic import ValidationError

Form = Literal["text", "html", "json", "ndjson"]

FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}
TOLD = ("title", "outlet", "published_at", "language", "external_id", "tags")
"""What front matter and the command line may say of an article."""

Fields = Mapping[str, Any]


class Article(NamedTuple):
    """One article, ready to be posted; `name` says where it comes from."""

    name: str
    submission: Submission


class Lines(NamedTuple):
    """NDJSON to be posted as batches, line by line; the gateway judges each."""

    name: str
    lines: Iterator[bytes]


class Unusable(NamedTuple):
    """What cannot be posted, and why."""

    name: str
    reason: str


Found = Article | Lines | Unusable


def find(target: str, told: Fields, form: Form | None = None, stdin: Iterable[bytes] = ()) -> Iterator[Found]:
    """The articles of a file, a directory, an address or `-` (standard input).

    Args:
        target: what the user named.
        told: fields for the articles that do not say them themselves.
        form: what a file holds, where its name does not tell.
        stdin: the lines of standard input.
    """
    path = Path(target)
    if target == "-":
        yield from read("standard input", form or "text", stdin, told)
    elif re.match(r"https?://", target):
        yield submit(target, {"url": target}, told)
    elif path.is_dir():
        yield from in_directory(path, told)
    elif path.is_file():
        yield from in_file(path, form or FORMS.get(path.suffix.lower()), told)
    else:
        yield Unusable(target, "no such file or directory; an address begins with http:// or https://")


def in_directory(directory: Path, told: Fields) -> Iterator[Found]:
    """Every file below a directory whose ending is known, in the order of their names."""
    files = [path for path in sorted(directory.rglob("*")) if path.suffix.lower() in FORMS and path.is_file()]
    if not files:
        yield Unusable(str(directory), f"holds no file that ends in {', '.join(FORMS)}")
    for path in files:
        yield from in_file(path, FORMS[path.suffix.lower()], told)


def in_file(path: Path, form: Form | None, told: Fields) -> Iterator[Found]:
    """The articles of one file."""
    if form is None:
        known = ", ".join(FORMS)
        yield Unusable(
            str(path), f"what is in it? Endings known are {known}; or say --as text|html|json|ndjson"
        )
        return
    try:
        with path.open("rb") as lines:
            yield from read(str(path), form, lines, told)
    except OSError as error:
        yield Unusable(str(path), error.strerror or str(error))


def read(name: str, form: Form, lines: Iterable[bytes], told: Fields) -> Iterator[Found]:
    """The articles in lines of a known form."""
    if form == "ndjson":
        yield Lines(name, with_told(lines, told))
        return
    try:
        content = decode(b"".join(lines), form)
    except UnicodeDecodeError as error:
        yield Unusable(name, f"is not UTF-8 (byte {error.start}): convert it, e.g. with iconv -t UTF-8")
        return
    if form == "json":
        yield from in_json(name, content, told)
    elif form == "html":
        yield submit(name, {"html": content}, told)
    else:
        yield in_text(name, content, told)


def decode(content: bytes, form: Form) -> str:
    """Bytes as text: UTF-8, or for HTML what the page itself declares."""
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    if form == "html" and declared:
        try:
            return content.decode(declared[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return content.decode("utf-8-sig")


def in_text(name: str, content: str, told: Fields) -> Article | Unusable:
    """A text with its front matter, if it has some."""
    said, text = front_matter(content)
    unknown = sorted(set(said) - set(TOLD))
    if unknown:
        return Unusable(name, f"front matter names {', '.join(unknown)}; known are {', '.join(TOLD)}")
    return submit(name, {**said, "text": text}, told)


def front_matter(content: str) -> tuple[dict[str, str], str]:
    """The fields between two `---` lines at the beginning, and the text after them.

    A text that merely begins with `---` has none.
    """
    match = re.match(r"---[ \t]*\r?\n((?:[A-Za-z_]+[ \t]*:.*\r?\n|[ \t]*\r?\n)*)---[ \t]*\r?\n", content)
    if not match:
        return {}, content
    pairs = (line.split(":", 1) for line in match[1].splitlines() if line.strip())
    return {key.strip().lower(): value.strip() for key, value in pairs}, content[match.end() :]


def in_json(name: str, content: str, told: Fields) -> Iterator[Found]:
    """A file that holds one article as a JSON object, or several in an array."""
    try:
        held = json.loads(content)
    except ValueError as error:
        yield Unusable(name, f"is not JSON ({error}); one object a line is .ndjson")
        return
    several = isinstance(held, list)
    for number, item in enumerate(held if several else [held], start=1):
        place = f"{name}[{number}]" if several else name
        yield submit(place, item, told) if isinstance(item, dict) else Unusable(place, "is not a JSON object")


def submit(name: str, said: Fields, told: Fields) -> Article | Unusable:
    """An article from what it says itself, filled up with what the user told."""
    fields = {**told, **said}
    try:
        if isinstance(fields.get("published_at"), str):
            fields["published_at"] = in_utc(fields["published_at"])
        if isinstance(fields.get("tags"), str):
            fields["tags"] = [tag.strip() for tag in fields["tags"].split(",") if tag.strip()]
        return Article(name, Submission.model_validate(fields))
    except ValidationError as error:
        return Unusable(name, "; ".join(in_words(fault) for fault in error.errors()))
    except ValueError as error:
        return Unusable(name, str(error))


def in_words(fault: Mapping[str, Any]) -> str:
    """One of pydantic's complaints as `field: what is wrong`."""
    field = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return f"{field}: is no field; the fields are {', '.join(Submission.model_fields)}"
    return f"{field}: {fault['msg']}"


def in_utc(written: str) -> datetime:
    """A time with its offset, or a day as written by hand, which is its midnight in UTC.

    Raises:
        ValueError: it is neither, with the mend.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{written!r} is no time: write 2026-01-16 or 2026-01-16T14:30:00Z") from None
    if moment.tzinfo is None and not is_day(written):
        raise ValueError(f"{written!r} has no offset: add Z or one such as +01:00, or give the day alone")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_day(written: str) -> bool:
    """Whether this is a day without a time."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def with_told(lines: Iterable[bytes], told: Fields) -> Iterator[bytes]:
    """Lines of NDJSON, each filled up with what the user told; one that cannot be read stays as it is."""
    for line in lines:
        if line.strip():
            yield filled(line, told) if told else line


def filled(line: bytes, told: Fields) -> bytes:
    """One line of NDJSON with the fields that it does not have itself."""
    try:
        said = json.loads(line)
    except ValueError:
        return line
    return json.dumps({**told, **said}, default=str).encode() if isinstance(said, dict) else line
