"""Corroboration: what each voice says to a claim, and how many independent voices stand behind it."""

from dataclasses import replace

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Measure, Proposition
from claimline.model import Basis, Document, Source
from claimline.weigh.scope import bears
from claimline.weigh.voices import answers, behind

TOPIC = Codebook(
    actors=(
        Actor("port", "Port Authority", "body", names=("Port Authority",)),
        Actor("harbour", "Harbour Office", "body", of="port", names=("Harbour Office",)),
        Actor("union", "Seamen's Union", "body", names=("Seamen's Union", "the union")),
        Actor("mayor", "Ann Brady", "person", of="port", names=("Ann Brady", "Brady")),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
    propositions=(Proposition("laid_up", "Boats are laid up", (("boats",), ("laid up",)), "boats"),),
)
FIRST = "The Harbour Office said that at least 40 boats have been laid up. "


def source(text, name):
    day = "2024-05-10"
    return Source(Document(name, name, None, None, "article", day, day, day, Basis.STATED, None), text)


def told(*texts, quote="at least 40 boats"):
    """Return the answers to the first claim that is quoted so, the answering voices beside them."""
    rows = claimline.extract([source(text, f"{n}.txt") for n, text in enumerate(texts)], TOPIC)
    claim = next(row for row in rows.claims if row.quote == quote)
    return answers(rows, [claim.id])[claim.id]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("The Seamen's Union said that 52 boats have been laid up.", ("union", "backs", False)),
        ("The Seamen's Union believes that 52 boats have been laid up.", ("union", "hedges", False)),
        ("The Seamen's Union backed the Harbour Office's claim, saying that 12 boats have been laid up.",
         ("union", "backs", True)),
        ("The Seamen's Union cannot confirm those reports.", ("union", "cannot_confirm", False)),
        ("The Seamen's Union denied the claim.", ("union", "disputes", False)),
        ("The Seamen's Union downplayed those reports.", ("union", "deflects", False)),
    ],
)  # fmt: skip
def test_what_a_voice_says_to_a_claim(other, expected):
    """A voice backs what its own figure implies; a hedge, a doubt, a denial and a shrug are told apart."""
    own, *rest = told(FIRST + other)

    assert (own.voice, own.answer) == ("harbour", "asserts")
    assert expected in [(one.voice, one.answer, one.partly) for one in rest]


def test_an_outlets_doubt_is_not_the_sources():
    """A source whose words the outlet calls accusations asserts them all the same."""
    own, *_ = told("The Harbour Office has been pushing new accusations that at least 40 boats have been laid up.")

    assert (own.voice, own.answer) == ("harbour", "asserts")


def test_who_says_that_it_is_not_so():
    """A claim that it is not so disputes a proposition; a figure of something narrower stands behind a wider one."""
    so, not_so = "the boats have been laid up", "the boats have not been laid up"
    denied = told(f"The Harbour Office said that {so}. ", f"The Seamen's Union said that {not_so}.", quote=so)
    narrower = told(FIRST, "The Seamen's Union said that 52 wooden boats have been laid up.")
    wider = told(FIRST.replace("40", "40 wooden"), "The Seamen's Union said that 52 boats have been laid up.",
                 quote="at least 40 wooden boats")  # fmt: skip

    assert ("union", "disputes") in [(one.voice, one.answer) for one in denied]
    assert (behind(narrower), behind(wider)) == (["harbour", "union"], ["harbour"])


@pytest.mark.parametrize(
    "other",
    [
        "The Seamen's Union said that 12 boats have been laid up.",  # less: it leaves the claim open
        "The Seamen's Union said that 52 boats will be laid up.",  # another stage
        "The Seamen's Union said that 52 wounded seamen have been laid up.",  # another thing
    ],
)
def test_who_does_not_stand_behind_a_claim(other):
    """A smaller figure, another stage or another thing puts nobody behind a claim."""
    assert behind(told(FIRST + other)) == ["harbour"]


