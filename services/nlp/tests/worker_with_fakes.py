"""A worker process whose handlers do what the document's text says: no model, so that it starts at once."""

import os
import signal
import time

from claimwire_contracts.messages import Analyze, Analyzed, Annotate, Annotated, Annotation
from claimwire_nlp.settings import Settings
from claimwire_nlp.worker import Handlers, run

EMPTY = Annotation(entities=[], claims=[], pipeline_version="fake")


def annotate(request: Annotate) -> Annotated:
    match request.text.split():
        case ["fail"]:
            raise ValueError("this text cannot be read")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["sleep", seconds]:
            time.sleep(float(seconds))
    return Annotated(job_id=request.job_id, lease=request.lease, annotation=EMPTY)


def analyze(request: Analyze) -> Analyzed:
    return Analyzed(id=request.id, annotation=EMPTY)


if __name__ == "__main__":
    run(Settings(), Handlers(annotate=annotate, analyze=analyze))
