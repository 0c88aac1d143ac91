"""`claimwire jobs`, `retry`, `cancel`."""

from typing import Annotated

import typer
from claimwire_contracts.types import Job, JobState
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.session import FAILED, AsJson, Limit, end, gateway
from claimwire_client.errors import in_words

JobId = Annotated[str, typer.Argument(metavar="JOB")]


def jobs(
    ctx: typer.Context,
    *,
    job_id: Annotated[str | None, typer.Argument(metavar="[JOB]", help="One job with its stages.")] = None,
    state: Annotated[JobState | None, typer.Option(help="Only jobs in that state.")] = None,
    batch: Annotated[str | None, typer.Option(help="Only jobs of that batch.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Print a job's events until it ends.")
    ] = False,
    limit: Limit = 20,
    json: AsJson = False,
) -> None:
    """What became of what was submitted, newest first; with an id, one job and why it failed."""
    with gateway(ctx) as client:
        if job_id and follow:
            for event in client.events(job_id):
                output.screen().print(
                    f"{event.at:%H:%M:%S} UTC  {event.stage:9} {event.state}  {event.detail or ''}"
                )
        if job_id:
            job = client.job(job_id)
            output.as_json(job) if json else output.screen().print(one(job))
            return
        listed = client.jobs(state=state, batch=batch, limit=output.page_size(limit))
        found, more = output.first(listed, limit)
    if json:
        output.as_json(found)
        return
    output.screen().print(many(found))
    output.tell_of(more)


def retry(ctx: typer.Context, *, job_id: JobId, json: AsJson = False) -> None:
    """Give a failed or cancelled job out again, from the stage that it stopped at."""
    with gateway(ctx) as client:
        job = client.retry(job_id)
    output.as_json(job) if json else output.screen().print(one(job))


def cancel(ctx: typer.Context, *, job_id: JobId, json: AsJson = False) -> None:
    """Stop a job; what is finished of it stays."""
    with gateway(ctx) as client:
        job = client.cancel(job_id)
    output.as_json(job) if json else output.screen().print(one(job))
    if job.state != "cancelled":
        raise end(f"{job.id} had ended before: {job.state}", FAILED)


def one(job: Job) -> RenderableType:
    """A job with its stages and its error."""
    stages = output.table("stage", "state", "attempts", "started", "finished")
    for stage in job.stages:
        started, finished = (output.when(at, unknown="") for at in (stage.started_at, stage.finished_at))
        stages.add_row(stage.name, output.state(stage.state), str(stage.attempts), started, finished)
    heading = Text.assemble(f"{job.id}  ", output.state(job.state), f"  {output.when(job.updated_at)}")
    lines: list[RenderableType] = [heading, Text(f"document {job.document_id}"), stages]
    if job.error:
        lines.append(Text(in_words(job.error), style="red"))
    return Group(*lines)


def many(jobs: list[Job]) -> RenderableType:
    """Jobs as a table; a failed one's reason stands under it."""
    if not jobs:
        return Text("no such jobs")
    lines: list[RenderableType] = []
    for job in jobs:
        where = f"  {job.stage}" if job.state != "succeeded" else ""
        lines.append(
            Text.assemble(f"{job.id}  ", output.state(job.state), f"{where}  {output.when(job.updated_at)}")
        )
        if job.error:
            lines.append(Padding(Text(in_words(job.error), style="red"), (0, 0, 0, 4), expand=False))
    return Group(*lines)
