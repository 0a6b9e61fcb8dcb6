"""What is read of an extract too large to be held, where nothing is asked for: a beginning, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import PARTIAL, Code, Extract, Grade, Problem
from claimline.store.scanning import Files, Filter, Resources, part_of, parts_of, placed
from claimline.store.selecting import BESIDE, counts_of, latest, noted, read_places, replace_problems

#: Claims that an extract is opened on, at most, and of how many measures: what a page can still tell.
USUAL, MEASURES = 5_000, 3
#: Parts that are looked into: so many take a second or two, however many there are.
PARTS = 200


def read_opening(folder: Path, resources: Resources) -> Extract:
    """
    Return the latest statements on the measures with the most claims, so many days as fit, with a problem that says so.

    Where they cannot be searched together, they are looked for in the parts that go to the latest days, and of several
    such in the last in their order. Where these are not all, the problem says of how many documents they tell.
    """
    files = Files(folder, resources)
    claims, codes = None if files.searched("claims") else _parts(files), files.whole("codes")
    held = files.scan("claims", ("measure", "said_latest"), None, claims, coded=("measure", "said_latest"))
    most = _most(held)
    among = held.filter(pc.is_in(held["measure"].cast(pa.string()), pa.array(most, pa.string())))
    kept, since = latest(among, "said_latest", USUAL)
    since = since or min(counts_of(kept["said_latest"]), default=None)
    places, notes = {"claims": placed(kept)}, [_note(files, kept, most, codes, claims, since)]
    for table in ("stances", "events"):
        near = None if claims is None else [one for one in files.paths(table) if part_of(one) in parts_of(claims)]
        beside = files.scan(table, ("latest",), Filter(), near)
        told, day = latest(beside, "latest", BESIDE)
        whole = f"{files.rows(table):,} {table}"
        notes += [noted(table, told.num_rows, whole, day or "ever")] if told.num_rows < files.rows(table) else []
        places[table] = placed(told)
    return replace_problems(read_places(files, Extract(codes=codes), places), notes)


def _parts(files: Files) -> list[str]:
    """Return the files of claims that are looked into, in their order."""
    paths = files.paths("claims")
    if len(paths) <= PARTS:
        return paths
    highest = files.highest("claims", "said_latest")
    order = {path: number for number, path in enumerate(paths)}
    chosen = sorted(paths, key=lambda path: (highest[path], order[path]), reverse=True)[:PARTS]
    return sorted(chosen, key=order.__getitem__)


def _most(held: pa.Table) -> list[str]:
    """Return the measures of which *held* has most; claims on no measure are left out."""
    ranked = sorted((-number, measure) for measure, number in counts_of(held["measure"]).items())
    return [measure for _, measure in ranked[:MEASURES]]


def _note(
    files: Files,
    kept: pa.Table,
    most: Sequence[str],
    codes: Sequence[Code],
    claims: Sequence[str] | None,
    since: str | None,
) -> Problem:
    labels = {code.code: code.label for code in codes if code.scheme in ("measure", "proposition")}
    told = ", ".join(labels.get(measure, measure) for measure in most)
    words = f"{kept.num_rows:,} of {files.rows('claims'):,} claims are read: on {told or 'no measure'}"
    words += f", since {since or 'ever'}{'' if claims is None else _within(files, claims)}"
    return Problem("claims", "", Grade.WARNING, PARTIAL, f"{words}; for others set measures, actors, since or until")


def _within(files: Files, claims: Sequence[str]) -> str:
    """Return of how many documents the files *claims* tell, where these are not all."""
    listed = files.resources["documents"]["files"]
    looked, parts = 0, parts_of(claims)
    for path, known in listed.items():
        looked += known["rows"] if part_of(path) in parts else 0
    whole = files.rows("documents")
    return "" if looked == whole else f", in {looked:,} of {whole:,} documents"
