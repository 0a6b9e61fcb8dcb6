"""Transcripts and texts that an actor publishes itself: whose words they are, what a question states, who moves on."""

from dataclasses import replace

import pytest

import claimline
from claimline.codebook import Measure
from claimline.model import Basis, Document, Source
from claimline.read.codebook import parse_codebook

HARBOUR = parse_codebook(
    {
        "actors": [
            {"code": "city", "label": "Riverton", "kind": "state", "names": ["Riverton", "the City Hall"]},
            {"code": "isle", "label": "Far Isle", "kind": "state", "names": ["Far Isle"], "adjectives": ["Islander"]},
            {
                "code": "lee",
                "label": "Ada Lee",
                "kind": "person",
                "of": "city",
                "names": ["Ada Lee", "Lee"],
                "titles": ["Mayor"],
            },
            {"code": "roe", "label": "Jan Roe", "kind": "person", "of": "isle", "names": ["Jan Roe", "Roe"]},
            {"code": "post", "label": "The Post", "kind": "media", "names": ["The Post"]},
        ],
        "measures": [{"code": "boats", "label": "Boats gone", "heads": ["boat*"]}],
        "propositions": [
            {"code": "leaving", "label": "Boats leave", "about": [["boats"], ["leav*", "left"]], "measure": "boats"}
        ],
        "issues": [
            {"code": "exodus", "label": "The boats that leave", "ladder": "response", "about": [["boats"]]},
        ],
    }
)


def rows(*texts, publisher="City Hall", days=("2024-05-10", "2024-05-18")):
    sources = [
        Source(Document(f"{n}.txt", f"{n}", None, publisher, "article", day, day, day, Basis.STATED, None), text)
        for n, (text, day) in enumerate(zip(texts, days, strict=False))
    ]
    return claimline.extract(sources, HARBOUR)


HELLO = "MODERATOR:  Good day.\n\n"
ASKED = HELLO + "Q    Have boats left for the south?  Some 900 boats lie there.\n\n"
DOUBT = "MS. LEE:  We cannot confirm those reports.  They are concerning to us.\n"
FIGURE = "MS. LEE:  We believe that at least 40 boats have left.\n"


@pytest.mark.parametrize(
    ("publisher", "text", "actor", "code", "speech"),
    [
        ("Riverton", "Some 40 boats have left.", "Riverton", "city", "narration"),
        ("Riverton", "Today we announced that 40 boats have left.", "Riverton", "city", "reported"),
        ("Riverton", "Jan Roe was there. We know that 40 boats have left.", "Riverton", "city", "reported"),
        ("Riverton", "The mayor said that 40 boats have left.", "Ada Lee", "lee", "reported"),
        ("Riverton", "The mayor of Oldport said that 40 boats have left.", "mayor of Oldport", None, "reported"),
        ("Riverton", ASKED + "THE MAYOR:  Some 40 boats have left.\n", "Ada Lee", "lee", "direct"),
        ("The Post", "The mayor said that 40 boats have left.", "mayor", None, "reported"),
        ("The Post", "Some 40 boats have left.", None, None, "narration"),
        (None, "Some 40 boats have left.", None, None, "narration"),
    ],
)  # fmt: skip
def test_who_publishes_speaks(publisher, text, actor, code, speech):
    """What an actor publishes is its own word, "we" is it, "the mayor" its own; a medium's is nobody's."""
    [row] = rows(text, publisher=publisher).claims

    assert (row.actor, row.actor_code, row.speech) == (actor, code, speech)


def test_a_question_states_nothing():
    """A figure in a question of a transcript is refused with its reason; the answer's stands, in its speaker's name."""
    found = rows(ASKED + FIGURE, publisher="Riverton")

    assert [(row.quote, row.actor) for row in found.claims] == [("at least 40 boats", "Ada Lee")]
    assert [(row.quote, row.reason) for row in found.rejected if row.reason == "question"] == [
        ("Some 900 boats", "question")
    ]


def test_what_a_question_reports_is_still_somebodys():
    """What a question tells of somebody named remains theirs."""
    found = rows(HELLO + "Q    Jan Roe said that 50 boats have left.  True?\n\n" + DOUBT, publisher="Riverton")

    assert [(row.quote, row.actor) for row in found.claims] == [("50 boats", "Jan Roe")]
    assert [(row.relation, row.target) for row in found.links if row.basis == "stated"] == [
        ("cannot_confirm", found.claims[0].id)
    ]


def test_an_answer_is_about_its_question():
    """ "Those reports" and "they" in an answer are what was asked about: the question's issue, and the question."""
    found = rows(ASKED + DOUBT, publisher="Riverton")
    [asked] = [row for row in found.attributions if row.cue_class == "asks"]

    assert [(row.relation, row.target) for row in found.links] == [("cannot_confirm", asked.id)]
    concern = rows(ASKED + "MS. LEE:  I am concerned about it.\n", publisher="Riverton").stances
    assert [(row.actor, row.issue, row.level) for row in concern] == [("Ada Lee", "exodus", "concerned")]


