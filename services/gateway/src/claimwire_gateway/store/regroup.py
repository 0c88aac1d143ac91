"""Regrouping: recomputes the stories and claim groups that a change of documents or edges touches.

Retrieves what the change reaches, lets `clusters` and `grouping` decide, and writes what differs.
"""

from collections.abc import Collection, Iterable, Mapping
from textwrap import shorten
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from claimwire_gateway import clusters, grouping
from claimwire_gateway.clusters import Likeness
from claimwire_gateway.grouping import CopyEdge, Member, Part, Said, SameEdge
from claimwire_gateway.store import identities, ids, keys
from claimwire_gateway.store.tables import (
    among,
    array_of,
    claim_edges,
    claim_groups,
    claims,
    document_edges,
    documents,
    stories,
)

LOCK = 0x636C_7265
"""One regrouping at a time: of two that touch one story at once, neither would see the other's edges."""

LEVELS = (0.0, 0.6, 0.8, 0.9)
MOST = 400
"""As many documents as edges may lead to before only surer ones are followed: a score of the next level."""
SAYING = ("same", "like")
"""The verdicts that count for claims' being one group."""
OPENING = 120
"""Most characters of an article's text that stand for a title where no document of a story has one."""


def lock(conn: Connection) -> None:
    """Wait for one's turn; it lasts until the transaction ends."""
    conn.execute(select(func.pg_advisory_xact_lock(LOCK)))


def around(conn: Connection, document_ids: Collection[str]) -> None:
    """Recompute the stories and claim groups of these documents and all they reach. Needs the lock."""
    rows = conn.execute(select(*MEMBER).where(among(documents.c.id, _reached(conn, document_ids)))).all()
    members = {row.id: row for row in rows}
    if not members:
        return
    current = {row.id: row.story_id for row in rows}
    edges = _document_edges(conn, members)
    parts = clusters.stories([_member(row) for row in rows], [_likeness(edge) for edge in edges])
    named = grouping.keep_ids(parts, current, lambda: ids.new("sto"))
    touched = _touched(named, current, document_ids)
    _write_stories(conn, touched, members)
    _move(conn, documents, "story_id", current, named)
    _write_copies(conn, rows, edges)
    _regroup_claims(conn, touched, members)
    _retire(
        conn,
        {old for old in current.values() if old and old not in named},
        grouping.redirects(named, current),
    )
    identities.around(conn, frozenset().union(*touched.values()))


def _touched(
    named: Mapping[str, Part], current: Mapping[str, str | None], seeds: Collection[str]
) -> dict[str, Part]:
    """The stories that are to be written: those with one of the seeds, and those with other documents now."""
    before: dict[str, set[str]] = {}
    for member, story in current.items():
        before.setdefault(story or "", set()).add(member)
    return {
        id_: part
        for id_, part in named.items()
        if part ^ before.get(id_, set()) or not part.isdisjoint(seeds)
    }


def without(conn: Connection, document_id: str) -> None:
    """Delete a document, and recompute what it leaves behind. Needs the lock."""
    story = select(documents.c.story_id).where(documents.c.id == document_id).scalar_subquery()
    query = select(documents.c.id, documents.c.story_id).where(documents.c.story_id == story)
    rows = conn.execute(query).all()
    keys.forget(conn, document_id)
    conn.execute(delete(documents).where(documents.c.id == document_id))
    others = {row.id for row in rows} - {document_id}
    around(conn, others)
    if rows and not others:
        _retire(conn, {rows[0].story_id}, {})


MEMBER = [
    documents.c[name]
    for name in (
        "id",
        "published_at",
        "digest",
        "external_id",
        "outlet",
        "title",
        "seen_at",
        "story_id",
        "duplicate_of",
        "reprint_of",
    )
] + [func.left(documents.c.text, 2 * OPENING).label("opening")]


def _reached(conn: Connection, seeds: Collection[str]) -> set[str]:
    """The documents that edges lead to, however far, and those that are in one story with them now.

    Where there is no end to it, because a whole field of news is alike, only surer edges are followed: the
    cost is that of the stories about here, not that of the field.
    """
    for level in LEVELS:
        reached = _connected(conn, seeds, level)
        if len(reached) <= MOST:
            break
    theirs = select(documents.c.story_id).where(among(documents.c.id, reached)).distinct()
    beside = conn.execute(select(documents.c.id).where(documents.c.story_id.in_(theirs))).scalars()
    return reached.union(beside)


def _connected(conn: Connection, seeds: Collection[str], level: float) -> set[str]:
    """What edges of this score lead to; where that is more than `MOST`, only as far as that is known."""
    reached: set[str] = set()
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        frontier = _next(conn, list(frontier), level) - reached if len(reached) <= MOST else set()
    return reached


def _next(conn: Connection, frontier: list[str], level: float) -> set[str]:
    edges = document_edges.c
    sure = and_(edges.same_story, edges.score >= level)
    forth = select(edges.b).where(among(edges.a, frontier), sure)
    back = select(edges.a).where(among(edges.b, frontier), sure)
    return set(conn.execute(forth.union(back)).scalars())


def _document_edges(conn: Connection, members: Collection[str]) -> list[Row[Any]]:
    edges = document_edges.c
    shown = (edges.a, edges.b, edges.same_story, edges.score, edges.copy)
    return list(conn.execute(select(*shown).where(among(edges.a, members))))


def _likeness(edge: Row[Any]) -> Likeness:
    """An edge as stories are made from it: one judged to be of another story joins none by itself."""
    score = edge.score if edge.same_story else min(edge.score, clusters.LINKED - 0.01)
    return Likeness(edge.a, edge.b, score, copied=edge.copy is not None)


