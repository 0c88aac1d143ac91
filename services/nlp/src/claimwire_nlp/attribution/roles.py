"""What kind of source a phrase is, by its head noun."""

from claimwire_contracts.types import Role
from spacy.tokens import Span, Token

from claimwire_nlp.matching import names

PEOPLE = {
    "official", "source", "aide", "adviser", "advisor", "diplomat", "insider", "staffer", "lawmaker",
    "legislator", "analyst", "expert", "witness", "resident", "person", "people", "man", "woman", "boy",
    "girl", "critic", "supporter", "opponent", "observer", "economist", "scientist", "researcher", "doctor",
    "lawyer", "attorney", "prosecutor", "investigator", "officer", "spokesman", "spokeswoman",
    "spokesperson", "representative", "employee", "worker", "neighbor", "neighbour", "relative", "friend",
    "colleague", "ally", "rival", "voter", "activist", "campaigner", "protester", "demonstrator", "farmer",
    "teacher", "student", "parent", "mother", "father", "victim", "survivor", "leader", "executive",
    "manager", "operative", "strategist", "donor", "member", "other", "many", "some", "several",
    "conservative", "liberal", "liberals", "democrat", "republican", "trader", "investor", "negotiator",
    "mediator", "soldier", "commander", "minister", "senator", "judge", "justice", "president", "governor",
    "mayor", "secretary", "director", "chief", "coach", "player", "one", "both", "nurse", "driver",
    "passenger", "customer", "candidate", "delegate", "organizer", "organiser", "advocate", "author",
    "historian", "professor", "pollster", "strategists", "reporter", "journalist", "correspondent",
    "commentator", "firefighter", "rescuer", "caller", "guest", "fan", "user", "reader", "viewer",
    "scholar", "physician", "surgeon", "dealer", "owner", "tenant", "villager", "villagers", "pastor",
    "priest", "couple", "widow", "son", "daughter", "brother", "sister", "husband", "wife", "envoy",
    "ambassador", "defector", "hostage", "refugee", "migrant", "engineer", "pilot", "captain", "sailor",
    "skipper", "clerk", "geologist", "meteorologist", "forecaster", "banker", "juror", "inspector", "auditor",
    "shareholder", "broker", "consultant", "trustee", "foreman", "fisherman", "paramedic", "midwife",
}  # fmt: skip
BODIES = {
    "police", "government", "administration", "ministry", "department", "agency", "company", "firm",
    "campaign", "party", "committee", "commission", "council", "court", "tribunal", "military", "army",
    "navy", "force", "forces", "union", "association", "group", "organization", "organisation",
    "university", "school", "college", "hospital", "bank", "office", "bureau", "team", "club", "league",
    "board", "panel", "authority", "authorities", "parliament", "senate", "congress", "house", "cabinet",
    "embassy", "coalition", "alliance", "charity", "church", "institute", "institution", "foundation",
    "center", "centre", "network", "service", "state", "country", "city", "regime", "faction", "movement",
    "airline", "operator", "maker", "retailer", "regulator", "watchdog", "family", "newspaper", "magazine",
    "outlet", "broadcaster", "station", "site", "website", "media", "press", "paper", "camp", "side",
    "staff", "public", "federation", "district", "county", "province", "industry", "utility", "brigade",
    "guard", "watch", "directorate", "inspectorate", "secretariat", "academy", "museum", "spaceport",
    "observatory",
}  # fmt: skip
PAPERS = {
    "report", "poll", "survey", "study", "statement", "letter", "document", "filing", "lawsuit",
    "complaint", "memo", "memorandum", "data", "figure", "book", "indictment", "transcript", "email",
    "e-mail", "article", "tweet", "post", "paper", "review", "analysis", "affidavit", "record", "ruling",
    "order", "law", "bill", "rule", "estimate", "statistic", "census", "release", "note", "message", "text",
    "petition", "editorial", "op-ed", "column", "story", "reports", "account", "result", "research",
    "evidence", "assessment", "audit", "warrant", "motion", "testimony", "sign", "banner", "website",
    "video", "ad", "advertisement", "resolution", "deal", "agreement", "contract", "forecast", "projection",
    "polling", "exit", "findings", "finding", "autopsy", "log", "notice", "draft",
}  # fmt: skip
PAPER_NAMES = {
    "gazette", "herald", "tribune", "chronicle", "courier", "inquirer", "examiner", "dispatch", "telegraaf",
    "times", "journal", "telegraph", "zeitung", "bugle", "argus", "sentinel", "standard", "mercury",
    "observer", "echo", "daily", "weekly", "gazeta",
}  # fmt: skip
MEDIA_NAMES = PAPER_NAMES | {
    "press", "post", "ledger", "broadcasting", "news", "newswire", "radio", "television", "tv", "magazine",
    "agence",
}  # fmt: skip
"""Last words of outlets' names, more of them than a newspaper's: some are surnames or common words too."""
OUTLETS = {
    "newspaper",
    "magazine",
    "broadcaster",
    "outlet",
    "website",
    "media",
    "press",
    "tabloid",
    "daily",
    "network",
}


def of_phrase(phrase: Span) -> Role:
    """The role of a source that is no named entity: what its head noun says, else `unresolved`."""
    heads = [phrase.root, *(token for token in phrase.root.conjuncts if token in phrase)]
    for head in heads:
        if (role := _of_noun(head)) != "unresolved":
            return role
    return "unresolved"


def of_entity(name: str, kind: str) -> Role:
    """The role of a source that is a named entity."""
    if kind == "PERSON":
        return "person"
    if names.is_outlet(name) or names_medium(name):
        return "outlet"
    return "document" if kind in {"WORK_OF_ART", "LAW"} else "organization"


def names_paper(name: str) -> bool:
    """Whether a name is a newspaper's by its last word ("Harbour Gazette")."""
    words = name.casefold().split()
    return bool(words) and words[-1] in PAPER_NAMES


def names_medium(name: str) -> bool:
    """Whether a name that is no person's is an outlet's by its last words ("Kestrel Broadcasting")."""
    words = name.casefold().split()
    return len(words) > 1 and (words[-1] in MEDIA_NAMES or words[-2:] == ["news", "agency"])


def _of_noun(token: Token) -> Role:
    lemma, word = token.lemma_.lower(), token.lower_
    if word in PEOPLE or lemma in PEOPLE or word.endswith(("people", "men", "women")):
        return "anonymous"
    if lemma in OUTLETS or word in OUTLETS:
        return "outlet"
    if word in PAPERS or lemma in PAPERS:
        return "document"
    if word in BODIES or lemma in BODIES:
        return "organization"
    return "unresolved"
