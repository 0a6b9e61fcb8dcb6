"""The patterns of the language's word lists, each made once. Pure."""

from __future__ import annotations

import re
from functools import cache

from claimline.codebook import language, pattern


@cache
def terms(book: str, section: str, key: str | None = None) -> re.Pattern[str]:
    """Return the pattern that finds the words of `language/BOOK.toml` under *section* and *key* in a flattened text."""
    words = language(book)[section]
    return pattern(words[key] if key else words)
