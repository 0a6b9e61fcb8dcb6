"""Bring what the joints say of events together: which are one, and what of that each unit's table has to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from claimline.engine.asides import FIRSTS, KEYS, read
from claimline.engine.work import Task, land, named, same_code
from claimline.weigh.clusters import resolved

_ORDER = ("document", "start", "end", "id", "first_document", "first_start", "first_end", "first")


@dataclass(frozen=True, slots=True)
class Told:
    """The events of one part of which another was told before, with the cluster of each."""

    name: str
    part: str
    clusters: Mapping[str, str]


def told_again(task: Task, joints: Sequence[str], units: Sequence[str]) -> Iterator[Told]:
    """Yield by part of *units* what *joints*, names of parts too, have found of its events."""
    tables = [held for joint in joints if (held := read(task.folder, joint, FIRSTS)) is not None]
    if not tables:
        return
    firsts: dict[str, str] = {}
    documents: dict[str, str] = {}
    for row in pa.concat_tables(tables).sort_by([(name, "ascending") for name in _ORDER]).to_pylist():
        firsts.setdefault(row["id"], row["first"])  # of several joints, the first of all
        documents[row["id"]] = row["document"]
    parts = _parts(task, units, documents.values())
    by_part: dict[str, dict[str, str]] = defaultdict(dict)
    for event, cluster in resolved(firsts, firsts).items():
        by_part[parts[documents[event]]][event] = cluster
    for part, clusters in sorted(by_part.items()):
        pairs = (f"{event} {cluster}" for event, cluster in sorted(clusters.items()))
        yield Told(named("events", task, part, *pairs), part, clusters)


def _parts(task: Task, units: Sequence[str], documents: Iterable[str]) -> dict[str, str]:
    """Return in which of *units* each of *documents* is."""
    found: dict[str, str] = {}
    wanted = set(documents)
    for part in units:
        keys = read(task.folder, part, KEYS, "document")
        if keys is not None:
            found |= dict.fromkeys(wanted.intersection(keys["document"].to_pylist()), part)
    return found


def recluster(task: Task, told: Told) -> None:
    """Land the events of the part of *told*, each with its cluster. Raises StoreError."""
    same_code(task)
    events = read(task.folder, told.part, "events")
    if events is None:
        return
    ids, place = events["id"].to_pylist(), events.schema.get_field_index("cluster")
    clusters = pa.array([told.clusters.get(str(one), str(one)) for one in ids], pa.string())
    land(task, told.name, {"events": events.set_column(place, events.schema.field(place), clusters)})
