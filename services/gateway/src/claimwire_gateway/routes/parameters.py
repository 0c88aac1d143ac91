"""What the routes take from path, query and headers, and how a listing links to its next page."""

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from claimwire_contracts.types import Page
from fastapi import Depends, Path, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import Engine

from claimwire_gateway.backlog import Backlog
from claimwire_gateway.problems import ProblemError, not_found
from claimwire_gateway.settings import Settings
from claimwire_gateway.submissions import DAY, Moment, Plain

T = TypeVar("T")

ID = re.compile(r"[a-z]{3}_[0-9a-z_]{1,80}")


def _id_of(noun: str) -> Callable[[str], str]:
    """Checks an id before the store sees it: one of odd characters names nothing, so it is not found."""

    def check(value: str) -> str:
        if not ID.fullmatch(value):
            raise not_found(noun, value)
        return value

    return check


DocumentId = Annotated[str, Path(description="The document's id."), AfterValidator(_id_of("document"))]
JobId = Annotated[str, Path(description="The job's id."), AfterValidator(_id_of("job"))]
BatchId = Annotated[str, Path(description="The batch's id."), AfterValidator(_id_of("batch"))]
EntityId = Annotated[str, Path(description="The entity's id."), AfterValidator(_id_of("entity"))]
DecisionId = Annotated[str, Path(description="The decision's id."), AfterValidator(_id_of("decision"))]
StoryId = Annotated[str, Path(description="The story's id."), AfterValidator(_id_of("story"))]


def _day_as(time: str) -> Callable[[object], object]:
    """Reads a day as a moment of it, and a "+" that came unescaped, as a space, as itself."""

    def read(value: object) -> object:
        if isinstance(value, str) and DAY.fullmatch(value):
            return f"{value}T{time}Z"
        if isinstance(value, str) and value[-6:-5] == " ":
            return f"{value[:-6]}+{value[-5:]}"
        return value

    return read


From = Annotated[Moment, BeforeValidator(_day_as("00:00:00"))]
To = Annotated[Moment, BeforeValidator(_day_as("23:59:59.999999"))]
Word = Annotated[Plain, Field(max_length=200)]


class Listing(BaseModel):
    """The query of every listing. The unknown is refused: a mistyped filter would list everything."""

    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[Plain, Field(max_length=1000)] | None = Field(
        default=None, description="Where the page before ended, as its `next` says."
    )
    limit: int = Field(default=50, ge=1, le=200, description="The most items of a page.")

    def filters(self) -> dict[str, Any]:
        """The listing's own parameters, as the store names them; empty ones filter nothing."""
        given = self.model_dump(exclude={"cursor", "limit"})
        return {name: value for name, value in given.items() if value not in (None, "")}

    def page(self) -> dict[str, Any]:
        """Where the page begins and how long it is."""
        return {"cursor": self.cursor or None, "limit": self.limit}


def linked(request: Request, page: Page[T]) -> Page[T]:
    """The page with its cursor made a link, which keeps the query's other parameters."""
    if page.next is None:
        return page
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return page.model_copy(update={"next": f"{request.url.path}?{urlencode([*kept, ('cursor', page.next)])}"})


async def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _caller(request: Request) -> str:
    caller: str = request.state.caller
    return caller


async def _backlog(request: Request) -> Backlog:
    backlog: Backlog = request.app.state.backlog
    return backlog


Store = Annotated[Engine, Depends(_engine)]
"""Where connections come from. A route opens its own: held by dependencies, they could wait for threads."""
Set = Annotated[Settings, Depends(_settings)]
Caller = Annotated[str, Depends(_caller)]
Room = Annotated[Backlog, Depends(_backlog)]


def takes(*media_types: str) -> Any:
    """A dependency that answers 415 to bodies of other media types."""

    async def check(request: Request) -> None:
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if sent not in media_types:
            raise ProblemError(415, f"send the body as Content-Type: {media_types[0]}", kind="media-type")

    return Depends(check)
