"""The goals that the recognisers reach on our gold are held, and printed with `pytest -s`."""

import subprocess
import sys

import pytest

import recognisers
import scores
from claimline import find_times


@pytest.mark.parametrize("part", ["dev", "test"])
def test_quantities(part):
    """Of the quantities 96 values in 100 are right, 95 with their bound, 90 counted heads."""
    tally, _ = scores.quantities(scores.gold(f"quantities_{part}"), scores.ours)
    print(f"\n{part}: value {tally.f1('value'):.1f}, bound {tally.f1('bound'):.1f}, head {tally.head():.1f}")

    assert tally.f1("value") >= 96
    assert tally.f1("bound") >= 95
    assert tally.head() >= 90


@pytest.mark.parametrize("part", ["dev", "test"])
def test_traps(part):
    """What makes no claim is taken for none."""
    tally, _ = scores.quantities(scores.gold(f"quantities_{part}"), scores.ours)

    assert tally.traps > 50
    assert tally.trapped == 0


@pytest.mark.parametrize("part", ["dev", "test"])
def test_times(part):
    """Of the times 95 in 100 are found with the first and the last day that they allow."""
    tally, _ = scores.times(scores.gold(f"times_{part}"), lambda text, day: find_times(text, published=day))
    print(f"\n{part}: times {tally.f1('value'):.1f}")

    assert tally.f1("value") >= 95


def test_scores_count_what_they_say():
    """A right reading counts once, a wrong bound loses its bound, and what is too much lowers the F1."""
    gold = {
        "quote": "at least 12 ships",
        "start": 4,
        "end": 21,
        "low": 12.0,
        "high": None,
        "bound": "at_least",
        "kind": "count",
        "unit": "ship",
    }
    row = {"text": "Now at least 12 ships.", "quantities": [gold]}
    right = scores.Reading(4, 21, 12.0, None, "at_least", "ship")
    bare = scores.Reading(4, 21, 12.0, 12.0, "exact", "ship")

    assert scores.quantities([row], lambda _: [right])[0].f1("unit") == 100
    assert scores.quantities([row], lambda _: [bare])[0].f1("value") == 100
    assert scores.quantities([row], lambda _: [bare])[0].f1("bound") == 0
    assert scores.quantities([row], lambda _: [right, bare])[0].f1("value") == pytest.approx(66.7, abs=0.1)


def test_hedges_count_what_is_inverted():
    """A bound from the wrong side is told from one that is missed."""
    rows = [{"bound": ">"}, {"bound": "<"}, {"bound": "<"}]
    answers = [[{"bound": "at_least"}], [{"bound": "more_than"}], [{"bound": "exact"}]]

    assert recognisers.hedges(rows, answers) == (1, 1)


def test_page_keeps_what_is_round_the_table():
    """The measured table replaces the one before it and nothing else; a page without markers is refused."""
    page = f"before\n{recognisers.BEGIN}\nold\n{recognisers.END}\nafter\n"

    assert recognisers.written(page, ["new"]) == page.replace("old", "new")
    with pytest.raises(ValueError, match="on lines of their own"):
        recognisers.written("no markers", ["new"])


def test_one_command_prints_the_scores():
    """`python benchmarks/scores.py` prints a line for each part, and no sentence of the gold."""
    done = subprocess.run([sys.executable, scores.__file__], capture_output=True, text=True, check=True)

    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]] == [
        [name, part] for name in ("quantities", "times") for part in ("dev", "test")
    ]
