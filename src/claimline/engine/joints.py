"""Join what stands in different units: hold the rows of each key against each other, and land the links.

Which rows belong together is marked (`marks`). A joint is some buckets of one kind of key; its name is drawn from the
sums of all that is marked there. A document that is added has the joints made again in which its rows stand, no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import DOUBTS, FIRSTS, aside, doubts_of, read
from claimline.engine.gathering import Mark, gathered
from claimline.engine.marks import BUCKETS, DOUBT, EVENT, SIDE, Totals, bucket
from claimline.engine.weighing import linked
from claimline.engine.work import Task, land, named, same_code
from claimline.model import Event
from claimline.weigh.across import RULES, across
from claimline.weigh.clusters import first_told, shared
from claimline.weigh.framing import Pages
from claimline.weigh.movements import Dated, first, followed
from claimline.weigh.within import pair, unstated

#: Rows of a joint, about: few, so that little is done again for a document more.
USUAL = 2_000
#: Rows that a worker holds at once, about.
AT_ONCE = 60_000


@dataclass(frozen=True, slots=True)
class Joint:
    """Some buckets of one kind of key, and how many rows stand there."""

    name: str
    kind: str
    buckets: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Load:
    """Joints of one kind that are made at once, of rows in *parts*."""

    name: str
    joints: tuple[Joint, ...]
    parts: Sequence[str]


def joints(task: Task, totals: Totals) -> Iterator[Joint]:
    """Yield the joints of all that *totals* has been told is marked; where there is one row, there is none."""
    for kind in (*RULES, DOUBT, EVENT):
        beside = SIDE if kind == DOUBT else kind
        number = 1
        while number < BUCKETS and number * USUAL < totals.number(beside, range(BUCKETS)):
            number *= 2
        for place in range(number):
            buckets = tuple(range(place, BUCKETS, number))
            rows = totals.number(beside, buckets)
            if rows > 1 or (kind == DOUBT and rows):
                told = (str(number), str(place), totals.told(kind, buckets), totals.told(beside, buckets))
                if kind != DOUBT or totals.number(kind, buckets):
                    yield Joint(named(kind, task, *told), kind, buckets, rows)


def loads(due: Iterable[Joint], parts: Sequence[str]) -> Iterator[Load]:
    """Yield the joints that are *due* in loads of one kind that a worker can hold."""
    held: list[Joint] = []
    for joint in due:
        if held and (joint.kind != held[0].kind or sum(one.rows for one in held) + joint.rows > AT_ONCE):
            yield Load(held[0].name, tuple(held), parts)
            held = []
        held.append(joint)
    if held:
        yield Load(held[0].name, tuple(held), parts)


# ---- in a worker -----------------------------------------------------------------------------------


def join(task: Task, load: Load) -> None:
    """Land the part of each joint of *load*. Raises StoreError."""
    same_code(task)
    kind = load.joints[0].kind
    making = {EVENT: _events, DOUBT: _movements}.get(kind, _links)
    for joint, tables in making(task, load):
        land(task, joint.name, tables)


Tables = Mapping[str, pa.Table]


def _held(task: Task, load: Load, kind: str) -> Iterator[tuple[str, Mark, Any]]:
    buckets = sorted(one for joint in load.joints for one in joint.buckets)
    for part in load.parts:
        for mark, row in gathered(task.folder, part, kind, buckets):
            yield part, mark, row


def _of(load: Load) -> dict[int, Joint]:
    return {one: joint for joint in load.joints for one in joint.buckets}


def _links(task: Task, load: Load) -> Iterator[tuple[Joint, Tables]]:
    kind, of = load.joints[0].kind, _of(load)
    held: dict[str, list[tuple[Hashable, bool, Any]]] = defaultdict(list)
    marks: dict[str, Mark] = {}
    for _, mark, row in _held(task, load, kind):
        marks[row.id] = mark
        for key, beside in RULES[kind].keys(row):
            if beside == mark.beside and bucket(key) == mark.bucket:
                held[of[mark.bucket].name].append((key, beside, row))
    known, said = _pages(marks, held), _stated(task, load.parts, set(marks))
    for joint in load.joints:
        yield joint, linked(unstated(across(kind, held[joint.name], known), said))


def _pages(marks: Mapping[str, Mark], held: Mapping[str, Sequence[tuple[Hashable, bool, Any]]]) -> Pages:
    return Pages(
        heads={row for row, mark in marks.items() if mark.head},
        own={row for row, mark in marks.items() if mark.own},
        doubted={row for row, mark in marks.items() if mark.doubted},
        many={row.document for rows in held.values() for _, _, row in rows if marks[row.id].many},
    )


def _stated(task: Task, parts: Sequence[str], ids: set[str]) -> set[frozenset[str]]:
    """Return the pairs of the rows *ids* of which a text itself says how they stand to each other."""
    found: set[frozenset[str]] = set()
    wanted = pa.array(sorted(ids), pa.string())
    for part in parts:
        held = read(task.folder, part, "links", "source", "target", "basis")
        if held is not None:
            stated = held.filter(pc.equal(held["basis"], pa.scalar("stated")))
            among = stated.filter(pc.is_in(stated["source"], wanted))
            found |= {pair(row["source"], row["target"]) for row in among.to_pylist()}
    return found


def _movements(task: Task, load: Load) -> Iterator[tuple[Joint, Tables]]:
    """Yield the movements; of the claims one is held for each side, matter and day asked of."""
    told = [one for part in load.parts for one in _doubts(task, part) if one.side and bucket(one.side) in _of(load)]
    asked = {(one.side, code) for one in told for code in one.matters}
    earliest: dict[tuple[str | None, str | None, str], Dated] = {}
    for _, mark, row in _held(task, load, SIDE):
        key, one = (row.on_behalf_of, row.measure, mark.day or ""), (mark.day or "", row)
        if key[:2] in asked and (key not in earliest or first(one) < first(earliest[key])):
            earliest[key] = one
    for joint in load.joints:
        own = [one for one in told if bucket(one.side) in joint.buckets]
        yield joint, linked(followed(own, earliest.values()))


def _doubts(task: Task, part: str) -> Sequence[Any]:
    held = read(task.folder, part, DOUBTS)
    return doubts_of(held) if held else ()


def _events(task: Task, load: Load) -> Iterator[tuple[Joint, Tables]]:
    """Yield which events another one before them may be, under the keys of each joint."""
    of = _of(load)
    events: dict[str, dict[str, tuple[str, Event]]] = defaultdict(dict)
    for part, mark, row in _held(task, load, EVENT):
        events[of[mark.bucket].name][row.id] = (part, row)
    for joint in load.joints:
        held = sorted(events[joint.name].values(), key=lambda one: _place(one[1]))
        parts = {row.id: part for part, row in held}
        asked = ((row, [key for key in shared(row, task.codebook) if bucket(key) in joint.buckets]) for _, row in held)
        rows = (
            (parts[row.id], row.document, row.id, one.document, one.id, row.start, row.end, one.start, one.end)
            for row, one in first_told(asked)
        )
        yield joint, {FIRSTS: aside(FIRSTS, rows)}


def _place(event: Event) -> tuple[str, int, int, str]:
    return event.document, event.start, event.end, event.id
