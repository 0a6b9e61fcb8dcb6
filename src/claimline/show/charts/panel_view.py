"""The drawing of figures over time: the key, and for each panel its layers from the lines up to the labels."""

from __future__ import annotations

from claimline.show.charts import marks
from claimline.show.charts.marks import Mark, telling
from claimline.show.charts.panel import MOST_LABELS, Panel, Place, levels_of, reach, spans
from claimline.show.drawing import letters, plot
from claimline.show.drawing.gutter import dodged
from claimline.show.words import wording

#: Room above a panel for its heading and below it for its days.
HEADING, FOOT = 34, 30
_DODGE = 40
_GUTTER = 264


def panel_views(panels: dict[str, list[Mark]]) -> list[plot.Spec]:
    """Return the key, and one view for each of *panels*, equally wide."""
    members = [mark for some in panels.values() for mark in some]
    if not members:
        return []
    days = spans(panels)
    years = len({end.year for ends in days.values() for end in ends}) > 1
    levels = {name: levels_of(some, _height(len(some), len(panels)) // 42) for name, some in panels.items()}
    left = max(letters.width(_axis_words(level), plot.SMALL) for some in levels.values() for level in some) + 14
    labels = {name: telling(some, MOST_LABELS) for name, some in panels.items()}
    gutter = min(max(_label_width(mark, years) for some in labels.values() for mark in some) + 4, _GUTTER)
    width = plot.WIDE - left - gutter - 18
    headed, views = len(panels) > 1, []
    for name, some in panels.items():
        height = max(_DODGE * len(labels[name]) + 8, _height(len(some), len(panels)))
        panel = Panel(name, some, *days[name], left, width, height, levels[name])
        views.append(_view(panel, labels[name], years, headed=headed, gutter=gutter))
    below = HEADING if headed else 8
    return [plot.key(_key(members), left, plot.WIDE - left, below), plot.column(views, HEADING + FOOT)]


def _height(claims: int, panels: int) -> int:
    """Return the least height of a panel: one that has little to compare gets little room."""
    return 120 if claims == 1 else 300 if panels == 1 else 220


def _axis_words(level: float) -> str:
    """Return *level* about as the axis writes it, to measure it."""
    return wording.number(level)


def _label_width(mark: Mark, years: bool) -> float:
    first = letters.width(mark.claim, plot.BOLD, bold=True)
    return max(first, letters.width(f"{mark.voice}, {mark.days(years=years)}", plot.SMALL))


# ---- layers ----------------------------------------------------------------------------------------


def _view(panel: Panel, labelled: list[Mark], years: bool, *, headed: bool, gutter: float) -> plot.Spec:
    places = panel.places()
    top = HEADING if headed else 6
    shown = [place for place in places if place.mark in labelled]
    levels = dodged([place.y for place in shown], _DODGE, 14, panel.height - 18)
    layers = [
        plot.extent(-panel.left, -top, panel.width + 18 + gutter, panel.height + FOOT),
        _axes(panel),
        plot.lines(
            [part for place, level in zip(shown, levels, strict=True) for part in _leader(panel, place, level)],
            1,
            dash=(1, 4),
        ),
        *plot.intervals([_stretch(place) for place in places], panel.width),
        plot.lines([_range(panel, place) for place in places if _ranged(place)], 5, opacity=0.34),
        plot.lines([_cap(panel, place) for place in places if _ranged(place)], 2.4, opacity=0.8),
        *_arrows(panel, places),
        *_points(panel, places),
        *_labels(panel, list(zip(shown, levels, strict=True)), years, gutter),
    ]
    if headed:
        name = letters.fit(panel.name, panel.width + gutter, plot.BOLD, bold=True)
        layers.append(plot.text([{"x": -panel.left, "y": -16, "text": name}], plot.BOLD, bold=True, colour=plot.INK))
    view = plot.view(panel.width, panel.height, layers)
    return view | {"resolve": {"scale": {"x": "shared", "y": "shared"}}}


def _scales(panel: Panel) -> tuple[plot.Spec, plot.Spec]:
    """Return the x and y channels: the same for all layers that are data, so that they share their axes."""
    x = plot.days(panel.first, panel.last, panel.width)
    y: plot.Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [panel.levels[0], panel.levels[-1]], "nice": False},
        "axis": {"values": panel.levels, "domain": False, "ticks": False, "labelPadding": 8, **_format(panel.levels)},
    }
    if panel.logarithmic(panel.members):
        y["scale"] |= {"type": "log"}
    return x, y


def _format(levels: list[float]) -> plot.Spec:
    top = max(map(abs, levels))
    for size, expression in _EXPRESSIONS:
        if top >= size:
            return {"labelExpr": expression}
    return {"format": ",~f"}


# Expressions are fixed texts: nothing that comes from data is ever part of one.
_EXPRESSIONS = (
    (1e12, "datum.value == 0 ? '0' : format(datum.value / 1e12, ',~f') + ' trillion'"),
    (1e9, "datum.value == 0 ? '0' : format(datum.value / 1e9, ',~f') + ' billion'"),
    (1e6, "datum.value == 0 ? '0' : format(datum.value / 1e6, ',~f') + ' million'"),
)


