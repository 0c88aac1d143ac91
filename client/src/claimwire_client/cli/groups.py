"""A story's claim groups in words: who reports each, the origins behind it, what speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from claimwire_contracts.types import Claim, ClaimGroup, GroupOrigin, Story
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from claimwire_client.cli import output
from claimwire_client.cli.claims import attribution

BRIEF = 12
"""How many claims of a single outlet are listed before the rest is only counted."""


def ranked(groups: list[ClaimGroup]) -> list[ClaimGroup]:
    """What most outlets report first; among those, what most independent origins stand behind."""
    return sorted(groups, key=lambda group: (-len(group.outlets), -group.independent_origins))


def notable(group: ClaimGroup) -> bool:
    """Whether a group says something about more than one outlet."""
    return len(group.documents) > 1 or bool(
        group.conflicts or group.updates or group.hedge_loss or group.quote_drift
    )


@dataclass(frozen=True)
class Evidence:
    """A story's groups, with the claims and documents that they rest on. Groups are numbered as listed."""

    story: Story
    claims: list[Claim]
    groups: list[ClaimGroup]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each group's number on the screen."""
        return {group.id: number for number, group in enumerate(self.groups, start=1)}

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """The claims."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def outlet_of(self) -> dict[str, str]:
        """The outlet of each document."""
        return {document.id: document.outlet or "outlet unknown" for document in self.story.documents}

    @cached_property
    def duplicates(self) -> set[str]:
        """The documents that are another one, posted again."""
        return {document.id for document in self.story.documents if document.duplicate_of}

    def shared(self, *, every: bool) -> RenderableType:
        """The groups that several documents share or that another group bears on; with `every`, all."""
        told = [group for group in self.groups if every or notable(group)]
        return Group(*(self.group(group) for group in told)) if told else Text("\nnothing is shared")

    def rest(self) -> RenderableType:
        """What single documents report, a line each."""
        alone = [group for group in self.groups if not notable(group)]
        if not alone:
            return Text("")
        made = output.table("", f"reported by one outlet alone: {output.count(len(alone), 'claim')}")
        for group in alone[:BRIEF]:
            told = f"{', '.join(group.outlets)}: {output.shortened(group.text, 160)}"
            made.add_row(str(self.numbers[group.id]), told)
        if len(alone) > BRIEF:
            made.add_row("", Text(f"and {len(alone) - BRIEF} more: --all", style="dim"))
        return Group(Text(""), made)

    def group(self, group: ClaimGroup) -> RenderableType:
        """One group: status and counts, the claim, the tree of its origins, what bears on it."""
        heading = Text.assemble(
            f"{self.numbers[group.id]}  ",
            output.state(group.status),
            f" · {output.count(len(group.outlets), 'outlet')}, "
            f"{output.count(group.independent_origins, 'independent origin')}",
        )
        notes = [Text(note, style="magenta") for note in self.notes(group)]
        inside = Group(
            Text(group.text, style="bold"), *(self.origin(origin, group) for origin in group.origins), *notes
        )
        return Group(Text(""), heading, Padding(inside, (0, 0, 0, 3), expand=False))

    def origin(self, origin: GroupOrigin, group: ClaimGroup) -> Tree:
        """An origin and what rests on it: each document's own words."""
        role = origin.role if origin.known else "root unknown, adds no independence"
        tree = Tree(Text(f"{origin.name} ({role})"), guide_style="dim")
        claims = [self.by_id[claim_id] for claim_id in origin.claims if claim_id in self.by_id]
        found: dict[str, tuple[str, str]] = {}
        for claim in claims:
            line = self.claim(claim, group)
            key = claim.id if line in found and claim.document_id not in self.duplicates else line
            found[key] = (line, " (also posted again)" if key in found else "")
        for line, mark in found.values():
            tree.add(told(line, mark))
        return tree

    def claim(self, claim: Claim, group: ClaimGroup) -> str:
        """One document's claim; in its own words, where they are not the group's."""
        outlet = self.outlet_of.get(claim.document_id, claim.document_id)
        said = f"{outlet}: {attribution(claim)}"
        own = claim.content.text != group.text
        return f"{said}\n“{output.shortened(claim.content.text, 200)}”" if own else said

    def notes(self, group: ClaimGroup) -> list[str]:
        """What bears on a group; what is true of a document and of its copies is told once."""
        return list(dict.fromkeys(self.each_note(group)))

    def each_note(self, group: ClaimGroup) -> Iterator[str]:
        """What speaks against a group, changes with time, or was altered in the telling."""
        for conflict in group.conflicts:
            yield f"conflict ({conflict.kind}) with {self.number(conflict.group_id)}: {conflict.detail}"
        for update in group.updates:
            yield f"update, see {self.number(update.group_id)}: {update.detail}"
        for loss in group.hedge_loss:
            yield f"hedge lost: {self.who(loss.hedged)} hedges it, {self.who(loss.flat)} says it flat"
        for drift in group.quote_drift:
            yield f"quote differs, {self.who(drift.a)} and {self.who(drift.b)}: {drift.detail}"

    def number(self, group_id: str) -> str:
        """How the screen calls another group."""
        number = self.numbers.get(group_id)
        return f"claim {number}" if number else group_id

    def who(self, claim_id: str) -> str:
        """The outlet that makes a claim."""
        claim = self.by_id.get(claim_id)
        return self.outlet_of.get(claim.document_id, claim.document_id) if claim else claim_id


def told(line: str, mark: str) -> Text:
    """A document's line: who says it, a mark, and the words under it in italics."""
    who, _, words = line.partition("\n")
    said = Text(who + mark)
    return said.append(f"\n{words}", style="italic") if words else said
