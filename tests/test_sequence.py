"""Newest-first pages: an undated item lies between its dated neighbours, and only on a page that is in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimline.find import sequence
from claimline.find.times import find_times

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def lines(text):
    """The (start, end) of each line."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def brackets(text, published="[2024-10-22..2024-10-28]"):
    return sequence.windows(find_times(text, published), lines(text))


PAGE = """The union calls off the walkout.
Drivers voted on Oct. 21 to end the strike.
The minister has offered 4%.
Earlier in October, the ports were shut.
The first ballot failed.
Talks broke down on Aug. 9.
In March, the court heard the case.
The strike was called on July 30."""


def test_an_undated_item_lies_between_its_dated_neighbours():
    """The neighbour above is the latest day, that below the earliest, and "Earlier in October" is of October."""
    assert brackets(PAGE) == [
        ("2024-10-21", None),
        ("2024-10-21", "2024-10-21"),
        ("2024-10-01", "2024-10-21"),
        ("2024-10-01", "2024-10-21"),
        ("2024-08-09", "2024-10-21"),
        ("2024-08-09", "2024-08-09"),
        ("2024-07-30", "2024-08-09"),
        ("2024-07-30", "2024-07-30"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A vote was held on Aug. 9.\nA vote was held on Oct. 21.\nA vote was held on July 30.",
        "A vote was held on Oct. 21.\nA vote was held on Aug. 9.",
        "A vote was held in October.\nA vote was held in August.\nA vote was held in July.",
        "It was held on Sept. 3.\nIt was held on Sept. 2.\nIt was held on Sept. 1.\nEarlier in October it fell.",
        "Nothing is dated.\nNothing at all.",
        "",
    ],
)
def test_a_page_that_is_not_shown_to_be_in_order(text):
    """Days that go up, too few days, months alone or a contradiction: nothing is inferred."""
    assert brackets(text) is None


def test_dates_without_a_year_prove_no_order():
    """Without a publication the days of a page have no year, and no order."""
    assert brackets(PAGE, None) is None


def test_the_turn_of_the_year_is_in_order():
    """December stands below January on a page of January."""
    text = "It rained on Jan. 3.\nIt snowed.\nIt rained on Dec. 30.\nIt rained on Dec. 30.\nIt rained on Nov. 2."

    assert brackets(text, "2024-01-05")[1] == ("2023-12-30", "2024-01-03")


def test_what_is_no_items_own_day():
    """The day of a model, a quotation or a weekday does not date an item."""
    text = 'It fell last Friday.\n"We met on May 5," I heard.\nIt fell on Oct. 3.'

    assert sequence.item_days(find_times(text, "2024-10-22"), lines(text)) == [None, None, "2024-10-03"]


def test_a_second_reading_from_the_pinned_day():
    """An item between two items of one day is of that day, and its "yesterday" is the day before."""
    text = "It rose on Oct. 9.\nIt fell yesterday.\nIt rose on Oct. 9.\nIt fell on Oct. 2."
    whens = find_times(text, "[2024-10-10..2024-10-12]")
    windows = sequence.anchors(whens, lines(text))
    again = find_times(text, "[2024-10-10..2024-10-12]", windows)

    assert windows == [(*lines(text)[1], "2024-10-09")]
    assert next(when.edtf for when in again if when.quote == "yesterday") == "2024-10-08"


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("over 3 million artillery shells", "2024-03-11", "2024-04-02"),
        ("at least 10,000 containers", "2024-05-12", "2024-06-20"),
        ("12,000 soldiers", "2024-10-01", "2024-10-21"),
        ("$12 million", "2024-07-08", "2024-10-21"),
    ],
)
def test_the_seed_page(words, earliest, latest):
    """The topic page of the seeds is in order, and brackets the claims that it does not date."""
    if not SHARED.is_dir():
        pytest.skip("the coded seeds are not beside the project")
    text = (SHARED / "seeds" / "000_ff2a88a4293bb0b3.txt").read_text("utf-8")
    number = next(n for n, (start, end) in enumerate(lines(text)) if words in text[start:end])

    assert brackets(text)[number] == (earliest, latest)
