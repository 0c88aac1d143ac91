"""`claimwire export`: documents with their claims and entities, one JSON object a line."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from claimwire_contracts.types import Document

from claimwire_client.cli import output
from claimwire_client.cli.session import FAILED, complain, end, gateway
from claimwire_client.client import Client


def export(
    ctx: typer.Context,
    *,
    story: Annotated[str | None, typer.Option(help="Only the documents of that story.")] = None,
    documents: Annotated[
        bool, typer.Option("--documents", help="All documents, which is the default.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if not given.")
    ] = None,
) -> None:
    """Write documents with their entities and claims as NDJSON."""
    if story and documents:
        raise typer.BadParameter("choose one of --story and --documents")
    written = 0
    with gateway(ctx) as client, writing(out) as file:
        for document in chosen(client, story):
            file.write(json.dumps(whole(client, document), ensure_ascii=False) + "\n")
            written += 1
    complain(f"{output.count(written, 'document')} exported")


@contextmanager
def writing(out: Path | None) -> Iterator[TextIO]:
    """Where the lines go. A file takes its name once it is whole: half an export looks like a whole one."""
    if out is None:
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise end(f"{out}: {error.strerror}", FAILED) from error


def chosen(client: Client, story: str | None) -> Iterator[Document]:
    """The documents to write."""
    if story is None:
        return client.documents(limit=100)
    return (client.document(document.id) for document in client.story(story).documents)


def whole(client: Client, document: Document) -> dict[str, Any]:
    """A document with all that was found in it."""
    return {
        **output.plain(client.document(document.id) if not document.text else document),
        "entities": output.plain(list(client.document_entities(document.id))),
        "claims": output.plain(list(client.document_claims(document.id))),
    }
