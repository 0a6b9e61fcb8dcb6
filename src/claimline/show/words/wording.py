"""The short words of charts: numbers as their sources bounded them, days as far as they are known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from claimline.show.drawing.letters import plain

SIGNS = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "about": "about "}
STATUSES = {"done": "happened", "ongoing": "under way", "planned": "planned"}
DENIED = "denied"
UNATTRIBUTED = "unattributed"

# Only signs that Latin-1 has, since any other would leave the font; other currencies keep their ISO 4217 code.
_MONEY = {"USD": "$", "GBP": "£", "JPY": "¥"}
_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float) -> str:
    """Return *value* in full, or in millions and more where three decimals lose nothing of it."""
    for size, word in _LARGE:
        if abs(value) >= size and round(value / size, 3) * size == value:
            return f"{_decimal(value / size)} {word}"
    return _decimal(value)


def _decimal(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".").replace("-", "−")


def figure(row: Mapping[str, Any]) -> str:
    """Return the figure of the claim *row* as its source bounded it; "" where it has none."""
    low, high = row.get("low"), row.get("high")
    ends = [value for value in (low, high) if value is not None]
    if not ends:
        return ""
    sign = SIGNS.get(str(row.get("bound")), "")
    if len(ends) == 1 and not sign:
        sign = "≥ " if high is None else "≤ "
    numbers = "–".join(dict.fromkeys(number(value) for value in ends))
    return sign + _with_unit(numbers, row) + _details(row)


def _with_unit(numbers: str, row: Mapping[str, Any]) -> str:
    kind, unit = row.get("kind"), row.get("unit")
    if kind == "percent":
        return f"{numbers}%"
    if kind == "money" and unit:
        return f"{_MONEY[unit]}{numbers}" if unit in _MONEY else f"{unit} {numbers}"
    return f"{numbers} {unit}" if kind in ("duration", "measure") and unit else numbers


_EACH = {"each": " each", "change": " of change", "total": ""}


def _details(row: Mapping[str, Any]) -> str:
    each = row.get("distribution")
    words = _EACH.get(str(each), f" per {each}") if each else ""
    more = " more" if row.get("increment") else ""
    vague = _vague(row) if row.get("bound") == "vague" else ""
    return f"{more}{words}{f' (“{vague}”)' if vague else ''}"


def _vague(row: Mapping[str, Any]) -> str:
    """Return the words that a vague number stands for, since the number is a convention of ours: "dozens"."""
    words, of, _ = plain(row.get("quote") or "").partition(" of ")
    return plain(row.get("hedge") or (words if of and len(words) <= 24 else ""))


def status(row: Mapping[str, Any]) -> str:
    """Return whether the claimed thing happened, is under way, is planned or is denied; "" where nobody said."""
    if row.get("polarity") not in (None, "positive"):
        return DENIED
    return STATUSES.get(str(row.get("status")), "")


def voice(row: Mapping[str, Any]) -> str:
    """Return who says it: the actor's label, else the source as written, else through whom, else "unattributed"."""
    actor = row.get("actor_label") or row.get("actor")
    if actor:
        return plain(actor)
    carriers = [carrier for carrier in str(row.get("via") or "").split(" <- ") if carrier not in ("", "outlet")]
    return f"via {plain(carriers[-1])}" if carriers else UNATTRIBUTED


def days(earliest: date | None, latest: date | None, *, years: bool = True) -> str:
    """Return the days from *earliest* to *latest*, with their years if *years*; an open side is said in words."""
    if earliest is None or latest is None:
        known = earliest or latest
        if known is None:
            return "no date"
        return f"{'by' if earliest is None else 'from'} {_day(known, years)}"
    if earliest >= latest:
        return _day(latest, years)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{_day(latest, years)}"
    return f"{_day(earliest, years and earliest.year != latest.year)}–{_day(latest, years)}"


def _day(day: date, years: bool) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if years else "")


def period(first: date, last: date) -> str:
    """Return the months from *first* to *last* in words: "Oct 2024", "May–Oct 2024"."""
    ends = [f"{_MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    if first.year == last.year:
        ends[0] = ends[0].split()[0] if first.month != last.month else ends[1]
    return "–".join(dict.fromkeys(ends))


def tick(day: date, form: str) -> str:
    """Return *day* in the time format *form* of an axis, in English whatever the machine speaks."""
    parts = {"%-d": str(day.day), "%b": _MONTHS[day.month - 1], "%Y": str(day.year)}
    return " ".join(parts[part] for part in form.split())


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return "one claim", "three claims", "14 claims"."""
    return f"{numeral(n)} {noun if n == 1 else plural or noun + 's'}"


def numeral(n: int) -> str:
    """Return *n* in words up to twelve, in figures beyond."""
    return _COUNTS[n] if n < len(_COUNTS) else f"{n:,}"


def left_out(*parts: tuple[int, str, str], head: str = "Not drawn") -> str:
    """Return what a drawing leaves out: how many, of what, and of which kind; "" where it leaves out nothing."""
    said = "; ".join(f"{count(n, noun)} {which}".strip() for n, noun, which in parts if n)
    return f"{head}: {said}. The table has them all." if said else ""


def share(some: int, total: int) -> str:
    """Return so many of so many, in figures: "4 of 23", "all 23"; never a percentage."""
    return f"all {total:,}" if some == total else f"{some:,} of {total:,}"


def sentence(text: str) -> str:
    """Return *text* with a capital."""
    return text[:1].upper() + text[1:]


def title(*candidates: str, words: int = 12) -> str:
    """Return the first of *candidates* that has at most *words* words, else the last, cut to them."""
    for text in candidates:
        if len(text.split()) <= words:
            return sentence(text)
    return sentence(" ".join(candidates[-1].split()[: words - 1])) + " …"


def alternative(opening: str, items: list[str], room: int = 600) -> str:
    """Return *opening* and as many *items* as *room* characters take; how many are left to the table is said."""
    text = opening if len(opening) <= room - 60 else opening[: room - 61].rstrip() + "…"
    for position, item in enumerate(items):
        rest = f" {len(items) - position} more in the table."
        if len(text) + len(item) + 2 + len(rest) > room:
            return text + rest
        text += f" {item}."
    return text
