"""What a claim is compared by, as its text gives it."""

from stored import stored


def test_a_claim_carries_what_stands_before_it_and_who_says_it() -> None:
    text = "The sprinklers were tested in May. They stayed dry on Sunday, said fire chief Omar Reza."
    found = {claim.text: claim.profile.before for claim in stored("a", text).claims}
    (before,) = (before for claim, before in found.items() if claim.startswith("They stayed dry"))
    assert before == "The sprinklers were tested in May . Omar Reza:"


def test_nothing_stands_before_the_first_claim_of_an_outlet() -> None:
    first, *_ = stored("a", "The harbour was closed on Monday. It opened again on Tuesday.").claims
    assert first.profile.before == ""


def test_only_the_words_just_before_a_claim_are_kept() -> None:
    closed = " ".join(f"Pier {number} was closed on Monday." for number in range(20))
    last = stored("a", f"{closed} It opened again on Tuesday.").claims[-1]
    assert "Pier 19" in last.profile.before
    assert "Pier 5" not in last.profile.before
