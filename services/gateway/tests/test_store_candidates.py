"""Which stored documents one is compared with: found under keys, ranked by what the two are."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from claimwire_contracts.messages import Annotation, DocumentProfile, Fingerprint, Prepared
from claimwire_contracts.types import Submission
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import annotations, candidates, documents, jobs, keys
from claimwire_gateway.store.candidates import Found
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEK = 7.0
WORDS = "harbour fire crane warehouse smoke docker"


class Shelf:
    """Annotated documents, posted in a few words: the first word weighs most."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def put(
        self,
        words: str,
        at: datetime | None = NOON,
        *,
        came: datetime = NOON,
        bands: tuple[str, ...] = (),
        **said: str,
    ) -> str:
        its = jobs.submit(self.conn, Submission(text=words, published_at=at)).document_id
        self.conn.execute(
            text("UPDATE documents SET created_at = :came WHERE id = :id"), {"came": came, "id": its}
        )
        print_ = Fingerprint(digest=said.get("digest", its), signature=[], bands=list(bands))
        annotations.prepare(
            self.conn, its, Prepared(job_id="job", lease="lease", text=words, fingerprint=print_)
        )
        self.annotate(its, words)
        return its

    def annotate(self, document_id: str, words: str) -> None:
        heaviest = words.split()
        terms = {word: 10.0 - 0.01 * place for place, word in enumerate(heaviest)}
        profile = DocumentProfile(terms=terms, keys=heaviest[:25])
        found = Annotation(entities=[], claims=[], profile=profile, pipeline_version="test")
        annotations.annotate(self.conn, document_id, found)

    def near(self, document_id: str, *, most: int = 30) -> list[str]:
        return [each.id for each in candidates.of(self.conn, document_id, days=WEEK, most=most)]

    def listed(self, document_id: str) -> set[str]:
        query = text("SELECT key FROM document_keys WHERE document_id = :id")
        return set(self.conn.execute(query, {"id": document_id}).scalars())


@pytest.fixture
def shelf(engine: Engine) -> Iterator[Shelf]:
    with engine.begin() as conn:
        yield Shelf(conn)


def test_those_that_share_heavy_words_are_found_the_likest_first(shelf: Shelf) -> None:
    one = shelf.put(WORDS)
    some = shelf.put("harbour fire other words here")
    most = shelf.put("harbour fire crane warehouse alarm")
    shelf.put("council votes on a budget")
    assert shelf.near(one) == [most, some]
    assert shelf.near(one, most=1) == [most]


@pytest.mark.parametrize(("days", "found"), [(-6.9, True), (6.9, True), (-7.1, False), (7.1, False)])
def test_a_story_has_its_days(shelf: Shelf, days: float, found: bool) -> None:
    one = shelf.put(WORDS)
    other = shelf.put(WORDS + " again", NOON + timedelta(days=days))
    assert shelf.near(one) == [other] * found
    assert shelf.near(other) == [one] * found


def test_a_copy_is_found_at_any_time_and_without_any_word(shelf: Shelf) -> None:
    one = shelf.put(WORDS, bands=("00:a", "01:b"))
    copy = shelf.put("", NOON + timedelta(days=900), bands=("00:z", "01:b"))
    assert shelf.near(one) == [copy]
    assert shelf.near(copy) == [one]


@pytest.mark.parametrize(
    ("at", "came", "found"),
    [
        (NOON, NOON, True),
        (NOON - timedelta(days=400), NOON + timedelta(days=2), True),  # old news posted with it
        (NOON - timedelta(days=2), NOON + timedelta(days=400), True),  # posted late, but of its days
        (NOON - timedelta(days=400), NOON - timedelta(days=400), False),
    ],
)
def test_one_without_a_date_is_of_the_days_it_came_in(
    shelf: Shelf, at: datetime, came: datetime, found: bool
) -> None:
    undated = shelf.put(WORDS, None, came=NOON)
    dated = shelf.put(WORDS + " again", at, came=came)
    assert shelf.near(undated) == [dated] * found
    assert shelf.near(dated) == [undated] * found


def test_a_word_of_every_article_hides_nothing_that_shares_two(shelf: Shelf) -> None:
    crowd = 2 * candidates.NEAREST
    for minute in range(1, crowd):
        shelf.put(f"president a{minute} b{minute} c{minute}", NOON - timedelta(minutes=minute))
        shelf.put(f"budget d{minute} e{minute} f{minute}", NOON - timedelta(minutes=minute))
    other = shelf.put("president budget x y", NOON - timedelta(days=1))
    one = shelf.put("president budget v w")
    assert shelf.near(one)[0] == other


