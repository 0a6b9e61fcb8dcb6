"""Draw a spec for print by matplotlib: the same marks in the same places, dark on white, the same bytes every time.

Only the marks that `drawing.plot` makes are known: texts, lines, boxes and points at px, and points on scales.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from claimline.show.drawing import letters, plot, theme
from claimline.show.words import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet
    from matplotlib.path import Path

#: Inches that the width of a wide drawing takes on paper, and points to one of its px: 13 px are 8 pt.
_INCHES = 7.2
_POINT = _INCHES * 72 / plot.WIDE
_TITLE, _LINE = 22, 16.5
_SETTINGS: Any = {
    "font.family": ["Claimline Sans", "DejaVu Sans"],
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "claimline",
    "text.hinting": "none",
    "text.parse_math": False,
}
_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "png": {"Software": None},
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A view of a spec and where its upper left stands on the sheet, px."""

    view: Mapping[str, Any]
    x: float
    y: float

    def at(self, channel: Mapping[str, Any], value: Mapping[str, Any]) -> float:
        """Return the px on the sheet of *value* by *channel*, "x" or "y" of a layer of this view."""
        across = channel["field"] in ("x", "x2", "day")
        return (self.x if across else self.y) + self._px(channel, value[channel["field"]], across)

    def _px(self, channel: Mapping[str, Any], value: Any, across: bool) -> float:
        scale = channel.get("scale")
        if not scale:
            return float(value)
        ends = [_number(end) for end in scale["domain"]]
        number = _number(value)
        if scale.get("type") == "log":
            number, *ends = map(math.log10, (number, *ends))
        share = (number - ends[0]) / ((ends[1] - ends[0]) or 1)
        start, end = scale.get("range", (0, self.view["width"]) if across else (self.view["height"], 0))
        return float(start + share * (end - start))


def _number(value: Any) -> float:
    return date.fromisoformat(value[:10]).toordinal() if isinstance(value, str) else float(value)


def printed(spec: Mapping[str, Any], form: str) -> bytes:
    """Return *spec*, a drawing of a figure, as the bytes of an `svg`, `pdf` or `png` file.

    They depend on the spec and on matplotlib's version alone. Letters that neither the charts' font nor matplotlib's
    own has, Korean ones for instance, print as boxes in PDF and PNG. Raises ValueError for any other *form*.
    """
    if form not in _METADATA:
        raise ValueError(f"no way to print {form!r}: end the path in .svg, .pdf or .png")
    return saved(sheet(spec), form)


def sheet(spec: Mapping[str, Any]) -> Sheet:
    """Return *spec* drawn by matplotlib: one plane in px, y down. Text from the data is never read as a formula."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Sheet

    _register()
    lines = _heading(spec)
    places = list(_placed(spec, 0, sum(step for *_, step in lines) + 10))
    left, right, bottom = _bounds(places)
    places = [replace(place, x=place.x - left) for place in places]
    with rc_context(_SETTINGS):
        drawn = Sheet(figsize=((right - left) * _POINT / 72, bottom * _POINT / 72))
        axes = drawn.add_axes((0, 0, 1, 1), xlim=(0, right - left), ylim=(bottom, 0))
        axes.set_axis_off()
        y = 0.0
        for text, size, bold, step in lines:
            colour = plot.INK if bold else plot.MUTED
            _text(axes, {"x": 0, "y": y + size, "text": text, "colour": colour}, {"fontSize": size, "bold": bold})
            y += step
        for place in places:
            _view(axes, place)
    return drawn


def saved(drawn: Sheet, form: str) -> bytes:
    """Return a *drawn* sheet as the bytes of a file of the *form* svg, pdf or png."""
    from matplotlib import rc_context

    with rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        out = BytesIO()
        drawn.savefig(out, format=form, dpi=200, metadata=_METADATA[form])
    return _standing_alone(out.getvalue()) if form == "svg" else out.getvalue()


def _standing_alone(svg: bytes) -> bytes:
    """Return *svg* without its prologue, whose document type is a web address, and with fonts of one width to choose
    from where the charts' own is not at hand."""
    families = ", ".join(f"'{family}'" for family in _SETTINGS["font.family"])
    return svg[svg.index(b"<svg") :].replace(families.encode(), theme.FONT.encode())


@cache
def _register() -> None:
    from matplotlib.font_manager import fontManager

    for style in ("Regular", "Bold"):
        fontManager.addfont(letters.FONTS / f"ClaimlineSans-{style}.ttf")


