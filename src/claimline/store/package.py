"""The extract as a Data Package: sorted CSV tables and a `datapackage.json`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimline.model import TABLES, Extract
from claimline.schema import package
from claimline.store.atomic import StoreError, at, publish_all, read
from claimline.store.tables import read_table, write_table

MANIFEST = "datapackage.json"


def files(extract: Extract, seeds: str | None = None) -> dict[str, bytes]:
    """Return every file of *extract* by name. *seeds* is the path of the texts relative to the extract's folder."""
    written = {f"{table}.csv": write_table(table, getattr(extract, table)) for table in TABLES}
    described = package({table: written[f"{table}.csv"] for table in TABLES}, seeds)
    written[MANIFEST] = (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    return written


def write_extract(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> None:
    """Write *extract* to *folder*, whole or not at all; *seeds* is recorded relative to it. Raises StoreError."""
    folder = Path(folder)
    publish_all(folder, files(extract, _relative(seeds, folder)))


def differing(extract: Extract, folder: Path | str, seeds: Path | str | None = None) -> list[str]:
    """Return the names of the files in *folder* that `write_extract` would change; none means that it has no work."""
    folder = Path(folder)
    wanted = files(extract, _relative(seeds, folder))
    paths = {name: at(folder, name) for name in wanted}
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
    path = at(folder, f"{table}.csv")
    raw = read(path)
    if resource.get("hash") != "sha256:" + hashlib.sha256(raw).hexdigest():
        read_table(path, table, raw)  # names the row, where the damage shows
        raise StoreError(f"{path}: changed since {MANIFEST} was written: run the extract again")
    return read_table(path, table, raw)


def _package(folder: Path) -> dict[str, Any]:
    path = at(folder, MANIFEST)
    try:
        package = json.loads(read(path))
        resources = package["resources"]
        if all(isinstance(resource.get("name"), str) for resource in resources):
            return dict(package)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: damaged: run the extract again") from error
    raise StoreError(f"{path}: damaged: run the extract again")
