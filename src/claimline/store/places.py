"""Where statements and links stand: the columns that are searched, of many parts in one file.

To open a file costs a third of a millisecond, and an extract of ten million claims has thousands. What is looked for
by measure, actor or day, or counted, is found in these files instead, one for some thirty parts, and then only the
parts are opened where it stands. Which of them are together is decided by their names: one more changes one such file,
and what that has of the other parts is taken from the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.store.arrow import arrow_schema
from claimline.store.dataset import land_part, landed, part_file, read_columns
from claimline.store.manifest import PARTS

#: The columns that are searched, by table.
SEARCHED = {
    "claims": ("measure", "actor_code", "on_behalf_of", "said_earliest", "said_latest", "low", "high"),
    "stances": ("issue", "actor_code", "on_behalf_of", "earliest", "latest"),
    "events": ("earliest", "latest"),
    "links": ("source", "target"),
}
#: The columns that say where a row stands: in which file, and as which of its rows.
FILE, PLACE = "_file", "_place"
#: Parts of one file, about: half as many at least, twice as many at most. An extract of fewer is searched as it is.
USUAL = 64
#: Bytes of their own files, by which such a file is closed before: what joins units can have ten times as many rows.
HEAVIEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Search:
    """
    Parts whose rows of one table can be searched together, and the name under which that lands.

    `before` is a part that has most of the same rows, if one does.
    """

    name: str
    table: str
    parts: tuple[str, ...]
    before: str | None = None


def searches(folder: Path, parts: Mapping[str, Sequence[str]]) -> Iterator[Search]:
    """Yield what is to be searched together of *parts* of *folder*, their names by table in the order of the rows."""
    known = {_lasting(name): name for name in sorted(landed(folder))}
    for table in SEARCHED:
        there = {name: path for name in parts[table] if (path := part_file(folder, name, table)).is_file()}
        run: list[str] = []
        weight = 0
        for place, (name, path) in enumerate(there.items() if len(there) > USUAL else (), 1):
            run.append(name)
            weight += path.stat().st_size
            if _is_last(name, len(run), weight) or place == len(there):
                whole = _named(table, run)
                yield Search(whole, table, tuple(run), known.get(_lasting(whole)))
                run, weight = [], 0


def _is_last(part: str, count: int, weight: int) -> bool:
    ends = crc32(_lasting(part).encode()) % max(1, USUAL // 4) == 0
    return (ends and count >= USUAL // 2) or count >= USUAL * 2 or weight >= HEAVIEST


def _named(table: str, parts: Sequence[str]) -> str:
    """Return the name of the part in which *parts* are searched: where it begins, and a hash of all."""
    first, told = ("\n".join([table, *SEARCHED[table], *some]).encode() for some in ([_lasting(parts[0])], parts))
    return f"search-{blake2b(first, digest_size=6).hexdigest()}-{blake2b(told, digest_size=12).hexdigest()}"


def _lasting(name: str) -> str:
    """Return what stays of the *name* of a part when it is made of other rows: of one that joins units, its range."""
    return name.rpartition("-")[0] or name


def by_table(planned: Sequence[Search]) -> dict[str, list[str]]:
    """Return the names of the parts of *planned* by table, as `commit` lists them."""
    return {table: [one.name for one in planned if one.table == table] for table in {one.table for one in planned}}


def land_search(folder: Path, search: Search, said: Mapping[str, str]) -> None:
    """Land the part of *search*: its columns of every row, and where that stands. Raises StoreError."""
    stood = _stood(folder, search)
    files = {part: _path(part, search.table) for part in search.parts}
    held = [stood[file] if file in stood else _placed(folder, part, search.table) for part, file in files.items()]
    land_part(folder, search.name, {search.table: pa.concat_tables(held).combine_chunks()}, said)


def _stood(folder: Path, search: Search) -> dict[str, pa.Table]:
    """Return by file what the part before that of *search* has of it."""
    held = read_columns(folder, search.before, search.table) if search.before else None
    if held is None:
        return {}
    counted: Any = pc.value_counts(held[FILE])  # in their order there, and the rows of a file stand together
    files, counts = (counted.field(name).to_pylist() for name in ("values", "counts"))
    ends = zip(files, counts, accumulate(counts), strict=True)
    return {path: held.slice(end - count, count) for path, count, end in ends}


def _path(part: str, table: str) -> str:
    return f"{PARTS}/{part}/{table}.parquet"


def _placed(folder: Path, part: str, table: str) -> pa.Table:
    columns = list(SEARCHED[table])
    whole = read_columns(folder, part, table, columns)
    held = arrow_schema(table).empty_table().select(columns) if whole is None else whole.select(columns)
    named: Any = pa.repeat(pa.scalar(_path(part, table)), held.num_rows)
    places: Any = pa.array(np.arange(held.num_rows, dtype=np.int32))
    schema = pa.schema([arrow_schema(table).field(name).with_nullable(True) for name in columns])
    return held.cast(schema).append_column(FILE, named).append_column(PLACE, places)
