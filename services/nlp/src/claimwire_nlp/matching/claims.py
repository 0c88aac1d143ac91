"""Whether two claims of one story say the same, contradict each other, or one brings the other up to date.

Precise first. Versions of one quotation are compared word by word and tolls figure by figure; all other
claims are read together by the trained model, and its word is weighed with what their layers tell
(`agreement`).
"""

import re

from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import ConflictKind

from claimwire_nlp.matching import agreement, dates, meaning, numbers, pairs, quotations, tolls, words
from claimwire_nlp.matching.agreement import Outcome, Signs
from claimwire_nlp.matching.differences import (
    Difference,
    bare_figures,
    differences,
    said,
    strangers,
    versus,
)
from claimwire_nlp.matching.likeness import likeness
from claimwire_nlp.matching.meaning import AT_ONCE
from claimwire_nlp.matching.pairs import HOUR, Claim

WORDS = re.compile(r"\w+")
SAME = 0.65
"""How likely it must be that two claims say the same; those that quote one sentence or count one toll do."""
UNSAID = -2.0
"""The log-odds below which the model holds that two claims say other things: no other sign outweighs that."""
LIKE = 0.1
"""From here on it counts where other pairs agree."""
AGAINST, WEIGHT = 0.55, 4.0
"""How alike the words of two claims must be, and how telling those they share, for one difference to stand
against all that they have in common."""
PARTIES = 2
"""So many must have taken part in both tellings of a talk that it is taken for one."""
SAME_NEWS = 36 * HOUR
"""Seconds between two documents beyond which another day named means another event."""
EXCLUSIVE = {"win", "appoint", "replace", "succeed", "defeat", "elect"}
"""What only one of two can do or be."""
COUNTED_ON = {"people", "person", "civilian", "victim", "casualty", "body", "protest", "soldier", "kid",
              "passenger", "resident", "house", "home", "building", "family", "case", "arrest"}  # fmt: skip
"""What a toll counts: a later, other figure is news even where both name the day of the event."""
CONFLICT = 0.65
"""How likely it must be that two claims contradict each other, in one document too. In events that nothing
was learned from, four in five do, told on one day or later."""
UPDATE = 0.4
"""How likely it must be that the later of two claims replaces the earlier."""
APART = 0.6
"""How likely it must be that they do either, whichever it is, for neither to say what the other does."""
KINDS: tuple[ConflictKind, ...] = ("number", "date", "polarity", "participant")
SINCE: tuple[ConflictKind, ...] = ("polarity", "date", "participant")
"""What but figures a claim may bring up to date."""
HINTED = 0.2
"""How likely it must at least be that one denies the other where nothing else sets their words apart."""
NOW = 3 * HOUR
"""Seconds within which two tolls are as of the same time."""


def judge(a: Claim, b: Claim) -> ClaimVerdict | None:
    """How two claims relate, or None where they do not. Either order gives the same."""
    if b.claim.id < a.claim.id:
        a, b = b, a
    if _of_others(a, b):
        return None
    if a.document_id == b.document_id:
        return _within(a, b)
    found = _verbatim(a, b) or _quoted(a, b) or _tolled(a, b)
    if found or tolls.apart(a.claim.profile.tolls, b.claim.profile.tolls):
        return found
    return _met(a, b) or _but_for_one(a, b) or _read(a, b)


