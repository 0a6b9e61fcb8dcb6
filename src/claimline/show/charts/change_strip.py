"""The change strip: what was said before as a tick, what is said now as a mark, and an arrow from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimline.show.changes import Change
from claimline.show.charts.figures import Figure
from claimline.show.drawing import letters, plot
from claimline.show.drawing.letters import plain
from claimline.show.words import phrases, wording

#: More changes of one kind than this are left to the table.
MOST_CHANGES = 8
#: What each kind of change is called in a title and above its rows, in the order of the strip.
_KINDS = {
    "added": ("new", "New"),
    "revised": ("revised", "Revised"),
    "moved": ("moved", "Moved to another level"),
    "gone": ("withdrawn", "Withdrawn"),
    "contested": ("newly contested", "Newly contested"),
}
_ENCODINGS = {
    "tick": "what was said before",
    "mark": "what is said now; a cross: newly contested",
    "arrow": "from the one to the other; its length means nothing",
    "group": "what kind of change it is",
}
_LANE, _HEADING, _LINE = 84, 32, 17
Places = list[tuple[Change, float]]
Values = list[dict[str, Any]]


def change_strip(changes: Iterable[Change], *, name: str = "change-strip") -> Figure:
    """Return *changes*, as `show.changes` finds them between two extracts, by kind: before, an arrow, and now.

    *name* is the figure's id on its page. A withdrawn row has no evidence in the new extract, and so no link.
    """
    everything = list(changes)
    kinds = {kind: [one for one in everything if one.kind == kind] for kind in _KINDS}
    shown = {kind: members[:MOST_CHANGES] for kind, members in kinds.items() if members}
    drawn = [one for members in shown.values() for one in members]
    title, note = _title(kinds), _note(everything, drawn)
    subtitle = "Before as a tick, now as a mark; the arrow's length means nothing." if drawn else "Nothing to draw."
    heading = (title, subtitle, note)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note=note,
        alt=wording.alternative(f"{title}.", [_spoken(one) for one in drawn]),
        wide=plot.sheet([_wide(shown) if drawn else plot.nothing(plot.WIDE)], plot.WIDE, *heading),
        narrow=plot.sheet([_narrow(shown) if drawn else plot.nothing(plot.NARROW)], plot.NARROW, *heading),
        rows=tuple(_table_row(one, one in drawn) for one in everything),
        digest="\n".join([title, *(f"{one.kind} | {_spoken(one)} | {one.id}" for one in drawn), note]).strip(),
        tooltips={one.id: _spoken(one) for one in drawn if _linked(one)},
        encodings=_ENCODINGS,
    )


def _linked(one: Change) -> bool:
    return one.kind != "gone"


def _title(kinds: dict[str, list[Change]]) -> str:
    counts = [f"{wording.numeral(len(members))} {_KINDS[kind][0]}" for kind, members in kinds.items() if members]
    if not counts:
        return "Nothing changed since the last report"
    said = phrases.listed(counts)
    return wording.title(f"{said} since the last report", said, wording.sentence(", ".join(counts)))


def _note(everything: list[Change], drawn: list[Change]) -> str:
    left = len(everything) - len(drawn)
    return f"Not drawn: {wording.count(left, 'further change')}. The table has them all." if left else ""


def _spoken(one: Change) -> str:
    parts = [plain(part) for part in (one.before, one.after) if part]
    return f"{_KINDS[one.kind][0]}: {', now '.join(parts)}"


def _table_row(one: Change, drawn: bool) -> dict[str, Any]:
    return {
        "id": one.id if _linked(one) else None,
        "change": _KINDS[one.kind][0],
        "table": one.table,
        "before": plain(one.before) or None,
        "now": plain(one.after) or None,
        "drawn": drawn,
    }


# ---- drawing ---------------------------------------------------------------------------------------


def _wide(shown: dict[str, list[Change]]) -> plot.Spec:
    """Return the strip across: before to the left, now to the right, the arrow from one to the other between them."""
    room, middle = (plot.WIDE - _LANE) / 2 - 10, plot.WIDE / 2
    titles: Values = []
    words: tuple[Values, Values] = ([], [])
    places: tuple[Places, Places] = ([], [])
    y = 0.0
    for kind, members in shown.items():
        titles.append({"x": 0, "y": y + 18, "text": _heading(kind, members)})
        y += _HEADING
        for one in members:
            sides = [letters.folded(plain(text), room, plot.TEXT, 2) for text in (one.before, one.after)]
            height = max(map(len, sides)) * _LINE
            for number, x in enumerate((middle - _LANE / 2 - 10, middle + _LANE / 2 + 10)):
                link = {"href": f"#{one.id}"} if number else {}
                words[number].extend(_lines(sides[number], x, y + height / 2, link))
                places[number].extend([(one, y + height / 2)] if sides[number] else [])
            y += height + 12
    left, right = middle - _LANE / 2 + 8, middle + _LANE / 2 - 8
    both = [at for one, at in places[1] if one.before]
    strokes = [_stroke(left, left, at - 8, at + 8) for _, at in places[0]]
    strokes += [_stroke(left + 4, right - 16, at, at) for at in both]
    layers = [
        plot.extent(0, 0, plot.WIDE, y),
        plot.text(titles, plot.BOLD, bold=True, colour=plot.INK),
        plot.text(words[0], plot.TEXT, align="right"),
        plot.text(words[1], plot.TEXT, colour=plot.INK),
        plot.lines(strokes, 2.4),
        plot.points([_head(right - 15, at, "triangle-right") for at in both], 60, 0),
        plot.points([{"x": right, "y": at, **_look(one)} for one, at in places[1]]),
    ]
    return plot.view(plot.WIDE, y, layers)


def _narrow(shown: dict[str, list[Change]]) -> plot.Spec:
    """Return the strip down: before above now, the arrow from the one to the other to the left of them."""
    left = 24
    titles: Values = []
    boxes: Values = []
    words: tuple[Values, Values] = ([], [])
    places: tuple[Places, Places] = ([], [])
    y = 0.0
    for kind, members in shown.items():
        titles.append({"x": 0, "y": y + 18, "text": letters.fit(_heading(kind, members), plot.NARROW, plot.BOLD)})
        y += _HEADING
        for one in members:
            top = y
            for number, text in enumerate((one.before, one.after)):
                lines = letters.folded(plain(text), plot.NARROW - left, plot.TEXT, 3)
                words[number].extend(
                    {"x": left, "y": y + 13 + at * _LINE, "text": line} for at, line in enumerate(lines)
                )
                places[number].extend([(one, y + 9)] if lines else [])
                y += len(lines) * _LINE + (5 if lines else 0)
            boxes += [_hit(one, top, y)] if _linked(one) else []
            y += 10
    starts = {one.id: at for one, at in places[0]}
    joined = [(starts[one.id], at) for one, at in places[1] if one.id in starts]
    layers = [
        plot.extent(0, 0, plot.NARROW, y),
        plot.text(titles, plot.BOLD, bold=True, colour=plot.INK),
        plot.text(words[0], plot.TEXT),
        plot.text(words[1], plot.TEXT, colour=plot.INK),
        plot.lines([_stroke(1, 15, at, at) for _, at in places[0]], 2.4),
        plot.lines([_stroke(8, 8, start, at - 12) for start, at in joined], 2.4),
        plot.points([_head(8, at - 12, "triangle-down") for _, at in joined], 50, 0),
        plot.points([{"x": 8, "y": at, **_look(one)} for one, at in places[1]], 90, 2.2),
        plot.bars(boxes, 0),
    ]
    return plot.view(plot.NARROW, y, layers)


def _heading(kind: str, members: list[Change]) -> str:
    return f"{_KINDS[kind][1]} ({len(members)})"


def _lines(lines: list[str], x: float, centre: float, link: dict[str, str]) -> Values:
    first = centre + 4.5 - (len(lines) - 1) * _LINE / 2
    return [{"x": x, "y": first + number * _LINE, "text": line, **link} for number, line in enumerate(lines)]


def _hit(one: Change, top: float, bottom: float) -> dict[str, Any]:
    """Return the box that is the row's link: the whole row, so that a finger finds it."""
    return {"x": 0, "x2": plot.NARROW, "y": top, "y2": bottom, "colour": plot.BG, "href": f"#{one.id}"}


def _head(x: float, y: float, shape: str) -> dict[str, Any]:
    return {"x": x, "y": y, "shape": shape, "fill": plot.MUTED, "colour": plot.MUTED}


def _stroke(x: float, x2: float, y: float, y2: float) -> dict[str, Any]:
    return {"x": x, "x2": x2, "y": y, "y2": y2, "colour": plot.MUTED}


def _look(one: Change) -> plot.Spec:
    return plot.glyph(wording.DENIED if one.kind == "contested" else "happened", plot.INK)