# ---- where everything stands -----------------------------------------------------------------------


def _heading(spec: Mapping[str, Any]) -> list[tuple[str, float, bool, float]]:
    """Return the lines above the drawing: text, size, whether it is bold, and the px to the next one."""
    title = spec.get("title", {"text": "", "subtitle": []})
    texts = [title["text"]] if isinstance(title["text"], str) else title["text"]
    return [(text, 17, True, _TITLE) for text in texts if text] + [
        (text, plot.SMALL, False, _LINE) for text in title["subtitle"]
    ]


def _placed(spec: Mapping[str, Any], x: float, y: float) -> Iterator[_Place]:
    """Yield the views of *spec* with their places: under one another or side by side, as far apart as it says."""
    for key, side in (("vconcat", "height"), ("hconcat", "width")):
        for view in spec.get(key, ()):
            yield from _placed(view, x, y)
            step = _extent(view, side) + spec.get("spacing", 0)
            x, y = (x, y + step) if key == "vconcat" else (x + step, y)
    if "layer" in spec:
        yield _Place(spec, x, y)


def _extent(spec: Mapping[str, Any], side: str) -> float:
    if side in spec:
        return float(spec[side])
    along = {"vconcat": "height", "hconcat": "width"}
    key = next(key for key in along if key in spec)
    sizes = [_extent(view, side) for view in spec[key]]
    return sum(sizes) + spec.get("spacing", 0) * (len(sizes) - 1) if along[key] == side else max(sizes)


def _bounds(places: list[_Place]) -> tuple[float, float, float]:
    """Return left, right and bottom of it all, which the invisible first box of each view says."""
    boxes = [(place, place.view["layer"][0]["data"]["values"][0]) for place in places]
    left = min(place.x + min(box["x"], 0) for place, box in boxes)
    right = max(place.x + max(box["x2"], place.view["width"]) for place, box in boxes)
    return left, right, max(place.y + max(box["y2"], place.view["height"]) for place, box in boxes)


# ---- marks -----------------------------------------------------------------------------------------


def _view(axes: Axes, place: _Place) -> None:
    for layer in place.view["layer"]:
        _axis_lines(axes, place, layer)
    for order, layer in enumerate(place.view["layer"], 2):
        mark, encoding = {**layer["mark"], "order": order}, layer["encoding"]
        if mark.get("opacity") == 0:
            continue
        for value in layer["data"]["values"]:
            drawn = {**value, "x": place.at(encoding["x"], value), "y": place.at(encoding["y"], value)}
            drawn |= {end: place.at(encoding[end], value) for end in ("x2", "y2") if end in encoding}
            drawn["colour"] = value.get("colour") or encoding.get("color", {}).get("value")
            _MARKS[mark["type"]](axes, drawn, mark)


def _text(axes: Axes, value: Mapping[str, Any], mark: Mapping[str, Any]) -> None:
    bold = mark.get("bold") or mark.get("fontWeight") == "bold"
    look: Any = {"fontsize": mark["fontSize"] * _POINT, "fontweight": "bold" if bold else "normal", **_order(mark)}
    align = mark.get("align", "left")
    axes.text(value["x"], value["y"], value["text"], color=value["colour"], ha=align, va="baseline", **look)


def _rule(axes: Axes, value: Mapping[str, Any], mark: Mapping[str, Any]) -> None:
    width = mark["strokeWidth"] * _POINT
    look: Any = {"linewidth": width, "alpha": value.get("opacity", mark.get("opacity", 1)), "solid_capstyle": "butt"}
    look |= _order(mark)
    if "strokeDash" in mark:
        dash = [length / mark["strokeWidth"] for length in mark["strokeDash"]]
        look |= {"linestyle": (0, tuple(dash)), "dash_capstyle": "butt"}
    axes.plot([value["x"], value["x2"]], [value["y"], value["y2"]], color=value["colour"], **look)


def _rect(axes: Axes, value: Mapping[str, Any], mark: Mapping[str, Any]) -> None:
    from matplotlib.patches import Rectangle

    size = value["x2"] - value["x"], value["y2"] - value["y"]
    axes.add_patch(
        Rectangle((value["x"], value["y"]), *size, color=value["colour"], alpha=mark["opacity"], linewidth=0)
    )


