"""A row of an extract too large to be held, with what is near it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import PARTIAL, Claim, Extract, Grade, Link, Problem
from claimline.store.atomic import StoreError
from claimline.store.order import ordered
from claimline.store.scanning import Files, Filter, Resources, part_of, parts_of, placed
from claimline.store.selecting import links_of, named, rows_of, with_grounds

#: Rows that the beginning of an id may name, to be listed.
MOST_HITS = 1_000
#: Claims on one measure among which voices are counted; of more, so many of those said nearest in time.
ON_MEASURE, NEAREST = 2_000, 300

#: Files that are looked into before it is asked whether that was enough.
_RUN = 256
#: Days between two of which one is not known.
_NEVER = 1_000_000
_SAID = ("claims", "stances", "events")
_NAMED = ("claims", "stances", "attributions", "links", "events", "times", "passages")

Hit = tuple[str, str, int]  # a table, a file of it, and which of its rows


def read_near(folder: Path, resources: Resources, prefix: str) -> Extract:
    """
    Return the rows whose ids begin with *prefix*; a single one with what its documents say and it is linked to, and
    with the claims on its measure. Where these are too many to be held, a problem of the row says so.
    """
    files = Files(folder, resources)
    codes, hits = files.whole("codes"), _hits(files, prefix)
    rows = [(row, table) for table, path, place in hits for row in files.whole(table, {path: [place]})]
    if len(rows) != 1:
        return ordered(Extract(codes=codes, **_by_table(rows)))
    [(row, table)] = rows
    links, parts = links_of(files, {row.id} if table != "links" else {row.source, row.target})
    parts |= parts_of(path for _, path, _ in hits)
    others = {end for link in (*links, row) if isinstance(link, Link) for end in (link.source, link.target)}
    more = _places(files, others - {row.id}, parts)
    near = [(one, name) for name, path, place in more for one in files.whole(name, {path: [place]})]
    parts |= parts_of(path for _, path, _ in more)
    documents = named("document", {row.document, *(one.document for one, _ in near)})
    near += [(one, name) for name in _SAID for one in rows_of(files, name, documents, files.paths(name, parts))]
    near += [(link, "links") for link in links]
    found = Extract(codes=codes, **_by_table([*rows, *near]))
    notes: tuple[Problem, ...] = ()
    if isinstance(row, Claim) and row.measure:
        found, notes, parts = _with_measures(files, found, row, parts)
    whole = ordered(with_grounds(files, found, parts))
    return replace(whole, problems=(*whole.problems, *notes))


def _with_measures(
    files: Files, found: Extract, row: Claim, parts: set[str]
) -> tuple[Extract, tuple[Problem, ...], set[str]]:
    """Return *found* with the claims on the measure of *row*, of very many the nearest and a note; and their parts."""
    counting = {code.parent for code in found.codes if code.scheme == "proposition" and code.code == row.measure}
    measures = named("measure", {str(row.measure), *(one for one in counting if one)})
    held = _around(files, measures, parts)
    kept, notes = held, tuple[Problem, ...]()
    if held.num_rows > ON_MEASURE:
        kept = _nearest(held, row.said_latest)
        words = f"voices are counted among {kept.num_rows:,} claims near the row, not all on its measure"
        notes = (Problem("claims", row.id, Grade.WARNING, PARTIAL, words),)
    places = placed(kept)
    claims = (*found.claims, *files.whole("claims", places))
    return replace(found, claims=claims), notes, parts | parts_of(places)


def _around(files: Files, asks: Filter, parts: Collection[str]) -> pa.Table:
    """Return the claims that are asked for: from *parts* outwards until there are more than are counted, or all."""
    paths = files.paths("claims")
    middle = next((at for at, path in enumerate(paths) if part_of(path) in parts), 0)
    paths.sort(key=dict(zip(paths, (abs(at - middle) for at in range(len(paths))), strict=True)).__getitem__)
    found: list[pa.Table] = []
    for some in _runs(paths):
        found.append(files.scan("claims", ("said_latest",), asks, some, coded=("said_latest",)))
        if sum(one.num_rows for one in found) > ON_MEASURE:
            break
    return pa.concat_tables(found).unify_dictionaries()


def _runs(paths: list[str]) -> list[list[str]]:
    return [paths[at : at + _RUN] for at in range(0, max(1, len(paths)), _RUN)]


def _nearest(held: pa.Table, day: str | None) -> pa.Table:
    """Return those of the claims *held* that are said nearest to *day*, the first of them where it is not known."""
    known: Any = held["said_latest"].combine_chunks()
    away = [_apart(one, day) for one in known.dictionary.to_pylist()]
    distances = pa.array([*away, _NEVER], pa.int64()).take(known.indices.fill_null(len(away)))
    order = pc.sort_indices(pa.table({"away": distances}), sort_keys=[("away", "ascending")])
    return held.take(order[:NEAREST])


def _apart(one: str, day: str | None) -> int:
    days = [datetime.date.fromisoformat(value) for value in (one, day) if value]
    return abs((days[0] - days[1]).days) if len(days) == 2 else _NEVER


def _hits(files: Files, prefix: str) -> list[Hit]:
    """Return the row whose id is *prefix*, or else those whose ids begin with it."""
    if exact := _places(files, {prefix}):
        return exact
    hits = list(chain.from_iterable(_begun(files, table, prefix) for table in _NAMED))
    if len(hits) > MOST_HITS:
        raise StoreError(f"{files.folder}: {prefix!r} begins {len(hits):,} ids: give more of it")
    return hits


def _begun(files: Files, table: str, prefix: str) -> Iterator[Hit]:
    return _hit(table, files.scan(table, (), Filter(("id",), pc.starts_with(pc.field("id"), prefix))))


def _places(files: Files, ids: Collection[str], parts: Collection[str] = ()) -> list[Hit]:
    """
    Return where the rows *ids* stand: looked for in *parts* first, and in the table whose ids begin with their letter.

    Nothing is read any more when all are found.
    """
    left, first = set(ids), {one[:1] for one in ids}
    found: list[Hit] = []
    for table in sorted(_NAMED, key=lambda table: table[0] not in first):
        paths = sorted(files.paths(table), key=lambda path: part_of(path) not in parts)
        for some in _runs(paths):
            if left:
                held = files.scan(table, ("id",), named("id", left), some)
                found += _hit(table, held)
                left -= set(held["id"].to_pylist())
    return found


def _hit(table: str, found: pa.Table) -> Iterator[Hit]:
    return ((table, path, place) for path, places in placed(found).items() for place in places)


def _by_table(rows: list[tuple[Any, str]]) -> dict[str, tuple[Any, ...]]:
    return {table: tuple(row for row, name in rows if name == table) for table in {name for _, name in rows}}
