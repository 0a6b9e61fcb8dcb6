"""Join what blocks cannot see: statements of one source on one matter that stand months apart.

After the blocks have landed, the few columns that the rules of `weigh` look at are read again: how each statement of a
source stands to the one before it, in runs of so many claims; where a doubt or denial is followed by the statement
itself, block by block; and which documents hold the same bytes. What is found lands as parts of their own. This runs in
workers and is as idempotent as `work`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimline.engine.work import Task, same_code
from claimline.model import Attribution, Claim, Extract, Link, Problem
from claimline.store.arrow import arrow_schema, from_arrow, to_arrow
from claimline.store.dataset import land_part, part_file
from claimline.weigh.claims import revised
from claimline.weigh.movements import Dated, Doubt, dated, first, followed
from claimline.weigh.problems import of_copies, of_links

#: Claims that are held at once, at most; those of one source on one measure stay together.
USUAL = 100_000
#: The table of a weighed part that has its doubts and denials.
DOUBTS = "doubts"
_DOUBT = ("id", "document", "actor", "actor_code")
_DOUBTS = pa.schema([*((name, pa.string()) for name in (*_DOUBT, "side", "day")), ("matters", pa.list_(pa.string()))])
_WHO = ("measure", "actor", "actor_code", "part_of")
_DAYS = ("date", "earliest", "latest", "said", "said_earliest", "said_latest")
_FIGURE = ("low", "high", "bound", "kind", "unit", "counted", "distribution", "increment", "status", "polarity")
_CLAIM = ("id", "document", "start", "end", "quote", "on_behalf_of", *_WHO, *_DAYS, *_FIGURE)


@dataclass(frozen=True, slots=True)
class Joint:
    """What is to be joined of *blocks*: revisions among claims of the keys `span`, or without one the movements."""

    name: str
    blocks: tuple[str, ...]
    span: tuple[str, str] | None


def joints(folder: Path, blocks: Sequence[str]) -> Iterator[Joint]:
    """Yield what is to be joined of *blocks*, which have landed in *folder*; nothing if they are only one."""
    if len(blocks) > 1:
        yield _joint("moved-", blocks, None)
        for span in _spans(_number(folder, blocks)):
            yield _joint("revised-", blocks, span)


def _joint(kind: str, blocks: Sequence[str], span: tuple[str, str] | None) -> Joint:
    told = "\n".join([*blocks, *(span or ())])
    return Joint(kind + blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(), tuple(blocks), span)


def _number(folder: Path, blocks: Sequence[str]) -> Counter[str]:
    """Return how many claims there are of each measure and source."""
    found: Counter[str] = Counter()
    for block in blocks:
        for held in _columns(folder, block, "claims", _WHO):
            counted = pc.value_counts(_keys(held.filter(_sourced(held))))
            found.update({row["values"]: row["counts"] for row in counted.to_pylist()})
    return found


def _spans(number: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the first and the last key of each run, in their order, that has about the usual number of claims."""
    run: list[str] = []
    held = 0
    for key in sorted(key for key in number if number[key] > 1):
        if run and held + number[key] > USUAL:
            yield run[0], run[-1]
            run, held = [], 0
        run.append(key)
        held += number[key]
    if run:
        yield run[0], run[-1]


def _keys(held: pa.Table) -> Any:
    source = pc.coalesce(held["actor_code"], held["actor"])
    return pc.binary_join_element_wise(held["measure"], source, pa.scalar("\x1f"))  # type: ignore[call-overload]


def _sourced(held: pa.Table) -> Any:
    return pc.and_(pc.and_(held["measure"].is_valid(), held["actor"].is_valid()), held["part_of"].is_null())


# ---- in a worker -----------------------------------------------------------------------------------


def join(task: Task, joint: Joint) -> None:
    """Land the part of *joint*: its links, and the problems that they tell of. Raises StoreError."""
    same_code(task)
    found = _revisions(task, joint.blocks, joint.span) if joint.span else _movements(task, joint.blocks)
    links = sorted(found, key=lambda row: (row.document, row.start, row.end, row.id))
    copies = () if joint.span else _copies(task.folder, joint.blocks)
    problems = sorted([*of_links(links), *copies], key=lambda row: row.id)
    tables = {"links": to_arrow("links", links), "problems": to_arrow("problems", problems)}
    land_part(task.folder, joint.name, {name: rows for name, rows in tables.items() if rows.num_rows}, task.said)


