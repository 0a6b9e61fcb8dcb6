"""The part of a large extract that is asked for: filters go down to the files, and no other row is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import PARTIAL, Claim, Code, Event, Extract, Grade, Link, Problem, Stance
from claimline.store.order import ordered
from claimline.store.scanning import Files, Filter, Resources, parts_of, placed

#: Statements that are made into rows at once, at most: more are for counting, not for reading.
MOST = 200_000
#: Rows of what is asked for that are read, at most, and of what stands beside it: what a page can still tell.
TOLD, BESIDE = 10_000, 500

_LATEST = {"claims": "said_latest", "stances": "latest", "events": "latest"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, as `selection.select` has it; nothing given asks for all, and `until` is far off then."""

    measures: Sequence[str] = ()
    actors: Sequence[str] = ()
    issue: str | None = None
    since: str | None = None
    until: str = "9999"

    def most(self, table: str) -> int:
        """Return how many rows of *table* are read at most: an issue asks for stances, all else for claims first."""
        return TOLD if table == ("stances" if self.issue else "claims") else BESIDE


def is_large(resources: Resources) -> bool:
    """Tell whether an extract has more statements than are made into rows at once."""
    return sum(int(resources[table].get("rows", 0)) for table in _LATEST) > MOST


def read_selected(folder: Path, resources: Resources, asked: Asked) -> Extract:
    """
    Return the claims, stances and events that are *asked* for, with all rows of their documents that they rest on.

    Where they are more than a page can tell, those of the latest days are read, and a problem of the table says so.
    """
    files = Files(folder, resources)
    codes = files.whole("codes")
    members = {*asked.actors, *(code.code for code in codes if code.parent in asked.actors)}
    asked = replace(asked, measures=sorted(_kin(codes, asked.measures)))
    notes, places = [], {}
    for table, asks in filters(asked, members).items():
        found = files.scan(table, [_LATEST[table]], asks, coded=[_LATEST[table]])
        kept, since = latest(found, _LATEST[table], asked.most(table))
        notes += [noted(table, kept.num_rows, f"{found.num_rows:,} {table} asked for", since)] if since else []
        places[table] = placed(kept)
    return replace_problems(read_places(files, Extract(codes=codes), places), notes)


def _kin(codes: Sequence[Code], measures: Sequence[str]) -> set[str]:
    """Return *measures* with the propositions that they count, and the measures that count them: one matter."""
    counted = [(code.code, code.parent) for code in codes if code.scheme == "proposition" and code.parent]
    whole = {*measures, *(parent for code, parent in counted if code in measures)}
    return whole | {code for code, parent in counted if parent in whole}


def filters(asked: Asked, members: Collection[str]) -> dict[str, Filter]:
    """Return by table which statements are *asked* for, where *members* are the codes of the actors."""
    codes = ("actor_code", "on_behalf_of") if members else ()
    measures, issues = list(asked.measures), [asked.issue] if asked.issue else []
    return {
        "claims": _joined(
            _days("said_earliest", "said_latest", asked), Filter(codes, _of(members)), _in("measure", measures)
        ),
        "stances": _joined(_days("earliest", "latest", asked), Filter(codes, _of(members)), _in("issue", issues)),
        "events": _days("earliest", "latest", asked),
    }


def read_places(files: Files, found: Extract, places: dict[str, dict[str, list[int]]]) -> Extract:
    """Return *found* with the rows at *places*, by table and file, and all that they rest on, in their order."""
    rows = {table: files.whole(table, at) for table, at in places.items()}
    links, linked = links_of(files, {row.id for held in rows.values() for row in held})
    parts = parts_of(path for at in places.values() for path in at)
    return ordered(with_grounds(files, replace(found, **rows, links=links), parts | linked))


def with_grounds(files: Files, found: Extract, parts: Collection[str]) -> Extract:
    """
    Return *found* with the rows of its documents, and what is told of its statements and links.

    Its statements stand in *parts*; their documents are looked for there first, and only then in every other.
    """
    statements: list[Claim | Stance | Event] = [*found.claims, *found.stances, *found.events]
    documents, ids = sorted({row.document for row in statements}), sorted({row.id for row in statements})
    among = _in("document", documents, always=True)
    held = files.scan("documents", (), among, files.paths("documents", parts))
    if held.num_rows < len(documents):
        held = files.scan("documents", (), among)
    homes = parts_of(placed(held))
    rows = {"documents": files.whole("documents", placed(held))}
    for table in ("passages", "times", "attributions", "rejected"):
        rows[table] = files.told(table, among, files.paths(table, homes))
    told = _in("id", [*ids, *documents, *(row.id for row in found.links)], always=True)
    problems = rows_of(files, "problems", told, files.paths("problems", {*homes, *parts}))
    corrections = rows_of(files, "corrections", _in("row", ids, always=True))
    return replace(found, **rows, problems=problems, corrections=corrections)