def test_what_a_denied_figure_leaves_open():
    """Who says that it is not forty does not say that there are none."""
    rows = claimline.extract([source(FIRST + "The union said that the boats have been laid up.", "a.txt")], TOPIC)
    figure, proposition = sorted(rows.claims, key=lambda row: row.kind)

    assert bears(figure, proposition) is True
    assert bears(replace(figure, polarity="negative"), proposition) is None


def test_two_figures_of_one_agency_are_one_voice():
    """What a source says twice adds no voice, nor does an outlet that repeats it, nor the body that it speaks for."""
    again = "On Monday the Harbour Office said that 44 boats have been laid up."
    copy = "At least 40 boats have been laid up, the Harbour Office said."
    above = "The Port Authority said that 44 boats have been laid up."

    assert behind(told(FIRST, again, copy, above)) == ["harbour"]
    assert behind(told(FIRST, "The Seamen's Union said that 44 boats have been laid up.")) == ["harbour", "union"]


def test_a_sentence_that_two_outlets_print_is_one_voice():
    """A narrator's sentence in two documents is the voice of the first; another wording is another voice."""
    line = "Some 40 boats have been laid up."
    same, other = (
        told(line, line, quote="Some 40 boats"),
        told(line, "So far 40 boats have been laid up.", quote="Some 40 boats"),
    )

    assert behind(same) == ["0.txt"]
    assert behind(other) == ["0.txt", "1.txt"]


def test_a_figure_stands_behind_the_proposition_that_it_counts():
    """Who says how many says that it is so."""
    said = told(FIRST, "The Seamen's Union said that the boats were laid up.", quote="the boats were laid up")

    assert ("harbour", "backs") in [(one.voice, one.answer) for one in said]


def test_the_frames():
    """The tables give the answers with labels, and for each claim its voices and for how many they speak."""
    rows = claimline.extract([source(FIRST + "Ann Brady said that 52 boats have been laid up.", "a.txt")], TOPIC)
    figures = [row.id for row in rows.claims if row.quote == "at least 40 boats"]
    told, counted = claimline.tables.answers(rows, figures), claimline.tables.voices(rows, figures)

    assert list(told["voice_label"]) == ["Harbour Office", "Ann Brady"]
    assert list(told["principal_label"]) == ["Port Authority", "Port Authority"]
    assert counted.to_dict("records") == [
        {"claim": figures[0], "voices": 2, "principals": 1, "behind": "harbour; mayor"}
    ]


def test_an_extract_without_codes_still_has_voices():
    """Sources that no codebook knows are voices by their own words."""
    rows = claimline.extract([source(FIRST, "a.txt")], replace(TOPIC, actors=(), propositions=()))

    assert [behind(said) for said in answers(rows).values()] == [["harbour office"]]


def test_side_by_side():
    """One measure's claims stand by stage and day, each with the voices behind it; the same for its propositions."""
    plan = "The Seamen's Union believes that 60 boats will be laid up."
    rows = claimline.extract([source(FIRST + plan, "a.txt")], TOPIC)
    frame = claimline.tables.side_by_side(rows, "boats")

    assert list(frame[["quote", "stage", "hedged", "voices"]].itertuples(index=False, name=None)) == [
        ("60 boats", 0, True, 1),
        ("at least 40 boats", 2, False, 1),
    ]


def test_revisions():
    """What brings what up to date is a row: from which words and numbers to which, and by which rule."""
    first = "The Harbour Office said on May 2 that at least 40 boats have been laid up."
    later = "The Harbour Office said on May 9 that 52 boats have been laid up."
    [row] = claimline.tables.revisions(
        claimline.extract([source(first, "a.txt"), source(later, "b.txt")], TOPIC)
    ).to_dict("records")

    assert (row["before_quote"], row["after_quote"], row["before_low"], row["after_low"]) == (
        "at least 40 boats", "52 boats", 40, 52,
    )  # fmt: skip
    assert (row["before_voice"], row["after_voice"], row["rule"]) == ("harbour", "harbour", "inferred.claims")
