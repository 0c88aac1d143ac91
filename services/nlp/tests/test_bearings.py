"""What a whole text tells of the origins of its claims."""

import pytest
import spacy
from claimwire_contracts.messages import Annotate, ExtractedClaim
from claimwire_contracts.types import Origin
from claimwire_nlp.annotate import annotate
from claimwire_nlp.matching import insertions
from claimwire_nlp.matching.releases import is_release


def claims(text: str, outlet: str = "Harbour Post") -> list[ExtractedClaim]:
    request = Annotate(job_id="j", lease="l", document_id="d", text=text, outlet=outlet)
    return annotate(request).claims


def origin(text: str, words: str, outlet: str = "Harbour Post") -> Origin:
    """The origin of the claim of a text that holds some words: of several the shortest."""
    found = [claim for claim in claims(text, outlet) if words in claim.content.text]
    shortest = min(found, key=lambda claim: len(claim.content.text))
    assert shortest.origin is not None
    return shortest.origin


SPEAKS = [
    ("The ferry was late, said Orla Vance, a spokeswoman for the Harbour Police.", "name:harbour police"),
    ("Quillan Motors spokesman Petr Aldous said the plant would close in June.", "name:quillan motors"),
    ("The plant will close in June, said Ines Tolan, chief executive of Quillan Motors.",
     "name:quillan motors"),
    ("Interior minister Hanno Brekke said the border would stay shut.", "name:interior ministry"),
    ("Mara Teller, a former head of the Harbour Police, said the ferry was late.", None),
    ("Mara Teller, a nurse, said the ferry was late.", None),
    ("The mayor of Lindau, Mara Teller, said the ferry was late.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "institution"), SPEAKS)
def test_who_heads_an_institution_or_is_its_voice_speaks_for_it(text: str, institution: str | None) -> None:
    said = next(claim.origin for claim in claims(text) if claim.origin and claim.origin.role == "person")
    assert said.behalf == institution


UNNAMED = [
    ("A spokesman for the Harbour Police said the ferry was late.", "name:harbour police", "organization"),
    ("The pumps had rusted through, scientists of the Verhold Institute reported.",
     "name:verhold institute", "organization"),
    ("The pumps had rusted through, according to a study by the Verhold Institute.",
     "name:verhold institute", "organization"),
    ("A spokesman said the ferry was late.", None, "organization"),
    ("A nurse at the Harbour Hospital said the ferry was late.", "anonymous:one@harbour post", "anonymous"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "role"), UNNAMED)
def test_an_institution_without_a_named_speaker_is_the_root_itself(
    text: str, key: str | None, role: str
) -> None:
    found = claims(text)[0].origin
    assert found is not None
    assert (found.key, found.role) == (key, role)


RELEASE = """Quillan Motors to close Tarn plant

Quillan Motors today announced the closure of its plant in Tarn. The plant made 40,000 vans last year.

"We thank every one of our colleagues," said Ines Tolan, chief executive.

About Quillan Motors: the company employs 900 people in three towns."""


def test_a_release_is_the_word_of_the_institution_that_sends_it() -> None:
    made = origin(RELEASE, "40,000 vans", "Quillan Motors")
    assert (made.key, made.role, made.rule) == ("name:quillan motors", "organization", "its own release")
    assert origin(RELEASE, "We thank", "Quillan Motors").behalf == "name:quillan motors"


RELEASES = [
    ("Quillan Motors JSC", "The plant is shut."),
    ("Municipality of Lindau", "The road is shut."),
    ("Harbour Ferry Company", "The ferry is late."),
    ("Liman Feribot A.\u015e.", "The ferry is late."),
    ("Quillan", "The plant is shut. Our customers have been told."),
    ("Quillan", "The board of Quillan informs its members that the plant is shut."),
    ("Quillan", "We are shocked by the fire, and will help the families."),
    ("Quillan", "For immediate release\n\nThe plant is shut."),
]


HEADED = [
    ("Quillan", "Quillan: statement on the fire in Tarn"),
    ("Quillan Oy", "Quillan to close its plant in Tarn"),
    ("Quillan", "Quillan's response to the council"),
    ("Team Vance", "Statement by the campaign on the recount"),
    ("Team Vance", "Press release"),
]


@pytest.mark.parametrize(("outlet", "title"), HEADED)
def test_an_institution_is_known_by_the_headline_of_what_it_sends(outlet: str, title: str) -> None:
    assert is_release("The plant is shut.", outlet, title)
    assert not is_release("The plant is shut.", outlet)


NOT_HEADED = [
    ("The Ferry Letter", "The Ferry Letter: who pays for the quay?"),
    ("Ferry Watch", "Ferry Watch live: the vote"),
    ("Ferry Watch", "Five things the press release leaves out"),
    ("Ferry Watch", "Statement was false, says the captain"),
]


@pytest.mark.parametrize(("outlet", "title"), NOT_HEADED)
def test_a_newsletter_that_is_headed_by_its_name_sends_no_release(outlet: str, title: str) -> None:
    assert not is_release("The ferry was late.", outlet, title)


@pytest.mark.parametrize(("outlet", "text"), RELEASES)
def test_an_institution_is_known_by_its_name_or_by_what_it_calls_its_own(outlet: str, text: str) -> None:
    assert is_release(text, outlet)


NO_RELEASES = [
    ("Harbour Gazette", "The Harbour Gazette regrets the error."),
    ("Beacon", "Beacon: the week in shipping\n\nThe ferry was late."),
    ("The Beacon", "The ferry was late, a clerk told the Beacon."),
    ("Ferry Watch", "The ferry was late."),
    ("Ferry Watch", "The ferry was late, and our reporter with it."),
    ("Ferry Watch", 'The ferry was late. "Our passengers waited," the captain said.'),
    ("Ferry Watch", "Ferry Watch has talked to the captain."),
    ("Ferry Watch", "Ferry Watch can reveal where the captain slept."),
    ("Ferry Watch", "Ferry Watch has a photograph of the captain."),
    ("Harbour Press Association", "The ferry was late."),
]


@pytest.mark.parametrize(("outlet", "text"), NO_RELEASES)
def test_a_newspaper_that_names_itself_sends_no_release(outlet: str, text: str) -> None:
    assert not is_release(text, outlet)


REPORTEDLY = """Quillan Motors reportedly plans to close its plant in Tarn by June.

The Coast Ledger reported on Monday, citing two people familiar with the plans, that 900 jobs would go.

"Nobody has told us a thing," said Ada Kroll, a welder."""


def test_what_is_reportedly_so_has_the_root_of_the_one_report_that_is_cited() -> None:
    found = origin(REPORTEDLY, "plans to close")
    assert (found.key, [link.name for link in found.via]) == ("anonymous:one@coast ledger", ["Coast Ledger"])
    assert found.rule.endswith("cited report nearby")


BESIDE = """Quillan Motors will close its plant in Tarn. The closure costs 900 jobs, the Coast Ledger said.

The plant stands on a hill above the river. Lunch in the canteen was soup."""


def test_a_report_that_is_cited_beside_an_outlets_own_words_is_noted_there_and_not_elsewhere() -> None:
    near, far = origin(BESIDE, "will close its plant"), origin(BESIDE, "on a hill")
    assert (near.key, far.key) == ("name:harbour post", "name:harbour post")
    assert "name:coast ledger" in near.beside
    assert "name:coast ledger" not in far.beside


OTHER_MATTER = """Rain fell on Tarn all night. Quillan's profit has doubled, the Coast Ledger reported.

"We were wet," said Ada Kroll, a welder. "We stayed," said her colleague Jo Brandt. The rain, said Mia Lund,
a driver, was warm."""


def test_a_report_on_another_matter_is_not_beside() -> None:
    assert "name:coast ledger" not in origin(OTHER_MATTER, "Rain fell").beside


INSERTED = [
    ("The pumps, replied Mr Solheim, had been checked.", "The pumps, replied", "Mr Solheim", None),
    ("Three men were hurt, a foreman there told the Coast Ledger on Monday.", "Three men were hurt",
     "a foreman there", "the Coast Ledger"),
    ("The quake had a magnitude of 7.1, the seismic centre had to admit.", "The quake had a magnitude of 7.1",
     "the seismic centre", None),
    ("The shop is shut, as the company itself says.", "The shop is shut", "the company itself", None),
    ("The shop is shut, which nobody there said.", "The shop is shut", None, None),
    ("The shop is shut and it rained.", "The shop is shut", None, None),
    ("The company has maintained that the shop is shut.", "The company has maintained that the shop is shut",
     "The company", None),
    ("Three men were hurt, as the works told the Coast Ledger.", "Three men were hurt", "the works",
     "the Coast Ledger"),
    ("The plant was shut by noon, Corvane data show.", "The plant was shut by noon", "Corvane", None),
    ("The prison service is sticking to eleven.", "The prison service is sticking to eleven",
     "The prison service", None),
    ("The company itself has it that nine were hurt.", "The company itself has it that nine were hurt",
     "The company", None),
    ("The owner, in a press release: nobody was hurt.", "The owner, in a press release: nobody was hurt",
     "The owner", None),
    ("The police put the number at nine.", "The police put the number at nine", "The police", None),
    ("The company's version is that the shop is shut.", "The company's version is that the shop is shut",
     "The company", None),
    ("The vans there were, by the company's count, nine.", "The vans there were", "the company", None),
    ("The police put it at nine.", "The police put it at nine", "The police", None),
    ("Quillan, which puts its users at nine, is shut.", "Quillan, which puts its users at nine", "Quillan",
     None),
    ("Last evening's estimate was nine.", "Last evening's estimate was nine", None, None),
    ("The company speaks of nine vans.", "The company speaks of nine vans", "The company", None),
    ("The bank's own figure is nine.", "The bank's own figure is nine", "The bank", None),
    ("There were, by the count of the police, nine.", "There were", "the police", None),
    ("There were nine, if one believes the police.", "There were nine", "the police", None),
    ("The company speaks of its plans.", "The company speaks of its plans", None, None),
    ("The company put nine vans at the gate.", "The company put nine vans at the gate", None, None),
    ("The shop is shut, she found.", "The shop is shut", "she", None),
    ("The shop is shut, claims the firm, for good.", "The shop is shut", "the firm", None),
    ("If the shop is shut, as the authority has it, nobody eats.", "If the shop is shut", "the authority",
     None),
    ("The shop is shut, the firm is certain.", "The shop is shut", "the firm", None),
    ("The shop is shut, swore Ivo Brandt.", "The shop is shut", "Ivo Brandt", None),
    ("In the view of the union, the shop is shut.", "In the view of the union, the shop is shut",
     "the union", None),
    ("If one believes Ivo Brandt, the shop is shut.", "If one believes Ivo Brandt, the shop is shut",
     "Ivo Brandt", None),
    ("The company insisted on a fee.", "The company insisted on a fee", None, None),
    ("The flood claimed the lives of nine.", "The flood claimed the lives of nine", None, None),
    ("The company announced a sale.", "The company announced a sale", None, None),
    ("The company's shop is shut.", "The company's shop is shut", None, None),
    ("Nine vans burned, that is what the works say.", "Nine vans burned", "the works", None),
    ("Nine vans burned, repeats Mr Vale.", "Nine vans burned", "Mr Vale", None),
    ("Nine vans burned, Ida Vale of the works repeated.", "Nine vans burned", "Ida Vale of the works", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "hearer"), INSERTED)
def test_words_inserted_in_a_sentence_or_set_after_it_say_who_tells_it(
    text: str, words: str, speaker: str | None, hearer: str | None
) -> None:
    doc = spacy.blank("en")(text)
    found = insertions.find(doc, doc[:], [(0, len(words))])
    assert (found and found.speaker.text, found and found.hearer) == (speaker, hearer)


HEARD = """The two sides are near a deal, the Coast Ledger reported, citing a senior Danish envoy.

It might be signed in June, the envoy told it."""


def test_an_unnamed_source_stays_with_the_outlet_that_heard_it_first() -> None:
    assert origin(HEARD, "signed in June").key == "anonymous:one@coast ledger"


SAID_SO = """Three of the miners are in hospital with burns. Sister Mia Lund said so to the Coast Ledger.

The sea was calm."""


def test_what_the_next_sentence_gives_to_somebody_is_theirs() -> None:
    found = origin(SAID_SO, "with burns")
    assert (found.key, found.rule) == ("name:mia lund", "told in the next sentence")


CALLED = [
    ('"We were late," her skipper said.', ["skipper"]),
    ('"We were late," the fire chief said.', ["fire chief"]),
    ('"We were late," an official said.', []),
]


@pytest.mark.parametrize(("text", "offices"), CALLED)
def test_an_unnamed_one_who_must_be_known_is_noted_by_what_he_is_called(
    text: str, offices: list[str]
) -> None:
    assert origin(text, "We were late").offices == offices


ITS = """Quillan Motors will close its plant in Tarn. "We had no choice," said its chairman, Petr Aldous."""


def test_its_chairman_speaks_for_the_one_body_named_just_before() -> None:
    assert origin(ITS, "no choice").behalf == "name:quillan"


ITS_HEAD = """Quillan Motors will close its plant on Monday. Its chairman said that nobody had asked him."""


def test_its_unnamed_chairman_is_the_one_body_named_just_before() -> None:
    assert origin(ITS_HEAD, "nobody had asked").key == "name:quillan motors"


def test_we_are_those_who_write_in_a_release_and_nobody_elsewhere() -> None:
    words = "We assume that the plant in Tarn was closed for good."
    assert origin(RELEASE + "\n\n" + words, "closed for good", "Quillan Motors").key == "name:quillan motors"


ACTS = [
    "A jury in Tarn found Gareth Lomond guilty of fraud on Friday.",
    "Denmark's bank supervisor ordered Quillan Bank to cease all payments on Friday.",
]


@pytest.mark.parametrize("text", ACTS)
def test_an_act_is_told_by_the_outlet_and_not_by_who_acted(text: str) -> None:
    assert {claim.origin.key for claim in claims(text) if claim.origin} == {"name:harbour post"}


GIVEN_TO_NOBODY = [
    ("Two men are confirmed to have died in the mine.", "died", "outlet"),
    ("The pumps are said to have rusted through.", "pumps", "unresolved"),
]


@pytest.mark.parametrize(("text", "words", "role"), GIVEN_TO_NOBODY)
def test_what_is_given_to_nobody_is_the_outlets_unless_it_was_heard(text: str, words: str, role: str) -> None:
    assert origin(text, words).role == role
