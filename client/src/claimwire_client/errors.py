"""What can go wrong between a client and its gateway.

ClaimwireError
├── UnreachableError        no answer came: wrong address, nothing running there, or too slow
│   └── DroppedError        the connection was lost after it stood; the gateway may have done the work
├── UnreadableReplyError    something answered, but not as the contract says
├── ProblemError            the gateway refused and said why (`problem`, RFC 9457)
│   ├── NotAllowedError     401, 403: no key, or a key it does not know
│   ├── NotFoundError       404, 410
│   └── BusyError           429, 503: later; `retry_after` says when, in seconds
└── StillRunningError       `wait_for` ended before the job did (`job` is its last state)
"""

from http import HTTPStatus

import httpx
from claimwire_contracts.types import Job, Problem
from pydantic import ValidationError


class ClaimwireError(Exception):
    """Anything this client raises."""


class UnreachableError(ClaimwireError):
    """No answer came."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"no answer at {url} ({reason}): start one with make up, or set CLAIMWIRE_URL")


class DroppedError(UnreachableError):
    """The connection stood and was lost; whether the work was done is not known."""


class UnreadableReplyError(ClaimwireError):
    """The answer is not what the contract says; another program may own that port."""


class ProblemError(ClaimwireError):
    """The gateway refused; `problem` names the field and the mend."""

    def __init__(self, problem: Problem, status: int, retry_after: float | None = None) -> None:
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        super().__init__(in_words(problem))


class NotAllowedError(ProblemError):
    """No key was sent, or one that the gateway does not know."""

    def __str__(self) -> str:
        """The mend is on this side, and the gateway cannot know its name."""
        return f"{super().__str__()} (the client sends the key in CLAIMWIRE_API_KEY)"


class NotFoundError(ProblemError):
    """Nothing has that id."""


class BusyError(ProblemError):
    """Too many requests, or a part of the gateway is away; `retry_after` says when to come back."""


class StillRunningError(ClaimwireError):
    """A wait ended before the job did."""

    def __init__(self, job: Job) -> None:
        self.job = job
        super().__init__(
            f"{job.id} is still {job.state} at stage {job.stage}: look again with claimwire jobs"
        )


BY_STATUS: dict[int, type[ProblemError]] = {
    401: NotAllowedError,
    403: NotAllowedError,
    404: NotFoundError,
    410: NotFoundError,
    429: BusyError,
    503: BusyError,
}


PHRASES = {"Unprocessable Entity", "Unprocessable Content", *(status.phrase for status in HTTPStatus)}
"""Titles that say no more than the status does. That of 422 depends on the gateway's Python."""


def in_words(problem: Problem) -> str:
    """A problem as one line: title, detail, and each field with its mend; nothing twice."""
    detail = problem.detail or ""
    fields = [f"{error.field or 'the body'}: {error.detail}" for error in problem.errors]
    told = [detail, *(field for field in fields if field not in detail)]
    title = problem.title.rstrip(".")
    if title not in PHRASES or not any(told):
        told.insert(0, title)
    return "; ".join(dict.fromkeys(filter(None, told)))


def problem_error(reply: httpx.Response) -> ProblemError:
    """The error for a reply of 400 and above; a body that is no problem+json still gives one."""
    try:
        problem = Problem.model_validate_json(reply.content)
    except ValidationError:
        problem = Problem(title=f"{reply.status_code} {reply.reason_phrase}", status=reply.status_code)
    kind = BY_STATUS.get(reply.status_code, ProblemError)
    return kind(problem, reply.status_code, retry_after(reply))


def retry_after(reply: httpx.Response) -> float | None:
    """Seconds from the Retry-After header; None where it is absent or a date (never sent here)."""
    try:
        return max(0.0, float(reply.headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def lost(url: str, error: httpx.RequestError) -> UnreachableError:
    """Translate an error of httpx: whether a connection stood decides if the work may have been done."""
    never_stood = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
    kind = UnreachableError if isinstance(error, never_stood) else DroppedError
    return kind(url, str(error) or type(error).__name__)
