"""What `changes` says of two extracts of which one is too large to be held, from the rows that differ.

A row that is the same in both says nothing by itself, so rows are compared as numbers, and only those that differ are
made, with what `changes` looks at beside them. What it finds waits on disk, to be told in its order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import Claim, Code, Extract, Link, Stance
from claimline.show.changes import AGAINST, Change, changes
from claimline.show.row import ENDS
from claimline.show.selection import statements
from claimline.show.words.labels import Labels
from claimline.store.arrow import from_arrow
from claimline.store.listed import File, Held, Listed, rows_of
from claimline.store.numbers import Array, Numbers, among, numbered, numbered_rows, picked
from claimline.store.order import ordered
from claimline.store.spool import Spool, packed, unpacked
from claimline.weigh.movements import UNSAID

Side = Listed | Held
Mask = npt.NDArray[np.bool_]

#: Rows that differ, or statements that may be newly contested, that are looked at together, about.
AT_ONCE = 40_000
_STATEMENTS = ("claims", "stances")
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
        beyond = {file.hash for name in self.sides if name != side for file in self.sides[name].files.get(table, ())}
        yield from (file for file in self.sides[side].files.get(table, ()) if not file.hash or file.hash not in beyond)


def large_changes(old: Side, new: Side, folder: Path, step: Callable[[int], None]) -> Iterator[Change]:
    """
    Return what `changes` gives for *old* and *new*; what waits meanwhile lies in *folder*.

    *step* is told of rows that are done; each is twice. Raises StoreError where a file that is read is damaged.
    """
    sides = {"old": old, "new": new}
    codes = {side: _codes(listed) for side, listed in sides.items()}
    compared = _Compared(sides, codes)
    _compare(compared, folder, step)
    differing, told = Spool(folder / "differing", 3), Spool(folder / "told", 5)
    ranges = 1 + sum(len(compared.only[side, table]) for side in sides for table in _STATEMENTS) // AT_ONCE
    _set_aside(compared, differing, ranges, step)
    for number in range(ranges):
        told.add(_keyed(change) for change in _stated(compared, differing, number))
    for targets in _some(_may_be_contested(compared)):
        told.add(_contested(compared, targets))
    return (Change(*json.loads(value)) for *_, value in told)


def _codes(side: Side) -> tuple[Code, ...]:
    return tuple(row for file in side.files.get("codes", ()) for row in from_arrow("codes", side.checked(file)))


# ---- which rows differ ------------------------------------------------------------------------------


def _compare(compared: _Compared, folder: Path, step: Callable[[int], None]) -> None:
    """Enter which rows one side has and the other has not: of claims and stances, their speakers and links."""
    tables = (*ENDS, "links")
    files = [(side, file) for side in compared.sides for table in tables for file in compared.other_files(side, table)]
    numbers = Numbers(folder, sum(file.rows for _, file in files))
    for side, file in files:
        numbers.add(f"{side}.{file.table}", numbered_rows(compared.sides[side].checked(file)))
        step(file.rows)
    for table in tables:
        compared.only["old", table] = numbers.nowhere(f"old.{table}", [f"new.{table}"])
        compared.only["new", table] = numbers.nowhere(f"new.{table}", [f"old.{table}"])


def _set_aside(compared: _Compared, differing: Spool, ranges: int, step: Callable[[int], None]) -> None:
    """Set the statements that differ aside, those of one document in one range; enter the ids of what differs."""
    ids = [_NONE]
    for side, listed in compared.sides.items():
        for table in ENDS:
            for file in compared.other_files(side, table):
                held = listed.columns(file)
                held = held.filter(pa.array(among(numbered_rows(held), compared.only[side, table])))
                ids.append(numbered(held["id"]))
                if table in _STATEMENTS and held.num_rows:
                    places = numbered(held["document"]) % np.uint64(ranges)
                    differing.add(
                        (int(place), side, table, packed(held.filter(pa.array(places == place))))
                        for place in np.unique(places)
                    )
                step(file.rows)
    compared.ids = np.unique(np.concatenate(ids))


# ---- what is stated otherwise -----------------------------------------------------------------------


def _stated(compared: _Compared, differing: Spool, number: int) -> list[Change]:
    """Return what is added, gone, revised or moved among the documents of one range."""
    rows: dict[tuple[str, str], list[Any]] = {(side, table): [] for side in compared.sides for table in ENDS}
    for _, side, table, raw in differing.under(number):
        rows[side, table] += rows_of(table, unpacked(raw))
    own = {row.id for found in rows.values() for row in found}
    links = _updates(compared.sides["new"], rows["new", "claims"])
    near = np.unique(numbered([link.target for link in links if link.relation == "updates"]))
    for side, listed in compared.sides.items():
        _add(rows, side, listed, near)
        rows[side, "stances"] += _latest(listed, rows["new", "stances"], Labels(Extract(codes=compared.codes["new"])))
    found = changes(_extract(compared, "old", rows, ()), _extract(compared, "new", rows, links))
    return [change for change in found if change.kind != "contested" and change.id in own]


def _updates(new: Side, claims: Sequence[Claim]) -> list[Link]:
    """Return the links by which *claims* bring up to date what was said or left unsaid, and what was left unsaid."""
    sources = np.unique(numbered([row.id for row in claims]))
    links = [link for link in _links(new, "source", sources) if link.relation == "updates"]
    targets = np.unique(numbered([link.target for link in links]))
    return [*links, *(link for link in _links(new, "source", targets) if link.relation in UNSAID)]


def _latest(side: Side, stances: Sequence[Stance], labels: Labels) -> list[Stance]:
    """Return the stances of the last day, for each actor and issue of which there is one among *stances*."""
    last: dict[tuple[str, str], list[Stance]] = {(labels.principal(row), row.issue): [] for row in stances}
    issues = pa.array(sorted({row.issue for row in stances}), pa.string())
    for file in side.files.get("stances", ()) if last else ():
        held = side.columns(file)
        for row in rows_of("stances", held.filter(pc.and_(pc.is_in(held["issue"], issues), held["latest"].is_valid()))):
            known = last.get((labels.principal(row), row.issue))
            if known is not None and (not known or row.latest >= (known[0].latest or "")):
                known[:] = [*(one for one in known if one.latest == row.latest), row]
    return [row for rows in last.values() for row in rows]


# ---- who contests what ------------------------------------------------------------------------------


def _may_be_contested(compared: _Compared) -> Array:
    """Return the ids of rows that a voice contests in a link which the old extract has not, or not in these words."""
    labels_differ = compared.codes["old"] != compared.codes["new"]
    others = {file.path for file in compared.other_files("new", "links")}
    found = [_NONE]
    for file in compared.sides["new"].files.get("links", ()):
        held = compared.sides["new"].columns(file)
        chosen = _against(held)
        if not labels_differ:
            new = among(numbered(held["source"]), compared.ids)
            if file.path in others:
                new |= among(numbered_rows(held), compared.only["new", "links"])
            chosen &= new
        found.append(numbered(held.filter(pa.array(chosen))["target"]))
    return np.unique(np.concatenate(found))


def _against(held: pa.Table) -> Mask:
    relations = pa.array(AGAINST, pa.string())
    stated = pc.equal(held["basis"], pa.scalar("stated"))
    return np.array(pc.and_(stated, pc.is_in(held["relation"], relations)).to_numpy())


def _contested(compared: _Compared, targets: Array) -> Iterator[tuple[Any, ...]]:
    """Yield which of the rows *targets* are newly contested, as they are kept."""
    rows: dict[tuple[str, str], list[Any]] = {(side, table): [] for side in compared.sides for table in ENDS}
    links = {side: list(_links(listed, "target", targets)) for side, listed in compared.sides.items()}
    ends = np.union1d(targets, numbered([link.source for some in links.values() for link in some]))
    for side, listed in compared.sides.items():
        _add(rows, side, listed, ends)
    old, new = (_extract(compared, side, rows, links[side]) for side in ("old", "new"))
    places = {row.id: (row.document, row.start) for row in statements(new)}
    for change in changes(old, new):
        if change.kind == "contested" and among(numbered([change.id]), targets)[0]:
            yield _keyed(change, 2, *places[change.id])


# ---- rows that are looked at ------------------------------------------------------------------------


def _links(side: Side, end: str, wanted: Array) -> Iterator[Link]:
    for held in picked(side, "links", end, wanted):
        yield from rows_of("links", held)


def _add(rows: dict[tuple[str, str], list[Any]], side: str, listed: Side, ids: Array) -> None:
    for table in ENDS:
        for held in picked(listed, table, "id", ids):
            rows[side, table] += rows_of(table, held)


def _extract(
    compared: _Compared, side: str, rows: Mapping[tuple[str, str], list[Any]], links: Iterable[Link]
) -> Extract:
    tables = {table: tuple(rows[side, table]) for table in ENDS}
    return ordered(Extract(codes=compared.codes[side], links=tuple(links), **tables))


def _keyed(change: Change, section: int = 0, document: str = "", start: int = 0) -> tuple[Any, ...]:
    """Return *change* as it is kept: claims, then stances, by id; then those that are contested, by their places."""
    table = _STATEMENTS.index(change.table)
    return section + table, document, start, change.id, 0, json.dumps(list(change.as_json().values()))


def _some(numbers: Array) -> Iterator[Array]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
