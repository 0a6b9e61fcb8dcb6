"""Extracts to compare with: a folder, what lies beside published reports, or either at an earlier revision of git."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimline.model import TABLES, Extract
from claimline.private import private_folder
from claimline.schema import columns
from claimline.show.reports import manifest
from claimline.store import MANIFEST, write_extract

_ROWS = "rows.json"


class PublishedError(ValueError):
    """Something to compare with that is not there or not as it was published; one line with the remedy."""


@contextmanager
def extract_at(place: str) -> Iterator[Path]:
    """
    Give the folder of the extract that *place* names, for as long as it is needed.

    A *place* is the folder of an extract; a published report, by its page or its folder, or a folder of reports, whose
    rows are those that their pages show; or `REVISION:PATH`, where git knows one of these. Raises PublishedError.
    """
    path = Path(place)
    if path.exists():
        yield from _there(path)
    elif ":" in place:
        with private_folder() as folder:  # itself locked: what is read lies in it
            yield from _there(_checked_out(place, folder / "found"))
    else:
        yield path  # whoever reads it says what is missing


def _there(path: Path) -> Iterator[Path]:
    """Yield the folder of an extract: *path*, or one that is written for the rows of the reports at *path*."""
    if path.is_dir() and (path / MANIFEST).exists():
        yield path
        return
    pages = list(_pages(path))
    if not pages:
        raise PublishedError(
            f"{path}: neither an extract nor published reports: give a folder with {MANIFEST} or reports"
        )
    with private_folder() as folder:
        write_extract(_joined(map(_rows, pages)), folder / "data")
        yield folder / "data"


def _pages(path: Path) -> Iterator[Path]:
    """Yield the folders of rows at *path*: of one report, or of all that a manifest lists."""
    if path.suffix == ".html":
        path = path.with_suffix("")
    if (path / _ROWS).is_file():
        yield path
    for name, entry in manifest.read(path).items():
        if (path / name / _ROWS).is_file() and not manifest.holds(path / name / _ROWS, entry.get("files", {})):
            raise PublishedError(f"{path / name / _ROWS}: is not as it was published: run `claimline report` again")
        if (path / name / _ROWS).is_file():
            yield path / name


def _rows(page: Path) -> Mapping[str, list[dict[str, Any]]]:
    try:
        return {table: list(rows) for table, rows in json.loads((page / _ROWS).read_bytes()).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise PublishedError(f"{page / _ROWS}: {error}: run `claimline report` again") from error


def _joined(pages: Iterable[Mapping[str, list[dict[str, Any]]]]) -> Extract:
    """Return the rows of *pages* as an extract, each once, in their order."""
    tables: dict[str, dict[Any, None]] = {}
    for page in pages:
        for table, rows in page.items():
            tables.setdefault(table, {}).update((_row(table, row), None) for row in rows)
    return Extract(**{table: tuple(rows) for table, rows in tables.items()})


def _row(table: str, cells: Mapping[str, Any]) -> Any:
    try:
        kinds = {name: kind for name, (kind, _) in columns(table).items()}
        values = {name: None if value is None else kinds[name](value) for name, value in cells.items()}
        return TABLES[table](**values)
    except (KeyError, ValueError, TypeError) as error:
        raise PublishedError(f"{_ROWS}: {table}: another version of claimline wrote this: {error}") from error


def _checked_out(place: str, folder: Path) -> Path:
    """Write what git has at *place* into *folder*, and return that."""
    revision, _, path = place.removesuffix(".html").partition(":")
    command = ["git", "archive", "--format=tar", f"{revision}:{path}"]
    done = subprocess.run(command, capture_output=True, check=False) if not revision.startswith("-") else None
    if done is None or done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] if done else ["no such revision"]
        raise PublishedError(f"{place}: git: {' '.join(said)}: name a revision and a folder, as HEAD~1:data")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder
