# ruff: noqa: INP001, T201  imported by the scripts that lie beside it; progress is told on standard error
"""The whole system on this machine, fed with articles as a stream and asked what it made of them."""

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from claimwire_client import Client, ClientSettings, Submission
from claimwire_contracts.types import Claim, ClaimGroup, Document, DocumentEntity
from claimwire_local.plan import Plan
from claimwire_local.running import free_port
from claimwire_local.system import System

STEP = 50
"""Articles between two lines of progress."""
UNLIMITED = {"CLAIMWIRE_RATE_PER_MINUTE": "0"}


class Store:
    """What a running system answers about the articles that were posted to it.

    Attributes:
        documents: each article as it was stored, by the id that it was posted with.
    """

    def __init__(self, client: Client, documents: Mapping[str, Document]) -> None:
        self._client = client
        self.documents = documents

    def stories(self) -> dict[str, str]:
        """The story of each article, by the id that it was posted with; its own where it is in none."""
        return {name: document.story_id or document.id for name, document in self.documents.items()}

    def claims(self) -> dict[str, list[Claim]]:
        """The claims of each article, by the id that it was posted with."""
        return {name: list(self._client.document_claims(one.id)) for name, one in self.documents.items()}

    def entities(self) -> dict[str, list[DocumentEntity]]:
        """The entities of each article, by the id that it was posted with."""
        return {name: list(self._client.document_entities(one.id)) for name, one in self.documents.items()}

    def groups(self) -> list[ClaimGroup]:
        """The claim groups of all stories."""
        stories = sorted({one.story_id for one in self.documents.values() if one.story_id})
        return [group for story in stories for group in self._client.story_claims(story)]

    def cited(self) -> dict[str, list[str]]:
        """The reports that each story cites and does not hold, by story: name and author of each."""
        stories = sorted({one.story_id for one in self.documents.values() if one.story_id})
        return {
            story: [
                " ".join(dict.fromkeys(filter(None, (one.author, one.name))))
                for one in self._client.story(story).chase
            ]
            for story in stories
        }


@contextlib.contextmanager
def posted(submissions: Iterable[Submission], settings: Mapping[str, str] | None = None) -> Iterator[Store]:
    """A system of its own, on free ports and in a folder that is gone afterwards, that has read articles.

    Args:
        submissions: in the order in which they are posted, each with an `external_id`; none waits for
            the one before it to be processed.
        settings: environment variables of its services.

    Raises:
        RuntimeError: an article could not be processed.
    """
    with tempfile.TemporaryDirectory(prefix="claimwire-quality-", ignore_cleanup_errors=True) as folder:
        plan = Plan(data=Path(folder), port=free_port(), settings=UNLIMITED | dict(settings or {}))
        with System(plan, tell), Client(ClientSettings(url=plan.address)) as client:
            yield Store(client, _processed(client, submissions))


def _processed(client: Client, submissions: Iterable[Submission]) -> dict[str, Document]:
    jobs = {str(one.external_id): client.submit(one) for one in submissions}
    documents = {}
    for number, (name, job) in enumerate(jobs.items(), start=1):
        ended = client.wait_for(job.id)
        if ended.state != "succeeded":
            raise RuntimeError(f"{name}: its job {ended.state}: {ended.error}")
        if number % STEP == 0 or number == len(jobs):
            tell(f"{number} of {len(jobs)} articles read")
    for (
        name,
        job,
    ) in jobs.items():  # once all is read: a later article may have changed an earlier one's story
        documents[name] = client.document(job.document_id)
    return documents


def tell(what: str) -> None:
    """Say how far it is."""
    print(what, file=sys.stderr, flush=True)
