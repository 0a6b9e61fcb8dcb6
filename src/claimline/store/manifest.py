"""The manifest of an extract, which says what belongs to it and what it was made from."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from claimline.store.atomic import StoreError, at, read

MANIFEST = "datapackage.json"
#: The folder that holds the parts of a large extract.
PARTS = "parts"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what the manifest of the extract in *folder* says. Raises StoreError where there is none to be read."""
    path = at(folder, MANIFEST)
    try:
        package = json.loads(read(path))
        resources = package["resources"]
        if all(map(_is_resource, resources)) and isinstance(package.get("made_from", {}), dict):
            return dict(package)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{path}: damaged: run the extract again") from error
    raise StoreError(f"{path}: damaged: run the extract again")


def _is_resource(said: Any) -> bool:
    listed = (said.get(name, {}) for name in ("files", "searched"))
    return isinstance(said.get("name"), str) and all(isinstance(one, dict) for one in listed)


def seeds_of(folder: Path | str) -> Path | None:
    """Return the folder of the texts that the extract in *folder* was made from; None where it does not say."""
    corpus = corpus_of(folder)
    return Path(corpus) if corpus and "://" not in corpus else None


def corpus_of(folder: Path | str) -> str | None:
    """Return the path or address of the corpus that the extract in *folder* was made from, if it says so."""
    seeds = read_manifest(Path(folder)).get("seeds")
    if not isinstance(seeds, str):
        return None
    return seeds if "://" in seeds else str(Path(folder) / seeds)


def relative(seeds: Path | str | None, folder: Path) -> str | None:
    """Return the path of the texts as the manifest in *folder* has it; an address stays as it is, but for secrets."""
    if "://" in str(seeds):
        return public(str(seeds))
    return os.path.relpath(seeds, folder).replace(os.sep, "/") if seeds is not None else None


def public(address: str) -> str:
    """Return *address* without a name, a word or a signature that opens it."""
    return re.sub(r"(?<=://)[^/@]*@|\?.*", "", address)


def written(manifest: dict[str, Any]) -> bytes:
    """Return *manifest* as it stands on disk."""
    return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
