"""Resolve a time expression: read it alone, then in its text, then under every possible day of writing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimline import edtf
from claimline.find.times import days
from claimline.find.times.grammar import Phrase
from claimline.find.times.readers import READERS, unplaced
from claimline.find.times.values import Scene, Value
from claimline.findings import Basis

_RECENT = 31  # days
_SWEEP = 400  # days of a publication range that are all tried; of a longer one its two ends are


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days on which a text can have been written (`tried`), from `first` to `last`; None is an open end."""

    tried: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None


def anchor(published: str | None) -> Anchor:
    """Return the anchor that *published*, an EDTF value, is. Raises EdtfError."""
    ends = edtf.span(published) if published else (None, None)
    first, last = (date.fromisoformat(end) if end else None for end in ends)
    if first and last and (last - first).days < _SWEEP:
        return Anchor(tuple(days.after(first, step) for step in range((last - first).days + 1)), first, last)
    return Anchor(tuple(day for day in (first, last) if day), first, last)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value, what it rests on, and whether every possible day of writing gives it (None: none was needed)."""

    value: Value
    basis: Basis
    stable: bool | None = None


def resolve(phrase: Phrase, scene: Scene, written: Anchor, carried: Basis) -> Resolution:
    """Return what *phrase* means in *scene*, a scene without a day, when it was written at *written*.

    *carried* is the basis of the date that the text gave last, on which "the previous day" rests.
    """
    alone = _read(phrase, replace(scene, reference=None, year=None))
    if scene.year and recent(phrase, scene, written):
        scene = replace(scene, year=None)
    if "within" not in phrase.groups or not written.tried:
        for value, basis in ((alone, Basis.STATED), (_read(phrase, scene), carried)):
            if value and value.edtf and not value.edtf.startswith("XXXX"):
                return Resolution(value, basis)
    tried = (_read(phrase, replace(scene, day=day, last=written.last)) for day in written.tried)
    readings = [value for value in tried if value]
    if readings and (united := _united(readings, written)).span() != (None, None):
        return Resolution(united, Basis.ANCHORED, len(set(readings)) == 1 and None not in (written.first, written.last))
    value = alone or unplaced(phrase.rule, phrase.groups)
    return Resolution(value, Basis.STATED if value.edtf else Basis.NONE)


def recent(phrase: Phrase, scene: Scene, written: Anchor) -> bool:
    """
    Whether *phrase*, read from its writing, is a day of the last month.

    Then no year of the text around it frames it, for news dates its news by month and day.
    """
    if written.last is None:
        return False
    value = _read(phrase, replace(scene, year=None, day=written.last, last=written.last))
    first = value.span()[0] if value and value.precision == "day" else None
    return first is not None and (written.last - date.fromisoformat(first)).days <= _RECENT


def _read(phrase: Phrase, scene: Scene) -> Value | None:
    """Return the reading, None where the scene does not give what it needs or the calendar has no such date."""
    try:
        value = READERS[phrase.read](phrase.groups, scene)
        return value if value is None or value.span() else None
    except (ValueError, OverflowError):
        return None


def _united(readings: Sequence[Value], written: Anchor) -> Value:
    """Return one value that allows every day that some reading allows, an end left open where writing is open."""
    value = readings[0]
    firsts, lasts = zip(*(reading.span() for reading in readings), strict=True)
    earliest = None if written.first is None or None in firsts else min(firsts)
    latest = None if written.last is None or None in lasts else max(lasts)
    if value.edtf is None or (len({reading.edtf for reading in readings}) == 1 and value.span()[0] == earliest):
        return replace(value, earliest=earliest, latest=latest)
    kind = value.kind if value.kind == "state_until_pub" else "one_of"
    return Value(edtf.one_of(earliest, latest), value.precision, kind)
