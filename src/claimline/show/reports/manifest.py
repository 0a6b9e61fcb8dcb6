"""What each report was made from, as hashes: whether it must be made again is known before anything heavy is imported.

`reports/manifest.json` holds no clock and no commit: a committed report changes only when its matter does.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from claimline.show.reports.parameters import Value
from claimline.show.reports.reads import Rows
from claimline.store import publish

NAME = "manifest.json"
_PACKAGE = Path(__file__).resolve().parents[2]
_DRAWN_BY = ("claimline", "altair", "vl-convert-python", "matplotlib", "pandas", "papermill", "jinja2", "mistune")


@dataclass(frozen=True, slots=True)
class Origin:
    """What decides, with the rows that it reads, what a report looks like.

    Two reports of the same origin and the same rows are the same, byte for byte.
    """

    notebook: str
    parameters: Mapping[str, Value]
    code: str
    lock: str | None
    versions: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the origin as the manifest holds it."""
        return {name: getattr(self, name) for name in self.__slots__}


def sha256(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def of_files(files: Iterable[tuple[str, Path]]) -> str:
    """Return one SHA-256 over *files*, pairs of a name and a path, whatever their order."""
    total = hashlib.sha256()
    for name, path in sorted(files):
        total.update(f"{name}\0{sha256(path.read_bytes())}\n".encode())
    return total.hexdigest()


@cache
def code() -> str:
    """Return the hash of all that ships in this package: code, language tables, templates and fonts."""
    files = (path for path in _PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return of_files((path.relative_to(_PACKAGE).as_posix(), path) for path in files)


def of_notebook(notebook: Mapping[str, Any]) -> str:
    """Return the hash of what *notebook* says to do; its outputs are left out, so that saving it changes nothing."""
    told = [[cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags")] for cell in notebook["cells"]]
    return sha256(json.dumps(told).encode())


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that draw and write a report."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in _DRAWN_BY:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def read(folder: Path) -> dict[str, Any]:
    """Return the entries of the manifest in *folder* by report; none where there is no manifest that can be read.

    A manifest only says what need not be made again: one that is damaged costs time and never a report.
    """
    try:
        entries = json.loads((folder / NAME).read_bytes())["reports"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return (
        {name: entry for name, entry in entries.items() if isinstance(entry, dict)} if isinstance(entries, dict) else {}
    )


def due(folder: Path, name: str, entry: Mapping[str, Any] | None, origin: Origin, rows: Rows) -> list[str]:
    """Return why the report *name* in *folder* must be made again, as *origin* and *rows* make it; nothing if not."""
    if not entry:
        return ["it has not been made yet"]
    try:
        return [*_changed(entry["made_from"], origin.as_json()), *_read(entry["made_from"], rows)] or _harmed(
            folder, name, entry
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        return ["what it was made from cannot be read"]


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for part in ("notebook", "code", "lock"):
        if before[part] != now[part]:
            yield f"the {part} changed"
    for part in ("parameters", "versions"):
        for name in sorted({*before[part], *now[part]}):
            was, is_ = before[part].get(name), now[part].get(name)
            if was != is_:
                yield f"{name}: {was} -> {is_}"


def _read(before: Mapping[str, Any], rows: Rows) -> Iterator[str]:
    for read in before["rows"]:
        if rows.sha256(read) != read["sha256"]:
            asked = json.dumps({k: v for one in read["chosen"] for k, v in one.items() if v}, ensure_ascii=False)
            yield f"the {read['what']} of {read['table']}{f' for {asked}' if read['chosen'] else ''} changed"


def _harmed(folder: Path, name: str, entry: Mapping[str, Any]) -> list[str]:
    files = {f"{name}.html": entry["sha256"], **{f"{name}/{file}": digest for file, digest in entry["files"].items()}}
    return [f"{file} is not as it was written" for file, digest in files.items() if not _is(folder / file, digest)]


def holds(path: Path, files: Mapping[str, str]) -> bool:
    """Return whether the file at *path* is there as *files*, hashes by name, has it."""
    return path.name in files and _is(path, files[path.name])


def _is(path: Path, digest: object) -> bool:
    try:
        return sha256(path.read_bytes()) == digest
    except OSError:
        return False


def write(folder: Path, entries: Mapping[str, Any]) -> None:
    """Write *entries* as the manifest in *folder*, whole or not at all."""
    text = json.dumps({"reports": dict(sorted(entries.items()))}, indent=1, ensure_ascii=False, sort_keys=True)
    publish(folder / NAME, f"{text}\n".encode())
