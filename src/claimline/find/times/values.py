"""What a time expression can mean, and the scene that it is read in. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimline import edtf
from claimline.edtf import Days
from claimline.find.times import days


@dataclass(frozen=True, slots=True)
class Value:
    """A reading. The days are those that `edtf` allows, unless `earliest` or `latest` narrow them.

    Without `edtf` the expression has no date of its own, and a bound that is not None is all that is known.
    """

    edtf: str | None
    precision: str
    kind: str
    earliest: str | None = None
    latest: str | None = None

    def span(self) -> Days:
        """Return the earliest and the latest day."""
        first, last = edtf.span(self.edtf) if self.edtf else (None, None)
        return self.earliest or first, self.latest or last


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is read against.

    `day` is the day of writing or speaking under trial, `last` the last that it can be; `side` is -1 where the
    clause looks back, 1 where it looks ahead, 0 where nothing tells; `reference` is the date that the text gave
    last, and `year` the one that frames its paragraph. `describing` marks a date that describes a noun ("the
    Nov. 5 election") and so has no tense. Unknown is None.
    """

    day: date | None = None
    last: date | None = None
    side: int = 0
    reference: date | None = None
    year: int | None = None
    describing: bool = False


_NEAR = 60  # days
_YEAR = 366  # days
_WINTER = "24"  # begins in one year and ends in the next
VAGUE_PAST = Value(None, "unknown", "past")
VAGUE_FUTURE = Value(None, "unknown", "future")


def point(value: str, precision: str) -> Value:
    """Return the reading of one date."""
    return Value(value, precision, "point")


def stretch(first: date, last: date, precision: str) -> Value:
    """Return the reading of one unknown day from *first* to *last*."""
    return Value(edtf.one_of(first.isoformat(), last.isoformat()), precision, "one_of")


def period(day: date, unit: str) -> Value:
    """Return the reading of the calendar period around *day*."""
    value = days.period(day, unit)
    return Value(value, unit, "one_of" if value.startswith("[") else "point")


def placed(tail: str, scene: Scene) -> str:
    """Return *tail* (the month, season, quarter or day of a date) with the year that the scene gives it.

    Past is the rule of news: the last that had begun by the publication, unless the clause looks ahead. A date that
    only describes a noun goes to the nearest if that is near. Without a publication the year stays unknown.
    """
    if scene.year:
        return f"{scene.year:04d}-{tail}"
    if scene.day is None:
        return f"XXXX-{tail}"
    values = _of_years(tail, scene.day)
    nearest = min(values, key=lambda value: _distance(value, scene.day))
    if scene.describing and _distance(nearest, scene.day) <= _NEAR:
        return nearest
    if scene.side > 0:
        return min(value for value in values if str(edtf.span(value)[1]) >= scene.day.isoformat())
    latest = (scene.last or scene.day).isoformat()
    return max(value for value in values if str(edtf.span(value)[0]) <= latest)


def on_weekday(tail: str, weekday: int, scene: Scene) -> str | None:
    """Return *tail*, a month and day, in the year within twelve months that puts it on *weekday*; None without one."""
    if scene.day is None:
        return None
    near = [value for value in _of_years(tail, scene.day) if _distance(value, scene.day) <= _YEAR]
    return next((value for value in near if date.fromisoformat(value).weekday() == weekday), None)


def chosen(tail: str, which: int, scene: Scene) -> str | None:
    """Return *tail* in the year that "last" (-1), "this" (0) or "next" (1) gives it, None without a publication."""
    if scene.day is None:
        return None
    values, today = _of_years(tail, scene.day), scene.day.isoformat()
    if which < 0:
        return max(value for value in values if str(edtf.span(value)[1]) < today)
    if which > 0:
        return min(value for value in values if str(edtf.span(value)[0]) > today)
    if tail == _WINTER:
        return min(values, key=lambda value: _distance(value, scene.day))
    return f"{scene.day.year:04d}-{tail}"


def _of_years(tail: str, day: date) -> list[str]:
    """*tail* in the years around *day*, in order: far enough that 29 February is found across a year 2100."""
    values = [f"{year:04d}-{tail}" for year in range(max(day.year - 8, 1), min(day.year + 9, 9999))]
    found = [value for value in values if edtf.valid(value)]
    if not found:
        raise ValueError(f"no year has {tail}")
    return found


def _distance(value: str, day: date | None) -> int:
    """Days from *day* to the nearest day of *value*."""
    first, last = (date.fromisoformat(str(end)) for end in edtf.span(value))
    assert day is not None  # callers ask only with a day
    return max((first - day).days, (day - last).days, 0)


def narrowed(value: Value, groups: Mapping[str, Any], scene: Scene) -> Value:
    """Return the part of *value* that "early", "the end of", "earlier" or "later" leaves of it."""
    first, last = value.span()
    if not ({"part", "within"} & groups.keys()) or first is None or last is None:
        return value
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if "part" in groups:
        return stretch(*days.share(begin, end, *groups["part"]), f"{value.precision}-part")
    if scene.day is None or not begin <= scene.day <= end:
        return value
    if groups["within"] < 0:
        return stretch(begin, max(days.after(scene.day, -1), begin), f"{value.precision}-part")
    return stretch(min(days.after(scene.day, 1), end), end, f"{value.precision}-part")
