"""Rows as numbers of 64 bits, so that what stands twice or nowhere is found without holding a text.

The numbers lie on disk, cut into ranges, of which one is held at a time. Of ten million rows, two have the same number
once in a hundred thousand extracts; whoever finds that rows are the same by number looks at the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from claimline.store.atomic import StoreError
from claimline.store.listed import Held, Listed
from claimline.store.spool import MORE_ROOM

Array = npt.NDArray[np.uint64]

#: Numbers of one range, about; and that wait in memory to be written.
A_RANGE, WAITING = 4_000_000, 2_000_000
_NONE: Array = np.empty(0, np.uint64)


def numbered(texts: pa.ChunkedArray[Any] | pa.Array[Any] | Sequence[str]) -> Array:
    """Return the number of each of *texts*, none of which is null: the same for the same text, everywhere."""
    words = texts if isinstance(texts, (pa.Array, pa.ChunkedArray)) else pa.array(texts, pa.string())
    if not len(words):
        return _NONE
    values = words.to_numpy() if isinstance(words, pa.ChunkedArray) else words.to_numpy(zero_copy_only=False)
    return pd.util.hash_array(np.asarray(values, dtype=object), categorize=False)


def numbered_rows(held: pa.Table) -> Array:
    """Return the number of each row of *held*, drawn from all its cells."""
    cells: list[Any] = [column.cast(pa.string()) for column in held.columns]
    joined: Any = pc.binary_join_element_wise(*cells, "\x1f", null_handling="replace", null_replacement="\x00")
    return numbered(joined)


def among(numbers: Array, known: Array) -> npt.NDArray[np.bool_]:
    """Tell of each of *numbers* whether it is one of *known*, which are sorted."""
    if not len(known):
        return np.zeros(len(numbers), np.bool_)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.asarray(known[places] == numbers)


def picked(listed: Listed | Held, table: str, column: str, wanted: Array) -> Iterator[pa.Table]:
    """Yield the rows of *table*, some for each file, in which *column* has one of the sorted numbers *wanted*."""
    for file in listed.files.get(table, ()) if len(wanted) else ():
        cells = listed.columns(file, column)[column]
        chosen = cells.is_valid().to_numpy().copy()
        chosen[chosen] = among(numbered(cells.drop_null()), wanted)
        if chosen.any():
            yield listed.columns(file).filter(pa.array(chosen))


class Numbers:
    """Numbers under names, kept in a folder; *expected* is about how many they will be in all."""

    def __init__(self, folder: Path, expected: int) -> None:
        self._folder = folder
        self._bits = max(0, (expected // A_RANGE).bit_length())
        self._waiting: dict[str, list[Array]] = {}
        self._number = 0

    def add(self, name: str, numbers: Array) -> None:
        """Keep *numbers* under *name*."""
        self._waiting.setdefault(name, []).append(numbers)
        self._number += len(numbers)
        if self._number > WAITING:
            self._write()

    def twice(self, name: str) -> Array:
        """Return, sorted, the numbers that stand more than once under *name*."""
        return np.concatenate([_repeated(numbers) for numbers in self._ranges(name)])

    def nowhere(self, name: str, known: Sequence[str]) -> Array:
        """Return, sorted, the numbers that stand under *name*, and under none of *known*."""
        there = zip(*(self._ranges(one) for one in known), strict=True)
        return np.concatenate(
            [
                np.setdiff1d(wanted, np.concatenate(numbers))
                for wanted, numbers in zip(self._ranges(name), there, strict=True)
            ]
        )

    def _ranges(self, name: str) -> Iterator[Array]:
        self._write()
        for place in range(1 << self._bits):
            path = self._path(name, place)
            yield np.fromfile(path, np.uint64) if path.exists() else _NONE

    def _path(self, name: str, place: int) -> Path:
        return self._folder / f"{name}.{place}.numbers"

    def _write(self) -> None:
        for name, waiting in self._waiting.items():
            numbers = np.concatenate(waiting)
            places = numbers >> np.uint64(64 - self._bits) if self._bits else np.zeros(len(numbers), np.uint64)
            for place in range(1 << self._bits):
                self._append(self._path(name, place), numbers[places == place])
        self._waiting, self._number = {}, 0

    @staticmethod
    def _append(path: Path, numbers: Array) -> None:
        try:
            with path.open("ab") as file:
                file.write(numbers.tobytes())
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}: {MORE_ROOM}") from error


def _repeated(numbers: Array) -> Array:
    ordered = np.sort(numbers)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
