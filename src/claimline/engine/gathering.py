"""Gather the rows that are marked: from each part, those that stand in some buckets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import MARKS, TOLD, read, rows_of
from claimline.engine.marks import EVENT, KINDS, codes
from claimline.weigh.across import RULES

_TABLES = {kind: RULES[kind].table if kind in RULES else "events" if kind == EVENT else "claims" for kind in KINDS}


class Mark(NamedTuple):
    """How a row is marked, and what is told of its page, if it is a claim: see `asides`."""

    code: int
    beside: bool
    head: bool = False
    own: bool = False
    doubted: bool = False
    many: bool = False
    day: str | None = None


def gathered(folder: Path, part: str, wanted: Sequence[int]) -> Iterator[tuple[Mark, Any]]:
    """Yield the rows of *part* that are marked with one of the codes *wanted*, once for each such mark."""
    marks = read(folder, part, MARKS, "code", "beside", "document", "place")
    if marks is None:
        return
    marks = marks.filter(pc.and_(pc.is_in(marks["code"], pa.array(wanted, pa.int16())), marks["place"].is_valid()))
    for table in dict.fromkeys(_TABLES.values()) if marks.num_rows else ():
        own = [one for kind, name in _TABLES.items() if name == table for one in codes(kind)]
        yield from _rows(folder, part, table, marks.filter(pc.is_in(marks["code"], pa.array(own, pa.int16()))))


def _rows(folder: Path, part: str, table: str, marks: pa.Table) -> Iterator[tuple[Mark, Any]]:
    rows = read(folder, part, table) if marks.num_rows else None
    if rows is None:
        return
    places = _places(rows, marks)
    told = marks.select(["code", "beside"]).columns
    if table == "claims" and (asides := read(folder, part, TOLD)) is not None:
        told += asides.drop_columns("document").take(places).columns
    found = zip(*(column.to_pylist() for column in told), strict=True)
    yield from zip((Mark(*values) for values in found), rows_of(table, rows.take(places)), strict=True)


def _places(rows: pa.Table, marks: pa.Table) -> Any:
    """Return where in *rows*, which stand document by document, the marked ones are."""
    counted = pc.value_counts(rows["document"])
    starts = np.concatenate([[0], np.cumsum(counted.field("counts").to_numpy())[:-1]])
    documents = pc.index_in(marks["document"], counted.field("values")).to_numpy()
    return pa.array(starts[documents] + marks["place"].to_numpy())
