"""The drawing of the timeline: rows of events, and the panels of days that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimline.show.charts.occasions import Occasion
from claimline.show.drawing import letters, plot, theme, ticks
from claimline.show.words import wording

_ROW = 26
_TALL = 70
_HEAD = 34
_GAP = 30
_LABELS = 330
_LEAST = 84
_INSET = 9
#: A panel is short, so that its ticks stand this much closer than elsewhere.
_DENSE = 1.3


@dataclass(frozen=True, slots=True)
class _Panel:
    """The days from `first` to `last` over `width` px."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        """Return the px of *day*, which may lie outside."""
        room = self.width - 2 * _INSET
        return round(_INSET + (day - self.first).days / ((self.last - self.first).days or 1) * room, 2)

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last


def crowded(days: Sequence[date]) -> tuple[date, date] | None:
    """Return the first and last day of the quarter of the whole time, or less, into which at least half of *days* fall.

    None where there is no such time. Of several, the one with most days, then the shortest, then the latest.
    """
    ordered = sorted(days)
    if len(ordered) < 4:
        return None
    most = (ordered[-1] - ordered[0]) / 4
    best: tuple[int, timedelta, date, date] | None = None
    start = 0
    for end, last in enumerate(ordered):
        while last - ordered[start] > most:
            start += 1
        found = (end - start + 1, ordered[start] - last, last, ordered[start])
        best = max(best or found, found)
    if best is None or best[0] * 2 < len(ordered) or most < timedelta(days=2):
        return None
    return best[3], best[2]


def wide_views(shown: list[Occasion]) -> list[plot.Spec]:
    """Return the key and the rows of *shown* events over one panel of days, or over as many as crowding asks for."""
    if not shown:
        return []
    days = _known(shown)
    years = len({day.year for day in days}) > 1
    left = max(letters.width(one.days(years=years), plot.SMALL) for one in shown) + 14
    labels = min(max(letters.width(_label(one), plot.TEXT) for one in shown) + 4, _LABELS)
    panels = _panels(shown, plot.WIDE - left - labels - 16)
    height = len(shown) * _ROW
    views = []
    for number, panel in enumerate(panels):
        beside = [_dates(shown, years)] if number == 0 else []
        if panel is panels[-1]:
            beside.append(_labels(shown, panel.width + 16, labels))
        edges = (-left if number == 0 else 0, panel.width + (16 + labels if panel is panels[-1] else 0))
        rows = [(one, number * _ROW + _ROW / 2) for number, one in enumerate(shown)]
        layers = [plot.extent(edges[0], -_HEAD, edges[1], height), *_layers(panel, rows), *beside]
        views.append(plot.view(panel.width, height, layers))
    row = {"hconcat": views, "spacing": _GAP, "bounds": "flush"}
    return [plot.key(_key(shown), left, plot.WIDE - left, _HEAD), row]


def narrow_view(shown: list[Occasion]) -> list[plot.Spec]:
    """Return the key and, for each of the *shown* events, its days, its words and its place on one scale of days."""
    if not shown:
        return []
    width, height = plot.NARROW, len(shown) * _TALL
    [panel] = _whole(shown, width)
    tops = [(one, number * _TALL) for number, one in enumerate(shown)]
    rows = [(one, top + 54.0) for one, top in tops]
    layers = [
        plot.extent(0, -_HEAD, width, height),
        *_layers(panel, rows),
        plot.text([_short(one, top, width) for one, top in tops], plot.TEXT, bold=True),
        plot.text([{"x": width, "y": top + 20, "text": one.days()} for one, top in tops], plot.SMALL, align="right"),
        plot.text([_quote(one, top, width) for one, top in tops], plot.SMALL),
        plot.bars([_hit(one, top, width) for one, top in tops], 0),
    ]
    return [plot.key(_key(shown), 0, width, _HEAD), plot.view(width, height, layers)]


# ---- panels ----------------------------------------------------------------------------------------


def _known(shown: list[Occasion]) -> list[date]:
    return [day for one in shown for day in (one.earliest, one.latest) if day]


def _whole(shown: list[Occasion], width: float) -> list[_Panel]:
    open_start = any(one.earliest is None for one in shown)
    return [_Panel(*ticks.span(_known(shown), open_start=open_start), width)]


def _panels(shown: list[Occasion], width: float) -> list[_Panel]:
    """Return the panels of the wide drawing: a crowded time gets half of the *width*, what lies before and after it
    the other half, by their length."""
    [whole] = _whole(shown, width)
    window = crowded([one.day for one in shown if one.day])
    if window is None:
        return [whole]
    air = timedelta(days=max(1, (window[1] - window[0]).days // 20))
    first, last = max(whole.first, window[0] - air), min(whole.last, window[1] + air)
    known = _known(shown)
    outside = [(whole.first, first)] if min(known) < window[0] else []
    outside += [(last, whole.last)] if max(known) > window[1] else []
    spans = [(last - first).days or 1 for first, last in outside]
    room = width - _GAP * len(outside)
    half = room / 2 if len(outside) == 1 else room * 0.5
    widths = [max((room - half) * span / sum(spans), _LEAST) for span in spans]
    sides = [_Panel(*ends, side) for ends, side in zip(outside, widths, strict=True)]
    middle = _Panel(first, last, room - sum(widths))
    return sorted([*sides, middle], key=lambda panel: panel.first)


# ---- layers ----------------------------------------------------------------------------------------


def _days(panel: _Panel) -> plot.Spec:
    """Return the x channel of *panel*, its axis on top and without ticks whose words would leave the panel."""
    x = plot.days(panel.first, panel.last, panel.width)
    at, form = ticks.days(panel.first, panel.last, panel.width * _DENSE)
    half = {day: letters.width(wording.tick(day, form), plot.SMALL) / 2 for day in at}
    fitting = [day for day in at if panel.x(day) >= half[day] - 4 and panel.x(day) + half[day] <= panel.width + 4]
    x["axis"] |= {"format": form, "orient": "top", "values": [plot.utc(day) for day in fitting], "labelFlush": False}
    x["scale"] |= {"range": [_INSET, panel.width - _INSET]}
    return x


def _layers(panel: _Panel, rows: list[tuple[Occasion, float]]) -> list[plot.Spec]:
    lines = [_line(0, panel.width, y, plot.GRID) for _, y in rows]
    bars = [bar for one, y in rows for bar in _bar(panel, one, y)]
    return [
        _axis(panel),
        plot.lines(lines, 1),
        plot.bars(bars, 0.42),
        plot.lines([part for one, y in rows for part in _fades(panel, one, y)], 7),
        plot.lines([cap for one, y in rows for cap in _caps(panel, one, y)], 2.4),
        _points(panel, rows),
    ]


def _axis(panel: _Panel) -> plot.Spec:
    """Return a layer whose invisible point carries the axis even where nothing falls into the panel."""
    origin = [{"day": plot.utc(panel.first), "y": 0}]
    return plot.layer(origin, {"type": "point", "opacity": 0, "color": plot.BG}, x=_days(panel), y=plot.px("y"))


def _line(x: float, x2: float, y: float, colour: str) -> plot.Spec:
    return {"x": x, "x2": x2, "y": y, "y2": y, "colour": colour}


def _bar(panel: _Panel, one: Occasion, y: float) -> list[plot.Spec]:
    """Return the bar of the days that are left, as far as it lies in *panel*."""
    if one.known or one.earliest is None or one.latest is None:
        return []
    first, last = max(one.earliest, panel.first), min(one.latest, panel.last)
    if first > last or (first == last and one.earliest != one.latest and not _ends(panel, one)):
        return []
    left = panel.x(first) if panel.within(one.earliest) else 0.0
    right = panel.x(last) if panel.within(one.latest) else panel.width
    ends = {"x": left, "x2": right, "y": y - 3.5, "y2": y + 3.5}
    return [{**ends, "colour": theme.light(one.token), "href": f"#{one.id}"}]


def _ends(panel: _Panel, one: Occasion) -> bool:
    return any(end is not None and panel.within(end) for end in (one.earliest, one.latest))


def _caps(panel: _Panel, one: Occasion, y: float) -> list[plot.Spec]:
    if one.known:
        return []
    ends = [end for end in (one.earliest, one.latest) if end is not None and panel.within(end)]
    colour = theme.light(one.token)
    return [{"x": x, "x2": x, "y": y - 7, "y2": y + 7, "colour": colour} for x in dict.fromkeys(map(panel.x, ends))]


def _fades(panel: _Panel, one: Occasion, y: float) -> list[plot.Spec]:
    """Return the fading bar of an event that has one end only: back to the start, or on to the end, of its panel."""
    colour = theme.light(one.token)
    if one.earliest is None and one.latest is not None and panel.within(one.latest):
        return plot.fading(0, panel.x(one.latest), y, colour)
    if one.latest is None and one.earliest is not None and panel.within(one.earliest):
        return plot.fading(panel.width, panel.x(one.earliest), y, colour)
    return []


def _points(panel: _Panel, rows: list[tuple[Occasion, float]]) -> plot.Spec:
    values = [_point(one, y) for one, y in rows if one.day and panel.within(one.day)]
    known = [value for value in values if value.pop("known")]
    fields = ("actor", "days", "quote")
    return plot.points(known, 120, 2.4, x=_days(panel), href=plot.words("href"), tooltip=plot.tooltip(fields))


def _point(one: Occasion, y: float) -> plot.Spec:
    said = {"actor": one.actor, "days": one.days(), "quote": one.quote}
    look = plot.glyph(one.status, theme.light(one.token))
    return {"day": plot.utc(one.day or date.min), "y": y, "href": f"#{one.id}", "known": one.known, **said, **look}


# ---- words -----------------------------------------------------------------------------------------


def _label(one: Occasion) -> str:
    return f"{one.actor}: {one.quote}" if one.actor else one.quote


def _dates(shown: list[Occasion], years: bool) -> plot.Spec:
    values = [
        {"x": -14, "y": number * _ROW + _ROW / 2 + 4.5, "text": one.days(years=years)}
        for number, one in enumerate(shown)
    ]
    return plot.text(values, plot.SMALL, align="right")


def _labels(shown: list[Occasion], x: float, room: float) -> plot.Spec:
    values = [
        {
            "x": x,
            "y": number * _ROW + _ROW / 2 + 4.5,
            "text": letters.fit(_label(one), room, plot.TEXT),
            "colour": theme.light(one.token),
            "href": f"#{one.id}",
        }
        for number, one in enumerate(shown)
    ]
    return plot.text(values, plot.TEXT)


def _short(one: Occasion, top: float, width: float) -> plot.Spec:
    room = width - letters.width(one.days(), plot.SMALL) - 12
    said = letters.fit(one.actor or "Nobody named", room, plot.TEXT, bold=True)
    return {"x": 0, "y": top + 20, "text": said, "colour": theme.light(one.token)}


def _quote(one: Occasion, top: float, width: float) -> plot.Spec:
    return {"x": 0, "y": top + 38, "text": letters.fit(one.quote, width, plot.SMALL)}


def _hit(one: Occasion, top: float, width: float) -> plot.Spec:
    """Return the box that is the row's link: the whole row, so that a finger finds it."""
    box = {"x": 0, "x2": width, "y": top + 4, "y2": top + 64, "colour": plot.BG}
    return {**box, "href": f"#{one.id}", "actor": one.actor, "days": one.days()}


def _key(shown: list[Occasion]) -> list[tuple[str, str]]:
    known = {one.status for one in shown if one.known}
    closed = any(not one.known and one.earliest and one.latest for one in shown)
    entries = {
        "happened": ("day known", "happened" in known),
        "planned": ("planned or imagined", "planned" in known),
        "denied": ("said not to have happened", "denied" in known),
        "days": ("days the text allows", closed),
        "open": ("no earliest day given", any(one.earliest is None for one in shown)),
    }
    return [(sign, said) for sign, (said, used) in entries.items() if used]
