"""The extract as a Data Package: sorted CSV tables and a `datapackage.json`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimline.model import TABLES, Extract
from claimline.schema import package
from claimline.store.atomic import StoreError, at, publish_all, read, remove, writing
from claimline.store.manifest import MANIFEST, PARTS, relative, written
from claimline.store.tables import read_table, write_table


def files(extract: Extract, seeds: str | None = None) -> dict[str, bytes]:
    """Return every file of *extract* by name. *seeds* is the path of the texts relative to the extract's folder."""
    tables = {f"{table}.csv": write_table(table, getattr(extract, table)) for table in TABLES}
    described = package({table: tables[f"{table}.csv"] for table in TABLES}, seeds)
    return tables | {MANIFEST: written(described)}


def write_extract(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> None:
    """
    Write *extract* to *folder*, whole or not at all; *seeds* is recorded relative to it. Raises StoreError.

    Parts of an extract that was large once go with it; of one that is just being built, when that is done.
    """
    folder = Path(folder)
    parts = folder / PARTS
    made = files(extract, relative(seeds, folder))
    if not parts.is_dir():
        publish_all(folder, made)
        return
    with writing(parts):
        publish_all(folder, made)
        remove(parts)


def differing(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> list[str]:
    """Return the names of the files in *folder* that `write_extract` would change; none means that it has no work."""
    folder = Path(folder)
    wanted = files(extract, relative(seeds, folder))
    paths = {name: at(folder, name) for name in wanted}
    changed = [name for name, path in paths.items() if not path.is_file() or path.read_bytes() != wanted[name]]
    return [*changed, *([PARTS] if (folder / PARTS).is_dir() else [])]


def read_package(folder: Path, resources: Mapping[str, Mapping[str, Any]]) -> Extract:
    """Return the extract whose tables *folder* holds as CSV. Raises StoreError naming file, row and column."""
    return Extract(**{table: _read_listed(folder, table, resources.get(table, {})) for table in TABLES})


def _read_listed(folder: Path, table: str, resource: Mapping[str, Any]) -> tuple[Any, ...]:
    path = at(folder, f"{table}.csv")
    raw = read(path)
    if resource.get("hash") != "sha256:" + hashlib.sha256(raw).hexdigest():
        read_table(path, table, raw)  # names the row, where the damage shows
        raise StoreError(f"{path}: changed since {MANIFEST} was written: run the extract again")
    return read_table(path, table, raw)
