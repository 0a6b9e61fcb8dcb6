"""Check every row of an extract against the texts and the rules. Pure.

`check` holds an extract that is held whole; the rules by themselves serve `sweep`, which holds one that is not.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline import edtf
from claimline.model import TABLES, Bound, Claim, Code, Document, Extract, Grade, Problem, Stance
from claimline.schema import columns

#: Columns that name another row, and the table that it must be in.
_POINTERS = {"passage": "passages", "repeats": "passages", "part_of": "claims", "attribution": "attributions"}
#: Columns that hold an EDTF value, with those of its first and last day.
_DATES = {
    "date": ("earliest", "latest"),
    "edtf": ("earliest", "latest"),
    "said": ("said_earliest", "said_latest"),
    "published": ("published_earliest", "published_latest"),
}
#: Columns that hold words of the text, with where they stand.
_QUOTES = {
    "quote": ("start", "end"),
    "source": ("source_start", "source_end"),
    "cue": ("cue_start", "cue_end"),
    "context": ("context_start", None),
}


#: The tables whose rows have an id of their own: a problem carries that of another table's row.
NAMED = tuple(name for name in TABLES if "id" in columns(name) and name != "problems")

Told = Iterator[tuple[str, str]]


def check(extract: Extract, texts: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with *extract*: an empty list means that every row holds. *texts* is by document."""
    found = [problem for row in extract.documents for problem in of_document(row, texts.get(row.document))]
    found += [unknown(name) for name in sorted(set(texts) - {row.document for row in extract.documents})]
    ids = {table: {row.id for row in getattr(extract, table)} for table in NAMED}
    known, coded = set().union(*ids.values()), Coded.of(extract.codes)
    for table in TABLES:
        times = Counter(row.id for row in getattr(extract, table)) if table in NAMED else Counter[str]()
        found += [twice(table, key) for key, number in times.items() if number > 1]
        for row in getattr(extract, table):
            found += by_itself(table, row, texts.get(getattr(row, "document", "")), coded)
            found += pointing(table, row, ids, known)
    return found


def of_document(row: Document, text: str | None) -> Iterator[Problem]:
    """Yield what is wrong with the *text* of *row*, which is None where the corpus has none."""
    if text is None:
        yield _error("documents", row.document, "missing", "its text is not in the seeds")
    elif _digest(text, row.encoding) != row.sha256:
        yield _error("documents", row.document, "changed", "its text has changed since: run the extract again")


def unknown(document: str) -> Problem:
    """Return the problem that *document* of the corpus is none of the extract."""
    return _error("documents", document, "new", "its text is not in the extract: run the extract again")


def twice(table: str, key: str) -> Problem:
    """Return the problem that several rows of *table* have the id *key*."""
    return _error(table, key, "id", "stands twice")


def by_itself(table: str, row: Any, text: str | None, coded: Coded) -> list[Problem]:
    """Return what is wrong with *row*, held against its *text* (None where there is none), itself and the codebook."""
    told = [*_quotes(table, row, text), *_dates(table, row)]
    if table == "claims":
        told += _numbers(row)
    if table == "stances":
        told += _levels(row, coded)
    return _errors(table, row, told)


def pointing(table: str, row: Any, ids: Mapping[str, Container[str]], known: Container[str]) -> list[Problem]:
    """Return where *row* points to no row: *ids* are those of each table, *known* those of all."""
    told = [
        ("dangling", f"{column}: {value!r} is no row of {target}")
        for column, target in pointers(table).items()
        if (value := getattr(row, column)) is not None and value not in ids[target]
    ]
    if table == "links" and not (row.source in known and row.target in known):
        told.append(("dangling", "source or target is no row of the extract"))
    return _errors(table, row, told)


@cache
def pointers(table: str) -> dict[str, str]:
    """Return the columns of *table* that name another row, each with the table that it must be in."""
    return {column: target for column, target in _POINTERS.items() if column in columns(table)}