def test_copies_of_one_text_crowd_out_no_other_text(shelf: Shelf) -> None:
    copies = [shelf.put(WORDS, NOON + timedelta(hours=hour), digest="agency") for hour in range(1, 5)]
    less_like = shelf.put("harbour fire crane other words here")
    one = shelf.put(WORDS)
    assert shelf.near(one, most=2) == [copies[0], less_like]
    assert shelf.near(one) == [copies[0], less_like, *copies[1:]]


def test_what_is_deleted_or_annotated_anew_is_listed_no_more(shelf: Shelf) -> None:
    one = shelf.put(WORDS, bands=("00:a",))
    assert "dated crane fire" in shelf.listed(one)
    shelf.annotate(one, "council budget")
    assert shelf.listed(one) == {"dated council", "dated budget", "dated budget council", "copy 00:a"}
    documents.remove(shelf.conn, one)
    assert shelf.listed(one) == set()


def test_a_key_of_any_length_is_listed(shelf: Shelf) -> None:
    long = "x" * 5_000
    one, other = shelf.put(f"{long} fire"), shelf.put(f"{long} fire")
    assert shelf.near(one) == [other]


@pytest.fixture
def older(migrated: Engine) -> Iterator[Engine]:
    """A store as it was before there were keys."""
    with migrated.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("DROP DATABASE IF EXISTS older"))
        conn.execute(text("CREATE DATABASE older"))
    url = migrated.url.set(database="older").render_as_string(hide_password=False)
    engine = connect(Settings(database_url=url))
    migrate(engine, "0003")
    yield engine
    engine.dispose()


def test_the_migration_lists_what_is_in_the_store_as_if_it_came_now(older: Engine) -> None:
    with older.begin() as conn:
        for its, published in (("doc_a", NOON), ("doc_b", None)):
            profile = '{"terms": {"fire": 3, "crane": 4}}'
            conn.execute(OLD, {"id": its, "published": published, "band": "00:a", "profile": profile})
    migrate(older)
    with older.begin() as conn:
        shelf = Shelf(conn)
        assert shelf.listed("doc_a") == {"dated fire", "dated crane", "dated crane fire", "copy 00:a"}
        assert shelf.listed("doc_b") == {"undated fire", "undated crane", "undated crane fire", "copy 00:a"}
        weights = conn.execute(text("SELECT profile_weights FROM documents")).scalars().all()
        assert weights == [pytest.approx([0.6, 0.8])] * 2
        before = conn.execute(LISTED).all()
        for its in ("doc_a", "doc_b"):
            keys.forget(conn, its)
        assert conn.execute(LISTED).all() == []
        for its in ("doc_a", "doc_b"):
            keys.remember(conn, its)
        assert conn.execute(LISTED).all() == before


OLD = text("""
    INSERT INTO documents (id, published_at, submission, pipeline_version, bands, profile_keys, profile)
    VALUES (:id, :published, '{}', 'old', ARRAY[:band], '{fire,crane}', CAST(:profile AS JSONB))
""")
LISTED = text("SELECT * FROM document_keys ORDER BY key, document_id")

DAY = timedelta(days=1)
TIMES = st.none() | st.integers(-9, 9).map(lambda days: NOON + days * DAY)
FOUND = st.builds(
    Found,
    id=st.uuids().map(str),
    published_at=TIMES,
    created_at=st.integers(-9, 9).map(lambda days: NOON + days * DAY),
    digest=st.none() | st.sampled_from("abc"),
    external_id=st.none() | st.text("ab", max_size=2),
    outlet=st.none() | st.sampled_from(["Post", "Wire"]),
    copied=st.booleans(),
    alike=st.sampled_from([0.0, 0.05, 0.1, 0.4, 1.0]),
)


@given(FOUND, st.lists(FOUND, max_size=8, unique_by=lambda each: each.id), st.randoms())
def test_the_rank_does_not_hang_on_the_order_found(
    one: Found, found: list[Found], chance: random.Random
) -> None:
    shuffled = chance.sample(found, len(found))
    assert candidates.ranked(one, found, WEEK * DAY) == candidates.ranked(one, shuffled, WEEK * DAY)


@given(FOUND, st.lists(FOUND, max_size=8, unique_by=lambda each: each.id), FOUND)
def test_another_document_changes_nothing_among_those_before_it(
    one: Found, found: list[Found], another: Found
) -> None:
    alone = candidates.ranked(one, found, WEEK * DAY)
    together = candidates.ranked(one, [*found, another._replace(digest="its own")], WEEK * DAY)
    assert [each for each in together if each != another.id] == alone


@given(FOUND, FOUND)
def test_two_are_of_one_time_from_either_side(one: Found, other: Found) -> None:
    assert candidates.near(one, other, WEEK * DAY) == candidates.near(other, one, WEEK * DAY)
