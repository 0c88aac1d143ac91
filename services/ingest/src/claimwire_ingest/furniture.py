"""The shapes of lines that are furniture, by the reason they are removed for.

A shape must fit the whole line, in any case; every line of up to `LONGEST` words is held against all of
them. What could be a sentence of the reporting must not fit: shapes are imperatives, labels and formulas,
and most allow no full stop.
"""

# ruff: noqa: RUF001  dashes, quotation marks and breadcrumb marks are matched as they are printed

import re

from claimwire_ingest.credit import AGENCIES

LONGEST = 60
"""Words; a longer line is a paragraph of the article, whatever it begins with."""

_NETWORK = (
    r"(?:twitter|x|facebook|instagram|threads|bluesky|linkedin|telegram|whatsapp|tiktok|youtube|reddit)"
)
_NAMES = r"(?-i:[A-Z@][\w.'’@-]*(?:,? (?:[A-Z][\w.'’-]*|and|in|of|for|the|de|van|von|al))*)"
_AGENCY = "(?:" + "|".join(re.escape(name) for names in AGENCIES.values() for name in names) + ")"
_YEAR = r"(?:19|20)\d\d"
_PAGE = r"(?:article|story|page|post|video|report)"
_JOIN = r"(?:sign up|subscribe|register|join|get|receive|enter your)"
_SHARE = r"(?:share|tweet|copy|e-?mail|print|save)"
_ADVERT = r"(?:ad|adverts?|advertisements?|sponsored(?: content)?|promoted(?: content)?|paid post)"
_IMAGE = r"(?:photo|image|picture|photograph)"
_STORIES = r"(?:stories|story|articles?|news|coverage|content|reading|topics|links|videos?)"

SHAPES: dict[str, tuple[str, ...]] = {
    "copyright": (
        rf"(?:copyright )?(?:©|\(c\)(?= ?{_YEAR})).{{0,200}}",
        rf"copyright {_YEAR}\b.{{0,200}}",
        r"(?:.{0,120}[.,|;–—-] ?)?all rights reserved(?: worldwide)?[.!]?",
        r"this (?:material|article|content) may not be (?:published|reproduced|republished|copied)\b.*",
    ),
    "navigation": (
        r"(?:read|see|watch|listen)(?: more| also| next| now| live)? ?[:|»>].*[^.]",
        r"(?:read|see) (?:more|also|next)(?: (?:about|on|at|from|here)\b[^.]{0,80})?",
        rf"(?:related|more|recommended|trending|most (?:read|popular))(?: {_STORIES})?(?: ?[:|»>].*)?",
        rf"(?:more|latest)(?: {_STORIES})? (?:from|on) [^.]{{1,40}}",
        r"(?:click|tap) here(?: (?:to|for|and)\b.{0,100})?",
        r"(?:continue|keep) reading.{0,30}",
        r"read (?:the )?full (?:article|story|report)(?: here)?.?",
        r"(?:skip|jump) to (?:main )?(?:content|navigation|comments|footer|search)",
        r"back to top|show more|load more|scroll down.{0,40}",
        r"(?:view |read |leave a |\d+ |all |show )?comments?",
        rf"(?:listen to|watch) this {_PAGE}.{{0,20}}",
        r"home ?[>»|/›] ?.{1,100}",
    ),
    "newsletter": (
        rf"{_JOIN}\b.{{0,160}}\b(?:newsletters?|inbox|mailing list|e-?mail (?:alerts|updates))\b.{{0,80}}",
        rf"{_JOIN}\b.{{0,80}}\b(?:youtube|telegram|whatsapp) channel\b.{{0,80}}",
        r"subscribe(?: now| today| here)?[.!]?",
    ),
    "share line": (
        rf"{_SHARE}(?: this(?: {_PAGE})?)?(?: (?:on|via|to) {_NETWORK})?[:!]?",
        rf"{_SHARE}(?: (?:link|this|{_PAGE}|{_NETWORK}|e-?mail|print|tweet|comments?)){{1,6}}",
        rf"follow (?:us|me|him|her|them|{_NAMES}) on {_NETWORK}\b.{{0,100}}",
    ),
    "advertisement": (
        rf"[-–— ]*{_ADVERT}[-–— ]*(?:(?:story |article )?(?:continu|scroll to continu).{{0,40}})?",
        rf"(?:{_PAGE}|content|reading) continues (?:below|after)(?: (?:this |the )?{_ADVERT})?\.?",
    ),
    "cookie notice": (r"(?:we use|this (?:web)?site uses|our site uses) cookies\b.{0,300}",),
    "photo credit": (
        rf"[(\[]?(?:ap |file )?{_IMAGE}s?(?: credit| courtesy)?(?: by|:|/)[^.]{{1,90}}[)\]]?",
        r"[(\[]?[^.()]{1,60}(?: via |/)(?:getty images|afp|ap|reuters|shutterstock)[)\]]?",
    ),
    "time stamp": (
        r"(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? [^.]{0,25}\d[^.]{0,40}",
        r"(?:published|updated) (?:on|at) [^.]{0,25}\d[^.]{0,10}[ap]\.m\.(?: [a-z]{2,4})?",
        r"\d{1,3}[- ]min(?:ute)?s?(?: read)?",
    ),
    "credit line": (
        rf"[\s(\[]*(?:[-–—]+ ?)?(?:source: ?|with |via )?{_AGENCY}[\s)\].]*",
        r".{3,100} contributed (?:reporting )?to this (?:report|story|article)\.?",
        r"[(\[](?:additional )?(?:reporting|writing|editing|compiled) by .{3,300}[)\]]",
        rf"(?:reporting|writing) by {_NAMES}; ?(?:additional |writing |editing |compiled ).{{3,200}}",
        rf"(?:additional reporting by|contributing:|contributors?:) {_NAMES}\.?",
        r"source: ?(?:news )?agencies",
    ),
}
_COMPILED = [
    (reason, re.compile("|".join(f"(?:{shape})" for shape in shapes), re.IGNORECASE))
    for reason, shapes in SHAPES.items()
]


def furniture(line: str) -> str | None:
    """The reason to remove a line for its shape, or None."""
    if len(line.split()) > LONGEST:
        return None
    return next((reason for reason, shape in _COMPILED if shape.fullmatch(line)), None)
