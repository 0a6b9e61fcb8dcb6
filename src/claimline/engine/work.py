"""One unit of work: read its documents, find what each claims, land the results as one part of the extract.

This runs in a worker, which may be killed at any moment. It is idempotent: a part has landed whole, or has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimline.codebook import Codebook
from claimline.engine.units import Piece, Unit
from claimline.engine.versions import code
from claimline.find.extract import find_document
from claimline.model import Extract, Source
from claimline.read.corpora import read_entry
from claimline.read.files import ReadError
from claimline.read.passages import split
from claimline.store import StoreError
from claimline.store.arrow import to_arrow
from claimline.store.dataset import land_part, part_file

#: The table of a part that says which documents it holds the results of, and which were refused and why.
KEYS = "keys"
#: The tables whose rows a document has by itself, whatever stands in others.
FOUND = ("documents", "passages", "claims", "times", "attributions", "stances", "events", "rejected")
_KEYS = pa.schema([("key", pa.string()), ("document", pa.string()), ("refused", pa.string())])
#: The table of a part that has its documents' texts: what weighs them together reads them again.
TEXTS = "texts"
_TEXTS = pa.schema([("document", pa.string()), ("text", pa.string())])


@dataclass(frozen=True, slots=True)
class Task:
    """What every unit of an extract shares: the codebook, where parts land, and the hashes that say how they came."""

    codebook: Codebook
    folder: Path
    said: Mapping[str, str]


def extract_unit(task: Task, unit: Unit, held: Mapping[str, str], refused: Mapping[str, str]) -> None:
    """
    Land the part of *unit*; *held* names by key the part that has a document's results already.

    *refused* gives by document why it is not tried again. Raises StoreError where the part cannot be written, or
    where this worker runs other code than the one that gave it the work.
    """
    same_code(task)
    refused = dict(refused)
    found: list[Extract] = []
    texts: dict[str, str] = {}
    for piece in unit.pieces:
        if piece.key not in held and piece.entry.document not in refused:
            try:
                source = read_entry(piece.entry)
                found.append(_unheard(source) if piece.again else find_document(source, task.codebook))
                texts[piece.entry.document] = source.text
            except Exception as error:  # whatever is wrong with one document must not cost the others theirs
                refused[piece.entry.document] = _reason(piece.entry.document, error)
    kept = list(_held(task.folder, unit.pieces, held))
    new = {table: to_arrow(table, [row for one in found for row in getattr(one, table)]) for table in FOUND}
    new[TEXTS] = pa.Table.from_pylist([{"document": name, "text": text} for name, text in texts.items()], _TEXTS)
    tables = {table: _joined(rows, [one[table] for one in kept if table in one]) for table, rows in new.items()}
    tables = {table: rows for table, rows in tables.items() if rows.num_rows} | {KEYS: _keys(unit, refused, kept)}
    land_part(task.folder, unit.name, tables, task.said)


def same_code(task: Task) -> None:
    """Refuse to work where other code would find other things. Raises StoreError."""
    if code() != task.said["code"]:
        raise StoreError("a worker runs another version of claimline: install the same everywhere")


def _unheard(source: Source) -> Extract:
    """Return the document without what it states: the same text has stated it before."""
    return Extract(documents=(source.document,), passages=tuple(split(source)))


def _reason(document: str, error: Exception) -> str:
    if isinstance(error, ReadError):
        return str(error).removeprefix(f"{document}: ")
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _held(folder: Path, pieces: Sequence[Piece], held: Mapping[str, str]) -> Iterator[Mapping[str, pa.Table]]:
    """Yield from each part that *held* names its tables, with the rows of *pieces* alone."""
    parts: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.key in held:
            parts.setdefault(held[piece.key], []).append(piece.entry.document)
    for part, names in parts.items():
        paths = {table: part_file(folder, part, table) for table in (*FOUND, TEXTS, KEYS)}
        read = {table: pq.read_table(path, partitioning=None) for table, path in paths.items() if path.is_file()}
        wanted = pa.array(names)
        yield {table: rows.filter(pc.is_in(rows["document"], wanted)) for table, rows in read.items()}


def _joined(new: pa.Table, kept: Sequence[pa.Table]) -> pa.Table:
    rows = pa.concat_tables([new, *(one.cast(new.schema) for one in kept)])
    return rows.take(pc.sort_indices(rows["document"]))  # stable: of one document they are in their order already


def _keys(unit: Unit, refused: Mapping[str, str], kept: Sequence[Mapping[str, pa.Table]]) -> pa.Table:
    told = {document: reason for one in kept for document, reason in _refusals(one[KEYS])} | dict(refused)
    names = [one.entry.document for one in unit.pieces]
    rows = zip((one.key for one in unit.pieces), names, map(told.get, names), strict=True)
    return pa.Table.from_pylist([dict(zip(_KEYS.names, row, strict=True)) for row in rows], schema=_KEYS)


def _refusals(keys: pa.Table) -> Iterator[tuple[str, str]]:
    for row in keys.filter(keys["refused"].is_valid()).to_pylist():
        yield row["document"], row["refused"]
