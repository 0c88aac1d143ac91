"""Task and queue names, the broker's settings, and the protocol that every worker follows.

Names are plain strings: Celery takes an enum member for a task.
"""

import os
import platform
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from claimwire_contracts.messages import Crashed, Message, Started
from claimwire_contracts.types import StageName

PREPARE = "ingest.prepare"
ANNOTATE = "nlp.annotate"
MATCH = "nlp.match"
ANALYZE = "nlp.analyze"
APPLY = "gateway.apply"
ANALYZED = "gateway.analyzed"

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
STAGE_OF: dict[str, StageName] = {task: stage for stage, (task, _) in STAGES.items()}
"""The stage of each task; `ANALYZE` has none."""

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


def worker_settings(time_limit: int, *, concurrency: int, tasks_per_child: int) -> dict[str, Any]:
    """Celery settings of every worker: those of `broker_settings`, and its own.

    A reply is offered a few times to a Redis that is away. After that the gateway's lease ends: nothing is
    lost, only later.
    """
    return {
        **broker_settings(time_limit),
        "task_publish_retry_policy": {
            "max_retries": 5,
            "interval_start": 0.2,
            "interval_step": 0.5,
            "interval_max": 2,
        },
        "worker_concurrency": concurrency,
        "worker_max_tasks_per_child": tasks_per_child,
        "worker_hijack_root_logger": False,
    }


def worker_arguments(service: str, log_level: str) -> list[str]:
    """Celery's command line of every worker: processes that share what the parent loaded."""
    return [
        "worker",
        "--pool=prefork",
        f"--hostname={worker_name(service)}",
        f"--loglevel={log_level}",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]


def worker_name(service: str) -> str:
    """What this process is called: its service, its number and its host."""
    return f"{service}-{os.getpid()}@{platform.node()}"


def alive_key(service: str, worker: str) -> str:
    """The key that tells of a live worker."""
    return f"{ALIVE}:{service}:{worker}"


def alive_here(service: str) -> str:
    """The pattern of the keys that tell of a service's workers on this host."""
    return alive_key(service, f"*@{platform.node()}")


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


def crash_reporter(send: Callable[[Payload], None]) -> Callable[..., None]:
    """What a worker connects to Celery's `task_failure`: tells once of each task that ended by surprise.

    The signal comes in the child for an error that escaped the task, and in the parent for a child that was
    killed or ran out of time: for the latter Celery sends it twice. (`Task.on_failure` is not called for a
    lost child, so it would not do.)
    """
    told: deque[str] = deque(maxlen=64)

    def report(sender: Any, task_id: str, exception: BaseException, args: list[Payload], **_: Any) -> None:
        stage = STAGE_OF.get(sender.name)
        if stage is not None and task_id not in told:
            told.append(task_id)
            send(wire(crashed(args[0], stage, exception)))

    return report


def wire(message: Message) -> Payload:
    """A message as the JSON object that travels."""
    return message.model_dump(mode="json")
