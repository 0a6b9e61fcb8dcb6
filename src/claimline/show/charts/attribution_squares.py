"""Attribution squares: one square for each claim, by how its source is named. A count is said, never a percentage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimline.show.charts import marks
from claimline.show.charts.figures import Figure
from claimline.show.charts.marks import Mark, Row
from claimline.show.drawing import letters, plot, theme
from claimline.show.words import wording
from claimline.show.words.sourcing import MEDIA, NOBODY, UNNAMED, WAYS, way

if TYPE_CHECKING:
    import pandas

#: More squares than this in one row are left to the count beside it.
MOST_SQUARES = 40
_SIDE, _PITCH = 24, 26
_NONE, _FURTHER = "–", "+"
_ENCODINGS = {
    "square": "one claim",
    "row": "how its source is named",
    "letter and colour": "bloc of the voice",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of squares: the `members` that are drawn of `total` claims whose source is named in this `way`."""

    way: str
    members: list[Mark]
    total: int


def attribution_squares(frame: pandas.DataFrame | Iterable[Row], *, name: str = "attribution-squares") -> Figure:
    """Return one square for each claim of *frame* (as `tables.claims` gives them), in rows by how its source is named.

    *name* is the figure's id on its page.
    """
    everything = marks.marks(marks.records(frame))
    ways = {mark.id: way(mark.row) for mark in everything}
    lines = [_line([mark for mark in everything if ways[mark.id] == one], one) for one in WAYS]
    drawn = [mark for line in lines for mark in line.members]
    signs = _signs(everything)
    title, subtitle, note = _title(lines), _subtitle(everything), _note(everything, drawn)
    heading = (title, subtitle, note)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note=note,
        alt=wording.alternative(f"{title}.", [f"{line.way}: {line.total} of {len(everything)}" for line in lines]),
        wide=_drawing(lines, signs, plot.WIDE, heading),
        narrow=_drawing(lines, signs, plot.NARROW, heading),
        rows=tuple({"id": mark.id, "named": ways[mark.id], **_rest(mark, mark in drawn)} for mark in everything),
        digest="\n".join([title, *(f"{ways[mark.id]} | {marks.digest_line(mark)}" for mark in drawn), note]).strip(),
        tooltips={mark.id: f"{_said(mark)}\n{mark.voice}" for mark in drawn},
        encodings=_ENCODINGS,
    )


def _line(members: list[Mark], way: str) -> _Line:
    ordered = sorted(members, key=lambda mark: (_position(mark), mark.voice, mark.id))
    return _Line(way, ordered[:MOST_SQUARES], len(members))


def _position(mark: Mark) -> int:
    position = mark.row.get("bloc_position")
    return 999 if position is None else int(position)


def _rest(mark: Mark, drawn: bool) -> dict[str, Any]:
    return {column: value for column, value in marks.table_row(mark, drawn).items() if column != "id"}


# ---- words -----------------------------------------------------------------------------------------


def _title(lines: list[_Line]) -> str:
    """Return what weakens the claims most: nobody named, else somebody unnamed, else nothing does."""
    total = sum(line.total for line in lines)
    counts = {line.way: line.total for line in lines}
    if total == 0:
        return "No claim matches this selection"
    if total == 1:
        [only] = [way for way, count in counts.items() if count]
        return f"One claim: {only[0].lower()}{only[1:]}"
    if counts[NOBODY]:
        return f"Nobody is named behind {wording.share(counts[NOBODY], total)} claims"
    if counts[UNNAMED]:
        return f"{wording.sentence(wording.share(counts[UNNAMED], total))} claims rest on somebody unnamed"
    if counts[MEDIA]:
        return f"{wording.sentence(wording.share(counts[MEDIA], total))} claims rest on media or data"
    return f"All {wording.numeral(total)} claims have a person or body named"


def _subtitle(everything: list[Mark]) -> str:
    return "One square for each claim, by how its source is named." if everything else "Nothing to draw."


def _note(everything: list[Mark], drawn: list[Mark]) -> str:
    left = len(everything) - len(drawn)
    if not left:
        return ""
    return (
        f"Not drawn: {wording.count(left, 'claim')} beyond {MOST_SQUARES} in a row. The counts and the table have all."
    )


def _signs(everything: list[Mark]) -> dict[str | None, tuple[str, str]]:
    """Return for each bloc of *everything*, in the codebook's order, its letter and what the key says of it."""
    blocs = {mark.row.get("bloc"): mark for mark in sorted(everything, key=lambda mark: (_position(mark), mark.id))}
    signs: dict[str | None, tuple[str, str]] = {}
    for bloc, mark in blocs.items():
        if bloc is not None:
            label = letters.plain(mark.row.get("bloc_label") or bloc)
            taken = {letter for letter, _ in signs.values()}
            signs[bloc] = (_letter(str(bloc), label, taken), label)
    return signs


def _letter(code: str, label: str, taken: set[str]) -> str:
    initials = "".join(word[0] for word in label.split())
    wanted = [letter.upper() for letter in initials + label + code if letter.isalpha()]
    return next((letter for letter in wanted if len(letter) == 1 and letter not in taken), _FURTHER)


