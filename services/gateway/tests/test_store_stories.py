"""Stories as they are kept: what a document reaches, and what is written of them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from claimwire_gateway.store import regroup
from claimwire_gateway.store.tables import document_edges, documents, stories
from sqlalchemy import Connection, Engine, insert, select

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def put(conn: Connection, *names: str, **fields: Any) -> None:
    """Documents called so, each with words of its own."""
    rows = [{"id": f"doc_{name}", "submission": {}, "digest": name, **fields} for name in names]
    conn.execute(insert(documents), rows)


def alike(conn: Connection, score: float, *pairs: tuple[str, str]) -> None:
    common = {"same_story": score >= 0.4, "score": score, "rule": "r", "overlap": 0.0}
    rows = [{"a": f"doc_{min(pair)}", "b": f"doc_{max(pair)}", **common} for pair in pairs]
    conn.execute(insert(document_edges), rows)


def around(conn: Connection, *names: str) -> None:
    regroup.lock(conn)
    regroup.around(conn, [f"doc_{name}" for name in names])


def told(conn: Connection) -> set[str]:
    """The stories, each as its documents' names."""
    found: dict[str | None, list[str]] = {}
    for id_, story in conn.execute(select(documents.c.id, documents.c.story_id).order_by(documents.c.id)):
        found.setdefault(story, []).append(id_.removeprefix("doc_"))
    return {" ".join(names) for story, names in found.items() if story}


@pytest.mark.parametrize("order", ["abcdef", "fedcba", "cfaebd"])
def test_twin_events_are_two_stories_in_whatever_order_they_came(engine: Engine, order: str) -> None:
    with engine.begin() as conn:
        put(conn, *order)
        edges = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.7, ("d", "e"): 0.9, ("e", "f"): 0.8,
                 ("d", "f"): 0.6, ("c", "d"): 0.5, ("b", "e"): 0.2}  # fmt: skip
        seen: set[str] = set()
        for name in order:
            seen.add(name)
            for pair in [pair for pair in edges if {*pair} <= seen]:
                alike(conn, edges.pop(pair), pair)
            around(conn, name)
        assert told(conn) == {"a b c", "d e f"}


def test_a_late_document_joins_two_stories_and_one_id_leads_to_the_other(engine: Engine) -> None:
    with engine.begin() as conn:
        put(conn, *"abcde")
        alike(conn, 0.9, ("a", "b"), ("c", "d"))
        alike(conn, 0.3, ("a", "c"), ("b", "d"))
        around(conn, *"abcd")
        assert told(conn) == {"a b", "c d"}
        alike(conn, 0.9, *((name, "e") for name in "abcd"))
        around(conn, "e")
        assert told(conn) == {"a b c d e"}
        rows = conn.execute(select(stories.c.documents, stories.c.redirect_to)).all()
        assert sorted((number, leads is not None) for number, leads in rows) == [(0, True), (5, False)]


def test_where_all_is_alike_only_sure_edges_are_followed(engine: Engine) -> None:
    """A field of news in which each document is a little like the next must not be read whole for each."""
    names = [f"{number:04}" for number in range(2 * regroup.MOST + 2)]
    with engine.begin() as conn:
        put(conn, *names)
        chained = list(pairwise(names))
        alike(conn, 0.9, *chained[::2])
        alike(conn, 0.5, *chained[1::2])
        around(conn, names[0])
        assert told(conn) == {"0000 0001"}


def test_a_story_lasts_as_its_dated_documents_do_whenever_others_arrived(engine: Engine) -> None:
    with engine.begin() as conn:
        put(conn, "a", published_at=NOON, seen_at=NOON, title="Ferry sinks")
        put(conn, "b", published_at=NOON + timedelta(hours=5), seen_at=NOON + timedelta(hours=5))
        put(conn, "c", seen_at=NOON - timedelta(days=40), title="An older headline")
        alike(conn, 0.9, ("a", "b"), ("b", "c"), ("a", "c"))
        around(conn, *"abc")
        row = conn.execute(select(stories)).one()
        assert (row.first_seen, row.last_seen) == (NOON, NOON + timedelta(hours=5))
        assert (row.title, row.documents) == ("Ferry sinks", 3)
