"""The order of the rows in every table, which does not depend on the order in which they were found. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claimline.model import TABLES, Extract

#: Tables of which several rows may have one id, or none: there the whole row decides.
_UNNAMED = frozenset({"documents", "rejected", "problems", "corrections"})


def ordered(extract: Extract) -> Extract:
    """Return *extract* with every row once and every table in its order: by document and place, then by id."""
    tables = {table: _ordered(table, getattr(extract, table)) for table in TABLES if table != "codes"}
    return replace(extract, **tables)


def _ordered(table: str, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(dict.fromkeys(rows), key=_whole if table in _UNNAMED else _place))


def _place(row: Any) -> tuple[str, int, int, str]:
    return getattr(row, "document", ""), getattr(row, "start", 0), getattr(row, "end", 0), row.id


def _whole(row: Any) -> tuple[str, int, int, str, str]:
    place = (getattr(row, "document", ""), getattr(row, "start", 0), getattr(row, "end", 0))
    return (*place, getattr(row, "id", ""), repr(row))
