"""Bring the documents' rows together: what repeats, what answers what, what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claimline.codebook import Codebook, codes
from claimline.model import TABLES, Extract


def reconcile(parts: Sequence[Extract], codebook: Codebook) -> Extract:
    """Return one extract of the documents' own: merged, linked, its problems listed, every table sorted."""
    merged = Extract(**{table: tuple(row for part in parts for row in getattr(part, table)) for table in TABLES})
    return ordered(replace(merged, codes=codes(codebook)))


def ordered(extract: Extract) -> Extract:
    """Return *extract* with every table in its order: by document and place, else by what names the row."""
    return replace(
        extract,
        **{table: tuple(sorted(set(getattr(extract, table)), key=_key)) for table in TABLES if table != "codes"},
    )


def _key(row: Any) -> tuple[str | int, ...]:
    place = (getattr(row, "document", ""), getattr(row, "start", 0), getattr(row, "end", 0))
    return (*place, str(getattr(row, "id", "")), repr(row))
