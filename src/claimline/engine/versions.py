"""What decides on a document's results beside the document, as hashes: the code that finds, and the codebook."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from claimline.codebook import Codebook

_PACKAGE = Path(__file__).resolve().parents[1]
#: What has no part in finding: a new chart makes no document worth reading again.
_ABOVE = ("cli", "show")


@cache
def code() -> str:
    """Return the hash of the code and language tables that results rest on, and of Python's version."""
    total = blake2b(f"{sys.version_info[:2]}".encode(), digest_size=16)
    for path in sorted(_PACKAGE.rglob("*")):
        parts = path.relative_to(_PACKAGE).parts
        if path.suffix in (".py", ".toml") and parts[0] not in _ABOVE:
            total.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def of_codebook(codebook: Codebook) -> str:
    """Return the hash of *codebook*; comments and the order of its sections have no part in it."""
    return blake2b(repr(codebook).encode(), digest_size=16).hexdigest()
