"""Say which events are one event told more than once. Pure.

They are one if they are of one type, mode and auxiliary, name one person or body, share somebody who acts, and may be
of one day. An event that is only known to be before or after a day is taken to be of the month before or after it; one
without a day may be of any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from claimline.codebook import Codebook
from claimline.model import Event
from claimline.weigh.days import shifted
from claimline.weigh.scope import MONTH

#: What two events must have in common: type, mode, auxiliary, a person or body that is named, and one who acts.
Shared = tuple[str | None, ...]
#: Days up to which an event is looked up day by day; one that is known no closer is only one with its like.
_LONGEST = 800
#: Stand for a day: all events are looked up under the one, and those without a day under the other.
_EVER, _UNKNOWN = "ever", "unknown"


def clustered(events: Sequence[Event], codebook: Codebook) -> tuple[Event, ...]:
    """Return *events*, in their order, with those that are one event under one cluster: the id of the first of them."""
    before = first_told((event, shared(event, codebook)) for event in events)
    firsts = {event.id: first.id for event, first in before}
    cluster = resolved((event.id for event in events), firsts)
    return tuple(replace(event, cluster=cluster.get(event.id, event.id)) for event in events)


def resolved(ids: Iterable[str], firsts: Mapping[str, str]) -> dict[str, str]:
    """Return the cluster of each of *ids*, events in their order, that *firsts* says another before it may be."""
    cluster: dict[str, str] = {}
    for event in ids:
        if event in firsts:
            cluster[event] = cluster.get(firsts[event], firsts[event])
    return cluster


def first_told(events: Iterable[tuple[Event, Iterable[Shared]]]) -> Iterator[tuple[Event, Event]]:
    """
    Yield each of *events* that one before it may be, with the first such one; they come with what they share.

    An event is looked up by its days, never held against all before it.
    """
    told: dict[tuple[Shared, str], tuple[int, Event]] = {}
    for place, (event, keys) in enumerate(events):
        days = _days(event)
        found = []
        for key in keys:
            found += [told[key, day] for day in (*(days or [_EVER]), _UNKNOWN) if (key, day) in told]
            for day in (*(days or [_UNKNOWN]), _EVER):
                told.setdefault((key, day), (place, event))
        if found:
            yield event, min(found, key=lambda one: one[0])[1]


def _days(event: Event) -> list[str]:
    """Return the days of *event*; none if it may be of any."""
    first, last = event.earliest, event.latest
    if not (first or last):
        return []
    start = date.fromisoformat(first or shifted(last or "", -MONTH))
    end = date.fromisoformat(last or shifted(str(start), MONTH))
    if not 0 <= (end - start).days <= _LONGEST:
        return [f"{start}/{end}"]
    return [str(start + timedelta(days=number)) for number in range((end - start).days + 1)]


def shared(event: Event, codebook: Codebook) -> Iterator[Shared]:
    """Yield what *event* shares with whatever is the same event: one of these, with somebody named and one who acts."""
    named = {one.actor.code for one in codebook.mentions(event.quote) if one.actor.kind in ("person", "body")}
    for actor in sorted({*(event.actors or "").split("; ")} - {""}):
        for name in sorted(named):
            yield event.type, event.mode, event.auxiliary, name, actor
