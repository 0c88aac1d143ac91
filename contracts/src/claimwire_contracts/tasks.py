"""Task and queue names, the broker's settings, and the protocol that every worker follows.

Names are plain strings: Celery takes an enum member for a task.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from claimwire_contracts.messages import Crashed, Message, Started
from claimwire_contracts.types import StageName

PREPARE = "ingest.prepare"
ANNOTATE = "nlp.annotate"
MATCH = "nlp.match"
ANALYZE = "nlp.analyze"
APPLY = "gateway.apply"

INGEST_QUEUE = "ingest"
NLP_QUEUE = "nlp"
ANALYZE_QUEUE = "nlp-analyze"
GATEWAY_QUEUE = "gateway"

STAGES: dict[StageName, tuple[str, str]] = {
    "prepare": (PREPARE, INGEST_QUEUE),
    "annotate": (ANNOTATE, NLP_QUEUE),
    "match": (MATCH, NLP_QUEUE),
}
"""The task and the queue of each stage, in the order of the flow."""

ALIVE = "claimwire:alive"
"""Redis keys `claimwire:alive:SERVICE:WORKER`, each set anew every `ALIVE_EVERY` seconds by a live worker."""
ALIVE_EVERY = 3
ALIVE_FOR = 10

Payload = dict[str, Any]
Request = TypeVar("Request", bound=Message)


def broker_settings(time_limit: int) -> dict[str, Any]:
    """Celery settings that sender and worker must agree on.

    Args:
        time_limit: seconds after which a task's process is killed. Redelivery waits longer than that, or a
            slow task would run twice; the two restore settings keep it from waiting ten times longer still.
    """
    return {
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_time_limit": time_limit,
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "visibility_timeout": time_limit + 30,
            "unacked_restore_interval": 2,
            "unacked_restore_throttle": 1,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 25,
        },
    }


def perform(
    payload: Payload,
    request: type[Request],
    handle: Callable[[Request], Message],
    send: Callable[[Payload], None],
    *,
    stage: StageName,
    worker: str,
) -> None:
    """Do one stage's work on a message: say that it began, handle it, send what came of it.

    An error of the handler is sent as `Crashed`; the gateway alone decides on another attempt.
    """
    message = request.model_validate(payload)
    send(wire(Started(job_id=message.job_id, lease=message.lease, stage=stage, worker=worker)))
    try:
        answer = handle(message)
    except Exception as error:  # noqa: BLE001  a worker outlives whatever one document does to it
        answer = crashed(payload, stage, error)
    send(wire(answer))


def crashed(payload: Payload, stage: StageName, error: BaseException) -> Crashed:
    """The reply for work that ended by surprise; also for a process that died, when its parent reports it."""
    detail = f"{type(error).__name__}: {error}"[:500]
    return Crashed(job_id=payload["job_id"], lease=payload["lease"], stage=stage, detail=detail)


def wire(message: Message) -> Payload:
    """A message as the JSON object that travels."""
    return message.model_dump(mode="json")
