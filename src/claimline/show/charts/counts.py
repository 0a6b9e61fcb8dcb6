"""Bars that count rows: so many of so many, never a percentage. Pure: counts in, a figure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claimline.show.charts.figures import Figure
from claimline.show.drawing import letters, plot
from claimline.show.words import wording

_ROW, _HEADING, _BAR = 28, 32, 8
_ENCODINGS = {"bar": "how many rows, of the whole that the pale bar stands for", "group": "what is asked of the rows"}


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of `total` a `label` holds for. `first` is the id of the first that a page shows, or None."""

    group: str
    label: str
    number: int
    total: int
    first: str | None = None

    @property
    def said(self) -> str:
        """The count in words."""
        return f"{self.number:,} of {self.total:,}"


def counted(name: str, title: str, counts: Sequence[Count]) -> Figure:
    """Return *counts* as bars in groups, under *title*; a bar links to the first row that it counts."""
    shown = [one for one in counts if one.total]
    subtitle = "Each bar counts rows; the pale part is the whole." if shown else "Nothing to draw."
    heading = (title, subtitle, "")
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note="",
        alt=wording.alternative(f"{title}.", [f"{one.label}: {one.said}" for one in shown]),
        wide=plot.sheet([_view(shown, plot.WIDE)], plot.WIDE, *heading),
        narrow=plot.sheet([_view(shown, plot.NARROW)], plot.NARROW, *heading),
        rows=tuple(_table_row(one) for one in shown),
        digest="\n".join([title, *(f"{one.group} | {one.label} | {one.said} | {one.first or '-'}" for one in shown)]),
        tooltips={one.first: f"{one.label}: {one.said}" for one in reversed(shown) if one.first},
        encodings=_ENCODINGS,
    )


def _table_row(one: Count) -> dict[str, Any]:
    return {
        "id": one.first,
        "group": one.group,
        "what": one.label,
        "rows": one.number,
        "of": one.total,
        "drawn": True,
    }


def _view(shown: Sequence[Count], width: float) -> plot.Spec:
    """Return the bars on *width* px: below 500 px each has its words above it."""
    if not shown:
        return plot.nothing(width)
    beside = max(letters.width(one.label, plot.TEXT) for one in shown) + 14 if width > 500 else 0
    count = max(letters.width(one.said, plot.TEXT, bold=True) for one in shown)
    room = min(width - beside - count - 12, 360)
    headings, words, whole, parts, counts, y = [], [], [], [], [], 0.0
    group = None
    for one in shown:
        if one.group != group:
            group = one.group
            headings.append({"x": 0, "y": y + 18, "text": letters.fit(group, width, plot.BOLD, bold=True)})
            y += _HEADING
        y += 0 if beside else 18
        words.append(_words(one, beside - 12 if beside else 0, y + 13 if beside else y - 3, width))
        at = {"x": beside, "y": y + 8 - _BAR / 2, "y2": y + 8 + _BAR / 2}
        whole.append({**at, "x2": beside + room, "colour": plot.GRID})
        link = {"href": f"#{one.first}"} if one.first else {}
        parts.append({**at, "x2": beside + room * one.number / one.total, "colour": plot.MUTED, **link})
        counts.append({"x": beside + room + 10, "y": y + 13, "text": one.said})
        y += _ROW
    layers = [
        plot.extent(0, 0, width, y),
        plot.text(headings, plot.BOLD, bold=True, colour=plot.INK),
        plot.text(words, plot.TEXT, align="right" if beside else "left", colour=plot.INK),
        plot.bars(whole),
        plot.bars([part for part in parts if "href" in part]),
        plot.bars([part for part in parts if "href" not in part]),
        plot.text(counts, plot.TEXT, bold=True, colour=plot.INK),
    ]
    return plot.view(width, y, layers)


def _words(one: Count, x: float, y: float, width: float) -> dict[str, Any]:
    return {"x": x, "y": y, "text": letters.fit(one.label, width, plot.TEXT)}
