"""Read the value of a time expression: one short reader for each form of words. Pure.

A reader takes the values of the words (`groups`) and the scene, and returns a Value, or None where the scene lacks
what it needs. Where the calendar has no such date it raises ValueError or OverflowError, and the caller leaves the
expression without a date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from claimline import edtf
from claimline.find import days
from claimline.find.time_values import (
    VAGUE_FUTURE,
    VAGUE_PAST,
    Scene,
    Value,
    chosen,
    narrowed,
    period,
    placed,
    point,
    stretch,
)

Groups = Mapping[str, Any]
Reader = Callable[[Groups, Scene], Value | None]

# ---- days and months by their names -----------------------------------------------------------------


def _dated(tail: str, groups: Groups, scene: Scene, name: str = "year") -> str:
    """*tail* with the year that is written, that "last year" means, or that the scene gives."""
    if name in groups:
        return f"{groups[name]:04d}-{tail}"
    if "which2" in groups and scene.day:
        return f"{scene.day.year + groups['which2']:04d}-{tail}"
    return placed(tail, scene)


def month_day(groups: Groups, scene: Scene) -> Value | None:
    """Read "Oct. 22", "22 October 2024", "2024-10-22"."""
    month = groups.get("month") or int(groups["mm"])
    return point(_dated(f"{month:02d}-{groups['day']:02d}", groups, scene), "day")


def holiday(groups: Groups, scene: Scene) -> Value | None:
    """Read "Christmas Day", "last Christmas"."""
    tail = "{:02d}-{:02d}".format(*groups["holiday"])
    value = chosen(tail, groups["which"], scene) if "which" in groups else _dated(tail, groups, scene)
    return point(value, "day") if value else None


def day_range(groups: Groups, scene: Scene) -> Value | None:
    """Read "Oct. 22-24", "from Oct. 30 to Nov. 2", "Oct. 22 and 23"."""
    month, last = groups["month"], groups.get("month2") or groups["month"]
    first = _dated(f"{month:02d}-{groups['day']:02d}", groups, scene)
    year = first[:4] if last >= month or first.startswith("X") else f"{int(first[:4]) + 1:04d}"
    return _joined(first, f"{year}-{last:02d}-{groups['day2']:02d}", groups, "day")


def _joined(first: str, last: str, groups: Groups, precision: str) -> Value | None:
    """Two dates that are the ends of what lasted, both meant, or one of which is meant."""
    if first.startswith("X"):
        return None
    if "between" not in groups and groups["to"] == "and":
        return Value(edtf.all_of(first, last), precision, "set_all")
    if "between" not in groups and groups["to"] == "or":
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


def year_earlier(groups: Groups, scene: Scene) -> Value | None:
    """Read "the year-earlier quarter"."""
    return period(days.shifted(scene.day, -1, "year"), "year") if scene.day else None


# ---- counted from the day of writing ----------------------------------------------------------------


def deictic_day(groups: Groups, scene: Scene) -> Value | None:
    """Read "today", "yesterday", "the day after tomorrow", "last night"."""
    return period(days.after(scene.day, groups["deixis"]), "day") if scene.day else None


def weekday(groups: Groups, scene: Scene) -> Value | None:
    """Read "on Friday", "last Friday", "next Friday", "Friday last week".

    The name alone is the nearest such day on the side of the tense, the day of writing included; "last" and "next"
    are strictly before and after it; "this" is ahead unless the clause is past.
    """
    if scene.day is None:
        return None
    wanted, which = groups["weekday"], groups.get("which")
    if "which2" in groups:
        return period(days.after(days.week(days.after(scene.day, 7 * groups["which2"]))[0], wanted), "day")
    side = which or (scene.side or (1 if which == 0 else -1))
    return period(days.weekday(scene.day, wanted, side, strict=bool(which)), "day")


def weekend(groups: Groups, scene: Scene) -> Value | None:
    """Read "over the weekend", "last weekend", "this weekend", "next weekend": one of its two days."""
    day = scene.reference if "that" in groups else scene.day
    if day is None:
        return None
    if "that" in groups:
        offset = groups["that"]
    elif groups.get("which"):
        offset = groups["which"]
    else:
        ahead = scene.side > 0 or (groups.get("which") == 0 and scene.side == 0)
        offset = 0 if ahead or day.weekday() > 4 else -1
    return stretch(*days.weekend(day, offset), "weekend")


def overnight(groups: Groups, scene: Scene) -> Value | None:
    """Read "overnight": the night before the day that the line gave, or else the day of writing."""
    day = scene.reference or scene.day
    if day is None:
        return None
    return Value(edtf.interval(days.after(day, -1).isoformat(), day.isoformat()), "night", "extent")


def this_period(groups: Groups, scene: Scene) -> Value | None:
    """Read "last week", "this month", "earlier this year", "late last year", "the end of the year"."""
    if scene.day is None or groups["period"] == "day":
        return None
    around = days.shifted(scene.day, groups.get("which", 0), groups["period"])
    return narrowed(period(around, groups["period"]), groups, scene)


def ago(groups: Groups, scene: Scene) -> Value | None:
    """Read "three days ago", "about two years ago", "more than a year ago", as exactly as the unit is."""
    unit, about = groups["unit"], groups.get("about", "")
    if scene.day is None or "some" in groups or unit in ("second", "minute", "hour"):
        return past(groups, scene)
    value = period(days.shifted(scene.day, -_count(groups), unit), "year" if unit in ("decade", "century") else unit)
    first, last = value.span()
    if about == ">":
        return Value(edtf.one_of(None, last), value.precision, "one_of")
    if about == "<":
        return Value(edtf.one_of(first, scene.day.isoformat()), value.precision, "one_of")
    exact = value.kind != "point" or not (about or unit in ("decade", "century"))
    return value if exact else point(f"{value.edtf}~", value.precision)


def _count(groups: Groups) -> int:
    return int(groups.get("digits") or groups.get("number", 1) + groups.get("number2", 0))


def last_stretch(groups: Groups, scene: Scene) -> Value | None:
    """Read "the past two weeks": what lasted until the day of writing."""
    return _until(groups, scene, -1)


def next_stretch(groups: Groups, scene: Scene) -> Value | None:
    """Read "the next three months"."""
    return _until(groups, scene, 1)


def _until(groups: Groups, scene: Scene, side: int) -> Value | None:
    unit = groups["unit"]
    if scene.day is None or unit in ("second", "minute", "hour"):
        return Value(None, "duration", "duration")
    ends = sorted((scene.day, days.shifted(scene.day, side * _count(groups), unit)))
    return Value(edtf.interval(*(end.isoformat() for end in ends)), unit, "extent")


def part_stretch(groups: Groups, scene: Scene) -> Value | None:
    """Read "the first three months of 2024", "the last ten days of October"."""
    whole = _whole(groups, scene)
    if whole is None or groups["unit"] not in ("day", "week", "month", "year"):
        return None
    first, last = (date.fromisoformat(str(end)) for end in whole.span())
    unit, count, ordinal = groups["unit"], _count(groups), groups.get("ordinal")
    if ordinal is None:
        first = max(first, days.shifted(days.after(last, 1), -count, unit))
    else:
        first = days.shifted(first, (ordinal - 1) * count, unit)
        last = min(last, days.after(days.shifted(first, count, unit), -1))
    if count == 1:
        return stretch(first, last, unit)
    return Value(edtf.interval(first.isoformat(), last.isoformat()), unit, "extent")


def _whole(groups: Groups, scene: Scene) -> Value | None:
    if "month" in groups:
        value = month({name: groups[name] for name in ("month", "year") if name in groups}, scene)
        return None if value is None or str(value.edtf).startswith("X") else value
    if "year2" in groups:
        return year({"year": groups["year2"]}, scene)
    return this_period({"which": 0, "period": groups.get("period2"), **groups}, scene)


# ---- counted from the date that the text gave last --------------------------------------------------


def discourse(groups: Groups, scene: Scene) -> Value | None:
    """Read "the previous day", "that month", "the following year"."""
    unit, step = groups["period"], groups["that"]
    origin = scene.reference or (scene.day if step and unit in ("month", "quarter", "year") else None)
    if origin is None:
        return None
    return narrowed(period(days.shifted(origin, step, unit), unit), groups, Scene(scene.reference))


def discourse_shift(groups: Groups, scene: Scene) -> Value | None:
    """Read "two days later", "a year earlier"."""
    unit = groups["unit"]
    if scene.reference is None or "some" in groups or unit in ("second", "minute", "hour"):
        return None
    return period(days.shifted(scene.reference, groups["within"] * _count(groups), unit), unit)


def before(groups: Groups, scene: Scene) -> Value | None:
    """Read "the day before", "the year before"."""
    return discourse({"that": -1, **groups}, scene)


def before_last(groups: Groups, scene: Scene) -> Value | None:
    """Read "the year before last"."""
    return this_period({"which": -2, **groups}, scene)


def discourse_weekday(groups: Groups, scene: Scene) -> Value | None:
    """Read "the following Monday", "the previous Friday", "that Sunday"."""
    if scene.reference is None:
        return None
    if groups["that"]:
        return period(days.weekday(scene.reference, groups["weekday"], groups["that"], strict=True), "day")
    return period(days.after(days.week(scene.reference)[0], groups["weekday"]), "day")


# ---- expressions that have no date of their own -----------------------------------------------------


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def past(groups: Groups, scene: Scene) -> Value | None:
    """Read "recently": no later than the day of writing, and that is all."""
    return Value(None, "unknown", "past", None, _iso(scene.day))


def future(groups: Groups, scene: Scene) -> Value | None:
    """Read "soon"."""
    return Value(None, "unknown", "future", _iso(scene.day), None)


def vague(groups: Groups, scene: Scene) -> Value | None:
    """Read "recently" or "soon"."""
    return past(groups, scene) if groups["vague"] == "past" else future(groups, scene)


def now(groups: Groups, scene: Scene) -> Value | None:
    """Read "now": the day of writing."""
    return Value(_iso(scene.day), "pub", "state_until_pub")


def state(groups: Groups, scene: Scene) -> Value | None:
    """Read "so far", "currently": what holds up to the day of writing, since nobody says when."""
    begins = _iso(scene.day) if groups["state"] == "pub" else None
    return Value(None, groups["state"], "state_until_pub", begins, _iso(scene.day))


def _fixed(precision: str, kind: str) -> Reader:
    return lambda groups, scene: Value(None, precision, kind)


READERS: dict[str, Reader] = {
    "ago": ago,
    "century": century,
    "before": before,
    "before_last": before_last,
    "discourse_weekday": discourse_weekday,
    "day_range": day_range,
    "decade": decade,
    "deictic_day": deictic_day,
    "discourse": discourse,
    "discourse_shift": discourse_shift,
    "duration": _fixed("duration", "duration"),
    "fiscal_year": fiscal_year,
    "future": future,
    "half": half,
    "holiday": holiday,
    "last_stretch": last_stretch,
    "month": month,
    "month_day": month_day,
    "month_range": month_range,
    "months": months,
    "named_event": _fixed("named", "named-event"),
    "named_period": _fixed("named", "named-period"),
    "next_stretch": next_stretch,
    "now": now,
    "overnight": overnight,
    "past": past,
    "part_stretch": part_stretch,
    "period": this_period,
    "quarter": quarter,
    "recurrence": _fixed("set", "recurrence"),
    "season": season,
    "spelled_year": spelled_year,
    "state": state,
    "vague": vague,
    "weekday": weekday,
    "weekend": weekend,
    "year": year,
    "year_earlier": year_earlier,
    "years": years,
}


def unplaced(rule: str, groups: Groups) -> Value:
    """Return what is known of an expression whose date is not: the direction that its words give, or nothing."""
    step = groups.get("which", groups.get("deixis", 0))
    if step:
        return VAGUE_PAST if step < 0 else VAGUE_FUTURE
    return Value(None, "night" if rule == "overnight" else "unknown", "point")
