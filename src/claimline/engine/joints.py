"""Join what stands in different units: hold the rows of each joint against each other, and land what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import DOUBTS, FIRSTS, aside, doubts_of, read
from claimline.engine.following import Held, Tables, follow
from claimline.engine.gathering import Mark, codes_in, gathered, stating
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
    held, told = _held(task, load)
    said = _stated(task, load)
    for joint in load.joints:
        rows = held[joint.name]
        if joint.kind == EVENT:
            tables = _events(task, joint, rows)
        elif joint.kind == DOUBT:
            own = (one for one in told if code(SIDE, one.side) in joint.codes)
            tables = linked(followed(own, [(mark.day or "", row) for mark, row in rows]))
        else:
            tables = follow(task, joint, rows, said)
        land(task, joint.name, tables)


def _held(task: Task, load: Load) -> tuple[dict[str, list[Held]], list[Doubt]]:
    """Return by joint of *load* what is marked for it, and the doubts that are of use."""
    of = {one: joint.name for joint in load.joints for one in joint.due}
    told = _doubts(task, load.parts, of) if any(joint.kind == DOUBT for joint in load.joints) else []
    asked = {(one.side, matter) for one in told for matter in one.matters}
    held: dict[str, list[Held]] = defaultdict(list)
    earliest: dict[tuple[str, str | None, str | None, str | None], Held] = {}
    wanted = codes_in(of)
    for part in load.parts:
        for mark, row in gathered(task.folder, part, wanted):
            if mark.code not in _SIDES:
                held[of[mark.code]].append((mark, row))
            elif (row.on_behalf_of, row.measure) in asked:
                key = (of[mark.code], row.on_behalf_of, row.measure, mark.day)
                if key not in earliest or first(_dated(mark, row)) < first(_dated(*earliest[key])):
                    earliest[key] = (mark, row)
    for (joint, *_), one in earliest.items():
        held[joint].append(one)
    return held, told


_SIDES = codes(SIDE)


def _dated(mark: Mark, row: Any) -> Dated:
    return mark.day or "", row


def _doubts(task: Task, parts: Sequence[str], wanted: Mapping[int, str]) -> list[Doubt]:
    tables = (read(task.folder, part, DOUBTS) for part in parts)
    told = (one for held in tables if held is not None for one in doubts_of(held))
    return [one for one in told if one.side and code(SIDE, one.side) in wanted]


def _stated(task: Task, load: Load) -> set[frozenset[str]]:
    """Return the pairs of rows of *load* of which a text itself says how they stand to each other."""
    found: set[frozenset[str]] = set()
    wanted = codes_in(one for joint in load.joints if joint.kind in RULES for one in joint.sums)
    for part in load.parts:
        held = read(task.folder, part, "links", "source", "target", "basis")
        if held is not None and stating(task.folder, part, wanted):
            stated = held.filter(pc.equal(held["basis"], pa.scalar("stated")))
            found |= {pair(row["source"], row["target"]) for row in stated.to_pylist()}
    return found


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
