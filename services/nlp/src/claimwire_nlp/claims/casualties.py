"""The dead and the hurt: numbers that count people without saying so ("kills 12", "the toll rises to 7")."""

from spacy.tokens import Doc, Token

UNIT = "people"
HARMED = {
    "dead", "killed", "injured", "wounded", "hurt", "missing", "hospitalized", "hospitalised", "arrested",
    "detained", "rescued",
}  # fmt: skip
"""Words that stand for people right after their number, auxiliaries aside ("19 injured")."""
HARMING = {"kill", "injure", "wound", "hurt", "hospitalize", "hospitalise", "slay", "maim"}
TOLLS = {"toll", "dead", "killed", "injured", "casualties", "deaths", "fatalities", "wounded", "people"}
"""What a sentence counts where its figure stands alone at the end ("the number of dead at seven")."""
REACHING = {"rise", "climb", "reach", "increase", "grow", "put", "stand", "jump", "be", "pass", "fall", "hit"}
AUXILIARIES = {"are", "is", "was", "were", "have", "has", "had", "been", "be", "people", "others", "more"}
REACH = 4
DEPTH = 2


def end(doc: Doc, start: int, first: int, after: int) -> int:
    """Where a number of people ends; 0 if the number counts none.

    Args:
        doc: the text.
        start: where the number begins with its bound ("at least").
        first: where the number itself begins.
        after: where the number ends.
    """
    for i in range(after, min(after + REACH, len(doc))):
        if doc[i].lower_ in HARMED:
            return i + 1 if i == after else after
        if doc[i].lower_ not in AUXILIARIES:
            break
    return after if _closes(doc, after) and (_done_to(doc, start) or _reached(doc[first])) else 0


def _closes(doc: Doc, after: int) -> bool:
    """Whether nothing that is counted can follow a number."""
    return after >= len(doc) or doc[after].pos_ in {"PUNCT", "ADP", "CCONJ", "SPACE", "SCONJ", "ADV"}


def _done_to(doc: Doc, start: int) -> bool:
    """Whether a verb of harm stands right before a number ("killing at least 12")."""
    return start > 0 and doc[start - 1].lemma_.lower() in HARMING


def _reached(token: Token) -> bool:
    """Whether a number is what a toll comes to ("the number of people killed has risen to seven")."""
    verb = token
    for _ in range(DEPTH):
        if verb.pos_ in {"VERB", "AUX"}:
            break
        verb = verb.head
    if verb.lemma_.lower() not in REACHING:
        return False
    counted = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    return any(
        child.lower_ == "toll" or (child.lower_ == "number" and _of_people(child)) for child in counted
    )


def _of_people(number: Token) -> bool:
    """Whether a "number of ..." is one of people harmed."""
    return any(word.lower_ in TOLLS for word in number.subtree)
