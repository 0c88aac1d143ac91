"""Where the gateway is and what it knows us by."""

import httpx
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ClientSettings(BaseSettings):
    """Read from the environment; each setting's name there begins with CLAIMWIRE_."""

    model_config = SettingsConfigDict(env_prefix="CLAIMWIRE_", frozen=True, extra="ignore")

    url: str = Field(
        default="http://127.0.0.1:8000",
        pattern=r"^https?://[^\s/]",
        description="The gateway's address, as http:// or https://.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        description="The key sent with every request. Needed wherever the gateway requires keys.",
    )

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        try:
            httpx.URL(value)
        except httpx.InvalidURL as error:
            raise ValueError(f"{value!r} is no address: {error}") from error
        return value
