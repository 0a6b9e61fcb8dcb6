"""Relations: each that a link can have, within one text and across two, with the words that it rests on."""

import csv
from pathlib import Path

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Measure, Proposition
from claimline.model import Basis, Document, Source

TOPIC = Codebook(
    actors=(
        Actor("board", "Harbour Board", "body", names=("Harbour Board", "the board"), adjectives=("Harbour Board's",)),
        Actor("union", "Seamen's Union", "body", names=("Seamen's Union", "the union")),
        Actor("mayor", "Ann Brady", "person", of="town", names=("Ann Brady", "Brady")),
        Actor("town", "Town Council", "body", names=("Town Council",)),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
    propositions=(Proposition("laid_up", "Boats are laid up", (("boat*",), ("laid up",)), "boats"),),
)
CLAIM = "The Harbour Board said on May 8 that at least 40 boats have been laid up. "
NUMBER = "at least 40 boats"


def linked(*texts, publishers=("Post", "Echo"), days=("2024-05-09", "2024-05-10")):
    """Return the links of *texts*: relation, basis, independence, and the words at both ends."""
    sources = []
    for number, text in enumerate(texts):
        day, name = days[number], f"{number}.txt"
        row = Document(name, str(number), None, publishers[number], "article", day, day, day, Basis.STATED, None)
        sources.append(Source(row, text))
    rows = claimline.extract(sources, TOPIC)
    words = {row.id: row.quote for row in rows.claims} | {row.id: row.cue for row in rows.attributions}
    return [(row.relation, row.basis, row.independence, words[row.source], words[row.target]) for row in rows.links]


# What is answered stands before it in the same text, or in another.
STATED = [
    ("The Seamen's Union backed the Harbour Board's claim about the boats.",
     ("supports", "stated", "unknown", "backed", NUMBER)),
    ("The Seamen's Union backed the Harbour Board's claim, saying that 12 boats have been laid up.",
     ("backs_partly", "stated", "unknown", "12 boats", NUMBER)),
    ("Asked about the boats, Ann Brady said she cannot confirm the Harbour Board's claim.",
     ("cannot_confirm", "stated", "unknown", "cannot confirm", NUMBER)),
    ("The Seamen's Union denied the Harbour Board's claim about the boats.",
     ("denies", "stated", "unknown", "denied", NUMBER)),
    ("The Seamen's Union downplayed the Harbour Board's claims about the boats.",
     ("deflects", "stated", "unknown", "downplayed", NUMBER)),
    ("The Seamen's Union said that 44 boats have been laid up. That figure is consistent with what the Harbour Board "
     "has reported, the Seamen's Union said.",
     ("same_proposition", "stated", "unknown", "44 boats", NUMBER)),
    ("The Harbour Board said it has photographs showing the boats.",
     ("cites_evidence", "stated", "same_source", NUMBER, "said")),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "expected"), STATED)
def test_what_a_text_states_of_its_own_claims(answer, expected):
    """A link goes to the claim that is answered in the same text."""
    assert expected in linked(CLAIM + answer)


@pytest.mark.parametrize(("answer", "expected"), STATED)
def test_what_a_text_states_of_another_texts_claims(answer, expected):
    """Where the text that answers does not hold the claim, the link goes to what its owner said in another."""
    assert expected in linked(CLAIM, answer)


INFERRED = [
    ("The Seamen's Union said on May 8 that 12 boats have been laid up.",
     ("contradicts", "inferred", "unknown", "12 boats", NUMBER)),
    ("The Harbour Board said on May 9 that 52 boats have been laid up.",
     ("updates", "inferred", "same_source", "52 boats", NUMBER)),
    ("The Seamen's Union said on May 8 that 52 boats have been laid up.",
     ("same_proposition", "inferred", "unknown", "52 boats", NUMBER)),
    ("The Seamen's Union has independently found that 52 boats have been laid up, it said on May 8.",
     ("same_proposition", "inferred", "independent", "52 boats", NUMBER)),
]  # fmt: skip


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("other", "expected"), INFERRED)
def test_what_rules_conclude(other, expected, apart):
    """Claims that exclude, revise or repeat each other are linked, in one text as well as in two."""
    assert expected in (linked(CLAIM, other) if apart else linked(CLAIM + "\n\n" + other))