LEAVING = "Q    Are boats leaving?"
ANSWERS = [
    (LEAVING, "MS. LEE:  We're going to watch this closely.", "notes"),
    (LEAVING, "MS. LEE:  But that's what's so concerning to us.", "concerned"),
    (LEAVING, "MS. LEE:  We're monitoring it.", "notes"),
    (f"{LEAVING}\n\nMS. LEE:  Well.\n\nQ    Can you say more on that?", "MS. LEE:  It is concerning.", "concerned"),
    (f"{LEAVING}\n\nMS. LEE:  Well.\n\nQ    Will rain come?", "MS. LEE:  It is concerning.", None),
    ("Q    Will rain come?", "MS. LEE:  We're monitoring it.", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "level"), ANSWERS)
def test_a_pointer_takes_its_question(question, answer, level):
    """What is said of "this" or "it" in an answer is about the question, or about the one which that follows up."""
    found = rows(f"{HELLO}{question}\n\n{answer}\n", publisher="Riverton").stances

    assert [(row.actor, row.issue, row.level) for row in found] == ([("Ada Lee", "exodus", level)] if level else [])


MONEY = replace(
    HARBOUR,
    measures=(
        Measure("boats", "Boats gone", ("boat*",)),
        Measure("fund", "Money for the port", ("USD",), "money", (("port",),), near=True),
    ),
)


@pytest.mark.parametrize(
    ("text", "measure", "way"),
    [
        ("The port gets $50 million. The other $30 million will come from us.", "fund", ".other"),
        ("The port gets $50 million. The remaining $30 million in loans is late.", "fund", ".other"),
        ("The port gets $50 million.\n\nIt rained.\n\nAs I said, we gave $50 million.", "fund", ".again"),
        ("The port gets $50 million. Another $30 million went to schools.", None, ""),
        ("The port gets $50 million.\n\nWe gave $50 million to schools.", None, ""),
        ("The port gets $50 million.\n\nThe other $30 million will come from us.", None, ""),
        ("Q    How many boats left?\n\nMS. LEE:  There were about 900.", "boats", ".asked"),
        ("Q    How many boats left?\n\nMS. LEE:  Two ports took a first batch of about 900.", "boats", ".asked"),
        ("Q    How many boats left?\n\nMS. LEE:  There were about 900 crews.", None, ""),
        ("Q    How many left?\n\nMS. LEE:  There were about 900.", None, ""),
    ],
)
def test_a_figure_that_takes_up_another(text, measure, way):
    """A figure without words of its own is on the measure of what it is the rest of, is told again or was asked for."""
    document = Document("d.txt", "d", None, "City Hall", "article", None, None, None, Basis.NONE, None)
    last = max(claimline.extract([Source(document, HELLO + text)], MONEY).claims, key=lambda row: row.start)

    assert (last.measure, last.rule.endswith(way)) == (measure, True)
    assert last.rule.endswith((".other", ".again", ".asked")) == bool(way)


def test_a_movement():
    """Who could not confirm something and later states it has moved: a link from the statement to the doubt."""
    found = rows(ASKED + DOUBT, ASKED + FIGURE, publisher="Riverton")
    claim = next(row for row in found.claims if row.document == "1.txt")
    doubt = next(row for row in found.attributions if row.cue_class == "cannot_confirm")
    moves = [row for row in found.links if row.rule == "inferred.movement"]

    assert [(row.source, row.relation, row.target, row.independence) for row in moves] == [
        (claim.id, "updates", doubt.id, "same_source")
    ]


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (ASKED + DOUBT, ASKED + FIGURE, ("2024-05-18", "2024-05-10")),
        (ASKED + DOUBT, ASKED + "MR. ROE:  At least 40 boats have left.\n", ("2024-05-10", "2024-05-18")),
        (HELLO + "Q    Has it rained?\n\n" + DOUBT, FIGURE, ("2024-05-10", "2024-05-18")),
    ],
)
def test_no_movement(first, second, days):
    """An earlier statement, another's, or one about something else is no movement."""
    found = rows(first, second, publisher="Riverton", days=days)

    assert [row for row in found.links if row.rule == "inferred.movement"] == []


def test_a_header_ends_a_paragraph():
    """The first paragraph after a document's header is its own: no sentence runs over both."""
    text = "# publisher: Riverton\n# ---\nSome 40 boats\nhave left the old port.\nThe rest are\nstill there.\n"
    [row] = rows(text, publisher="Riverton").claims

    assert row.context == "Some 40 boats\nhave left the old port."
