"""Whether two claims of one story say the same, contradict each other, or one brings the other up to date.

Precise first. Two claims are compared where their words are alike; then they
say the same only if nothing sets them apart, and they stand against each other
only if exactly one thing does: a number, a date, yes or no, or who takes part.
"""

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import ConflictKind

from claimwire_nlp.matching import dates, numbers, quotations, tolls
from claimwire_nlp.matching.differences import Difference, differences, strangers
from claimwire_nlp.matching.likeness import ground, likeness, surely
from claimwire_nlp.matching.pairs import Claim

AGAINST = 0.55
"""How alike two claims must be to speak against each other."""
NOW = 3 * 3600
"""Seconds within which two documents speak as of the same time."""
SAME_NEWS = 36 * 3600
"""Seconds between two documents beyond which another day named means another event."""
EXCLUSIVE = {"win", "appoint", "replace", "succeed", "defeat", "elect"}
"""What only one of two can do or be."""
COUNTED_ON = {"people", "person", "civilian", "victim", "casualty", "body", "protest", "soldier", "kid",
              "passenger", "resident", "house", "home", "building", "family", "case", "arrest"}  # fmt: skip
"""What a toll counts: a later, other figure is news even where both name the day of the event."""


def judge(a: Claim, b: Claim) -> ClaimVerdict | None:
    """How two claims relate, or None where they do not. Either order gives the same."""
    if b.claim.id < a.claim.id:
        a, b = b, a
    found = _quoted(a, b) or _tolled(a, b)
    return found or (None if tolls.apart(a.claim.profile.tolls, b.claim.profile.tolls) else _worded(a, b))


def _quoted(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two versions of one quotation."""
    one, other = a.claim.profile, b.claim.profile
    if one.quoted is None or other.quoted is None:
        return None
    speaker = quotations.same_speaker(one.source, other.source)
    if speaker is False:
        return None
    asked = quotations.ONE_OF_SPEAKER if speaker else quotations.ONE
    drift = quotations.compare(one.quoted, other.quoted, asked)
    if drift is None:
        return None
    score, detail = round(drift.ratio, 4), drift.detail
    if not drift.turned:
        return _verdict(a, b, relation="same", score=score, rule="the same quotation", drift=detail)
    kind: ConflictKind = "number" if drift.figures_differ else "polarity"
    return _conflict(a, b, kind, score=score, rule="one quotation, altered", detail=detail, drift=detail)


def _tolled(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two tolls of one event, in whatever words, where they cannot both hold or are one."""
    found = tolls.compare(a.claim.profile.tolls, b.claim.profile.tolls)
    if found is None or not _one_event(a, b):
        return None
    if found.figures is None:
        return _verdict(a, b, relation="same", score=found.shared, rule="the same toll")
    one, other = found.figures
    detail = f"{one.text} ({a.outlet}) against {other.text} ({b.outlet})"
    difference = Difference("number", detail, found.figures)
    if abs(a.seen - b.seen) > NOW:
        return _update(a, b, found.shared, difference)
    if numbers.agree(one, other):
        return None
    return _conflict(a, b, "number", score=found.shared, rule="two tolls of one time", detail=detail)


def _one_event(a: Claim, b: Claim) -> bool:
    """Whether two tolls may be of one event: nothing sets them apart, and either document knows the names."""
    if not (a.affirmed and b.affirmed) or dates.contested(a.claim.dates, b.claim.dates):
        return False
    return not strangers(a, b) and not a.clashes(b, "place") and a.told_in(b) and b.told_in(a)


def _worded(a: Claim, b: Claim) -> ClaimVerdict | None:
    alike, asked = likeness(a, b), ground(a, b)
    if asked is None or alike.shared < asked.shared:
        return None
    apart = list(differences(a, b))
    if not apart:
        if alike.score < asked.alike:
            return None
        return _verdict(a, b, relation="same", score=surely(a, b, alike.score), rule=asked.rule)
    if len(apart) > 1:
        return None
    score = likeness(a, b, without=apart[0].words).score
    return _against(a, b, score, apart[0]) if score >= AGAINST else None


def _against(a: Claim, b: Claim, score: float, difference: Difference) -> ClaimVerdict | None:
    """The verdict on claims that one thing sets apart, where both speak of one event."""
    if difference.kind is None or (a.frame and not (a.same_verb(b) or a.opposed(b))):
        return None
    if difference.kind == "number" and _counted_later(a, b, difference):
        return _update(a, b, score, difference)
    if difference.kind == "date" and abs(a.seen - b.seen) > SAME_NEWS:
        return None
    if difference.kind == "participant" and not _exclude(a, b):
        return None
    rule = f"alike but for the {difference.kind}"
    return _conflict(a, b, difference.kind, score=score, rule=rule, detail=difference.detail)


def _counted_later(a: Claim, b: Claim, difference: Difference) -> bool:
    if abs(a.seen - b.seen) <= NOW or difference.figures is None:
        return False
    tolls = numbers.unit(difference.figures[0]) in COUNTED_ON
    return tolls or not dates.agreed(a.claim.dates, b.claim.dates)


def _update(a: Claim, b: Claim, score: float, difference: Difference) -> ClaimVerdict:
    assert difference.figures is not None
    said = [
        (claim.seen, figure.text, claim.outlet)
        for claim, figure in zip((a, b), difference.figures, strict=True)
    ]
    (_, first, one), (_, second, other) = sorted(said)
    detail = f"{first} ({one}), later {second} ({other})"
    return _verdict(
        a, b, relation="update", score=score, rule="another figure at a later time", detail=detail
    )


def _exclude(a: Claim, b: Claim) -> bool:
    """Whether not both can have had the part: what only one does, or a stated time that they share."""
    return bool(EXCLUSIVE & set(a.verbs)) or dates.agreed(a.claim.dates, b.claim.dates)


def _conflict(a: Claim, b: Claim, kind: ConflictKind, **found: object) -> ClaimVerdict:
    return _verdict(a, b, relation="conflict", conflict=kind, **found)


def _verdict(a: Claim, b: Claim, **found: object) -> ClaimVerdict:
    return ClaimVerdict.model_validate({"a": a.claim.id, "b": b.claim.id, **found})
