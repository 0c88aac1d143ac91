"""The root that a claim's chain of attribution ends in, and the rule that found it.

This is what the claim itself tells; what the rest of its text adds to that is in `bearings`.

Where it is doubtful whether two roots are one, the rules make them one:
independence is what readers rely on, so it is never claimed on a guess.
"""

import re
from collections.abc import Iterable

from claimwire_contracts.messages import ExtractedSource
from claimwire_contracts.types import ClaimKind, Link, Origin

from claimwire_nlp.matching import names, unresolved

BESIDES = re.compile(
    r"^(?:a |an |the )?(?:second|third|fourth|other|another|different|separate|further)\b", re.IGNORECASE
)
TITLED = re.compile(
    r"(?:[Tt]he )?[A-Z][\w.'\u2019-]*(?: (?:of|the|for|and|[A-Z][\w.'\u2019-]*))* [A-Z][\w.'\u2019-]*"
)
"""A name of several words, each with a capital."""
POSSESSOR = re.compile(r"^(?:its|his|her|their|our)\s+(?:own\s+)?")
APPOSED = re.compile(
    r"^(?:[Tt]he )?(?:[Nn]ews )?"
    r"(?:newspaper|magazine|daily|weekly|tabloid|broadcaster|agency|website|site) (?=[A-Z])"
)
"""What an outlet is, set before its name ("the magazine Das Prisma")."""
RELATIVES = {"which", "who", "that", "it", "they", "them", "itself", "themselves"}
OUTLET_NOUNS = {
    "newspaper", "newspapers", "paper", "papers", "magazine", "broadcaster", "outlet", "outlets", "media",
    "press", "website", "site", "tabloid", "network", "channel", "station", "television", "tv", "radio",
    "report", "reports", "article", "story", "agency", "agencies",
}  # fmt: skip
BODY_NOUNS = {
    "company", "firm", "group", "agency", "party", "union", "ministry", "department", "committee",
    "commission", "council", "court", "board", "bank", "team", "club", "league", "organization",
    "organisation", "association", "campaign", "university", "school", "hospital", "office", "bureau",
    "institute", "foundation", "charity", "operator", "airline", "regulator", "watchdog",
}  # fmt: skip
PAPER_NOUNS = {"report", "reports", "statement", "document", "documents", "letter", "post", "message"}


def root(
    kind: ClaimKind,
    source: ExtractedSource | None,
    via: list[ExtractedSource],
    outlet: str | None,
    credit: str | None,
) -> Origin:
    """Where a claim comes from.

    Args:
        kind: how the claim is told; a narrated one is the outlet's own.
        source: who it is attributed to, if anyone.
        via: the chain outward: in "a source told Axios", Axios.
        outlet: whose document it stands in, if known.
        credit: the agency that the document credits, if any.
    """
    if kind == "narrated" or source is None:
        return _cited(via) or _narrator(outlet, credit)
    found = _speaker(unresolved.read(source), via, credit or outlet)
    return found.model_copy(update={"via": links(via)})


def _speaker(source: ExtractedSource, via: list[ExtractedSource], heard_by: str | None) -> Origin:
    if source.role == "organization" and _name(source).casefold() in RELATIVES:
        return _unresolved(source, via)
    if source.role == "unresolved" and TITLED.fullmatch(source.text):
        return organization(_name(source), "organization as speaker")
    if source.role == "unresolved":
        nobody_named = None if _name(source) else _cited(via)
        return nobody_named or _unresolved(source, via)
    if source.role == "anonymous":
        return _anonymous(source, via, heard_by)
    return _named(source)


def links(via: Iterable[ExtractedSource]) -> list[Link]:
    """A chain outward as links; "the newspaper" alone names none."""
    named = [_name(each) for each in via if not _unnamed_outlet(_name(each))]
    return [Link(key=_key(name), name=name) for name in named]


def _narrator(outlet: str | None, credit: str | None) -> Origin:
    if credit:
        return _outlet(credit, "credited agency")
    if outlet:
        return _outlet(outlet, "outlet's own voice")
    return Origin(key=None, name="unknown outlet", role="unresolved", rule="unknown outlet")