# ---- drawing ---------------------------------------------------------------------------------------


def _drawing(
    lines: list[_Line], signs: dict[str | None, tuple[str, str]], width: float, heading: tuple[str, str, str]
) -> plot.Spec:
    drawn = [line for line in lines if line.total]
    if not drawn:
        return plot.sheet([plot.nothing(width)], width, *heading)
    left = max(letters.width(line.way, plot.TEXT) for line in drawn) + 12 if width > 500 else 0
    total = sum(line.total for line in lines)
    squares: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    y = 0.0
    for line in drawn:
        y += 0 if left else 22
        count = f"{line.total:,} of {total:,}"
        placed = _placed(line, left, y, width - letters.width(count, plot.BOLD, bold=True) - 8)
        squares += placed
        last = placed[-1]
        words.append({"x": left - 10 if left else 0, "y": y + 17 if left else y - 6, "text": line.way})
        counts.append({"x": last["x2"] + 8, "y": last["y"] + 17, "text": count})
        y = last["y2"] + 14
    blocs = [{**square, **_sign(square["mark"], signs)} for square in squares]
    layers = [
        plot.extent(0, 0, width, y),
        plot.bars([_box(square) for square in blocs]),
        plot.text([_glyph(square) for square in blocs], plot.SMALL, bold=True, align="center"),
        plot.text(words, plot.TEXT, align="right" if left else "left", colour=plot.INK),
        plot.text(counts, plot.BOLD, bold=True, colour=plot.INK),
        plot.bars([_hit(square) for square in blocs], 0),
    ]
    return plot.sheet([_key(drawn, signs, width), plot.view(width, y, layers)], width, *heading)


def _placed(line: _Line, left: float, top: float, right: float) -> list[dict[str, Any]]:
    """Return the boxes of the squares of *line*, in as many lines as *right* px need."""
    columns = max(int((right - left) // _PITCH), 1)
    placed = []
    for number, mark in enumerate(line.members):
        x, y = left + number % columns * _PITCH, top + number // columns * _PITCH
        placed.append({"x": x, "x2": x + _SIDE, "y": y, "y2": y + _SIDE, "mark": mark})
    return placed


def _sign(mark: Mark, signs: dict[str | None, tuple[str, str]]) -> dict[str, Any]:
    bloc = mark.row.get("bloc")
    letter = signs[bloc][0] if bloc in signs else _NONE if way(mark.row) == NOBODY else _FURTHER
    return {"letter": letter, "colour": theme.light(mark.token)}


def _box(square: dict[str, Any]) -> dict[str, Any]:
    return {end: square[end] for end in ("x", "x2", "y", "y2", "colour")}


def _glyph(square: dict[str, Any]) -> dict[str, Any]:
    x, y = square["x"] + _SIDE / 2, square["y"] + 16.5
    return {"x": x, "y": y, "text": square["letter"], "colour": plot.BG}


def _hit(square: dict[str, Any]) -> dict[str, Any]:
    """Return the box that is the square's link: one for square and letter, as there may be hundreds."""
    mark = square["mark"]
    return {**_box(square), "href": f"#{mark.id}", "voice": mark.voice, "claim": _said(mark)}


def _said(mark: Mark) -> str:
    return f"{mark.group}: {mark.claim}".rstrip(": ")


def _key(lines: list[_Line], signs: dict[str | None, tuple[str, str]], width: float) -> plot.Spec:
    """Return the view that explains the letters, as squares of the same kind."""
    members = [mark for line in lines for mark in line.members]
    entries = [(letter, label, theme.light(_token(bloc, members))) for bloc, (letter, label) in signs.items()]
    grey = theme.light("unattributed")
    unplaced = [mark for mark in members if mark.row.get("bloc") not in signs]
    if any(way(mark.row) != NOBODY for mark in unplaced):
        entries.append((_FURTHER, "in no bloc", grey))
    if any(way(mark.row) == NOBODY for mark in unplaced):
        entries.append((_NONE, "nobody named", grey))
    x, y, boxes, glyphs, words = 0.0, 0.0, [], [], []
    for letter, label, colour in entries:
        said = letters.fit(label, width - 28, plot.SMALL)
        room = 26 + letters.width(said, plot.SMALL)
        if x and x + room > width:
            x, y = 0.0, y + 26
        boxes.append({"x": x, "x2": x + 18, "y": y, "y2": y + 18, "colour": colour})
        glyphs.append({"x": x + 9, "y": y + 13.5, "text": letter, "colour": plot.BG})
        words.append({"x": x + 24, "y": y + 13.5, "text": said})
        x += room + 20
    height = y + 34
    layers = [
        plot.extent(0, 0, width, height),
        plot.bars(boxes),
        plot.text(glyphs, plot.SMALL, bold=True, align="center"),
        plot.text(words, plot.SMALL),
    ]
    return plot.view(width, height, layers)


def _token(bloc: str | None, members: list[Mark]) -> str:
    return next((mark.token for mark in members if mark.row.get("bloc") == bloc), "unattributed")
