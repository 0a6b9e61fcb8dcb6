"""One block of work: read what was found in its documents, weigh it together, land it as a part of the extract.

This runs in a worker, as `work` does, and is as idempotent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimline.engine.blocks import Block, Found
from claimline.engine.joining import DOUBTS, doubts_table, is_joined
from claimline.engine.work import FOUND, TEXTS, Task, same_code
from claimline.model import TABLES, Extract
from claimline.read.corrections import Amendment
from claimline.store.arrow import arrow_schema, from_arrow, to_arrow
from claimline.store.dataset import land_part, part_file
from claimline.weigh.movements import UNSAID, Doubt, doubts
from claimline.weigh.reconcile import reconcile
from claimline.weigh.stories import stories

#: The tables of a block; the codes are of the extract as a whole.
WEIGHED = tuple(table for table in TABLES if table != "codes")


def weigh_block(task: Task, block: Block, amendments: Sequence[Amendment]) -> None:
    """Land the part of *block*. Raises StoreError, or CorrectionError where one of *amendments* cannot be applied."""
    same_code(task)
    own, beside = _extract(task, block.own), _extract(task, block.beside)
    ids = {row.id for part in (own, beside) for table in FOUND for row in getattr(part, table) if hasattr(row, "id")}
    fit = [one for one in amendments if one.row in ids]
    texts = _texts(task, block.own)
    whole = reconcile([own, beside], task.codebook, texts, fit)
    weighed = whole if block.whole else _owned(whole, {one.document for one in block.beside})
    tables = {table: to_arrow(table, getattr(weighed, table)) for table in WEIGHED}
    if not block.whole:
        tables[DOUBTS] = doubts_table(_doubts(task, whole, texts))
    land_part(task.folder, block.name, {name: rows for name, rows in tables.items() if rows.num_rows}, task.said)


def _extract(task: Task, found: Sequence[Found]) -> Extract:
    tables = {
        table: tuple(row for rows in _tables(task, found, table) for row in from_arrow(table, rows)) for table in FOUND
    }
    return Extract(**tables)


def _texts(task: Task, found: Sequence[Found]) -> dict[str, str]:
    rows = [row for table in _tables(task, found, TEXTS) for row in table.to_pylist()]
    return {row["document"]: row["text"] for row in rows}


def _tables(task: Task, found: Sequence[Found], table: str) -> Iterator[pa.Table]:
    """Yield from each part the rows of *table* of the documents *found*."""
    parts: dict[str, list[str]] = {}
    for one in found:
        parts.setdefault(one.part, []).append(one.document)
    for part, names in sorted(parts.items()):
        path = part_file(task.folder, part, table)
        if path.is_file():
            rows = pq.read_table(path, partitioning=None, page_checksum_verification=True)
            yield rows.filter(pc.is_in(rows["document"], pa.array(names)))


def _doubts(task: Task, whole: Extract, texts: Mapping[str, str]) -> list[Doubt]:
    """Return the doubts and denials of *whole*, of which only the documents that hold some need to be told again."""
    answers = [row for row in whole.links if row.relation in UNSAID and row.basis == "stated"]
    told = stories(whole, {row.document: texts[row.document] for row in answers})
    return list(doubts(whole, told, answers, task.codebook))


def _owned(whole: Extract, beside: set[str]) -> Extract:
    """Return *whole* without what is weighed elsewhere: rows of documents *beside*, what joins only those or blocks."""
    others = {row.id for table in FOUND for row in getattr(whole, table) if row.document in beside and _named(row)}
    links = tuple(row for row in whole.links if not is_joined(row) and not {row.source, row.target} <= others)
    gone = others | beside | {row.id for row in whole.links} - {row.id for row in links}
    tables = {table: tuple(row for row in getattr(whole, table) if row.document not in beside) for table in FOUND}
    problems = tuple(row for row in whole.problems if row.id not in gone and not is_joined(row))
    corrections = tuple(row for row in whole.corrections if row.row not in others)
    return replace(whole, **tables, links=links, problems=problems, corrections=corrections)


def _named(row: object) -> bool:
    return hasattr(row, "id")


def head(task: Task, codes: Sequence[object]) -> Mapping[str, pa.Table]:
    """Return the tables of the part that begins an extract: its codes, and each other table without a row."""
    return {table: arrow_schema(table).empty_table() for table in TABLES} | {"codes": to_arrow("codes", codes)}
