"""A story's claim groups in words: who reports each, the origins behind it, what speaks against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from claimwire_contracts.types import Claim, ClaimGroup, GroupOrigin, StoryView
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from claimwire_client.cli import output
from claimwire_client.cli.claims import attribution


def ranked(groups: list[ClaimGroup]) -> list[ClaimGroup]:
    """What most outlets report first; among those, what most independent origins stand behind."""
    return sorted(groups, key=lambda group: (-len(group.outlets), -group.independent_origins))


def known_origins(group: ClaimGroup) -> int:
    """How many roots a group has that are known."""
    return sum(origin.known for origin in group.origins)


def reach(group: ClaimGroup) -> str:
    """How many origins stand behind a group."""
    if group.origins and not known_origins(group):
        return "origin unknown"
    return output.count(group.independent_origins, "independent origin")


def wording(text: str) -> str:
    """The words that tell whether a claim puts it otherwise than its group's headline."""
    return text.casefold().removeprefix("that ").replace(',"', '"').replace(",”", "”")


def root(origin: GroupOrigin) -> str:
    """An origin and its role: `an Israeli source, via Axios (anonymous)`."""
    role = origin.role if origin.known else "origin unknown, adds no independence"
    return f"{called(origin)} ({role})"


def called(origin: GroupOrigin) -> str:
    """What an origin is called, and whom its words came through to the outlets that report them."""
    return ", via ".join([origin.name or "someone not named", *origin.via])


@dataclass(frozen=True)
class Evidence:
    """A story's groups, with the claims and documents that they rest on. Groups are numbered as listed."""

    story: StoryView
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

    @cached_property
    def of_id(self) -> dict[str, ClaimGroup]:
        """The groups."""
        return {group.id: group for group in self.groups}

    @property
    def shared(self) -> list[ClaimGroup]:
        """The groups that several outlets report."""
        return self.among(self.story.claims.shared)

    def among(self, group_ids: Iterable[str]) -> list[ClaimGroup]:
        """The groups of these ids, in the order of the screen."""
        wanted = set(group_ids)
        return [group for group in self.groups if group.id in wanted]

    def group(self, group: ClaimGroup) -> RenderableType:
        """One group: status and counts, the claim, the tree of its origins, what bears on it."""
        heading = Text.assemble(
            f"{self.numbers[group.id]}  ",
            output.state(group.status),
            f" · {output.count(len(group.outlets), 'outlet')}, {reach(group)}",
        )
        notes = [Text(note, style="magenta") for note in self.notes(group)]
        inside = Group(
            Text(group.text, style="bold"), *(self.origin(origin, group) for origin in group.origins), *notes
        )
        return Group(Text(""), heading, Padding(inside, (0, 0, 0, 3), expand=False))

    def origin(self, origin: GroupOrigin, group: ClaimGroup) -> Tree:
        """An origin and what rests on it: each document's own words."""
        tree = Tree(Text(root(origin)), guide_style="dim")
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
        own = wording(claim.content.text) != wording(group.text)
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

    def words(self, claim_id: str) -> Text:
        """A claim with who tells it, whatever its group says."""
        claim = self.by_id.get(claim_id)
        if claim is None:
            return Text(claim_id)
        outlet = self.outlet_of.get(claim.document_id, claim.document_id)
        words = f"“{output.shortened(claim.content.text, 200)}”"
        return told(f"{outlet}: {attribution(claim)}\n{words}", "")

    def who(self, claim_id: str) -> str:
        """The outlet that makes a claim."""
        claim = self.by_id.get(claim_id)
        return self.outlet_of.get(claim.document_id, claim.document_id) if claim else claim_id


def told(line: str, mark: str) -> Text:
    """A document's line: who says it, a mark, and the words under it in italics."""
    who, _, words = line.partition("\n")
    said = Text(who + mark)
    return said.append(f"\n{words}", style="italic") if words else said
