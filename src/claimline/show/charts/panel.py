"""One panel of figures over time: its scales, and where marks and arrows stand on them. Pure geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log10

from claimline.show.charts.marks import Mark
from claimline.show.drawing import theme, ticks

#: Beyond this many labels a panel names only the marks that a reader would ask for.
MOST_LABELS = 12
_ARROW = 24
_BESIDE = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A mark in its panel: `x`, `y` px of its point, `start` px of its line (None: the start is open), `shift` px."""

    mark: Mark
    x: float
    y: float
    start: float | None
    shift: float

    @property
    def colour(self) -> str:
        """The light colour of the voice's bloc."""
        return theme.light(self.mark.token)


@dataclass(frozen=True, slots=True)
class Panel:
    """The scales of one panel: days from `first` to `last` over `width` px, values over `height` px."""

    name: str
    members: list[Mark]
    first: date
    last: date
    left: float
    width: float
    height: float
    levels: list[float]

    @staticmethod
    def logarithmic(members: list[Mark]) -> bool:
        """Return whether *members* need a log scale: all above zero, and more than a factor of 100 apart."""
        ends = [end for mark in members for end in (mark.low, mark.high) if end is not None]
        return bool(ends) and min(ends) > 0 and max(ends) / min(ends) > 100

    def x(self, day: date) -> float:
        """Return the px of *day*."""
        return (day - self.first).days / ((self.last - self.first).days or 1) * self.width

    def y(self, value: float) -> float:
        """Return the px of *value*, counted from the top."""
        return round(self.height * (1 - self.share(value)), 2)

    def share(self, value: float) -> float:
        """Return how far up the panel *value* stands, from 0 to 1."""
        low, high = self.levels[0], self.levels[-1]
        if self.logarithmic(self.members):
            low, high, value = log10(low), log10(high), log10(value)
        return (value - low) / (high - low)

    def places(self) -> list[Place]:
        """Return where the marks stand; those that would cover one another are set side by side."""
        taken: list[Place] = []
        for mark in self.members:
            if mark.day is None:
                continue
            x, y = self.x(mark.day), self.y(mark.value)
            near = [place.shift for place in taken if abs(place.x - x) < _BESIDE and abs(place.y - y) < _BESIDE]
            shift = next((-_BESIDE * n for n in range(5) if -_BESIDE * n not in near), -_BESIDE * 5.0)
            start = self.x(mark.earliest) if mark.earliest else None
            taken.append(Place(mark, round(x, 2), y, start, shift if x + shift > 8 else 0))
        return taken


def spans(panels: Mapping[str, list[Mark]]) -> dict[str, tuple[date, date]]:
    """Return the first and the last day of each of *panels*, whose marks all have a day.

    They run over the same days, so that they can be compared; but where several marks of one would share less than a
    quarter of them, and would hide each other, each runs over its own.
    """
    own = {name: _span(members) for name, members in panels.items()}
    whole = _span([mark for members in panels.values() for mark in members])
    length = (whole[1] - whole[0]).days
    squeezed = [name for name, (first, last) in own.items() if (last - first).days * 4 < length]
    return own if any(len(panels[name]) > 1 for name in squeezed) else dict.fromkeys(panels, whole)


def _span(members: list[Mark]) -> tuple[date, date]:
    known = [day for mark in members for day in (mark.earliest, mark.latest) if day]
    return ticks.span(known, open_start=any(mark.earliest is None for mark in members))


def levels_of(members: list[Mark], most: int) -> list[float]:
    """Return the values at which the axis of *members* has its lines, about *most* of them, the highest above all."""
    ends = [end for mark in members for end in (mark.low, mark.high) if end is not None]
    if Panel.logarithmic(members):
        return ticks.powers(min(ends), max(ends) * 1.3)
    room = max(0.0, *ends) * 1.08
    return ticks.values(min(ends), room, most)


def reach(panel: Panel, place: Place, places: list[Place], way: int) -> float:
    """Return the y of the tip of the arrow from *place*, up (*way* -1) or down (1).

    It is 24 px away, or 60 % of the way to the nearest mark or line in its path.
    """
    x = place.x + place.shift
    gaps = [
        (other.y - place.y) * way
        for other in places
        if other is not place and (other.start or 0) - 12 <= x <= other.x + 12 and (other.y - place.y) * way > 3
    ]
    edge = (panel.height - place.y) if way > 0 else place.y + 20
    return round(place.y + way * min([_ARROW, edge, *(0.6 * gap for gap in gaps)]), 2)
