"""Read what is counted from another day, that of writing or the last that the text gave, and what has no date. Pure.

The contract of a reader is that of `names`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claimline import edtf
from claimline.find.times import days
from claimline.find.times.names import Groups, holiday, month, month_day, year
from claimline.find.times.values import Scene, Value, narrowed, period, point, stretch

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


def ago_weekday(groups: Groups, scene: Scene) -> Value | None:
    """Read "a week ago Monday": so many weeks before the last such day, the day of writing included."""
    if scene.day is None:
        return None
    weeks = groups.get("digits") or groups["number"]
    return period(days.after(days.weekday(scene.day, groups["weekday"], -1, strict=False), -7 * weeks), "day")


def ago_period(groups: Groups, scene: Scene) -> Value | None:
    """Read "three years ago this week", "a month ago today": the day or week that lies so long before this one."""
    if scene.day is None:
        return None
    earlier = days.shifted(days.after(scene.day, groups.get("deixis", 0)), -_count(groups), groups["unit"])
    return period(earlier, str(groups.get("period") or "day"))


def weekday_before_last(groups: Groups, scene: Scene) -> Value | None:
    """Read "the Tuesday before last"."""
    if scene.day is None:
        return None
    return period(days.after(days.weekday(scene.day, groups["weekday"], -1, strict=True), -7), "day")


_BASES = {"month": month_day, "holiday": holiday, "deixis": deictic_day}


def shifted(groups: Groups, scene: Scene) -> Value | None:
    """Read "two days before Christmas", "three weeks from Monday"; months and hours from a day leave the day open."""
    length = {"day": 1, "week": 7, "fortnight": 14}.get(groups["unit"])
    read = next((base for name, base in _BASES.items() if name in groups), weekday)
    base = read(groups, replace(scene, side=scene.side or groups["shift"]))
    if length is None or base is None or base.edtf is None or base.edtf.startswith("X"):
        return None
    number = (groups.get("digits") or groups["number"]) + groups.get("number2", 0)
    return period(days.after(date.fromisoformat(base.edtf), groups["shift"] * number * length), "day")


def weekday_range(groups: Groups, scene: Scene) -> Value | None:
    """Read "from Monday through Friday": from the one to the next such other day."""
    begin = weekday({"weekday": groups["weekday"]}, scene)
    if begin is None or begin.edtf is None:
        return None
    end = days.weekday(date.fromisoformat(begin.edtf), groups["weekday2"], 1, strict=False)
    return Value(edtf.interval(begin.edtf, end.isoformat()), "day", "extent")


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


def year_earlier(groups: Groups, scene: Scene) -> Value | None:
    """Read "the year-earlier quarter"."""
    return period(days.shifted(scene.day, -1, "year"), "year") if scene.day else None


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


def stretch_to(groups: Groups, scene: Scene) -> Value | None:
    """Read "the three months to June", "the year ended March 2024": whole months, the one named the last."""
    last = month({name: groups[name] for name in ("month", "year") if name in groups}, scene)
    if last is None or str(last.edtf).startswith("X") or groups["unit"] not in ("month", "year"):
        return None
    count = _count(groups) * (12 if groups["unit"] == "year" else 1)
    first = days.shifted(date.fromisoformat(f"{last.edtf}-01"), 1 - count, "month")
    return Value(edtf.interval(first.isoformat()[:7], str(last.edtf)), "month", "extent")


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
