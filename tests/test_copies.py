"""One wire story in forty outlets is one voice; another figure, or another sentence, is another."""

import pytest

from claimline.codebook import Actor, Codebook, Measure
from claimline.model import Basis, Document, Source
from claimline.weigh.copies import first_prints

WIRE = "more than 40 boats were laid up in the harbour of selby after the storm on monday night"
EDITS = [
    "more than 40 boats were laid up in the harbour of selby after monday night's storm",
    "selby, monday: more than 40 boats were laid up in the harbour of selby after the storm",
    "more than 40 boats were laid up in the harbour of selby after the storm on monday",
    "in the harbour of selby more than 40 boats were laid up after the storm on monday night",
]


@pytest.mark.parametrize("edited", EDITS)
def test_a_story_with_small_changes_is_the_first_one(edited):
    """Cut, led in differently or turned round: the outlet that printed it first is the voice."""
    assert first_prints([(WIRE, "a", 40), (edited, "b", 40)]) == {WIRE: "a", edited: "a"}


@pytest.mark.parametrize(
    "other",
    [
        "the board counts more than 40 boats that no crew has come to fetch",
        "more than 40 boats were sold in selby",
        "rain",
    ],
)
def test_another_sentence_is_another_voice(other):
    """That the same is counted does not make it the same report."""
    assert first_prints([(WIRE, "a", 40), (other, "b", 40)])[other] == "b"


def test_another_figure_is_another_voice():
    """An outlet that changes the figure says something of its own, however alike the words are."""
    changed = WIRE.replace("40", "50")

    assert first_prints([(WIRE, "a", 40), (changed, "b", 50)]) == {WIRE: "a", changed: "b"}


def test_forty_outlets_are_one_voice():
    """Each with its own small change, and an edit of an edit is still the first."""
    printed = [(WIRE, "0", 40)] + [(f"outlet {n} reports: {EDITS[n % 4]}", str(n), 40) for n in range(1, 40)]

    assert set(first_prints(printed).values()) == {"0"}


BOOK = Codebook(
    actors=(Actor("board", "Board", names=("Harbour Board",)),), measures=(Measure("boats", "Boats", heads=("boats",)),)
)


def test_a_wire_story_counts_once_among_the_voices_behind_a_claim():
    """From the texts to the count: three outlets print one narrator's sentence with small changes, a fourth its own."""
    from claimline import extract
    from claimline.weigh.voices import answers, behind

    stories = {
        "Post": "At least 40 boats were laid up in the harbour of Selby after the storm on Monday night.",
        "Mail": "At least 40 boats were laid up in the harbour of Selby after the storm on Monday.",
        "Star": "At least 40 boats were laid up in the harbour of Selby on Monday night.",
        "Tide": "The old quay is full this week, because at least 40 boats were laid up.",
    }
    days = ("2024-10-22", "2024-10-22", Basis.STATED)
    sources = [
        Source(Document(f"{name}.txt", name, None, name, "article", "2024-10-22", *days, None), text)
        for name, text in stories.items()
    ]
    whole = extract(sources, BOOK)
    said = answers(whole)

    own = next(row for row in whole.claims if row.document == "Tide.txt")
    assert len(whole.claims) == 4
    assert len(behind(said[own.id])) == 2
