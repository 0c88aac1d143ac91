"""The sample articles: two events, two unrelated pieces, eight outlets. Names and places are invented."""

import json
from importlib import resources
from pathlib import Path

Article = dict[str, str]
"""The fields of a submission: outlet, url, title, published_at, text, external_id."""


def articles() -> list[Article]:
    """Every sample, in the order of the file names."""
    folder = resources.files("claimwire_local") / "samples"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name
    )
    return [
        {**_read(file.read_text("utf-8")), "external_id": file.name.removesuffix(".txt")} for file in files
    ]


def write_batch(path: Path) -> Path:
    """Write the samples as a batch, one JSON object a line; without urls, as a text is posted, not a link."""
    lines = [json.dumps({key: value for key, value in one.items() if key != "url"}) for one in articles()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _read(file: str) -> Article:
    """`key: value` lines, an empty line, the text."""
    head, _, text = file.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return {**fields, "text": text.strip()}
