"""What is due, in flight or overdue, when several pipelines ask at once."""

from concurrent.futures import ThreadPoolExecutor

from claimwire_contracts.types import Submission
from claimwire_gateway.store import jobs, leases
from claimwire_gateway.store.leases import Leased
from sqlalchemy import Engine


def submit(engine: Engine, number: int) -> list[str]:
    with engine.begin() as conn:
        lines = [(at, Submission(text=f"Article {at}.")) for at in range(number)]
        return [job.id for job in jobs.submit_many(conn, lines)]


def take(engine: Engine, room: int = 10) -> list[Leased]:
    with engine.begin() as conn:
        return leases.take(conn, "prepare", room, seconds=60)


def test_no_two_pipelines_lease_the_same_job(engine: Engine) -> None:
    submitted = submit(engine, 60)
    with ThreadPoolExecutor(4) as pool:
        taken = [each.job_id for found in pool.map(lambda _: take(engine), range(8)) for each in found]
    assert sorted(taken) == sorted(submitted)


def test_jobs_being_leased_are_passed_over_and_not_waited_for(engine: Engine) -> None:
    first, second = submit(engine, 2)
    with engine.begin() as conn:
        assert [each.job_id for each in leases.take(conn, "prepare", 1, seconds=60)] == [first]
        assert [each.job_id for each in take(engine)] == [second]


def test_a_lease_given_back_is_due_at_once(engine: Engine) -> None:
    submit(engine, 1)
    [leased] = take(engine)
    with engine.begin() as conn:
        leases.give_back(conn, [leased])
        assert leases.in_flight(conn) == {}
    [again] = take(engine)
    assert again.job_id == leased.job_id
    assert again.lease != leased.lease


def test_giving_back_an_old_lease_leaves_the_new_one(engine: Engine) -> None:
    submit(engine, 1)
    [old] = take(engine)
    with engine.begin() as conn:
        leases.give_back(conn, [old])
    take(engine)
    with engine.begin() as conn:
        leases.give_back(conn, [old])
        assert leases.in_flight(conn) == {"prepare": 1}
