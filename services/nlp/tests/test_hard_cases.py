"""Who said what where newspapers make it hard: a text, and all that it gives to somebody.

Each case is read by the reader and by the rules alone. `RULES_FAIL` says what the rules do not know.
"""

from typing import NamedTuple

import pytest
from claimwire_contracts.messages import Analyze, ExtractedClaim
from claimwire_nlp.annotate import annotate
from claimwire_nlp.pipeline import Way


class Said(NamedTuple):
    """A claim that is somebody's: who by name, else in the text's words; through whom; cue and pieces."""

    source: str
    via: tuple[str, ...]
    cue: str
    content: tuple[str, ...]
    kind: str


NOBODY = ""


def direct(source: str, cue: str, *content: str, via: tuple[str, ...] = ()) -> Said:
    return Said(source, via, cue, content, "direct")


def indirect(source: str, cue: str, *content: str, via: tuple[str, ...] = ()) -> Said:
    return Said(source, via, cue, content, "indirect")


def mixed(source: str, cue: str, *content: str, via: tuple[str, ...] = ()) -> Said:
    return Said(source, via, cue, content, "mixed")


Case = tuple[str, str, list[Said]]

SPLIT: list[Case] = [
    (
        "a quotation split by its cue",
        "“The cranes are old,” Elena Marsh said, “and the rails are older.”",
        [direct("Elena Marsh", "said", "“The cranes are old,”", "“and the rails are older.”")],
    ),
    (
        "a quotation split by an inverted cue",
        "“The cranes,” said Elena Marsh, “are older than the port.”",
        [direct("Elena Marsh", "said", "“The cranes,”", "“are older than the port.”")],
    ),
    (
        "a quotation that goes on after the cue's sentence",
        "“The cranes are old,” Elena Marsh said. “Nobody dares to climb them.”",
        [direct("Elena Marsh", "said", "“The cranes are old,”", "“Nobody dares to climb them.”")],
    ),
    (
        "an indirect statement split by its cue",
        "The cranes, Elena Marsh said, are too old to repair.",
        [indirect("Elena Marsh", "said", "The cranes", "are too old to repair")],
    ),
]

PARAGRAPHS: list[Case] = [
    (
        "three paragraphs of one quotation, only the last one closed",
        (
            "“The river rose in an hour.\n“Nobody had time to move the sheep.\n"
            "“We lost half of them,” Idris Bello said."
        ),
        [
            direct(
                "Idris Bello", "said", "“The river rose in an hour.", "“Nobody had time to move the sheep.",
                "“We lost half of them,”",
            )
        ],
    ),
    (
        "three paragraphs of one quotation, the speaker in the first",
        (
            "“The river rose in an hour,” Idris Bello said. “It took the fence.\n"
            "“Nobody had time to move the sheep.\n“We lost half of them.”"
        ),
        [
            direct(
                "Idris Bello", "said", "“The river rose in an hour,”", "“It took the fence.",
                "“Nobody had time to move the sheep.", "“We lost half of them.”",
            )
        ],
    ),
    (
        "two quotations of one speaker in two paragraphs with a cue each",
        "“The river rose in an hour,” Idris Bello said.\n“We lost half of the sheep,” he added.",
        [
            direct("Idris Bello", "said", "“The river rose in an hour,”"),
            direct("Idris Bello", "added", "“We lost half of the sheep,”"),
        ],
    ),
    (
        "a quotation of the next paragraph that is another speaker's",
        "“The river rose in an hour,” Idris Bello said.\n“We had warned the farms,” said Marta Quist.",
        [
            direct("Idris Bello", "said", "“The river rose in an hour,”"),
            direct("Marta Quist", "said", "“We had warned the farms,”"),
        ],
    ),
]  # fmt: skip

ADDED: list[Case] = [
    (
        "she added, between two halves",
        "Marta Quist runs the dam. “We opened two gates,” she added, “and kept the third one shut.”",
        [direct("Marta Quist", "added", "“We opened two gates,”", "“and kept the third one shut.”")],
    ),
    (
        "she added, after an indirect statement",
        "Marta Quist said the dam was safe. “We opened two gates,” she added.",
        [
            indirect("Marta Quist", "said", "the dam was safe"),
            direct("Marta Quist", "added", "“We opened two gates,”"),
        ],
    ),
]

WITHIN: list[Case] = [
    (
        "a quotation within a quotation",
        "“He told us ‘leave the keys’ and went,” Joanna Pike said.",
        [direct("Joanna Pike", "said", "“He told us ‘leave the keys’ and went,”")],
    ),
    (
        "a quotation within a quotation, with a cue of its own",
        "“My father said, ‘Never sell the boat,’ and I never did,” Joanna Pike said.",
        [direct("Joanna Pike", "said", "“My father said, ‘Never sell the boat,’ and I never did,”")],
    ),
    (
        "a quotation within a quotation in straight marks",
        "\"They shouted 'get out now' from the stairs,\" Joanna Pike said.",
        [direct("Joanna Pike", "said", "\"They shouted 'get out now' from the stairs,\"")],
    ),
]

