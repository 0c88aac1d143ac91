"""A story in one view, section by section. A claim keeps the number that it has on the screen."""

from collections.abc import Iterable, Iterator, Sequence

from claimwire_contracts.types import Change, Chase, ClaimGroup, ConflictKind, Quoted, StoryView
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.groups import Evidence, called
from claimwire_client.cli.output import count, shortened

BRIEF = 12
"""As many lines a section has before the rest is only counted."""

GAINED = {
    "outlet": "also told by",
    "origin": "another origin:",
    "corroborated": "now corroborated by",
    "conflict": "now disputed:",
    "update": "brought up to date:",
}


def sections(view: StoryView, evidence: Evidence, *, every: bool) -> RenderableType:
    """All that there is to say of a story; with `every`, in full what a single outlet reports."""
    brief = None if every else BRIEF
    told = [
        shared(evidence),
        disputed(evidence),
        one_origin(evidence, brief),
        new(view, evidence, brief),
        quoted(view.quoted, brief),
        sourcing(view),
        chase(view.chase, brief),
        in_full(evidence) if every else None,
    ]
    return Group(*(each for each in told if each))


def section(title: str, *inside: RenderableType) -> RenderableType:
    """A heading that shows without colour too, and what is under it."""
    return Group(Text(f"\n{title.upper()}", style="bold cyan"), *inside)


def lines(rows: Sequence[tuple[str, RenderableType]], brief: int | None = None) -> RenderableType:
    """Rows of a number and what bears it; beyond `brief` they are only counted."""
    made = output.table("", "", headed=False)
    for number, told in rows[:brief]:
        made.add_row(number, told)
    rest = len(rows) - len(rows[:brief])
    if rest:
        made.add_row("", Text(f"and {rest} more: --all", style="dim"))
    return made


def shared(evidence: Evidence) -> RenderableType:
    """What several outlets report: what most of them do first."""
    groups = evidence.shared
    told = [evidence.group(group) for group in groups]
    return section("what several outlets report", *told or [Text("no two outlets report the same claim yet")])


def disputed(evidence: Evidence) -> RenderableType | None:
    """Claims that cannot both hold, both sides with their words."""
    told = [Text(""), *(each for pair in opposed(evidence) for each in pair)]
    return section("disputed", *told[1:]) if len(told) > 1 else None


def opposed(evidence: Evidence) -> Iterator[list[RenderableType]]:
    """Each pair of groups once: how they conflict, and the two claims that show it."""
    seen: set[tuple[frozenset[str], ConflictKind]] = set()
    for group in evidence.groups:
        for conflict in group.conflicts:
            pair = frozenset((group.id, conflict.group_id)), conflict.kind
            if pair not in seen:
                seen.add(pair)
                numbers = (evidence.numbers.get(id_) for id_ in (group.id, conflict.group_id))
                sides = [
                    (str(number or ""), evidence.words(claim_id))
                    for number, claim_id in zip(numbers, conflict.claims, strict=True)
                ]
                yield [Text(f"{conflict.kind}: {conflict.detail}", style="magenta"), indented(lines(sides))]


def one_origin(evidence: Evidence, brief: int | None) -> RenderableType | None:
    """What rests on one origin: claims of several outlets first, then what one outlet alone reports."""
    resting = evidence.among(evidence.story.claims.single_origin)
    several = [group for group in resting if group in evidence.shared]
    alone = [group for group in resting if group not in evidence.shared]
    told: list[RenderableType] = []
    if several:
        told.append(Text("told by several outlets"))
        told.append(indented(lines([line(evidence, group) for group in several])))
    if alone:
        told.append(Text(f"told by one outlet alone: {count(len(alone), 'claim')}"))
        told.append(indented(lines([line(evidence, group) for group in alone], brief)))
    return section("rests on one origin", *told) if told else None


