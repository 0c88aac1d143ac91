"""Whether a text is an institution's own release: then what it tells without a speaker is that one's word.

A newspaper, too, is named in its own texts ("told the Harbour Gazette"). An institution is what one is about.
"""

import re

from claimwire_nlp.attribution import roles
from claimwire_nlp.matching import names

HOUSES = re.compile(
    r"\b(?:ministry|department|university|hospital|institute|foundation|council|police|authority|commission"
    r"|committee|office|association|federation|union|society|board|directorate|inc|ltd|plc|corp|gmbh|ag)\b"
)
"""Words of names that no outlet bears."""
ACTING = (
    r"(?:^|\n|[.:!?]\s+|[\u2013\u2014-]\s+)(?:the )?{name}(?=\s+(?!has learned|understands|has seen)[a-z(])"
    r"|\babout {name}:"
)
"""Where a sentence begins with the name and goes on ("Corvane Steel regrets", "About Corvane Steel:")."""


def is_release(text: str, outlet: str) -> bool:
    """Whether an outlet is an institution that writes of itself.

    Args:
        text: what it published.
        outlet: its name.
    """
    name = names.plain(outlet)
    if names.is_outlet(outlet) or roles.names_medium(name):
        return False
    if HOUSES.search(name):
        return True
    return re.search(ACTING.format(name=re.escape(name)), text.casefold()) is not None
