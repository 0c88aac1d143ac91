"""The `claimwire` command."""

from claimwire_client.cli.app import app

__all__ = ["app"]
