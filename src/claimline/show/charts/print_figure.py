"""The print figure: figures over time by matplotlib, dark on white, the same bytes every time."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from claimline.show.charts.figures import MIME, Figure
from claimline.show.charts.figures_over_time import figures_over_time, shown_panels
from claimline.show.charts.marks import Mark, Row, records, telling
from claimline.show.charts.panel import MOST_LABELS, Panel, Place, levels_of, reach
from claimline.show.drawing import letters, theme, ticks
from claimline.show.drawing.gutter import dodged
from claimline.show.words import wording

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

_POINTS = 72  # to the inch
_WIDTH, _LEFT, _RIGHT = 7.2, 0.95, 2.45
#: Room for a label, in points of the charts' font: matplotlib's own is about a sixth wider.
_LABEL = 131
_MARKERS = {"happened": "o", "under way": "D", "planned": "o", "denied": "x", "": "s"}


@dataclass(frozen=True)
class PrintFigure:
    """Figures over time as vector graphics for print. What it says is its `figure`'s, and so is its digest."""

    figure: Figure
    svg: bytes
    pdf: bytes
    png: bytes

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        picture = base64.b64encode(self.svg).decode("ascii")
        source = f"data:image/svg+xml;base64,{picture}"
        image = f'<img class="claimline-print" alt="{escape(self.figure.alt)}" src="{source}">'
        return {"text/plain": self.figure.digest, "text/html": image, MIME: self.figure.bundle}


def print_figure(
    frame: pandas.DataFrame | Iterable[Row],
    *,
    measures: Sequence[str] | None = None,
    name: str = "figures-over-time-print",
) -> PrintFigure:
    """Return figures over time for print as SVG, PDF and PNG: no links, no key, every mark labelled or in the table.

    The bytes depend on the rows and on matplotlib's version alone: no clock, no random ids, and no font but the one
    that comes with it. Text from the data is never read as a formula.
    """
    rows = records(frame)
    figure = figures_over_time(rows, measures=measures, name=name)
    panels = shown_panels(rows, measures)
    return PrintFigure(figure, *(_drawn(figure, panels, form) for form in ("svg", "pdf", "png")))


_SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "claimline",
    "text.parse_math": False,
}
_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "png": {"Software": None},
}


