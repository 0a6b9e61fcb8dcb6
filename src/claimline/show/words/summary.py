"""What an extract holds, in one line: how a command ends. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from claimline.model import Extract

_ORDER = ("document", "passage", "claim", "figure", "stance", "link", "problem")


def counts(extract: Extract) -> dict[str, int]:
    """Return how many rows *extract* has of each kind, by noun; a figure is a claim with a number."""
    rows = {noun: len(getattr(extract, f"{noun}s")) for noun in _ORDER if noun != "figure"}
    figures = sum((row.low, row.high) != (None, None) for row in extract.claims)
    return {noun: rows.get(noun, figures) for noun in _ORDER}


def summary(extract: Extract) -> str:
    """Return the counts in words: "2 documents, 55 passages, 23 claims ..."."""
    return listed(counts(extract))


def listed(rows: Mapping[str, int]) -> str:
    """Return how many *rows* there are of each kind, by noun, in words; kinds that are not known are left out."""
    told = ((noun, rows[noun]) for noun in _ORDER if noun in rows)
    return ", ".join(f"{n:,} {noun if n == 1 else noun + 's'}" for noun, n in told)
