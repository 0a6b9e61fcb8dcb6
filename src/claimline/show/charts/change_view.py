"""The drawing of the change strip: rows of changes, each a tick, an arrow and a mark with their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimline.show.changes import Change
from claimline.show.drawing import letters, plot
from claimline.show.drawing.letters import plain
from claimline.show.words import wording

_HEADING, _LINE, _APART = 32, 17, 12
_LANE = 84
#: Room for tick and mark to the left of the words of a narrow strip.
_INDENT = 24


@dataclass(frozen=True, slots=True)
class _Row:
    """A change and the lines of its words, with the px of its top, and of its tick and its mark from there."""

    change: Change
    before: list[str]
    after: list[str]
    top: float
    tick: float
    mark: float
    height: float

    @property
    def both(self) -> bool:
        return bool(self.before and self.after)


def linked(one: Change) -> bool:
    """Return whether the changed row has evidence in the new extract: a withdrawn one has none."""
    return one.kind != "gone"


def wide_view(shown: Mapping[str, Sequence[Change]]) -> plot.Spec:
    """Return the strip across, by heading: before to the left, now to the right, the arrow between them."""
    middle, half = plot.WIDE / 2, _LANE / 2
    headings, rows, height = _placed(shown, middle - half - 10, across=True)
    left, right = middle - half + 8, middle + half - 8
    before = [text for row in rows for text in _lines(row.before, left - 18, row.top, row.height)]
    after = [
        {**text, "href": f"#{row.change.id}"}
        for row in rows
        for text in _lines(row.after, right + 18, row.top, row.height)
    ]
    strokes = [_stroke(left, left, row.tick - 8, row.tick + 8) for row in rows if row.before]
    strokes += [_stroke(left + 4, right - 16, row.tick, row.tick) for row in rows if row.both]
    layers = [
        plot.extent(0, 0, plot.WIDE, height),
        plot.text(headings, plot.BOLD, bold=True, colour=plot.INK),
        plot.text(before, plot.TEXT, align="right"),
        plot.text(after, plot.TEXT, colour=plot.INK),
        plot.lines(strokes, 2.4),
        plot.points([_head(right - 15, row.tick, "triangle-right") for row in rows if row.both], 60, 0),
        plot.points([{"x": right, "y": row.mark, **_look(row.change)} for row in rows if row.after]),
    ]
    return plot.view(plot.WIDE, height, layers)


def narrow_view(shown: Mapping[str, Sequence[Change]]) -> plot.Spec:
    """Return the strip down, by heading: before above now, the arrow from the one to the other to the left of them."""
    headings, rows, height = _placed(shown, plot.NARROW - _INDENT, across=False)
    before = [text for row in rows for text in _lines(row.before, _INDENT, row.tick - 9, len(row.before) * _LINE)]
    after = [text for row in rows for text in _lines(row.after, _INDENT, row.mark - 9, len(row.after) * _LINE)]
    strokes = [_stroke(1, 15, row.tick, row.tick) for row in rows if row.before]
    strokes += [_stroke(8, 8, row.tick, row.mark - 12) for row in rows if row.both]
    layers = [
        plot.extent(0, 0, plot.NARROW, height),
        plot.text(headings, plot.BOLD, bold=True, colour=plot.INK),
        plot.text(before, plot.TEXT),
        plot.text(after, plot.TEXT, colour=plot.INK),
        plot.lines(strokes, 2.4),
        plot.points([_head(8, row.mark - 12, "triangle-down") for row in rows if row.both], 50, 0),
        plot.points([{"x": 8, "y": row.mark, **_look(row.change)} for row in rows if row.after], 90, 2.2),
        plot.bars([_hit(row) for row in rows if linked(row.change)], 0),
    ]
    return plot.view(plot.NARROW, height, layers)


def _placed(
    shown: Mapping[str, Sequence[Change]], room: float, *, across: bool
) -> tuple[list[dict[str, Any]], list[_Row], float]:
    """Return the headings, the rows with *room* px for the words of each side, and the height of it all."""
    headings, rows, y = [], [], 0.0
    for heading, members in shown.items():
        headings.append({"x": 0, "y": y + 18, "text": heading})
        y += _HEADING
        for one in members:
            rows.append(_row(one, room, y, across=across))
            y += rows[-1].height + _APART
    return headings, rows, max(y, 1)


def _row(one: Change, room: float, top: float, *, across: bool) -> _Row:
    before, after = (
        letters.folded(plain(side), room, plot.TEXT, 2 if across else 3) for side in (one.before, one.after)
    )
    sides = len(before) * _LINE, len(after) * _LINE
    if across:
        middle = top + max(sides) / 2
        return _Row(one, before, after, top, middle, middle, max(sides))
    gap = 5 if before and after else 0
    return _Row(one, before, after, top, top + 9, top + sides[0] + gap + 9, sum(sides) + gap)


def _lines(lines: Sequence[str], x: float, top: float, height: float) -> list[dict[str, Any]]:
    """Return *lines* of text from *x*, in the middle of *height* px below *top*."""
    first = top + height / 2 + 4.5 - (len(lines) - 1) * _LINE / 2
    return [{"x": x, "y": first + number * _LINE, "text": line} for number, line in enumerate(lines)]


def _hit(row: _Row) -> dict[str, Any]:
    """Return the box that is the row's link: the whole row, so that a finger finds it."""
    ends = {"x": 0, "x2": plot.NARROW, "y": row.top, "y2": row.top + row.height}
    return {**ends, "colour": plot.BG, "href": f"#{row.change.id}"}


def _head(x: float, y: float, shape: str) -> dict[str, Any]:
    return {"x": x, "y": y, "shape": shape, "fill": plot.MUTED, "colour": plot.MUTED}


def _stroke(x: float, x2: float, y: float, y2: float) -> dict[str, Any]:
    return {"x": x, "x2": x2, "y": y, "y2": y2, "colour": plot.MUTED}


def _look(one: Change) -> plot.Spec:
    return plot.glyph(wording.DENIED if one.kind == "contested" else "happened", plot.INK)
