"""Positions in sentences about a strike and about interest rates: nothing here is about the seeds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from claimline.codebook import Codebook, language
from claimline.find.stances import find_stances
from claimline.read.codebook import CodebookError, parse_codebook

STRIKE = parse_codebook(
    {
        "actors": [
            {"code": "UNI", "label": "Metal Union", "names": ["Metal Union", "union"], "adjectives": ["union's"]},
            {"code": "EMP", "label": "Employers", "names": ["employers", "Employers' League", "league"]},
            {
                "code": "NOR",
                "label": "Norway",
                "kind": "state",
                "names": ["Norway", "Oslo"],
                "adjectives": ["Norwegian"],
            },
            {"code": "MIN", "label": "Labour Ministry", "of": "NOR", "names": ["Labour Ministry", "ministry"]},
            {"code": "LIE", "label": "Anna Lie", "kind": "person", "of": "UNI", "names": ["Anna Lie"]},
            {"code": "WIRE", "label": "Nordwire", "kind": "media", "names": ["Nordwire"]},
        ],
        "issues": [
            {
                "code": "strike",
                "label": "Walking out",
                "ladder": "policy",
                "about": [["strike", "strikes", "walkout", "walk out", "walking out"]],
                "acts": ["strike", "walk out", "go on strike"],
                "actors": ["UNI", "NOR"],
            },
            {
                "code": "pay",
                "label": "The pay offer",
                "ladder": "policy",
                "about": [["pay offer", "offer", "pay rise", "proposal"]],
            },
            {
                "code": "walkout",
                "label": "Answer to the strike",
                "ladder": "response",
                "about": [["strike", "strikes", "walkout"]],
            },
        ],
    }
)

RATES = parse_codebook(
    {
        "actors": [
            {"code": "CB", "label": "Central Bank", "names": ["Central Bank", "bank"], "adjectives": ["bank's"]},
            {"code": "GOV", "label": "Mira Holt", "kind": "person", "of": "CB", "names": ["Mira Holt", "Holt"]},
        ],
        "issues": [
            {
                "code": "cut",
                "label": "Cutting rates",
                "ladder": "policy",
                "about": [["rate", "rates"]],
                "acts": ["cut", "lower", "trim"],
                "actors": ["CB"],
            }
        ],
    }
)


def levels(text: str, codebook: Codebook) -> list[tuple[str | None, str, str]]:
    return [(one.on_behalf_of, one.issue, one.level) for one in find_stances(text, codebook)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Metal Union ruled out a strike before Christmas.", ("UNI", "strike", "rules_out")),
        ("The union will not strike in May.", ("UNI", "strike", "rules_out")),
        ("The union decided not to strike.", ("UNI", "strike", "rules_out")),
        ("The union called off the strike.", ("UNI", "strike", "rules_out")),
        ("The union agreed to suspend the strike.", ("UNI", "strike", "rules_out")),
        ("Employers turned down the proposal.", ("EMP", "pay", "rules_out")),
        ("Employers are reluctant to raise the pay offer.", ("EMP", "pay", "reluctant")),
        ("Employers have yet to accept the proposal.", ("EMP", "pay", "reluctant")),
        ("The union said it had no plans to strike.", ("UNI", "strike", "no_change")),
        ("The union is not considering a strike.", ("UNI", "strike", "no_change")),
        ("Norwegian law forbids a strike by the police.", ("NOR", "strike", "no_change")),
        ("The union has not ruled out a strike.", ("UNI", "strike", "hints")),
        ("The union hinted that it might walk out.", ("UNI", "strike", "hints")),
        ("The union could walk out next week.", ("UNI", "strike", "hints")),
        ("A strike is not off the table, Anna Lie said.", ("UNI", "strike", "hints")),
        ("The union said it would consider the pay offer.", ("UNI", "pay", "under_review")),
        ("The union is weighing a strike.", ("UNI", "strike", "under_review")),
        ("The union would consider a strike if talks fail.", ("UNI", "strike", "under_review")),
        ("The union will strike if the league does not move.", ("UNI", "strike", "conditional")),
        ("If the league refuses, the union will walk out.", ("UNI", "strike", "conditional")),
        ("The union threatened to walk out on Friday.", ("UNI", "strike", "conditional")),
        ("The union voted to strike from Monday.", ("UNI", "strike", "commits")),
        ("Employers announced more than 4 million for the pay offer.", ("EMP", "pay", "commits")),
        ("Employers have set aside 4 million for the pay offer.", ("EMP", "pay", "commits")),
        ("The union has not ruled it out: a strike.", ("UNI", "strike", "hints")),
        ("The union said it would walk out on Friday.", ("UNI", "strike", "commits")),
        ("Anna Lie promised a strike by June.", ("UNI", "strike", "commits")),
        ("The union went on strike on Monday.", ("UNI", "strike", "delivers")),
        ("The mediator said the ministry backed the pay offer.", ("NOR", "pay", "commits")),
        ("The union delayed its strike.", ("UNI", "strike", "reluctant")),
        ("The union signalled it might strike.", ("UNI", "strike", "hints")),
        (
            "Lie: We will not accept the proposal\nAnna Lie: We will not accept the proposal",
            ("UNI", "pay", "rules_out"),
        ),
        (
            "Employers said the union's answer to the proposal would be favourable.\nUnion backs offer",
            ("UNI", "pay", "commits"),
        ),
        ("The union is expected to strike.", ("UNI", "strike", "hints")),
        ("Employers are said to be considering a new offer.", ("EMP", "pay", "under_review")),
        ("Employers have yet to decide whether to raise the offer.", ("EMP", "pay", "under_review")),
        ("The league cannot accept the proposal, it said.", ("EMP", "pay", "rules_out")),
        ('"There will be no strike," Anna Lie said.', ("UNI", "strike", "rules_out")),
        ("MS. LIE: We talked.\n\nANNA LIE:  We reject the offer.", ("UNI", "pay", "rules_out")),
        ("Employers made an offer, but the union declined to accept it.", ("UNI", "pay", "rules_out")),
    ],
)
def test_policy(text, expected):
    """Each rung of the policy ladder is told by its cues, their negation, mood and condition."""
    assert expected in levels(text, STRIKE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Employers brushed off the strike.", ("EMP", "walkout", "deflects")),
        ("The ministry acknowledged the strike.", ("NOR", "walkout", "notes")),
        ("The ministry said it was concerned about the strike.", ("NOR", "walkout", "concerned")),
        ("Employers condemned the walkout.", ("EMP", "walkout", "condemns")),
        ("Employers condemned the walkout and demanded an apology.", ("EMP", "walkout", "demands")),
        ("The league demanded that the union end the strike.", ("EMP", "walkout", "demands")),
        ("The strike, which employers had denounced, ended on Friday.", ("EMP", "walkout", "condemns")),
        ("The strike is deeply concerning, Anna Lie said.", ("UNI", "walkout", "concerned")),
        ('"I am worried about the strike," Anna Lie said.', ("UNI", "walkout", "concerned")),
        ("The strike is in breach of the contract, the ministry said.", ("NOR", "walkout", "condemns")),
        ("The strike is reckless and dangerous, the ministry said.", ("NOR", "walkout", "condemns")),
        ("The ministry said it was tracking the strike.", ("NOR", "walkout", "notes")),
        ('"We have been watching this strike for weeks," Anna Lie said.', ("UNI", "walkout", "notes")),
        ('"I think we are following the strike closely," Anna Lie said.', ("UNI", "walkout", "notes")),
        (
            "MR. MOE: Norwegian strikes hurt.\n\nANNA LIE:  We're watching closely these strikes.",
            ("UNI", "walkout", "notes"),
        ),
    ],
)
def test_response(text, expected):
    """Each rung of the response ladder is told by its cues; of two answers in one breath the stronger counts."""
    assert levels(text, STRIKE) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank cut rates on Thursday.", "delivers"),
        ("Rates were cut by the Central Bank on Thursday.", "delivers"),
        ("The bank left rates unchanged.", "no_change"),
        ("The bank does not plan to cut rates.", "no_change"),
        ("Holt pledged to keep rates steady until summer.", "no_change"),
        ("Mira Holt refused to rule out a further rate cut.", "hints"),
        ("The bank might lower rates in June.", "hints"),
        ("A rate cut is under review, the bank said.", "under_review"),
        ("Central Bank mulls rate cut", "under_review"),
        ("Central Bank considering rate cut", "under_review"),
        ('"Our next move on rates depends on inflation," Mira Holt told reporters.', "conditional"),
        ("Central Bank to cut rates in June", "commits"),
        ('"There has been no change to our policy on rates," Mira Holt said.', "no_change"),
    ],
)
def test_rates(text, expected):
    """The same rules hold for a central bank; in a headline the auxiliary may be missing."""
    assert levels(text, RATES) == [("CB", "cut", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "The bank raised rates ten times.",
        "Will the bank cut rates?",
        "The bank should cut rates, employers said.",
        "Analysts hoped the bank would cut rates.",
        "The aim of the bank is growth, and rates are a means.",
        "Rates were cut ten years ago.",
        "The union's demands include a strike fund.",
        "Nordwire considered the strike a nuisance.",
        "The strike was suspended.",
        "The strike ended.",
        "It is unclear whether the union will strike or the bank will cut rates.",
        "Bank officials were divided over the rate cut.",
        "Union counts strike vote",
        "Norwegian lawmakers want a strike.",
        "The union told the story of the strike, if you like.",
        "Employers followed the strike with a feast.",
        "Employers met. Its owner said it had no plans for a strike or a pay offer.",
        "It is too early to say whether the strike will end, Anna Lie said.",
        "The union thinks employers will raise the pay offer.",
        '"Our partners have rejected the offer," Anna Lie said.',
    ],
)
def test_no_stance(text):
    """A question, a wish, a duty, another deed, a noun, a medium and a passive without a doer take no position."""
    assert levels(text, RATES) == levels(text, STRIKE) == []


@pytest.mark.parametrize(
    ("text", "actor", "behalf"),
    [
        ("Oslo will accept the proposal, the Labour Ministry announced.", "Labour Ministry", "NOR"),
        ("Anna Lie spoke on Monday. She rejected the offer.", "Anna Lie", "UNI"),
        ("The league met on Monday. It rejected the offer.", "Employers", "EMP"),
        ('"We will not accept this offer," Anna Lie said.', "Anna Lie", "UNI"),
        ('"We reject the offer," a Norwegian official told Nordwire.', "a Norwegian official", "NOR"),
        ("A source said the offer was off the table.", "A source", None),
        ("Tove Berg rejected the offer.", "Tove Berg", None),
        ("Anna Lie of Nordwire rejected the offer.", "Anna Lie", "UNI"),
        ("Anna Lie, who came to Oslo, said the union was against the offer and will reject it.", "Anna Lie", "UNI"),
        ("The offer, rejected by the union, was the third.", "Metal Union", "UNI"),
    ],
)
def test_actor(text, actor, behalf):
    """The actor is the subject, whoever a pronoun stands for, or the speaker that speaks for it."""
    found = [(one.actor, one.on_behalf_of) for one in find_stances(text, STRIKE)]

    assert found == [(actor, behalf)]


DOCS = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"


def examples() -> list[tuple[str, str]]:
    """Return (sentence, level) for each example of the ladders' tables."""
    rows = [re.split(r" \| ", row.strip("| ")) for row in DOCS.read_text("utf-8").splitlines() if row.startswith("| ")]
    own = [(row[3].strip('"'), row[0]) for row in rows if len(row) == 5 and row[3].startswith('"')]
    others = [pair for row in rows if len(row) == 5 for pair in re.findall(r'"([A-Z][^"]+)" (\w+)', row[4])]
    return [*own, *others]


