"""Hostile text costs no more than its length: twice the text, about twice the work.

The one place where a test looks at a clock. It compares CPU time with CPU time of the same process, takes the least of
several runs, and asks only that doubling does not cost what quadratic work would (four times).
"""

import time

import pytest

from claimline import find_attributions, find_quantities, find_times

HOSTILE = [
    "1",
    "1,",
    "1 ",
    "$1 ",
    "one ",
    "at least ",
    "more than 1 and ",
    "from 1 to ",
    "million ",
    "5 of the ",
    "(",
    '"',
    "a",
    "A. ",
    "The drones came. Five were shot. ",
    "on Monday, ",
    "May 1 ",
    "the year before ",
    "1990s and ",
    "he said she said ",
    '"it," he said, "',
    "according to ",
    "that the claim that ",
    " \n",
]


def cost(find, text):
    """Return the least CPU seconds of three readings of *text*."""
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        find(text)
        seconds.append(time.process_time() - begin)
    return min(seconds)


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("find", [find_quantities, find_times, find_attributions])
def test_twice_the_text_is_about_twice_the_work(find, unit):
    """No pattern and no loop goes over the text again for each place in it."""
    length = 4_000
    while cost(find, unit * (length // len(unit))) < 0.02 and length < 64_000:
        length *= 2
    short, long = unit * (length // len(unit)), unit * (2 * length // len(unit))

    assert any(cost(find, long) < 3 * cost(find, short) + 0.005 for _ in range(4))