def _point(axes: Axes, value: Mapping[str, Any], mark: Mapping[str, Any]) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from numpy import asarray

    shape, radius = _shape(value["shape"]), math.sqrt(mark["size"]) / 2
    at = asarray(shape.vertices) * radius + (value["x"] + mark.get("xOffset", 0), value["y"])
    look: Any = {"facecolor": value["fill"], "edgecolor": value["colour"], "linewidth": mark["strokeWidth"] * _POINT}
    axes.add_patch(PathPatch(Path(at, shape.codes), **look, **_order(mark)))


def _order(mark: Mapping[str, Any]) -> dict[str, Any]:
    """Return what lays a mark over those of the layers before it; what belongs to an axis lies under all."""
    return {"zorder": mark.get("order", 1)}


_MARKS = {"text": _text, "rule": _rule, "rect": _rect, "point": _point}
_OUTLINES = {
    "square": "M-1,-1L1,-1L1,1L-1,1Z",
    "diamond": "M0,-1L1,0L0,1L-1,0Z",
    "cross": "M-1,-.4L-.4,-.4L-.4,-1L.4,-1L.4,-.4L1,-.4L1,.4L.4,.4L.4,1L-.4,1L-.4,.4L-1,.4Z",
    "triangle-up": "M0,-.87L-1,.87L1,.87Z",
    "triangle-down": "M0,.87L-1,-.87L1,-.87Z",
    "triangle-right": "M.87,0L-.87,-1L-.87,1Z",
    "triangle-left": "M-.87,0L.87,-1L.87,1Z",
}


@cache
def _shape(name: str) -> Path:
    """Return the outline of a shape by its *name*, or as drawn by its own strokes, in a box from -1 to 1, y down."""
    from matplotlib.path import Path

    if name == "circle":
        return Path.unit_circle()
    points, codes = [], []
    for step, x, y in re.findall(r"([MLZ])(?:(-?[0-9.]+),(-?[0-9.]+))?", _OUTLINES.get(name, name)):
        points.append((float(x or 0), float(y or 0)))
        codes.append({"M": Path.MOVETO, "L": Path.LINETO, "Z": Path.CLOSEPOLY}[step])
    return Path(points, codes)


# ---- axes ------------------------------------------------------------------------------------------


def _axis_lines(axes: Axes, place: _Place, layer: Mapping[str, Any]) -> None:
    """Draw the axes that the first layer of a view which is on scales carries."""
    carriers = [one for one in place.view["layer"] if "axis" in one["encoding"].get("x", {})]
    if not carriers or layer is not carriers[0]:
        return
    encoding = layer["encoding"]
    if "axis" in encoding["y"]:
        _levels(axes, place, encoding["y"])
    _days(axes, place, encoding["x"])


def _levels(axes: Axes, place: _Place, channel: Mapping[str, Any]) -> None:
    right = place.x + place.view["width"]
    for level in channel["axis"]["values"]:
        y = place.at(channel, {"value": level})
        _rule(axes, {"x": place.x, "x2": right, "y": y, "y2": y, "colour": theme.light("grid")}, {"strokeWidth": 1})
        words = {"x": place.x - 8, "y": y + 4.5, "text": wording.number(level), "colour": plot.MUTED}
        _text(axes, words, {"fontSize": plot.SMALL, "align": "right"})


def _days(axes: Axes, place: _Place, channel: Mapping[str, Any]) -> None:
    top = channel["axis"].get("orient") == "top"
    foot, way = (place.y, -1) if top else (place.y + place.view["height"], 1)
    start, end = channel["scale"].get("range", (0, place.view["width"]))
    line = {"y": foot, "y2": foot, "colour": plot.RULE}
    _rule(axes, {**line, "x": place.x + start, "x2": place.x + end}, {"strokeWidth": 1})
    for day in channel["axis"]["values"]:
        x = place.at(channel, {"day": day})
        _rule(axes, {**line, "x": x, "x2": x, "y2": foot + 5 * way}, {"strokeWidth": 1})
        text = wording.tick(date.fromisoformat(day[:10]), channel["axis"]["format"])
        half = letters.width(text, plot.SMALL) / 2
        centre = min(max(x, place.x + half - 4), place.x + place.view["width"] + 10 - half)
        words = {"x": centre, "y": foot - 9 if top else foot + 18, "text": text, "colour": plot.MUTED}
        _text(axes, words, {"fontSize": plot.SMALL, "align": "center"})
