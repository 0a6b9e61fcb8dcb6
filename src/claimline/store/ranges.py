"""Rows that are looked at together, on disk by ranges, and what they name, found in one pass for all ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimline.store.listed import Held, Listed
from claimline.store.numbers import Array, numbered
from claimline.store.spool import Spool, packed

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The numbers of what is wanted, in order, each with the range that wants it; several may want the same."""

    numbers: Array
    ranges: Places

    @classmethod
    def of(cls, found: Iterable[tuple[Array, Places]]) -> Wanted:
        """Return what is wanted by pairs of numbers and ranges."""
        pairs = [(np.empty(0, np.uint64), np.empty(0, np.int64)), *found]
        numbers, ranges = np.concatenate([one for one, _ in pairs]), np.concatenate([one for _, one in pairs])
        order = np.lexsort((ranges, numbers))
        numbers, ranges = numbers[order], ranges[order]
        first = np.ones(len(numbers), np.bool_)
        first[1:] = (numbers[1:] != numbers[:-1]) | (ranges[1:] != ranges[:-1])
        return cls(numbers[first], ranges[first])

    def by(self, numbers: Array) -> tuple[Places, Places]:
        """Return the places of those of *numbers* that are wanted, and by which range; one may come more than once."""
        begin, end = np.searchsorted(self.numbers, numbers, "left"), np.searchsorted(self.numbers, numbers, "right")
        times = end - begin
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        return np.repeat(np.arange(len(numbers)), times), self.ranges[np.repeat(begin, times) + within]


def wanted_rows(listed: Listed | Held, table: str, column: str, wanted: Wanted) -> Iterator[tuple[pa.Table, Places]]:
    """Yield the rows of *table* whose *column* is *wanted*, some for each file, with the range that wants each."""
    for file in listed.files.get(table, ()) if len(wanted.numbers) else ():
        places, ranges = wanted.by(numbered(listed.columns(file, column)[column]))
        if len(places):
            yield listed.columns(file).take(places), ranges


def keep(spool: Spool, side: str, table: str, held: pa.Table, ranges: Places) -> None:
    """Keep the rows *held* in *spool*, each under its range."""
    spool.add(
        (number, side, table, packed(held.filter(pa.array(ranges == number)))) for number in np.unique(ranges).tolist()
    )
