"""Read the seeds: exact texts and what is known of each. Opens files; interprets no meaning."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from claimline import edtf
from claimline.model import Basis, Document, Source
from claimline.read.files import ENCODINGS, ReadError, decode, encoding_of, read_bytes, read_toml
from claimline.remedy import hint

#: The kinds of document: an article, or a page of items of which the newest stands first.
KINDS = ("article", "topic_page")
_FIELDS = ("publisher", "title", "kind", "published", "basis", "evidence", "encoding", "url")


def read_seeds(folder: Path) -> list[Source]:
    """
    Return every `*.txt` of *folder* as a source, sorted by name.

    `sources.toml` says what is known of a document; one without an entry is an article of which nothing is known
    but what its own header says. Raises ReadError where a document or an entry cannot be used.
    """
    return [source(path.name, read_bytes(path), entry, str(path)) for path, entry in seed_files(folder)]


def seed_files(folder: Path) -> list[tuple[Path, dict[str, str]]]:
    """Return the texts of *folder*, sorted by name, each with its entry in `sources.toml`. Raises ReadError."""
    if not folder.is_dir():
        raise ReadError(f"{folder}: no such folder: give the folder that holds the texts")
    known = _read_sources(folder / "sources.toml")
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".txt"))
    odd = next((name for name in names if not name.isprintable()), None)
    if odd is not None:
        raise ReadError(f"{folder}: {odd!a}: a file name that cannot be shown: rename the file")
    if not names:
        raise ReadError(f"{folder}: no text: put at least one UTF-8 file that ends in .txt there")
    for name in known:
        if name not in names:
            mend = hint(name, names, "remove the entry, or add the file")
            raise ReadError(f"{folder / 'sources.toml'}: {name!r}: no such document: {mend}")
    return [(folder / name, known.get(name, {})) for name in names]


def source(name: str, raw: bytes, entry: Mapping[str, str], where: str) -> Source:
    """
    Return the document *name* with the text that *raw* holds, and what *entry* and its own header say of it.

    Raises ReadError that begins with *where*, where the bytes hold no text that can be read.
    """
    encoding = encoding_of(raw, where, entry.get("encoding"))
    text = decode(raw, where, encoding)
    said = {"kind": "article", **_from_header(text), **entry}
    published = said.get("published")
    earliest, latest = edtf.span(published) if published else (None, None)
    document = Document(
        document=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        title=said.get("title"),
        publisher=said.get("publisher"),
        kind=said["kind"],
        published=published,
        published_earliest=earliest,
        published_latest=latest,
        published_basis=Basis(said.get("basis", Basis.STATED)) if published else Basis.NONE,
        published_evidence=said.get("evidence"),
        encoding=encoding,
        url=said.get("url"),
    )
    return Source(document, text)


# ---- what is known of a document -------------------------------------------------------------------


def header_end(text: str) -> int:
    """Return where the header of *text* ends: lines of `# key: value` down to `# ---`. 0 means that there is none."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    closing = next((n for n, line in enumerate(head) if n and line.rstrip() == "# ---"), None)
    return 0 if closing is None else len(text) - sum(map(len, lines[closing + 1 :]))


def _from_header(text: str) -> dict[str, str]:
    """Return what the header of *text* says of its publisher, title and day of publication."""
    lines = text[: header_end(text)].lstrip("\ufeff").splitlines()
    pairs = (line.lstrip("# ").partition(":") for line in lines)
    said = {key.strip().lower(): value.strip() for key, _, value in pairs if value.strip()}
    found: dict[str, str] = {key: said[key] for key in ("publisher", "title") if key in said}
    day = said.get("published", "")[:10]
    if edtf.valid(day):
        found |= {"published": day, "evidence": "the document's own header"}
    return found


def _read_sources(path: Path) -> dict[str, dict[str, str]]:
    """Return the entries of `sources.toml`: a table a document, under the document's file name."""
    raw = read_toml(path)
    for name, entry in raw.items():
        check_entry(f"{path}: {name!r}", entry)
    return raw


def check_entry(where: str, entry: object) -> None:
    """Refuse what cannot be said of a document: an unknown field, no text, no date. Raises ReadError."""
    if not isinstance(entry, dict):
        raise ReadError(f'{where}: not a table: write ["name-of-the-file.txt"] above its fields')
    for key, value in entry.items():
        if key not in _FIELDS:
            raise ReadError(f"{where}: unknown field {key!r}: {hint(key, _FIELDS)}")
        if not isinstance(value, str) or not value.strip():
            raise ReadError(f"{where}.{key}: expected a text, got {value!r}: leave out what is not known")
    _check_choice(f"{where}.kind", entry.get("kind"), KINDS)
    _check_choice(f"{where}.basis", entry.get("basis"), tuple(Basis))
    _check_choice(f"{where}.encoding", entry.get("encoding"), ENCODINGS)
    if "published" in entry and not edtf.valid(entry["published"]):
        raise ReadError(
            f"{where}.published: {entry['published']!r} is no EDTF date: write 2024-10-22 or [2024-10-21..2024-10-25]"
        )
    if "basis" in entry and "published" not in entry:
        raise ReadError(
            f"{where}.basis: says what `published` rests on, which is not given: add it, or remove the basis"
        )


def _check_choice(where: str, value: str | None, choices: tuple[str, ...]) -> None:
    if value is not None and value not in choices:
        raise ReadError(f"{where}: {value!r} is not known: {hint(value, choices)}")
