"""Bound the undated items of a newest-first page by their dated neighbours. Pure.

An item is dated by the first day that it states itself, by number and month, for an event. Only if these days never
increase down the page is the page newest first, and only then does an item lie between those above and below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from claimline.model import Basis, When

Passages = Sequence[tuple[int, int]]
Bracket = tuple[str | None, str | None]

_STATED = {"month-day", "day-month", "iso-day"}
_ROLES = {"event", "digest-header"}
_ENOUGH = 3  # two dates stand in some order by chance


def item_days(whens: Iterable[When], passages: Passages) -> list[str | None]:
    """Return the item's own day for each passage, (start, end) in page order; None for one that states none."""
    dated = (when for when in whens if when.rule in _STATED and when.role in _ROLES and when.precision == "day")
    days = [when for when in dated if when.earliest is not None and when.earliest == when.latest]
    return [next((when.earliest for when in inside), None) for inside in _inside(days, passages)]


def windows(whens: Sequence[When], passages: Passages) -> list[Bracket] | None:
    """Return the (earliest, latest) day of each passage of a page, in page order; None is an end without neighbour.

    Returns None where the page is not shown to be newest first: fewer than three dated items, or days that increase
    or contradict an "earlier in October" below them.
    """
    days = item_days(whens, passages)
    dated = [day for day in days if day]
    if len(dated) < _ENOUGH or dated != sorted(dated, reverse=True):
        return None
    floors = [day or floor for day, floor in zip(days, _floors(whens, passages), strict=True)]
    above = accumulate((day or "" for day in days), _latest_stated)
    below = list(accumulate((floor or "" for floor in reversed(floors)), max))
    brackets = [(earliest or None, latest or None) for earliest, latest in zip(reversed(below), above, strict=True)]
    return None if any(earliest and latest and earliest > latest for earliest, latest in brackets) else brackets


def _latest_stated(last: str, day: str) -> str:
    return day or last


def anchors(whens: Sequence[When], passages: Passages) -> list[tuple[int, int, str]]:
    """Return (start, end, day) for each undated passage whose neighbours pin one day: when it was written, for a
    second reading by `find_times`."""
    brackets = windows(whens, passages) or []
    days = item_days(whens, passages)
    return [
        (start, end, latest)
        for (start, end), day, (earliest, latest) in zip(passages, days, brackets, strict=False)
        if day is None and latest is not None and earliest == latest
    ]


def _floors(whens: Iterable[When], passages: Passages) -> list[str | None]:
    """The first day of the period in which each passage says that it was written ("Earlier in October")."""
    anchored = (when for when in whens if when.basis is Basis.ANCHORED and when.precision.endswith("-part"))
    current = [when for when in anchored if when.earliest and when.quote[:7].lower() == "earlier"]
    return [max((str(when.earliest) for when in inside), default=None) for inside in _inside(current, passages)]


def _inside(whens: Iterable[When], passages: Passages) -> list[list[When]]:
    """The expressions of each passage, in order."""
    ordered = sorted(whens, key=lambda when: when.start)
    starts = [when.start for when in ordered]
    return [ordered[bisect_left(starts, start) : bisect_left(starts, end)] for start, end in passages]