def line(evidence: Evidence, group: ClaimGroup) -> tuple[str, RenderableType]:
    """A group in a line: who tells it, on whose word, what; and what bears on it."""
    who = ", ".join(group.outlets) if len(group.outlets) == 1 else count(len(group.outlets), "outlet")
    known = [origin for origin in group.origins if origin.known]
    word = "origin unknown"
    if known:
        own = known[0].role == "outlet" and known[0].name in group.outlets
        word = "own voice" if own and len(group.outlets) == 1 else called(known[0])
    told = Text(f"{who or 'outlet unknown'} ({word}): {shortened(group.text, 160)}")
    if len(group.outlets) <= 1:
        for note in evidence.notes(group):
            told.append(f"\n{note}", style="magenta")
    return str(evidence.numbers[group.id]), told


def new(view: StoryView, evidence: Evidence, brief: int | None) -> RenderableType | None:
    """What was first said since the time asked about, and what more is known of the rest."""
    if not view.since:
        return None
    title = f"new since {output.when(view.since)}"
    first = [line(evidence, group) for group in evidence.among(view.claims.new)]
    changed = [gained(evidence, change) for change in view.changes]
    told: list[RenderableType] = []
    if first:
        told += [Text(f"first said since: {count(len(first), 'claim')}"), indented(lines(first, brief))]
    if changed:
        told += [Text("said before, and since then"), indented(lines(changed))]
    return section(title, *told or [Text("nothing")])


def gained(evidence: Evidence, change: Change) -> tuple[str, RenderableType]:
    """A change of a group: what it gained, and the group."""
    group = evidence.of_id.get(change.group_id)
    about = f"\n{shortened(group.text, 120)}" if group else ""
    told = Text(
        f"{output.when(change.at)}: {GAINED.get(change.kind, change.kind)} {change.detail}".rstrip(": ")
    )
    return str(evidence.numbers.get(change.group_id, "")), told.append(about, style="italic")


def quoted(speakers: Sequence[Quoted], brief: int | None) -> RenderableType | None:
    """Who is quoted and how much."""
    if not speakers:
        return None
    made = output.table("who", "words", "share", "claims", "outlets")
    for each in speakers[:brief]:
        words = f"{each.words}, {each.quoted_words} quoted" if each.quoted_words else str(each.words)
        share = f"{each.share:.0%}"
        made.add_row(
            f"{shortened(each.name, 60)} ({each.role})",
            words,
            share,
            str(len(each.claims)),
            str(len(each.outlets)),
        )
    rest = len(speakers) - len(speakers[:brief])
    more = [Text(f"and {rest} more: --all", style="dim")] if rest else []
    return section("who is quoted, and how much", made, *more)


def sourcing(view: StoryView) -> RenderableType | None:
    """On whose word each outlet's claims stand."""
    if not view.sourcing:
        return None
    made = output.table("outlet", "named", "anonymous", "cited", "unclear", "own voice")
    for each in view.sourcing:
        sorts = (each.named, each.anonymous, each.cited, each.unresolved, each.own_voice)
        made.add_row(each.outlet or "outlet unknown", *(str(len(claims)) for claims in sorts))
    return section("sourcing: claims by whose word they stand on", made)


def chase(items: Sequence[Chase], brief: int | None) -> RenderableType | None:
    """Reports that are cited and not here."""
    if not items:
        return None
    return section(
        "chase list: cited, and not among the documents", lines([chased(each) for each in items], brief)
    )


def chased(item: Chase) -> tuple[str, RenderableType]:
    """A report: what it is called, who cites it, where the words are."""
    told = Text(item.name, style="bold").append(f" ({item.role})", style="not bold")
    outlets = ", ".join(distinct(each.outlet or each.document_id for each in item.cited_by))
    first = item.cited_by[0]
    told.append(f"\ncited by {outlets}, {first.claim_id} of {first.document_id}", style="not bold")
    if item.held:
        told.append(f"\nperhaps in the store: {', '.join(item.held)}", style="not bold")
    return "-", told


def in_full(evidence: Evidence) -> RenderableType | None:
    """The groups that the first section did not show, in full."""
    alone = [group for group in evidence.groups if group not in evidence.shared]
    return (
        section("one outlet alone, in full", *(evidence.group(group) for group in alone)) if alone else None
    )


def indented(inside: RenderableType) -> RenderableType:
    """Two columns in."""
    return Padding(inside, (0, 0, 0, 2), expand=False)


def distinct(names: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(names))
