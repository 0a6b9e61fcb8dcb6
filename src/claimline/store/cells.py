"""Values as the cells of a CSV file, and back. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

# A spreadsheet runs a cell that starts with one of these; an apostrophe before it keeps it text. A text that
# already has apostrophes before such a sign gets one more, so that taking one away gives every text back exactly.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def write_cell(value: object) -> str:
    """Return *value* as a cell has it: unknown is empty, and a whole number has no point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    return "'" + text if isinstance(value, str) and _FORMULA.match(text) else text


def line(values: Iterable[object]) -> str:
    """Return *values* as one line of a CSV file."""
    return ",".join(_quoted(write_cell(value)) for value in values) + "\n"


def _quoted(cell: str) -> str:
    """Return *cell* as RFC 4180 has it. The standard library's writer leaves a lone carriage return bare."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[",\r\n]', cell) else cell


def _read_text(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _read_number(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(f"{cell!r} is no number")
    return value


#: What makes a cell a value again, by the type of its column. Each raises ValueError or KeyError.
READERS: dict[type, Callable[[str], Any]] = {
    str: _read_text,
    int: int,
    float: _read_number,
    bool: {"true": True, "false": False}.__getitem__,
}
