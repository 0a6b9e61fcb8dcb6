"""What changed between two extracts: rows added, gone and revised, stances moved. Pure.

A row's id comes from where it stands in its text, so the same id in both is the same statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from claimline.model import Claim, Extract, Stance, cells
from claimline.show.words import phrases
from claimline.show.words.labels import Labels

# Where a statement stands and how it was found are no part of what it says.
_SILENT = {"id", "passage", "context", "context_start", "rule", "attribution"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` is added, gone, revised or moved (a stance on another rung); `before`, `after` say from what
    to what."""

    kind: str
    table: str
    id: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        """Return the change as plain JSON."""
        return asdict(self)


def changes(old: Extract, new: Extract) -> list[Change]:
    """Return what is different in *new*, claims before stances, in the order of their ids."""
    return [
        *_compared("claims", _by_id(old.claims), _by_id(new.claims), Labels(old), Labels(new)),
        *_compared("stances", _by_id(old.stances), _by_id(new.stances), Labels(old), Labels(new)),
    ]


def _by_id(rows: tuple[Claim, ...] | tuple[Stance, ...]) -> dict[str, Claim | Stance]:
    return {row.id: row for row in rows}


def _compared(
    table: str, old: dict[str, Claim | Stance], new: dict[str, Claim | Stance], was: Labels, now: Labels
) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before is None and after is not None:
            yield Change("added", table, key, "", _said(after, now))
        elif after is None and before is not None:
            yield Change("gone", table, key, _said(before, was), "")
        elif before is not None and after is not None:
            yield from _revised(table, before, after)


def _revised(table: str, before: Claim | Stance, after: Claim | Stance) -> Iterator[Change]:
    values = dict(cells(after))
    other = [(name, value) for name, value in cells(before) if name not in _SILENT and value != values[name]]
    if other:
        kind = "moved" if any(name == "level" for name, _ in other) else "revised"
        told = [", ".join(f"{name} {_cell(value)}" for name, value in side) for side in (other, _side(values, other))]
        yield Change(kind, table, before.id, *told)


def _side(values: dict[str, object], other: list[tuple[str, object]]) -> list[tuple[str, object]]:
    return [(name, values[name]) for name, _ in other]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):,}"
    return "empty" if value is None else str(value)


def _said(row: Claim | Stance, labels: Labels) -> str:
    if isinstance(row, Claim):
        return f"{phrases.figure(row)} ({labels.voice(row)})"
    return f"{labels.principal(row)}: {labels.level(row)} on {labels.of('issue', row.issue)}"
