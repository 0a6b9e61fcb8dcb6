"""The drawing of the corroboration matrix: tiles with a glyph and a word, dots where nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from claimline.show.charts.matters import WORDS, Cell, Matter, initials
from claimline.show.drawing import letters, plot, theme

_ROW, _TILE = 40, 36
_LABELS, _SIDE, _NARROWEST = 232, 108, 58
_LINE = 16
_DROP = 11.5
_GLYPHS = {
    "asserts": "circle",
    "backs": "cross",
    "partly": "cross",
    "hedges": "circle",
    "deflects": "M-1,-.2L1,-.2L1,.2L-1,.2Z",
    "disputes": "M-.8,-.8L.8,.8M-.8,.8L.8,-.8",
}
#: The left half of a disc, by straight strokes: one way to draw that every renderer reads alike.
_HALF = "M" + "L".join(f"{-sin(pi * step / 12):.3f},{-cos(pi * step / 12):.3f}" for step in range(13)) + "Z"
_HOLLOW = ("hedges", "partly")
_TINTS = {"backs": "asserts", "partly": "asserts", "cannot_confirm": "cannot-confirm", "deflects": "cannot-confirm"}
_INK = theme.light("tile-ink")


@dataclass(frozen=True, slots=True)
class _Tile:
    """A place in the matrix, `x`, `y` px of its upper left: an answer and its `word`, or None where nobody speaks.

    `others` is how many voices of the column answer beside the one whose answer is shown.
    """

    cell: Cell | None
    word: str
    others: int
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def sign(self) -> float:
        """The px of the glyph's middle: a narrow tile needs room beside it for the number of others."""
        return self.middle - (8 if self.others and self.width < _NARROWEST else 0)


def wide_views(shown: Sequence[Matter], heads: Sequence[str], parties: bool) -> list[plot.Spec]:
    """Return the matrix of *shown* matters by the columns *heads*; every tile bears its word: no key is needed."""
    if not shown:
        return [plot.nothing(plot.WIDE)]
    labels = [letters.folded(one.label, _LABELS, plot.TEXT, 2) for one in shown]
    left = max(letters.width(line, plot.TEXT) for lines in labels for line in lines) + 12
    side = min((plot.WIDE - left) / len(heads), _SIDE)
    top = max(len(letters.folded(head, side - 8, plot.SMALL, 3, bold=True)) for head in heads) * _LINE + 6
    height = top + len(shown) * _ROW
    names = [
        {"x": left - 10, "y": top + (row + 0.5) * _ROW + 4.5 + (number - (len(lines) - 1) / 2) * _LINE, "text": line}
        for row, lines in enumerate(labels)
        for number, line in enumerate(lines)
    ]
    over = [text for column, head in enumerate(heads) for text in _head(head, left + column * side, side, top)]
    tiles = [
        _tile(one, head, parties, (left + column * side + 2, top + row * _ROW + 2, side - 4))
        for row, one in enumerate(shown)
        for column, head in enumerate(heads)
    ]
    layers = [
        plot.extent(0, 0, plot.WIDE, height),
        plot.text(names, plot.TEXT, align="right", colour=plot.INK),
        plot.text(over, plot.SMALL, bold=True, align="center", colour=plot.INK),
        *_layers(tiles),
    ]
    return [plot.view(plot.WIDE, height, layers)]


def narrow_views(shown: Sequence[Matter], heads: Sequence[str], parties: bool) -> list[plot.Spec]:
    """Return the key and, for each of *shown* matters, its words above a row of tiles that bear their voice's sign."""
    if not shown:
        return [plot.nothing(plot.NARROW)]
    signs = initials(heads)
    side = min(plot.NARROW / len(heads), _NARROWEST)
    names: list[dict[str, Any]] = []
    tiles: list[_Tile] = []
    y = 0.0
    for one in shown:
        lines = letters.folded(one.label, plot.NARROW, plot.TEXT, 2, bold=True)
        names += [{"x": 0, "y": y + 14 + number * _LINE, "text": line} for number, line in enumerate(lines)]
        y += len(lines) * _LINE + 5
        for column, head in enumerate(heads):
            sign = letters.fit(signs[head], side - 6, plot.SMALL)
            tiles.append(_tile(one, head, parties, (column * side, y, side - 3), sign))
        y += _TILE + 12
    layers = [
        plot.extent(0, 0, plot.NARROW, y),
        plot.text(names, plot.TEXT, bold=True, colour=plot.INK),
        *_layers(tiles),
    ]
    return [_key(tiles), _names([(signs[head], head) for head in heads]), plot.view(plot.NARROW, y, layers)]


def _tile(one: Matter, head: str, parties: bool, at: tuple[float, float, float], sign: str = "") -> _Tile:
    """Return the tile of matter *one* in the column *head*, *at* its x, y and width; *sign* stands for its word."""
    cell = one.cells(parties).get(head)
    return _Tile(cell, sign or (WORDS[cell.answer] if cell else ""), one.others(head, parties), *at)


# ---- parts -----------------------------------------------------------------------------------------