def test_a_figure_bears_out_what_it_counts():
    """Who says how many bears out who says that it is so."""
    told = (
        "Ann Brady said that the boats in the port were laid up. The Harbour Board said that 40 boats had been laid up."
    )

    assert ("supports", "inferred", "unknown", "40 boats", "the boats in the port were laid up") in linked(told)


def test_a_narrators_denials():
    """Denials by nobody named mischaracterise those who only could not confirm; a headline drops a bound."""
    doubt = "Ann Brady cannot confirm those reports. But there are still official denials of the claim."
    headline = "40 boats laid up in the harbour\n\n"

    assert ("mischaracterises", "stated", "unknown", "denials", NUMBER) in linked(CLAIM + doubt)
    assert ("mischaracterises", "inferred", "unknown", "40 boats", NUMBER) in linked(headline + CLAIM)


def test_what_nobody_could_verify_is_not_independent():
    """ "Independently" makes a source independent where it found out, and not where nobody could."""
    other = (
        "The Seamen's Union said on May 8 that 52 boats have been laid up, which could not be independently verified."
    )

    assert ("same_proposition", "inferred", "unknown", "52 boats", NUMBER) in linked(CLAIM, other)


def test_nobody_is_likened_to_their_own_side():
    """Who calls a figure consistent with what their own side has said adds nothing."""
    other = (
        "Ann Brady said that 44 boats have been laid up. That figure is consistent with what the Town Council has "
        "reported, Ann Brady said."
    )
    first = "The Town Council said on May 8 that at least 40 boats have been laid up."

    assert [row for row in linked(first, other) if row[1] == "stated"] == []


def test_an_answer_explains_the_opening_statement():
    """In a transcript what is likened to others' words is the statement at its head, and no number in an answer."""
    text = (
        "MS. BRADY:  At least 44 boats have been laid up.\n\nQ  What of the boats?\n\n"
        "MS. BRADY:  We see about 45 boats today.\n\nQ  And the boats there?\n\n"
        "MS. BRADY:  That is similar to what the Harbour Board has said.\n\nQ  Thanks.\n"
    )

    assert ("At least 44 boats", NUMBER) in [row[3:] for row in linked(CLAIM, text) if row[0] == "same_proposition"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you have word of boats laid up?", "We cannot independently confirm those reports."),
        ("There are many reports of boats. Is it so?", "Well, I can't confirm that."),
    ],
)
def test_in_a_transcript_the_question_is_answered(question, answer):
    """Who is asked cannot confirm what was asked, not the number that happens to stand nearest."""
    text = (
        f"MS. BRADY:  We count 12 boats at the pier.\n\nQ  {question}\n\nMS. BRADY:  {answer}\n\nQ  Thanks.\n\n"
        "MS. BRADY:  Thank you.\n"
    )
    found = [row for row in linked(text) if row[0] == "cannot_confirm"]

    assert [row[4] for row in found] == ["Q"]


def test_a_denial_told_of_a_third_person():
    """Who is told to have denied "knowing anything about it" denies what was claimed, and was not asked."""
    text = (
        "MS. BRADY:  At least 40 boats have been laid up.\n\nQ  What does the union say of the boats?\n\n"
        "MS. BRADY:  The Seamen's Union denied knowing anything about it.\n\nQ  Thanks.\n"
    )

    assert ("denies", "stated", "unknown", "denied", "At least 40 boats") in linked(text)


