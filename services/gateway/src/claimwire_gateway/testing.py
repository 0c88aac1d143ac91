"""Fakes of what the gateway talks to: a broker in memory, and workers that read the simplest of articles.

The fake workers take a line for a claim, `Name: words` for one with a source, a capitalised word for a
person. Two articles that share two names are one story; equal words are the same claim.
"""

import hashlib
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from celery import Celery  # type: ignore[import-untyped]
from claimwire_contracts import tasks
from claimwire_contracts.messages import (
    Annotate,
    Annotated,
    Annotation,
    ClaimInStore,
    ClaimVerdict,
    DocumentInStore,
    DocumentProfile,
    DocumentVerdict,
    ExtractedClaim,
    ExtractedEntity,
    ExtractedSource,
    Fingerprint,
    Match,
    Matched,
    Message,
    NotText,
    Prepare,
    Prepared,
)
from claimwire_contracts.types import Mention, Origin, Passage, Span, StageName
from kombu.entity import Exchange, Queue

from claimwire_gateway.broker import BrokerAwayError, Handle

VERSION = "fake-1"
NAME = re.compile(r"\b[A-Z][a-z]+\b")
LINE = re.compile(r"[^\n]+")
SAME_STORY = 2
"""As many names in common make two articles one story."""


class FakeBroker:
    """Queues in memory. While `away`, it behaves as Redis does when it is down; `flush` loses all."""

    def __init__(self) -> None:
        self.queues: dict[str, deque[tuple[StageName, tasks.Payload]]] = {}
        self.away = False

    def send(self, stage: StageName, message: Message) -> None:
        """Put a message into its stage's queue."""
        self._answer()
        queue = tasks.STAGES[stage][1]
        self.queues.setdefault(queue, deque()).append((stage, tasks.wire(message)))

    def length(self, queue: str) -> int:
        """How many messages wait in a queue."""
        self._answer()
        return len(self.queues.get(queue, ()))

    def say_alive(self) -> None:
        """Nobody looks."""
        self._answer()

    def consume(self, handle: Handle, stop: threading.Event) -> None:
        """Nothing comes by itself: tests hand replies to the pipeline."""
        del handle
        stop.wait()

    def flush(self) -> None:
        """Lose every message."""
        self.queues.clear()

    def take(self) -> Iterator[tuple[StageName, tasks.Payload]]:
        """Take all messages that wait, oldest first."""
        for queue in list(self.queues.values()):
            while queue:
                yield queue.popleft()

    def _answer(self) -> None:
        if self.away:
            raise BrokerAwayError("told to be away")


class FakeWorkers(threading.Thread):
    """A worker of both services on a real broker, in a thread."""

    def __init__(self, redis_url: str) -> None:
        super().__init__(name="fake-workers", daemon=True)
        self._app = Celery("fake", broker=redis_url)
        self._app.conf.update(tasks.broker_settings(10))
        self._halt = threading.Event()

    def run(self) -> None:
        """Answer until stopped."""
        names = [tasks.INGEST_QUEUE, tasks.NLP_QUEUE]
        queues = [Queue(name, Exchange(name), routing_key=name) for name in names]  # type: ignore[no-untyped-call]
        while not self._halt.is_set():
            try:
                self._drain(queues)
            except OSError:
                self._halt.wait(0.2)
            except self._app.connection().connection_errors:
                self._halt.wait(0.2)

    def stop(self) -> None:
        """Stop after the present message."""
        self._halt.set()
        self.join(10)

    def _drain(self, queues: list[Queue]) -> None:
        with self._app.connection_for_read() as connection:
            consumer = connection.Consumer(queues=queues, callbacks=[self._take], accept=["json"])
            with consumer:
                while not self._halt.is_set():
                    try:
                        connection.drain_events(timeout=0.2)
                    except TimeoutError:
                        continue

    def _take(self, body: Any, message: Any) -> None:
        stage = next(stage for stage, (task, _) in tasks.STAGES.items() if task == message.headers["task"])
        for each in replies(stage, body[0][0]):
            self._app.send_task(tasks.APPLY, args=[each], queue=tasks.GATEWAY_QUEUE)
        message.ack()


def replies(stage: StageName, payload: tasks.Payload) -> list[tasks.Payload]:
    """What a worker answers to a message: that it began, and what came of it."""
    sent: list[tasks.Payload] = []
    request, handle = WORK[stage]
    tasks.perform(payload, request, handle, sent.append, stage=stage, worker="fake")
    return sent


