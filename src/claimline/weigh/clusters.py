"""Say which events are one event told more than once. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimline.codebook import Codebook
from claimline.model import Event
from claimline.weigh.scope import apart


def clustered(events: Sequence[Event], codebook: Codebook) -> tuple[Event, ...]:
    """
    Return *events* with those that are one event under one cluster: the id of the first of them.

    They are one if they are of one type, mode and auxiliary, name one person or body, share somebody who acts, and
    their days do not exclude each other.
    """
    told: dict[tuple[str | None, ...], list[int]] = defaultdict(list)  # places in *events*
    cluster: dict[str, str] = {}
    for place, event in enumerate(events):
        groups = [told[shared] for shared in _shared(event, codebook)]
        firsts = [next((one for one in group if not apart(events[one], event)), place) for group in groups]
        first = events[min(firsts, default=place)]
        cluster[event.id] = cluster.get(first.id, first.id)
        for group in groups:
            group.append(place)
    return tuple(replace(event, cluster=cluster[event.id]) for event in events)


def _shared(event: Event, codebook: Codebook) -> Iterator[tuple[str | None, ...]]:
    """Yield what *event* shares with whatever is the same event: one of these, with somebody named and one who acts."""
    named = {one.actor.code for one in codebook.mentions(event.quote) if one.actor.kind in ("person", "body")}
    for actor in {*(event.actors or "").split("; ")} - {""}:
        for name in named:
            yield event.type, event.mode, event.auxiliary, name, actor
