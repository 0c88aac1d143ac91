"""Where the gateway is and what it knows us by."""

import re

import httpx
from pydantic import Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict


class ClientSettings(BaseSettings):
    """Read from the environment; each setting's name there begins with CLAIMWIRE_; an empty one is unset."""

    model_config = SettingsConfigDict(
        env_prefix="CLAIMWIRE_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    url: str = Field(
        default="http://127.0.0.1:8000",
        description="The gateway's address, as http:// or https://.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        description="The key sent with every request. Needed wherever the gateway requires keys.",
    )

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not re.match(r"https?://[^\s/]", value) or not _readable(value):
            told = {"given": repr(value)}
            raise PydanticCustomError(
                "address", "{given} is no address: write http://host:port, as in http://127.0.0.1:8000", told
            )
        return value


def _readable(address: str) -> bool:
    try:
        httpx.URL(address)
    except httpx.InvalidURL:
        return False
    return True
