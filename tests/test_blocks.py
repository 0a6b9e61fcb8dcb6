"""Blocks of days: every document in one, never more than a block's worth beside it, and stable as a corpus grows."""

from datetime import date, timedelta

import pytest

from claimline.engine.blocks import BESIDE, MOST, MOST_BESIDE, USUAL, Found, blocks


def found(count, days, undated=0):
    """Return *count* documents spread over *days*, and some that nothing dates."""
    first = date(2024, 1, 1)
    dated = [Found(f"d{n}", "p", f"k{n}", str(first + timedelta(days=n % days))) for n in range(count)]
    return dated + [Found(f"u{n}", "p", f"l{n}", None) for n in range(undated)]


def test_a_small_corpus_is_one_block():
    """Up to the usual size all are weighed with all, as they are without an engine."""
    rows = found(USUAL - 5, 400, undated=5)

    [block] = blocks(rows, "")
    assert (block.own, block.beside) == (tuple(rows), ())
    assert blocks([], "") == []


@pytest.mark.parametrize(("count", "days", "undated"), [(9000, 400, 0), (9000, 3, 0), (3000, 400, 6000), (0, 1, 5000)])
def test_every_document_is_in_one_block(count, days, undated):
    """No document is left out or weighed twice, whatever the days; those beside are of the week before."""
    rows = found(count, days, undated)
    cut = blocks(rows, "")

    assert sorted(one.document for block in cut for one in block.own) == sorted(one.document for one in rows)
    for block in (block for block in cut if block.beside):
        first = min(one.day for one in block.own)
        assert all(one.day < first for one in block.beside)
        assert len({one.day for one in block.beside}) <= BESIDE
    if days > 3:
        assert max(len(block.own) for block in cut) <= 1.1 * USUAL


def test_a_document_more_changes_its_block_and_the_next():
    """The others keep their names, so that they are not weighed again."""
    rows = found(9000, 400)
    more = [*rows, Found("new", "p", "knew", "2024-06-15")]

    changed = {block.name for block in blocks(more, "")} - {block.name for block in blocks(rows, "")}
    assert 1 <= len(changed) <= 2


def test_what_decides_on_results_decides_on_names():
    """Another codebook, other corrections: every block is another."""
    rows = found(5000, 400)

    assert not {block.name for block in blocks(rows, "a")} & {block.name for block in blocks(rows, "b")}


@pytest.mark.parametrize("days", [1, 3, 10])
def test_a_day_that_is_larger_than_a_block_is_several(days):
    """What a block holds is bounded however much is published in a day; blocks of one day see those before them."""
    rows = found(30_000, days)
    cut = blocks(rows, "")

    assert sorted(one.document for block in cut for one in block.own) == sorted(one.document for one in rows)
    assert max(len(block.own) for block in cut) <= MOST
    assert max(len(block.beside) for block in cut) == MOST_BESIDE
    seen = [{one.document for one in block.beside} for block in cut]
    assert all({one.document for one in before.own} & after for before, after in zip(cut, seen[1:], strict=False))
