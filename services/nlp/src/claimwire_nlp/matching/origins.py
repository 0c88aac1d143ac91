"""The root that a claim's chain of attribution ends in, and the rule that found it.

Where it is doubtful whether two roots are one, the rules make them one:
independence is what readers rely on, so it is never claimed on a guess.
"""

import re

from claimwire_contracts.messages import ExtractedSource
from claimwire_contracts.types import ClaimKind, Origin

from claimwire_nlp.matching import names

COUNTED = re.compile(
    r"^(?:(?:that|this|these|those|one|two|three|four|five|six|several|some|many|multiple|other|another|"
    r"its|his|her|their|unnamed|anonymous|unidentified|same)\s+)+"
)
PLURAL = re.compile(r"\b(source|official|diplomat|aide|adviser|advisor|officer|witness|person)(?:s|es)\b")


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
    if source.role == "unresolved":
        nobody_named = None if _name(source) else _cited(via)
        return nobody_named or _unresolved(source, via)
    if source.role == "anonymous":
        return _anonymous(source, via, credit or outlet)
    return _named(source)


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
    name = _name(source)
    heard_by = _name(via[0]) if via else outlet
    if not heard_by:
        return Origin(key=None, name=name, role="anonymous", rule="anonymous source of an unknown outlet")
    rule = f"anonymous source via {heard_by}" if via else "anonymous source of one outlet"
    key = f"anonymous:{description(name)}@{names.outlet(heard_by)}"
    return Origin(key=key, name=name, role="anonymous", rule=rule)


def _named(source: ExtractedSource) -> Origin:
    name = _name(source)
    if source.role == "outlet" or (source.role == "organization" and names.is_outlet(name)):
        return _outlet(name, "cited outlet")
    if source.role == "person":
        return Origin(key=f"person:{names.person(name)}", name=name, role="person", rule="named speaker")
    if source.role == "document":
        return Origin(key=f"document:{description(name)}", name=name, role="document", rule="cited document")
    return Origin(
        key=f"organization:{names.plain(name)}",
        name=name,
        role="organization",
        rule="organization as speaker",
    )


def _outlet(name: str, rule: str) -> Origin:
    """An outlet or agency as a root. Its key is the same whether it speaks, is cited or is credited."""
    if rule == "cited outlet" and names.is_agency(name):
        rule = "agency"
    return Origin(key=f"outlet:{names.outlet(name)}", name=name, role="outlet", rule=rule)


def description(name: str) -> str:
    """An anonymous source as it is compared: "two Israeli officials" and "an Israeli official" are alike."""
    return PLURAL.sub(r"\1", COUNTED.sub("", names.plain(name))).strip()


def _name(source: ExtractedSource) -> str:
    return source.name or source.text
