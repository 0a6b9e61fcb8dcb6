"""The first look at a large extract: every file once, held against its hash, and what joins one file to another.

Rows become numbers, documents get a shelf on which their text will stand, and rows that lie in another part than their
document are set aside for its shelf. After that each shelf can be checked by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import TABLES, Code
from claimline.read.shelves import Places
from claimline.schema import columns
from claimline.store.arrow import from_arrow
from claimline.store.listed import File, Listed
from claimline.store.numbers import Array, Numbers, among, numbered, numbered_rows
from claimline.store.spool import Spool, packed
from claimline.weigh.check import NAMED, pointers

#: Documents of one shelf, at least, unless there are no more; a part stands on one shelf as a whole.
A_SHELF = 4_000
#: The tables whose rows are told apart and counted, with the columns that tell them apart.
KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("document",),
    "problems": tuple(columns("problems")),
    **{table: ("id",) for table in NAMED},
}
ENDS = ("source", "target")


@dataclass(slots=True)
class Documents:
    """The documents of an extract by number, in order, each with its shelf and whether the extract lists it."""

    numbers: Array
    shelf: Places
    listed: np.ndarray[Any, np.dtype[np.bool_]]
    shelves: int

    def find(self, documents: list[str]) -> Places:
        """Return the places of *documents*, -1 where there is none."""
        wanted = numbered(documents)
        there = among(wanted, self.numbers)
        return np.where(there, np.searchsorted(self.numbers, wanted), -1).astype(np.int64)

    def shelf_of(self, wanted: Array) -> Places:
        """Return the shelves of documents; one that the extract does not list has one all the same."""
        other = (wanted % np.uint64(self.shelves)).astype(np.int64)
        if not len(self.numbers):
            return other
        places = np.minimum(np.searchsorted(self.numbers, wanted), len(self.numbers) - 1)
        return np.where(among(wanted, self.numbers), self.shelf[places], other)

    def shelves_of(self, held: pa.Table) -> tuple[Places, Array]:
        """Return the shelf of each row of *held*, and the numbers of its documents."""
        coded: Any = held["document"].combine_chunks().dictionary_encode()
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        known = numbered(coded.dictionary)
        return self.shelf_of(known)[coded.indices.to_numpy(zero_copy_only=False)], known

    def and_others(self, others: Array) -> Documents:
        """Return these with *others*, which rows name and no table lists."""
        others = np.setdiff1d(others, self.numbers)
        numbers = np.concatenate([self.numbers, others])
        order = np.argsort(numbers)
        shelf = np.concatenate([self.shelf, self.shelf_of(others)])
        listed = np.concatenate([self.listed, np.zeros(len(others), np.bool_)])
        return Documents(numbers[order], shelf[order], listed[order], self.shelves)


@dataclass(slots=True)
class Survey:
    """What is known of an extract after a first look at it."""

    listed: Listed
    documents: Documents
    parts: dict[str, int]  # the shelf of each part
    numbers: Numbers
    aside: Spool  # by shelf: a table's name and rows, packed
    codes: tuple[Code, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    others: list[Array] = field(default_factory=list)
    on_shelf: dict[int, list[File]] = field(default_factory=dict)


def survey(listed: Listed, folder: Path, aside: Spool, step: Callable[[int], None]) -> Survey:
    """Look at every file of *listed*, with what waits on disk in *folder*. Raises StoreError where one is damaged."""
    documents, parts = _shelved(listed)
    numbers = Numbers(folder, 2 * sum(listed.number(table) for table in TABLES))
    seen = Survey(listed, documents, parts, numbers, aside)
    for table in TABLES:
        for file in listed.files.get(table, ()):
            _see(seen, file, listed.checked(file))
            step(file.rows)
    if seen.others:
        seen.documents = documents.and_others(np.unique(np.concatenate(seen.others)))
    return seen


def _shelved(listed: Listed) -> tuple[Documents, dict[str, int]]:
    """Return the documents that *listed* lists, on shelves of some consecutive parts, and the shelf of each part."""
    parts: dict[str, int] = {}
    found, shelves, shelf, room = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], 0, A_SHELF
    for file in listed.files.get("documents", ()):
        named = numbered(listed.checked(file)["document"])
        if room <= 0:
            shelf, room = shelf + 1, A_SHELF
        room -= len(named)
        parts[file.part] = shelf
        found.append(named)
        shelves.append(np.full(len(named), shelf, np.int64))
    numbers, first = np.unique(np.concatenate(found), return_index=True)
    by_rows = sum(listed.number(table) for table in TABLES) // (100 * A_SHELF)
    known = np.ones(len(numbers), np.bool_)
    return Documents(numbers, np.concatenate(shelves)[first], known, max(shelf, by_rows) + 1), parts


def _see(seen: Survey, file: File, held: pa.Table) -> None:
    table = file.table
    seen.counts[table] += held.num_rows
    if table == "codes":
        seen.codes += from_arrow(table, held)
    if table == "claims":
        seen.counts["figures"] += held.filter(pc.or_(held["low"].is_valid(), held["high"].is_valid())).num_rows
    if not held.num_rows:
        return
    if table in KEYS:
        seen.numbers.add(table, keys_of(table, held))
    for column, _ in joins(table):
        seen.numbers.add(f"{table}.{column}", numbered(held[column].drop_null()))
    if "document" in columns(table):
        _away(seen, file, held)


def keys_of(table: str, held: pa.Table) -> Array:
    """Return the numbers that tell the rows of *held* apart."""
    names = KEYS[table]
    return numbered(held[names[0]]) if len(names) == 1 else numbered_rows(held.select(list(names)))


def joins(table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns of *table* that name another row, each with the tables of which one must have it."""
    for column, target in pointers(table).items():
        yield column, (target,)
    if table == "links":
        yield from ((end, NAMED) for end in ENDS)


def _away(seen: Survey, file: File, held: pa.Table) -> None:
    """Set aside the rows of *held* that lie elsewhere than their documents."""
    shelves, named = seen.documents.shelves_of(held)
    strange = named[~among(named, seen.documents.numbers)]
    if len(strange):
        seen.others.append(np.unique(strange))
    home = seen.parts.get(file.part, -1)
    seen.on_shelf.setdefault(home, []).append(file)
    for shelf in np.unique(shelves[shelves != home]).tolist():
        seen.aside.add([(shelf, file.table, packed(held.filter(pa.array(shelves == shelf))))])