def is_joined(row: Link | Problem) -> bool:
    """Tell whether *row* is of the kind that is found across blocks: what a source says again, copies of a text."""
    if isinstance(row, Problem):
        return row.rule == "duplicate"
    again = row.rule == "inferred.claims" and row.independence == "same_source"
    return again or row.rule == "inferred.movement"


def _revisions(task: Task, blocks: Sequence[str], span: tuple[str, str]) -> list[Link]:
    claims: list[Claim] = []
    for block in blocks:
        for held in _columns(task.folder, block, "claims", _CLAIM):
            keys = _keys(held)
            within = pc.and_(pc.greater_equal(keys, pa.scalar(span[0])), pc.less_equal(keys, pa.scalar(span[1])))
            claims += _rows("claims", held.filter(pc.and_(_sourced(held), within)))
    said = _stated(task.folder, blocks, {row.id for row in claims})
    return [row for row in revised(claims) if frozenset((row.source, row.target)) not in said]


def _stated(folder: Path, blocks: Sequence[str], ids: set[str]) -> set[frozenset[str]]:
    """Return the pairs of the rows *ids* of which a text itself says how they stand to each other."""
    found: set[frozenset[str]] = set()
    wanted = pa.array(sorted(ids), pa.string())
    for block in blocks:
        for held in _columns(folder, block, "links", ("source", "target", "basis")):
            among = pc.and_(pc.equal(held["basis"], pa.scalar("stated")), pc.is_in(held["source"], wanted))
            found |= {frozenset((row["source"], row["target"])) for row in held.filter(among).to_pylist()}
    return found


def _movements(task: Task, blocks: Sequence[str]) -> list[Link]:
    """Return the movements across *blocks*; of the claims one is held for each side, matter and day asked of."""
    told = [doubt for block in blocks for doubt in _doubts(task.folder, block)]
    asked = {(doubt.side, code) for doubt in told for code in doubt.matters}
    earliest: dict[tuple[str | None, str | None, str], Dated] = {}
    for block in blocks if told else ():
        for one in _spoken(task, block):
            key = (one[1].on_behalf_of, one[1].measure, one[0])
            if key[:2] in asked and (key not in earliest or first(one) < first(earliest[key])):
                earliest[key] = one
    return list(followed(told, earliest.values()))


def _copies(folder: Path, blocks: Sequence[str]) -> Iterator[Problem]:
    """Yield which documents of *blocks* hold the bytes of another; only those that do are made into rows."""
    tables = [one for block in blocks for one in _columns(folder, block, "documents", ("document", "sha256"))]
    if tables:
        held = pa.concat_tables(tables).sort_by("document")
        counted = pc.value_counts(held["sha256"])
        several = counted.filter(pc.greater(counted.field("counts"), pa.scalar(1))).field("values")
        yield from of_copies(_rows("documents", held.filter(pc.is_in(held["sha256"], several))))


def _spoken(task: Task, block: str) -> list[Dated]:
    tables = {"claims": _CLAIM, "documents": ("document", "publisher")}
    rows = {
        table: tuple(row for held in _columns(task.folder, block, table, names) for row in _rows(table, held))
        for table, names in tables.items()
    }
    return dated(Extract(**rows), task.codebook)


def _columns(folder: Path, block: str, table: str, names: Sequence[str]) -> Iterator[pa.Table]:
    path = part_file(folder, block, table)
    if path.is_file():
        yield pq.read_table(path, columns=list(names), partitioning=None, page_checksum_verification=True)


def _rows(table: str, held: pa.Table) -> tuple[Any, ...]:
    """Return the rows of *held*, which has some columns of *table*; in the others they say nothing."""
    columns = [
        held[field.name] if field.name in held.column_names else pa.nulls(held.num_rows, field.type)
        for field in arrow_schema(table)
    ]
    names = arrow_schema(table).names
    return from_arrow(table, pa.Table.from_arrays(columns, names))


# ---- doubts, as a block lands them ------------------------------------------------------------------


def doubts_table(told: Sequence[Doubt]) -> pa.Table:
    """Return *told* as the table of a weighed part."""
    rows = [
        {name: getattr(one.row, name) for name in _DOUBT}
        | {"side": one.side, "day": one.day, "matters": sorted(one.matters)}
        for one in told
    ]
    return pa.Table.from_pylist(rows, _DOUBTS)


def _doubts(folder: Path, block: str) -> Iterator[Doubt]:
    for held in _columns(folder, block, DOUBTS, _DOUBTS.names):
        rows: tuple[Attribution, ...] = _rows("attributions", held)
        for row, known in zip(rows, held.to_pylist(), strict=True):
            yield Doubt(row, known["side"], known["day"], frozenset(known["matters"]))
