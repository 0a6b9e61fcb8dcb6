"""The extract as a dataset of Parquet files: in parts, of which each lands by one rename, and one manifest.

A part is a folder under `parts/`: a Parquet file a table, and `part.json` with the hash of each. The name of a part is
drawn from what it was made from, so that making it again is no work. What belongs to the extract is what the manifest
lists; anything else under `parts/` is work that waits for a later extract, or is swept by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from claimline.model import TABLES, Extract
from claimline.schema import dataset
from claimline.store.arrow import arrow_schema, from_arrow, to_parquet
from claimline.store.atomic import StoreError, land, publish, read, remove
from claimline.store.manifest import MANIFEST, PARTS, relative, written
from claimline.store.order import ordered

_LISTING = "part.json"

Made = TypeVar("Made")


def land_part(folder: Path, name: str, tables: Mapping[str, pa.Table], said: Mapping[str, str]) -> None:
    """Write *tables* as the part *name* of *folder*; *said* is what each file says of its making."""
    files = {f"{table}.parquet": to_parquet(held, said) for table, held in tables.items()}
    listing = {table: _listed(held, files[f"{table}.parquet"]) for table, held in tables.items()}
    land(folder / PARTS / name, files | {_LISTING: json.dumps(listing).encode()})


def _listed(held: pa.Table, file: bytes) -> dict[str, Any]:
    return {"rows": held.num_rows, "bytes": len(file), "hash": _hash(file)}


def part_file(folder: Path, part: str, table: str) -> Path:
    """Return where *part* of *folder* has its rows of *table*; no file means no rows."""
    return folder / PARTS / part / f"{table}.parquet"


def read_columns(folder: Path, part: str, table: str, columns: Sequence[str] = ()) -> pa.Table | None:
    """
    Return the *columns* of *table*, all where none is named, that *part* of *folder* holds; None if it holds none.

    The checksum of every page that is read is verified. Raises StoreError naming the file that is damaged.
    """
    path = part_file(folder, part, table)
    if not path.is_file():
        return None
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:  # half the time that `read_table` takes
            return file.read(list(columns) or None, use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path}: damaged: {_one_line(error)}: remove its folder and run the extract again") from error


def landed(folder: Path) -> set[str]:
    """Return the names of the parts that are whole in *folder*."""
    parts = folder / PARTS
    return {path.name for path in parts.iterdir() if not path.name.startswith(".")} if parts.is_dir() else set()


def mend(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Remove the parts of *folder* in which a file is missing that *manifest* lists; tell whether none is missing."""
    listed = (one.get(held, ()) for one in manifest["resources"] for held in ("files", "searched"))
    missing = {path.parent for paths in listed for path in map(folder.joinpath, paths) if not path.is_file()}
    for part in filter(Path.is_dir, missing):
        remove(part)
    return not missing


def commit(
    folder: Path,
    parts: Mapping[str, Sequence[str]],
    made_from: Mapping[str, Any],
    seeds: Path | str | None,
    searched: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """
    Make the extract in *folder* what *parts* lists, the names of its parts by table, in the order of the rows.

    *searched* lists, in the same way, the parts in which these can be searched together (`places`).
    """
    manifest = dataset(_files(folder, parts), dict(made_from), relative(seeds, folder))
    for table, files in _files(folder, searched or {}).items():
        next(one for one in manifest["resources"] if one["name"] == table)["searched"] = files
    publish(folder / MANIFEST, written(manifest))
    for table in TABLES:
        (folder / f"{table}.csv").unlink(missing_ok=True)  # of an extract that was small enough once


def _files(folder: Path, parts: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Return by table and path what is listed of the files of *parts*."""
    listings = {name: _listing(folder, name) for name in {one for names in parts.values() for one in names}}
    return {
        table: {f"{PARTS}/{name}/{table}.parquet": listings[name][table] for name in names if table in listings[name]}
        for table, names in parts.items()
    }


def sweep(folder: Path, kept: Collection[str]) -> None:
    """Remove the parts of *folder* that are not among *kept*."""
    for name in landed(folder) - set(kept):
        remove(folder / PARTS / name)


def read_part(folder: Path, part: str) -> Extract:
    """Return the rows of *part* of *folder* by table. Raises StoreError naming the file that is damaged."""
    known = _listing(folder, part)
    return Extract(
        **{
            table: _from_file(part_file(folder, part, table), table, known[table]["hash"])
            for table in TABLES
            if table in known
        }
    )


def _listing(folder: Path, name: str) -> Mapping[str, Any]:
    path = folder / PARTS / name / _LISTING
    try:
        return dict(json.loads(read(path)))
    except (ValueError, TypeError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: damaged: remove its folder and run the extract again") from error


def read_dataset(folder: Path, resources: Mapping[str, Mapping[str, Any]]) -> Extract:
    """Return the extract whose tables *folder* holds as Parquet. Raises StoreError naming the file that is damaged."""
    return ordered(Extract(**{table: _rows(folder, table, resources[table]) for table in TABLES if table in resources}))


def _rows(folder: Path, table: str, resource: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row for path, known in resource["files"].items() for row in _from_file(folder / path, table, known.get("hash"))
    )


def _from_file(path: Path, table: str, known: str) -> tuple[Any, ...]:
    return from_file(path, table, known, from_arrow)


def from_file(path: Path, table: str, known: str, made: Callable[[str, pa.Table], Made]) -> Made:
    """
    Return what *made* makes of the rows of *table* at *path*, a file whose hash the manifest has as *known*.

    Raises StoreError naming the file where it is damaged, or where *made* raises ValueError.
    """
    raw = read(path)
    try:
        held = pq.read_table(pa.BufferReader(raw), page_checksum_verification=True)
        if not held.schema.equals(arrow_schema(table)):
            raise StoreError(f"{path}: its columns are not as this version writes them: run the extract again")
        rows = made(table, held)
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: damaged: {_one_line(error)}: remove its folder and run the extract again") from error
    unchanged(path, raw, known)
    return rows


def unchanged(path: Path, raw: bytes, known: str) -> None:
    """Hold *raw*, the file at *path*, against its hash, *known* from the manifest. Raises StoreError."""
    if _hash(raw) != known:
        raise StoreError(f"{path}: changed since {MANIFEST} was written: remove its folder and run the extract again")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _hash(raw: bytes) -> str:
    return "sha256:" + hashlib.sha256(raw).hexdigest()
