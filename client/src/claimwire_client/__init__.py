"""Talk to a Claimwire gateway: `Client`, `AsyncClient`, and the `claimwire` command.

from claimwire_client import Client, Submission

with Client() as claimwire:
    job = claimwire.submit(Submission(text="...", outlet="The Daily Example"))
    job = claimwire.wait_for(job.id)
    for claim in claimwire.document_claims(job.document_id):
        print(claim.kind, claim.content.text)
"""

from claimwire_contracts.types import Submission

from claimwire_client.client import AsyncClient, Client
from claimwire_client.errors import (
    BusyError,
    ClaimwireError,
    DroppedError,
    NotAllowedError,
    NotFoundError,
    ProblemError,
    StillRunningError,
    UnreachableError,
    UnreadableReplyError,
)
from claimwire_client.settings import ClientSettings

__all__ = [
    "AsyncClient",
    "BusyError",
    "ClaimwireError",
    "Client",
    "ClientSettings",
    "DroppedError",
    "NotAllowedError",
    "NotFoundError",
    "ProblemError",
    "StillRunningError",
    "Submission",
    "UnreachableError",
    "UnreadableReplyError",
]
