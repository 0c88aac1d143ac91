"""What became of what was posted: an article's job, or a batch of lines. To settle is to wait for its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimwire_contracts.types import Batch, Job

from claimwire_client.cli import output
from claimwire_client.client import Client
from claimwire_client.errors import in_words
from claimwire_client.flows import ENDED, running


@dataclass
class Single:
    """One article: its job, or the reason why it has none."""

    name: str
    job: Job | None = None
    reason: str | None = None

    @property
    def size(self) -> int:
        """How many articles this is."""
        return 1

    def settle(self, client: Client) -> Iterator[int]:
        """Wait for the end; yields how many articles have ended since the last yield."""
        if self.job:
            self.job = client.wait_for(self.job.id)
        yield 1

    def lines(self) -> Iterator[str]:
        """What to tell of it."""
        if self.job:
            yield f"{self.job.state:9}  {self.job.id}  {self.job.document_id}  {self.name}"

    def failures(self) -> Iterator[str]:
        """Which failed and why."""
        if self.job is None:
            yield f"{self.name}: {self.reason}"
        elif self.job.state in ("failed", "cancelled"):
            yield f"{self.name}: {why(self.job)} (claimwire jobs {self.job.id})"

    def json(self) -> dict[str, Any]:
        """As `--json` has it."""
        return {"name": self.name, "job": output.plain(self.job), "error": self.reason}


@dataclass
class Batched:
    """Lines of a file, posted together; `before` is how many lines of the file went before them."""

    name: str
    batch: Batch
    before: int
    failed: tuple[Job, ...] = ()

    @property
    def size(self) -> int:
        """How many articles this is."""
        return len(self.batch.accepted) + len(self.batch.rejected)

    def settle(self, client: Client) -> Iterator[int]:
        """Wait for the end; yields how many articles have ended since the last yield."""
        told = len(self.batch.rejected)
        yield told
        for counts in counted(client, self.batch.id):
            ended = sum(counts.get(state, 0) for state in ENDED) + len(self.batch.rejected)
            yield ended - told
            told = ended
            self.batch = self.batch.model_copy(update={"counts": counts})
        if self.batch.counts.get("failed"):
            self.failed = tuple(client.jobs(state="failed", batch=self.batch.id, limit=100))

    def lines(self) -> Iterator[str]:
        """What to tell of it."""
        counts = ", ".join(f"{number} {state}" for state, number in self.batch.counts.items() if number)
        yield f"{self.batch.id}  {counts or 'nothing accepted'}  {self.name}"

    def failures(self) -> Iterator[str]:
        """Which lines failed and why. Lines are counted as in the file."""
        for rejected in self.batch.rejected:
            yield f"{self.name}:{rejected.line + self.before}: {in_words(rejected.problem)}"
        lines = {accepted.job_id: accepted.line + self.before for accepted in self.batch.accepted}
        for job in self.failed:
            yield f"{self.name}:{lines.get(job.id, '?')}: {why(job)} (claimwire jobs {job.id})"

    def json(self) -> dict[str, Any]:
        """As `--json` has it."""
        return {"name": self.name, "batch": output.plain(self.batch), "failed": output.plain(self.failed)}


Outcome = Single | Batched


def counted(client: Client, batch_id: str) -> Iterator[dict[str, int]]:
    """A batch's counts by state, again and again until all its jobs have ended."""
    while True:
        batch = client.batch(batch_id)
        yield batch.counts
        if not running(batch):
            return
        client.pause(0.5)


def why(job: Job) -> str:
    """The reason of a job's failure."""
    return in_words(job.error) if job.error else job.state