def links_of(files: Files, ids: Collection[str]) -> tuple[tuple[Link, ...], set[str]]:
    """Return the links that start from or lead to the rows *ids*, and the parts where they stand: that may be any."""
    either = named("source", ids).keeps | named("target", ids).keeps
    places = placed(files.scan("links", (), Filter(("source", "target"), either)))
    return files.whole("links", places), parts_of(places)


def rows_of(files: Files, table: str, asks: Filter, paths: Sequence[str] | None = None) -> tuple[Any, ...]:
    """Return the rows of *table* that the filter *asks* for, in *paths* or all. Raises StoreError for damage."""
    return files.whole(table, placed(files.scan(table, (), asks, paths)))


# ---- as many as a page can tell --------------------------------------------------------------------


def latest(found: pa.Table, day: str, most: int) -> tuple[pa.Table, str | None]:
    """
    Return those of the rows *found* that are of the latest days, *most* of them at most, and the first of these days.

    None where all are kept. What is of no day is left out first. Of a day that is too much by itself, the last in the
    order of the extract are kept.
    """
    if found.num_rows <= most:
        return found, None
    days = sorted(counts_of(found[day]).items(), reverse=True)
    total, since = 0, None
    for value, number in days:
        total += number
        if since and total > most:
            break
        since = str(value)
    if since is None:
        return found.slice(found.num_rows - most), "ever"
    kept = found.filter(pc.field(day) >= since)
    return kept.slice(max(0, kept.num_rows - most)), since


def counts_of(column: Any) -> dict[str, int]:
    """Return how often each value stands in *column*; no value is none of them."""
    counted: list[Any] = pc.value_counts(column.cast(pa.string()).combine_chunks()).to_pylist()
    return {str(one["values"]): int(one["counts"]) for one in counted if one["values"] is not None}


def noted(table: str, number: int, among: str, since: str) -> Problem:
    """Return the problem that says how many rows of *table* are read of how many, and since which day."""
    words = f"{number:,} of {among} are read: the latest, since {since}; for others set since or until"
    return Problem(table, "", Grade.WARNING, PARTIAL, words)


def replace_problems(found: Extract, notes: Sequence[Problem]) -> Extract:
    """Return *found* with *notes* before its problems."""
    return replace(found, problems=(*notes, *found.problems))


# ---- what is asked, as filters ---------------------------------------------------------------------


def _joined(*asks: Filter) -> Filter:
    """Return the filter of rows that all of *asks* keep."""
    given = [one.keeps for one in asks if one.keeps is not None]
    columns = tuple(column for one in asks for column in one.columns)
    return Filter(columns, reduce(and_, given) if given else None, tuple(end for one in asks for end in one.ends))


def _in(column: str, values: Sequence[str], always: bool = False) -> Filter:
    """Return the filter of rows that have one of *values* in *column*; none of them asks for all, unless *always*."""
    if not (values or always):
        return Filter()
    ends = ((column, min(values), max(values)),) if values else ()
    return Filter((column,), pc.field(column).isin(pa.array(values, pa.string())), ends)


def _of(members: Collection[str]) -> Any:
    codes = pa.array(sorted(members), pa.string())
    return pc.field("actor_code").isin(codes) | pc.field("on_behalf_of").isin(codes) if members else None


def _days(earliest: str, latest: str, asked: Asked) -> Filter:
    """Return the filter of rows that may be of the days *asked* for: an open side may be any day."""
    first, last = pc.field(earliest), pc.field(latest)
    asks = Filter()
    if asked.since:
        asks = Filter((latest,), (last >= asked.since) | last.is_null(), ((latest, asked.since, None),))
    if asked.until < "9999":
        until = Filter((earliest,), (first <= asked.until) | first.is_null(), ((earliest, None, asked.until),))
        asks = _joined(asks, until)
    return asks


def named(column: str, values: Collection[str]) -> Filter:
    """Return the filter of rows that have one of *values* in *column*."""
    return _in(column, sorted(values), always=True)
