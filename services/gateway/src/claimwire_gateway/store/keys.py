"""Keys: what a document is found under by others, one row a key, in order of time.

    dated  braga           one of its heaviest words
    dated  braga falcato   two of its very heaviest: far fewer documents have both
    copy   07:1f…          a band of its fingerprint, which copies share

Read from one end and only so far, a list costs the same however long it is. Words of documents whose
publication nobody told stand apart (`undated`): these are of any day.
"""

from math import sqrt

from claimwire_contracts.messages import DocumentProfile
from sqlalchemy import Connection, text

SINGLY = 16
"""So many of the heaviest keys are listed by themselves. On ECB+'s train topics and MEANTIME, all 2,518 pairs
that tell one story share one of the eight heaviest."""
IN_PAIRS = 8
"""So many are listed two by two: 98 % of those pairs share two of them."""
LONGEST = 80
"""Characters of a key that are listed: PostgreSQL's index pages hold no more than 2,700 bytes."""

DATED, UNDATED, COPY = "dated ", "undated ", "copy "

OF_DOCUMENT = f"""
    SELECT own.id AS document_id, own.seen_at, own.published_at IS NULL AS undated, told.*
    FROM documents own CROSS JOIN LATERAL (
        SELECT left(word.key, {LONGEST}) AS key, word.weight ^ 2 AS weight, false AS copies
        FROM unnest(own.profile_keys[1:{SINGLY}], own.profile_weights[1:{SINGLY}]) word (key, weight)
        UNION ALL
        SELECT left(a.key, {LONGEST}) || ' ' || left(b.key, {LONGEST}), a.weight ^ 2 + b.weight ^ 2, false
        FROM unnest(own.profile_keys[1:{IN_PAIRS}], own.profile_weights[1:{IN_PAIRS}]) a (key, weight)
        JOIN unnest(own.profile_keys[1:{IN_PAIRS}], own.profile_weights[1:{IN_PAIRS}]) b (key, weight)
            ON a.key < b.key COLLATE "C"
        UNION ALL
        SELECT band, 1, true FROM unnest(own.bands) band
    ) told
    WHERE own.id = :document_id
"""  # noqa: S608  our own numbers
"""A document's keys without their marks, and what each weighs. v0004 holds a copy: keep the two alike."""

MARK = f"CASE WHEN copies THEN '{COPY}' WHEN undated THEN '{UNDATED}' ELSE '{DATED}' END"

REMEMBER = text(f"""
    INSERT INTO document_keys (key, seen_at, document_id)
    SELECT {MARK} || key, seen_at, document_id FROM ({OF_DOCUMENT}) told
    ON CONFLICT DO NOTHING
""")  # noqa: S608

FORGET = text(f"""
    DELETE FROM document_keys WHERE (key, seen_at, document_id) IN (
        SELECT {MARK} || key, seen_at, document_id FROM ({OF_DOCUMENT}) told
    )
""")  # noqa: S608


def weights(profile: DocumentProfile) -> list[float]:
    """What each key weighs in its profile: products over the keys of two add up to a part of their cosine."""
    whole = sqrt(sum(weight * weight for weight in profile.terms.values())) or sqrt(len(profile.keys))
    return [profile.terms.get(key, 0.0 if profile.terms else 1.0) / whole for key in profile.keys]


def remember(conn: Connection, document_id: str) -> None:
    """Let an annotated document be found under its keys."""
    conn.execute(REMEMBER, {"document_id": document_id})


def forget(conn: Connection, document_id: str) -> None:
    """Take the document out of the lists; needs its row as it was when it was put in."""
    conn.execute(FORGET, {"document_id": document_id})
