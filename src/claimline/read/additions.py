"""Put a new document into a folder of seeds, with what is known of it. Nothing is overwritten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from claimline.private import private_folder
from claimline.read.files import ReadError, decode, encoding_of, read_bytes
from claimline.store import publish

# A TOML basic string is written as a JSON string is, but for one sign that JSON leaves as it is.
_DELETE = "\\u007F"


def entry(name: str, known: Mapping[str, str]) -> str:
    """Return what is *known* of the document *name* as a table of `sources.toml`."""
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False).replace(chr(127), _DELETE)}" for key, value in known.items()
    ]
    return "\n".join([f"[{json.dumps(name, ensure_ascii=False)}]", *lines]) + "\n"


def addition(path: Path, known: Mapping[str, str], seeds: Path) -> dict[Path, bytes]:
    """
    Return what must be written for the document at *path* to be among *seeds*: its text and its entry, by path.

    Raises ReadError where it cannot be read as a text, or one of its name is already there.
    """
    raw = read_bytes(path)
    decode(raw, str(path), encoding_of(raw, str(path)))
    target = seeds / (path.name if path.name.lower().endswith(".txt") else f"{path.stem}.txt")
    if target.exists():
        raise ReadError(f"{target}: already there: rename the new file")
    if not known:
        return {target: raw}
    sources = seeds / "sources.toml"
    before = read_bytes(sources).decode("utf-8").rstrip("\n") + "\n\n" if sources.exists() else ""
    return {target: raw, sources: (before + entry(target.name, known)).encode("utf-8")}


@contextmanager
def rehearsed(seeds: Path, files: Mapping[Path, bytes]) -> Iterator[Path]:
    """Give a private copy of *seeds* with *files* written, so that what they would add is known before they are."""
    with private_folder() as folder:
        copy = folder / "seeds"
        shutil.copytree(seeds, copy)
        for path, content in files.items():
            publish(copy / path.name, content)
        yield copy
