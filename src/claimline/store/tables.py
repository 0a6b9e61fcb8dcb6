"""A table of the extract as a CSV file, and back. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimline.model import TABLES
from claimline.schema import columns
from claimline.store.atomic import StoreError
from claimline.store.cells import READERS, line

csv.field_size_limit(2**31 - 1)  # a passage without a full stop is one cell, however long


def write_table(table: str, rows: Iterable[object]) -> bytes:
    """Return *rows* as the CSV file of *table*: UTF-8, a header, a line a row."""
    lines = [list(columns(table)), *([getattr(row, name) for name in columns(table)] for row in rows)]
    return "".join(map(line, lines)).encode("utf-8")


def read_table(path: Path, table: str, raw: bytes) -> tuple[Any, ...]:
    """Return the rows of *table* in *raw*, the bytes of *path*. Raises StoreError naming row and column."""
    try:
        header, *rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise StoreError(f"{path}: no table in UTF-8: run the extract again") from error
    if header != list(columns(table)):
        odd = next((name for name in columns(table) if name not in header), "the order of columns")
        raise StoreError(f"{path}: row 1: {odd!r} is not as this version writes it: run the extract again")
    return tuple(_read_row(path, table, number, row) for number, row in enumerate(rows, 2))


def _read_row(path: Path, table: str, number: int, row: list[str]) -> Any:
    if len(row) != len(columns(table)):
        raise StoreError(f"{path}: row {number}: {len(row)} cells, not {len(columns(table))}: run the extract again")
    values: dict[str, Any] = {}
    for (name, (kind, optional)), cell in zip(columns(table).items(), row, strict=True):
        if cell == "" and optional:
            values[name] = None
            continue
        try:
            values[name] = READERS.get(kind, kind)(cell)
        except (ValueError, KeyError) as error:
            raise StoreError(
                f"{path}: row {number}: {name}: {cell!r} cannot stand here: run the extract again"
            ) from error
        if values[name] == "":
            raise StoreError(f"{path}: row {number}: {name}: must not be empty: run the extract again")
    return TABLES[table](**values)
