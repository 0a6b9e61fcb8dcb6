"""Join what stands in different units: hold the rows of each key against each other, and land the links.

Which rows belong together is marked (`marks`). A joint is some buckets of one kind of key; its name is drawn from the
sums of all that is marked there. A document that is added has the joints made again in which its rows stand, no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import DOUBTS, FIRSTS, aside, doubts_of, read
from claimline.engine.gathering import Mark, gathered
from claimline.engine.marks import BUCKETS, DOUBT, EVENT, SIDE, Totals, code, codes
from claimline.engine.weighing import linked
from claimline.engine.work import Task, land, named, same_code
from claimline.weigh.across import RULES, across
from claimline.weigh.clusters import first_told, shared
from claimline.weigh.framing import Pages
from claimline.weigh.movements import Dated, Doubt, first, followed
from claimline.weigh.within import pair, unstated

#: Rows of a joint, about: few, so that little is done again for a document more.
USUAL = 1_000
#: Rows that a worker holds at once, at most about, and those below which no second worker is worth its reading.
AT_ONCE, WORTH_IT = 150_000, 20_000


@dataclass(frozen=True, slots=True)
class Joint:
    """Some buckets of one kind of key, by their codes, and how many rows stand there."""

    name: str
    kind: str
    codes: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Load:
    """Joints that are made at once, of rows in *parts*."""

    name: str
    joints: tuple[Joint, ...]
    parts: Sequence[str]


def joints(task: Task, totals: Totals) -> Iterator[Joint]:
    """Yield the joints of all that *totals* has been told is marked; where there is one row, there is none."""
    for kind in (*RULES, EVENT):
        for own in _cut(kind, totals):
            if totals.number(own) > 1:
                yield Joint(named(kind, task, str(len(own)), totals.told(own)), kind, own, totals.number(own))
    # What those whose doubts are told state themselves: few claims are of any use, and few are held.
    for own in _cut(SIDE, totals):
        doubts = codes(DOUBT, own[0] % BUCKETS, BUCKETS // len(own))
        if totals.number(own) and totals.number(doubts):
            told = (str(len(own)), totals.told(own), totals.told(doubts))
            yield Joint(named(DOUBT, task, *told), DOUBT, own, totals.number(own))


def _cut(kind: str, totals: Totals) -> Iterator[tuple[int, ...]]:
    """Yield the codes of *kind* in as many sets as leave about the usual number of rows in each, a power of two."""
    number = 1
    while number < BUCKETS and number * USUAL < totals.number(codes(kind)):
        number *= 2
    for place in range(number):
        yield codes(kind, place, number)


def loads(due: Sequence[Joint], parts: Sequence[str], workers: int) -> Iterator[Load]:
    """
    Yield the joints that are *due* in loads that a worker can hold, and that keep so many *workers* busy.

    Every load reads all parts, so that a load should be as large as it can.
    """
    most = min(AT_ONCE, max(WORTH_IT, sum(one.rows for one in due) // workers + USUAL))
    held: list[Joint] = []
    rows = 0
    for joint in due:
        if held and rows + joint.rows > most:
            yield Load(held[0].name, tuple(held), parts)
            held, rows = [], 0
        held.append(joint)
        rows += joint.rows
    if held:
        yield Load(held[0].name, tuple(held), parts)


# ---- in a worker -----------------------------------------------------------------------------------

Tables = Mapping[str, pa.Table]
Held = tuple[Mark, Any]


def join(task: Task, load: Load) -> None:
    """Land the part of each joint of *load*. Raises StoreError."""
    same_code(task)
    held, told = _held(task, load)
    said = _stated(task, load.parts, {row.id for rows in held.values() for _, row in rows})
    for joint in load.joints:
        rows = held[joint.name]
        if joint.kind == EVENT:
            tables = _events(task, joint, rows)
        elif joint.kind == DOUBT:
            own = (one for one in told if code(SIDE, one.side) in joint.codes)
            tables = linked(followed(own, [(mark.day or "", row) for mark, row in rows]))
        else:
            tables = linked(unstated(_links(joint, rows), said))
        land(task, joint.name, tables)


def _held(task: Task, load: Load) -> tuple[dict[str, list[Held]], list[Doubt]]:
    """Return by joint of *load* what is marked for it, and the doubts that are of use."""
    of = {one: joint.name for joint in load.joints for one in joint.codes}
    told = _doubts(task, load.parts, of) if any(joint.kind == DOUBT for joint in load.joints) else []
    asked = {(one.side, matter) for one in told for matter in one.matters}
    held: dict[str, list[Held]] = defaultdict(list)
    earliest: dict[tuple[str, str | None, str | None, str | None], Held] = {}
    for part in load.parts:
        for mark, row in gathered(task.folder, part, sorted(of)):
            if mark.code not in _SIDES:
                held[of[mark.code]].append((mark, row))
            elif (row.on_behalf_of, row.measure) in asked:
                key = (of[mark.code], row.on_behalf_of, row.measure, mark.day)
                if key not in earliest or first(_dated(mark, row)) < first(_dated(*earliest[key])):
                    earliest[key] = (mark, row)
    for (joint, *_), one in earliest.items():
        held[joint].append(one)
    return held, told


_SIDES = frozenset(codes(SIDE))


def _dated(mark: Mark, row: Any) -> Dated:
    return mark.day or "", row


def _doubts(task: Task, parts: Sequence[str], wanted: Mapping[int, str]) -> list[Doubt]:
    tables = (read(task.folder, part, DOUBTS) for part in parts)
    told = (one for held in tables if held is not None for one in doubts_of(held))
    return [one for one in told if one.side and code(SIDE, one.side) in wanted]


def _links(joint: Joint, held: Sequence[Held]) -> Iterator[Any]:
    marks = {row.id: mark for mark, row in held}
    known = Pages(
        heads={row for row, mark in marks.items() if mark.head},
        own={row for row, mark in marks.items() if mark.own},
        doubted={row for row, mark in marks.items() if mark.doubted},
        many={row.document for mark, row in held if mark.many},
    )
    placed = (
        (key, beside, row)
        for mark, row in held
        for key, beside in RULES[joint.kind].keys(row)
        if beside == mark.beside and code(joint.kind, key) == mark.code
    )
    return across(joint.kind, placed, known)


def _stated(task: Task, parts: Sequence[str], ids: set[str]) -> set[frozenset[str]]:
    """Return the pairs of the rows *ids* of which a text itself says how they stand to each other."""
    found: set[frozenset[str]] = set()
    wanted = pa.array(sorted(ids), pa.string())
    for part in parts:
        held = read(task.folder, part, "links", "source", "target", "basis")
        if held is not None:
            stated = held.filter(pc.equal(held["basis"], pa.scalar("stated")))
            among = stated.filter(pc.is_in(stated["source"], wanted)) if stated.num_rows else stated
            found |= {pair(row["source"], row["target"]) for row in among.to_pylist()}
    return found


def _events(task: Task, joint: Joint, held: Sequence[Held]) -> Tables:
    """Return which events another one before them may be, under the keys of *joint*."""
    own = frozenset(joint.codes)
    events = sorted({row.id: row for _, row in held}.values(), key=_place)
    asked = ((row, [key for key in shared(row, task.codebook) if code(EVENT, key) in own]) for row in events)
    rows = (
        (row.document, row.id, one.document, one.id, row.start, row.end, one.start, one.end)
        for row, one in first_told(asked)
    )
    return {FIRSTS: aside(FIRSTS, rows)}


def _place(event: Any) -> tuple[str, int, int, str]:
    return event.document, event.start, event.end, event.id
