"""Decisions on entities: a merge, a split, or a verdict that made two names one."""

from claimwire_contracts.types import EntityDecision
from fastapi import APIRouter

from claimwire_gateway.problems import responses
from claimwire_gateway.routes.parameters import Caller, DecisionId, Store
from claimwire_gateway.store import decisions

router = APIRouter(prefix="/v1/decisions", tags=["decisions"])


@router.get("/{decision_id}", summary="A decision on entities", responses=responses(404))
def get_decision(decision_id: DecisionId, engine: Store) -> EntityDecision:
    """What was decided, by which rule or whose hand, and whether it holds."""
    with engine.connect() as conn:
        return decisions.get(conn, decision_id)


@router.post("/{decision_id}/undo", summary="Undo a decision on entities", responses=responses(404, 409))
def undo(decision_id: DecisionId, engine: Store, caller: Caller) -> EntityDecision:
    """A merge parts, a split joins; what a rule joined is kept apart from then on."""
    with engine.begin() as conn:
        return decisions.undo(conn, decision_id, by=caller)
