"""What `claimline check` tells of an extract that is held, and of one that is too large for that: the same lines.

A problem of a link is told with both ends of the link in words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from claimline.model import Code, Extract, Grade, Problem
from claimline.read.corpora import Entry
from claimline.show.row import ENDS, joined, named
from claimline.show.words.labels import Labels
from claimline.show.words.summary import counts
from claimline.store.listed import Listed, rows_of
from claimline.store.numbers import Array, numbered, picked
from claimline.store.order import place
from claimline.store.spool import Spool
from claimline.weigh.check import check
from claimline.weigh.sweep import Swept, sweep

_AT_ONCE = 50_000  # ids that are made numbers at once


@dataclass(frozen=True, slots=True)
class Checked:
    """Each problem with the ends of its link in words, "" where it is of none, and how many rows there are by noun."""

    lines: Iterable[tuple[Problem, str]]
    rows: Mapping[str, int]


def checked(extract: Extract, texts: Mapping[str, str], *, notes: bool) -> Checked:
    """Return what is wrong with *extract* by its *texts*, and then what it tells itself, *notes* only if asked for."""
    told = check(extract, texts)
    told += [problem for problem in extract.problems if notes or problem.grade != Grade.NOTE]
    ends = joined(extract)
    return Checked([(problem, ends.get(problem.id, "")) for problem in told], counts(extract))


def checked_parts(
    listed: Listed, corpus: Iterable[Entry], folder: Path, *, notes: bool, step: Callable[[int], None]
) -> Checked:
    """Return the same of an extract that is *listed*; what waits meanwhile lies in *folder*. Raises StoreError."""
    found = sweep(listed, corpus, folder, notes=notes, step=step)
    told = found.counts()
    rows = {noun: told.get(f"{noun}s", 0) for noun in counts(Extract())}
    return Checked(_with_ends(found, listed, folder), rows)


def _with_ends(found: Swept, listed: Listed, folder: Path) -> Iterator[tuple[Problem, str]]:
    links, names = _ends(listed, _ids(found.problems()), found.seen.codes, folder)
    for problem in found.problems():
        ends = json.loads(links.last(problem.id) or "[]")
        words = [names.last(end) for end in ends]
        yield problem, "; ".join(words) if words and None not in words else ""


def _ids(problems: Iterator[Problem]) -> Array:
    """Return the numbers of the ids of *problems*, in order."""
    found: Array = np.empty(0, np.uint64)
    while some := list(islice(problems, _AT_ONCE)):
        found = np.union1d(found, numbered(sorted({problem.id for problem in some})))
    return found


def _ends(listed: Listed, wanted: Array, codes: Sequence[Code], folder: Path) -> tuple[Spool, Spool]:
    """Return the ends of the links *wanted*, by the link's id, and what each end is in words, by its id."""
    links, names = Spool(folder / "links", 4), Spool(folder / "names", 5)
    labels, ends = Labels(Extract(codes=tuple(codes))), [np.empty(0, np.uint64)]
    for held in picked(listed, "links", "id", wanted):
        ends += [numbered(held[end]) for end in ("source", "target")]
        links.add((row.id, *place(row)[:3], json.dumps([row.source, row.target])) for row in rows_of("links", held))
    known = np.unique(np.concatenate(ends))
    for rank, table in enumerate(ENDS):
        for held in picked(listed, table, "id", known):
            names.add((row.id, rank, *place(row)[:3], named(row, labels)) for row in rows_of(table, held))
    return links, names
