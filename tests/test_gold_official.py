"""How right the extract is on two official texts beside the project, by a reader who had not seen the rules."""

from types import SimpleNamespace

import pytest

import official


@pytest.fixture(scope="module")
def found():
    if not official.TEXTS.is_dir():
        pytest.skip("the official texts are not beside the project")
    return official.extract()


# In percent, what the rules reach: precision and recall.
FLOORS = {
    "figures": (100, 100),
    "propositions": (100, 80),
    "stances": (100, 95),
}


def test_scores(found):
    """What is found of each kind stays as right and as complete as it was."""
    scores = official.scores(found)
    for name, one in scores.items():
        print(f"\n{name}: precision {one.precision:.0f}, recall {one.recall:.0f}")

    reached = {name: (scores[name].precision, scores[name].recall) for name in FLOORS}
    assert {name: got for name, got in reached.items() if got[0] < FLOORS[name][0] or got[1] < FLOORS[name][1]} == {}


def test_traps(found):
    """No figure about other things comes under a measure of the codebook."""
    trapped, total = official.traps(found)

    assert (trapped, total > 40) == (0, True)


def test_counting():
    """A row too much costs precision, one too few recall, and what is optional neither."""
    rows = [
        {"document": "d", "start": 0, "end": 5},
        {"document": "d", "start": 10, "end": 15},
        {"document": "d", "start": 20, "end": 25, "optional": True},
    ]
    right, optional, spare = (SimpleNamespace(document="d", start=at, end=at + 2) for at in (1, 21, 30))
    counted = official.score(rows, [right, optional, spare], lambda one, row: True, {"late": lambda one, row: False})

    assert (counted.wanted, counted.given, counted.right, counted.details) == (2, 2, 1, {"late": 0})
    assert (counted.precision, counted.recall) == (50, 50)
    assert [miss.split()[0] for miss in counted.misses] == ["missed", "too", "differs"]
