"""The settings of the ingest worker, read from the environment (`CLAIMWIRE_...`)."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    BeforeValidator(lambda given: str(given).upper()),
]


class Settings(BaseSettings):
    """What an operator may set of ingest. What would reach inside a network is shut by default."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_", env_ignore_empty=True, frozen=True)

    redis_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        pattern="^(redis|rediss|unix)://",
        description="the Redis that carries the work",
    )
    concurrency: int = Field(default=1, ge=1, description="child processes of one worker")
    task_seconds: int = Field(default=180, ge=1, description="a task that takes longer is killed")
    tasks_per_child: int = Field(
        default=1000, ge=1, description="a child process is replaced after so many tasks, which bounds leaks"
    )
    log_level: LogLevel = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")

    fetch_seconds: float = Field(
        default=10, gt=0, description="time for a page in all: redirects, headers and body"
    )
    fetch_connect_seconds: float = Field(default=4, gt=0, description="time for one connection to be made")
    fetch_bytes: int = Field(
        default=8_000_000, gt=0, description="largest page, as sent and also once decompressed"
    )
    fetch_redirects: int = Field(default=5, ge=0, description="redirects that are followed")
    fetch_ports: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(80, 443, 8080, 8443), description="ports that pages may be fetched from, comma separated"
    )
    fetch_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description="internal networks that pages may be fetched from all the same, comma separated "
        "(10.1.0.0/16); whoever may post an address can then read what answers there",
    )
    fetch_user_agent: str = Field(
        default="Claimwire/0.1 (news reader; self-hosted)", description="User-Agent sent to sites"
    )

    @field_validator("fetch_ports", "fetch_allow", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value