DENIED: list[Case] = [
    (
        "a denial",
        "Viktor Amsel denied that the mill had leaked acid.",
        [indirect("Viktor Amsel", "denied", "that the mill had leaked acid")],
    ),
    (
        "a company's denial",
        "The company denied that it had hidden the test results.",
        [indirect("The company", "denied", "that it had hidden the test results")],
    ),
    (
        "a denial with an adverb",
        "Viktor Amsel flatly denied that the mill had leaked acid.",
        [indirect("Viktor Amsel", "flatly denied", "that the mill had leaked acid")],
    ),
]

TOLD: list[Case] = [
    (
        "X told an outlet that",
        "Helena Marrick told Reuters that the mill would close.",
        [indirect("Helena Marrick", "told", "that the mill would close", via=("Reuters",))],
    ),
    (
        "the statement first, X told an outlet",
        "The mill will close in June, Helena Marrick told Reuters.",
        [indirect("Helena Marrick", "told", "The mill will close in June", via=("Reuters",))],
    ),
    (
        "X, a description, told an outlet",
        "Helena Marrick, the mill's director, told Reuters that it would close.",
        [indirect("Helena Marrick", "told", "that it would close", via=("Reuters",))],
    ),
    (
        "a source told an outlet, another outlet reported",
        "An Israeli source told Axios that the talks had failed, The Times of Israel reported.",
        [
            indirect(
                "An Israeli source", "told", "that the talks had failed", via=("Axios", "Times of Israel")
            )
        ],
    ),
]

PASSIVE: list[Case] = [
    (
        "it was reported that",
        "It was reported that the mine had closed.",
        [indirect(NOBODY, "was reported", "that the mine had closed")],
    ),
    (
        "it was announced that",
        "It was announced on Monday that the mine would close.",
        [indirect(NOBODY, "was announced", "that the mine would close")],
    ),
]

TWO: list[Case] = [
    (
        "two speakers, two contents",
        "Anna Kowalska said the vote was fair, but Pieter Janssen insisted that it was stolen.",
        [
            indirect("Anna Kowalska", "said", "the vote was fair"),
            indirect("Pieter Janssen", "insisted", "that it was stolen"),
        ],
    ),
    (
        "two speakers, the second after while",
        "Anna Kowalska said the vote was fair, while Pieter Janssen said it was stolen.",
        [
            indirect("Anna Kowalska", "said", "the vote was fair"),
            indirect("Pieter Janssen", "said", "it was stolen"),
        ],
    ),
    (
        "two speakers, one quoted",
        "“The vote was fair,” said Anna Kowalska, but Pieter Janssen said it was stolen.",
        [
            direct("Anna Kowalska", "said", "“The vote was fair,”"),
            indirect("Pieter Janssen", "said", "it was stolen"),
        ],
    ),
]

INVERTED: list[Case] = [
    (
        "said X, a description",
        "“We saw the smoke from the hills,” said Tomas Okafor, a shepherd.",
        [direct("Tomas Okafor", "said", "“We saw the smoke from the hills,”")],
    ),
    (
        "the statement, said X",
        "The smoke was visible for miles, said Tomas Okafor.",
        [indirect("Tomas Okafor", "said", "The smoke was visible for miles")],
    ),
    (
        "the quotation, asked X",
        "“Who lit the fire?” asked Tomas Okafor.",
        [direct("Tomas Okafor", "asked", "“Who lit the fire?”")],
    ),
]

NAMES: list[Case] = [
    (
        f"the name {name}",
        f"{name} said the orchestra would tour in the spring.",
        [indirect(name, "said", "the orchestra would tour in the spring")],
    )
    for name in (
        "Jean-Luc d'Arcy Jr.", "José Łukasiewicz", "Ursula von der Leyen", "Ludwig van der Berg",
        "Anne-Marie O'Connell", "Martin Luther King Jr.", "Søren Ångström", "Nguyễn Văn Minh",
    )
]  # fmt: skip

HEADINGS: list[Case] = [
    (
        "a heading in capitals",
        "MAYOR SAYS BRIDGE IS SAFE\nMayor Ada Krol said the bridge was safe.",
        [indirect("Ada Krol", "said", "the bridge was safe")],
    ),
    (
        "a heading in capitals between paragraphs",
        "Mayor Ada Krol said the bridge was safe.\nTRAFFIC WARNING\nPolice said drivers should turn back.",
        [
            indirect("Ada Krol", "said", "the bridge was safe"),
            indirect("Police", "said", "drivers should turn back"),
        ],
    ),
]