def _cited(via: list[ExtractedSource]) -> Origin | None:
    """The innermost outlet of a chain that names no speaker ("Axios reported")."""
    return _outlet(_name(via[0]), "cited outlet") if via else None


def _unresolved(source: ExtractedSource, via: list[ExtractedSource]) -> Origin:
    """An unknown speaker. The outlet that heard them is no root: they may speak elsewhere too."""
    told = f" via {_name(via[-1])}" if via else ""
    return Origin(key=None, name=_name(source), role="unresolved", rule=f"unresolved speaker{told}")


def _anonymous(source: ExtractedSource, via: list[ExtractedSource], outlet: str | None) -> Origin:
    """One root an outlet: who its unnamed sources are, and whether they are several, only it knows.

    One that is told apart ("another official") is a second root; there is no third.
    """
    name = _name(source)
    heard_by = _name(via[0]) if via else outlet
    if not heard_by or _unnamed_outlet(heard_by):
        return Origin(key=None, name=name, role="anonymous", rule="anonymous source of an unknown outlet")
    rule = f"anonymous source via {heard_by}" if via else "anonymous source of one outlet"
    return Origin(key=anonymous_key(name, heard_by), name=name, role="anonymous", rule=rule)


def described(name: str) -> str:
    """How an unnamed source is described, without the article that tells its first mention from the next."""
    return names.plain(name)


def anonymous_key(name: str, heard_by: str) -> str:
    """The key of an unnamed source: the outlet that heard it, and whether it was told apart from another."""
    which = "another" if BESIDES.match(name) else "one"
    return f"anonymous:{which}@{names.outlet(heard_by)}"


def _named(source: ExtractedSource) -> Origin:
    name = _name(source)
    if source.role == "outlet" or (source.role == "organization" and names.is_outlet(name)):
        return _outlet(name, "cited outlet")
    if source.role == "person":
        name = _untruncated(source, name)
        return Origin(key=_key(names.person(name)), name=name, role="person", rule="named speaker")
    if source.role == "document":
        key = None if names.plain(name) in PAPER_NOUNS else f"document:{names.plain(name)}"
        return Origin(key=key, name=name, role="document", rule="cited document")
    return organization(name, "organization as speaker")


def _untruncated(source: ExtractedSource, name: str) -> str:
    """A person's name; where no more than a title was read of it ("HON"), what stands after it."""
    if names.plain(name).rstrip(".") not in names.HONORIFICS:
        return name
    return names.person(source.text).title() if " " in source.text else name


def organization(name: str, rule: str) -> Origin:
    """A body as a root; "the company" alone names none."""
    key = None if bare(name) in BODY_NOUNS else _key(bare(name))
    return Origin(key=key, name=name, role="organization", rule=rule)


def bare(body: str) -> str:
    """A body's name in the form in which two are compared, without whose it is ("its own ministry")."""
    return names.outlet(POSSESSOR.sub("", names.plain(body).removesuffix(" itself")))


def _outlet(name: str, rule: str) -> Origin:
    """An outlet or agency as a root; "the newspaper" alone names none."""
    name = APPOSED.sub("", name)
    if rule == "cited outlet" and names.is_agency(name):
        rule = "agency"
    if rule == "cited outlet" and _unnamed_outlet(name):
        return Origin(key=None, name=name, role="outlet", rule="unnamed outlet")
    return Origin(key=_key(name), name=name, role="outlet", rule=rule)


def _key(name: str) -> str:
    """A name is a name: one key, whether it was taken for a person, a body or an outlet, or is credited."""
    return f"name:{names.outlet(name)}"


def _unnamed_outlet(name: str) -> bool:
    """Whether a noun stands in place of an outlet's name ("the newspaper", "state media")."""
    described, _, noun = names.plain(name).rpartition(" ")
    return noun in OUTLET_NOUNS and described in name and not names.is_outlet(name)


def _name(source: ExtractedSource) -> str:
    return source.name or source.text
