"""Say which events are one event told more than once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from claimline.codebook import Codebook
from claimline.model import Event


def clustered(events: Sequence[Event], codebook: Codebook) -> tuple[Event, ...]:
    """
    Return *events* with those that are one event under one cluster: the id of the first of them.

    They are one if they are of one type and mode, name the same person or body, share actors and recipients, and
    their days do not exclude each other.
    """
    named = {event.id: _named(event, codebook) for event in events}
    alike: dict[tuple[str, str | None, str | None], list[Event]] = defaultdict(list)
    cluster: dict[str, str] = {}
    for event in events:
        before = alike[event.type, event.mode, event.auxiliary]
        first = next((one for one in before if named[one.id] & named[event.id] and _may_be_one(one, event)), event)
        cluster[event.id] = cluster.get(first.id, first.id)
        before.append(event)
    return tuple(replace(event, cluster=cluster[event.id]) for event in events)


def _named(event: Event, codebook: Codebook) -> frozenset[str]:
    return frozenset(one.actor.code for one in codebook.mentions(event.quote) if one.actor.kind in ("person", "body"))


def _may_be_one(one: Event, two: Event) -> bool:
    shared = set((one.actors or "").split("; ")) & set((two.actors or "").split("; ")) - {""}
    apart = one.latest and two.earliest and one.latest < two.earliest
    return bool(shared) and not apart and not (two.latest and one.earliest and two.latest < one.earliest)
