"""Where statements and links stand: the columns that are searched, of many parts in one file.

To open a file costs a third of a millisecond, and an extract of ten million claims has thousands. What is looked for
by measure, actor or day, or counted, is found in these files instead, one for some sixty parts, and then only the parts
are opened where it stands. Which of them are together is decided by their names: one more changes one such file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa

from claimline.store.arrow import arrow_schema
from claimline.store.dataset import land_part, part_file, read_columns
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
#: Parts of one file, on average and at most. An extract of fewer parts is searched as it is.
USUAL, MOST = 64, 256


@dataclass(frozen=True, slots=True)
class Search:
    """Parts whose rows of one table can be searched together, and the name under which that lands."""

    name: str
    table: str
    parts: tuple[str, ...]


def searches(folder: Path, parts: Mapping[str, Sequence[str]]) -> Iterator[Search]:
    """Yield what is to be searched together of *parts* of *folder*, their names by table in the order of the rows."""
    for table in SEARCHED:
        there = [name for name in parts[table] if part_file(folder, name, table).is_file()]
        run: list[str] = []
        for place, name in enumerate(there if len(there) > USUAL else ()):
            run.append(name)
            if crc32(name.encode()) % USUAL == 0 or len(run) == MOST or place == len(there) - 1:
                told = "\n".join([table, *SEARCHED[table], *run])
                yield Search("search-" + blake2b(told.encode(), digest_size=12).hexdigest(), table, tuple(run))
                run = []


def by_table(planned: Sequence[Search]) -> dict[str, list[str]]:
    """Return the names of the parts of *planned* by table, as `commit` lists them."""
    return {table: [one.name for one in planned if one.table == table] for table in {one.table for one in planned}}


def land_search(folder: Path, search: Search, said: Mapping[str, str]) -> None:
    """Land the part of *search*: its columns of every row, and where that stands. Raises StoreError."""
    held = [_placed(folder, part, search.table) for part in search.parts]
    land_part(folder, search.name, {search.table: pa.concat_tables(held).combine_chunks()}, said)


def _placed(folder: Path, part: str, table: str) -> pa.Table:
    columns = list(SEARCHED[table])
    whole = read_columns(folder, part, table, columns)
    held = arrow_schema(table).empty_table().select(columns) if whole is None else whole.select(columns)
    named: Any = pa.repeat(pa.scalar(f"{PARTS}/{part}/{table}.parquet"), held.num_rows)
    places: Any = pa.array(np.arange(held.num_rows, dtype=np.int32))
    schema = pa.schema([arrow_schema(table).field(name).with_nullable(True) for name in columns])
    return held.cast(schema).append_column(FILE, named).append_column(PLACE, places)
