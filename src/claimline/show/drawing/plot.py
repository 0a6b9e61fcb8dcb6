"""The parts that specs are put together from: views, layers, channels, keys. Pure: values in, plain dicts out.

Data-driven text goes through data values alone; field names and expressions are fixed. What must not overlap is
placed by us in px (a channel without a scale); what is data stays data, on a scale that an analyst can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from claimline.show.drawing import letters, theme, ticks

Spec = dict[str, Any]
Values = Sequence[Mapping[str, Any]]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE, NARROW = 840, 290
BOLD, TEXT, SMALL = 14, 13, 12.8
MUTED, INK, GRID, RULE, BG = (theme.light(token) for token in ("muted", "ink", "grid", "rule", "bg"))

#: Shapes by status; hollow ones take the page's colour inside.
SHAPES = {
    "happened": "circle",
    "under way": "diamond",
    "planned": "circle",
    "denied": "M-.85,-.85L.85,.85M-.85,.85L.85,-.85",
    "": "square",
}
HOLLOW = {"planned"}
#: How strong the line of the days before a mark is.
_OPEN = 0.55


def px(field: str) -> Spec:
    """Return a channel that takes px as they are in *field*."""
    return {"field": field, "type": "quantitative", "scale": None}


def raw(field: str) -> Spec:
    """Return a channel that takes *field* as it is: a colour, a shape, a text."""
    return {"field": field, "type": "nominal", "scale": None}


def words(field: str) -> Spec:
    """Return a text channel."""
    return {"field": field, "type": "nominal"}


def utc(day: date) -> str:
    """Return *day* as an instant: a bare day would shift in time zones west of Greenwich."""
    return f"{day.isoformat()}T00:00:00Z"


def days(first: date, last: date, width: float) -> Spec:
    """Return the x channel of the field `day`, from *first* to *last* over *width* px, with its axis."""
    at, form = ticks.days(first, last, width)
    return {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [utc(first), utc(last)], "nice": False},
        "axis": {"values": [utc(day) for day in at], "format": form, "grid": False, "labelFlush": True},
    }


def layer(values: Values, mark: Spec, **encoding: Spec) -> Spec:
    """Return a layer of its own *values*."""
    return {"data": {"values": [dict(value) for value in values]}, "mark": mark, "encoding": encoding}


def text(values: Values, size: float = TEXT, *, bold: bool = False, align: str = "left", colour: str = MUTED) -> Spec:
    """Return a layer of texts at `x`, `y` px (the baseline); `colour` in the values wins over the one given."""
    channel = raw("colour") if values and "colour" in values[0] else {"value": colour}
    encoding = {"x": px("x"), "y": px("y"), "text": words("text"), "color": channel}
    if values and "href" in values[0]:
        encoding["href"] = words("href")
    mark = {"type": "text", "align": align, "baseline": "alphabetic", "fontSize": size}
    return layer(values, mark | ({"fontWeight": "bold"} if bold else {}), **encoding)


def lines(values: Values, width: float, *, dash: Sequence[float] = (), opacity: float = 1) -> Spec:
    """Return a layer of straight lines from `x`, `y` to `x2`, `y2` px, in `colour`."""
    mark: Spec = {"type": "rule", "strokeWidth": width, "opacity": opacity}
    if dash:
        mark["strokeDash"] = list(dash)
    ends = {"x": px("x"), "y": px("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    encoding = {**ends, "color": raw("colour")}
    if values and "opacity" in values[0]:
        mark.pop("opacity")
        encoding["opacity"] = px("opacity")
    return layer(values, mark, **encoding)


def points(values: Values, size: float = 150, stroke: float = 2.6, **encoding: Spec) -> Spec:
    """Return a layer of points with `shape`, `fill` and `colour`; at `x`, `y` px unless *encoding* says where."""
    where = {"x": px("x"), "y": px("y")} | encoding
    look = {"shape": raw("shape"), "fill": raw("fill"), "stroke": raw("colour")}
    return layer(values, {"type": "point", "size": size, "strokeWidth": stroke, "opacity": 1}, **where, **look)


def bars(values: Values, opacity: float = 1) -> Spec:
    """Return a layer of boxes from `x`, `y` to `x2`, `y2` px, in `colour`, linked if they have an `href`."""
    ends = {"x": px("x"), "y": px("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    encoding = {**ends, "color": raw("colour")} | ({"href": words("href")} if values and "href" in values[0] else {})
    return layer(values, {"type": "rect", "opacity": opacity}, **encoding)


def extent(left: float, top: float, right: float, bottom: float) -> Spec:
    """Return an invisible box: it makes the drawing's size ours, whatever the renderer's font measures."""
    box = {"x": left, "y": top, "x2": right, "y2": bottom, "colour": BG}
    return bars([box], opacity=0)


def view(width: float, height: float, layers: Iterable[Spec]) -> Spec:
    """Return one view of *layers*, without those that hold nothing."""
    kept = [one for one in layers if one["data"]["values"]]
    return {"width": width, "height": height, "view": {"stroke": None}, "layer": kept}


def nothing(width: float) -> Spec:
    """Return a view of the given width on which nothing is drawn."""
    return view(width, 1, [extent(0, 0, width, 1)])


def tooltip(fields: Iterable[str]) -> Any:
    """Return the channel that shows *fields*, each under its own name, where the drawing is live."""
    return [{"field": name, "type": "nominal", "title": name.capitalize()} for name in fields]


def column(views: Sequence[Spec], spacing: float) -> Spec:
    """Return *views* one under the other, *spacing* px apart."""
    return {"vconcat": list(views), "spacing": spacing, "bounds": "flush"}


def sheet(views: Sequence[Spec], width: float, title: str, subtitle: str, note: str = "") -> Spec:
    """Return *views* one under the other, *width* px wide, below *title*, *subtitle* and *note*, each in lines."""
    above: Any = letters.wrap(title, width, 17, bold=True)
    said = [line for words in (subtitle, note) for line in letters.wrap(words, width, SMALL)]
    return {
        "$schema": SCHEMA,
        "background": BG,
        "padding": 0,
        "bounds": "flush",
        "spacing": 0,
        "title": {"text": above if len(above) > 1 else "".join(above), "subtitle": said},
        "vconcat": list(views),
        "config": _CONFIG,
    }


_CONFIG: Spec = {
    "font": theme.FONT,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": 17,
        "fontWeight": "bold",
        "offset": 12,
        "subtitleColor": MUTED,
        "subtitleFontSize": SMALL,
        "subtitlePadding": 5,
    },
    "axis": {
        "domainColor": RULE,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFontSize": SMALL,
        "tickColor": RULE,
        "title": None,
    },
}


def glyph(status: str, colour: str) -> Spec:
    """Return the look of a point of *status* in *colour*."""
    return {"shape": SHAPES[status], "fill": BG if status in HOLLOW else colour, "colour": colour}


# ---- keys ------------------------------------------------------------------------------------------

_ROW = 24


def key(entries: Sequence[tuple[str, str]], left: float, width: float, below: float = 8) -> Spec:
    """Return a view that explains (sign, words) *entries* by the marks themselves, in as many rows as they need.

    A sign is a status or has a row in the tables below. *below* px stay free under the last row.
    """
    x, y, placed = 0.0, 0, []
    for sign, said in entries:
        room = 34 + letters.width(said, SMALL) + 20
        if x and x + room - 20 > width:
            x, y = 0.0, y + _ROW
        placed.append((sign, said, x, y + 10.0))
        x += room
    height = y + _ROW + below if entries else 1
    layers = [extent(-left, 0, width, height)]
    layers += [layer for sign, _, at, level in placed for layer in _sign(sign, at, level)]
    layers.append(text([{"x": at + 28, "y": level + 4.5, "text": said} for _, said, at, level in placed], SMALL))
    return view(width, height, layers)


# Strokes and heads of signs that are not points, in a box 22 px wide around (0, 0).
_STROKES: dict[str, list[tuple[float, float, float, float]]] = {
    "up": [(11, 8, 11, -4)],
    "down": [(11, -8, 11, 4)],
    "right": [(0, 0, 16, 0)],
    "left": [(6, 0, 22, 0)],
    "span": [(1, 0, 21, 0), (1, -6, 1, 6)],
    "days": [(1, -7, 1, 7), (21, -7, 21, 7)],
    "range": [(11, 8, 11, -8), (6, -8, 16, -8)],
    "step": [(0, 6, 11, 6), (11, 6, 11, -6), (11, -6, 22, -6)],
    "pale": [(20, -7, 20, 7)],
    "between": [(20, -7, 20, 7)],
    "dotted": [(11, -8, 11, 8)],
    "dashed": [(0, 0, 22, 0)],
}
_HEADS = {
    "up": (11, -5, "triangle-up"),
    "down": (11, 5, "triangle-down"),
    "right": (17, 0, "triangle-right"),
    "left": (5, 0, "triangle-left"),
    "moved": (11, 0, "triangle-up"),
}
_DASHES = {"dotted": (2, 2), "dashed": (3, 3)}
_BOXES = {
    "days": ((1, 21, 0.42),),
    "solid": ((0, 22, 1.0),),
    "pale": ((0, 20, 0.28),),
    "between": ((0, 9, 1.0), (9, 20, 0.34)),
}


def _sign(sign: str, x: float, y: float) -> list[Spec]:
    """Return the layers of one key sign, 22 px wide and centred on *y*."""
    if sign in SHAPES:
        return [points([{"x": x + 11, "y": y, **glyph(sign, MUTED)}], 110, 2.4)]
    if sign == "open":
        return [lines(fading(x, x + 22, y, MUTED, opacity=0.9), 2.4)]
    strokes = [_line(x + a, y + b, x + c, y + d, MUTED) for a, b, c, d in _STROKES.get(sign, ())]
    layers = [
        bars([{"x": x + start, "y": y - 3.5, "x2": x + end, "y2": y + 3.5, "colour": MUTED}], opacity)
        for start, end, opacity in _BOXES.get(sign, ())
    ]
    layers.append(lines(strokes, 1 if sign == "dashed" else 2.4, dash=_DASHES.get(sign, ())))
    if sign in _HEADS:
        dx, dy, shape = _HEADS[sign]
        layers.append(points([{"x": x + dx, "y": y + dy, "shape": shape, "fill": MUTED, "colour": MUTED}], 60, 0))
    return layers


def _line(x: float, y: float, x2: float, y2: float, colour: str) -> Spec:
    return {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour}


class Stretch(NamedTuple):
    """The days up to a mark at `x`, `y` px: from `start`, None where no earliest day is given; `ends` with a latest."""

    start: float | None
    x: float
    y: float
    colour: str
    ends: bool


def intervals(stretches: Sequence[Stretch], width: float) -> list[Spec]:
    """Return the lines of *stretches* on *width* px: with a cap where they start, fading where an end is open."""
    closed = [(one.start, one) for one in stretches if one.start is not None and one.start < one.x - 1]
    spans = [_line(start, one.y, one.x, one.y, one.colour) for start, one in closed]
    caps = [_line(start, one.y - 6.5, start, one.y + 6.5, one.colour) for start, one in closed]
    fades = [part for one in stretches if one.start is None for part in fading(0, one.x, one.y, one.colour)]
    onward = [part for one in stretches if not one.ends for part in fading(width, one.x, one.y, one.colour)]
    return [lines(spans, 2.5, opacity=_OPEN), lines(caps, 2.5, opacity=0.8), lines(fades + onward, 2.5)]


def fading(x: float, x2: float, y: float, colour: str, opacity: float = _OPEN) -> list[Spec]:
    """Return the pieces of a line that fades out towards *x*: a start that nobody gave."""
    steps = min(14, max(3, int(abs(x2 - x) // 10)))  # a short line needs few
    edges = [round(x + (x2 - x) * step / steps, 1) for step in range(steps + 1)]
    return [
        {**_line(edges[step], y, edges[step + 1], y, colour), "opacity": round(opacity * (step + 0.6) / steps, 3)}
        for step in range(steps)
        if edges[step] != edges[step + 1]
    ]
