"""The methods of both clients, each written once: `Client` gives a noun, `AsyncClient` an awaitable of it."""

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from claimwire_contracts.types import Page

from claimwire_client import calls, flows
from claimwire_client.call import Call
from claimwire_client.flows import Flow

if TYPE_CHECKING:
    from claimwire_client.client import AsyncClient, Client

P = ParamSpec("P")
T = TypeVar("T")


class Runs(Generic[P, T]):
    """A method that runs a flow."""

    def __init__(self, flow: Callable[P, Flow[T]]) -> None:
        self.flow = flow

    @overload
    def __get__(self, client: "Client", owner: object = None) -> Callable[P, T]: ...

    @overload
    def __get__(self, client: "AsyncClient", owner: object = None) -> Callable[P, Awaitable[T]]: ...

    def __get__(self, client: "Client | AsyncClient", owner: object = None) -> Callable[P, Any]:
        @functools.wraps(self.flow)
        def method(*args: P.args, **kwargs: P.kwargs) -> Any:
            return client.run(self.flow(*args, **kwargs))

        return method


def sends(build: Callable[P, Call[T]]) -> Runs[P, T]:
    """A method that sends what `build` builds."""

    @functools.wraps(build)
    def flow(*args: P.args, **kwargs: P.kwargs) -> Flow[T]:
        return flows.sent(build(*args, **kwargs))

    return Runs(flow)


class Lists(Generic[P, T]):
    """A method that iterates over a listing, page after page."""

    def __init__(self, build: Callable[P, Call[Page[T]]]) -> None:
        self.build = build

    @overload
    def __get__(self, client: "Client", owner: object = None) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, client: "AsyncClient", owner: object = None) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, client: "Client | AsyncClient", owner: object = None) -> Callable[P, Any]:
        @functools.wraps(self.build)
        def method(*args: P.args, **kwargs: P.kwargs) -> Any:
            return client.each(self.build(*args, **kwargs))

        return method


class Endpoints:
    """The REST contract as methods. What each takes and gives is said in calls.py and flows.py."""

    submit = sends(calls.submit)
    submit_batch = sends(calls.submit_batch)
    batch = sends(calls.batch)
    wait_for_batch = Runs(flows.wait_for_batch)
    job = sends(calls.job)
    jobs = Lists(calls.jobs)
    cancel = sends(calls.cancel)
    retry = sends(calls.retry)
    wait_for = Runs(flows.wait_for)
    document = sends(calls.document)
    documents = Lists(calls.documents)
    delete_document = sends(calls.delete_document)
    document_entities = Lists(calls.document_entities)
    document_claims = Lists(calls.document_claims)
    entity = sends(calls.entity)
    entities = Lists(calls.entities)
    entity_claims = Lists(calls.entity_claims)
    entity_documents = Lists(calls.entity_documents)
    entity_decisions = Lists(calls.entity_decisions)
    merge_entities = sends(calls.merge_entities)
    split_entity = sends(calls.split_entity)
    undo_decision = sends(calls.undo_decision)
    claims = Lists(calls.claims)
    story = sends(calls.story)
    stories = Lists(calls.stories)
    story_claims = Lists(calls.story_claims)
    analyze = sends(calls.analyze)
    ready = sends(calls.ready)