def _write_stories(conn: Connection, named: Mapping[str, Part], members: Mapping[str, Row[Any]]) -> None:
    rows = [_story(id_, [members[each] for each in part]) for id_, part in named.items()]
    if not rows:
        return
    query = insert(stories)
    fresh: dict[str, Any] = {name: query.excluded[name] for name in rows[0] if name != "id"}
    conn.execute(query.on_conflict_do_update(index_elements=["id"], set_=fresh), rows)


def _story(story_id: str, its: Collection[Row[Any]]) -> dict[str, Any]:
    """A story's row. Its time is that of the documents whose publication is known, if any is."""
    first = sorted(its, key=lambda row: grouping.precedence(_member(row)))
    times = [row.published_at for row in its if row.published_at] or [row.seen_at for row in its]
    return {
        "id": story_id,
        "title": _title(first),
        "documents": len(its),
        "redirect_to": None,
        "first_seen": min(times),
        "last_seen": max(times),
    }


def _title(first: Collection[Row[Any]]) -> str | None:
    """The first title there is; without one, how the first article begins."""
    titles = (row.title for row in first if row.title)
    openings = (row.opening.partition("\n")[0] for row in first if row.opening)
    return next(titles, None) or shorten(next(openings, ""), OPENING, placeholder=" …") or None


def _move(
    conn: Connection, table: Any, column: str, current: Mapping[str, str | None], named: Mapping[str, Part]
) -> None:
    """Write the id of its part to each member that had another, in one statement."""
    moves = [(each, id_) for id_, part in named.items() for each in sorted(part) if current[each] != id_]
    if not moves:
        return
    members, parts = (array_of(texts) for texts in zip(*moves, strict=True))
    moved = func.unnest(members, parts).table_valued("member", "part").render_derived(name="moved")
    conn.execute(update(table).where(table.c.id == moved.c.member).values({column: moved.c.part}))


def _member(row: Row[Any]) -> Member:
    return Member(row.id, row.published_at, row.digest, row.external_id, row.outlet)


def _write_copies(conn: Connection, rows: Iterable[Row[Any]], edges: Iterable[Row[Any]]) -> None:
    rows = list(rows)
    found = grouping.copies(
        [_member(row) for row in rows], [CopyEdge(edge.a, edge.b, edge.copy) for edge in edges if edge.copy]
    )
    changed = []
    for row in rows:
        copy = found.get(row.id)
        duplicate_of = copy.original if copy and copy.kind == "duplicate" else None
        reprint_of = copy.original if copy and copy.kind == "reprint" else None
        if (row.duplicate_of, row.reprint_of) != (duplicate_of, reprint_of):
            changed.append({"of": row.id, "duplicate": duplicate_of, "reprint": reprint_of})
    if changed:
        fresh: dict[str, Any] = {"duplicate_of": bindparam("duplicate"), "reprint_of": bindparam("reprint")}
        conn.execute(update(documents).where(documents.c.id == bindparam("of")).values(fresh), changed)


def _regroup_claims(conn: Connection, named: Mapping[str, Part], members: Mapping[str, Row[Any]]) -> None:
    """Recompute the claim groups of whole stories: a group never reaches across two."""
    story_of = {member: story for story, part in named.items() for member in part}
    query = select(claims.c.id, claims.c.document_id, claims.c.group_id, claims.c.position)
    rows = conn.execute(query.where(among(claims.c.document_id, story_of))).all()
    current = {row.id: row.group_id for row in rows}
    within = {row.id: story_of[row.document_id] for row in rows}
    rank = {row.id: grouping.precedence(_member(row)) for row in members.values()}
    said = [Said(row.id, row.document_id, (*rank[row.document_id], row.position)) for row in rows]
    same = [edge for edge in _same_edges(conn, current) if within.get(edge.a) == within.get(edge.b)]
    groups = grouping.keep_ids(grouping.say_the_same(said, same), current, lambda: ids.new("grp"))
    _write_groups(conn, {id_: within[min(part)] for id_, part in groups.items()})
    _move(conn, claims, "group_id", current, groups)
    _drop_empty_groups(conn, {old for old in current.values() if old and old not in groups}, named)


def _same_edges(conn: Connection, claim_ids: Collection[str]) -> list[SameEdge]:
    edges = claim_edges.c
    query = select(edges.score, edges.a, edges.b).where(edges.relation.in_(SAYING), among(edges.a, claim_ids))
    return [SameEdge(*row) for row in conn.execute(query)]


def _write_groups(conn: Connection, story_of: Mapping[str, str]) -> None:
    if not story_of:
        return
    query = insert(claim_groups)
    query = query.on_conflict_do_update(
        index_elements=["id"],
        set_={"story_id": query.excluded.story_id},
        where=claim_groups.c.story_id != query.excluded.story_id,
    )
    conn.execute(query, [{"id": id_, "story_id": story} for id_, story in story_of.items()])


def _drop_empty_groups(conn: Connection, emptied: Collection[str], story_ids: Collection[str]) -> None:
    used = exists().where(claims.c.group_id == claim_groups.c.id)
    touched = (among(claim_groups.c.id, emptied)) | (among(claim_groups.c.story_id, story_ids))
    conn.execute(delete(claim_groups).where(and_(touched, ~used)))


def _retire(conn: Connection, emptied: set[str], leads_to: Mapping[str, str]) -> None:
    """Let stories that have no documents left lead to where these went; those that went nowhere are gone."""
    for old in sorted(emptied & leads_to.keys()):
        query = update(stories).where(stories.c.id == old)
        conn.execute(query.values(redirect_to=leads_to[old], documents=0))
    gone = [old for old in emptied if old not in leads_to]
    if gone:
        conn.execute(delete(stories).where(among(stories.c.id, gone)))
