"""Read dates by their names: days, months, seasons, quarters, years and what years are made of. Pure.

A reader takes the values of the words (`groups`) and the scene, and returns a Value, or None where the scene lacks
what it needs. Where the calendar has no such date it raises ValueError or OverflowError, and the caller leaves the
expression without a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from claimline import edtf
from claimline.find.times.values import Scene, Value, chosen, narrowed, on_weekday, period, placed, point

Groups = Mapping[str, Any]

# ---- days and months by their names -----------------------------------------------------------------


def _dated(tail: str, groups: Groups, scene: Scene, name: str = "year") -> str:
    """*tail* with the year that is written, that "last year" means, or that the scene gives."""
    if name in groups:
        return f"{groups[name]:04d}-{tail}"
    if "which2" in groups and scene.day:
        return f"{scene.day.year + groups['which2']:04d}-{tail}"
    return placed(tail, scene)


def month_day(groups: Groups, scene: Scene) -> Value | None:
    """Read "Oct. 22", "Monday, Oct. 22", "22 October 2024", "2024-10-22"."""
    month = groups.get("month") or int(groups["mm"])
    tail = f"{month:02d}-{groups['day']:02d}"
    named = on_weekday(tail, groups["weekday"], scene) if "weekday" in groups and "year" not in groups else None
    return point(named or _dated(tail, groups, scene), "day")


def numeric_day(groups: Groups, scene: Scene) -> Value | None:
    """Read "22/10/2024". Where both numbers may be the month it is one of the two days, and no one is chosen."""
    pairs = {(groups["day"], groups["day2"]), (groups["day2"], groups["day"])}
    days = sorted(f"{groups['year']:04d}-{month:02d}-{day:02d}" for day, month in pairs if month <= 12)
    days = [day for day in days if edtf.valid(day)]
    if not days:
        return None
    return point(days[0], "day") if len(days) == 1 else Value(f"[{','.join(days)}]", "day", "one_of")


def dotted_day(groups: Groups, scene: Scene) -> Value | None:
    """Read "22.10.2024": with points the day comes first."""
    return point(f"{groups['year']:04d}-{groups['day2']:02d}-{groups['day']:02d}", "day")


def holiday(groups: Groups, scene: Scene) -> Value | None:
    """Read "Christmas Day", "last Christmas"."""
    tail = "{:02d}-{:02d}".format(*groups["holiday"])
    value = chosen(tail, groups["which"], scene) if "which" in groups else _dated(tail, groups, scene)
    return point(value, "day") if value else None


def day_range(groups: Groups, scene: Scene) -> Value | None:
    """Read "Oct. 22-24", "from Oct. 30 to Nov. 2", "Oct. 22 and 23"."""
    month, last = groups["month"], groups.get("month2") or groups["month"]
    over = last < month
    begins = {**groups, "year": groups.get("year2") or groups["year"] - over} if "year" in groups else groups
    first = _dated(f"{month:02d}-{groups['day']:02d}", begins, scene, "year2" if "year2" in groups else "year")
    year = groups.get("year") or (0 if first.startswith("X") else int(first[:4]) + over)
    return _joined(first, f"{year:04d}-{last:02d}-{groups['day2']:02d}", groups, "day")


def week_of(groups: Groups, scene: Scene) -> Value | None:
    """Read "the week of Oct. 14"."""
    month, day = groups.get("month") or groups["month2"], groups.get("day") or groups["day2"]
    value = _dated(f"{month:02d}-{day:02d}", groups, scene)
    return None if value.startswith("X") else period(date.fromisoformat(value), "week")


def _joined(first: str, last: str, groups: Groups, precision: str) -> Value | None:
    """Two dates that are the ends of what lasted, both meant, or one of which is meant."""
    if first.startswith("X"):
        return None
    if "between" not in groups and groups.get("to") == "and":
        return Value(edtf.all_of(first, last), precision, "set_all")
    if "between" not in groups and groups.get("to") == "or":
        return Value(f"[{first},{last}]", precision, "one_of")
    return Value(edtf.interval(first, last), precision, "extent")


def month(groups: Groups, scene: Scene) -> Value | None:
    """Read "October", "October 2023", "last October", "late October", "earlier in October"."""
    return _named_period(f"{groups['month']:02d}", groups, scene, "month")


def season(groups: Groups, scene: Scene) -> Value | None:
    """Read "summer 2023", "last summer", "the summer of 2023"."""
    return _named_period(f"{groups['season']:02d}", groups, scene, "season")


def _named_period(tail: str, groups: Groups, scene: Scene, precision: str) -> Value | None:
    value = chosen(tail, groups["which"], scene) if "which" in groups else _dated(tail, groups, scene)
    return narrowed(point(value, precision), groups, scene) if value else None


def month_range(groups: Groups, scene: Scene) -> Value | None:
    """Read "from September to November", "between October 2022 and March 2023"."""
    first, last = groups["month"], groups["month2"]
    if "year" not in groups and "year2" in groups:
        groups = {**groups, "year": groups["year2"] - (first > last)}
    begin = _dated(f"{first:02d}", groups, scene)
    over = "" if begin.startswith("X") else f"{int(begin[:4]) + (first > last):04d}"
    return _joined(
        begin, f"{groups['year2']:04d}-{last:02d}" if "year2" in groups else f"{over}-{last:02d}", groups, "month"
    )


def part_range(groups: Groups, scene: Scene) -> Value | None:
    """Read "early to mid-October", "between mid- and late May 2023": from where one part begins to where one ends.

    What lies behind ended by the day of writing, which nothing after it can be a part of.
    """
    first, last = (month({**groups, "part": groups[part]}, scene) for part in ("part", "part2"))
    begin, end = (first.span()[0] if first else None), (last.span()[1] if last else None)
    if begin is None or end is None or begin > end:
        return None
    over = scene.day.isoformat() if scene.day and scene.side <= 0 and begin <= scene.day.isoformat() else end
    return Value(edtf.one_of(begin, min(end, over)), "month-part", "one_of")


def now_to(groups: Groups, scene: Scene) -> Value | None:
    """Read "between now and mid-January": from the day of writing to the end of what is named."""
    value = month(groups, replace(scene, side=1))
    end = value.span()[1] if value and scene.day else None
    if scene.day is None or end is None or end < scene.day.isoformat():
        return None
    return Value(edtf.interval(scene.day.isoformat(), end), "day", "extent")


def months(groups: Groups, scene: Scene) -> Value | None:
    """Read "September and October": every one is meant, and what is past ended by the publication."""
    names = [groups[name] for name in ("month", "month2", "month3") if name in groups]
    last = _dated(f"{names[-1]:02d}", groups, scene)
    if last.startswith("X"):
        return None
    values = [edtf.month(int(last[:4]) - (name > names[-1]), name) for name in names]
    if groups["and"] == "or":
        return Value(f"[{','.join(values)}]", "month", "one_of")
    written = Value(edtf.all_of(*values), "month", "set_all")
    end = str(written.span()[1])
    clipped = scene.side <= 0 and scene.day and "year" not in groups and scene.day.isoformat() < end
    return Value(written.edtf, "month", "set_all", None, scene.day.isoformat()) if clipped and scene.day else written


# ---- years, and what years are made of --------------------------------------------------------------


def year(groups: Groups, scene: Scene) -> Value | None:
    """Read "2023", "late 2023", "earlier in 2023"."""
    return narrowed(point(f"{groups['year']:04d}", "year"), groups, scene)


def years(groups: Groups, scene: Scene) -> Value | None:
    """Read "between 2018 and 2023", "2018-23": one stretch."""
    first = groups["year"]
    last = groups.get("year2") or first // 100 * 100 + groups["yy"]
    return Value(edtf.interval(f"{first:04d}", f"{last:04d}"), "year", "extent")


def spelled_year(groups: Groups, scene: Scene) -> Value | None:
    """Read "nineteen eighty-four", "two thousand and eight"."""
    return point(f"{groups['hundreds'] + groups['rest'] + groups.get('rest2', 0):04d}", "year")


def decade(groups: Groups, scene: Scene) -> Value | None:
    """Read "the 1970s", "the late '90s", "the nineties"; two digits are of the twentieth century."""
    if "century" in groups:
        first = groups["century"] * 100 + groups["ten"] * 10
    else:
        first = 1900 + (groups.get("tens") or groups["ten2"] * 10)
    return narrowed(Value(edtf.decade(first), "decade", "extent"), groups, scene)


def century(groups: Groups, scene: Scene) -> Value | None:
    """Read "the 19th century"."""
    number = groups.get("nth") or groups["ordinal"]
    return narrowed(Value(edtf.century(number * 100 - 100), "century", "extent"), groups, scene)


def quarter(groups: Groups, scene: Scene) -> Value | None:
    """Read "the third quarter", "Q3 2024", "the first quarter of last year"."""
    number = groups.get("q") or groups["ordinal"]
    return _division(32 + number, groups, scene, "quarter") if number < 5 else None


def half(groups: Groups, scene: Scene) -> Value | None:
    """Read "the first half of 2024", "H1 2024", "the second half of the year"."""
    number = groups.get("h") or groups["ordinal"]
    if number > 2 or ("year" not in groups and scene.day is None):
        return None
    return _division(39 + number, {"which": 0, **groups}, scene, "half-year")


def _division(code: int, groups: Groups, scene: Scene, precision: str) -> Value | None:
    if "which" in groups and "year" not in groups:
        if scene.day is None:
            return None
        groups = {**groups, "year": scene.day.year + groups["which"]}
    return narrowed(point(_dated(f"{code:02d}", groups, scene), precision), groups, scene)


def fiscal_year(groups: Groups, scene: Scene) -> Value | None:
    """Read "fiscal 2024": about that year, since every house closes its books on another day."""
    return point(f"{groups['year']:04d}~", "year")
