"""What the parts of an extract in the making hold: which documents, under which keys, of which days, which rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimline.engine.blocks import Found
from claimline.engine.work import FOUND, KEYS
from claimline.store.arrow import arrow_schema
from claimline.store.dataset import landed, part_file

_DAYS = ("document", "published_latest")


def _read(folder: Path, part: str, table: str, *columns: str) -> pa.Table | None:
    path = part_file(folder, part, table)
    return pq.read_table(path, columns=list(columns), partitioning=None) if path.is_file() else None


def index(folder: Path) -> dict[str, str]:
    """Return which part of *folder* has a document's results, by key."""
    found: dict[str, str] = {}
    for part in sorted(landed(folder)):
        keys = _read(folder, part, KEYS, "key")
        if keys is not None:
            found |= dict.fromkeys((str(key) for key in keys["key"].to_pylist()), part)
    return found


def refused_in(folder: Path, parts: Iterable[str]) -> dict[str, str]:
    """Return why documents of *parts* were refused, by document."""
    told: dict[str, str] = {}
    for part in parts:
        keys = _read(folder, part, KEYS, "document", "refused")
        if keys is not None and keys["refused"].null_count < keys.num_rows:
            rows = keys.filter(keys["refused"].is_valid()).to_pylist()
            told |= {str(row["document"]): str(row["refused"]) for row in rows}
    return told


def found_in(folder: Path, parts: Iterable[str]) -> list[Found]:
    """Return the documents of *parts* whose claims were found, in their order."""
    found: list[Found] = []
    for part in parts:
        keys, days = _read(folder, part, KEYS, "key", "document"), _read(folder, part, "documents", *_DAYS)
        if keys is None or days is None:
            continue
        dated = dict(zip(*(days[name].to_pylist() for name in _DAYS), strict=True))
        named = zip(keys["key"].to_pylist(), keys["document"].to_pylist(), strict=True)
        found += [Found(str(name), part, str(key), dated[name]) for key, name in named if name in dated]
    return found


def rows_named(folder: Path, parts: Sequence[str], ids: set[str]) -> set[str]:
    """Return which of *ids* name a row of *parts*."""
    known: set[str] = set()
    wanted = pa.array(sorted(ids), pa.string())
    named = [table for table in FOUND if "id" in arrow_schema(table).names]
    for part in parts if ids else ():
        for table in named:
            rows = _read(folder, part, table, "id")
            if rows is not None:
                known |= {str(one) for one in rows["id"].filter(pc.is_in(rows["id"], wanted)).to_pylist()}
    return known
