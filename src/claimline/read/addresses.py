"""What a corpus is, and where: the files at a local path, or at an address that fsspec knows.

A corpus is a file in Parquet or JSON Lines, plain or packed, or a folder of such files; or a folder of plain texts.
What is hidden in a folder, or is an extract, is no part of it.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

from claimline.read.files import ReadError
from claimline.store.manifest import public

PARQUET = (".parquet", ".pq")
_PACKED = ("", ".gz", ".bz2", ".xz", ".zst")
LINES = tuple(f".{kind}{packed}" for kind in ("jsonl", "ndjson") for packed in _PACKED)
#: What a folder holds that is an extract, or a part of one.
_OF_EXTRACTS = ("datapackage.json", "part.json")
#: Bytes, as they lie on disk: some ten thousand articles.
LARGE = 16_000_000


def is_texts(address: str) -> bool:
    """Tell whether *address* is a folder of plain texts, as an analyst keeps it. Raises ReadError if it is of both."""
    names = sorted(os.listdir(here(address))) if os.path.isdir(here(address)) else []
    text = next((name for name in names if name.lower().endswith(".txt")), None)
    other = next((name for name in names if is_corpus(name)), None)
    if text and other:
        raise ReadError(f"{address}: {text!a} is a text and {other!a} a corpus: keep them in folders of their own")
    return text is not None


def is_corpus(name: str) -> bool:
    """Tell whether a file of this *name* is a corpus."""
    return name.lower().endswith((*PARQUET, *LINES)) and not name.startswith((".", "_"))


def is_large(address: str) -> bool:
    """Tell whether the corpus at *address* is more than one process and one memory should be asked to hold."""
    if is_texts(address):
        return sum(path.stat().st_size for path in Path(here(address)).iterdir()) > LARGE
    system, paths, _ = found(address)
    return sum(system.size(path) or 0 for path in paths) > LARGE


def home(address: str) -> Path | None:
    """Return the folder in which a codebook and corrections lie beside a corpus; of one elsewhere none is known."""
    if "://" in here(address):
        return None
    path = Path(here(address))
    return path if path.is_dir() else path.parent


def left_out(address: str) -> list[str]:
    """Return which files in the folder at *address* are no corpus and are not read, but for what may lie beside one."""
    return [] if is_texts(address) else [path for path in found(address)[2] if not path.endswith((".toml", ".md"))]


def here(address: str) -> str:
    """Return *address* as a path, if it is one of this machine; an address elsewhere stays as it is."""
    return address.removeprefix("file://")


def found(address: str) -> tuple[Any, list[str], list[str]]:
    """Return the file system of *address*, and the files there by name: those of a corpus, and any others."""
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]

    try:
        system, root = url_to_fs(address)
        if not system.isdir(root):
            named = system.exists(root) and path_of(root).endswith((*PARQUET, *LINES))
            return system, [root] if named else [], []
        paths = sorted(system.find(root))
    except (OSError, ValueError, ImportError) as error:
        words = f"{one_line(error)}: give a path, or an address that fsspec can open"
        raise ReadError(f"{public(address)}: {words}") from error
    extracts = {os.path.dirname(path) for path in paths if os.path.basename(path) in _OF_EXTRACTS} - {root}
    seen = [path for path in paths if os.path.dirname(path) not in extracts and not _hidden(path.removeprefix(root))]
    return system, [path for path in seen if is_corpus(path)], [path for path in seen if not is_corpus(path)]


def path_of(address: str) -> str:
    """Return *address* in small letters, one elsewhere without what is asked of it: its ending tells what is there."""
    return (address.partition("?")[0] if "://" in address else address).lower()


def _hidden(path: str) -> bool:
    return any(name.startswith((".", "_")) for name in PurePosixPath(path).parts)


def one_line(error: BaseException) -> str:
    """Return what *error* says, on one line, or else what it is."""
    return " ".join(str(error).split())[:200] or type(error).__name__
