"""Candidates: the stored documents that one is compared with, found by index. Retrieve here, score in nlp.

    keys of the document | of each list the nearest in time | those that share most | rank | the first few

What each step reads has a bound, whatever the corpus. Where no bound is met the candidates depend on the two
documents alone; the bounds are met within stories of more documents than `most`, and there the order in which
documents arrive can decide which pairs are compared.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from claimwire_contracts.messages import ClaimInStore, DocumentInStore, EntityInDocument, Fingerprint
from sqlalchemy import Connection, Row, select, text

from claimwire_gateway.grouping import Member, precedence
from claimwire_gateway.store import keys, known
from claimwire_gateway.store.tables import among, claims, documents

NEAREST = 30
"""Of each key's list so many are read before the document's time, and so many after: a word of every article
must not read all."""
RANKED = 120
"""So many of those found are ranked: the ones that share the keys that weigh most."""
ALIKE = 0.05
"""The least part of two documents' cosine that their keys must make up. Outlets tell one event in their own
words: of the marked events' pairs of one story 97 % have as much."""
COPIED = 0.5
"""What a shared band counts for at least: a copy is ranked with the likest, whatever its words weigh."""

ALWAYS = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

FIND = text(f"""
    WITH told AS ({keys.OF_DOCUMENT}),
    probe (mark, at, since, until) AS (
        SELECT * FROM unnest(
            CAST(:marks AS TEXT[]), CAST(:ats AS TIMESTAMPTZ[]),
            CAST(:sinces AS TIMESTAMPTZ[]), CAST(:untils AS TIMESTAMPTZ[])
        )
    ),
    found AS (
        SELECT near.document_id
        FROM told JOIN probe ON (probe.mark = '{keys.COPY}') = told.copies
        CROSS JOIN LATERAL (
            (
                SELECT listed.document_id FROM document_keys listed
                WHERE listed.key = probe.mark || told.key
                    AND listed.seen_at >= probe.since AND listed.seen_at <= probe.at
                ORDER BY listed.seen_at DESC, listed.document_id DESC LIMIT {NEAREST}
            )
            UNION ALL
            (
                SELECT listed.document_id FROM document_keys listed
                WHERE listed.key = probe.mark || told.key
                    AND listed.seen_at > probe.at AND listed.seen_at <= probe.until
                ORDER BY listed.seen_at, listed.document_id LIMIT {NEAREST}
            )
        ) near
        WHERE near.document_id <> :document_id
        GROUP BY near.document_id
        ORDER BY sum(told.weight) DESC, near.document_id
        LIMIT {RANKED}
    )
    SELECT other.id, other.published_at, other.created_at, other.digest, other.external_id, other.outlet,
        other.bands && own.bands AS copied, coalesce(shared.weight, 0) AS alike
    FROM found JOIN documents other ON other.id = found.document_id
    JOIN documents own ON own.id = :document_id
    CROSS JOIN LATERAL (
        SELECT round(sum(a.weight * b.weight)::numeric, 6)::float8 AS weight
        FROM unnest(own.profile_keys, own.profile_weights) a (key, weight)
        JOIN unnest(other.profile_keys, other.profile_weights) b (key, weight) ON a.key = b.key
    ) shared
""")  # noqa: S608  our own names and numbers


READ = [
    documents.c[name]
    for name in (*DocumentInStore.model_fields, *Fingerprint.model_fields)
    if name in documents.c
]
SAID = [
    claims.c.document_id,
    claims.c.content_text.label("text"),
    *(claims.c[name] for name in ClaimInStore.model_fields if name in claims.c),
]
"""Only what match reads: an article's words are many, and stored apart."""


class Found(NamedTuple):
    """A document as it is ranked; `alike` is what its keys and the other's make up of their cosine."""

    id: str
    published_at: datetime | None
    created_at: datetime
    digest: str | None = None
    external_id: str | None = None
    outlet: str | None = None
    copied: bool = False
    alike: float = 0.0


def of(conn: Connection, document_id: str, *, days: float, most: int) -> list[DocumentInStore]:
    """The documents that may be of one story with this one, or copies of it, likest first.

    Args:
        conn: the connection to read through.
        document_id: an annotated document.
        days: how far apart the two may have been published. One whose publication nobody told may be of the
            days of its arrival, or of any day if the other arrived within as many days of it.
        most: how many at most.
    """
    columns = [documents.c[name] for name in Found._fields if name in documents.c]
    one = Found(*conn.execute(select(*columns).where(documents.c.id == document_id)).one())
    apart = timedelta(days=days)
    found = conn.execute(FIND, {"document_id": document_id, **_probes(one, apart)})
    return load(conn, ranked(one, [Found(*row) for row in found], apart)[:most])


def ranked(one: Found, found: Iterable[Found], apart: timedelta) -> list[str]:
    """The ids of those that may be of one story, likest first; equal ones nearest first, then by precedence.

    What has the words of one before it comes after all others: its verdicts would be the same.
    """
    fit = [each for each in found if each.copied or (each.alike >= ALIKE and near(one, each, apart))]
    fit.sort(key=lambda each: (_distance(one, each), precedence(_member(each))))
    seen = Counter[str]()
    rank = {}
    for place, each in enumerate(fit):
        words = each.digest or each.id
        rank[each.id] = (seen[words], -max(each.alike, COPIED if each.copied else 0.0), place)
        seen[words] += 1
    return sorted(rank, key=lambda id_: rank[id_])


def near(one: Found, other: Found, apart: timedelta) -> bool:
    """Whether the two may be of one time; the same from either side."""
    if one.published_at and other.published_at:
        return abs(one.published_at - other.published_at) <= apart
    arrived = abs(one.created_at - other.created_at)
    return min(arrived, abs(_seen(one) - _seen(other))) <= apart


def load(conn: Connection, document_ids: Collection[str]) -> list[DocumentInStore]:
    """Documents as match reads them, with their claims, in the order asked."""
    rows = conn.execute(select(*READ).where(among(documents.c.id, document_ids))).all()
    theirs = _claims(conn, document_ids)
    named = known.in_documents(conn, document_ids)
    found = {row.id: _document(row, theirs.get(row.id, []), named.get(row.id, [])) for row in rows}
    return [found[id_] for id_ in document_ids if id_ in found]


def _probes(one: Found, apart: timedelta) -> dict[str, list[Any]]:
    """Where in time which lists are read: around `at`, not before `since` nor after `until`."""
    came = one.created_at
    at = one.published_at or came
    dated = (at - apart, at + apart) if one.published_at else ALWAYS
    probes = [(keys.DATED, at, *dated), (keys.COPY, at, *ALWAYS)]
    if abs(at - came) <= apart:
        probes.append((keys.UNDATED, came, min(at, came) - apart, max(at, came) + apart))
    else:
        probes += [(keys.UNDATED, when, when - apart, when + apart) for when in (at, came)]
    return dict(zip(("marks", "ats", "sinces", "untils"), map(list, zip(*probes, strict=True)), strict=True))


def _seen(each: Found) -> datetime:
    return each.published_at or each.created_at


def _distance(one: Found, other: Found) -> float:
    """Seconds between two publications; one that nobody told is farthest, since its arrival is chance."""
    if one.published_at and other.published_at:
        return abs((one.published_at - other.published_at).total_seconds())
    return float("inf")


def _member(each: Found) -> Member:
    return Member(each.id, each.published_at, each.digest, each.external_id, each.outlet)


def _claims(conn: Connection, document_ids: Collection[str]) -> dict[str, list[ClaimInStore]]:
    query = select(*SAID).where(among(claims.c.document_id, document_ids))
    found: dict[str, list[ClaimInStore]] = {}
    for row in conn.execute(query.order_by(claims.c.document_id, claims.c.position)):
        found.setdefault(row.document_id, []).append(_claim(row))
    return found


def _document(
    row: Row[Any], its_claims: Iterable[ClaimInStore], named: Iterable[EntityInDocument]
) -> DocumentInStore:
    mark = {"digest": row.digest, "signature": row.signature or [], "bands": row.bands}
    return DocumentInStore(
        id=row.id,
        outlet=row.outlet,
        title=row.title,
        seen_at=row.seen_at,
        published_at=row.published_at,
        profile=row.profile,
        fingerprint=Fingerprint(**mark) if row.digest else None,
        claims=list(its_claims),
        entities=list(named),
    )


def _claim(row: Row[Any]) -> ClaimInStore:
    return ClaimInStore.model_validate(row._asdict())
