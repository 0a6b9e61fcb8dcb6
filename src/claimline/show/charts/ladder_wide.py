"""The stance ladder on a wide page: rungs down the side, days along the foot, one lane for each run of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimline.show.charts import marks
from claimline.show.charts.statements import Statement, differing, move_words, moved
from claimline.show.drawing import letters, plot, theme, ticks

_LANE = 38
_EMPTY = 30
_MARK = 26
_EXCERPT = 380


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        """Return the px of *day*."""
        return round((day - self.first).days / ((self.last - self.first).days or 1) * self.width, 2)


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement on the ladder: px of its mark, of its line's `start` (None: open), and its label's left end."""

    one: Statement
    x: float
    y: float
    start: float | None
    label: str
    label_x: float

    @property
    def colour(self) -> str:
        return theme.light(self.one.token)


def wide_views(
    dated: list[Statement],
    labels: list[str],
    before: dict[str, Statement],
    as_of: date | None,
    key: list[tuple[str, str]],
) -> list[plot.Spec]:
    """Return the key and the ladder of the *dated* statements over all rungs, called *labels* from the lowest up."""
    if not dated:
        return [plot.nothing(plot.WIDE)]
    left = max(letters.width(label, plot.TEXT) for label in labels) + 14
    width = plot.WIDE - left - 10
    known = [day for one in dated for day in (one.earliest, one.latest) if day]
    if as_of:
        known.append(max(as_of, max(known)))
    scale = _Scale(*ticks.span(known, open_start=any(one.earliest is None for one in dated)), width)
    carried = _carried(dated, scale, as_of)
    tops, places, height = _places(dated, labels, before, scale, carried)
    layers = [
        plot.extent(-left, 0, width + 10, height + 28),
        _axis(scale, height),
        *_rungs(tops, labels, width),
        *plot.intervals([_stretch(place) for place in places], width),
        plot.lines([_carry(place, carried) for place in places if place.one.id in carried], 1, dash=(4, 4)),
        *_steps(places, before),
        plot.lines(_differences(places), 2.4, dash=(2, 3)),
        _points(places, scale),
        plot.bars([_halo(place, width, len(labels)) for place in places], 0.86),
        plot.text([_label(place) for place in places], plot.TEXT, bold=True),
    ]
    return [plot.key(key, left, plot.WIDE - left), plot.view(width, height, layers)]


# ---- placing ---------------------------------------------------------------------------------------


def _carried(dated: list[Statement], scale: _Scale, as_of: date | None) -> dict[str, float]:
    """Return the px to which an actor's last statement is carried forward, by its id: only where one is the last."""
    if as_of is None:
        return {}
    last: dict[str, list[Statement]] = {}
    for one in dated:
        newest = last.get(one.actor, [])
        if not newest or (one.day or date.min) >= (newest[0].day or date.min):
            last[one.actor] = [*(other for other in newest if other.day == one.day), one]
    ends = {some[0].id: scale.x(as_of) for some in last.values() if len({one.rung for one in some}) == 1}
    return {one.id: ends[one.id] for one in dated if one.id in ends and one.day and one.day < as_of}


def _places(
    dated: list[Statement],
    labels: list[str],
    before: dict[str, Statement],
    scale: _Scale,
    carried: dict[str, float],
) -> tuple[list[tuple[float, float]], list[_Place], float]:
    """Return top and height of each rung, highest first, where each statement stands, and the height of it all."""
    tops: list[tuple[float, float]] = []
    places: list[_Place] = []
    y = 0.0
    for rung in reversed(range(len(labels))):
        lanes = _lanes(_runs([one for one in dated if one.rung == rung], before, scale), before, dated, scale, carried)
        for number, lane in enumerate(lanes):
            places += _lane(lane, y + 4 + number * _LANE + _MARK, before, scale)
        height = max(len(lanes) * _LANE + 8, _EMPTY)
        tops.append((y, height))
        y += height
    return tops, places, y