@pytest.mark.parametrize(("text", "level"), examples())
def test_the_examples_of_the_codebook(text, level):
    """Each sentence by which the codebook's page explains a level is coded as it says."""
    assert [found for _, _, found in levels(text, STRIKE)] == [level]


def test_every_level_has_its_example():
    """Each rung of both ladders has an example of its own and one of a neighbour's beside it."""
    told = [level for _, level in examples()]
    rungs = [rung for ladder in language("ladders")["ladders"].values() for rung in ladder["rungs"]]

    assert len(rungs) == 15
    assert all(told.count(rung) >= 2 for rung in rungs)


LEVIES = parse_codebook(
    {
        "issues": [
            {"code": "levy", "label": "A levy", "ladder": "policy", "about": [["coal levy", "steel levy"]]},
            {"code": "tax", "label": "A tax", "ladder": "policy", "about": [["carbon tax", "coal tax", "on coal"]]},
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Employers considering a steel", [("EMP", "levy", "under_review")]),
        ("Employers have rejected any carbon...", [("EMP", "tax", "rules_out")]),
        ("Employers considering a coal", []),  # a levy or a tax
        ("Employers considering a", []),
        ("Employers considering a charge on", []),
        ("Employers considering a s", []),
    ],
)
def test_cut_off(text, expected):
    """Where a page cuts a text off, the beginning of one issue's term names it, and the rule says so."""
    codebook = replace(STRIKE, issues=LEVIES.issues)
    found = find_stances(text, codebook, [len(text)])

    assert [(one.on_behalf_of, one.issue, one.level) for one in found] == expected
    assert all(one.rule.endswith(".cut_off") for one in found)
    assert find_stances(text, codebook) == []


def test_a_couple():
    """ "The two leaders" are the two persons of different sides that were named last; without two it is nobody."""
    text = "Anna Lie met Kai Moe in Bergen.\n\nThe two leaders condemned the strike."
    moe = parse_codebook({"actors": [{"code": "MOE", "label": "Kai Moe", "kind": "person", "names": ["Kai Moe"]}]})
    both = replace(STRIKE, actors=(*STRIKE.actors, *moe.actors))

    assert levels(text, both) == [("UNI", "walkout", "condemns"), ("MOE", "walkout", "condemns")]
    assert levels(text, STRIKE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike went on.\n\nThe ministry will continue to monitor the situation.", [("NOR", "walkout", "notes")]),
        ('The strike went on. "This is deeply troubling," Anna Lie said.', [("UNI", "walkout", "concerned")]),
        ("The harbour froze.\n\nThe ministry will continue to monitor the situation.", []),
    ],
)
def test_what_the_text_around_is_about(text, expected):
    """An answer to "the situation", or to "this" that troubles its speaker, is to what the text around is about."""
    assert levels(text, STRIKE) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The union rejected the offer. It has rejected this before.", 2),
        ("The union rejected the offer. It then announced a series of talks on this town.", 1),
        ("The union rejected the offer. This is the third refusal since it announced a fund.", 1),
    ],
)
def test_what_this_points_to(text, count):
    """A "this" that stands alone points to the statement before; before a noun, or before a "since", it does not."""
    assert len(levels(text, STRIKE)) == count


