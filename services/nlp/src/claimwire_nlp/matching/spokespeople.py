"""For which institution a source speaks: a spokesman and the office that he speaks for are one origin.

Read off the words that name the source ("Harbour Police spokesman Ilse Okafor", "the mill's director") and
off the roles that the text gives a person elsewhere. Whoever merely works somewhere speaks for himself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from claimwire_contracts.messages import ExtractedEntity, ExtractedSource

from claimwire_nlp.matching import names, origins

SPOKES = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)"
    r"|(?:press|media|communications) (?:officer|office|secretary|service))\b"
)
OFFICE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press (?:officer|secretary)|(?:chief )?executive|ceo"
    r"|chief (?:inspector|engineer|director|whip|officer|scientist|medical officer|operating officer)"
    r"|chair(?:man|woman|person)?|president|(?:managing |deputy )?director(?:[ -]general)?|head|chief|boss"
    r"|commander|minister|secretary|leader|coordinator|treasurer|rector|dean|chancellor"
    r"|lawyers?|attorneys?|solicitors?|counsel"
    r"|commissioner|superintendent|manager|governor|captain|mayor|heads|chairs|leads|runs)\b"
)
"""What they are called who speak for what they stand at the head of."""
STAFF = re.compile(r"\b(?:scientists|researchers|investigators|auditors|authors|team|staff)\b")
"""People whose finding is that of the house they work in."""
PAST = re.compile(r"\b(?:former|formerly|ex|late|retired|then|acting for)\b")
LAWYER = re.compile(r"\b(?:lawyers?|attorneys?|solicitors?|counsel)\b")
"""Who speaks for a body as its head does; whose client is a person speaks beside them."""
ENDS = re.compile(r",| who\b| which\b| that\b| told\b| said\b| says\b| in charge\b")
HEADED = re.compile(r",| (?:of|at|in|on|from|for|with|who|whose|that)\b")
DEFINITE = re.compile(r"(?:the|his|her|its|their)\s|[\w .-]+(?:'|\u2019)s\s")
INDEFINITE = re.compile(r"(?:an?|one|two|three|several|some)\s")
OWNED = re.compile(r"^.*(?:'|\u2019)s\s")
MANY = {
    "official", "source", "resident", "worker", "employee", "witness", "person", "man", "woman", "member",
    "aide", "adviser", "spokesman", "spokeswoman", "spokesperson", "insider", "colleague", "neighbour",
    "neighbor", "relative", "friend", "officer", "people", "manager", "expert", "student", "passenger",
}  # fmt: skip
"""What many are called: one of them is not the one who is named elsewhere."""
TITLES = {
    "he", "she", "they", "it", "who", "both", "mr", "mrs", "ms", "dr", "professor", "sister", "sir", "dame",
    "justice",
}  # fmt: skip
JOINTS = re.compile(r"^(?:of|for|at|with|from)\s+")
NOISE = {
    "the", "a", "an", "its", "his", "her", "their", "our", "deputy", "senior", "regional", "local", "big",
    "managing", "general", "acting", "interim", "vice", "own", "s", "\u2019s", "'s", "of", "and",
}  # fmt: skip
PLACES = {
    "GPE", "LOC", "NORP", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LANGUAGE", "EVENT",
}  # fmt: skip
GENERIC = {
    "company", "firm", "group", "agency", "party", "union", "ministry", "department", "committee",
    "commission", "council", "court", "board", "bank", "team", "club", "league", "organization",
    "organisation", "association", "campaign", "university", "school", "hospital", "office", "bureau",
    "institute", "foundation", "charity", "operator", "airline", "regulator", "watchdog", "authority",
    "plant", "works", "mine", "factory", "service", "centre", "center", "clinic", "museum", "port",
    "airport", "city", "town", "state", "region", "country",
}  # fmt: skip
"""Nouns that alone name no institution, but may take one up that was named."""
MINISTER = "minister"
OF_CHARGE = re.compile(r"(?:of|for) (?P<charge>[^,]+)")
"""What a minister is in charge of ("minister for shipping")."""
RANKS = {"state", "junior", "prime", "first", "cabinet"}
"""What stands before a minister and names no ministry."""
LONGEST = 5
"""Words that an institution's name has at most where it is no entity of the text."""


