"""Scanning the files of a large extract: a few columns of all of them, and whole rows of a few. Nothing is read twice.

There may be thousands of files of some hundred kilobytes. Opening one and reading its footer costs a third of a
millisecond, each column of it a tenth, so what costs is how many files are opened, and for how many columns.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from claimline.store.arrow import arrow_schema, from_arrow
from claimline.store.atomic import StoreError
from claimline.store.places import FILE, PLACE, SEARCHED

Resources = Mapping[str, Mapping[str, Any]]
Item = TypeVar("Item")
Result = TypeVar("Result")

#: Files that are read and filtered at once: a filter costs as much for one file as for many.
_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Filter:
    """
    What rows are asked for: an expression over *columns*, and for some columns the ends between which a row must be.

    A file is passed over where its statistics say that it has no row between *ends*: by column the lowest and the
    highest value that fit, None for an open end; a row that has no value fits.
    """

    columns: tuple[str, ...] = ()
    keeps: Any = None
    ends: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the extract in *folder* that *resources*, its manifest, lists; one without rows is none."""

    folder: Path
    resources: Resources

    def rows(self, table: str) -> int:
        """Return how many rows *table* has."""
        return int(self.resources[table].get("rows", 0))

    def paths(self, table: str, parts: Collection[str] | None = None) -> list[str]:
        """
        Return the files of *table*, or those that may speak of the documents in *parts*.

        A part that holds documents holds all that is found in them, and of others nothing but links; one that holds
        none may speak of any.
        """
        paths = [path for path, known in self.resources[table]["files"].items() if known["rows"]]
        if parts is None:
            return paths
        homes = {part_of(path) for path in self.paths("documents")}
        return [path for path in paths if part_of(path) in parts or part_of(path) not in homes]

    def searched(self, table: str) -> list[str]:
        """Return the files in which all rows of *table* can be searched together, if there are any."""
        return list(self.resources[table].get("searched", ()))

    def scan(
        self,
        table: str,
        columns: Sequence[str],
        asks: Filter | None = None,
        paths: Sequence[str] | None = None,
        coded: Sequence[str] = (),
    ) -> pa.Table:
        """
        Return *columns* of the rows that are asked for in *paths*, or all, and where each stands (FILE, PLACE).

        The columns *coded* come as dictionaries: a text that stands in many rows is made once.
        """
        asks = asks or Filter()
        names = [*dict.fromkeys((*columns, *asks.columns))]
        if paths is None and self.searched(table) and set(names) <= set(SEARCHED[table]):
            search = partial(self._searched, table, names, asks, coded)
            return pa.concat_tables(_side_by_side(search, self.searched(table)))
        wanted = self.paths(table) if paths is None else paths
        read = partial(self._scanned, table, names, asks, coded)
        found = _side_by_side(read, _batches(wanted))
        return pa.concat_tables([one for one in found if one is not None] or [_placed(table, names, coded)])

    def _scanned(
        self, table: str, names: list[str], asks: Filter, coded: Sequence[str], paths: Sequence[str]
    ) -> pa.Table | None:
        held = [self._columns(table, path, names, asks, coded) for path in paths]
        pairs = [(path, one) for path, one in zip(paths, held, strict=True) if one is not None]
        if not pairs:
            return None
        lengths = [one.num_rows for _, one in pairs]
        numbers: Any = pa.array(np.repeat(np.arange(len(pairs), dtype=np.int32), lengths))
        files = pa.DictionaryArray.from_arrays(numbers, pa.array([path for path, _ in pairs]))
        places: Any = pa.array(np.concatenate([np.arange(length, dtype=np.int32) for length in lengths]))
        whole = pa.concat_tables([one for _, one in pairs]).append_column(FILE, files).append_column(PLACE, places)
        return whole if asks.keeps is None else whole.filter(asks.keeps)

    def _searched(self, table: str, names: Sequence[str], asks: Filter, coded: Sequence[str], path: str) -> pa.Table:
        wanted = [*names, FILE, PLACE]

        def read(file: pq.ParquetFile) -> pa.Table:
            return file.read(columns=wanted, use_threads=False).select(wanted)

        held = self._opened(table, path, read, [*coded, FILE])
        return held if asks.keeps is None else held.filter(asks.keeps)

    def _columns(
        self, table: str, path: str, names: Sequence[str], asks: Filter, coded: Sequence[str]
    ) -> pa.Table | None:
        def read(file: pq.ParquetFile) -> pa.Table | None:
            if not all(_between(file.metadata, *ends) for ends in asks.ends):
                return None
            return file.read(columns=list(names), use_threads=False).select(list(names))

        return self._opened(table, path, read, coded)

    def _opened(
        self, table: str, path: str, read: Callable[[pq.ParquetFile], Result], coded: Sequence[str] = ()
    ) -> Result:
        """Return what *read* finds in the file at *path*. Raises StoreError where it is damaged."""
        where = self.folder / path
        try:
            with pq.ParquetFile(where, read_dictionary=list(coded), page_checksum_verification=True) as file:
                return read(file)
        except (pa.ArrowException, OSError, KeyError) as error:
            reason = " ".join(str(error).split())[:200]
            raise StoreError(f"{where}: {table}: damaged: {reason}: run the extract again") from error

    def highest(self, table: str, column: str) -> dict[str, str]:
        """Return by file of *table* the highest value of *column*, as the file's own statistics have it."""
        paths = self.paths(table)
        found = _side_by_side(lambda path: self._opened(table, path, lambda file: _top(file.metadata, column)), paths)
        return dict(zip(paths, found, strict=True))

    def whole(self, table: str, places: Mapping[str, Sequence[int]] | None = None) -> tuple[Any, ...]:
        """Return the rows of *table* that stand at *places*, by file; None asks for every row of it."""

        def read(path: str) -> pa.Table:
            held = self._file(table, path)
            return held if places is None else held.take(pa.array(places[path], pa.int32()))

        return self._made(table, _side_by_side(read, self.paths(table) if places is None else list(places)))

    def told(self, table: str, asks: Filter, paths: Sequence[str]) -> tuple[Any, ...]:
        """Return the rows of *table* that are asked for in *paths*, each of which is taken to have some."""

        def read(some: Sequence[str]) -> pa.Table:
            return pa.concat_tables([self._file(table, path) for path in some]).filter(asks.keeps)

        return self._made(table, _side_by_side(read, _batches(paths)))

    def _file(self, table: str, path: str) -> pa.Table:
        held = self._opened(table, path, lambda file: file.read(use_threads=False))
        if held.schema.equals(arrow_schema(table)):
            return held
        odd = "its columns are not as this version writes them"
        raise StoreError(f"{self.folder / path}: {odd}: run the extract again")

    def _made(self, table: str, held: Sequence[pa.Table]) -> tuple[Any, ...]:
        try:
            return from_arrow(table, pa.concat_tables([arrow_schema(table).empty_table(), *held]))
        except ValueError as error:
            raise StoreError(f"{self.folder}: {table}: {error}: run the extract again") from error


