"""The claim strip: every figure as a bar, grouped by what it counts. Also the narrow form of figures over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimline.show.charts.figures import Figure
from claimline.show.charts.marks import Mark, Row, digest_line, groups, marks, records, table_row, telling, tooltip
from claimline.show.drawing import letters, plot, theme
from claimline.show.words import wording

if TYPE_CHECKING:
    import pandas

#: More rows than this are left to the table: a page of bars is no picture any more.
MOST_ROWS = 40
_ENCODINGS = {
    "length": "the figure, from zero; scales differ by group",
    "solid": "happened, under way, or not said",
    "pale with an end bar": "planned; with a cross: denied",
    "arrow": "at least or at most: the source gave no other end",
    "solid, then pale": "a range from its lower to its upper end",
    "colour": "bloc of the voice",
}
_ARROW = 22
_HEADING = 34
_PALE = {"planned", "denied"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark on the strip: `top` of its row, `bar` its middle, `zero`, `low` and `high` px from the left."""

    mark: Mark
    top: float
    bar: float
    zero: float
    low: float
    high: float

    @property
    def colour(self) -> str:
        return theme.light(self.mark.token)

    @property
    def end(self) -> float:
        """The px at which the figure that the bar stands for ends."""
        return self.high if self.mark.low is None else self.low


def claim_strip(frame: pandas.DataFrame | Iterable[Row], *, name: str = "claim-strip") -> Figure:
    """Return every figure of *frame* (claims, as `tables.claims` gives them) as a bar, grouped by what it counts.

    *name* is the figure's id on its page. Claims without a number are listed in the table and counted in the note.
    """
    everything = marks(records(frame))
    figures = [mark for mark in everything if mark.figure]
    shown = selection(figures)
    drawn = [mark for members in shown.values() for mark in members]
    title, subtitle, note = _title(figures), strip_subtitle(shown), _note(everything, figures, drawn)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note=note,
        alt=wording.alternative(f"{title}. Bars by group.", [spoken(mark) for mark in drawn]),
        wide=strip(shown, plot.WIDE, (title, subtitle, note)),
        narrow=strip(shown, plot.NARROW, (title, subtitle, note)),
        rows=tuple(table_row(mark, mark in drawn) for mark in everything),
        digest="\n".join([title, *map(digest_line, drawn), note]).strip(),
        tooltips={mark.id: tooltip(mark) for mark in drawn},
        encodings=_ENCODINGS,
    )