def _axes(panel: Panel) -> plot.Spec:
    """Return a layer whose invisible point carries the axes even where nothing else is drawn on the scales."""
    x, y = _scales(panel)
    origin = [{"day": plot.utc(panel.first), "value": panel.levels[0]}]
    return plot.layer(origin, {"type": "point", "opacity": 0, "color": plot.BG}, x=x, y=y)


def _leader(panel: Panel, place: Place, level: float) -> list[plot.Spec]:
    """Return the dotted line from a mark to its label: level to the panel's edge, then up or down where it must."""
    edge, start, colour = panel.width + 2, place.x + place.shift + 13, plot.RULE
    across = {"x": start, "x2": max(edge, start), "y": place.y, "y2": place.y, "colour": colour}
    down = {"x": edge, "x2": edge + 12, "y": place.y, "y2": level, "colour": colour}
    return [across, down]


def _stretch(place: Place) -> plot.Stretch:
    return plot.Stretch(place.start, place.x, place.y, place.colour, place.mark.latest is not None)


def _ranged(place: Place) -> bool:
    mark = place.mark
    return mark.low is not None and mark.high is not None and mark.low < mark.high


def _range(panel: Panel, place: Place) -> plot.Spec:
    x = place.x + place.shift
    top = panel.y(place.mark.high if place.mark.high is not None else place.mark.value)
    return {"x": x, "x2": x, "y": place.y, "y2": top, "colour": place.colour}


def _cap(panel: Panel, place: Place) -> plot.Spec:
    line = _range(panel, place)
    return {**line, "x": line["x"] - 6, "x2": line["x"] + 6, "y": line["y2"]}


def _arrows(panel: Panel, places: list[Place]) -> list[plot.Spec]:
    """Return the shafts and heads of bound arrows. Their length means nothing, so that none may reach another mark."""
    up = [(place, reach(panel, place, places, -1)) for place in places if place.mark.high is None]
    down = [(place, reach(panel, place, places, 1)) for place in places if place.mark.low is None]
    shafts = [
        {"x": place.x + place.shift, "x2": place.x + place.shift, "y": place.y, "y2": tip, "colour": place.colour}
        for place, tip in up + down
    ]
    heads = [
        {"x": place.x + place.shift, "y": tip, "shape": shape, "fill": place.colour, "colour": place.colour}
        for some, shape in ((up, "triangle-up"), (down, "triangle-down"))
        for place, tip in some
    ]
    return [plot.lines(shafts, 2.4), plot.points(heads, 70, 0)]


def _points(panel: Panel, places: list[Place]) -> list[plot.Spec]:
    x, y = _scales(panel)
    layers = []
    for shift in sorted({place.shift for place in places}):
        values = [_point(place) for place in places if place.shift == shift]
        layer = plot.points(values, x=x, y=y, href=plot.words("href"), tooltip=plot.tooltip(_SAID))
        layer["mark"] |= {"xOffset": shift} if shift else {}
        layers.append(layer)
    return layers


_SAID = ("measure", "figure", "status", "voice", "said", "quote", "document")


def _point(place: Place) -> plot.Spec:
    mark = place.mark
    assert mark.day is not None
    said = {"measure": mark.group, "figure": mark.figure, "status": mark.status, "voice": mark.voice}
    evidence = {"said": mark.days(), "quote": marks.quoted(mark.row), "document": marks.place(mark.row)}
    at = {"day": plot.utc(mark.day), "value": mark.value, "href": f"#{mark.id}"}
    return {**at, **said, **evidence, **plot.glyph(mark.status, place.colour)}


def _labels(panel: Panel, shown: list[tuple[Place, float]], years: bool, gutter: float) -> list[plot.Spec]:
    x = panel.width + 18
    first, second = [], []
    for place, level in shown:
        mark = place.mark
        rest = f", {mark.days(years=years)}"
        voice = letters.fit(mark.voice, gutter - letters.width(rest, plot.SMALL), plot.SMALL)
        claim = letters.fit(mark.claim, gutter, plot.BOLD, bold=True)
        first.append({"x": x, "y": level - 2, "text": claim, "colour": place.colour, "href": f"#{mark.id}"})
        second.append({"x": x, "y": level + 14, "text": voice + rest})
    return [plot.text(first, plot.BOLD, bold=True), plot.text(second, plot.SMALL)]


def _key(members: list[Mark]) -> list[tuple[str, str]]:
    statuses = {mark.status for mark in members}
    entries = [(status, status or "status not said") for status in plot.SHAPES if status in statuses]
    used = {
        "up": ("at least, no upper limit given", any(mark.high is None for mark in members)),
        "down": ("at most, no lower limit given", any(mark.low is None for mark in members)),
        "range": ("range", any(None not in (mark.low, mark.high) and mark.low != mark.high for mark in members)),
        "span": ("days the text allows", any(mark.earliest and mark.earliest != mark.latest for mark in members)),
        "open": ("no earliest day given", any(mark.earliest is None for mark in members)),
    }
    return entries + [(sign, said) for sign, (said, is_used) in used.items() if is_used]
