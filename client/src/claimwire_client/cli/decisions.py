"""`claimwire merge`, `split` and `undo`: what a hand decides about entities."""

from typing import Annotated

import typer
from claimwire_contracts.types import EntityDecision
from rich.console import RenderableType
from rich.text import Text

from claimwire_client.cli import output
from claimwire_client.cli.session import AsJson, gateway

Reason = Annotated[str | None, typer.Option(help="Why; it is kept with the decision.")]


def merge(
    ctx: typer.Context,
    *,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="The id of the entity that is another.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The id of the one that stays.")],
    reason: Reason = None,
    json: AsJson = False,
) -> None:
    """Make two entities one, for good; later articles keep to it."""
    with gateway(ctx) as client:
        _tell(client.merge_entities(entity, into=into, reason=reason), json=json)


def split(
    ctx: typer.Context,
    *,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="The id of an entity that is two.")],
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="The articles in which the name means another.")
    ],
    reason: Reason = None,
    json: AsJson = False,
) -> None:
    """Part an entity that is two, for good: in these articles it is somebody else."""
    with gateway(ctx) as client:
        _tell(client.split_entity(entity, documents=documents, reason=reason), json=json)


def undo(
    ctx: typer.Context,
    *,
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="Its id, as merge, split or entity --why say.")
    ],
    json: AsJson = False,
) -> None:
    """Undo a merge or a split, or part what a rule made one."""
    with gateway(ctx) as client:
        _tell(client.undo_decision(decision), json=json)


def in_words(decision: EntityDecision) -> RenderableType:
    """A decision: what is one or is not, by which rule or whose hand, and its id to undo it by."""
    names = [decision.entity_name or decision.entity, decision.other_name or decision.other]
    parting = decision.kind in {"split", "apart"}
    told = [decision.detail or " / ".join(names), decision.rule or ""]
    if decision.score is not None:
        told.append(f"{decision.score:.2f}")
    if decision.by:
        told.append(f"by {decision.by}")
    if decision.reason:
        told.append(decision.reason)
    if decision.undone_at:
        told.append(f"undone {output.when(decision.undone_at)}")
    elif not decision.in_effect:
        told.append("outweighed")
    kind = "not one" if parting else "one"
    head = f"{kind} ({decision.kind}): "
    return Text.assemble(head, " · ".join(filter(None, told)), "  ", (decision.id, "dim"))


def _tell(decision: EntityDecision, *, json: bool) -> None:
    if json:
        output.as_json(decision)
        return
    output.screen().print(in_words(decision))
    if decision.kind == "split" and decision.undone_at is None:
        output.screen().print(f"who is meant there is now {decision.entity}")
