"""`python -m claimwire_client` is the `claimwire` command."""

from claimwire_client.cli import app

if __name__ == "__main__":
    app(prog_name="claimwire")