def _head(head: str, x: float, side: float, bottom: float) -> list[dict[str, Any]]:
    lines = letters.folded(head, side - 8, plot.SMALL, 3, bold=True)
    first = bottom - 6 - (len(lines) - 1) * _LINE
    return [{"x": x + side / 2, "y": first + number * _LINE, "text": line} for number, line in enumerate(lines)]


def _layers(tiles: Sequence[_Tile]) -> list[plot.Spec]:
    spoken = [(tile, tile.cell) for tile in tiles if tile.cell]
    boxes = [_box(tile, cell) for tile, cell in spoken]
    glyphs = [part for tile, cell in spoken for part in _glyph(cell.answer, tile.sign, tile.y + _DROP)]
    asked = [_question(tile.sign, tile.y + _DROP) for tile, cell in spoken if cell.answer == "cannot_confirm"]
    words = [{"x": tile.middle, "y": tile.y + 29, "text": tile.word, "href": f"#{cell.id}"} for tile, cell in spoken]
    others = [
        {"x": tile.x + tile.width - 4, "y": tile.y + 14, "text": f"+{tile.others}"} for tile, _ in spoken if tile.others
    ]
    silent = [tile for tile in tiles if tile.cell is None]
    dots = [{"x": tile.middle, "y": tile.y + _TILE / 2, "shape": "circle"} for tile in silent]
    return [
        plot.bars(boxes),
        plot.points(glyphs, 90, 1.8),
        plot.text(asked, plot.BOLD, bold=True, align="center", colour=_INK),
        plot.text(words, plot.SMALL, align="center", colour=_INK),
        plot.text(others, plot.SMALL, align="right", colour=_INK),
        plot.points([{**dot, "fill": plot.RULE, "colour": plot.RULE} for dot in dots], 9, 0),
    ]


def _box(tile: _Tile, cell: Cell) -> dict[str, Any]:
    said = {"voice": cell.voice, "answer": WORDS[cell.answer], "quote": cell.quote}
    ends = {"x": tile.x, "x2": tile.x + tile.width, "y": tile.y, "y2": tile.y + _TILE}
    return {**ends, "colour": _tint(cell.answer), "href": f"#{cell.id}", **said}


def _tint(answer: str) -> str:
    return theme.light(f"tile-{_TINTS.get(answer, answer)}")


def _glyph(answer: str, x: float, y: float) -> list[dict[str, Any]]:
    """Return the points that make the glyph of *answer*; of the question mark, which is a letter, none."""
    if answer not in _GLYPHS:
        return []
    inside = _tint(answer) if answer in _HOLLOW else _INK
    whole = {"x": x, "y": y, "shape": _GLYPHS[answer], "fill": inside, "colour": _INK}
    return [whole, {**whole, "shape": _HALF, "fill": _INK}] if answer == "hedges" else [whole]


def _question(x: float, y: float) -> dict[str, Any]:
    return {"x": x, "y": y + 5, "text": "?"}


def _key(tiles: Sequence[_Tile]) -> plot.Spec:
    """Return the view that explains the glyphs which *tiles* bear, as small tiles of their own."""
    used = [answer for answer in WORDS if any(tile.cell and tile.cell.answer == answer for tile in tiles)]
    x, y, boxes, glyphs, asked, words = 0.0, 0.0, [], [], [], []
    for answer in used:
        room = 30 + letters.width(WORDS[answer], plot.SMALL)
        if x and x + room > plot.NARROW:
            x, y = 0.0, y + 26
        boxes.append({"x": x, "x2": x + 22, "y": y, "y2": y + 20, "colour": _tint(answer)})
        glyphs += _glyph(answer, x + 11, y + 10)
        asked += [_question(x + 11, y + 10)] if answer not in _GLYPHS else []
        words.append({"x": x + 28, "y": y + 14.5, "text": WORDS[answer]})
        x += room + 14
    height = y + 28
    layers = [
        plot.extent(0, 0, plot.NARROW, height),
        plot.bars(boxes),
        plot.points(glyphs, 90, 1.8),
        plot.text(asked, plot.BOLD, bold=True, align="center", colour=_INK),
        plot.text(words, plot.SMALL),
    ]
    return plot.view(plot.NARROW, height, layers)


def _names(signs: Sequence[tuple[str, str]]) -> plot.Spec:
    """Return the view that says whom each sign stands for, a line each."""
    left = max(letters.width(sign, plot.SMALL, bold=True) for sign, _ in signs) + 8
    at = [13 + row * 18 for row in range(len(signs))]
    first = [{"x": 0, "y": y, "text": sign} for y, (sign, _) in zip(at, signs, strict=True)]
    second = [
        {"x": left, "y": y, "text": letters.fit(name, plot.NARROW - left, plot.SMALL)}
        for y, (_, name) in zip(at, signs, strict=True)
    ]
    height = len(signs) * 18 + 14
    layers = [
        plot.extent(0, 0, plot.NARROW, height),
        plot.text(first, plot.SMALL, bold=True, colour=plot.INK),
        plot.text(second, plot.SMALL),
    ]
    return plot.view(plot.NARROW, height, layers)
