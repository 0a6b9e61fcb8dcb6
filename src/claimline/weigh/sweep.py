"""Check an extract that is too large to be held, shelf by shelf, by the rules of `check` and in its order.

What is wrong waits on disk until all is seen: nothing is told of an extract of which a file turns out to be damaged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import count, groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import TABLES, Grade, Problem
from claimline.read.corpora import Entry
from claimline.read.shelves import Shelves
from claimline.schema import columns
from claimline.store.listed import Listed, rows_of
from claimline.store.numbers import Array, among, numbered
from claimline.store.order import place
from claimline.store.spool import Spool, unpacked
from claimline.weigh.check import NAMED, Coded, by_itself, of_document, pointing, twice, unknown
from claimline.weigh.survey import ENDS, KEYS, Survey, joins, keys_of, survey

Mask = npt.NDArray[np.bool_]

#: Rows of which several seem to be one, and that are looked at together.
DOUBLES = 50_000
#: What is told first, second and last; between them stand the ids of each table, and then its rows.
_DOCUMENTS, _NEW, _TOLD = 0, 1, 1_000


@dataclass(slots=True)
class Swept:
    """What a sweep has found, waiting on disk: call `problems` for it."""

    told: Spool
    seen: Survey
    running: Iterator[int] = field(default_factory=count)

    def tell(self, section: int, row: Any, found: Iterable[Problem], order: object = None) -> None:
        """Keep what was *found* of *row*, to be told in *section*."""
        same = _digest(row)
        self.told.add(
            (section, *place(row), next(self.running) if order is None else order, json.dumps([*_cells(one), same]))
            for one in found
        )

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, then what the extract itself tells, in the order in which `check` has it."""
        for _, rows in groupby(self.told, key=lambda row: row[:5]):
            heard: set[str] = set()
            for *_, value in rows:
                if value not in heard:  # a row that stands in two parts is one row
                    heard.add(value)
                    table, key, grade, rule, message, _ = json.loads(value)
                    yield Problem(table, key, Grade(grade), rule, message)

    def counts(self) -> dict[str, int]:
        """Return how many different rows there are of each table, with the claims that are `figures`."""
        return dict(self.seen.counts)


def sweep(listed: Listed, corpus: Iterable[Entry], folder: Path, *, notes: bool, step: Callable[[int], None]) -> Swept:
    """
    Check the extract that is *listed* against the texts of its *corpus*; what waits meanwhile lies in *folder*.

    Of what the extract itself tells the *notes* are left out unless asked for. *step* is told of rows that are done;
    each is twice. Raises StoreError where a file is damaged.
    """
    listed.check_searched()
    aside = Spool(folder / "aside", 2)
    found = Swept(Spool(folder / "told", 6), survey(listed, folder, aside, step))
    strange = Spool(folder / "strange", 2)
    documents = found.seen.documents
    texts = Shelves(
        documents.shelf,
        documents.listed,
        documents.find,
        lambda document, readable: strange.add([(document, next(found.running), readable)]),
        Spool(folder / "texts", 1),
    )
    for shelf, some in texts.full(corpus):
        _check_shelf(found, shelf, some, step)
    _new(found, strange)
    for table in KEYS:
        _check_doubles(found, table)
    for table in TABLES:
        _check_pointers(found, table)
    _own(found, notes)
    return found


# ---- rows by themselves, with their texts -----------------------------------------------------------


def _check_shelf(found: Swept, shelf: int, texts: dict[str, str], step: Callable[[int], None]) -> None:
    coded = Coded.of(found.seen.codes)
    for table, held in _on_shelf(found.seen, shelf):
        section = _rows_section(table)
        for row in rows_of(table, held):
            text = texts.get(row.document)
            if table == "documents" and (wrong := list(of_document(row, text))):
                found.tell(_DOCUMENTS, row, wrong)
            if wrong := by_itself(table, row, text, coded):
                found.tell(section, row, wrong)
        step(held.num_rows)


