"""Read a corpus: documents one after the other, in bounded memory, from a folder of texts, Parquet or JSON Lines.

Its files (`addresses`) are read in the order of their names. What is wrong with one document is told when that document
is read; what is wrong with a file ends the corpus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from io import BufferedReader
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from claimline.model import Source
from claimline.read.addresses import PARQUET, found, here, is_texts, one_line, path_of
from claimline.read.documents import check_entry, seed_files, source
from claimline.read.files import ReadError, read_bytes
from claimline.remedy import hint

#: What a corpus may say of a document beside its name and text.
FIELDS = ("published", "publisher", "url", "kind", "title")
_COLUMNS = ("document", "text", *FIELDS)
#: Of these not every text will do.
_CHOSEN = ("published", "kind")
_AT_ONCE = 512  # documents: a few megabytes of articles
#: A point in time as feeds give it, of which the day is taken as it stands there.
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d")


class Entry(NamedTuple):
    """A document as its corpus holds it: its name, the bytes of its text, and what is said of it. Not yet read."""

    document: str
    raw: bytes
    said: tuple[tuple[str, str], ...] = ()


def read_entry(entry: Entry) -> Source:
    """Return *entry* as a source. Raises ReadError, which names the document, where it cannot be one."""
    if not _is_shown(entry.document):
        raise ReadError(f"{entry.document!a}: a name that cannot be shown: rename the document")
    said = _said(entry.said)
    check_entry(entry.document, said)
    return source(entry.document, entry.raw, said, entry.document)


def admissible(entry: Entry) -> bool:
    """Tell whether the name of *entry* and what is said of it are as they can be; its text is not looked at."""
    document, _, said = entry
    for pair in said:  # a loop costs half of what `all` does, and every run does this for every document
        if pair[0] in _CHOSEN and not _is_sayable(pair):
            return False
    return _is_shown(document)


def _is_shown(document: str) -> bool:
    return document.isprintable() and bool(document.strip())


@lru_cache(maxsize=4096)
def _is_sayable(pair: tuple[str, str]) -> bool:
    try:
        check_entry("", _said([pair]))
    except ReadError:
        return False
    return True


def _said(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    said = dict(pairs)
    if instant := _INSTANT.match(said.get("published", "")):
        said["published"] = instant[1]
    return said


def read_corpus(address: str) -> Iterator[Entry]:
    """Yield the documents of the corpus at *address*. Raises ReadError that names the file and what to do."""
    if is_texts(address):
        for seed, said in seed_files(Path(here(address))):
            yield Entry(seed.name, read_bytes(seed), tuple(sorted(said.items())))
        return
    system, paths, _ = found(address)
    if not paths:
        wanted = "a folder of .txt, or files that end in .parquet or .pq, or in .jsonl or .ndjson, packed or not"
        raise ReadError(f"{address}: no corpus there: give {wanted}")
    for path in paths:
        read = _from_parquet if path_of(path).endswith(PARQUET) else _from_lines
        try:
            yield from read(system, path)
        except (OSError, EOFError) as error:
            raise ReadError(f"{path}: cut off or damaged: {one_line(error)}: write the file again") from error


# ---- Parquet ---------------------------------------------------------------------------------------


def _from_parquet(system: Any, path: str) -> Iterator[Entry]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with system.open(path, "rb") as file:
        try:
            held = pq.ParquetFile(file, page_checksum_verification=True)
            names = _checked(path, held.schema_arrow)
            for batch in held.iter_batches(_AT_ONCE, columns=names):
                yield from _rows({name: _texts(batch.column(name)) for name in names})
        except pa.ArrowException as error:
            raise ReadError(f"{path}: cut off or damaged: {one_line(error)}: write the file again") from error


def _checked(path: str, schema: Any) -> list[str]:
    """Return which columns to read; refuse a file without names and texts, or with a column of another type."""
    import pyarrow.types as kinds

    for name in ("document", "text"):
        if name not in schema.names:
            raise ReadError(f"{path}: no column {name!r}: {hint(name, schema.names)}")
    twice = next((name for name in _COLUMNS if schema.names.count(name) > 1), None)
    if twice:
        raise ReadError(f"{path}: two columns {twice!r}: leave one out")
    for name in (name for name in _COLUMNS if name in schema.names):
        kind = schema.field(name).type
        kind = kind.value_type if kinds.is_dictionary(kind) else kind
        day = name == "published" and kinds.is_temporal(kind)
        if not (day or kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_null(kind)):
            raise ReadError(f"{path}: column {name!r}: {kind}, not a text: write it as a string")
    return [name for name in _COLUMNS if name in schema.names]


def _texts(column: Any) -> list[bytes | None]:
    """Return the texts of *column* in UTF-8, undecoded: a document that has not changed is not decoded at all."""
    import pyarrow as pa

    temporal = pa.types.is_temporal(column.type)
    found: list[bytes | None] = column.cast(pa.large_string()).cast(pa.large_binary()).to_pylist()
    return [day and day[:10] for day in found] if temporal else found


def _rows(columns: Mapping[str, list[bytes | None]]) -> Iterator[Entry]:
    known = sorted(name for name in FIELDS if name in columns)
    pairs = [
        [(name, value.decode("utf-8", "replace")) if value and value.strip() else None for value in columns[name]]
        for name in known
    ]
    said = zip(*pairs, strict=True) if pairs else repeat(())
    for document, text, told in zip(columns["document"], columns["text"], said, strict=bool(pairs)):
        yield Entry((document or b"").decode("utf-8", "replace"), text or b"", tuple(filter(None, told)))


# ---- JSON Lines ------------------------------------------------------------------------------------


def _from_lines(system: Any, path: str) -> Iterator[Entry]:
    import pyarrow as pa
    from fsspec.utils import infer_compression  # type: ignore[import-untyped]

    packed = path_of(path).endswith(".zst")  # which fsspec unpacks with a package that may not be there
    with system.open(path, "rb", compression=None if packed else infer_compression(path_of(path))) as file:
        unpacked: Any = pa.CompressedInputStream(file, "zstd") if packed else None
        lines = BufferedReader(unpacked) if packed else file
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _from_line(f"{path}: line {number}", line)


def _from_line(where: str, line: bytes) -> Entry:
    try:
        values = json.loads(line)
    except UnicodeDecodeError as error:
        raise ReadError(f"{where}: not UTF-8: write the file again in UTF-8") from error
    except RecursionError as error:
        raise ReadError(f"{where}: nested too deeply: write one flat object a document") from error
    except ValueError as error:
        raise ReadError(f"{where}: no JSON, or cut off: write the file again") from error
    if not isinstance(values, dict):
        raise ReadError(f"{where}: no JSON object: write one document a line")
    for name in ("document", "text"):
        if name not in values:
            raise ReadError(f"{where}: no {name!r}: {hint(name, values)}")
    for name in (name for name in _COLUMNS if not isinstance(values.get(name), str | None)):
        raise ReadError(f"{where}: {name}: {values[name]!r} is no text: write it in quotation marks")
    said = tuple(sorted((name, values[name]) for name in FIELDS if (values.get(name) or "").strip()))
    document, text = ((values[name] or "").encode("utf-8", "surrogatepass") for name in ("document", "text"))
    return Entry(document.decode("utf-8", "replace"), text, said)


def readable(address: str, only: str | None = None) -> Iterator[Source]:
    """
    Yield the documents of the corpus at *address* that can be read, the first of each name; or the one called *only*.

    Raises ReadError.
    """
    seen: set[str] = set()
    for entry in read_corpus(address):
        if entry.document not in seen and only in (None, entry.document):
            seen.add(entry.document)
            with suppress(ReadError):
                yield read_entry(entry)
            if only is not None:
                return
