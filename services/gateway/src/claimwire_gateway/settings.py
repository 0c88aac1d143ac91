"""What an operator may set: environment variables that begin with `CLAIMWIRE_`."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, FilePath, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

Names = Annotated[list[str], NoDecode]
"""A list that is written with commas: `a,b`."""
LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    BeforeValidator(lambda given: str(given).upper()),
]


class Settings(BaseSettings):
    """The gateway's settings, API and pipeline alike. Each is read from `CLAIMWIRE_` and its name."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_", env_ignore_empty=True, extra="ignore")

    redis_url: str = Field(
        "redis://127.0.0.1:6379/0",
        pattern="^(redis|rediss|unix)://",
        description="Where Redis (or Valkey) answers.",
    )
    database_url: SecretStr = Field(
        SecretStr("postgresql://claimwire:claimwire@127.0.0.1:5432/claimwire"),
        description="Where PostgreSQL answers; versions 15 to 18.",
    )
    database_connections: int = Field(
        10, ge=1, description="How many connections one process keeps to PostgreSQL."
    )
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    host: str = Field("127.0.0.1", description="The address the API listens on.")
    port: int = Field(8000, ge=0, le=65535, description="The port the API listens on.")
    public_address: str | None = Field(
        None,
        description="The address users reach the gateway on; the host where unset. API keys are required as"
        " soon as it is not a loopback address.",
    )
    allowed_hosts: Names = Field(
        [],
        description="Host headers that are answered, comma separated, * for any. Unset: loopback names while"
        " there are no keys, any host once there are.",
    )
    api_keys: Annotated[list[SecretStr], NoDecode] = Field(
        [], description="Keys that clients show as a Bearer token, comma separated."
    )
    api_keys_file: FilePath | None = Field(
        None, description="A file with one API key a line, for secrets' mounts."
    )
    max_body_bytes: int = Field(
        10_000_000, ge=1, description="The largest body of one request, but for batches, which are streamed."
    )
    max_batch_lines: int = Field(10_000, ge=1, description="The most documents that one batch may hold.")
    rate_per_minute: int = Field(
        1200, ge=0, description="Requests that one API key may make a minute; 0: any number."
    )
    max_backlog: int = Field(
        100_000, ge=0, description="Unfinished jobs above which submissions are told 429; 0: no limit."
    )
    idempotency_hours: int = Field(24, ge=1, description="For how long an Idempotency-Key is remembered.")
    fetch_allow: Annotated[list[IPv4Network | IPv6Network], NoDecode] = Field(
        [],
        description="Internal networks that pages may be fetched from all the same, comma separated"
        " (10.1.0.0/16); whoever may post an address can then read what answers there.",
    )
    analyze_seconds: float = Field(20.0, gt=0, description="How long /v1/analyze waits for an nlp worker.")

    task_seconds: int = Field(
        180, ge=1, description="The hard time limit of a task; the same for gateway and workers."
    )
    window: int = Field(
        64, ge=1, description="How many messages of one queue may be in flight; the rest waits in PostgreSQL."
    )
    attempts: int = Field(3, ge=1, description="How often a stage may begin before its job is quarantined.")
    lease_margin: float = Field(
        15.0, ge=0, description="Seconds a lease outlives the time limit of its task."
    )
    unstarted_seconds: float = Field(
        20.0,
        gt=0,
        description="Seconds after which the pipeline asks whether a message that no worker began is lost.",
    )
    retry_seconds: float = Field(
        10.0,
        gt=0,
        description="The wait before a page that failed passingly is fetched again; doubles each time.",
    )
    poll_seconds: float = Field(
        0.2, gt=0, description="How long the pipeline rests where PostgreSQL tells it of no new work."
    )
    story_days: float = Field(
        7.0, gt=0, description="How far apart, in days, two documents of one story may be published."
    )
    owners_file: FilePath | None = Field(
        None,
        description="A file of outlets and their owners in the form of the one that is shipped (owners.txt):"
        " titles of one owner are one origin. Its lines add to those and outrank them.",
    )
    candidates: int = Field(30, ge=1, le=200, description="How many stored documents one is compared with.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="The port on which the pipeline serves its metrics; 0: none."
    )

    @field_validator("allowed_hosts", "api_keys", "fetch_allow", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, value: SecretStr) -> SecretStr:
        try:
            make_url(value.get_secret_value())
        except ArgumentError:  # its words hold the password
            raise ValueError("is no address: write postgresql://USER:PASSWORD@HOST:PORT/NAME") from None
        return value

    @property
    def database(self) -> URL:
        """The database's address with the driver that the store speaks through."""
        return make_url(self.database_url.get_secret_value()).set(drivername="postgresql+psycopg")
