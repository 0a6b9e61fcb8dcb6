"""The stance ladder on a narrow page: one row for each statement, rungs across, a line from the rung before."""

from __future__ import annotations

from collections import Counter
from datetime import date

from claimline.show.charts.marks import quoted
from claimline.show.charts.statements import Statement, moved
from claimline.show.drawing import letters, plot, theme

_ROW = 74
_LINE = 16


def narrow_views(shown: list[Statement], labels: list[str], before: dict[str, Statement]) -> list[plot.Spec]:
    """Return the key and the view of *shown* statements, by actor and then by day, over all rungs, called *labels*."""
    if not shown:
        return [plot.nothing(plot.NARROW)]
    width = plot.NARROW
    column = width / len(labels)
    xs = [column * (rung + 0.5) for rung in range(len(labels))]
    head, names = _head(labels, xs, column)
    rows = [(one, head + index * _ROW) for index, one in enumerate(_by_actor(shown))]
    height = head + len(rows) * _ROW
    layers = [
        plot.extent(0, 0, width, height),
        plot.text(names, plot.SMALL, align="center"),
        plot.lines([_line(x, y + 42, x, y + 66, plot.GRID) for _, y in rows for x in xs], 1),
        plot.lines([_line(x, _under(labels, index, column), x, head - 2, plot.GRID) for index, x in enumerate(xs)], 1),
        *_moves(rows, before, xs),
        plot.points([_point(one, y, xs) for one, y in rows]),
        plot.text([_label(one, y) for one, y in rows], plot.TEXT, bold=True),
        plot.text([_days(one, y) for one, y in rows], plot.SMALL, align="right"),
        plot.text([_quote(one, y) for one, y in rows], plot.SMALL),
        plot.bars([_hit(one, y) for one, y in rows], 0),
    ]
    key = [("happened", "stated flatly"), ("planned", "hedged")]
    return [plot.key(key, 0, width), plot.view(width, height, layers)]


def _by_actor(shown: list[Statement]) -> list[Statement]:
    counts = Counter(one.actor for one in shown)
    return sorted(shown, key=lambda one: (-counts[one.actor], one.actor, one.day or date.max, one.id))


def _head(labels: list[str], xs: list[float], column: float) -> tuple[float, list[plot.Spec]]:
    """Return the height of the head and its texts: rungs in two tiers, so that each has two columns of room."""
    names = []
    tier = _tier(labels, column)
    for index, x in enumerate(xs):
        for number, line in enumerate(_lines(labels, index, column)):
            half = letters.width(line, plot.SMALL) / 2
            at = min(max(x, half), plot.NARROW - half)
            names.append({"x": at, "y": 12 + number * _LINE + (tier if index % 2 else 0), "text": line})
    return tier + _tier(labels, column, 1) + 4, names


def _tier(labels: list[str], column: float, first: int = 0) -> float:
    """Return the height of the upper tier (*first* 0) or of the lower one (1)."""
    return max((len(_lines(labels, index, column)) for index in range(first, len(labels), 2)), default=0) * _LINE + 4


def _lines(labels: list[str], index: int, column: float) -> list[str]:
    """Return the lines of a rung's name; the first and last have less room, as they may not hang over the edge."""
    edge = index in (0, len(labels) - 1)
    return letters.wrap(labels[index], (1.5 if edge else 2) * column - 8, plot.SMALL)


def _under(labels: list[str], index: int, column: float) -> float:
    """Return the px below the name of a rung, from where its line runs down."""
    return len(_lines(labels, index, column)) * _LINE + 2 + (_tier(labels, column) if index % 2 else 0)


def _line(x: float, y: float, x2: float, y2: float, colour: str) -> plot.Spec:
    return {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour}


def _moves(rows: list[tuple[Statement, float]], before: dict[str, Statement], xs: list[float]) -> list[plot.Spec]:
    lines, dots = [], []
    for one, y in rows:
        old = before.get(one.id)
        if old is None or old.rung is None or one.rung is None or not moved(one, old):
            continue
        colour = theme.light(one.token)
        lines.append(_line(xs[old.rung], y + 54, xs[one.rung], y + 54, colour))
        dots.append({"x": xs[old.rung], "y": y + 54, **plot.glyph("happened", colour)})
    return [plot.lines(lines, 2.5), plot.points(dots, 40, 0)]


def _point(one: Statement, y: float, xs: list[float]) -> plot.Spec:
    look = plot.glyph("planned" if one.hedged else "happened", theme.light(one.token))
    return {"x": xs[one.rung or 0], "y": y + 54, **look}


def _label(one: Statement, y: float) -> plot.Spec:
    room = plot.NARROW - letters.width(one.days(years=False), plot.SMALL) - 10
    said = letters.fit(f"{one.actor}: {one.level}", room, plot.TEXT, bold=True)
    return {"x": 0, "y": y + 15, "text": said, "colour": theme.light(one.token)}


def _quote(one: Statement, y: float) -> plot.Spec:
    return {"x": 0, "y": y + 32, "text": letters.fit(quoted(one.row, 90), plot.NARROW, plot.SMALL)}


def _days(one: Statement, y: float) -> plot.Spec:
    return {"x": plot.NARROW, "y": y + 15, "text": one.days(years=False)}


def _hit(one: Statement, y: float) -> plot.Spec:
    """Return the box that is the row's link: the whole row, so that a finger finds it."""
    said = {"actor": one.actor, "level": one.level, "rung": one.rung, "said": one.days()}
    box = {"x": 0, "x2": plot.NARROW, "y": y + 1, "y2": y + 68, "colour": plot.BG}
    return {**box, "href": f"#{one.id}", **said}