TRANSCRIPTS: list[Case] = [
    (
        "a transcript's question and answer",
        "Q: Did the alarm ring?\nA: It rang twice, and nobody came.",
        [direct("Q", ":", "Did the alarm ring?"), direct("A", ":", "It rang twice, and nobody came.")],
    ),
    (
        "a transcript with names",
        "HOLM: When did the alarm ring?\nVARGA: It rang at noon. Nobody came.\nHOLM: Nobody at all?",
        [
            direct("HOLM", ":", "When did the alarm ring?"),
            direct("VARGA", ":", "It rang at noon. Nobody came."),
            direct("HOLM", ":", "Nobody at all?"),
        ],
    ),
    (
        "a transcript whose answer goes on in a paragraph without a label",
        (
            "Greta Holm: When did the alarm ring?\nIlse Varga: It rang at noon.\nNobody came until two.\n"
            "Greta Holm: And then?"
        ),
        [
            direct("Greta Holm", ":", "When did the alarm ring?"),
            direct("Ilse Varga", ":", "It rang at noon.", "Nobody came until two."),
            direct("Greta Holm", ":", "And then?"),
        ],
    ),
    (
        "a transcript that tells what others said",
        "Q. What did the captain tell you?\nA. He said the pumps had failed.",
        [
            direct("Q.", "Q.", "What did the captain tell you?"),
            direct("A.", "A.", "He said the pumps had failed."),
        ],
    ),
]

BULLETS: list[Case] = [
    (
        "bullets that are claims",
        "• The union said talks had failed.\n• The company said talks would resume.",
        [
            indirect("The union", "said", "talks had failed"),
            indirect("The company", "said", "talks would resume"),
        ],
    ),
    (
        "a lead-in followed by bullets",
        (
            "The report found that:\n• The pumps had not been tested for nine years.\n"
            "• Two of the alarms were disconnected."
        ),
        [
            indirect("The report", "found", "The pumps had not been tested for nine years"),
            indirect("The report", "found", "Two of the alarms were disconnected"),
        ],
    ),
    (
        "a lead-in with a name, followed by dashes",
        (
            "Inspector Karin Dahl said:\n- The pumps had not been tested for nine years.\n"
            "- Two of the alarms were disconnected."
        ),
        [
            indirect("Karin Dahl", "said", "The pumps had not been tested for nine years"),
            indirect("Karin Dahl", "said", "Two of the alarms were disconnected"),
        ],
    ),
]

MARKS: list[Case] = [
    (
        f"the marks {opening} {closing}",
        f"{opening}The bridge will hold for years,{closing} said Ngozi Adeyemi.",
        [direct("Ngozi Adeyemi", "said", f"{opening}The bridge will hold for years,{closing}")],
    )
    for opening, closing in ("“”", '""', "‘’", "''", "«»", '“"', '"”', "„“", ("``", "''"))
]

SIGNED: list[Case] = [
    (
        "a signed quotation",
        "“The bridge was never safe, and they knew it.” — Ngozi Adeyemi",
        [direct("Ngozi Adeyemi", "—", "“The bridge was never safe, and they knew it.”")],
    ),
    (
        "two signed quotations",
        "“The bridge was never safe.” ― Ngozi Adeyemi\n“We told them so in May.” ― Ada Krol",
        [
            direct("Ngozi Adeyemi", "―", "“The bridge was never safe.”"),
            direct("Ada Krol", "―", "“We told them so in May.”"),
        ],
    ),
]

CASES = [
    *SPLIT, *PARAGRAPHS, *ADDED, *WITHIN, *DENIED, *TOLD, *PASSIVE, *TWO, *INVERTED, *NAMES, *HEADINGS,
    *SIGNED, *TRANSCRIPTS, *BULLETS, *MARKS,
]  # fmt: skip

RULES_FAIL = {
    "a denial with an adverb": "the rules' cue is the verb alone",
    "two speakers, the second after while": "the parse makes the second clause a part of the first",
    "the name Ursula von der Leyen": "the model's own names, which the rules are read with, begin at Leyen",
    "the name Nguyễn Văn Minh": "the model's own names, which the rules are read with, begin at Văn",
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*rest, id=name) for name, *rest in CASES])
def test_a_hard_case_is_given_to_whom_it_belongs(text: str, expected: list[Said]) -> None:
    assert found(text, "learned") == expected


def by_rules(name: str, text: str, expected: list[Said]) -> object:
    reason = RULES_FAIL.get(name)
    marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
    return pytest.param(text, expected, id=name, marks=marks)


@pytest.mark.parametrize(("text", "expected"), [by_rules(*case) for case in CASES])
def test_the_rules_alone_give_a_hard_case_to_whom_it_belongs(text: str, expected: list[Said]) -> None:
    assert found(text, "rules") == expected


def found(text: str, attribution: Way) -> list[Said]:
    request = Analyze(id="1", reply_to="", text=text)
    return [said(c) for c in annotate(request, attribution=attribution).claims if c.kind != "narrated"]


def said(claim: ExtractedClaim) -> Said:
    source, content = claim.source, tuple(claim.content.text.split(" … "))
    who = (source.name or source.text) if source is not None else ""
    via = tuple(link.name or link.text for link in claim.via)
    return Said(who, via, claim.cue.text if claim.cue else "", content, claim.kind)