def _within(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two claims of one document, which repeats nothing: it may tell both sides."""
    one, other = a.claim.text, b.claim.text
    if one in other or other in one or not _near(a, b):
        return None
    found = agreement.signs(a, b)
    likely = agreement.outcome(found)
    return _set_apart(a, b, found, likely) if likely.conflict >= CONFLICT else None


def _of_others(a: Claim, b: Claim) -> bool:
    """Whether two speakers do something to one thing ("praised the deal"): who did it is what is said."""
    deeds = "cue" in a.frame and "cue" in b.frame
    return deeds and quotations.same_speaker(a.claim.profile.source, b.claim.profile.source) is False


def _verbatim(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on claims in the same words, marks and capitals aside: a copy's and its original's."""
    one, other = (WORDS.findall(each.claim.text.casefold()) for each in (a, b))
    if one != other or a.claim.polarity != b.claim.polarity:
        return None
    return _verdict(a, b, relation="same", score=1.0, rule="the same words")


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
        return _verdict(a, b, relation="same", score=_surely(score), rule="the same quotation", drift=detail)
    kind: ConflictKind = "number" if drift.figures_differ else "polarity"
    return _conflict(a, b, kind, score=score, rule="one quotation, altered", detail=detail, drift=detail)


def _surely(shared: float) -> float:
    """How likely two claims say the same that are known to, by the share of what they have in common."""
    return round(SAME + (1 - SAME) * shared, 4)


def _tolled(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two tolls of one event, in whatever words, where they cannot both hold or are one."""
    found = tolls.compare(a.claim.profile.tolls, b.claim.profile.tolls)
    if found is None or not _one_event(a, b):
        return None
    if found.figures is None:
        return _verdict(a, b, relation="same", score=_surely(found.shared), rule="the same toll")
    one, other = found.figures
    detail = f"{one.text} ({a.outlet}) against {other.text} ({b.outlet})"
    difference = Difference("number", detail, found.figures)
    if abs(a.seen - b.seen) > NOW:
        return _another_figure(a, b, found.shared, difference)
    if numbers.agree(one, other):
        return None
    return _conflict(a, b, "number", score=found.shared, rule="two tolls of one time", detail=detail)


def _one_event(a: Claim, b: Claim) -> bool:
    """Whether two tolls may be of one event: nothing sets them apart, and either document knows the names."""
    if not (a.affirmed and b.affirmed) or dates.contested(a.claim.dates, b.claim.dates):
        return False
    if dates.long_ago(a.claim.dates, a.seen) != dates.long_ago(b.claim.dates, b.seen):
        return False
    return not strangers(a, b) and not a.clashes(b, "place") and a.told_in(b) and b.told_in(a)


def _met(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on claims that tell of one talk of one day, and do not agree on who took part."""
    shared, apart = _parties(a, b)
    if shared < PARTIES or not apart or not dates.agreed(a.claim.dates, b.claim.dates):
        return None
    detail = versus(a, ", ".join(a.named("parties")).title(), b, ", ".join(b.named("parties")).title())
    return _conflict(a, b, "participant", score=1.0, rule="one talk, other parties", detail=detail)


def _parties(a: Claim, b: Claim) -> tuple[int, bool]:
    """How many took part in the talks of both claims, and whether somebody in one alone.

    Where either names fewer than two, who took part is not told.
    """
    one, other = a.named("parties"), b.named("parties")
    if min(len(one), len(other)) < PARTIES:
        return 0, False
    shared = _among(one, other), _among(other, one)
    return min(shared), shared != (len(one), len(other))


def _among(these: list[str], those: list[str]) -> int:
    return sum(any(pairs.same_name(x, y) for y in those) for x in these)


def _but_for_one(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on claims of one event in the same words, but for one figure, day, name or "not"."""
    apart = list(differences(a, b))
    if len(apart) != 1 or apart[0].kind is None or not (a.same_verb(b) or a.opposed(b)):
        return None
    difference, kind = apart[0], apart[0].kind
    if kind == "polarity" and not a.opposed(b) and meaning.relation(*pairs.wordings(a, b)).polarity < HINTED:
        return None
    alike = likeness(a, b, without=difference.words)
    if alike.score < AGAINST or alike.shared < WEIGHT or (kind == "participant" and not _exclude(a, b)):
        return None
    if kind == "number" and _counted_later(a, b, difference):
        return _another_figure(a, b, alike.score, difference)
    if kind == "date" and abs(a.seen - b.seen) > SAME_NEWS:
        return None
    rule = f"alike but for the {kind}"
    return _conflict(a, b, kind, score=alike.score, rule=rule, detail=difference.detail)


def _counted_later(a: Claim, b: Claim, difference: Difference) -> bool:
    if abs(a.seen - b.seen) <= NOW or difference.figures is None:
        return False
    counted = numbers.unit(difference.figures[0]) in COUNTED_ON
    return counted or not dates.agreed(a.claim.dates, b.claim.dates)


def _exclude(a: Claim, b: Claim) -> bool:
    """Whether not both can have had the part: what only one does, or a stated time that they share."""
    return bool(EXCLUSIVE & set(a.verbs)) or dates.agreed(a.claim.dates, b.claim.dates)


def _near(a: Claim, b: Claim) -> bool:
    """Whether two claims are near enough in meaning to be read together."""
    return meaning.nearness(a.claim.profile.vector, b.claim.profile.vector) >= pairs.NEAR


def _read(a: Claim, b: Claim) -> ClaimVerdict | None:
    """The verdict on two claims in words, all signs weighed."""
    if not _near(a, b):
        return None
    found = agreement.signs(a, b)
    likely = agreement.outcome(found)
    if likely.conflict >= CONFLICT or likely.update >= UPDATE:
        return _set_apart(a, b, found, likely)
    if likely.apart >= APART or likely.same < LIKE or found.same < UNSAID or _unlike(a, b):
        return None
    if _denies(a, b) or _denies(b, a):
        return _denied(a, b, likely) if likely.same >= SAME else None
    relation = "same" if likely.same >= SAME else "like"
    return _verdict(a, b, relation=relation, score=round(likely.same, 4), rule=agreement.told(found))


def _unlike(a: Claim, b: Claim) -> bool:
    """Whether who did it, to whom, how many or for how much is another in one, however alike their words."""
    if _parties(a, b)[1] or _swapped(a, b) or _other_toll(a, b):
        return True
    return numbers.other_money(a.claim.quantities, b.claim.quantities)


def _denies(a: Claim, b: Claim) -> bool:
    """Whether only the cue of one claim says no ("denied that"), and nothing in the other does."""
    return a.denied_alone and b.claim.polarity == "affirmed" and not quotations.negated(b.claim.text)


def _denied(a: Claim, b: Claim, likely: Outcome) -> ClaimVerdict:
    """The verdict on claims that say the same, but that one denies it."""
    detail = versus(a, said(a), b, said(b))
    return _conflict(a, b, "polarity", score=round(likely.same, 4), rule="one denies it", detail=detail)


def _other_toll(a: Claim, b: Claim) -> bool:
    """Whether both tell a toll in other figures: "at least 30" and 34 can both be right, and are not one."""
    return tolls.differing(a.claim.profile.tolls, b.claim.profile.tolls) is not None


def _swapped(a: Claim, b: Claim) -> bool:
    """Whether who does it in one is named in the other and does not do it there; a talk has no such roles."""
    if a.named("parties") or b.named("parties") or not a.clashes(b, "subject"):
        return False
    return _names_subject(a, b) and _names_subject(b, a)


def _names_subject(a: Claim, b: Claim) -> bool:
    """Whether one claim names who does it in the other."""
    doers = [words.name_words(name) for name in b.named("subject")]
    return all(any(doer <= name or name <= doer for name in a.names) for doer in doers)


def _set_apart(a: Claim, b: Claim, found: Signs, likely: Outcome) -> ClaimVerdict | None:
    """The verdict on claims of one matter that are set apart by one thing: as of one time, or since."""
    figures = numbers.dispute(a.claim.quantities, b.claim.quantities)
    counted = figures is not None or bool(found.toll) or bare_figures(a, b)
    contradicted = likely.conflict >= CONFLICT
    kind = _contradicted_in(found) if contradicted else _changed_in(found, counted=counted)
    if (kind == "number" and not counted) or (kind != "participant" and strangers(a, b)):
        return None
    if not (contradicted or found.toll) and _other_toll(a, b):
        return None
    one, other = (figures.a.text, figures.b.text) if figures and kind == "number" else (said(a), said(b))
    score = round(likely.apart, 4)
    if contradicted:
        rule, detail = f"the same but for the {kind}", versus(a, one, b, other)
        return _conflict(a, b, kind, score=score, rule=rule, detail=detail)
    if abs(a.seen - b.seen) < AT_ONCE * HOUR:
        return None
    return _update(a, b, one, other, score=score, rule=f"another {kind}, later", conflict=kind)


def _contradicted_in(found: Signs) -> ConflictKind:
    """What the model sees most of."""
    return "number" if found.toll else max(KINDS, key=lambda kind: getattr(found, kind))


def _changed_in(found: Signs, *, counted: bool) -> ConflictKind:
    """The figure where both count, for the model does not tell what an update changes."""
    return "number" if counted else max(SINCE, key=lambda kind: getattr(found, kind))


def _another_figure(a: Claim, b: Claim, score: float, difference: Difference) -> ClaimVerdict:
    """The verdict that the later figure replaces the earlier."""
    assert difference.figures is not None
    one, other = (figure.text for figure in difference.figures)
    return _update(a, b, one, other, score=score, rule="another figure at a later time")


def _update(a: Claim, b: Claim, one: str, other: str, **found: object) -> ClaimVerdict:
    """The verdict that the later claim replaces the earlier; `one` and `other` are what they differ in."""
    (_, first, earlier), (_, second, later) = sorted([(a.seen, one, a.outlet), (b.seen, other, b.outlet)])
    detail = f"{first} ({earlier}), later {second} ({later})"
    return _verdict(a, b, relation="update", detail=detail, **found)


def _conflict(a: Claim, b: Claim, kind: ConflictKind, **found: object) -> ClaimVerdict:
    return _verdict(a, b, relation="conflict", conflict=kind, **found)


def _verdict(a: Claim, b: Claim, **found: object) -> ClaimVerdict:
    return ClaimVerdict.model_validate({"a": a.claim.id, "b": b.claim.id, **found})
