"""Plain files: their bytes, the text that these are, and TOML that a person wrote. Opens files; interprets nothing."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

#: The largest file that is read, in bytes: far above any article, far below any memory.
LARGEST = 32_000_000
#: The longest line of a document, in characters: no paragraph comes near it.
LONGEST = 1_000_000
#: How a document may be encoded, if it is not UTF-8: by its byte order mark, or as `sources.toml` declares.
ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "windows-1250", "windows-1251", "windows-1252", "iso-8859-1", "iso-8859-2",
    "iso-8859-15", "koi8-r", "koi8-u", "euc-kr", "shift_jis", "gb18030", "big5",
)  # fmt: skip
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class ReadError(ValueError):
    """A seed that cannot be used; the message names file, place, field and remedy."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the plain file at *path*: a link, a directory or a device is refused by name."""
    try:
        _check_kind(path, path.lstat().st_mode)
        # What stands there may have been exchanged since: a link is not followed, and a pipe is not waited for.
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            _check_kind(path, os.fstat(file.fileno()).st_mode)
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}: make it readable, or move it away") from error
    if len(raw) > LARGEST:
        raise ReadError(f"{path}: larger than {LARGEST // 1_000_000} MB: split it")
    return raw


def _check_kind(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = "a directory" if stat.S_ISDIR(mode) else "a link" if stat.S_ISLNK(mode) else "no plain file"
        raise ReadError(f"{path}: {kind}: replace it by the text itself, or rename it")


def encoding_of(raw: bytes, name: str, declared: str | None = None) -> str:
    """Return the encoding that the byte order mark of *raw* tells, else the one *declared*, else UTF-8; no guess.

    Raises ReadError where mark and declaration contradict each other.
    """
    marked = next((encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)), None)
    if marked and declared and marked != declared:
        raise ReadError(f"{name}: declared as {declared}, but its byte order mark says {marked}: mend the declaration")
    return marked or declared or "utf-8"


def decode(raw: bytes, name: str, encoding: str = "utf-8") -> str:
    """
    Return the text that *raw* is in *encoding*, code point for code point: a byte order mark and line endings stay.

    Raises ReadError with the byte offset where *raw* is no such text, holds a NUL or does not come back the same,
    and where it holds nothing to read or a line without end.
    """
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: byte {error.start}: not {encoding.upper()}: {_REMEDY}") from error
    if "\x00" in text:
        byte = len(text[: text.index("\x00")].encode(encoding))
        raise ReadError(f"{name}: byte {byte}: a NUL, so no plain text: {_REMEDY}")
    if text.encode(encoding) != raw:
        raise ReadError(f"{name}: not the same bytes when written as {encoding} again: {_REMEDY}")
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError(f"{name}: empty: remove it, or put its text in")
    if len(text) > LONGEST:
        _check_lines(text, name)
    return text


_REMEDY = "save the file as UTF-8"


def _check_lines(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            raise ReadError(f"{name}: line {number}: longer than {LONGEST:,} characters: break it into paragraphs")


def read_toml(path: Path, error: type[ValueError] = ReadError) -> dict[str, Any]:
    """Return the TOML file at *path*, empty where there is none. Raises *error* where it cannot be used."""
    if not os.path.lexists(path):
        return {}
    try:
        return tomllib.loads(read_bytes(path).decode("utf-8"))
    except RecursionError as deep:
        raise error(f"{path}: tables or lists too deep in each other: mend the file") from deep
    except ReadError as refused:
        raise error(str(refused)) from refused
    except ValueError as wrong:
        raise error(f"{path}: {wrong}: mend the file") from wrong
