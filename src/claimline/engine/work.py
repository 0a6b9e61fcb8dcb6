"""One unit of work: read its documents, find what each claims, weigh it, land the results as a part of the extract.

This runs in a worker, which may be killed at any moment. It is idempotent: a part has landed whole, or has not.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.codebook import Codebook, codes
from claimline.engine.asides import ASKED, DOUBTS, KEYS, MARKS, TEXTS, TOLD, aside, of_documents, read
from claimline.engine.marks import digest
from claimline.engine.units import Piece, Unit
from claimline.engine.versions import code
from claimline.engine.weighing import FOUND, weighed
from claimline.find.extract import find_document
from claimline.model import TABLES, Extract, Source
from claimline.read.corpora import read_entry
from claimline.read.corrections import Amendment, substance
from claimline.read.files import ReadError
from claimline.read.passages import split
from claimline.store import StoreError
from claimline.store.arrow import arrow_schema, from_arrow, to_arrow
from claimline.store.dataset import land_part
from claimline.store.places import Search, land_search
from claimline.weigh.problems import of_copies

#: The tables of a part whose rows say of which document they are; what is held of some documents is their rows.
_BY_DOCUMENT = (*FOUND, "links", TEXTS, MARKS, TOLD, DOUBTS, ASKED)


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
    due = [piece for piece in unit.pieces if piece.key not in held and piece.entry.document not in refused]
    new, failed = _made(task, due)
    kept = list(_held(task.folder, unit.pieces, held))
    tables = {table: _joined(new[table], [one[table] for one in kept if table in one]) for table in _BY_DOCUMENT}
    told = pa.concat_tables([new["problems"], *(one["problems"] for one in kept if "problems" in one)])
    tables["problems"] = told.sort_by([(name, "ascending") for name in ("table", "id", "rule", "message")])
    land(task, unit.name, tables | {KEYS: _keys(unit, {**refused, **failed}, kept)})


def _made(task: Task, due: Sequence[Piece]) -> tuple[dict[str, pa.Table], dict[str, str]]:
    """Return the tables of the documents *due*, and why some of them cannot be read or weighed."""
    refused: dict[str, str] = {}
    found: dict[str, Extract] = {}
    texts: dict[str, str] = {}
    digests = {piece.entry.document: digest(piece.key) for piece in due}
    for piece in due:
        name = piece.entry.document
        try:
            source = read_entry(piece.entry)
            found[name] = _unheard(source) if piece.again else find_document(source, task.codebook)
            texts[name] = source.text
        except Exception as error:  # whatever is wrong with one document must not cost the others theirs
            refused[name] = _reason(name, error)
    try:
        tables = weighed(merged(found.values()), texts, digests, task.codebook)
    except Exception:
        for name in list(found):
            try:
                weighed(found[name], {name: texts[name]}, digests, task.codebook)
            except Exception as error:
                refused[name] = _reason(name, error)
                del found[name], texts[name]
        tables = weighed(merged(found.values()), texts, digests, task.codebook)
    return tables | {TEXTS: aside(TEXTS, texts.items())}, refused


def land(task: Task, name: str, tables: Mapping[str, pa.Table]) -> None:
    """Land *tables*, but for those without a row, as the part *name*. Raises StoreError."""
    land_part(task.folder, name, {table: rows for table, rows in tables.items() if rows.num_rows}, task.said)


def merged(parts: Collection[Extract]) -> Extract:
    """Return one extract with the rows of *parts*."""
    return Extract(**{table: tuple(row for one in parts for row in getattr(one, table)) for table in TABLES})


@dataclass(frozen=True, slots=True)
class Amended:
    """A part with corrections of its rows, which lands under a name of its own."""

    name: str
    part: str
    amendments: tuple[Amendment, ...]


def amend(task: Task, amended: Amended) -> None:
    """Land *amended*: what its part is with the corrections. Raises StoreError, or CorrectionError."""
    same_code(task)
    amendments = amended.amendments
    held = {table: read(task.folder, amended.part, table) for table in (*FOUND, TEXTS, KEYS)}
    found = Extract(**{table: from_arrow(table, rows) for table in FOUND if (rows := held[table]) is not None})
    texts, keys = ((rows.to_pylist() if rows else []) for rows in (held[TEXTS], held[KEYS]))
    # Whoever compares with any of these documents compares again: which of them is amended makes little difference.
    digests = {row["document"]: digest(row["key"], substance(amendments)) for row in keys}
    tables = weighed(found, {row["document"]: row["text"] for row in texts}, digests, task.codebook, amendments)
    land(task, amended.name, tables | {table: rows for table in (TEXTS, KEYS) if (rows := held[table])})


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
        tables = {table: read(folder, part, table) for table in (*_BY_DOCUMENT, KEYS)}
        kept = {table: of_documents(rows, names) for table, rows in tables.items() if rows is not None}
        problems = read(folder, part, "problems")
        if problems is not None:
            kept["problems"] = problems.filter(pc.is_in(problems["id"], _named(names, kept)))
        yield kept


def _named(documents: Sequence[str], kept: Mapping[str, pa.Table]) -> Any:
    """Return all that a problem of *documents*, whose rows are *kept*, can be of."""
    ids = [rows["id"].combine_chunks() for rows in kept.values() if "id" in rows.column_names]
    return pa.concat_arrays([pa.array(documents, pa.string()), *ids])


def _joined(new: pa.Table, kept: Sequence[pa.Table]) -> pa.Table:
    rows = pa.concat_tables([new, *(one.cast(new.schema) for one in kept)])
    return rows.take(pc.sort_indices(rows["document"]))  # stable: of one document they are in their order already


def _keys(unit: Unit, refused: Mapping[str, str], kept: Sequence[Mapping[str, pa.Table]]) -> pa.Table:
    told = {document: reason for one in kept for document, reason in _refusals(one[KEYS])} | dict(refused)
    names = [one.entry.document for one in unit.pieces]
    return aside(KEYS, zip((one.key for one in unit.pieces), names, map(told.get, names), strict=True))


def _refusals(keys: pa.Table) -> Iterator[tuple[str, str]]:
    for row in keys.filter(keys["refused"].is_valid()).to_pylist():
        yield row["document"], row["refused"]


@dataclass(frozen=True, slots=True)
class Head:
    """The part that begins an extract: which documents are copies, each with the first of its text, and its name."""

    name: str
    copies: tuple[tuple[str, str], ...]


def headed(task: Task, copies: Mapping[str, str], refused: Container[str]) -> Head:
    """Return the head of an extract whose *copies* are given with the first of their text, and documents *refused*."""
    alike = {(document, first) for copy, first in copies.items() for document in (copy, first)}
    kept = tuple(sorted(one for one in alike if one[0] not in refused))
    return Head(named("head", task, *map(repr, kept)), kept)


def land_head(task: Task, head: Head) -> None:
    """Land *head*: the codes, the problems that copies are, and of every other table no row. Raises StoreError."""
    same_code(task)
    told = sorted(of_copies(head.copies), key=lambda row: row.id)
    tables = {table: arrow_schema(table).empty_table() for table in TABLES}
    tables |= {"codes": to_arrow("codes", codes(task.codebook)), "problems": to_arrow("problems", told)}
    land_part(task.folder, head.name, tables, task.said)


def search(task: Task, wanted: Search) -> None:
    """Land the part in which the parts that are *wanted* can be searched together. Raises StoreError."""
    same_code(task)
    land_search(task.folder, wanted, task.said)


def named(kind: str, task: Task, *told: str) -> str:
    """Return the name of a part of *kind*, drawn from what it is made of: *told*, code and codebook."""
    made_of = "\n".join([*map(str, sorted(task.said.items())), *told])
    return f"{kind}-{blake2b(made_of.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}"
