"""Analyze: entities and claims of a short text at once, nothing stored."""

from typing import Annotated

from claimwire_contracts import types
from claimwire_contracts.types import Analysis
from fastapi import APIRouter, Depends, Request
from pydantic import Field, field_validator

from claimwire_gateway.analyze import Analyzer
from claimwire_gateway.problems import ProblemError, responses
from claimwire_gateway.routes.parameters import takes
from claimwire_gateway.submissions import Moment, Plain, check_text

router = APIRouter(prefix="/v1/analyze", tags=["analyze"])

MOST_CHARACTERS = 20_000
"""What nlp reads while someone waits; longer texts are documents."""


class AnalyzeRequest(types.AnalyzeRequest):
    """A short text to analyze at once."""

    text: Plain = Field(description="At most 20,000 characters.")
    title: Plain | None = Field(default=None, max_length=1000)
    published_at: Moment | None = Field(
        default=None, description="A time or a day; what dates in the text are relative to."
    )

    @field_validator("text")
    @classmethod
    def _some_text(cls, value: str) -> str:
        check_text(value)
        if len(value) > MOST_CHARACTERS:
            why = f"text holds more than {MOST_CHARACTERS} characters: post it as a document"
            raise ProblemError(413, why, kind="too-large")
        return value


async def _analyzer(request: Request) -> Analyzer:
    analyzer: Analyzer = request.app.state.analyzer
    return analyzer


@router.post(
    "",
    summary="Entities and claims of a short text, at once",
    responses=responses(413, 415, 422),
    dependencies=[takes("application/json")],
)
async def post_analyze(body: AnalyzeRequest, analyzer: Annotated[Analyzer, Depends(_analyzer)]) -> Analysis:
    """Nothing is stored. 503 where no nlp worker answers in time."""
    found = await analyzer.annotation(body)
    return Analysis.model_validate(found.model_dump())  # which leaves out what only the pipeline needs
