"""What may be posted as a document: read, checked field by field, and refused with the mend."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from claimwire_contracts import types
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from claimwire_gateway import urls
from claimwire_gateway.problems import ProblemError, refused

MAX_TEXT_BYTES = 2_000_000
"""A book has less; beyond it one document would hold up a worker for minutes."""
MAX_URL = 4000
YEARS = range(1000, 9000)
"""Years that every part of the system can hold in every time zone."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(DAY.pattern + r"[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?(?P<offset>[Zz]|[+-]\d\d:\d\d)?")
NO_TIME = "is no date: give an RFC 3339 time such as 2026-01-31T08:00:00Z, or a day such as 2026-01-31"
NO_OFFSET = "has no offset: add Z or one such as +01:00, or give the day alone"


def _as_rfc_3339(value: object) -> object:
    """A time as it is, and a day as its midnight in UTC."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        return f"{value}T00:00:00Z"
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("no_time", NO_TIME)
    if not found["offset"]:
        raise PydanticCustomError("no_offset", NO_OFFSET)
    return value


def _in_range(value: datetime) -> datetime:
    if value.year not in YEARS:
        raise PydanticCustomError("out_of_range", "must lie between the years 1000 and 9000")
    return value.astimezone(UTC)


Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_as_rfc_3339),
    AfterValidator(_in_range),
    WithJsonSchema({"anyOf": [{"type": "string", "format": form} for form in ("date-time", "date")]}),
]
"""A time with its offset, or a day, kept in UTC."""


def plain(value: str) -> str:
    """The string, if PostgreSQL can hold it."""
    if "\x00" in value:
        raise PydanticCustomError("nul", "holds a NUL character: take it out")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError(
            "surrogate", "holds a lone surrogate: send whole Unicode characters"
        ) from None
    return value


Plain = Annotated[str, AfterValidator(plain)]
Tag = Annotated[Plain, Field(min_length=1, max_length=100)]


class Submission(types.Submission):
    """An article to read: exactly one of text, html or url, and what is known about it.

    What is said here outranks what the page says.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["text"]}, {"required": ["html"]}, {"required": ["url"]}]}
    )

    text: Plain | None = Field(default=None, description="The article's text; paragraphs end in a newline.")
    html: Plain | None = Field(default=None, description="The article's page.")
    url: Plain | None = Field(
        default=None, max_length=MAX_URL, description="Where to fetch the page: http or https."
    )
    title: Plain | None = Field(default=None, max_length=1000)
    outlet: Plain | None = Field(default=None, max_length=200)
    published_at: Moment | None = Field(
        default=None,
        description="A time as in RFC 3339, with its offset, or a day, which is its midnight in UTC.",
    )
    external_id: Plain | None = Field(default=None, min_length=1, max_length=200, description="Your own id.")
    tags: list[Tag] = Field(default=[], max_length=50)
    callback_url: Any | None = Field(default=None, description="Not supported yet; leave it out.")

    @field_validator("callback_url")
    @classmethod
    def _no_callback(cls, value: object) -> None:
        if value is not None:
            raise PydanticCustomError("unsupported", "is not supported yet: leave it out, and poll the job")

    @field_validator("html")
    @classmethod
    def _some_page(cls, value: str | None) -> str | None:
        if value is not None and not value.strip():
            raise PydanticCustomError("empty", "is empty: give the article's page")
        return value

    @field_validator("text")
    @classmethod
    def _some_text(cls, value: str | None) -> str | None:
        if value is not None:
            check_text(value)
        return value

    @field_validator("url")
    @classmethod
    def _well_formed(cls, value: str | None) -> str | None:
        if value is not None and (why := urls.why_malformed(value)):
            raise PydanticCustomError("url", "{why}", {"why": why})
        return value

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in ("text", "html", "url") if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError("exactly_one", "must hold exactly one of text, html and url")
        return self

    def accepted(self, fetch_allow: urls.Networks) -> types.Submission:
        """As the store keeps it.

        Raises:
            ProblemError: 422, its URL leads inside this network.
        """
        if self.url is not None and urls.is_internal(self.url, fetch_allow):
            raise refused("/url", "names an address inside this network: only public pages are fetched")
        return types.Submission.model_validate(self.model_dump(exclude={"callback_url"}))


def check_text(value: str) -> None:
    """Refuse a text without a letter in it, or one beyond the limit.

    Raises:
        PydanticCustomError: it is empty.
        ProblemError: 413, it is too long.
    """
    if not value.strip():
        raise PydanticCustomError("empty", "is empty: give the article's text")
    if len(value) > MAX_TEXT_BYTES or len(value.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise ProblemError(
            413, f"an article may hold {MAX_TEXT_BYTES} bytes: send its text in parts", kind="too-large"
        )