def part_of(path: str) -> str:
    """Return the part that the file at *path* belongs to."""
    return path.rpartition("/")[0]


def parts_of(places: Iterable[str]) -> set[str]:
    """Return the parts that the files *places* belong to."""
    return set(map(part_of, places))


def placed(found: pa.Table) -> dict[str, list[int]]:
    """Return by file which of its rows were *found*."""
    places: dict[str, list[int]] = {}
    files: list[Any] = found[FILE].cast(pa.string()).to_pylist()
    numbers: list[Any] = found[PLACE].to_pylist()
    for path, place in zip(files, numbers, strict=True):
        places.setdefault(path, []).append(place)
    return places


def _batches(paths: Sequence[str]) -> list[Sequence[str]]:
    return [paths[at : at + _TOGETHER] for at in range(0, len(paths), _TOGETHER)]


def _side_by_side(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return what *work* makes of each of *items*; reading lets go of the interpreter, so threads are enough."""
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, items))


def _placed(table: str, names: Sequence[str], coded: Sequence[str]) -> pa.Table:
    """Return what a scan finds where nothing is asked for."""
    code = pa.dictionary(pa.int32(), pa.string())
    fields = [pa.field(name, code if name in coded else arrow_schema(table).field(name).type) for name in names]
    return pa.schema([*fields, pa.field(FILE, code), pa.field(PLACE, pa.int32())]).empty_table()


# ---- what the statistics of a file say -------------------------------------------------------------


def _statistics(metadata: pq.FileMetaData, column: str) -> list[Any]:
    at = metadata.schema.names.index(column)
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return [group.column(at).statistics for group in groups if group.num_rows]


def _between(metadata: pq.FileMetaData, column: str, low: str | None, high: str | None) -> bool:
    """Tell whether a row may have no value in *column*, or one from *low* to *high*."""
    return any(
        one is None
        or not one.has_min_max
        or one.null_count != 0
        or ((low is None or one.max >= low) and (high is None or one.min <= high))
        for one in _statistics(metadata, column)
    )


def _top(metadata: pq.FileMetaData, column: str) -> str:
    known = [one for one in _statistics(metadata, column) if one is not None and one.has_min_max]
    return max((str(one.max) for one in known), default="")
