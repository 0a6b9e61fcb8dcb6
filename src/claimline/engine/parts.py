"""What the parts of an extract in the making hold: which documents, under which keys, which rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import KEYS, read
from claimline.engine.running import FATAL
from claimline.engine.weighing import FOUND
from claimline.store.arrow import arrow_schema
from claimline.store.dataset import landed


def index(folder: Path, known: Container[str] = ()) -> dict[str, str]:
    """
    Return which unit in *folder*, but for those that are *known*, has a document's results, by key.

    What was the death of its worker is tried again when its unit is made again.
    """
    found: dict[str, str] = {}
    # Of other parts the names begin with their kind. Those with corrected rows say what nobody has found in a text.
    for part in sorted(name for name in landed(folder) if "-" not in name and name not in known):
        keys = read(folder, part, KEYS, "key", "refused")
        if keys is not None:
            found |= {row["key"]: part for row in keys.to_pylist() if not _may_pass(row["refused"])}
    return found


def _may_pass(refused: str | None) -> bool:
    """Tell whether a document was *refused* for what another machine, or another day, may have enough of."""
    return refused is not None and (refused == FATAL or refused.startswith("MemoryError"))


def refused_in(folder: Path, parts: Iterable[str]) -> dict[str, str]:
    """Return why documents of *parts* were refused, by document."""
    told: dict[str, str] = {}
    for part in parts:
        keys = read(folder, part, KEYS, "document", "refused")
        if keys is not None and keys["refused"].null_count < keys.num_rows:
            rows = keys.filter(keys["refused"].is_valid()).to_pylist()
            told |= {str(row["document"]): str(row["refused"]) for row in rows}
    return told


def rows_named(folder: Path, parts: Sequence[str], ids: set[str]) -> dict[str, str]:
    """Return which of *ids* name a row of *parts*, and of which."""
    known: dict[str, str] = {}
    wanted = pa.array(sorted(ids), pa.string())
    tables = [table for table in FOUND if "id" in arrow_schema(table).names]
    for part in parts if ids else ():
        for table in tables:
            rows = read(folder, part, table, "id")
            if rows is not None:
                among = rows["id"].filter(pc.is_in(rows["id"], wanted)).to_pylist()
                known |= dict.fromkeys(map(str, among), part)
    return known
