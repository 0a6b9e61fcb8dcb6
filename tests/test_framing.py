"""Framing: where an outlet's telling goes beyond the words that it rests on, and where it does not."""

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Measure
from claimline.model import Basis, Document, Source

TOPIC = Codebook(
    actors=(
        Actor("port", "Port Authority", "body", names=("Port Authority", "the port")),
        Actor("mayor", "Ann Brady", "person", of="port", names=("Ann Brady", "Brady")),
        Actor("union", "Seamen's Union", "body", names=("Seamen's Union", "the union")),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
)


def framed(*texts, publishers=("Post", "Port Authority")):
    """Return the framing rules that the *texts*, of one day, meet, with both quotes and the problems' messages."""
    day, sources = "2024-05-10", []
    for number, (text, publisher) in enumerate(zip(texts, publishers, strict=False)):
        row = Document(f"{number}.txt", str(number), None, publisher, "article", day, day, day, Basis.STATED, None)
        sources.append(Source(row, text))
    rows = claimline.extract(sources, TOPIC)
    words = {row.id: row.quote for row in rows.claims} | {row.id: row.cue for row in rows.attributions}
    links = [row for row in rows.links if row.rule.startswith("framing.")]
    assert {row.id for row in links} == {row.id for row in rows.problems if row.rule == "framing"}
    assert {row.relation for row in links} <= {"mischaracterises"}
    return [(row.rule, words[row.source], words[row.target]) for row in links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 boats laid up in the harbour\n\nThe union said that at least 40 boats have been laid up.\n",
         ("framing.bound", "40 boats", "at least 40 boats")),
        ("40 boats laid up in the harbour\n\nThe union believes that 40 boats have been laid up.\n",
         ("framing.hedge", "40 boats", "40 boats")),
        ("40 boats have been laid up in the harbour\n\nThe union said that 40 boats will be laid up.\n",
         ("framing.stage", "40 boats", "40 boats")),
        ("90 boats laid up in the harbour\n\nThe union said that 40 boats have been laid up.\n",
         ("framing.number", "90 boats", "40 boats")),
        ('The union said 40 boats had been laid up.\n\n"At least 40 boats have been laid up," the union said.\n',
         ("framing.bound", "40 boats", "At least 40 boats")),
        ("The union said that 40 boats have been laid up. The port refused to back the reports. "
         '"I cannot confirm those reports," Ann Brady said.\n',
         ("framing.refusal", "refused to back", "cannot confirm")),
    ],
)  # fmt: skip
def test_a_telling_that_goes_beyond_its_words(text, expected):
    """A headline or a narrator that drops a bound or a doubt, tells a plan as done or a larger number is named."""
    assert expected in framed(text)


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 boats laid up in the harbour\n\nThe union said that at least 40 boats have been laid up.\n",
        "40 boats laid up, union says\n\nThe union said that 40 boats have been laid up.\n",
        "40 boats may be laid up in the harbour\n\nThe union believes that 40 boats have been laid up.\n",
        "40 boats to be laid up in the harbour\n\nThe union said that 40 boats will be laid up.\n",
        "40 boats laid up in the harbour\n\nThe port put it at 38 boats. The union said 40 boats have been laid up.\n",
        "The union said that at least 40 boats have been laid up. The 40 boats lie at the pier.\n",
        "The union said that at least 40 boats have been laid up. The port said that 40 boats have been laid up.\n",
        "The union said that 40 boats have been laid up. The port refused to back the reports.\n",
    ],
)
def test_a_telling_that_keeps_to_its_words(text):
    """The same number, its bound kept, another source's own figure, or a figure taken up again frames nothing."""
    assert framed(text) == []


def test_an_outlet_beside_the_sources_own_text():
    """What an outlet tells of a source is held against what the source itself published in that week."""
    told = "Ann Brady said that 40 boats have been laid up.\n"
    own = "MS. BRADY:  At least 40 boats have been laid up.\n\nQ  Is that all?\n\nMS. BRADY:  Yes.\n"

    assert framed(told, own) == [("framing.bound", "40 boats", "At least 40 boats")]
    assert framed(told.replace("40", "at least 40"), own) == []