def test_compound():
    """Two subjects take the position each."""
    found = levels("Employers and the Labour Ministry rejected the proposal.", STRIKE)

    assert found == [("EMP", "pay", "rules_out"), ("NOR", "pay", "rules_out")]


def test_context():
    """What "this" stands for, and what "unequivocal" answers, comes from the statement before."""
    shift = find_stances("The union ruled out a strike. This could change if talks fail.", STRIKE)
    firm = find_stances(
        "Employers reject pay offer\nEmployers said their answer to the proposal was unequivocal.", STRIKE
    )

    assert [(one.issue, one.level) for one in shift] == [("strike", "rules_out"), ("strike", "hints")]
    assert [one.level for one in firm] == ["rules_out", "rules_out"]
    assert find_stances("Employers said their answer to the proposal was unequivocal.", STRIKE) == []


def test_answers():
    """ "The accusations" points to what others have just said."""
    found = levels("Employers denounced the walkout. The union dismissed the accusations.", STRIKE)

    assert found == [("EMP", "walkout", "condemns"), ("UNI", "walkout", "deflects")]


def test_flags():
    """Condition, hedge, channel and legal bar are told beside the level, in the words of the text."""
    [one] = find_stances("The union will reportedly strike if the league, as expected, stays away.", STRIKE)
    [law] = find_stances("Norwegian law prohibits strikes, directly or through third parties.", STRIKE)
    [fund] = find_stances("Norway has funded the pay offer through a trust fund.", STRIKE)

    assert (one.level, one.trigger, one.hedge, one.legal_bar) == (
        "conditional",
        "if the league, as expected, stays away",
        "reportedly",
        False,
    )
    assert (law.level, law.legal_bar, law.channel) == ("no_change", True, "direct or indirect")
    assert (fund.level, fund.channel) == ("delivers", "multilateral")


