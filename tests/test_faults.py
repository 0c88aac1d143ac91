"""What the system bears: killed workers, a Redis that goes away, a Redis that forgets everything."""

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
import redis

STARTS = [
    "Bren",
    "Dun",
    "Lis",
    "Tess",
    "Ost",
    "Cal",
    "Mine",
    "Sor",
    "Hal",
    "Kest",
    "Vey",
    "Marn",
    "Quil",
    "Ard",
]
ENDS = [
    "nick",
    "marrow",
    "sow",
    "ary",
    "wick",
    "der",
    "haven",
    "rel",
    "loran",
    "rith",
    "mouth",
    "field",
    "by",
    "ow",
]
FIRST_DAY = datetime(2015, 1, 1, tzinfo=UTC)
NAMES = [
    "Tomas",
    "Helena",
    "Idris",
    "Brid",
    "Joost",
    "Greta",
    "Anselm",
    "Petra",
    "Milo",
    "Runa",
    "Odile",
    "Karim",
]
THINGS = ["bridge", "hospital", "tram line", "reservoir", "library", "power station", "market hall"]


def article(number: int) -> dict[str, str]:
    """A short article, different for each number, and each of other weeks: few of them tell of one event."""
    chance = random.Random(number)
    town, family = (chance.choice(STARTS) + chance.choice(ENDS) for _ in range(2))
    person, thing = f"{chance.choice(NAMES)} {family}", chance.choice(THINGS)
    sum_of_money, people = chance.randrange(2, 900), chance.randrange(3, 9000)
    return {
        "text": f"The {thing} of {town} will cost {sum_of_money} million dollars, {person} said on Monday. "
        f'"We have waited {number} days for this {thing}," {person} told reporters in {town}. '
        f"At least {people} people protested against the plan, according to the police of {town}.",
        "title": f"{town} argues about its {thing} ({number})",
        "outlet": f"Outlet {number % 9}",
        "external_id": f"generated-{number}",
        "published_at": (FIRST_DAY + timedelta(days=5 * (number % 700))).isoformat(),
    }


def stages(claimwire: Any, batch: str) -> Counter[tuple[str, str]]:
    """The stages of a batch's jobs, by name and state."""
    with psycopg.connect(claimwire.system.postgres.url) as connection:
        rows = connection.execute("SELECT stages FROM jobs WHERE batch_id = %s", [batch]).fetchall()
    return Counter((stage["name"], stage["state"]) for (of_one_job,) in rows for stage in of_one_job)


def doubled(claimwire: Any, batch: str) -> dict[str, int]:
    """Documents of a batch that bear the same claim more than once, with how often too often."""
    with psycopg.connect(claimwire.system.postgres.url) as connection:
        rows = connection.execute(
            "SELECT d.external_id, count(*) - count(DISTINCT c.content::text)"
            " FROM jobs j JOIN documents d ON d.id = j.document_id JOIN claims c ON c.document_id = d.id"
            " WHERE j.batch_id = %s GROUP BY d.external_id",
            [batch],
        ).fetchall()
    assert rows
    return {name: too_many for name, too_many in rows if too_many}


def broker(claimwire: Any) -> "redis.Redis":
    return redis.Redis.from_url(claimwire.system.valkey.url)


@pytest.mark.timeout(900)
def test_500_articles_succeed_once_each_though_a_worker_is_killed(claimwire: Any) -> None:
    articles = [article(number) for number in range(500)]
    names = {one["external_id"] for one in articles}
    batch = claimwire.submit_batch(articles)
    assert len(batch["accepted"]) == 500
    claimwire.until_succeeded(batch["id"], 50)
    claimwire.system.running["nlp-1"].kill()
    try:
        counts = claimwire.batch_finished(batch["id"], 600)
    finally:
        claimwire.system.start_part("nlp-1")
    assert counts == {"succeeded": 500}
    assert set(stages(claimwire, batch["id"]).items()) == {
        ((name, "succeeded"), 500) for name in ("prepare", "annotate", "match")
    }
    posted = [one for one in claimwire.items("/v1/documents?limit=100") if one["external_id"] in names]
    assert len(posted) == len({one["external_id"] for one in posted}) == 500
    assert doubled(claimwire, batch["id"]) == {}


def test_with_redis_away_articles_are_accepted_and_processed_once_it_is_back(claimwire: Any) -> None:
    claimwire.until_ready()
    claimwire.system.valkey.kill()
    try:
        jobs = [claimwire.submit(**article(number)) for number in range(1000, 1005)]
        reply = claimwire.http.get("/readyz")
        assert reply.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert "redis" in json.dumps(reply.json()).lower()
    finally:
        claimwire.system.start_part("valkey")
    assert [claimwire.finished(job["id"])["state"] for job in jobs] == ["succeeded"] * 5
    claimwire.until_ready()


def test_a_redis_that_forgets_everything_loses_no_job(claimwire: Any) -> None:
    claimwire.until_ready()
    batch = claimwire.submit_batch([article(number) for number in range(2000, 2150)])
    for share in (20, 60, 100):
        claimwire.until_succeeded(batch["id"], share)
        broker(claimwire).flushall()
    assert claimwire.batch_finished(batch["id"], 180) == {"succeeded": 150}
    assert doubled(claimwire, batch["id"]) == {}


@pytest.mark.parametrize("part", ["ingest-1", "gateway-pipeline"])
def test_a_killed_part_holds_up_no_job_once_it_is_back(claimwire: Any, part: str) -> None:
    claimwire.until_ready()
    first = 3000 if part == "ingest-1" else 3100
    batch = claimwire.submit_batch([article(number) for number in range(first, first + 60)])
    claimwire.system.running[part].kill()
    claimwire.system.start_part(part)
    assert claimwire.batch_finished(batch["id"], 120) == {"succeeded": 60}
    assert doubled(claimwire, batch["id"]) == {}