def institution(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> str | None:
    """The name of the institution that a person or an unnamed spokesman speaks for; None where untold."""
    own = entities[source.entity] if source.entity is not None else None
    others = [each for each in entities if each is not own and each.type not in PLACES]
    places = {
        names.plain(name) for each in entities if each.type in PLACES for name in (each.name, *each.aliases)
    }
    for phrase in _phrases(source, own):
        if PAST.search(phrase):
            continue
        found = _of_office(_without_name(phrase, own), others, places) or _of_union(phrase, own, others)
        if found:
            return found
    return None


def headed(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> str | None:
    """The institution that one without a name heads or pleads for ("the commission's chairman").

    Only one that is named or is a noun for a body: "the fire chief" may be named elsewhere.
    """
    text = source.text.casefold()
    if source.name is not None or not (LAWYER.search(text) or (OFFICE.search(text) and definite(source))):
        return None
    body = institution(source, entities)
    if body is None:
        return None
    known = any(body in {each.name, *each.aliases} for each in entities if each.type != "PERSON")
    return body if known or body.split()[-1] in {"police", *GENERIC} else None


def holds_office(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> bool:
    """Whether a source is told to be the head or the voice of something, though not of what."""
    own = entities[source.entity] if source.entity is not None else None
    return any(OFFICE.search(each) or "author" in each for each in _phrases(source, own))


def called(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> list[str]:
    """What a source is called besides its name ("rescue chief", "chief executive of corvane", "skipper")."""
    own = entities[source.entity] if source.entity is not None else None
    bare = (" ".join(_words(OWNED.sub("", _without_name(each, own)))) for each in _phrases(source, own))
    return sorted({each for each in bare if each and len(each.split()) <= LONGEST} - TITLES)


def apposed(text: str, name: str) -> str | None:
    """What stands after a name between commas ("Mia Larsen, 58, skipper of the Astrid")."""
    found = re.search(
        rf"{re.escape(name)}, (?:\d{{1,3}}, )?(?:the |an? )?(?P<role>[a-z][^,.;()]{{3,60}})", text
    )
    return found["role"].casefold() if found else None


def definite(source: ExtractedSource) -> bool:
    """Whether words that name nobody mean one person who must be known ("the skipper", "his lawyer")."""
    text = source.text.casefold()
    one = DEFINITE.match(text) is not None and not STAFF.search(text)
    one = one and not HEADED.split(text)[0].rstrip().endswith("s")
    return one and not INDEFINITE.match((source.name or "").casefold())


def singled_out(source: ExtractedSource) -> bool:
    """Whether one is called what few are ("a waitress", "an elder"), though not as one who must be known."""
    words = re.findall(r"[\w-]+", HEADED.split(source.text.casefold())[0])
    return len(words) > 1 and words[0] in {"a", "an", "one"} and words[-1] not in MANY


def employer(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> str | None:
    """Whose finding unnamed researchers tell ("scientists of the Harbour Institute")."""
    text = source.text.casefold()
    staff = STAFF.search(text)
    if staff is None:
        return None
    houses = [each for each in entities if each.type not in {*PLACES, "PERSON"}]
    return _entity_in(text, houses) or _named(text[staff.end() :].strip())


def issuer(source: ExtractedSource, entities: Sequence[ExtractedEntity]) -> str | None:
    """Whose document is cited ("a study by the Harbour Institute", "Corvane's release")."""
    text = source.text.casefold()
    for name, each in _written(entities, text):
        written = re.escape(name)
        whose = rf"\b(?:by|of|from) (?:the )?{written}\b|\b{written}(?:['\u2019]s?)\s"
        if each.type not in PLACES and re.search(whose, text):
            return each.name
    return None


def named_between(
    entities: Iterable[ExtractedEntity], start: int, end: int, *, within: bool = True
) -> set[str]:
    """The institutions that a text names between two offsets, or whose names at least end there."""
    return {
        each.name
        for each in entities
        if each.type not in {*PLACES, "PERSON"}
        and any(
            start <= (mention.start if within else mention.end) and mention.end <= end
            for mention in each.mentions
        )
    }


def taken_up(noun: str, entities: Iterable[ExtractedEntity]) -> str | None:
    """The one institution of a text that "the hospital" can mean: the only one whose name has the word."""
    fitting = {
        each.name
        for each in entities
        if each.type not in {*PLACES, "PERSON"} and noun in names.plain(each.name).split()[1:]
    }
    return fitting.pop() if len(fitting) == 1 else None


def _phrases(source: ExtractedSource, own: ExtractedEntity | None) -> Iterator[str]:
    yield " ".join(source.text.casefold().replace("\u2019", "'").split())
    if own is not None:
        yield from own.roles


def _without_name(phrase: str, own: ExtractedEntity | None) -> str:
    for name in sorted((own.name, *own.aliases), key=len, reverse=True) if own is not None else ():
        phrase = phrase.replace(name.casefold(), "")
    return " ".join(phrase.replace(" ,", ",").strip(" ,").split())


def _of_office(phrase: str, others: Sequence[ExtractedEntity], places: Collection[str]) -> str | None:
    """The institution beside an office, before it ("Corvane spokesman") or after ("head of the mill").

    The president of a country and the mayor of a town are themselves: others, too, speak for these.
    """
    found = OFFICE.search(phrase)
    if found is None:
        return None
    before, after = phrase[: found.start()].strip(), phrase[found.end() :].strip()
    if found[0] == MINISTER:
        charge = OF_CHARGE.match(after)
        return _ministry(charge["charge"] if charge else before)
    if joint := JOINTS.match(after):
        after = ENDS.split(after[joint.end() :])[0]
    elif found[0] in {"heads", "chairs", "leads", "runs"}:
        after = ENDS.split(after)[0]
    else:
        after = ""
    near = after or before
    if names.plain(near) in places:
        return None
    if LAWYER.fullmatch(found[0]):
        bodies = [each for each in others if each.type != "PERSON"]
        known = GENERIC.intersection(_words(near)[-1:])
        return _entity_in(near, bodies) or (_named(near, bodies) if known else None)
    return _entity_in(near, others) or _named(near, others)


def _ministry(before: str) -> str | None:
    words = _words(before)
    if RANKS.intersection(words) - {"state"}:
        return None
    words = [word for word in words if word != "state"]
    return f"{' '.join(words)} ministry" if words and len(words) <= LONGEST else None


def _of_union(phrase: str, own: ExtractedEntity | None, others: Sequence[ExtractedEntity]) -> str | None:
    """The body that a named person is "of" ("Ilse Okafor of the Dockers' Union")."""
    if own is None:
        return None
    found = re.search(rf"\b{re.escape(own.name.casefold())},? of (?:the )?(?P<body>[^,]+)", phrase)
    if found is None:
        return None
    bodies = [each for each in others if each.type != "PERSON"]
    speaks = re.search(
        r"\b(?:union|federation|association|league|institute|office|agency|police)\b", found["body"]
    )
    return _entity_in(found["body"], bodies) or (found["body"].strip() if speaks else None)


def _entity_in(phrase: str, others: Iterable[ExtractedEntity]) -> str | None:
    """The entity whose name a phrase holds; of several the longest."""
    found = [
        (len(name), each.name)
        for name, each in _written(others, phrase)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", phrase)
    ]
    return max(found)[1] if found else None


def _written(entities: Iterable[ExtractedEntity], phrase: str) -> Iterator[tuple[str, ExtractedEntity]]:
    """The names of entities that stand in a phrase, be it as a part of a word."""
    for each in entities:
        for name in map(names.plain, (each.name, *each.aliases)):
            if name and name in phrase:
                yield name, each


def _named(phrase: str, others: Iterable[ExtractedEntity] = ()) -> str | None:
    """An institution that is no entity by its own words; a mere "the company" is the one that was named."""
    words = _words(JOINTS.sub("", phrase))
    if not words or len(words) > LONGEST:
        return None
    if words[-1] in GENERIC and len(words) == 1:
        return taken_up(words[0], others) or (words[0] if words[0] in origins.BODY_NOUNS else None)
    return " ".join(words)


def _words(phrase: str) -> list[str]:
    bare = re.sub(r"['\u2019]s?\b", "", phrase)
    return [word for word in re.findall(r"[\w-]+", bare) if word not in NOISE]
