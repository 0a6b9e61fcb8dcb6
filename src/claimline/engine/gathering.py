"""Gather the rows that are marked: from each part, those that stand in some buckets of one kind of key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import MARKS, TOLD, read, rows_of
from claimline.engine.marks import EVENT, KINDS
from claimline.weigh.across import RULES


class Mark(NamedTuple):
    """Where a row is marked, and what is told of its page, if it is a claim: see `asides.TOLD`."""

    bucket: int
    beside: bool
    head: bool = False
    own: bool = False
    doubted: bool = False
    many: bool = False
    day: str | None = None


def gathered(
    folder: Path, part: str, kind: str, buckets: Sequence[int], columns: Sequence[str] = ()
) -> Iterator[tuple[Mark, Any]]:
    """Yield the rows of *part* that are marked as *kind* in one of *buckets*, with all or only some *columns*."""
    marks = marked(folder, part, kind, buckets)
    if marks is None or not marks.num_rows:
        return
    table = _table(kind)
    rows = read(folder, part, table, *columns)
    if rows is None:
        return
    places = _places(rows, marks)
    told = marks.select(["bucket", "beside"])
    if table == "claims":
        asides = read(folder, part, TOLD)
        if asides is not None:
            told = pa.Table.from_arrays(
                [*told.columns, *asides.drop_columns("document").take(places).columns],
                names=[*told.column_names, *asides.column_names[1:]],
            )
    found = zip(*(column.to_pylist() for column in told.columns), strict=True)
    yield from zip((Mark(*values) for values in found), rows_of(table, rows.take(places)), strict=True)


def _table(kind: str) -> str:
    return RULES[kind].table if kind in RULES else "events" if kind == EVENT else "claims"


def marked(folder: Path, part: str, kind: str, buckets: Sequence[int]) -> pa.Table | None:
    """Return the marks of *kind* that *part* has of rows in *buckets*; None if it marks nothing."""
    held = read(folder, part, MARKS, "kind", "bucket", "beside", "document", "place")
    if held is None:
        return None
    of_kind = held.filter(
        pc.and_(pc.equal(held["kind"], pa.scalar(KINDS.index(kind), pa.int8())), held["place"].is_valid())
    )
    return of_kind.filter(pc.is_in(of_kind["bucket"], pa.array(list(buckets), pa.int16())))


def _places(rows: pa.Table, marks: pa.Table) -> Any:
    """Return where in *rows*, which stand document by document, the marked ones are."""
    counted = pc.value_counts(rows["document"])
    starts = np.concatenate([[0], np.cumsum(counted.field("counts").to_numpy())[:-1]])
    documents = pc.index_in(marks["document"], counted.field("values")).to_numpy()
    return pa.array(starts[documents] + marks["place"].to_numpy())