def _drawn(figure: Figure, panels: dict[str, list[Mark]], form: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    lowest = 2.4 if len(panels) == 1 else 1.7
    heights = [max(lowest, 0.36 * min(len(members), MOST_LABELS) + 0.3) for members in panels.values()]
    lines = letters.wrap(figure.title, _WIDTH * 58, 10.5, bold=True)
    head = 0.55 + 0.17 * len(lines)
    foot = textwrap.wrap(figure.note, 110)
    total = sum(heights) + 0.62 * len(heights) + head + 0.15 * len(foot)
    known = [day for members in panels.values() for mark in members for day in (mark.earliest, mark.latest) if day]
    open_start = any(mark.earliest is None for members in panels.values() for mark in members)
    first, last = ticks.span(known, open_start=open_start) if known else (date.min, date.max)
    with rc_context(_SETTINGS):
        canvas = Canvas(figsize=(_WIDTH, total))
        canvas.text(
            0.02, 1 - 0.1 / total, "\n".join(lines), va="top", fontsize=10.5, fontweight="bold", color=_ink("ink")
        )
        canvas.text(
            0.02, 1 - (0.18 + 0.17 * len(lines)) / total, figure.subtitle, va="top", fontsize=8, color=_ink("muted")
        )
        canvas.text(0.02, 0.08 / total, "\n".join(foot), va="bottom", fontsize=7.5, color=_ink("muted"))
        top = total - head - 0.12
        for (name, members), height in zip(panels.items(), heights, strict=True):
            box = (_LEFT / _WIDTH, (top - height) / total, (_WIDTH - _LEFT - _RIGHT) / _WIDTH, height / total)
            width = (_WIDTH - _LEFT - _RIGHT) * _POINTS
            panel = Panel(name, members, first, last, 0, width, height * _POINTS, levels_of(members, 5))
            _panel(canvas.add_axes(box), panel, headed=len(panels) > 1)
            top -= height + 0.62
        out = BytesIO()
        canvas.savefig(out, format=form, dpi=200, metadata=_METADATA[form])
    drawn = out.getvalue()
    # Without the prologue, whose document type is a web address.
    return drawn[drawn.index(b"<svg") :] if form == "svg" else drawn


def _ink(token: str) -> str:
    return theme.light(token)


def _panel(axes: Axes, panel: Panel, *, headed: bool) -> None:
    _axes(axes, panel)
    if headed:
        axes.set_title(panel.name, loc="left", fontsize=8.5, fontweight="bold", color=_ink("ink"), pad=6)
    places = panel.places()
    for place in places:
        _mark(axes, panel, place)
        _arrow(axes, place, 0 if _bounded(place.mark) else place.y - reach(panel, place, places, _way(place.mark)))
    labelled = telling(panel.members, MOST_LABELS)
    levels = dodged([panel.y(mark.value) for mark in labelled], 25, 8, panel.height - 8)
    for mark, level in zip(labelled, levels, strict=True):
        _label(axes, panel, mark, 1 - level / panel.height)


def _bounded(mark: Mark) -> bool:
    return mark.low is not None and mark.high is not None


def _way(mark: Mark) -> int:
    return -1 if mark.high is None else 1


def _axes(axes: Axes, panel: Panel) -> None:
    days, form = ticks.days(panel.first, panel.last, 330)
    axes.set_yscale("log" if panel.logarithmic(panel.members) else "linear")
    axes.set_xlim(panel.first.toordinal(), panel.last.toordinal())
    axes.set_ylim(panel.levels[0], panel.levels[-1])
    axes.set_xticks([day.toordinal() for day in days], [wording.tick(day, form) for day in days])
    axes.set_yticks(panel.levels, [wording.number(level) for level in panel.levels])
    axes.minorticks_off()
    axes.tick_params(length=0, labelcolor=_ink("muted"), pad=5)
    axes.grid(axis="y", color=_ink("grid"), linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(_ink("rule"))


def _mark(axes: Axes, panel: Panel, place: Place) -> None:
    """Draw the line of days, the range and the point of one mark; an open start is dotted."""
    mark, colour = place.mark, _ink(place.mark.token)
    x = (mark.day or panel.last).toordinal()
    start = (mark.earliest or panel.first).toordinal()
    end = x if mark.latest else panel.last.toordinal()
    style = "-" if mark.earliest else ":"
    axes.plot([start, end], [mark.value] * 2, color=colour, alpha=0.55, linewidth=1.5, linestyle=style)
    if mark.earliest and mark.earliest != mark.day:
        axes.plot([start], [mark.value], marker="|", markersize=7, color=colour)
    if _bounded(mark):
        axes.plot([x, x], [mark.low or 0, mark.high or 0], color=colour, alpha=0.4, linewidth=3)
    face = "white" if mark.status == "planned" else colour
    look: Any = {"marker": _MARKERS[mark.status], "markersize": 6.5, "markeredgewidth": 1.5, "clip_on": False}
    axes.plot([x], [mark.value], color=colour, markerfacecolor=face, linestyle="none", **look)


def _arrow(axes: Axes, place: Place, length: float) -> None:
    """Draw the arrow of an open bound, *length* points up (negative: down) from the mark."""
    if length:
        colour = _ink(place.mark.token)
        arrow = {"arrowstyle": "<|-", "color": colour, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
        x = (place.mark.day or date.max).toordinal()
        axes.annotate("", (x, place.mark.value), (0, length), textcoords="offset points", arrowprops=arrow)


def _label(axes: Axes, panel: Panel, mark: Mark, level: float) -> None:
    """Write figure, status, voice and days beside the panel, at *level* (0 to 1), with a dotted leader."""
    words: Any = {"xycoords": "axes fraction", "textcoords": "offset points", "annotation_clip": False}
    claim = letters.fit(mark.claim, _LABEL, 8.5, bold=True)
    axes.annotate(claim, (1, level), (14, 1), fontweight="bold", fontsize=8.5, color=_ink(mark.token), **words)
    days = f", {mark.days(years=panel.first.year != panel.last.year)}"
    said = letters.fit(mark.voice, _LABEL - letters.width(days, 7.5), 7.5) + days
    axes.annotate(said, (1, level), (14, -9), fontsize=7.5, color=_ink("muted"), **words)
    line: Any = {"color": _ink("rule"), "linewidth": 0.6, "linestyle": ":", "clip_on": False}
    axes.plot([1, 1.035], [panel.share(mark.value), level], transform=axes.transAxes, **line)
    axes.plot(
        [(mark.day or panel.last).toordinal() + 0.5, panel.last.toordinal()], [mark.value] * 2, zorder=0.9, **line
    )