def prepare(message: Prepare) -> Prepared | NotText:
    """The text as given. `CRASH` in it ends the work by surprise."""
    text = (message.text or message.html or "").strip()
    if "CRASH" in text:
        raise RuntimeError("told to crash")
    if not text:
        return NotText(job_id=message.job_id, lease=message.lease, title="No text", detail="It is empty.")
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    mark = Fingerprint(digest=digest, signature=[1, 2], bands=[digest])
    return Prepared(job_id=message.job_id, lease=message.lease, text=text, language="en", fingerprint=mark)


def annotate(message: Annotate) -> Annotated:
    """Names and lines."""
    found = [each for each in NAME.finditer(message.text) if each.group() != "Reportedly"]
    names = sorted({each.group() for each in found})
    entities = [
        ExtractedEntity(
            name=name,
            type="PERSON",
            key=name.lower(),
            mentions=[_mention(each) for each in found if each.group() == name],
        )
        for name in names
    ]
    claims = [_claim(line, names, message.outlet) for line in LINE.finditer(message.text)]
    profile = DocumentProfile(keys=[name.lower() for name in names])
    annotation = Annotation(entities=entities, claims=claims, profile=profile, pipeline_version=VERSION)
    return Annotated(job_id=message.job_id, lease=message.lease, annotation=annotation)


def match(message: Match) -> Matched:
    """Judge by equal names and words."""
    one = message.document
    stories = [other for other in message.candidates if _same_story(one, other)]
    return Matched(
        job_id=message.job_id,
        lease=message.lease,
        document_id=one.id,
        documents=[_document_verdict(one, other) for other in message.candidates],
        claims=[
            verdict
            for other in stories
            for a, b in product(one.claims, other.claims)
            if (verdict := _claim_verdict(a, b))
        ],
    )


WORK: dict[StageName, tuple[type[Any], Callable[[Any], Message]]] = {
    "prepare": (Prepare, prepare),
    "annotate": (Annotate, annotate),
    "match": (Match, match),
}


def _claim(line: re.Match[str], names: list[str], outlet: str | None) -> ExtractedClaim:
    name, colon, words = line.group().partition(": ")
    start = line.start() + (len(name) + len(colon) if colon else 0)
    content = Passage(text=words if colon else name, spans=[Span(start=start, end=line.end())])
    if not colon:
        voice = Origin(key=f"outlet:{outlet}", name=outlet or "unknown", role="outlet", rule="narrated")
        return ExtractedClaim(kind="narrated", content=content, origin=voice, confidence=0.5)
    spans = [Span(start=line.start(), end=line.start() + len(name))]
    index = names.index(name) if name in names else None
    return ExtractedClaim(
        kind="indirect",
        content=content,
        source=ExtractedSource(text=name, spans=spans, role="person", entity=index, name=name),
        origin=Origin(key=f"person:{name.lower()}", name=name, role="person", rule="named source"),
        hedged="reportedly" in words.lower(),
        entities=[at for at, each in enumerate(names) if each in words],
        confidence=0.9,
    )


def _same_story(one: DocumentInStore, other: DocumentInStore) -> bool:
    return len({*one.profile.keys} & {*other.profile.keys}) >= SAME_STORY


def _document_verdict(one: DocumentInStore, other: DocumentInStore) -> DocumentVerdict:
    copied = one.fingerprint and other.fingerprint and one.fingerprint.digest == other.fingerprint.digest
    return DocumentVerdict(
        document_id=other.id,
        same_story=_same_story(one, other),
        score=1.0,
        rule="names in common",
        overlap=1.0 if copied else 0.0,
        copy="duplicate" if copied else None,
    )


def _claim_verdict(one: ClaimInStore, other: ClaimInStore) -> ClaimVerdict | None:
    a, b = sorted((one, other), key=lambda claim: claim.id)
    if _words(a) == _words(b):
        return ClaimVerdict(a=a.id, b=b.id, relation="same", score=1.0, rule="equal words")
    if re.sub(r"\d+", "0", _words(a)) == re.sub(r"\d+", "0", _words(b)):
        detail = f"{a.text} / {b.text}"
        return ClaimVerdict(
            a=a.id, b=b.id, relation="conflict", conflict="number", score=1.0, rule="numbers", detail=detail
        )
    return None


def _words(claim: ClaimInStore) -> str:
    return claim.text.casefold().replace("reportedly ", "").rstrip(".")


def _mention(found: re.Match[str]) -> Mention:
    return Mention(start=found.start(), end=found.end(), text=found.group())
