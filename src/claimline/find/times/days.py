"""Count days, weeks and months. Pure: dates in, dates and EDTF out.

Weeks begin on Monday (ISO 8601). What falls outside the years 1 to 9999 raises ValueError or OverflowError.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from claimline import edtf

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def after(day: date, count: int) -> date:
    """Return the date *count* days after *day*."""
    return day + timedelta(count)


def shifted(day: date, count: int, unit: str) -> date:
    """Return *day* moved by *count* units, on the last day of a month that is too short for it."""
    if unit in _DAYS:
        return after(day, count * _DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week that *day* is in."""
    monday = after(day, -day.weekday())
    return monday, after(monday, 6)


def weekday(day: date, wanted: int, side: int, *, strict: bool) -> date:
    """Return the nearest *wanted* weekday (Monday is 0) before (*side* -1) or after (1) *day*.

    Where *day* is such a weekday it is the answer itself, unless *strict*.
    """
    distance = (wanted - day.weekday()) * side % 7
    return after(day, side * (distance or 7 * strict))


def weekend(day: date, offset: int) -> tuple[date, date]:
    """Return Saturday and Sunday of the week *offset* weeks from that of *day*."""
    monday, _ = week(after(day, 7 * offset))
    return after(monday, 5), after(monday, 6)


def period(day: date, unit: str) -> str:
    """Return the calendar day, week, month, quarter, year, decade or century that *day* is in, as EDTF."""
    if unit == "day":
        return day.isoformat()
    if unit == "month":
        return edtf.month(day.year, day.month)
    if unit == "quarter":
        return edtf.month(day.year, 33 + (day.month - 1) // 3)
    if unit in ("week", "fortnight"):
        first, last = week(day)
        return f"[{first}..{last}]"
    return {"year": f"{day.year:04d}", "decade": edtf.decade(day.year), "century": edtf.century(day.year)}[unit]


def share(first: date, last: date, begin: float, end: float) -> tuple[date, date]:
    """Return the part of a period from the share *begin* to the share *end*: whole months of a long period,
    days of one of no more than two months."""
    if (last - first).days > 62:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        begins = shifted(first, int(months * begin), "month")
        return begins, after(shifted(first, max(round(months * end), 1), "month"), -1)
    length = (last - first).days + 1
    return after(first, int(length * begin)), after(first, max(int(length * end), 1) - 1)
