"""Gather the rows that are marked: from each part, those that stand in some buckets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import MARKS, TOLD, read, rows_of
from claimline.engine.marks import BUCKETS, EVENT, KINDS
from claimline.weigh.across import RULES

_TABLES = {kind: RULES[kind].table if kind in RULES else "events" if kind == EVENT else "claims" for kind in KINDS}

#: Codes as Arrow looks them up.
Codes = Any


class Mark(NamedTuple):
    """How a row is marked, and what is told of its page, if it is a claim: see `asides`."""

    code: int
    span: int
    beside: bool
    head: bool = False
    own: bool = False
    doubted: bool = False
    many: bool = False
    day: str | None = None


def gathered(folder: Path, part: str, wanted: Codes) -> Iterator[tuple[Mark, Any]]:
    """Yield the rows of *part* that are marked with one of the codes *wanted*, once for each such mark."""
    marks = read_marks(folder, part)
    return iter(()) if marks is None else marked(folder, part, marks, wanted)


def read_marks(folder: Path, part: str) -> pa.Table | None:
    """Return the marks of *part*, as `marked` and `stating` take them; None where it has none."""
    return read(folder, part, MARKS, "code", "span", "beside", "document", "place")


def marked(folder: Path, part: str, marks: pa.Table, wanted: Codes) -> Iterator[tuple[Mark, Any]]:
    """Yield the rows of *part*, whose marks are *marks*, with one of the codes *wanted*, once for each such mark."""
    marks = marks.filter(pc.and_(pc.is_in(marks["code"], wanted), marks["place"].is_valid()))
    for table in dict.fromkeys(_TABLES.values()) if marks.num_rows else ():
        kinds = pa.array([number for number, kind in enumerate(KINDS) if _TABLES[kind] == table])
        of = pc.divide(marks["code"], BUCKETS)
        yield from _rows(folder, part, table, marks.filter(pc.is_in(of, kinds.cast(of.type))))


def stating(marks: pa.Table, wanted: Codes) -> bool:
    """Tell whether a text states how rows stand to each other that have *marks* with one of the codes *wanted*."""
    return bool(pc.any(pc.is_in(marks.filter(marks["place"].is_null())["code"], wanted)).as_py())


def codes_in(wanted: Iterable[int]) -> Codes:
    """Return the codes *wanted* as `gathered` takes them."""
    return pa.array(sorted(wanted), pa.int32())


def _rows(folder: Path, part: str, table: str, marks: pa.Table) -> Iterator[tuple[Mark, Any]]:
    rows = read(folder, part, table) if marks.num_rows else None
    if rows is None:
        return
    places = _places(rows, marks)
    told = marks.select(["code", "span", "beside"]).columns
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
