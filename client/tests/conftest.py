"""Nouns as the wire has them, and a gateway that sends them."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from claimwire_client.client import Client
from claimwire_client.settings import ClientSettings
from claimwire_client.testing import FakeGateway

AT = "2026-02-03T09:30:00Z"


def job(job_id: str = "job_1", state: str = "succeeded", **fields: Any) -> dict[str, Any]:
    stage = {"name": "prepare", "state": state, "attempts": 1, "started_at": AT, "finished_at": AT}
    return {
        "id": job_id,
        "document_id": job_id.replace("job", "doc"),
        "state": state,
        "stage": "prepare",
        "stages": [stage],
        "attempts": 1,
        "created_at": AT,
        "updated_at": AT,
        **fields,
    }


def event(number: int, state: str, job_id: str = "job_1") -> dict[str, Any]:
    return {"id": number, "job_id": job_id, "at": AT, "state": state, "stage": "prepare"}


def document(document_id: str = "doc_1", outlet: str = "The Harbour Post", **fields: Any) -> dict[str, Any]:
    text = "The bridge reopened on Monday, the mayor said."
    return {
        "id": document_id,
        "outlet": outlet,
        "title": "Bridge reopens",
        "published_at": AT,
        "text": text,
        "created_at": AT,
        **fields,
    }


def claim(claim_id: str = "clm_1", document_id: str = "doc_1", **fields: Any) -> dict[str, Any]:
    return {
        "id": claim_id,
        "document_id": document_id,
        "group_id": "grp_1",
        "kind": "indirect",
        "source": {
            "text": "the mayor",
            "spans": [{"start": 31, "end": 40}],
            "role": "person",
            "name": "the mayor",
        },
        "content": {"text": "The bridge reopened on Monday", "spans": [{"start": 0, "end": 29}]},
        "confidence": 0.9,
        **fields,
    }


def story(**fields: Any) -> dict[str, Any]:
    return {
        "id": "sto_1",
        "title": "Bridge reopens after repairs",
        "first_seen": AT,
        "last_seen": "2026-02-03T14:00:00Z",
        "documents": [
            {"id": "doc_1", "outlet": "The Harbour Post", "title": "Bridge reopens", "published_at": AT},
            {
                "id": "doc_2",
                "outlet": "Coast FM",
                "title": "Cars cross again",
                "published_at": AT,
                "reprint_of": "doc_1",
            },
        ],
        "outlets": ["The Harbour Post", "Coast FM"],
        "counts": {"documents": 2},
        "claims": {"shared": ["grp_1"], "single_origin": ["grp_1"]},
        **fields,
    }


def group(group_id: str = "grp_1", **fields: Any) -> dict[str, Any]:
    return {
        "id": group_id,
        "text": "The bridge reopened on Monday",
        "claims": ["clm_1", "clm_2"],
        "documents": ["doc_1", "doc_2"],
        "outlets": ["The Harbour Post", "Coast FM"],
        "origins": [
            {
                "name": "the mayor",
                "role": "person",
                "claims": ["clm_1", "clm_2"],
                "documents": ["doc_1", "doc_2"],
            }
        ],
        "independent_origins": 1,
        "status": "single_origin",
        **fields,
    }


@pytest.fixture
def wire() -> SimpleNamespace:
    """Builders of nouns."""
    return SimpleNamespace(
        job=job, event=event, document=document, claim=claim, story=story, group=group, at=AT
    )


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def slept() -> list[float]:
    """How long the client slept, in seconds; it does not really sleep."""
    return []


@pytest.fixture
def client(gateway: FakeGateway, slept: list[float]) -> Iterator[Client]:
    settings = ClientSettings(url="http://gateway.example", api_key="k3y")
    with Client(settings, transport=gateway, sleep=slept.append) as client:
        yield client
