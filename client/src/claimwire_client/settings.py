"""Where the gateway is and what it knows us by."""

from pydantic import Field, SecretStr
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
