"""The language half of the codebook: English as data. Reads the TOML tables beside it, and nothing else."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from claimline.language.signs import legible

_HERE = os.path.dirname(__file__)

# One code point for one, so that offsets found in a flattened text hold in the text as it stands.
_FLAT = {
    0xA0: " ",
    0x2009: " ",
    0x202F: " ",
    0x2019: "'",
    0x2018: "'",
    0x201C: '"',
    0x201D: '"',
    0x2010: "-",
    0x2011: "-",
}


@cache
def language(name: str) -> Mapping[str, Any]:
    """Return the language table `language/<name>.toml`."""
    with open(os.path.join(_HERE, f"{name}.toml"), "rb") as file:
        return tomllib.load(file)


def flat(text: str) -> str:
    """Return *text* with typographic spaces, quotes and hyphens made plain; the length never changes.

    A number that a hidden or foreign sign breaks is masked: no finder takes a value from it.
    """
    if text.isascii() and text.isprintable():
        return text  # as most words are, a thousand times a page
    return legible(text).translate(_FLAT)
