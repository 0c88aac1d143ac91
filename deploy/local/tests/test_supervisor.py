from claimwire_local.supervisor import FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS, Backoff


def test_a_part_that_fails_again_and_again_is_started_later_each_time() -> None:
    backoff, now, pauses = Backoff(), 0.0, []
    for _ in range(7):
        backoff.ended(now)
        assert backoff.due is not None
        pauses.append(backoff.due - now)
        now = backoff.due
        backoff.started(now)
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]


def test_a_part_that_ran_steadily_is_started_soon_again() -> None:
    backoff = Backoff(pause=LONGEST_PAUSE)
    backoff.started(1)
    backoff.ended(1 + STEADY_SECONDS + 1)
    assert backoff.due == 1 + STEADY_SECONDS + 1 + FIRST_PAUSE
