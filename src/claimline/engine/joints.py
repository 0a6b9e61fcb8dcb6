"""Join what stands in different units: hold the rows of each joint against each other, and land what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import DOUBTS, FIRSTS, aside, doubts_of, read
from claimline.engine.following import Held, Tables, follow
from claimline.engine.gathering import Mark, codes_in, marked, read_marks, stating
from claimline.engine.marks import DOUBT, EVENT, SIDE, code, codes
from claimline.engine.planning import Joint, Load
from claimline.engine.weighing import linked
from claimline.engine.work import Task, land, same_code
from claimline.weigh.across import RULES
from claimline.weigh.clusters import first_told, shared
from claimline.weigh.movements import Dated, Doubt, first, followed
from claimline.weigh.within import pair


def join(task: Task, load: Load) -> None:
    """Land the part of each joint of *load*. Raises StoreError."""
    same_code(task)
    held = _held(task, load, 0)
    for joint in load.joints:
        rows = held.rows.pop(joint.name, [])
        if joint.kind == EVENT:
            tables = _events(task, joint, rows)
        elif joint.kind == DOUBT:
            own = (one for one in held.doubts if code(SIDE, one.side) in joint.codes)
            tables = linked(followed(own, [(mark.day or "", row) for mark, row in rows]))
        else:
            tables = follow(task, joint, chain([rows], _later(task, load, joint)), held.said)
        land(task, joint.name, tables)


def _later(task: Task, load: Load, joint: Joint) -> Iterator[Sequence[Held]]:
    """Yield what is marked for *joint* turn by turn, after the first; a joint of several turns is a load by itself."""
    for turn in range(1, len(joint.due)):
        yield _held(task, load, turn).rows[joint.name]


@dataclass(slots=True)
class _Gathered:
    """By joint what is marked for it; the doubts that are of use; the pairs of which a text says how they stand."""

    doubts: Sequence[Doubt]
    rows: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    said: set[frozenset[str]] = field(default_factory=set)


def _held(task: Task, load: Load, turn: int) -> _Gathered:
    of = {one: joint.name for joint in load.joints for due in joint.due[turn : turn + 1] for one in due}
    held = _Gathered(_doubts(task, load, of))
    wanted, ruled = codes_in(of), codes_in(one for joint in load.joints if joint.kind in RULES for one in joint.sums)
    stated = _First((one.side, matter) for one in held.doubts for matter in one.matters)
    for part in load.parts:
        marks = read_marks(task.folder, part)
        if marks is None:
            continue
        if stating(marks, ruled):
            held.said |= _stated(task, part)
        for mark, row in marked(task.folder, part, marks, wanted):
            if mark.code in _SIDES:
                stated.add(of[mark.code], mark, row)
            else:
                held.rows[of[mark.code]].append((mark, row))
    for (joint, *_), one in stated.rows.items():
        held.rows[joint].append(one)
    return held


class _First:
    """Of what is *asked* for, principals with a matter each, the first claim of each day: no other is of use."""

    def __init__(self, asked: Iterable[tuple[str | None, str]]) -> None:
        self.asked = set(asked)
        self.rows: dict[tuple[str, str | None, str | None, str | None], Held] = {}

    def add(self, joint: str, mark: Mark, row: Any) -> None:
        """Hold *row* for *joint* if it is asked for, and the first."""
        key = (joint, row.on_behalf_of, row.measure, mark.day)
        if (row.on_behalf_of, row.measure) not in self.asked:
            return
        if key not in self.rows or first(_dated(mark, row)) < first(_dated(*self.rows[key])):
            self.rows[key] = (mark, row)


_SIDES = codes(SIDE)


def _dated(mark: Mark, row: Any) -> Dated:
    return mark.day or "", row


def _doubts(task: Task, load: Load, wanted: Mapping[int, str]) -> list[Doubt]:
    if all(joint.kind != DOUBT for joint in load.joints):
        return []
    tables = (read(task.folder, part, DOUBTS) for part in load.parts)
    told = (one for held in tables if held is not None for one in doubts_of(held))
    return [one for one in told if one.side and code(SIDE, one.side) in wanted]


def _stated(task: Task, part: str) -> set[frozenset[str]]:
    """Return the pairs of rows of which a text of *part* itself says how they stand to each other."""
    held = read(task.folder, part, "links", "source", "target", "basis")
    stated = held.filter(pc.equal(held["basis"], pa.scalar("stated"))).to_pylist() if held is not None else ()
    return {pair(row["source"], row["target"]) for row in stated}


def _events(task: Task, joint: Joint, held: Sequence[Held]) -> Tables:
    """Return which events another one before them may be, under the keys of *joint*."""
    events = sorted({row.id: row for _, row in held}.values(), key=_place)
    asked = ((row, [key for key in shared(row, task.codebook) if code(EVENT, key) in joint.codes]) for row in events)
    rows = (
        (row.document, row.id, one.document, one.id, row.start, row.end, one.start, one.end)
        for row, one in first_told(asked)
    )
    return {FIRSTS: aside(FIRSTS, rows)}


def _place(event: Any) -> tuple[str, int, int, str]:
    return event.document, event.start, event.end, event.id
