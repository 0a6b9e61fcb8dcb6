"""Read the seeds: exact texts and what is known of each. Opens files; interprets no meaning."""

from __future__ import annotations

import hashlib
import os
import stat
import tomllib
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from claimline import edtf
from claimline.model import Basis, Document, Source
from claimline.remedy import hint

#: The largest document that is read, in bytes: far above any article, far below any memory.
LARGEST = 32_000_000
#: The kinds of document: an article, or a page of items of which the newest stands first.
KINDS = ("article", "topic_page")
_FIELDS = ("publisher", "title", "kind", "published", "basis", "evidence")


class ReadError(ValueError):
    """A seed that cannot be used; the message names file, place, field and remedy."""


def read_seeds(folder: Path) -> list[Source]:
    """
    Return every `*.txt` of *folder* as a source, sorted by name.

    `sources.toml` says what is known of a document; one without an entry is an article of which nothing is known
    but what its own header says. Raises ReadError where a document or an entry cannot be used.
    """
    if not folder.is_dir():
        raise ReadError(f"{folder}: no such folder: give the folder that holds the texts")
    known = _read_sources(folder / "sources.toml")
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".txt"))
    if not names:
        raise ReadError(f"{folder}: no text: put at least one UTF-8 file that ends in .txt there")
    for name in known:
        if name not in names:
            mend = hint(name, names, "remove the entry, or add the file")
            raise ReadError(f"{folder / 'sources.toml'}: {name!r}: no such document: {mend}")
    return [_source(folder / name, known.get(name, {})) for name in names]


def _source(path: Path, entry: Mapping[str, str]) -> Source:
    raw = read_bytes(path)
    text = decode(raw, str(path))
    said = {"kind": "article", **_from_header(text), **entry}
    published = said.get("published")
    earliest, latest = edtf.span(published) if published else (None, None)
    document = Document(
        document=path.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        title=said.get("title"),
        publisher=said.get("publisher"),
        kind=said["kind"],
        published=published,
        published_earliest=earliest,
        published_latest=latest,
        published_basis=Basis(said.get("basis", Basis.STATED)) if published else Basis.NONE,
        published_evidence=said.get("evidence"),
    )
    return Source(document, text)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the plain file at *path*: a link, a directory or a device is refused by name."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "a link" if stat.S_ISLNK(mode) else "no plain file"
            raise ReadError(f"{path}: {kind}: replace it by the text itself, or rename it")
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path}: larger than {LARGEST // 1_000_000} MB: split it")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}: make it readable, or move it away") from error


def decode(raw: bytes, name: str) -> str:
    """
    Return the text that *raw* is in UTF-8, code point for code point: a byte order mark and every line ending stay.

    Raises ReadError with the byte offset where *raw* is no UTF-8, holds a NUL, or holds nothing to read.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: byte {error.start}: not UTF-8: save the file as UTF-8") from error
    if "\x00" in text:
        raise ReadError(f"{name}: byte {raw.index(0)}: a NUL, so no plain text: save the file as UTF-8")
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError(f"{name}: empty: remove it, or put its text in")
    return text


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
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReadError(f"{path}: {error}: mend the file") from error
    for name, entry in raw.items():
        _check_entry(f"{path}: {name!r}", entry)
    return raw


def _check_entry(where: str, entry: object) -> None:
    if not isinstance(entry, dict):
        raise ReadError(f'{where}: not a table: write ["name-of-the-file.txt"] above its fields')
    for key, value in entry.items():
        if key not in _FIELDS:
            raise ReadError(f"{where}: unknown field {key!r}: {hint(key, _FIELDS)}")
        if not isinstance(value, str) or not value.strip():
            raise ReadError(f"{where}.{key}: expected a text, got {value!r}: leave out what is not known")
    _check_choice(f"{where}.kind", entry.get("kind"), KINDS)
    _check_choice(f"{where}.basis", entry.get("basis"), tuple(Basis))
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
