"""What the commands tell their user."""

import sys


def say(text: str) -> None:
    """Print at once, also into a pipe: `make up` is read by scripts that wait for the ready line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Say what went wrong, apart from the output."""
    sys.stderr.write(f"error: {text}\n")
    sys.stderr.flush()