def selection(figures: list[Mark], most: int = MOST_ROWS) -> dict[str, list[Mark]]:
    """Return *figures* by what they count, at most *most* of them: fewer of each group, then fewer groups."""
    every = groups(figures)
    if len(figures) <= most:
        return every
    kept = dict(list(every.items())[: most // 3])
    return {name: telling(members, max(3, most // len(kept))) for name, members in kept.items()}


def spoken(mark: Mark) -> str:
    """Return *mark* as a phrase of a text alternative."""
    return f"{mark.group}: {mark.claim}, {mark.voice}, {mark.days()}"


def _title(figures: list[Mark]) -> str:
    if not figures:
        return "No figure matches this selection"
    if len(figures) == 1:
        [mark] = figures
        return wording.title(f"One figure: {mark.group}, {mark.claim}", f"One figure: {mark.claim}", "One figure")
    low = sum(mark.high is None for mark in figures)
    nobody = sum(mark.voice == wording.UNATTRIBUTED for mark in figures)
    total = wording.count(len(figures), "figure")
    bounds = f"{wording.numeral(low)} {'is a lower bound' if low == 1 else 'are lower bounds'}" if low else ""
    voices = f"{wording.numeral(nobody)} {'names' if nobody == 1 else 'name'} nobody" if nobody else ""
    said = " and ".join(part for part in (bounds, voices) if part)
    return wording.title(f"Of {total}, {said}" if said else f"{total}, each with a named voice")


def strip_subtitle(shown: dict[str, list[Mark]]) -> str:
    """Return how to read a strip of *shown* marks."""
    if not shown:
        return "Nothing to draw."
    return "Each bar runs from zero to the figure as claimed." + (" Scales differ by group." if len(shown) > 1 else "")


def _note(everything: list[Mark], figures: list[Mark], drawn: list[Mark]) -> str:
    without, left = len(everything) - len(figures), len(figures) - len(drawn)
    return wording.left_out((without, "claim", "without a number"), (left, "further figure", ""))


# ---- drawing ---------------------------------------------------------------------------------------


def strip(shown: dict[str, list[Mark]], width: float, heading: tuple[str, str, str]) -> plot.Spec:
    """Return the strip of *shown* marks, *width* px wide, below title, subtitle and note as *heading* has them.

    Below 500 px each row takes a second line of text.
    """
    places, titles, height = _places(shown, width)
    views = [
        plot.key(_key(places), 0, width),
        plot.view(width, height, _layers(places, titles, width, height)),
    ]
    return plot.sheet(views, width, *heading)


def _places(shown: dict[str, list[Mark]], width: float) -> tuple[list[_Place], list[dict[str, Any]], float]:
    """Return where each mark and each group's heading stands, and how high the strip is."""
    places, titles, y = [], [], 0.0
    row, bar = (48, 28) if width > 500 else (62, 45)
    for name, members in shown.items():
        titles.append({"x": 0, "y": y + 18, "text": letters.fit(name, width, plot.BOLD, bold=True)})
        y += _HEADING
        zero, unit = _scale(members, width)
        for mark in members:
            low = mark.value if mark.low is None else mark.low
            high = mark.value if mark.high is None else mark.high
            places.append(_Place(mark, y, y + bar, zero, zero + low * unit, zero + high * unit))
            y += row
        y += 6
    return places, titles, max(y, 24)


def _scale(members: list[Mark], width: float) -> tuple[float, float]:
    """Return the px of zero and the px of one unit: room for arrows stays free at either end."""
    ends = [end for mark in members for end in (mark.low, mark.high) if end is not None]
    lowest, highest = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    left = _ARROW + 8 if lowest < 0 else 0
    unit = (width * 0.86 - left) / ((highest - lowest) or 1)
    return left - lowest * unit, unit


def _layers(places: list[_Place], titles: list[dict[str, Any]], width: float, height: float) -> list[plot.Spec]:
    return [
        plot.extent(0, 0, width, height),
        plot.text(titles, plot.BOLD, bold=True, colour=plot.INK),
        plot.bars([_bar(place, place.zero, place.end) for place in places if not _pale(place)]),
        plot.bars([_bar(place, place.zero, place.end) for place in places if _pale(place)], 0.28),
        plot.bars([_bar(place, place.low, place.high) for place in places if _range(place)], 0.34),
        plot.lines([_upright(place) for place in places if _pale(place) or _range(place)], 2.4),
        plot.lines([_shaft(place) for place in places if _open(place)], 2.4),
        plot.points([_head(place) for place in places if _open(place)], 60, 0),
        plot.points([_cross(place) for place in places if place.mark.status == wording.DENIED], 150, 2.6),
        plot.text([_figure(place, width) for place in places], plot.BOLD, bold=True),
        plot.text([_words(place, width) for place in places], plot.SMALL, align="right" if width > 500 else "left"),
        plot.bars([_hit(place, width) for place in places], 0),
    ]


def _pale(place: _Place) -> bool:
    return place.mark.status in _PALE or place.mark.low is None


def _range(place: _Place) -> bool:
    return place.high > place.low


def _open(place: _Place) -> bool:
    return (place.mark.low is None or place.mark.high is None) and _reach(place) > 8


def _reach(place: _Place) -> float:
    """Return the px of an arrow, whose length means nothing: one that points back stays on its own bar."""
    return _ARROW if place.mark.high is None else min(_ARROW, abs(place.end - place.zero))


def _bar(place: _Place, start: float, end: float) -> dict[str, Any]:
    if abs(end - start) < 1.5:
        end = start + 1.5
    return {"x": start, "x2": end, "y": place.bar - 3.5, "y2": place.bar + 3.5, "colour": place.colour}


def _upright(place: _Place) -> dict[str, Any]:
    x = place.high if _range(place) else place.end
    return {"x": x, "x2": x, "y": place.bar - 7.5, "y2": place.bar + 7.5, "colour": place.colour}


def _shaft(place: _Place) -> dict[str, Any]:
    tip = place.end + _direction(place) * (_reach(place) - 4)
    return {"x": place.end, "x2": tip, "y": place.bar, "y2": place.bar, "colour": place.colour}


def _head(place: _Place) -> dict[str, Any]:
    right = _direction(place) > 0
    x = place.end + _direction(place) * (_reach(place) - 3)
    shape = "triangle-right" if right else "triangle-left"
    return {"x": x, "y": place.bar, "shape": shape, "fill": place.colour, "colour": place.colour}


def _direction(place: _Place) -> int:
    return 1 if place.mark.high is None else -1


def _cross(place: _Place) -> dict[str, Any]:
    return {"x": place.end, "y": place.bar, **plot.glyph(wording.DENIED, place.colour)}


def _figure(place: _Place, width: float) -> dict[str, Any]:
    said = letters.fit(place.mark.figure, width * (0.45 if width > 500 else 1), plot.BOLD, bold=True)
    return {"x": 0, "y": place.top + 16, "text": said, "colour": place.colour}


def _words(place: _Place, width: float) -> dict[str, Any]:
    mark = place.mark
    taken = letters.width(mark.figure, plot.BOLD, bold=True) + 16 if width > 500 else 0
    room = width - min(taken, width * 0.45 + 16)
    rest = " · ".join(part for part in (mark.status, mark.days()) if part)
    voice = letters.fit(mark.voice, max(room - letters.width(f"{rest} · ", plot.SMALL), 40), plot.SMALL)
    said = " · ".join(part for part in (mark.status, voice, mark.days()) if part)
    x, y = (width, place.top + 16) if width > 500 else (0, place.top + 33)
    return {"x": x, "y": y, "text": letters.fit(said, room, plot.SMALL)}


def _hit(place: _Place, width: float) -> dict[str, Any]:
    """Return the box that is the row's link: the whole row, so that a finger finds it."""
    mark = place.mark
    words = {"figure": mark.figure, "voice": mark.voice, "status": mark.status, "said": mark.days()}
    box = {"x": 0, "x2": width, "y": place.top, "y2": place.bar + 9, "colour": plot.BG}
    return {**box, "href": f"#{mark.id}", "value": mark.value, **words}


def _key(places: list[_Place]) -> list[tuple[str, str]]:
    entries = {
        "solid": ("as claimed: happened, under way", any(not _pale(place) for place in places)),
        "pale": ("planned", any(place.mark.status == "planned" for place in places)),
        "right": ("at least, no upper limit given", any(place.mark.high is None for place in places)),
        "left": ("at most, no lower limit given", any(place.mark.low is None for place in places)),
        "between": ("range", any(_range(place) for place in places)),
        wording.DENIED: ("denied", any(place.mark.status == wording.DENIED for place in places)),
    }
    return [(sign, said) for sign, (said, used) in entries.items() if used]
