"""What a part holds beside the rows of the extract, for those who go on from it: schemas, and reading. Its own tables.

`keys` says which documents a part has the results of, and `texts` what these say; `marks` under which keys its rows
are held against those of other parts; `told` what is known of each claim's page; `doubts` what is left unsaid; `asked`
whose statements in other documents a text points to. What joins documents keeps in `sums` what stood under each code,
in `drawn` the code of each of its links, in `ends` the rows that are handed on; `firsts`: which event was told before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.model import Attribution
from claimline.store.arrow import arrow_schema, from_arrow
from claimline.store.dataset import read_columns
from claimline.weigh.movements import Doubt

KEYS, TEXTS, MARKS, TOLD, DOUBTS, ASKED = "keys", "texts", "marks", "told", "doubts", "asked"
SUMS, DRAWN, ENDS, FIRSTS = "sums", "drawn", "ends", "firsts"

_TEXT, _FLAG, _CODE = pa.string(), pa.bool_(), pa.int32()
#: Of what a document's results are, in 64 bits: sums of these tell whether anything of many has changed.
_DIGEST = pa.uint64()
_DOUBT = ("id", "document", "actor", "actor_code")

_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    KEYS: {"key": _TEXT, "document": _TEXT, "refused": _TEXT},
    TEXTS: {"document": _TEXT, "text": _TEXT},
    # `place` is that of the row among those of its document; none where a change alone is marked
    MARKS: {
        **{"code": _CODE, "span": pa.int32(), "beside": _FLAG},
        **{"document": _TEXT, "place": pa.int32(), "digest": _DIGEST},
    },
    # `day` is the one after which the claim was made, for a movement; none where it can end no doubt
    TOLD: {"document": _TEXT, "head": _FLAG, "own": _FLAG, "doubted": _FLAG, "many": _FLAG, "day": _TEXT},
    DOUBTS: {**dict.fromkeys((*_DOUBT, "side", "day"), _TEXT), "matters": pa.list_(_TEXT)},
    ASKED: {"document": _TEXT, "voice": _TEXT, "day": _TEXT, "digest": _DIGEST},
    SUMS: {"code": _CODE, "sum": _DIGEST},
    DRAWN: {"code": _CODE},
    FIRSTS: {
        **dict.fromkeys(("document", "id", "first_document", "first"), _TEXT),
        **dict.fromkeys(("start", "end", "first_start", "first_end"), pa.int64()),
    },
}
SCHEMAS = {table: pa.schema(list(columns.items())) for table, columns in _COLUMNS.items()}


def aside(name: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Return *rows*, each with a value a column, as the table *name*."""
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(*one) for one in zip(columns, schema.types, strict=True)], schema=schema)


def read(folder: Path, part: str, table: str, *columns: str) -> pa.Table | None:
    """Return the *columns* of *table* that *part* of *folder* holds, all without a name; None if it holds none."""
    return read_columns(folder, part, table, columns)


def rows_of(table: str, held: pa.Table) -> tuple[Any, ...]:
    """Return the rows of *held*, which has some columns of *table*; in the others they say nothing."""
    columns = [
        held[field.name] if field.name in held.column_names else pa.nulls(held.num_rows, field.type)
        for field in arrow_schema(table)
    ]
    return from_arrow(table, pa.Table.from_arrays(columns, arrow_schema(table).names))


def of_documents(held: pa.Table, documents: Iterable[str]) -> pa.Table:
    """Return the rows of *held* that are of *documents*."""
    return held.filter(pc.is_in(held["document"], pa.array(sorted(documents), _TEXT)))


def doubts_table(told: Iterable[Doubt]) -> pa.Table:
    """Return *told* as the table of a part."""
    return aside(
        DOUBTS,
        ((*(getattr(one.row, name) for name in _DOUBT), one.side, one.day, sorted(one.matters)) for one in told),
    )


def doubts_of(held: pa.Table) -> list[Doubt]:
    """Return the doubts that *held* tells of; their rows have only what a link is made of."""
    rows: tuple[Attribution, ...] = rows_of("attributions", held.select(_DOUBT))
    told = zip(rows, held.select(["side", "day", "matters"]).to_pylist(), strict=True)
    return [Doubt(row, known["side"], known["day"], frozenset(known["matters"])) for row, known in told]