def test_clauses():
    """Each clause is a statement of its own, and its quote is found where it says."""
    text = "Employers offered a pay rise of 5 percent, but the union rejected the offer."
    found = find_stances(text, STRIKE)

    assert [(one.on_behalf_of, one.level) for one in found] == [("EMP", "commits"), ("UNI", "rules_out")]
    assert [one.quote for one in found] == [
        "Employers offered a pay rise of 5 percent",
        "the union rejected the offer.",
    ]


HOSTILE = [
    "",
    " \n\n ",
    "?",
    "!!! ... ,,, ;;;",
    '"""""',
    '"We said we said we would strike," we said.',
    "I said I said I said.",
    "and and and strike and",
    "strike " * 300,
    "the union said the union said the union will " * 100,
    "ب نموذج الاتصال strike \u200f٣",
    "The union\xa0will\xa0strike.",
    "İ The union İ will strike.",
    "The union will strike" + "," * 500,
    "if if if if the union will strike if",
    "* * * The union to strike * *",
    "by by by by was cut by",
    "\ud800 the union will strike",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text(text):
    """Any text is read without an error, and every quote is found at its offsets."""
    for codebook in (STRIKE, RATES, Codebook()):
        found = find_stances(text, codebook)
        assert all(one.quote == text[one.start : one.end] != "" for one in found)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"actor": ["UNI"]}, "did you mean 'actors'"),
        ({"actors": ["XYZ"]}, "'XYZ' is not defined"),
        ({"acts": "strike"}, "expected a list of texts"),
        ({"ladder": "polici"}, "'polici' is not defined; known: policy, response"),
    ],
)
def test_broken_issue(entry, message):
    """A broken issue is refused in one line that names the field and what is known."""
    issue = {"code": "a", "label": "A", "ladder": "policy", "about": [["a"]], **entry}

    with pytest.raises(CodebookError, match=message):
        parse_codebook({"issues": [issue]}, "codebook.toml")
