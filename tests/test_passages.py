"""Splitting texts into passages: kinds, cuts, repeats, and spans that partition the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimline.model import Basis, Document, Source
from claimline.read.passages import split, unwrapped

LONG = "The council met on Monday to hear what the harbour would cost and who was to pay for it"


def source(text, kind="article"):
    return Source(Document("d.txt", "", None, None, kind, None, None, None, Basis.NONE, None), text)


def passages(text):
    return [(row.kind, text[row.start : row.end]) for row in split(source(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries to stop\nThe line will close.\nIt lost money.", ["headline", "body", "body"]),
        ("Ferries to stop\n\nThe line will close.\n\nHarbour Board Press Office\n\nIt lost money.",
         ["headline", "body", "furniture", "body"]),
        ("The board wrote:\nThe ferry is to stop in May.\nThat was all.", ["body", "quote", "body"]),
        ("The line will close.\nShare this article\nTweet | Email | Print", ["body", "furniture", "furniture"]),
        ("The line will close.\nAB\nPrevious Post Next Post", ["body", "furniture", "furniture"]),
        ("The line will close.\nPhoto: Ann Li, Harbour News", ["body", "furniture"]),
        ("The line will close.\nاتصل بنا", ["body", "furniture"]),
        ("The line will close.\n- fewer boats\n- dearer tickets", ["body", "list_item", "list_item"]),
        ("The line will close.\nWhat the board says now", ["body", "headline"]),
    ],
)  # fmt: skip
def test_kinds(text, expected):
    """Shape and general cues tell headline, paragraph, list item, quotation and page furniture apart."""
    assert [kind for kind, _ in passages(text)] == expected


def test_a_running_list_is_taken_apart():
    """Items that run on in one line are items of their own, and what leads them is their heading."""
    text = "Also on Monday: * Ferry line closes, board says * Two boats sold * Tickets to cost more"

    assert passages(text) == [
        ("headline", "Also on Monday:"),
        ("list_item", "Ferry line closes, board says"),
        ("list_item", "Two boats sold"),
        ("list_item", "Tickets to cost more"),
    ]


def test_a_product_is_no_list():
    """A single star between words, as in a formula, makes no list."""
    assert passages("The board counts boats * trips.") == [("body", "The board counts boats * trips.")]


WRAPPED = """\
The harbour board said on Monday that the ferry line
would close in May, because it had lost money in each
of the last four years and no buyer had been found.

The line carried 2,000 people a day, the board said,
and some of them have no other way to get to work.
"""


def test_wrapped_lines_are_one_paragraph():
    """Lines that break because they are full belong together; the finders see them unwrapped, offset for offset."""
    rows = split(source(WRAPPED))
    text = unwrapped(WRAPPED, rows)

    assert [WRAPPED[row.start : row.end].count("\n") for row in rows] == [2, 1]
    assert "ferry line would close" in text
    assert len(text) == len(WRAPPED)
    assert text[rows[0].end : rows[1].start] == "\n\n"


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        ([f"{LONG}.", "It closed.", f"{LONG} and"], [False, False, True]),
        ([f"{LONG}.", "It closed.", "The board went on to say..."], [False, False, True]),
        ([f"{LONG}.", "It closed.", "A new line"], [False, False, False]),
        ([LONG, f"{LONG} in May", f"{LONG} at last"], [False, False, False]),
        ([f"{LONG}.", "It closed.", f"Also: * {LONG} * Two boats * The board is to"], [False] * 5 + [True]),
    ],
)
def test_truncated(lines, cut):
    """A long line without a close was cut off by the page, where the page otherwise closes its lines."""
    assert [row.truncated for row in split(source("\n".join(lines)))] == cut


def test_repeats():
    """A passage that repeats an earlier one, in whatever spacing and quotes, points to it; a short reply does not."""
    text = f'{LONG}, “all of it”.\nYes.\n{LONG},  "all of it".\nYes.'

    first, reply, second, again = split(source(text))

    assert second.repeats == first.id
    assert (first.repeats, reply.repeats, again.repeats) == (None, None, None)


def test_the_header_is_furniture():
    """A metadata header belongs to the page and not to the text."""
    text = "# title: Remarks\n# ---\nGood day to you all.\n"

    assert passages(text) == [("furniture", "# title: Remarks\n# ---"), ("body", "Good day to you all.")]


TEXTS = st.text(st.sampled_from("ab A.:*-\n\r\ufeff\u00a0\u2028é#>'\"1"), max_size=300) | st.text(max_size=200)


@given(TEXTS)
def test_passages_partition_the_text(text):
    """Passages stand in order, never overlap, hold text, and leave out nothing but white space and list marks."""
    rows = split(source(text))
    outside, position = "", 0
    for row in rows:
        assert position <= row.start < row.end <= len(text)
        outside += text[position : row.start]
        position = row.end
    outside += text[position:]

    assert not any(letter.isalpha() for letter in outside)
    assert len(unwrapped(text, rows)) == len(text)
    assert len({row.id for row in rows}) == len(rows)
