"""What `changes` says of two extracts of which one is too large to be held, from the rows that differ.

A row that is the same in both says nothing by itself, so rows are compared as numbers, and only those that differ are
made, with what `changes` looks at beside them: some documents at a time. What it finds waits on disk, to be told in its
order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import Code, Extract, Stance
from claimline.show.changes import AGAINST, Change, changes
from claimline.show.row import ENDS
from claimline.show.selection import statements
from claimline.show.words.labels import Labels
from claimline.store.arrow import from_arrow
from claimline.store.listed import File, Held, Listed, rows_of
from claimline.store.numbers import Array, Numbers, among, numbered, numbered_rows
from claimline.store.order import ordered
from claimline.store.ranges import Places, Wanted, keep, wanted_rows
from claimline.store.spool import Spool, packed, unpacked
from claimline.weigh.movements import UNSAID

Side = Listed | Held
Mask = npt.NDArray[np.bool_]
Rows = Mapping[tuple[str, str], list[Any]]
LastDays = Mapping[tuple[str, str], list[Stance]]

#: Rows that differ, or statements that may be newly contested, that are looked at together, about.
AT_ONCE = 20_000
_STATEMENTS = ("claims", "stances")
_SIDES = ("old", "new")
_NEAR = " near"  # after a side: rows that only stand beside those that differ
_NONE: Array = np.empty(0, np.uint64)


@dataclass(slots=True)
class _Compared:
    """Two extracts, and what of them differs."""

    sides: Mapping[str, Side]
    codes: Mapping[str, tuple[Code, ...]]
    only: dict[tuple[str, str], Array] = field(default_factory=dict)  # by side and table: rows of no other side
    ids: Array = field(default_factory=lambda: _NONE)  # of such claims, stances and attributions, in order

    def other_files(self, side: str, table: str) -> Iterator[File]:
        """Yield the files of *table* that the other side has not."""
        beyond = {file.hash for name in _SIDES if name != side for file in self.sides[name].files.get(table, ())}
        yield from (file for file in self.sides[side].files.get(table, ()) if not file.hash or file.hash not in beyond)


def large_changes(old: Side, new: Side, folder: Path, step: Callable[[int], None]) -> Iterator[Change]:
    """
    Return what `changes` gives for *old* and *new*; what waits meanwhile lies in *folder*.

    *step* is told of rows that are done; each is twice. Raises StoreError where a file that is read is damaged.
    """
    compared = _Compared({"old": old, "new": new}, {"old": _codes(old), "new": _codes(new)})
    _compare(compared, folder, step)
    stated, contested, told = (Spool(folder / name, keys) for name, keys in (("said", 3), ("against", 3), ("told", 5)))
    ranges = _set_aside(compared, Spool(folder / "waiting", 3), stated, step)
    last = _last_days(compared, stated, ranges)
    for number in range(ranges):
        told.add(_keyed(change) for change in _stated(compared, stated, number, last))
    targets = _may_be_contested(compared)
    for number in range(_set_contested(compared, contested, targets)):
        told.add(_contested(compared, contested, number, targets))
    return (Change(*json.loads(value)) for *_, value in told)


def _codes(side: Side) -> tuple[Code, ...]:
    return tuple(row for file in side.files.get("codes", ()) for row in from_arrow("codes", side.checked(file)))


# ---- which rows differ ------------------------------------------------------------------------------


def _compare(compared: _Compared, folder: Path, step: Callable[[int], None]) -> None:
    """Enter which rows one side has and the other has not: of claims and stances, their speakers and links."""
    tables = (*ENDS, "links")
    files = [(side, file) for side in _SIDES for table in tables for file in compared.other_files(side, table)]
    numbers = Numbers(folder, sum(file.rows for _, file in files))
    for side, file in files:
        numbers.add(f"{side}.{file.table}", numbered_rows(compared.sides[side].checked(file)))
        step(file.rows)
    for table in tables:
        compared.only["old", table] = numbers.nowhere(f"old.{table}", [f"new.{table}"])
        compared.only["new", table] = numbers.nowhere(f"new.{table}", [f"old.{table}"])


def _set_aside(compared: _Compared, waiting: Spool, stated: Spool, step: Callable[[int], None]) -> int:
    """Set aside the statements that differ, with what stands beside them; return in how many ranges of documents."""
    documents, ids = [_NONE], [_NONE]
    for place, (side, table, held) in enumerate(_differing(compared, step)):
        ids.append(numbered(held["id"]))
        if table in _STATEMENTS:
            documents.append(numbered(held["document"]))
            waiting.add([(place, side, table, packed(held))])
    compared.ids = np.unique(np.concatenate(ids))
    numbers, ranges = _in_order(np.concatenate(documents))
    claims = []
    for _, side, table, raw in waiting:
        held = unpacked(raw)
        wanting = ranges[np.searchsorted(numbers, numbered(held["document"]))]
        keep(stated, side, table, held, wanting)
        if (side, table) == ("new", "claims"):
            claims.append((numbered(held["id"]), wanting))
    _set_updates(compared, stated, Wanted.of(claims))
    return int(ranges.max(initial=-1)) + 1


def _differing(compared: _Compared, step: Callable[[int], None]) -> Iterator[tuple[str, str, pa.Table]]:
    """Yield the rows of statements and speakers that one side has alone, file by file."""
    for side in _SIDES:
        for table in ENDS:
            for file in compared.other_files(side, table):
                held = compared.sides[side].columns(file)
                held = held.filter(pa.array(among(numbered_rows(held), compared.only[side, table])))
                if held.num_rows:
                    yield side, table, held
                step(file.rows)


def _in_order(documents: Array) -> tuple[Array, Places]:
    """Return the numbers of *documents*, and of each in which range it is: they are cut as they first come."""
    numbers, first, rows = np.unique(documents, return_index=True, return_counts=True)
    order = np.argsort(first)
    ranges = np.empty(len(numbers), np.int64)
    ranges[order] = np.cumsum(rows[order]) // AT_ONCE
    return numbers, ranges


# ---- what is stated otherwise -----------------------------------------------------------------------


def _set_updates(compared: _Compared, stated: Spool, claims: Wanted) -> None:
    """Add the links by which *claims* bring something up to date, and what that is: a statement, or what is unsaid."""
    near = []
    for held, ranges in _links(compared.sides["new"], "source", claims, ("updates",)):
        keep(stated, "new" + _NEAR, "links", held, ranges)
        near.append((numbered(held["target"]), ranges))
    targets = Wanted.of(near)
    for held, ranges in _links(compared.sides["new"], "source", targets, UNSAID):
        keep(stated, "new" + _NEAR, "links", held, ranges)
    _set_rows(compared, stated, targets)


def _last_days(compared: _Compared, stated: Spool, ranges: int) -> Mapping[str, LastDays]:
    """Return on each side the stances of the last day, by actor and issue, where the new one has others."""
    labels = Labels(Extract(codes=compared.codes["new"]))
    keys = {
        (labels.principal(row), row.issue)
        for number in range(ranges)
        for row in _rows(stated, number, "stances").get(("new", "stances"), ())
    }
    return {side: _last_day(listed, {key: [] for key in keys}, labels) for side, listed in compared.sides.items()}


def _last_day(side: Side, last: dict[tuple[str, str], list[Stance]], labels: Labels) -> LastDays:
    issues = pa.array(sorted({issue for _, issue in last}), pa.string())
    for file in side.files.get("stances", ()) if last else ():
        held = side.columns(file)
        for row in rows_of("stances", held.filter(pc.and_(pc.is_in(held["issue"], issues), held["latest"].is_valid()))):
            known = last.get((labels.principal(row), row.issue))
            if known is not None and (not known or row.latest >= (known[0].latest or "")):
                known[:] = [*(one for one in known if one.latest == row.latest), row]
    return last


def _stated(compared: _Compared, stated: Spool, number: int, last: Mapping[str, LastDays]) -> list[Change]:
    """Return what is added, gone, revised or moved among the documents of one range."""
    rows = _rows(stated, number)
    differing = {row.id for side in _SIDES for table in _STATEMENTS for row in rows.get((side, table), ())}
    labels = Labels(Extract(codes=compared.codes["new"]))
    keys = {(labels.principal(row), row.issue) for row in rows.get(("new", "stances"), ())}
    sides = [
        _extract(compared, side, rows, [row for key in keys for row in last[side].get(key, ())]) for side in _SIDES
    ]
    return [change for change in changes(*sides) if change.kind != "contested" and change.id in differing]


# ---- who contests what ------------------------------------------------------------------------------


def _may_be_contested(compared: _Compared) -> Wanted:
    """Return the ids of rows that a voice contests in a link which the old extract has not, or not in these words."""
    others = {file.path for file in compared.other_files("new", "links")}
    labels_differ = compared.codes["old"] != compared.codes["new"]
    found = [_NONE]
    for file in compared.sides["new"].files.get("links", ()):
        held = compared.sides["new"].columns(file)
        held = held.filter(pa.array(_against(held)))
        if not labels_differ:
            other = among(numbered(held["source"]), compared.ids)
            if file.path in others:
                other |= among(numbered_rows(held), compared.only["new", "links"])
            held = held.filter(pa.array(other))
        found.append(numbered(held["target"]))
    numbers = np.unique(np.concatenate(found))
    return Wanted(numbers, np.arange(len(numbers), dtype=np.int64) // AT_ONCE)


def _against(held: pa.Table) -> Mask:
    stated = pc.equal(held["basis"], pa.scalar("stated"))
    return np.array(pc.and_(stated, pc.is_in(held["relation"], pa.array(AGAINST, pa.string()))).to_numpy())


def _set_contested(compared: _Compared, contested: Spool, targets: Wanted) -> int:
    """Set aside what may be newly contested, by whom it is and was, and in which links; return in how many ranges."""
    near = [(targets.numbers, targets.ranges)]
    for side in _SIDES:
        for held, ranges in _links(compared.sides[side], "target", targets, AGAINST):
            keep(contested, side + _NEAR, "links", held, ranges)
            near.append((numbered(held["source"]), ranges))
    _set_rows(compared, contested, Wanted.of(near))
    return int(targets.ranges.max(initial=-1)) + 1


def _contested(compared: _Compared, contested: Spool, number: int, targets: Wanted) -> Iterator[tuple[Any, ...]]:
    """Yield which of the rows *targets* are newly contested, as they are kept, in one range."""
    rows = _rows(contested, number)
    old, new = (_extract(compared, side, rows) for side in _SIDES)
    places = {row.id: (row.document, row.start) for row in statements(new)}
    own = targets.numbers[targets.ranges == number]
    for change in changes(old, new):
        if change.kind == "contested" and among(numbered([change.id]), own)[0]:
            yield _keyed(change, 2, *places[change.id])


# ---- rows that are looked at ------------------------------------------------------------------------


def _links(side: Side, end: str, wanted: Wanted, relations: Iterable[str]) -> Iterator[tuple[pa.Table, Places]]:
    """Yield the links of some *relations* whose *end* is *wanted*, with the ranges that want them."""
    of = pa.array(relations, pa.string())
    for held, ranges in wanted_rows(side, "links", end, wanted):
        chosen: Any = pc.is_in(held["relation"], of)
        yield held.filter(chosen), ranges[chosen.to_numpy()]


def _set_rows(compared: _Compared, spool: Spool, ids: Wanted) -> None:
    """Add the rows of both sides that have *ids*."""
    for side, listed in compared.sides.items():
        for table in ENDS:
            for held, ranges in wanted_rows(listed, table, "id", ids):
                keep(spool, side + _NEAR, table, held, ranges)


def _rows(spool: Spool, number: int, only: str = "") -> Rows:
    """Return the rows that are kept under a range by side and table, or those of *only* one table."""
    found: dict[tuple[str, str], list[Any]] = {}
    for _, side, table, raw in spool.under(number):
        if only in ("", table):
            found.setdefault((side, table), []).extend(rows_of(table, unpacked(raw)))
    return found


def _extract(compared: _Compared, side: str, rows: Rows, stances: Iterable[Stance] = ()) -> Extract:
    """Return the rows of one *side*, those that differ and those near them, and *stances*, as an extract."""
    tables: dict[str, Any] = {
        table: (*rows.get((side, table), ()), *rows.get((side + _NEAR, table), ())) for table in (*ENDS, "links")
    }
    tables["stances"] += tuple(stances)
    return ordered(Extract(codes=compared.codes[side], **tables))


def _keyed(change: Change, section: int = 0, document: str = "", start: int = 0) -> tuple[Any, ...]:
    """Return *change* as it is kept: claims, then stances, by id; then those that are contested, by their places."""
    table = _STATEMENTS.index(change.table)
    return section + table, document, start, change.id, 0, json.dumps(list(change.as_json().values()))