def _runs(standing: list[Statement], before: dict[str, Statement], scale: _Scale) -> list[list[Statement]]:
    """Return the statements of one rung as runs in which each follows on the one before it, clear of its mark."""
    runs: list[list[Statement]] = []
    for one in standing:
        run = next((run for run in runs if before.get(one.id) == run[-1] and _clear(run[-1], one, scale)), None)
        if run:
            run.append(one)
        else:
            runs.append([one])
    return runs


def _clear(one: Statement, later: Statement, scale: _Scale) -> bool:
    return one.day is not None and later.day is not None and scale.x(later.day) - scale.x(one.day) >= 20


def _lanes(
    runs: list[list[Statement]],
    before: dict[str, Statement],
    dated: list[Statement],
    scale: _Scale,
    carried: dict[str, float],
) -> list[list[Statement]]:
    """Return *runs* in as few lanes as let none of them touch another, lines on to the next rung included."""
    lanes: list[tuple[float, list[Statement]]] = []
    onward = {before[one.id].id: scale.x(one.day) for one in dated if one.id in before and one.day}
    for run in sorted(runs, key=lambda run: (_from(run, before, scale), run[0].id)):
        start = _from(run, before, scale)
        end = max(max(_label_end(one, before, scale), onward.get(one.id, 0), carried.get(one.id, 0)) for one in run)
        free = next((index for index, (taken, _) in enumerate(lanes) if taken + 16 <= start), None)
        if free is None:
            lanes.append((end, list(run)))
        else:
            lanes[free] = (end, [*lanes[free][1], *run])
    return [lane for _, lane in lanes]


def _from(run: list[Statement], before: dict[str, Statement], scale: _Scale) -> float:
    return min(min(_label_start(one, before, scale), _start(one, scale)) for one in run)


def _start(one: Statement, scale: _Scale) -> float:
    return scale.x(one.earliest) if one.earliest else 0.0


def _words(one: Statement, before: dict[str, Statement]) -> str:
    """Return the label of a statement: whose it is, whether that is a move, and how it was put."""
    move = move_words(moved(one, before.get(one.id)))
    said = f"{one.actor}{f', {move}' if move else ''}: {marks.quoted(one.row, 90)}"
    return letters.fit(said, _EXCERPT, plot.TEXT, bold=True)


def _label_start(one: Statement, before: dict[str, Statement], scale: _Scale) -> float:
    """Return where the label begins: at the line's start if there is room to its right, else so that it ends there."""
    room = letters.width(_words(one, before), plot.TEXT, bold=True)
    x = scale.x(one.day) if one.day else 0.0
    wanted = _start(one, scale) if one.earliest else x + 9 - room
    return max(min(wanted, scale.width - room), 2.0)


def _label_end(one: Statement, before: dict[str, Statement], scale: _Scale) -> float:
    x = scale.x(one.day) if one.day else 0.0
    return max(_label_start(one, before, scale) + letters.width(_words(one, before), plot.TEXT, bold=True), x + 9)


def _lane(lane: list[Statement], y: float, before: dict[str, Statement], scale: _Scale) -> list[_Place]:
    """Return the places of one lane; a label that would reach the next one is cut, and left out if nothing is left."""
    placed = []
    starts = [_label_start(one, before, scale) for one in lane] + [scale.width + 10]
    for index, one in enumerate(lane):
        label = _shortened(_words(one, before), starts[index + 1] - starts[index] - 8)
        start = scale.x(one.earliest) if one.earliest else None
        x = scale.x(one.day) if one.day else 0.0
        placed.append(_Place(one, x, y, start, label, starts[index]))
    return placed


def _shortened(words: str, room: float) -> str:
    """Return *words* in *room* px: cut, or without the quote where little would be left of it, or nothing at all."""
    cut = letters.fit(words, room, plot.TEXT, bold=True)
    actor, _, quote = cut.partition(": ")
    kept = cut if cut == words or len(quote) > 12 else actor
    return kept if len(kept) > 3 else ""


# ---- layers ----------------------------------------------------------------------------------------


