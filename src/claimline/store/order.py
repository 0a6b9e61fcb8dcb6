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
    return tuple(sorted(dict.fromkeys(rows), key=_whole if table in _UNNAMED else place))


def place(row: Any) -> tuple[str, int, int, str]:
    """Return where *row* stands among the rows of its table; several may stand there where they have no id."""
    return getattr(row, "document", ""), getattr(row, "start", 0), getattr(row, "end", 0), getattr(row, "id", "")


def _whole(row: Any) -> tuple[str, int, int, str, str]:
    return (*place(row), repr(row))
