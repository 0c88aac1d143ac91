"""The sample articles: two events, two unrelated pieces, eight outlets. Names and places are invented.

Each file begins with what the article says about itself, as `claimwire submit` reads it.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "samples"

Article = dict[str, str]
"""The fields of a submission: outlet, title, published_at, external_id, text."""


def articles() -> list[Article]:
    """Every sample, in the order of the file names."""
    return [_read(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def _read(file: str) -> Article:
    """`key: value` lines between two lines of `---`, then the text."""
    _, head, text = file.split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return {**fields, "text": text.strip()}
