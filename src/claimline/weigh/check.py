"""Check every row of an extract against the texts and the rules. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from claimline import edtf
from claimline.model import TABLES, Bound, Claim, Extract, Grade, Problem, cells

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


def check(extract: Extract, texts: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with *extract*: an empty list means that every row holds. *texts* is by document."""
    found = list(_documents(extract, texts))
    ids = {table: {getattr(row, "id", None) for row in getattr(extract, table)} for table in TABLES}
    known = set().union(*ids.values())
    for table in TABLES:
        twice = Counter(row.id for row in getattr(extract, table) if hasattr(row, "id") and table != "problems")
        found += [_error(table, key, "id", "stands twice") for key, times in twice.items() if times > 1]
        for row in getattr(extract, table):
            key = str(getattr(row, "id", getattr(row, "document", "")))
            told = [*_quotes(table, row, texts), *_dates(row), *_dangling(row, ids), *_values(extract, table, row)]
            if table == "links" and not {row.source, row.target} <= known:
                told.append(("dangling", "source or target is no row of the extract"))
            found += [_error(table, key, rule, message) for rule, message in told]
    return found


def _documents(extract: Extract, texts: Mapping[str, str]) -> Iterator[Problem]:
    for row in extract.documents:
        text = texts.get(row.document)
        if text is None:
            yield _error("documents", row.document, "missing", "its text is not in the seeds")
        elif _digest(text, row.encoding) != row.sha256:
            yield _error("documents", row.document, "changed", "its text has changed since: run the extract again")
    for name in sorted(set(texts) - {row.document for row in extract.documents}):
        yield _error("documents", name, "new", "its text is not in the extract: run the extract again")


def _digest(text: str, encoding: str) -> str | None:
    try:
        return hashlib.sha256(text.encode(encoding)).hexdigest()
    except (LookupError, UnicodeEncodeError):
        return None


Told = Iterator[tuple[str, str]]


def _quotes(table: str, row: Any, texts: Mapping[str, str]) -> Told:
    """Tell of each column of words that does not stand where the row says."""
    text = texts.get(getattr(row, "document", ""))
    values = dict(cells(row))
    for column, (first, last) in _QUOTES.items():
        if text is None or first not in values or column not in values or (table == "stances" and column == "source"):
            continue
        words, start = values[column], values[first]
        end = values[last] if last else start + len(words)
        if start is not None and text[start:end] != words:
            yield "quote", f"{column}: the text has {text[start:end][:60]!r} at {start}, not {str(words)[:60]!r}"


def _dates(row: Any) -> Told:
    values = dict(cells(row))
    for column, days in _DATES.items():
        if column not in values or days[0] not in values:
            continue
        first, last = (values[day] for day in days)
        if first and last and first > last:
            yield "dates", f"{days[0]} {first} is after {days[1]} {last}"
        if values[column] is not None and not edtf.valid(values[column]):
            yield "dates", f"{column}: {values[column]!r} is no EDTF date"
        elif values[column] is not None and not _within((first, last), edtf.span(values[column])):
            yield "dates", f"{column}: {values[column]} does not allow {first} to {last}"
        elif values[column] is None and column in ("date", "said") and (first or last):
            yield "dates", f"{column}: empty beside {first} to {last}"


def _within(days: edtf.Days, allowed: edtf.Days) -> bool:
    first = allowed[0] is None or (days[0] is not None and days[0] >= allowed[0])
    return first and (allowed[1] is None or (days[1] is not None and days[1] <= allowed[1]))


def _dangling(row: Any, ids: Mapping[str, set[Any]]) -> Told:
    values = dict(cells(row))
    for column, table in _POINTERS.items():
        if values.get(column) is not None and values[column] not in ids[table]:
            yield "dangling", f"{column}: {values[column]!r} is no row of {table}"


def _values(extract: Extract, table: str, row: Any) -> Told:
    if table == "claims":
        yield from _numbers(row)
    if table == "stances":
        levels = {code.code for code in extract.codes if code.scheme == "level"}
        if f"{row.ladder}.{row.level}" not in levels:
            yield "level", f"{row.level!r} is no level of the ladder {row.ladder!r}"
        if row.issue not in {code.code for code in extract.codes if code.scheme == "issue"}:
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


def _error(table: str, key: str, rule: str, message: str) -> Problem:
    return Problem(table, key, Grade.ERROR, rule, message)
