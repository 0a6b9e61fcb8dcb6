"""What is read of an extract too large to be held: a beginning where nothing is asked for, a row with what is near."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import PARTIAL, Extract, Grade, Problem
from claimline.store.atomic import StoreError
from claimline.store.order import ordered
from claimline.store.selecting import MOST, Asked, Resources, opened, read_selected, rows_of, with_grounds

#: Rows that the beginning of an id may name, to be listed.
MOST_HITS = 1_000
#: Claims that an extract is opened on, at most, and of how many measures: what a page can still tell.
USUAL, MEASURES = 5_000, 3
_DAY = ("measure", "said_latest")
_SAID = ("claims", "stances", "events")
_NAMED = ("passages", "claims", "times", "attributions", "stances", "events", "links")


def read_opening(folder: Path, resources: Resources) -> Extract:
    """
    Return the latest statements on the measures with the most claims, so many days as fit, with a problem that says so.

    Raises StoreError where a single day has more than can be read.
    """
    counted = _by_day(folder, resources)
    most = [str(row["measure"]) for row in _totals(counted).slice(0, MEASURES).to_pylist()]
    since = _first_day(counted.filter(pc.is_in(counted["measure"], pa.array(most, pa.string()))))
    found = read_selected(folder, resources, Asked(most, (), None, since, "9999"))
    labels = {code.code: code.label for code in found.codes if code.scheme in ("measure", "proposition")}
    told = ", ".join(labels.get(measure, measure) for measure in most)
    whole = int(resources["claims"]["rows"])
    words = f"{len(found.claims):,} of {whole:,} claims are read: on {told or 'no measure'}, since {since or 'ever'}"
    note = Problem("claims", "", Grade.WARNING, PARTIAL, f"{words}; for others set measures, actors, since or until")
    return replace(found, problems=(note, *found.problems))


def _by_day(folder: Path, resources: Resources) -> pa.Table:
    """Return how many claims there are of each measure and day; those on no measure are left out."""
    held = opened(folder, resources, "claims", _DAY).to_table(columns=list(_DAY)).unify_dictionaries()
    counted = held.group_by(list(_DAY)).aggregate([([], "count_all")])
    texts = [counted[name].cast(pa.string()) for name in _DAY]
    return pa.table([*texts, counted["count_all"]], names=[*_DAY, "claims"]).filter(pc.is_valid(texts[0]))


def _totals(counted: pa.Table) -> pa.Table:
    totals = counted.group_by("measure").aggregate([("claims", "sum")])
    return totals.sort_by([("claims_sum", "descending"), ("measure", "ascending")])


def _first_day(counted: pa.Table) -> str | None:
    """Return the day from which on there are about the usual number of claims, the latest at least; None if ever."""
    days = counted.group_by("said_latest").aggregate([("claims", "sum")]).sort_by([("said_latest", "descending")])
    total, since = 0, None
    for row in (row for row in days.to_pylist() if row["said_latest"]):
        total += row["claims_sum"]
        if since and total > USUAL:
            break
        since = str(row["said_latest"])
    return since


def read_near(folder: Path, resources: Resources, prefix: str) -> Extract:
    """
    Return the rows whose ids begin with *prefix*; a single one with what its documents say and it is linked to, and
    with the claims on its measure. Where these are too many to be held, a problem of the row says so.
    """
    codes = rows_of(folder, resources, "codes", None)
    hits = _hits(folder, resources, prefix)
    if len(hits) != 1:
        return ordered(Extract(codes=codes, **_by_table(hits)))
    [(row, table)] = hits
    ends = {row.id} if table != "links" else {row.source, row.target}
    links = [link for end in ("source", "target") for link in _found(folder, resources, "links", end, ends)]
    others = sorted(ends | {end for link in links for end in (link.source, link.target)})
    near = [(one, name) for name in _NAMED for one in _found(folder, resources, name, "id", set(others))]
    documents = {row.document, *(one.document for one, _ in near)}
    near += [(one, name) for name in _SAID for one in _found(folder, resources, name, "document", documents)]
    found = Extract(codes=codes, **_by_table([*hits, *near]))
    notes: tuple[Problem, ...] = ()
    if measure := getattr(row, "measure", None):
        counted = {code.parent for code in codes if code.scheme == "proposition" and code.code == measure}
        found, notes = _with_measures(folder, resources, found, {measure, *(one for one in counted if one)})
        notes = tuple(replace(note, id=row.id) for note in notes)
    whole = ordered(with_grounds(folder, resources, found))
    return replace(whole, problems=(*whole.problems, *notes))


def _with_measures(
    folder: Path, resources: Resources, found: Extract, measures: set[str]
) -> tuple[Extract, tuple[Problem, ...]]:
    """Return *found* with all claims on *measures*, or, where these are too many, as it is with a note."""
    among: Any = pc.field("measure").isin(pa.array(sorted(measures), pa.string()))
    number = opened(folder, resources, "claims").count_rows(filter=among)
    if number > MOST:
        words = f"voices are counted among {len(found.claims)} claims near the row, not all {number:,} on its measure"
        return found, (Problem("claims", "", Grade.WARNING, PARTIAL, words),)
    return replace(found, claims=(*found.claims, *rows_of(folder, resources, "claims", among))), ()


def _hits(folder: Path, resources: Resources, prefix: str) -> list[tuple[Any, str]]:
    """Return the row whose id is *prefix*, or else those whose ids begin with it, each with its table."""
    exact = [(row, table) for table in _NAMED for row in _found(folder, resources, table, "id", {prefix})]
    if exact:
        return exact
    among = pc.starts_with(pc.field("id"), prefix)
    number = sum(opened(folder, resources, table).count_rows(filter=among) for table in _NAMED)
    if number > MOST_HITS:
        raise StoreError(f"{folder}: {prefix!r} begins {number:,} ids: give more of it")
    return [(row, table) for table in _NAMED for row in rows_of(folder, resources, table, among)]


def _found(folder: Path, resources: Resources, table: str, column: str, values: set[str]) -> tuple[Any, ...]:
    among: Any = pc.field(column).isin(pa.array(sorted(values), pa.string()))
    return rows_of(folder, resources, table, among)


def _by_table(rows: list[tuple[Any, str]]) -> dict[str, tuple[Any, ...]]:
    return {table: tuple(row for row, name in rows if name == table) for table in {name for _, name in rows}}
