"""A table of the extract as Arrow and Parquet have it, and back. Pure.

The schema of a table is fixed by its dataclass: a column that happens to be empty has its type all the same, so that
the files of one table always fit together.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimline.model import TABLES
from claimline.schema import columns

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of *table*: a field a column; one that must not be empty is not nullable."""
    return pa.schema(
        [
            pa.field(name, pa.string() if issubclass(kind, StrEnum) else _TYPES[kind], nullable=optional)
            for name, (kind, optional) in columns(table).items()
        ]
    )


def to_arrow(table: str, rows: Iterable[object]) -> pa.Table:
    """Return *rows* of *table* in Arrow, in the order in which they come."""
    rows = list(rows)
    arrays = [pa.array([getattr(row, field.name) for row in rows], field.type) for field in arrow_schema(table)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def from_arrow(table: str, held: pa.Table) -> tuple[Any, ...]:
    """Return the rows that *held* has for *table*. Raises ValueError where a cell cannot stand in its column."""
    cells = [_values(held[name], kind) for name, (kind, _) in columns(table).items()]
    return tuple(map(TABLES[table], *cells)) if held.num_rows else ()


def _values(column: pa.ChunkedArray[Any], kind: type) -> list[Any]:
    values = column.to_pylist()
    if not issubclass(kind, StrEnum):
        return values
    make: Callable[[str], Any] = cache(kind)
    return [None if value is None else make(value) for value in values]


def to_parquet(held: pa.Table, said: Mapping[str, str]) -> bytes:
    """
    Return *held* as a Parquet file: the same bytes for the same rows, every page with its checksum.

    *said* is what the file says of how it was made, by name.
    """
    file = io.BytesIO()
    known = {f"claimline.{name}": value for name, value in sorted(said.items())}
    pq.write_table(held.replace_schema_metadata(known), file, compression="zstd", write_page_checksum=True)
    return file.getvalue()
