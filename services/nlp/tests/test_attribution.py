"""Who said what, in sentences of our own."""

import pytest
from reading import claims, printed, said

SAID = [
    pytest.param(
        "Maria Lindqvist said the ferry would leave on time.",
        [("Maria Lindqvist", "said", "the ferry would leave on time")],
        id="plain",
    ),
    pytest.param(
        "“We saw the smoke from the hills,” said Tomas Okafor, a shepherd.",
        [("Tomas Okafor", "said", "“We saw the smoke from the hills,”")],
        id="inverted cue after a quotation",
    ),
    pytest.param(
        'Elena Marsh runs the port. "The cranes are old," she said, "and the rails are older."',
        [("Elena Marsh", "said", '"The cranes are old," … "and the rails are older."')],
        id="a quotation split by its cue is one claim",
    ),
    pytest.param(
        'Elena Marsh runs the port. "The cranes are old," Marsh said. "The rails are older."',
        [("Elena Marsh", "said", '"The cranes are old," … "The rails are older."')],
        id="a quotation that goes on after its cue's sentence",
    ),
    pytest.param(
        "“The river rose in an hour.\n“Nobody had time to move the sheep.\n"
        "“We lost half of them,” Idris Bello said.",
        [
            (
                "Idris Bello",
                "said",
                "“The river rose in an hour. … “Nobody had time to move the sheep. … “We lost half of them,”",
            )
        ],
        id="three paragraphs of one quotation, only the last one closed",
    ),
    pytest.param(
        "“He told us ‘leave the keys’ and went,” Joanna Pike said.",
        [("Joanna Pike", "said", "“He told us ‘leave the keys’ and went,”")],
        id="a quotation within a quotation",
    ),
    pytest.param(
        "'The bridge will hold,' said Ngozi Adeyemi.",
        [("Ngozi Adeyemi", "said", "'The bridge will hold,'")],
        id="single marks",
    ),
    pytest.param(
        '“The bridge will hold," said Ngozi Adeyemi.',
        [("Ngozi Adeyemi", "said", '“The bridge will hold,"')],
        id="mismatched marks",
    ),
    pytest.param(
        "The bridge, Ngozi Adeyemi said, will hold.",
        [("Ngozi Adeyemi", "said", "The bridge … will hold")],
        id="a cue within what it gives",
    ),
    pytest.param(
        "The harbour will close on Monday, the company said.",
        [("the company", "said", "The harbour will close on Monday")],
        id="a cue at the end",
    ),
    pytest.param(
        "The river burst its banks, killing three people in the village, the fire service said.",
        [("the fire service", "said", "The river burst its banks, killing three people in the village")],
        id="a nominal before the source that is no part of it",
    ),
    pytest.param(
        "According to the coast guard, two boats collided near the island.",
        [("the coast guard", "According to", "two boats collided near the island")],
        id="according to, in front",
    ),
    pytest.param(
        "Two boats collided near the island, according to the coast guard.",
        [("the coast guard", "according to", "Two boats collided near the island")],
        id="according to, at the end",
    ),
    pytest.param(
        "Hanna Virtanen, who has led the museum since 2019, said visitors were returning.",
        [("Hanna Virtanen", "said", "visitors were returning")],
        id="a relative clause between source and cue",
    ),
    pytest.param(
        "Hanna Virtanen praised the staff and said visitors were returning.",
        [("Hanna Virtanen", "praised", "the staff"), ("Hanna Virtanen", "said", "visitors were returning")],
        id="a subject shared by two verbs",
    ),
    pytest.param(
        "It was reported that the mine had closed.",
        [(None, "was reported", "that the mine had closed")],
        id="a passive cue leaves the source unresolved",
    ),
    pytest.param(
        "The minister's claim that the mine had closed surprised the town.",
        [("The minister's", "claim", "that the mine had closed")],
        id="a noun as the cue",
    ),
    pytest.param(
        "Pilar Ortega wrote: “The vote was fair.”",
        [("Pilar Ortega", "wrote", "“The vote was fair.”")],
        id="a colon before the quotation",
    ),
    pytest.param(
        "Anna Kowalska said the vote was fair, but Pieter Janssen insisted that it was stolen.",
        [
            ("Anna Kowalska", "said", "the vote was fair"),
            ("Pieter Janssen", "insisted", "that it was stolen"),
        ],
        id="two speakers in one sentence",
    ),
    pytest.param(
        "The judge said the plan was “a reckless gamble with other people's money”.",
        [("The judge", "said", "the plan was “a reckless gamble with other people's money”")],
        id="partly quoted",
    ),
    pytest.param(
        "• The union said talks had failed.\n• The company said talks would resume.",
        [
            ("The union", "said", "talks had failed"),
            ("The company", "said", "talks would resume"),
        ],
        id="bullets",
    ),
    pytest.param(
        "Jean-Luc d'Arcy Jr. said the orchestra would tour.",
        [("Jean-Luc d'Arcy Jr.", "said", "the orchestra would tour")],
        id="a name with a hyphen, a particle and a suffix",
    ),
    pytest.param(
        "José Łukasiewicz said the orchestra would tour.",
        [("José Łukasiewicz", "said", "the orchestra would tour")],
        id="a name beyond ASCII",
    ),
    pytest.param(
        "According to the mill's keeper, Joost Brandt, two boats were stolen last week.",
        [("Joost Brandt", "According to", "two boats were stolen last week")],
        id="a name in apposition to the source",
    ),
    pytest.param(
        "He had assured her, she said, that the school would stay open.",
        [("she", "said", "He had assured her … that the school would stay open")],
        id="a second cue inserted before the content",
    ),
    pytest.param(
        "Whether the bridge opens, Ngozi Adeyemi wrote, will depend on the weather.",
        [("Ngozi Adeyemi", "wrote", "Whether the bridge opens … will depend on the weather")],
        id="a clause for a subject, with the cue after it",
    ),
    pytest.param(
        "The pier will be built, said Mayor Tomas Ellery after the vote, which passed by 11 to 4.",
        [("Tomas Ellery", "said", "The pier will be built")],
        id="a source with the occasion behind it",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_each_attribution_gives_its_source_its_cue_and_its_content(
    text: str, expected: list[tuple[str | None, str, str]]
) -> None:
    assert [said(claim) for claim in claims(text) if claim.kind != "narrated"] == expected


KINDS = [
    ("“The bridge will hold for years,” said Ngozi Adeyemi.", "direct"),
    ("Ngozi Adeyemi said the bridge will hold.", "indirect"),
    ("Ngozi Adeyemi said the bridge was “a monument to neglect and thrift”.", "mixed"),
    ("The bridge opened in the spring.", "narrated"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_tells_whose_words_a_claim_is_in(text: str, kind: str) -> None:
    assert [claim.kind for claim in claims(text)] == [kind]


ROLES = [
    ("Ngozi Adeyemi said the bridge will hold.", "person"),
    ("Reuters reported that the bridge had closed.", "outlet"),
    ("The Harbour Gazette reported that the bridge had closed.", "outlet"),
    ("Kestrel Broadcasting reported that the bridge had closed.", "outlet"),
    ("The Business Ledger reported that the bridge had closed.", "outlet"),
    ("The mayor of Vale, Ada Krol, said the bridge had closed.", "person"),
    ("The roof fell in, the mayor of Lindau, Ida Brunn, said.", "person"),
    ("The chief executive of Corvane Steel, Marten Vosper, said the bridge had closed.", "person"),
    ("A survivor, 52-year-old nurse Ilse Varga, said the bridge had closed.", "person"),
    ("The ministry said the bridge had closed.", "organization"),
    ("Officials said the bridge had closed.", "anonymous"),
    ("A source familiar with the repairs said the bridge had closed.", "anonymous"),
    ("People briefed on the repairs said the bridge had closed.", "anonymous"),
    ("A court filing said the bridge had closed.", "document"),
    ("It was reported that the bridge had closed.", "unresolved"),
    ("They said the bridge had closed.", "unresolved"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_role_tells_what_kind_of_source_speaks(text: str, role: str) -> None:
    (claim,) = claims(text)
    assert claim.source is not None
    assert claim.source.role == role


RESOLVED = [
    ("Samir Haddad opened the clinic. He said it would stay open.", "Samir Haddad"),
    (
        "Deputy mayor Samir Haddad opened the clinic. The deputy mayor said it would stay open.",
        "Samir Haddad",
    ),
    ("Samir Haddad opened the clinic. Haddad said it would stay open.", "Samir Haddad"),
    ("Samir Haddad met Greta Holm. Holm left early. They said it would stay open.", None),
    ("He said it would stay open.", None),
    (
        'Minister Greta Holm flew in. A passenger, nurse Ilse Varga, said it was late. "It shook," she said.',
        "Ilse Varga",
    ),
    ("The mill closed, the Harbour Gazette reported. The newspaper said it would reopen.", "Harbour Gazette"),
    ("The mill closed in May. The newspaper said it would reopen.", None),
    ("Coast guard commander Samir Haddad flew in. The coast guard said it was late.", None),
    ("Ada Krol said she had rung Mr Lars Voss. He said it would stay open.", "Lars Voss"),
    ("The roof fell in, the mayor of Lindau, Ida Brunn, said. She said it was old.", "Ida Brunn"),
    ("Samir Haddad opened the clinic. The spokesman said it would stay open.", None),
    (
        "Minister Greta Holm met Samir Haddad. The minister said it would open. He said it would not.",
        "Samir Haddad",
    ),
    ("Lena Brandt, who said that the pumps had failed, left the town.", "Lena Brandt"),
]


@pytest.mark.parametrize(("text", "name"), RESOLVED)
def test_a_source_is_resolved_where_the_text_leaves_no_choice(text: str, name: str | None) -> None:
    source = claims(text)[-1].source
    assert source is not None
    assert source.name == name


def test_that_source_takes_up_the_source_before_it() -> None:
    _, second = claims("An aviation source said the plane was late. That source said fog was to blame.")
    assert second.source is not None
    assert (second.source.role, second.source.name) == ("anonymous", "An aviation source")


VIA = [
    ("An aviation source told Reuters that the plane was late.", "An aviation source", ["Reuters"]),
    ("Reuters reported that an aviation source said the plane was late.", "an aviation source", ["Reuters"]),
    ("It is believed the plane was late, according to Reuters.", "", ["Reuters"]),
    ("Reuters reported that the plane was late.", "Reuters", []),
    (
        "The Business Ledger reported on Monday, citing two clerks, that the plane was late.",
        "two clerks",
        ["Business Ledger"],
    ),
    (
        "Six people were hurt in a fire, the mayor of Lindau, Ida Brunn, told the City Herald.",
        "the mayor of Lindau, Ida Brunn",
        ["City Herald"],
    ),
    (
        "Reuters, citing an aviation source, reported that the plane was late.",
        "an aviation source",
        ["Reuters"],
    ),
]


@pytest.mark.parametrize(("text", "source", "via"), VIA)
def test_the_chain_names_the_outlets_that_a_claim_came_through(
    text: str, source: str, via: list[str]
) -> None:
    (claim,) = claims(text)
    assert claim.source is not None
    assert claim.source.text == source
    assert [link.name for link in claim.via] == via


OWN_OUTLET = [
    ("A clerk told the Gazette that the mill would close.", "Harbour Gazette", "Harbour Gazette"),
    (
        "A clerk told the Harbour Gazette that the mill would close.",
        "Harbour Gazette",
        "Harbour Gazette",
    ),
    ("A clerk told this newspaper that the mill would close.", "Harbour Gazette", "Harbour Gazette"),
    ("Helena Marrick told Kestrel Broadcasting that the mill would close.", "Kestrel Broadcasting", ""),
]


@pytest.mark.parametrize(("text", "outlet", "heard_by"), OWN_OUTLET)
def test_a_chain_leaves_out_the_outlet_that_the_text_stands_in(text: str, outlet: str, heard_by: str) -> None:
    (claim,) = printed(text, outlet)
    assert claim.via == []
    assert claim.origin.rule == ("anonymous source of one outlet" if heard_by else "named speaker")
    assert heard_by.casefold() in (claim.origin.key or "")


LONGER = [
    (
        "The pier will be built, said Mayor Tomas Ellery after the vote, which passed by 11 to 4.",
        "Mayor Tomas Ellery",
    ),
    ("Axios, including regular reports from the talks, said the deal was near.", "Axios"),
    ("Mayor Tomas Ellery, speaking after the vote, said the pier would be built.", "Mayor Tomas Ellery"),
]


@pytest.mark.parametrize(("text", "source"), LONGER)
def test_a_source_is_no_longer_than_who_speaks(text: str, source: str) -> None:
    (claim,) = claims(text)
    assert claim.source is not None
    assert claim.source.text == source


def test_another_outlet_that_a_source_spoke_to_is_in_the_chain() -> None:
    (claim,) = printed(
        "Helena Marrick told Kestrel Broadcasting that the mill would close.", "Harbour Gazette"
    )
    assert [link.name for link in claim.via] == ["Kestrel Broadcasting"]
