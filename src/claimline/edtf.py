"""Read and write EDTF, the Extended Date/Time Format (ISO 8601-2:2019; Library of Congress, 2019). Pure.

The part of it that dates in news need: day, month, year, season, quarter, half-year, decade, century, unknown
year, interval with open ends, one-of and all-of sets, approximate and uncertain. A value is its text, and `span`
gives the days that it allows. Years 0001 to 9999.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

Days = tuple[str | None, str | None]

# ISO 8601-2 puts a number above 12 in the place of the month. Here: its first month and the months that it lasts.
# 21 to 24 are the northern seasons (a winter runs on into the next year), 33 to 36 quarters, 40 and 41 halves.
_DIVISIONS = {
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{40: (1, 6), 41: (7, 6)},
}
_DATE = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")
_YEARS = re.compile(r"(?!00[0X]X)([0-9]{2})(?:([0-9])X|XX)[~?%]?")
_LEAP_YEAR = 2024  # stands in for an unknown year, which may have a 29 February


class EdtfError(ValueError):
    """A text that is not EDTF, or not of the part of it that is used here; one line that says which."""


@lru_cache(maxsize=4096)
def span(edtf: str) -> Days:
    """Return the earliest and the latest day that *edtf* allows, as ISO dates; None is an end that is open.

    Raises EdtfError.
    """
    if edtf[:1] + edtf[-1:] in ("[]", "{}"):
        parts = [_stretch(part, "..", "") for part in edtf[1:-1].split(",")]
        firsts, lasts = [first or "" for first, _ in parts], [last or "~" for _, last in parts]
        return min(firsts) or None, (max(lasts) if "~" not in lasts else None)
    return _stretch(edtf, "/", "..")


def valid(edtf: str) -> bool:
    """Return whether *edtf* can be read."""
    try:
        span(edtf)
    except EdtfError:
        return False
    return True


def _stretch(text: str, mark: str, nothing: str) -> Days:
    """Return the days of a date, or of two with *mark* between them, where an end may be open: *nothing* or ""."""
    first, found, last = text.partition(mark)
    if not found:
        return _date(text)
    opens, ends = (_date(end) if end not in ("", nothing) else (None, None) for end in (first, last))
    if opens == ends == (None, None) or (opens[0] or "") > (ends[1] or "~"):
        raise EdtfError(f"not EDTF: {text!r}: write an end, and the earlier date first")
    return opens[0], ends[1]


def _date(text: str) -> Days:
    if years := _YEARS.fullmatch(text):
        century, tens = years.groups()
        return f"{century}{tens or '0'}0-01-01", f"{century}{tens or '9'}9-12-31"
    if not (found := _DATE.fullmatch(text)):
        raise EdtfError(f"not EDTF: {text!r}: write a date such as 2024-10-22, 2024-10, 2023-22 or 197X")
    year, month, day = found.groups()
    try:
        first, last = _days(_LEAP_YEAR if year == "XXXX" else int(year), month, day)
    except ValueError as error:
        raise EdtfError(f"not EDTF: {text!r}: the calendar has no such date") from error
    return (None, None) if year == "XXXX" else (first.isoformat(), last.isoformat())


def _days(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    """Return the first and the last day. Raises ValueError where the calendar has no such date."""
    if day:
        return (only := date(year, int(month or 0), int(day))), only
    begin, length = _DIVISIONS.get(int(month), (int(month), 1)) if month else (1, 12)
    over, end = divmod(begin + length - 2, 12)
    return date(year, begin, 1), date(year + over, end + 1, monthrange(year + over, end + 1)[1])


# ---- writing ---------------------------------------------------------------------------------------


def one_of(first: str | None, last: str | None) -> str | None:
    """Return *one* unknown date from *first* to *last*: `[a..b]`, an open end left out; None where both are open."""
    return first if first == last else f"[{first or ''}..{last or ''}]"


def all_of(*dates: str) -> str:
    """Return every one of *dates*: `{a,b}`."""
    return "{" + ",".join(dates) + "}"


def interval(first: str | None, last: str | None) -> str:
    """Return what *lasted* from *first* to *last*: `a/b`, an open end written as `..`."""
    return f"{first or '..'}/{last or '..'}"


def month(year: int, number: int) -> str:
    """Return a month, or by its number in ISO 8601-2 (from 21 on) a season, quarter or half of *year*."""
    return f"{year:04d}-{number:02d}"


def decade(year: int) -> str:
    """Return the decade that *year* is in: `197X`."""
    return f"{year // 10:03d}X"


def century(year: int) -> str:
    """Return the hundred years that *year* is in: `19XX`."""
    return f"{year // 100:02d}XX"
