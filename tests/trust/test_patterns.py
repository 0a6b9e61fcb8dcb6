"""Each pattern of the package is given the texts that are worst for it, once and doubled, in the way that it is used.

The texts are drawn from the pattern itself: whatever in it may stand again and again does, behind what must stand
before it, and with an end that spoils the match. A pattern that is new is measured without anybody listing it. One that
is never given more than a window of the text is bounded by the window, and counted as such.
"""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from patterns import pumps, worst
from tried import rounds, survived

LENGTHS = (24, 400, 4_000, 32_000)  # characters, until the work is enough to be compared
ENOUGH = 0.004  # seconds: what takes less at 32,000 characters is no more than linear
MOST = 2.5
DRAWN = rounds(12, 100)  # texts for each way in which a pattern is used


@pytest.fixture(scope="module")
def patterns():
    """Every pattern that the package compiles, with the methods that were given long texts."""
    program = Path(__file__).parent / "patterns.py"
    told = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=True, timeout=300)
    return json.loads(told.stdout)


def seconds(use, text, times=2):
    """Return the least CPU time of so many uses."""
    least = 9.0
    for _ in range(times):
        begin = time.process_time()
        use(text)
        least = min(least, time.process_time() - begin)
    return least


def doubled(use, text):
    """Return how much more work *text* is when it is twice as long; 1 where it is too little to be compared."""
    length = next((length for length in LENGTHS if seconds(use, text(length), 1) > ENOUGH), None)
    if length is None:
        return 1.0
    if length == LENGTHS[0]:
        return float("inf")  # a text that anyone can type hangs it: nobody waits for twice as much
    for _ in range(4):
        ratio = seconds(use, text(2 * length)) / seconds(use, text(length))
        if ratio <= MOST:
            break  # a busy machine makes work look like more, and never like less
    return ratio


def used(pattern, method):
    """Return what uses *pattern* on a text as *method* does, to the end."""
    if method == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return (lambda text: pattern.sub("", text)) if method in ("sub", "subn") else getattr(pattern, method)


def repeated(lead, pump, end):
    """Return what makes a text of a length: *lead*, then *pump* again and again, then *end*."""
    return lambda length: lead + pump * max(1, length // len(pump)) + end


def test_each_pattern_is_about_linear(patterns):
    """Twice the worst text is at most 2.5 times the work, for every pattern and every way in which it is used."""
    slow = []
    for one in patterns:
        pattern = re.compile(one["pattern"], one["flags"])
        for method in one["long"]:
            for text in worst(one["pattern"], one["flags"])[:DRAWN]:
                ratio = doubled(used(pattern, method), repeated(*text))
                if ratio > MOST:
                    slow.append((one["home"], method, one["pattern"][:120], text, round(ratio, 1)))

    assert not slow, "\n".join(map(repr, slow))
    assert len(patterns) > 300
    survived("pattern", len(patterns), len(patterns))


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"\s+\Z", r"[.!?]+(?=\s)", r"[^\n]*\S"])
def test_a_pattern_that_is_not_linear_is_found(pattern):
    """The texts drawn from a bad pattern bring it out: the measurement above can fail."""
    assert any(doubled(re.compile(pattern).search, repeated(*text)) > MOST for text in worst(pattern, 0))


def test_every_repetition_is_drawn():
    """What may stand again is drawn wherever it is: in a group, an alternative, or behind what must stand first."""
    from re import _parser

    drawn = set(pumps(_parser.parse(r"x(?:a|b+)(?=c*)\d{2,}")))

    assert {("x", "b"), ("x", "a"), ("x", "1")} & drawn or drawn
    assert any(pump == "b" for _, pump in drawn)
    assert any(pump == "c" for _, pump in drawn)
    assert any(pump == "1" and lead.startswith("x") for lead, pump in drawn)
