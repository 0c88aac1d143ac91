"""Whether a text is an institution's own release: then what it tells without a speaker is that one's word.

A newspaper, too, is named in its own texts ("told the Harbour Gazette"). An institution is what one is about.
"""

import re

from claimwire_nlp.attribution import roles
from claimwire_nlp.matching import names

HOUSES = re.compile(
    r"\b(?:ministry|department|university|hospital|institute|foundation|council|police|authority|commission"
    r"|committee|office|association|federation|union|society|board|directorate|inc|ltd|plc|corp|gmbh|ag"
    r"|government|headquarters|municipality|museum|bank|armed forces|general staff|court|parliament|senate"
    r"|embassy|presidency|administrators|treasury|coast guard|hospitals|trains|railways|secretariat"
    r"|ombudsman|prosecution|prosecutor|airlines?|airways|city of|county of"
    r"|company|corporation|limited|jsc|llc|oyj|asa|s\.a|n\.v|b\.v|a\.s|k\.k|s\.p\.a)\b"
)
"""Words of names that no outlet bears."""
ACTING = (
    r"(?:^|\n|[.:!?]\s+|[\u2013\u2014-]\s+)(?:the )?{name}"
    r"(?=\s+(?!has (?:learn|seen|talked|spoken|asked|obtained)|understands|asked|spoke|rang)[a-z(])"
    r"|\babout {name}:"
)
"""Where a sentence begins with the name and goes on ("Corvane Steel regrets", "About Corvane Steel:")."""
QUOTED = re.compile(r"[\u201c\"\u201e][^\u201d\"\n]*[\u201d\"]")
OURS = re.compile(
    r"\bour (?:\w+ )?(?:customers|members|shareholders|employees|passengers|guests|patients|systems|vessels?"
    r"|directors?|chair\w*|board|company|party|union|plants?|control (?:centre|center|room)|engineers"
    r"|technicians|network|services|products|supervisory board|crews?|subsidiar\w+|costs"
    r"|fares|flights|trains)\b"
    r"|\bdear (?:customers|members|shareholders|passengers|guests)\b|\bfor immediate release\b"
)
"""What an institution writes of itself, and a newspaper does not."""


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
    if OURS.search(QUOTED.sub("", text.casefold())):
        return True
    return re.search(ACTING.format(name=re.escape(name)), text.casefold()) is not None
