"""Read and write the extract: sorted CSV tables and a `datapackage.json`. The only module that touches `data/`.

Writing is all or nothing: the whole extract is staged in a hidden folder; renaming that folder is the moment at
which the new extract exists. Moving its files into place can be cut short at any point and is finished by the
next writer; a reader finds the new files in either place.
"""

from __future__ import annotations

import csv
import errno
import fcntl
import hashlib
import io
import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimline.model import TABLES, Extract
from claimline.schema import columns, package

csv.field_size_limit(2**31 - 1)  # a passage without a full stop is one cell, however long
MANIFEST = "datapackage.json"
_NEXT = ".next"
_STAGED = ".staged-"


class StoreError(ValueError):
    """An extract that cannot be read or written; the message names file, row, column and remedy."""


# ---- files, whole or not at all --------------------------------------------------------------------


def publish(path: Path, content: bytes) -> None:
    """Write *content* to *path* whole or not at all: a reader, or a crash, sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_STAGED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise StoreError(f"{path}: {error.strerror}: nothing was changed") from error
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*, all of them or none; of two writers at once the later waits for the earlier."""
    try:
        with writing(folder):
            staged = Path(tempfile.mkdtemp(dir=folder, prefix=_STAGED))
            for name, content in files.items():
                publish(staged / name, content)
            os.chmod(staged, 0o755)
            os.rename(staged, folder / _NEXT)
            _sync(folder)
            _settle(folder)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: the extract that was there is unchanged") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Let one writer at a time into *folder*, and sweep away what one that was killed left there. Raises StoreError."""
    handle = _opened(folder)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # the system lets go of it when the process ends, however it ends
        _settle(folder)
        yield
    finally:
        os.close(handle)


def _opened(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return os.open(folder, os.O_RDONLY)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: nothing was changed; give a folder to write to") from error


def _settle(folder: Path) -> None:
    """Finish what an earlier writer began: move a complete extract into place, sweep an incomplete one away."""
    waiting = folder / _NEXT
    if waiting.is_dir():
        for path in sorted(waiting.iterdir()):
            os.replace(path, folder / path.name)
        waiting.rmdir()
        _sync(folder)
    for orphan in folder.glob(_STAGED + "*"):
        shutil.rmtree(orphan) if orphan.is_dir() else orphan.unlink()


def _at(folder: Path, name: str) -> Path:
    waiting = folder / _NEXT / name
    return waiting if waiting.exists() else folder / name


# ---- cells -----------------------------------------------------------------------------------------

# A spreadsheet runs a cell that starts with one of these; an apostrophe before it keeps it text. A text that
# already has apostrophes before such a sign gets one more, so that taking one away gives every text back exactly.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    return "'" + text if isinstance(value, str) and _FORMULA.match(text) else text


def _read_text(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _read_number(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(f"{cell!r} is no number")
    return value


_READERS: dict[type, Callable[[str], Any]] = {
    str: _read_text,
    int: int,
    float: _read_number,
    bool: {"true": True, "false": False}.__getitem__,
}


# ---- tables ----------------------------------------------------------------------------------------


def _write_table(table: str, rows: Iterable[object]) -> bytes:
    lines = [columns(table), *([_write_cell(getattr(row, name)) for name in columns(table)] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines).encode("utf-8")


def _quoted(cell: str) -> str:
    """Return *cell* as RFC 4180 has it. The standard library's writer leaves a lone carriage return bare."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[",\r\n]', cell) else cell


def _read_table(path: Path, table: str, raw: bytes) -> tuple[Any, ...]:
    try:
        header, *rows = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise StoreError(f"{path}: no table in UTF-8: run the extract again") from error
    if header != list(columns(table)):
        odd = next((name for name in columns(table) if name not in header), "the order of columns")
        raise StoreError(f"{path}: row 1: {odd!r} is not as this version writes it: run the extract again")
    return tuple(_read_row(path, table, number, row) for number, row in enumerate(rows, 2))


def _read_row(path: Path, table: str, number: int, row: list[str]) -> Any:
    if len(row) != len(columns(table)):
        raise StoreError(f"{path}: row {number}: {len(row)} cells, not {len(columns(table))}: run the extract again")
    values: dict[str, Any] = {}
    for (name, (kind, optional)), cell in zip(columns(table).items(), row, strict=True):
        if cell == "" and optional:
            values[name] = None
            continue
        try:
            values[name] = _READERS.get(kind, kind)(cell)
        except (ValueError, KeyError) as error:
            raise StoreError(
                f"{path}: row {number}: {name}: {cell!r} cannot stand here: run the extract again"
            ) from error
        if values[name] == "":
            raise StoreError(f"{path}: row {number}: {name}: must not be empty: run the extract again")
    return TABLES[table](**values)


# ---- the extract -----------------------------------------------------------------------------------


def files(extract: Extract, seeds: str | None = None) -> dict[str, bytes]:
    """Return every file of *extract* by name. *seeds* is the path of the texts relative to the extract's folder."""
    written = {f"{table}.csv": _write_table(table, getattr(extract, table)) for table in TABLES}
    described = package({table: written[f"{table}.csv"] for table in TABLES}, seeds)
    written[MANIFEST] = (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    return written


def write_extract(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> None:
    """Write *extract* to *folder*, whole or not at all; *seeds* is recorded relative to it. Raises StoreError."""
    folder = Path(folder)
    _publish_all(folder, files(extract, _relative(seeds, folder)))


def differing(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> list[str]:
    """Return the names of the files in *folder* that `write_extract` would change; none means that it has no work."""
    folder = Path(folder)
    wanted = files(extract, _relative(seeds, folder))
    paths = {name: _at(folder, name) for name in wanted}
    return [name for name, path in paths.items() if not path.is_file() or path.read_bytes() != wanted[name]]


def _relative(seeds: Path | str | None, folder: Path) -> str | None:
    return os.path.relpath(seeds, folder).replace(os.sep, "/") if seeds is not None else None


def read_extract(folder: Path | str = "data") -> Extract:
    """Return the extract in *folder*. Raises StoreError naming file, row and column where it is damaged."""
    folder = Path(folder)
    listed = {resource["name"]: resource for resource in _package(folder)["resources"]}
    return Extract(**{table: _read_listed(folder, table, listed.get(table, {})) for table in TABLES})


def seeds_of(folder: Path | str) -> Path | None:
    """Return the folder of the texts that the extract in *folder* was made from; None where it does not say."""
    seeds = _package(Path(folder)).get("seeds")
    return Path(folder) / seeds if isinstance(seeds, str) else None


def _read_listed(folder: Path, table: str, resource: Mapping[str, Any]) -> tuple[Any, ...]:
    path = _at(folder, f"{table}.csv")
    raw = _read(path)
    if resource.get("hash") != "sha256:" + hashlib.sha256(raw).hexdigest():
        _read_table(path, table, raw)  # names the row, where the damage shows
        raise StoreError(f"{path}: changed since {MANIFEST} was written: run the extract again")
    return _read_table(path, table, raw)


def _package(folder: Path) -> dict[str, Any]:
    path = _at(folder, MANIFEST)
    try:
        package = json.loads(_read(path))
        resources = package["resources"]
        if all(isinstance(resource.get("name"), str) for resource in resources):
            return dict(package)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: damaged: run the extract again") from error
    raise StoreError(f"{path}: damaged: run the extract again")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: run `claimline extract` first") from error
