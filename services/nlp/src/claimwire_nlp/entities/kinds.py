"""Kinds: the type that a name's own words and the gazetteers give it, where they know better than a model."""

from spacy.tokens import Span

from claimwire_nlp.attribution import papers
from claimwire_nlp.attribution.roles import names_medium
from claimwire_nlp.entities import peoples, places
from claimwire_nlp.matching import names as outlets

COMMON_WORDS = {"people", "time", "guardian", "telegraph", "abc", "aa", "ria", "pa", "spiegel", "efe", "ft"}
"""Outlets whose name is a word: only what is read as an organization counts for them."""
ORGANIZATIONS = {
    "al-qaeda", "al-qaida", "congress", "e.u.", "european union", "fatah", "fed", "federal reserve", "hamas",
    "hezbollah", "house of commons", "house of lords", "interpol", "islamic state", "isis", "knesset",
    "mossad", "parliament", "shin bet", "taliban", "u.s. congress", "u.s. senate", "world bank",
    "world health organization",
}  # fmt: skip
"""Bodies that are at times read as a people or a place."""
BY_CASE = {
    "AFL-CIO", "CDC", "CIA", "Congress", "DNC", "DOJ", "EPA", "EU", "FAA", "FBI", "FDA", "FEMA", "GOP",
    "IAEA", "ICC", "IMF", "IRS", "NAACP", "NASA", "NATO", "NFL", "NHS", "NIH", "NSA", "NYPD", "OECD",
    "OPEC", "OSCE", "Pentagon", "RNC", "SEC", "Senate", "Supreme Court", "U.N.", "UN", "UNESCO", "UNHCR",
    "UNICEF", "United Nations", "WHO", "WTO",
}  # fmt: skip
"""Bodies that are always written so: the common words of the same letters are not."""
FACILITIES = {
    "white house", "capitol", "u.s. capitol", "kremlin", "downing street", "elysee palace", "oval office",
    "buckingham palace", "guantanamo bay", "mar-a-lago", "trump tower", "ground zero", "national mall",
}  # fmt: skip
REGIONS = {
    "africa", "antarctica", "asia", "europe", "north america", "south america", "latin america",
    "central america", "middle east", "far east", "southeast asia", "east asia", "central asia", "balkans",
    "caucasus", "caribbean", "scandinavia", "sahel", "sahara", "himalayas", "alps", "andes", "arctic",
    "mediterranean", "atlantic", "pacific", "persian gulf", "black sea", "red sea", "earth", "mars", "moon",
    "west", "east", "north", "south", "midwest", "northeast", "southwest", "southeast", "northwest",
    "eastern europe", "western europe", "horn of africa", "east coast", "west coast", "silicon valley",
    "donbas", "levant", "gulf", "maghreb", "golan heights", "great lakes", "deep south", "rust belt",
}  # fmt: skip
LANDFORMS = {
    "river", "sea", "ocean", "lake", "mountain", "mountains", "valley", "desert", "peninsula", "gulf",
    "strait", "coast", "island", "islands", "bay", "canal", "basin", "glacier", "volcano", "reef",
    "plateau", "hemisphere", "channel", "creek", "delta", "forest",
}  # fmt: skip
BUILDINGS = {
    "airport", "bridge", "stadium", "tower", "street", "avenue", "road", "boulevard", "square", "hall",
    "prison", "station", "arena", "palace", "highway", "tunnel", "museum", "cathedral", "mosque", "hospital",
    "cemetery", "pipeline", "plaza", "hotel", "theater", "theatre", "port", "dam", "mall", "building",
    "barracks", "camp", "jail", "checkpoint", "crossing", "monument", "memorial", "library",
}  # fmt: skip
BODIES = {
    "party", "committee", "agency", "university", "court", "group", "company", "bank", "inc", "inc.",
    "corp", "corp.", "ltd", "ltd.", "fc", "association", "council", "department", "ministry", "commission",
    "institute", "foundation", "union", "federation", "bureau", "board", "college", "school", "church",
    "army", "police", "airlines", "airways", "coalition", "alliance", "caucus", "senate", "parliament",
    "congress", "assembly", "organization", "organisation", "club", "center", "centre", "office", "fund",
    "league", "society", "network", "administration", "authority", "corporation", "pac", "llc", "plc",
    "programme",
}  # fmt: skip
HAPPENINGS = {
    "war", "wars", "cup", "olympics", "games", "championship", "championships", "festival", "summit",
    "election", "elections", "convention", "conference", "revolution", "crisis", "massacre", "uprising",
    "attacks", "prix", "marathon", "day", "eve", "hurricane", "intifada", "genocide", "holocaust",
    "referendum",
}  # fmt: skip
LAWS = {
    "act",
    "amendment",
    "treaty",
    "accord",
    "accords",
    "constitution",
    "bill",
    "law",
    "convention",
    "pact",
}
BEFORE_LANDFORMS = {"lake", "mount", "gulf", "strait"}
BY_NAME = dict.fromkeys(FACILITIES, "FAC") | dict.fromkeys(REGIONS, "LOC")
BY_LAST_WORD = (
    dict.fromkeys(HAPPENINGS, "EVENT") | dict.fromkeys(LANDFORMS, "LOC") | dict.fromkeys(BUILDINGS, "FAC")
)
"""Of a place's name of several words."""
PLACES = {"GPE", "LOC", "FAC"}
OTHERS = {"NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"}


def retyped(span: Span, label: str) -> str:
    """The type of a name that was read as one of `label`."""
    bare = span.text.casefold()
    if outlets.is_outlet(bare) and (label == "ORG" or bare not in COMMON_WORDS):
        return "ORG"
    if label != "PERSON" and _of_outlet(span):
        return "ORG"
    if label in PLACES:
        return _place(span, bare, label)
    if label in OTHERS:
        return _other(span, bare, label)
    return label


def _of_outlet(span: Span) -> bool:
    """Whether a name is that of the outlet whose text it stands in."""
    outlet = span.doc._.outlet
    return outlet is not None and papers.is_own(span.text, outlet)


def _place(span: Span, bare: str, label: str) -> str:
    """Which kind of place a place is."""
    if _is_body(span.text):
        return "ORG"
    if bare in BY_NAME:
        return BY_NAME[bare]
    if places.is_place(span.text):
        return "GPE"
    first, *rest = bare.split()
    if not rest:
        return label
    return BY_LAST_WORD.get(rest[-1]) or ("LOC" if first in BEFORE_LANDFORMS else label)


def _other(span: Span, bare: str, label: str) -> str:
    """What a name is that is no person, body or place."""
    if label == "LANGUAGE" or peoples.is_people(bare):
        return label if label == "LANGUAGE" else "NORP"
    if label != "EVENT" and places.is_place(span.text):
        return "GPE"
    _, *rest = bare.split()
    if _is_body(span.text) or (rest and (rest[-1] in BODIES or names_medium(bare))):
        return "ORG"
    if label != "NORP" or not rest:
        return label
    return "LAW" if rest[-1] in LAWS else "EVENT" if rest[-1] in HAPPENINGS else label


def _is_body(name: str) -> bool:
    return name.casefold() in ORGANIZATIONS or name in BY_CASE
