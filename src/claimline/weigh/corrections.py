"""Apply an analyst's corrections to the rows that they name, each under its guard. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from claimline import edtf
from claimline.model import Basis, Correction, Extract, cells
from claimline.read.corrections import Amendment, Value
from claimline.remedy import hint
from claimline.schema import columns

#: The tables whose rows can be corrected; links and problems follow from them.
_TABLES = ("passages", "claims", "times", "attributions", "stances", "events")
#: What a row rests on: it says where the words stand, and no analyst can change that.
_EVIDENCE = frozenset({"id", "document", "passage", "start", "end", "quote", "context", "context_start", "rule"})
#: A date, and the columns that follow from it: first day, last day, basis.
_DATES = {
    "date": ("earliest", "latest", "date_basis"),
    "edtf": ("earliest", "latest", "basis"),
    "said": ("said_earliest", "said_latest", "said_basis"),
}


class CorrectionError(ValueError):
    """A correction that cannot be applied; the message names file, entry, field and remedy."""


def corrected(extract: Extract, amendments: Sequence[Amendment]) -> Extract:
    """
    Return *extract* with *amendments* applied and recorded.

    Raises CorrectionError where a row or field is not there, a value does not fit, or the row no longer says what
    the correction expects: then the text or a rule has changed, and the correction must be read again.
    """
    rows = {row.id: (table, row) for table in _TABLES for row in getattr(extract, table)}
    done: list[Correction] = []
    for one in amendments:
        if one.row not in rows:
            raise CorrectionError(
                f"{one.where}.row: no row {one.row!r}: look its id up in the extract, or remove the entry"
            )
        table, row = rows[one.row]
        rows[one.row] = (table, _amended(table, row, one))
        done.append(Correction(one.row, one.field, _shown(one.expect), _shown(one.value), one.reason))
    tables = {table: tuple(rows[row.id][1] for row in getattr(extract, table)) for table in _TABLES}
    return replace(extract, **tables, corrections=tuple(done))


def _amended(table: str, row: Any, one: Amendment) -> Any:
    known = dict(cells(row))
    if one.field not in known or one.field in _EVIDENCE:
        free = [name for name in known if name not in _EVIDENCE]
        mend = hint(one.field, free, "choose another: the evidence itself stands in the text")
        raise CorrectionError(f"{one.where}.field: {one.field!r} cannot be corrected in {table}: {mend}")
    if known[one.field] != one.expect:
        raise CorrectionError(
            f"{one.where}.expect: {one.row} has {_written(known[one.field])}, not {_written(one.expect)}: "
            "read the row again, then mend or remove the entry"
        )
    return replace(row, **{one.field: _fitting(table, one), **_dated(one)})


def _written(value: object) -> str:
    """Return *value* as one writes it in TOML, so that 1500 is told apart from "1500"."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else repr(value)


def _fitting(table: str, one: Amendment) -> Any:
    kind, optional = columns(table)[one.field]
    if one.value is None and optional:
        return None
    if kind is float and isinstance(one.value, int) and not isinstance(one.value, bool):
        return float(one.value)
    if issubclass(kind, StrEnum) and one.value in set(kind):
        return kind(str(one.value))
    if type(one.value) is kind:
        return one.value
    wanted = " or ".join(kind) if issubclass(kind, StrEnum) else kind.__name__
    raise CorrectionError(f"{one.where}.value: {one.value!r} cannot stand in {one.field}: give {wanted}")


def _dated(one: Amendment) -> dict[str, Any]:
    """Return what else changes where a date does: its days, and that an analyst gave it."""
    if one.field not in _DATES:
        return {}
    if one.value is not None and not edtf.valid(str(one.value)):
        raise CorrectionError(
            f"{one.where}.value: {one.value!r} is no EDTF date: write 2024-10-22 or [2024-10-21..2024-10-25]"
        )
    first, last = edtf.span(str(one.value)) if one.value is not None else (None, None)
    earliest, latest, basis = _DATES[one.field]
    return {earliest: first, latest: last, basis: Basis.ANALYST}


def _shown(value: Value) -> str | None:
    return (
        None
        if value is None
        else str(value).lower()
        if isinstance(value, bool)
        else f"{value:.15g}"
        if isinstance(value, float)
        else str(value)
    )
