"""A large extract file by file, for who needs every row and cannot hold them: a file is one table of one part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimline.model import TABLES, Extract
from claimline.schema import columns
from claimline.store.arrow import from_arrow, to_arrow
from claimline.store.atomic import StoreError, read
from claimline.store.dataset import from_file, unchanged

#: Rows that are made at once of a file.
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class File:
    """The rows of `table` in one part, at `path` below the extract's folder, with their number and the file's hash."""

    table: str
    path: str
    rows: int
    hash: str

    @property
    def part(self) -> str:
        """The part that it belongs to."""
        return str(Path(self.path).parent)


@dataclass(frozen=True, slots=True)
class Listed:
    """
    What the manifest of the extract in `folder` lists, by table, in the order of the parts.

    `searched` are the files in which the rows of many are found (`places`).
    """

    folder: Path
    files: Mapping[str, Sequence[File]]
    searched: Sequence[File] = ()

    def check_searched(self) -> None:
        """Hold the files that are searched against their hashes. Raises StoreError naming one that is another."""
        for file in self.searched:
            path = self.folder / file.path
            unchanged(path, read(path), file.hash)

    def checked(self, file: File) -> pa.Table:
        """Return all rows of *file*, held against its hash. Raises StoreError as `read_extract` does."""
        return from_file(self.folder / file.path, file.table, file.hash, _sound)

    def columns(self, file: File, *names: str) -> pa.Table:
        """Return some columns of *file*, or all; only its pages are checked. Raises StoreError."""
        path = self.folder / file.path
        try:
            return pq.read_table(path, columns=list(names) or None, partitioning=None, page_checksum_verification=True)
        except (pa.ArrowException, OSError) as error:
            raise StoreError(f"{path}: damaged: {error}: remove its folder and run the extract again") from error

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(map(self.number, self.files))

    def number(self, table: str) -> int:
        """Return how many rows the manifest has of *table*."""
        return sum(file.rows for file in self.files.get(table, ()))


@dataclass(frozen=True, slots=True)
class Held:
    """An extract that is held whole, to be asked in the same words as one that is read file by file."""

    tables: Mapping[str, pa.Table]
    files: Mapping[str, Sequence[File]]

    def checked(self, file: File) -> pa.Table:
        """Return all rows of *file*."""
        return self.tables[file.table]

    def columns(self, file: File, *names: str) -> pa.Table:
        """Return some columns of *file*, or all."""
        return self.tables[file.table].select(list(names)) if names else self.tables[file.table]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.num_rows for table in self.tables.values())


def held(extract: Extract) -> Held:
    """Return *extract* as one file a table, of which nobody needs the hash."""
    tables = {table: to_arrow(table, getattr(extract, table)) for table in TABLES}
    return Held(tables, {table: [File(table, table, rows.num_rows, "")] for table, rows in tables.items()})


def rows_of(table: str, held: pa.Table) -> Iterator[Any]:
    """Yield the rows of *held* for *table*, of which only so many are there at once."""
    for start in range(0, held.num_rows, AT_ONCE):
        yield from from_arrow(table, held.slice(start, AT_ONCE))


def listed(folder: Path, resources: Mapping[str, Mapping[str, Any]]) -> Listed:
    """Return the files of the extract in *folder* that *resources* of its manifest list."""
    searched = [file for table, known in resources.items() for file in _files(table, known.get("searched", {}))]
    return Listed(folder, {table: _files(table, known["files"]) for table, known in resources.items()}, searched)


def _files(table: str, known: Mapping[str, Mapping[str, Any]]) -> list[File]:
    return [File(table, path, one["rows"], one["hash"]) for path, one in known.items()]


def _sound(table: str, held: pa.Table) -> pa.Table:
    """Return *held* where each of its words can stand in its column. Raises ValueError."""
    for name, (kind, _) in columns(table).items():
        if issubclass(kind, StrEnum):
            for value in pc.unique(held[name]).drop_null().to_pylist():
                kind(str(value))
    return held