@dataclass(frozen=True, slots=True)
class Coded:
    """What the codebook lists that a stance may name."""

    levels: frozenset[str]
    issues: frozenset[str]

    @classmethod
    def of(cls, codes: Iterable[Code]) -> Coded:
        """Return what *codes* list."""
        named = [(code.scheme, code.code) for code in codes]
        listed = (frozenset(code for of, code in named if of == scheme) for scheme in ("level", "issue"))
        return cls(*listed)


# ---- the rules -------------------------------------------------------------------------------------


def _digest(text: str, encoding: str) -> str | None:
    try:
        return hashlib.sha256(text.encode(encoding)).hexdigest()
    except (LookupError, UnicodeEncodeError):
        return None


@cache
def _quoted(table: str) -> list[tuple[str, str, str | None]]:
    """Return the columns of *table* that hold words of the text, each with those that say where they stand."""
    names = columns(table)
    return [(column, first, last) for column, (first, last) in _QUOTES.items() if {column, first} <= names.keys()]


def _quotes(table: str, row: Any, text: str | None) -> Told:
    """Tell of each column of words that does not stand where the row says."""
    for column, first, last in _quoted(table) if text is not None else ():
        words, start = getattr(row, column), getattr(row, first)
        if text is not None and start is not None:
            there = text[start : getattr(row, last) if last else start + len(words)]
            if there != words:
                yield "quote", f"{column}: the text has {there[:60]!r} at {start}, not {str(words)[:60]!r}"


@cache
def _dated(table: str) -> list[tuple[str, str, str]]:
    names = columns(table)
    return [(column, *days) for column, days in _DATES.items() if {column, days[0]} <= names.keys()]


def _dates(table: str, row: Any) -> Told:
    for column, earliest, latest in _dated(table):
        value, first, last = getattr(row, column), getattr(row, earliest), getattr(row, latest)
        if first and last and first > last:
            yield "dates", f"{earliest} {first} is after {latest} {last}"
        if value is not None and not edtf.valid(value):
            yield "dates", f"{column}: {value!r} is no EDTF date"
        elif value is not None and not _within((first, last), edtf.span(value)):
            yield "dates", f"{column}: {value} does not allow {first} to {last}"
        elif value is None and column in ("date", "said") and (first or last):
            yield "dates", f"{column}: empty beside {first} to {last}"


def _within(days: edtf.Days, allowed: edtf.Days) -> bool:
    first = allowed[0] is None or (days[0] is not None and days[0] >= allowed[0])
    return first and (allowed[1] is None or (days[1] is not None and days[1] <= allowed[1]))


def _levels(row: Stance, coded: Coded) -> Told:
    if f"{row.ladder}.{row.level}" not in coded.levels:
        yield "level", f"{row.level!r} is no level of the ladder {row.ladder!r}"
    if row.issue not in coded.issues:
        yield "issue", f"{row.issue!r} is not in the codebook"


def _numbers(row: Claim) -> Told:
    if row.low is not None and row.high is not None and row.low > row.high:
        yield "bounds", f"low {row.low} is above high {row.high}"
    exact = row.bound == Bound.EXACT and (row.low is None or row.low != row.high)
    open_low = row.bound in (Bound.AT_LEAST, Bound.MORE_THAN) and (row.low is None or row.high is not None)
    open_high = row.bound in (Bound.AT_MOST, Bound.LESS_THAN) and (row.high is None or row.low is not None)
    if exact or open_low or open_high:
        yield "bounds", f"{row.bound} does not fit {row.low} to {row.high}"
    if row.kind == "proposition" and (row.low, row.high, row.bound) != (None, None, None):
        yield "bounds", "a proposition has no number"


def _errors(table: str, row: Any, told: Sequence[tuple[str, str]]) -> list[Problem]:
    if not told:  # as of nearly all rows, and there are many
        return []
    key = str(getattr(row, "id", getattr(row, "document", "")))
    return [_error(table, key, rule, message) for rule, message in told]


def _error(table: str, key: str, rule: str, message: str) -> Problem:
    return Problem(table, key, Grade.ERROR, rule, message)
