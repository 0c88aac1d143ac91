"""Analyze: entities and claims of a short text at once, nothing stored."""

from typing import Annotated, Any

from claimwire_contracts import types
from claimwire_contracts.messages import Annotation, ExtractedClaim, ExtractedSource
from claimwire_contracts.types import DateSpan, Mention, Noun, Passage, Polarity, Quantity
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
        default=None, description="RFC 3339; what dates in the text are relative to."
    )

    @field_validator("text")
    @classmethod
    def _some_text(cls, value: str) -> str:
        check_text(value)
        if len(value) > MOST_CHARACTERS:
            why = f"text holds more than {MOST_CHARACTERS} characters: post it as a document"
            raise ProblemError(413, why, kind="too-large")
        return value


class AnalyzedEntity(Noun):
    """An entity of the text; `entities` and `source.entity` of a claim are positions in the list of these."""

    name: str
    type: str
    mentions: list[Mention]


class AnalyzedClaim(Noun):
    """A claim without ids."""

    kind: types.ClaimKind
    source: ExtractedSource | None = None
    via: list[ExtractedSource] = []
    cue: Passage | None = None
    content: Passage
    hedged: bool = False
    hedges: list[Mention] = []
    polarity: Polarity = "affirmed"
    quantities: list[Quantity] = []
    dates: list[DateSpan] = []
    entities: list[int] = []
    origin: types.Origin | None = None
    confidence: float = Field(ge=0, le=1)


class Analysis(Noun):
    """What was found in the text."""

    entities: list[AnalyzedEntity]
    claims: list[AnalyzedClaim]
    pipeline_version: str


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
    return analysis(found)


def analysis(found: Annotation) -> Analysis:
    """The annotation without what only the pipeline needs."""
    return Analysis.model_validate(
        {
            "entities": [each.model_dump() for each in found.entities],
            "claims": [_claim(each) for each in found.claims],
            "pipeline_version": found.pipeline_version,
        }
    )


def _claim(claim: ExtractedClaim) -> dict[str, Any]:
    return claim.model_dump(exclude={"profile"})
