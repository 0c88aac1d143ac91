"""`python -m claimwire_ingest worker | health | prepare`."""

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import redis
from claimwire_contracts.messages import Prepare
from pydantic import ValidationError

from claimwire_ingest.prepare import prepare
from claimwire_ingest.settings import Settings

ENVELOPE = {"version", "job_id", "lease"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    command = _parser().parse_args(arguments).command
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors(include_input=False):
            sys.stderr.write(f"CLAIMWIRE_{str(each['loc'][0]).upper()}: {each['msg']}\n")
        return 2
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses, secrets and all
    return {"worker": _worker, "health": _health, "prepare": _prepare}[command](settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="claimwire_ingest", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("worker", help="take articles from the queue and prepare them")
    commands.add_parser("health", help="exit 0 if a worker of this host is alive")
    commands.add_parser(
        "prepare",
        help='read lines {"text" | "html" | "url": ..., "title"?, "id"?, ...}, write prepared lines',
    )
    return parser


def _worker(settings: Settings) -> int:
    from claimwire_ingest.worker import run  # noqa: PLC0415  `prepare` must not wait for Celery's import

    run(settings)
    return 0


def _health(settings: Settings) -> int:
    from claimwire_ingest.worker import healthy  # noqa: PLC0415  as above

    try:
        alive = healthy(settings)
    except redis.RedisError as error:
        sys.stderr.write(f"Redis does not answer: {error}\n")
        return 1
    sys.stderr.write("" if alive else "no ingest worker of this host is alive\n")
    return 0 if alive else 1


def _prepare(settings: Settings) -> int:
    failed = False
    for answer in prepared_lines(sys.stdin, settings):
        failed = failed or "error" in answer
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


def prepared_lines(lines: Iterable[str], settings: Settings) -> Iterator[dict[str, Any]]:
    """Each line's outcome, in the order read, with the line's `id` where it has one.

    `error` says what is wrong with a line that is no request.
    """
    for number, line in enumerate(filter(str.strip, lines), start=1):
        try:
            given = json.loads(line)
            request = Prepare(**{"job_id": "-", "lease": "-", "document_id": "-", **given})
        except (ValueError, TypeError, ValidationError) as error:
            yield {"line": number, "error": str(error)}
            continue
        answer = prepare(request, settings).model_dump(mode="json", exclude=ENVELOPE)
        yield {"id": given["id"], **answer} if "id" in given else answer


if __name__ == "__main__":
    sys.exit(main())
