"""Whether two documents tell one story, and whether one copies the other."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from claimwire_contracts.messages import DocumentInStore, DocumentProfile, Fingerprint
from claimwire_nlp.matching import documents, events
from stored import NINE, stored

FLOOD = (
    "A ferry with 120 people on board sank off Corva on Monday in heavy seas, the coast guard said. "
    "The Star of Corva was on its way from Halden to Tasta when it took in water and capsized. "
    "Helicopters searched the strait for passengers. Mayor Ilse Okafor of Halden spoke of a black day."
)
SAME_FLOOD = (
    "The Star of Corva, a ferry bound for Tasta, capsized in a storm on Monday. Rescuers with helicopters "
    "were looking for its passengers in the strait. “This is a black day for Halden,” said "
    "Ilse Okafor, the mayor."
)
OTHER_FERRY = (
    "Prosecutors in Lund charged the owner of a ferry with fraud on Monday. Jonas Berg is said to have "
    "sold tickets for crossings that were never planned. His lawyer called the accusation absurd."
)


def copy(name: str, signature: list[int], digest: str) -> DocumentInStore:
    print_of_it = Fingerprint(digest=digest, signature=signature, bands=[])
    return stored(name, FLOOD).model_copy(update={"fingerprint": print_of_it})


def test_two_reports_of_one_event_tell_one_story() -> None:
    verdict = documents.judge(stored("a", FLOOD), stored("b", SAME_FLOOD))
    assert verdict is not None
    assert (verdict.document_id, verdict.same_story, verdict.copy_) == ("b", True, None)
    assert "corva" in verdict.rule


def test_another_event_of_the_kind_on_the_same_day_is_another_story() -> None:
    assert documents.judge(stored("a", FLOOD), stored("b", OTHER_FERRY)) is None


SCHOOL = (
    "Teachers in Halden walked out on Monday over a plan to close two schools. Ilse Okafor, the mayor, said "
    "the town could not pay for 11 schools any longer. The union's leader, Jonas Berg, called it a betrayal."
)
SCHOOL_LATER = (
    "The teachers' walkout in Halden went into its second day as mayor Ilse Okafor met the union. Its leader "
    "Jonas Berg said that the plan to close two of the town's 11 schools was a betrayal of children."
)
SKIER = (
    "Skier Mira Tolvanen will miss the rest of the season after she tore a knee ligament in training in "
    "Levi on Friday, the Finnish ski federation said. Tolvanen, 24, won two slaloms this winter."
)
OTHER_SKIER = (
    "Skier Lena Obrecht will miss the rest of the season after tearing a knee ligament in a fall at Wengen "
    "on Sunday, the Swiss ski federation said. Obrecht, 29, was third in the downhill standings."
)
QUAKE = (
    "A magnitude 5.6 earthquake shook the island of Tasta off southern Corva on Sunday, injuring five "
    "people and damaging houses in the village of Mellin, the seismology institute said."
)
OTHER_QUAKE = (
    "A magnitude 6.3 earthquake hit the Bralo valley in northern Iskar on Tuesday, injuring 40 people "
    "and bringing down houses in the town of Senta, the seismology institute said."
)
RECALL = (
    "Norvik Motors will recall 31,000 vans because their brakes may fail. The fault was found in models "
    "built at the plant in Tasta since 2024, after a driver ran into a wall in January. Owners will get a "
    "letter and can have the brake lines changed free of charge"
)
APPOINTMENT = (
    "Omar Field will lead the battery division of Norvik Motors. He comes from the cell maker Ampera, "
    "where he ran a laboratory of 400 engineers, and follows Ada Brandt, who retires in the summer. Norvik "
    "wants to make its own cells by 2029"
)
STRIKE = (
    "Cleaners at the Halden hospital walked out on Monday over night shifts, and the union expects them to "
    "stay away for a week. Ada Brandt, who leads it, said nobody had answered her 14 letters to the ministry."
)
STRIKE_TOLD_OTHERWISE = (
    "Wards went unswept yesterday in Halden: staff have stopped work because of what they must do at night. "
    "They may be gone for seven days, according to a shop steward. Patients complained of smells, and "
    "the director, Omar Field, asked relatives to take the laundry home."
)
TWINS = {
    "a skier's injury": (SKIER, OTHER_SKIER),
    "a quake": (QUAKE, OTHER_QUAKE),
    "one company's news": (f"{RECALL}.", f"{APPOINTMENT}."),
    "one chief executive on two matters": (
        f"{RECALL}, Pia Lund, the chief executive, said.",
        f"{APPOINTMENT}, chief executive Pia Lund told investors in Halden.",
    ),
}


def likelihood(one: str, other: str, hours: float = 1) -> float:
    return events.likelihood(stored("a", one), stored("b", other, "Daily Wire", hours))


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_another_event_of_the_same_kind_or_company_is_another_story(twins: tuple[str, str]) -> None:
    assert likelihood(*twins) < documents.ALIKE


def test_a_report_of_the_next_day_on_the_same_event_tells_the_same_story() -> None:
    assert likelihood(SCHOOL, SCHOOL_LATER, hours=26) >= documents.ALIKE


def test_the_same_claims_made_on_one_day_speak_more_for_one_story_than_where_no_day_is_known() -> None:
    one, other = stored("a", STRIKE), stored("b", STRIKE_TOLD_OTHERWISE)
    undated = [each.model_copy(update={"published_at": None}) for each in (one, other)]
    assert events.likelihood(one, other) > 0.9 > events.likelihood(*undated) + 0.2


def test_the_further_apart_they_were_published_the_less_likely_it_is_one_event() -> None:
    found = [likelihood(SCHOOL, SCHOOL_LATER, hours=24 * days) for days in (1, 2, 4, 6, 7, 30)]
    assert found == sorted(found, reverse=True)
    assert found[0] == found[1] > found[2] > found[3] > found[4] == found[5]


def test_the_arrival_of_a_document_without_a_date_says_nothing() -> None:
    one, other = stored("a", SCHOOL), stored("b", SCHOOL_LATER)
    undated = [
        other.model_copy(update={"published_at": None, "seen_at": NINE + timedelta(days=days)})
        for days in (0, 90)
    ]
    verdicts = [documents.judge(one, each) for each in undated]
    assert verdicts[0] is not None
    assert verdicts[0] == verdicts[1]


def test_the_day_that_a_text_itself_opens_with_counts_where_nobody_told_one() -> None:
    one, near, far = (
        DocumentInStore(id="a", seen_at=NINE, profile=DocumentProfile(dated=date(2026, 3, day)))
        for day in (1, 3, 9)
    )
    assert (events.days_apart(one, near), events.days_apart(one, far)) == (2, 8)
    assert events.days_apart(one, one.model_copy(update={"profile": DocumentProfile()})) is None


def test_a_likelihood_is_the_same_from_either_side() -> None:
    texts = [FLOOD, SAME_FLOOD, OTHER_FERRY, SCHOOL, SCHOOL_LATER, QUAKE, OTHER_QUAKE]
    for one, other in combinations(texts, 2):
        assert likelihood(one, other) == likelihood(other, one)


def test_a_profile_made_before_there_were_words_is_compared_by_its_terms() -> None:
    now, new = stored("a", FLOOD), stored("b", SAME_FLOOD)
    terms = DocumentProfile(terms=now.profile.terms, keys=now.profile.keys)
    old = now.model_copy(update={"profile": terms})
    assert 0 < events.likelihood(old, new) < 1
    assert events.likelihood(DocumentInStore(id="c", seen_at=NINE), new) < documents.DOUBTFUL


def test_what_is_doubtful_is_told_to_the_store_but_is_not_called_one_story() -> None:
    pairs = [("a", SCHOOL, "b", SCHOOL_LATER), ("a", FLOOD, "b", OTHER_FERRY)]
    for a, one, b, other in pairs:
        found = events.likelihood(stored(a, one), stored(b, other))
        verdict = documents.judge(stored(a, one), stored(b, other))
        assert (verdict is None) == (found < documents.DOUBTFUL)
        assert verdict is None or verdict.same_story == (found >= documents.ALIKE)


def test_equal_words_are_a_duplicate() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2, 3, 4], "d1"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap, verdict.rule) == ("duplicate", 1.0, "the same words")


def test_half_of_the_text_in_common_is_a_reprint() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2, 9, 9], "d2"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap, verdict.rule) == ("reprint", 0.5, "50% of the text in common")


def test_signatures_of_different_lengths_are_not_compared() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2], "d2"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap) == (None, 0.0)