def test_a_figure_given_once_more():
    """What a speaker says "as I said" is the figure that was given before."""
    text = (
        "MS. BRADY:  More than 40 boats have been laid up.\n\nQ  Will there be more?\n\n"
        "MS. BRADY:  As I said, 40 boats have been laid up.\n\nQ  Thanks.\n"
    )

    assert ("same_proposition", "stated", "same_source", "40 boats", "More than 40 boats") in linked(text)


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [("Town Council", 1), ("Echo", 0)],
)
def test_a_pages_day_dates_only_what_its_own_side_publishes(publisher, expected):
    """What a side publishes itself is said on the day of the page; what others tell of it may be older than a doubt."""
    doubt = "On Thursday Ann Brady said she cannot confirm the Harbour Board's claim about the boats."
    later = "The Town Council said that 40 boats have been laid up."
    found = linked(CLAIM + doubt, later, publishers=("Post", publisher), days=("2024-05-10", "2024-05-12"))

    assert len([row for row in found if row[0] == "updates" and row[4] == "cannot confirm"]) == expected


@pytest.mark.parametrize(
    ("doubt", "expected"),
    [
        ("On Sunday Ann Brady said she cannot confirm the Harbour Board's claim about the boats.", 1),
        ("On Thursday Ann Brady said she cannot confirm the Harbour Board's claim about the boats.", 0),
    ],
)
def test_a_doubt_is_as_old_as_its_own_words_say(doubt, expected):
    """Only what its side says after the day of a doubt brings it up to date, not after the day of the page."""
    later = "The Town Council said on May 8 that 40 boats have been laid up."
    found = linked(CLAIM + doubt, later, days=("2024-05-10", "2024-05-10"))

    assert len([row for row in found if row[0] == "updates" and row[4] == "cannot confirm"]) == expected


@pytest.mark.parametrize(
    "other",
    [
        "The Seamen's Union said on May 8 that 12 boats will be laid up.",  # another stage
        "The Seamen's Union said on April 2 that 12 boats have been laid up.",  # another time
        "The Seamen's Union said on May 8 that 12 wooden boats have been laid up.",  # a part of what is counted
        "The Seamen's Union said on May 8 that a further 12 boats have been laid up.",  # on top
    ],
)
def test_what_is_no_contradiction(other):
    """Figures exclude each other only where stage, time and what is counted agree."""
    assert "contradicts" not in [row[0] for row in linked(CLAIM, other)]
    assert "contradicts" not in [row[0] for row in linked(CLAIM + "\n\n" + other)]


def test_what_is_said_not_to_be_so():
    """A statement and its denial of one time exclude each other."""
    other = "The Seamen's Union said on May 8 that the boats have not been laid up."
    first = "The Harbour Board said on May 8 that the boats have been laid up. "

    assert [row[0] for row in linked(first, other)] == ["contradicts"]


# ---- beside the gold ---------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "links.csv"
# What the coder calls a relation, as the design does.
CODED = {
    "backs": {"supports", "backs_partly"},
    "cannot_confirm": {"cannot_confirm"},
    "denies(framing)": {"mischaracterises"},
    "deflects": {"deflects"},
    "has_evidence": {"cites_evidence"},
    "supports(uncited)": {"supports"},
}


def test_the_links_that_the_coded_seeds_state():
    """Each link that the coder finds stated in a text is there, at its words and with its relation."""
    if not GOLD.exists():
        pytest.skip("the hand-coded links.csv is not beside the project")
    rows = list(csv.DictReader(GOLD.read_text(encoding="utf-8").splitlines()))
    stated = [row for row in rows if row["basis"] == "stated_in_text"]
    found = claimline.extract_seeds(ROOT / "seeds").links

    assert len(stated) == 6
    for row in stated:
        start, end = int(row["start"]), int(row["end"])
        here = [one for one in found if one.document == row["doc"] and one.start < end and start < one.end]
        assert CODED[row["relation"]] & {one.relation for one in here}, row["link_id"]
