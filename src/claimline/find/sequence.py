"""Bound the undated items of a newest-first page by their dated neighbours. Pure.

An item is dated by the first day that it states itself, by number and month, for an event. Only if these days never
increase down the page is the page newest first, and only then does an item lie between those above and below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimline.model import Basis, When

Passages = Sequence[tuple[int, int]]
Bracket = tuple[str | None, str | None]

_STATED = {"month-day", "day-month", "iso-day"}
_ROLES = {"event", "digest-header"}
_ENOUGH = 3  # two dates stand in some order by chance


def item_days(whens: Iterable[When], passages: Passages) -> list[str | None]:
    """Return the item's own day for each passage, a (start, end); None for one that states none."""
    dated = [when for when in whens if when.rule in _STATED and when.role in _ROLES and when.precision == "day"]
    days = [when for when in dated if when.earliest is not None and when.earliest == when.latest]
    return [_first(when.earliest for when in days if start <= when.start < end) for start, end in passages]


def windows(whens: Sequence[When], passages: Passages) -> list[Bracket] | None:
    """Return the (earliest, latest) day of each passage of a page, in page order; None is an end without neighbour.

    Returns None where the page is not shown to be newest first: fewer than three dated items, or days that increase
    or contradict an "earlier in October" below them.
    """
    days = item_days(whens, passages)
    dated = [day for day in days if day]
    if len(dated) < _ENOUGH or dated != sorted(dated, reverse=True):
        return None
    floors = [day or _floor(whens, passage) for day, passage in zip(days, passages, strict=True)]
    brackets = [
        (max(filter(None, floors[number:]), default=None), min(filter(None, days[: number + 1]), default=None))
        for number in range(len(days))
    ]
    return None if any(earliest and latest and earliest > latest for earliest, latest in brackets) else brackets


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


def _floor(whens: Iterable[When], passage: tuple[int, int]) -> str | None:
    """Return the first day of the period in which the passage says that it was written ("Earlier in October")."""
    start, end = passage
    inside = [when for when in whens if start <= when.start < end and when.basis is Basis.ANCHORED]
    current = [when for when in inside if when.precision.endswith("-part") and when.quote[:7].lower() == "earlier"]
    return max((when.earliest for when in current if when.earliest), default=None)


def _first(days: Iterable[str | None]) -> str | None:
    return next(iter(days), None)