def _axis(scale: _Scale, height: float) -> plot.Spec:
    foot = [{"day": plot.utc(scale.first), "y": height}]
    return plot.layer(
        foot,
        {"type": "point", "opacity": 0, "color": plot.BG},
        x=plot.days(scale.first, scale.last, scale.width),
        y=plot.px("y"),
    )


def _rungs(tops: list[tuple[float, float]], labels: list[str], width: float) -> list[plot.Spec]:
    band = theme.light("band")
    boxes = [{"x": 0, "x2": width, "y": y, "y2": y + height, "colour": band} for y, height in tops[::2]]
    edges = [{"x": 0, "x2": width, "y": y, "y2": y, "colour": plot.GRID} for y, _ in tops]
    names = [
        {"x": -10, "y": y + height / 2 + 4.5, "text": label}
        for (y, height), label in zip(tops, reversed(labels), strict=True)
    ]
    return [plot.bars(boxes), plot.lines(edges, 1), plot.text(names, plot.TEXT, align="right", colour=plot.INK)]


def _stretch(place: _Place) -> plot.Stretch:
    return plot.Stretch(place.start, place.x, place.y, place.colour, place.one.latest is not None)


def _segment(x: float, y: float, x2: float, y2: float, colour: str) -> plot.Spec:
    return {"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour}


def _carry(place: _Place, carried: dict[str, float]) -> plot.Spec:
    return _segment(place.x, place.y, carried[place.one.id], place.y, place.colour)


def _steps(places: list[_Place], before: dict[str, Statement]) -> list[plot.Spec]:
    """Return the lines from each statement to the actor's next: along its rung, then up or down on the new day."""
    at = {place.one.id: place for place in places}
    lines, heads = [], []
    for place in places:
        if place.one.id not in before or before[place.one.id].id not in at:
            continue
        old = at[before[place.one.id].id]
        lines.append(_segment(old.x, old.y, place.x, old.y, place.colour))
        lines.append(_segment(place.x, old.y, place.x, place.y, place.colour))
        if moved(place.one, old.one):
            shape = "triangle-up" if place.y < old.y else "triangle-down"
            middle = (old.y + place.y) / 2
            heads.append({"x": place.x, "y": middle, "shape": shape, "fill": place.colour, "colour": place.colour})
    return [plot.lines(lines, 2.5), plot.points(heads, 110, 0)]


def _differences(places: list[_Place]) -> list[plot.Spec]:
    at = {place.one.id: place for place in places}
    pairs = [(at[one.id], at[other.id]) for one, other in differing([place.one for place in places])]
    return [_segment(one.x, one.y, other.x, other.y, one.colour) for one, other in pairs]


def _points(places: list[_Place], scale: _Scale) -> plot.Spec:
    values = [_point(place) for place in places]
    x = plot.days(scale.first, scale.last, scale.width)
    fields = ("actor", "level", "voice", "said", "quote", "document")
    return plot.points(values, x=x, href=plot.words("href"), tooltip=plot.tooltip(fields))


def _point(at: _Place) -> plot.Spec:
    one = at.one
    said = {"actor": one.actor, "level": one.level, "rung": one.rung, "voice": one.voice, "said": one.days()}
    evidence = {"quote": marks.quoted(one.row), "document": marks.place(one.row)}
    look = plot.glyph("planned" if one.hedged else "happened", at.colour)
    return {"day": plot.utc(one.day or date.min), "y": at.y, "href": f"#{one.id}", **said, **evidence, **look}


def _halo(place: _Place, edge: float, rungs: int) -> plot.Spec:
    """Return a box in the colour behind a label that keeps lines of other lanes out of it."""
    width = letters.width(place.label, plot.TEXT, bold=True)
    x, y = place.label_x - 2, place.y - 25
    banded = (rungs - 1 - (place.one.rung or 0)) % 2 == 0
    ground = theme.light("band") if banded else plot.BG
    return {"x": x, "x2": min(x + width + 4, edge), "y": y, "y2": y + 15, "colour": ground}


def _label(place: _Place) -> plot.Spec:
    words = {"x": place.label_x, "y": place.y - 13, "text": place.label}
    return {**words, "colour": place.colour, "href": f"#{place.one.id}"}
