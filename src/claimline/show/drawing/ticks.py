"""Where axes have their ticks: round numbers and calendar days, never a day the reader would not name. Pure."""

from __future__ import annotations

import math
from datetime import date, timedelta

#: (days or months a step, whether they are months, the d3 time format of a tick)
_STEPS = (
    (1, False, "%-d %b"),
    (2, False, "%-d %b"),
    (7, False, "%-d %b"),
    (14, False, "%-d %b"),
    (1, True, "%b"),
    (3, True, "%b"),
    (6, True, "%b"),
    (12, True, "%Y"),
    (24, True, "%Y"),
    (60, True, "%Y"),
    (120, True, "%Y"),
    (600, True, "%Y"),
    (1200, True, "%Y"),
    (12000, True, "%Y"),
)


def days(first: date, last: date, room: float) -> tuple[list[date], str]:
    """Return the ticks from *first* to *last* that have room beside one another on *room* px, and their format.

    A format without the year is given only where all days are of one year: then the subtitle carries it.
    """
    for step, months, form in _STEPS:
        ticks = _months(first, last, step) if months else _days(first, last, step)
        if first.year != last.year and "%Y" not in form:
            form += " %Y"
        if (len(ticks) - 1) * _apart(form) <= room:
            break
    return ticks, form


def _apart(form: str) -> float:
    """Return the px from one tick of the time format *form* to the next that keep their labels apart."""
    return {"%Y": 56, "%b": 56, "%-d %b": 72}.get(form, 100)


def _days(first: date, last: date, step: int) -> list[date]:
    """Weeks begin on a Monday, so that the ticks do not depend on which claims are there."""
    start = first.toordinal()
    if step >= 7:
        start += (1 - start) % step
    return [date.fromordinal(day) for day in range(start, last.toordinal() + 1, step)[:400]]


def _months(first: date, last: date, step: int) -> list[date]:
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    count += -count % step
    ticks: list[date] = []
    while count // 12 <= last.year and len(ticks) < 400:
        ticks.append(date(count // 12, count % 12 + 1, 1))
        count += step
        if count // 12 > date.max.year:
            break
    return [tick for tick in ticks if tick <= last]


def span(known: list[date], *, open_start: bool) -> tuple[date, date]:
    """Return the days that an axis over the *known* days runs from and to: some air on both sides, and more to the
    left where starts are open and have to fade."""
    first, last = min(known), max(known)
    length = max((last - first).days, 6)
    before, after = math.ceil(length * (0.14 if open_start else 0.05)), math.ceil(length * 0.04)
    return _shifted(first, -before), _shifted(last, after)


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def values(lowest: float, highest: float, most: int = 7) -> list[float]:
    """Return round values from *lowest* to just beyond *highest*, at most about *most* of them, zero among them."""
    lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    rough = ((highest - lowest) or 1) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return [round(step * number, 12) for number in range(first, last + 1)]


def powers(lowest: float, highest: float) -> list[float]:
    """Return the powers of ten from at most *lowest* to at least *highest*, both above zero."""
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]