def _on_shelf(seen: Survey, shelf: int) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of the documents on *shelf*, table by table: those of its parts, and those set aside for it."""
    for file in seen.on_shelf.get(shelf, ()):
        held = seen.listed.columns(file)
        shelves, _ = seen.documents.shelves_of(held)
        yield file.table, held if (shelves == shelf).all() else held.filter(pa.array(shelves == shelf))
    for _, table, raw in seen.aside.under(shelf):
        yield table, unpacked(raw)


def _new(found: Swept, strange: Spool) -> None:
    """Tell of the documents of the corpus that the extract has not; the first of a name is the one that counts."""
    for document, rows in groupby(strange, key=lambda row: str(row[0])):
        if next(rows)[2]:
            found.told.add([(_NEW, document, 0, 0, "", 0, json.dumps([*_cells(unknown(document)), ""]))])


# ---- what joins rows --------------------------------------------------------------------------------


def _check_doubles(found: Swept, table: str) -> None:
    """Tell of ids that stand twice; what is the same row in two parts is counted once, and nothing is told of it."""
    counts = found.seen.counts
    for some in _some(found.seen.numbers.twice(table)):
        rows = list(_rows_with(found.seen.listed, table, partial(_keyed, table, some)))
        different = list(dict.fromkeys(rows))
        counts[table] -= len(rows) - len(different)
        if table == "claims":
            counts["figures"] -= _figures(rows) - _figures(different)
        if table in NAMED:
            for key, same in groupby(sorted(different, key=lambda row: (row.id, place(row))), key=lambda row: row.id):
                first, *others = same
                if others:
                    found.tell(_rows_section(table) - 1, first, [twice(table, key)])


def _keyed(table: str, numbers: Array, held: pa.Table) -> Mask:
    return among(keys_of(table, held), numbers)


def _figures(rows: Iterable[Any]) -> int:
    return sum((row.low, row.high) != (None, None) for row in rows)


def _check_pointers(found: Swept, table: str) -> None:
    """Tell of the rows of *table* that name a row which is nowhere."""
    seen = found.seen
    lacking = {column: seen.numbers.nowhere(f"{table}.{column}", known) for column, known in joins(table)}
    if not any(map(len, lacking.values())):
        return
    absent = {target: _Absent(lacking[column]) for column, (target, *_) in joins(table) if column not in ENDS}
    ends = _Absent(np.union1d(*(lacking[end] for end in ENDS)) if table == "links" else np.empty(0, np.uint64))
    for row in _rows_with(seen.listed, table, partial(_any_among, lacking)):
        found.tell(_rows_section(table), row, pointing(table, row, absent, ends))


@dataclass(frozen=True, slots=True)
class _Absent:
    """The ids of all rows, as what is not among those that are named and are nowhere."""

    numbers: Array

    def __contains__(self, key: object) -> bool:
        return not among(numbered([str(key)]), self.numbers)[0]


def _any_among(lacking: Mapping[str, Array], held: pa.Table) -> Mask:
    found = np.zeros(held.num_rows, np.bool_)
    for column, numbers in lacking.items():
        named = held[column].is_valid().to_numpy()
        found[named] |= among(numbered(held[column].drop_null()), numbers)
    return found


def _rows_with(listed: Listed, table: str, wanted: Callable[[pa.Table], Mask]) -> Iterator[Any]:
    """Yield the rows of *table* that are *wanted*, which is told from the columns that name rows."""
    names = {*KEYS.get(table, ()), *(column for column, _ in joins(table))}
    for file in listed.files.get(table, ()):
        chosen = wanted(listed.columns(file, *names))
        if chosen.any():
            yield from rows_of(table, listed.columns(file).filter(pa.array(chosen)))


def _some(numbers: Array) -> Iterator[Array]:
    for start in range(0, len(numbers), DOUBLES):
        yield numbers[start : start + DOUBLES]


# ---- what the extract itself tells ------------------------------------------------------------------


def _own(found: Swept, notes: bool) -> None:
    for file in found.seen.listed.files.get("problems", ()):
        held = found.seen.listed.columns(file)
        chosen = held if notes else held.filter(pc.not_equal(held["grade"], pa.scalar(str(Grade.NOTE))))
        found.told.add(
            (_TOLD, "", 0, 0, row.id, repr(row), json.dumps([*_cells(row), ""])) for row in rows_of("problems", chosen)
        )


def _rows_section(table: str) -> int:
    return 3 + 2 * [*TABLES].index(table)


def _cells(problem: Problem) -> list[str]:
    return [str(getattr(problem, name)) for name in columns("problems")]


def _digest(row: object) -> str:
    return blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
