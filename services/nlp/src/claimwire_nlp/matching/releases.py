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
    r"|inspectorate|observatory|abbey|diocese|academy|tribunal|commissioners|chapter|rescue|command"
    r"|(?:dispatch|prison|wildlife) service|studios|symphony|orchestra|motors|chemicals|law (?:group|firm)"
    r"|school district|health district|operations (?:agency|cent(?:er|re))|hf|ab|sad"
    r"|company|corporation|limited|jsc|llc|oyj|asa|s\.a|n\.v|b\.v|a\.s|k\.k|s\.p\.a)\b"
)
"""Words of names that no outlet bears."""
AGENCY = re.compile(r"\b(?:press|news) (?:association|service|agency|bureau)$")
"""What a news agency may be called by, though other bodies are called so, too."""
FORM = re.compile(
    r"(?:,.*|\s+(?:llp|as|oy|sa|spa|nv|bv|kk|zrt|kft|pty|pvt)\.?)$",
    re.IGNORECASE,
)
"""What names in a register end in ("Quillan Oy", "Coull Geddes, Solicitors"), besides those of `HOUSES`."""
HEADED = re.compile(
    r"^(?:(?:press|media|news|public|joint|club|family|company|official) )?"
    r"(?:(?:release|statement|communiqu\w+|clarification|declaration)\b"
    r"(?: (?:by|on|of|from|regarding|concerning)\b|[:.,]?\s*$|[:.,])|(?:service update|situation report)\b)"
    r"|^press release\b|[:|\u2013\u2014-] press release$",
    re.IGNORECASE,
)
"""How what an institution writes is headed ("Statement by the board", "Press release")."""
BY_NAME = (
    r"^(?:[Tt]he )?{name}(?:,? [A-Z]\w*\.?){{0,2}}"
    r"(?:['\u2019]s? (?:statement|response|reply)\b| (?!live\b)[a-z]"
    r"|:? (?:[Ss]tatus|[Ss]tatement|[Ii]nformation|[Uu]pdate|[Cc]larification|[Nn]otice)\b)"
)
"""A headline in which its sender does something or is named as such ("Corvane Steel: Update")."""
INFORMS = (
    r"\b{name} (?:hereby |today |again |further )?(?:informs?|announces?|takes? note|regrets?|expresses"
    r"|condemns?|rejects?|thanks|wishes to|apologi[sz]es|extends|clarifies|notes? with)\b"
)
"""Where it does, anywhere in a sentence, what one does who sends out a release."""
WE = re.compile(
    r"\bwe (?:deeply |sincerely |again |hereby |strongly )?(?:mourn|wish to|act for|condemn"
    r"|announce|inform|extend our|thank (?:our|all|every)|are (?:shocked|saddened|co-?operating))\b"
)
"""With what an institution, and hardly a newspaper, says we."""
ACTING = (
    r"(?:^|\n|[.:!?]\s+|[\u2013\u2014-]\s+)(?:the )?{name}"
    r"(?=\s+(?!(?:has|had) (?:learn|seen|talked|spoken|asked|obtained|found|an?\b|the\b|not been able)"
    r"|can (?:reveal|report)|understands|asked|spoke|rang|sent|went|report|reveal|explains|brings)[a-z(])"
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


def is_release(text: str, outlet: str, title: str | None = None) -> bool:
    """Whether an outlet is an institution that writes of itself.

    Args:
        text: what it published.
        outlet: its name.
        title: the headline, where it is not part of the text.
    """
    name = names.plain(outlet)
    if names.is_outlet(outlet) or roles.names_medium(name) or AGENCY.search(name):
        return False
    if HOUSES.search(name) or _is_headed(title or "", FORM.sub("", outlet.strip())):
        return True
    plain = text.casefold()
    told = QUOTED.sub("", plain)
    if OURS.search(told) or WE.search(told) or HEADED.match(told.lstrip().split("\n")[0]):
        return True
    known = re.escape(FORM.sub("", name))
    return any(re.search(form.format(name=known), plain) for form in (ACTING, INFORMS))


def _is_headed(title: str, name: str) -> bool:
    """Whether a headline is of something that an institution itself sends out."""
    by_name = re.match(BY_NAME.format(name=re.escape(name)), title)
    return by_name is not None or HEADED.search(title) is not None
