"""Read an analyst's corrections: which cell of which row, what must stand there, what shall. Interprets nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from claimline.read.files import ReadError, read_toml
from claimline.remedy import hint

Value = str | int | float | bool | None

_FIELDS = ("row", "field", "expect", "value", "reason")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction as it is asked for. `expect` guards it: what the row says before; None means an empty cell.

    `where` names file and entry for a message.
    """

    row: str
    field: str
    expect: Value
    value: Value
    reason: str
    where: str


def substance(amendments: Iterable[Amendment]) -> str:
    """Return what stands for *amendments*: wherever their file lies, and whichever entries of it they are."""
    return repr([replace(one, where="") for one in amendments])


def read_corrections(path: Path) -> list[Amendment]:
    """Return the corrections in the TOML file at *path*, none where there is no file. Raises ReadError."""
    raw = read_toml(path)
    entries = raw.pop("corrections", [])
    if raw or not isinstance(entries, list):
        raise ReadError(f"{path}: {next(iter(raw), 'corrections')!r}: write each correction under [[corrections]]")
    return [_amendment(entry, f"{path}: corrections[{number}]") for number, entry in enumerate(entries, 1)]


def _amendment(entry: object, where: str) -> Amendment:
    if not isinstance(entry, dict):
        raise ReadError(f"{where}: not a table: write it under [[corrections]]")
    for key in (*entry, *_FIELDS):
        _check(entry, key, where)
    expect, value = (None if entry[key] == "" else entry[key] for key in ("expect", "value"))
    return Amendment(entry["row"], entry["field"], expect, value, entry["reason"], where)


def _check(entry: dict[str, object], key: str, where: str) -> None:
    if key not in _FIELDS:
        raise ReadError(f"{where}: unknown field {key!r}: {hint(key, _FIELDS)}")
    if key not in entry:
        raise ReadError(f'{where}: add {key} (an empty cell is "")')
    value = entry[key]
    worded = key not in ("expect", "value")
    if not isinstance(value, str | int | float | bool) or (worded and not str(value).strip()):
        raise ReadError(f"{where}.{key}: expected a {'text' if worded else 'text, a number or a truth'}, got {value!r}")
