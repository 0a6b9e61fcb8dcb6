"""The table of readers: which one reads the rules of the language table that name it. Pure."""

from __future__ import annotations

from collections.abc import Callable

from claimline.find.times.counts import (
    ago,
    ago_period,
    ago_weekday,
    before,
    before_last,
    deictic_day,
    discourse,
    discourse_shift,
    discourse_weekday,
    future,
    last_stretch,
    next_stretch,
    now,
    overnight,
    part_stretch,
    past,
    shifted,
    state,
    stretch_to,
    this_period,
    vague,
    weekday,
    weekday_before_last,
    weekday_range,
    weekend,
    year_earlier,
)
from claimline.find.times.names import (
    Groups,
    century,
    day_range,
    decade,
    dotted_day,
    fiscal_year,
    half,
    holiday,
    month,
    month_day,
    month_range,
    months,
    now_to,
    numeric_day,
    part_range,
    quarter,
    season,
    spelled_year,
    week_of,
    year,
    years,
)
from claimline.find.times.values import VAGUE_FUTURE, VAGUE_PAST, Scene, Value

Reader = Callable[[Groups, Scene], Value | None]


def _fixed(precision: str, kind: str) -> Reader:
    return lambda groups, scene: Value(None, precision, kind)


READERS: dict[str, Reader] = {
    "ago": ago,
    "ago_period": ago_period,
    "ago_weekday": ago_weekday,
    "dotted_day": dotted_day,
    "numeric_day": numeric_day,
    "shifted": shifted,
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
    "now_to": now_to,
    "part_range": part_range,
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
    "stretch_to": stretch_to,
    "vague": vague,
    "week_of": week_of,
    "weekday": weekday,
    "weekday_before_last": weekday_before_last,
    "weekday_range": weekday_range,
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
