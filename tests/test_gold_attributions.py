"""How many attributions are found: on our own gold and, where it lies beside the project, on the seeds' gold."""

import json
from pathlib import Path

import pytest

from claimline.find.attributions import find_attributions

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"


def _place(span):
    return (span.start, span.end) if span else None


def _own(name):
    """Yield (text, rows) of our gold, a row being (cue, source, content) places."""
    for line in (HERE / "gold" / f"attributions_{name}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["text"], [(_at(row, "cue", "at"), _at(row, "source"), _at(row, "content")) for row in entry["said"]]


def _at(row, field, key=None):
    quote = row.get(field)
    start = row.get(key or f"{field}_at")
    return (start, start + len(quote)) if quote else None


def _seeds():
    gold = SHARED / "gold" / "attributions.json"
    if not gold.exists():
        pytest.skip("the shared gold is not beside the project")
    for document, rows in json.loads(gold.read_text(encoding="utf-8")).items():
        text = (SHARED / "seeds" / document).read_bytes().decode("utf-8")
        yield text, [(tuple(row["cue"][0]), tuple(row["source"][0]) if row["source"] else None, None) for row in rows]


def _overlap(one, other):
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def scores(texts):
    """Return the F1 of cues, sources, exact source spans and contents, each pair matched by overlap of its cue."""
    counts = {"cue": [0, 0, 0], "source": [0, 0, 0], "exact": [0, 0, 0], "content": [0, 0, 0]}
    for text, rows in texts:
        found = find_attributions(text)
        for gold, one in _paired(rows, found):
            places = [_place(one.cue), _place(one.source), _place(one.content)] if one else [None] * 3
            wanted = gold or (None, None, None)
            _count(counts["cue"], wanted[0], places[0], _overlap(wanted[0], places[0]))
            _count(counts["source"], wanted[1], places[1], _overlap(wanted[1], places[1]))
            _count(counts["exact"], wanted[1], places[1], wanted[1] == places[1])
            if gold and gold[2]:
                _count(counts["content"], wanted[2], places[2], _overlap(wanted[2], places[2]))
    return {name: 2 * hit / max(1, wanted + given) for name, (hit, wanted, given) in counts.items()}


def _paired(rows, found):
    left = list(found)
    for row in rows:
        match = next((one for one in left if _overlap(row[0], _place(one.cue))), None)
        if match:
            left.remove(match)
        yield row, match
    yield from ((None, one) for one in left)


def _count(tally, wanted, given, hit):
    tally[0] += bool(wanted and given and hit)
    tally[1] += wanted is not None
    tally[2] += given is not None


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        # The day the whole articles joined, before any tuning on them. To be raised, never to be lowered.
        ("dev", {"cue": 0.89, "source": 0.90, "exact": 0.87, "content": 0.91}),
        ("test", {"cue": 0.86, "source": 0.88, "exact": 0.86, "content": 0.90}),
    ],
)
def test_own_gold(name, floors):
    """Our gold, split before the rules were tuned on its one half, is found to at least these F1."""
    reached = scores(_own(name))

    assert {field: reached[field] for field in floors if reached[field] < floors[field]} == {}


def test_seed_gold():
    """Cues and sources of the seeds' gold are found at .95 or better, nine in ten sources to the letter."""
    reached = scores(_seeds())

    assert reached["cue"] >= 0.95
    assert reached["source"] >= 0.95
    assert reached["exact"] >= 0.90
