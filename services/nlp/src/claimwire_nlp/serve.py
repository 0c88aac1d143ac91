"""What `worker` and `health` run: the worker with this package's own handlers."""

import logging
import sys

import redis
from claimwire_contracts.messages import Analyze, Analyzed, Annotate, Annotated, Annotation
from pydantic import ValidationError

from claimwire_nlp import worker as nlp_worker
from claimwire_nlp.annotate import annotate
from claimwire_nlp.pipeline import load
from claimwire_nlp.settings import Settings

UNFIT = 2


def worker() -> int:
    """Work until stopped. The model is loaded before the pool forks, so that its children share it."""
    settings = _settings()
    if settings is None:
        return UNFIT
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        load(settings.spacy_model, settings.attribution)
    except OSError as error:
        print(f"CLAIMWIRE_SPACY_MODEL: {error}", file=sys.stderr)  # noqa: T201  a command speaks to its user
        return UNFIT
    nlp_worker.run(settings, handlers(settings))
    return 0


def health() -> int:
    """0 if this host's worker is alive, else 1."""
    settings = _settings()
    if settings is None:
        return UNFIT
    try:
        return 0 if nlp_worker.healthy(settings) else 1
    except redis.RedisError as error:
        print(f"Redis does not answer: {error}", file=sys.stderr)  # noqa: T201  a command speaks to its user
        return 1


def handlers(settings: Settings) -> nlp_worker.Handlers:
    """What the worker does with each message, with the pipeline that is set."""

    def read(message: Annotate | Analyze) -> Annotation:
        return annotate(message, settings.spacy_model, settings.attribution)

    def on_annotate(message: Annotate) -> Annotated:
        return Annotated(job_id=message.job_id, lease=message.lease, annotation=read(message))

    def on_analyze(message: Analyze) -> Analyzed:
        return Analyzed(id=message.id, annotation=read(message))

    return nlp_worker.Handlers(annotate=on_annotate, analyze=on_analyze)


def _settings() -> Settings | None:
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "CLAIMWIRE_" + "_".join(str(part) for part in problem["loc"]).upper()
            print(f"{name}: {problem['msg']}", file=sys.stderr)  # noqa: T201  a command speaks to its user
        return None
