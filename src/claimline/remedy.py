"""Say how to mend a word that is not known: the nearest that is, or all there are. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def hint(word: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """Return "did you mean ...?" where one of *known* is near *word* in any case, else *otherwise* or what there is."""
    listed = list(known)
    folded = {other.casefold(): other for other in listed}
    near = get_close_matches(word.casefold(), folded, 1)
    if near:
        return f"did you mean {folded[near[0]]!r}?"
    some = ", ".join(listed[:8]) + (f" and {len(listed) - 8} more" if len(listed) > 8 else "")
    return otherwise or f"known: {some or 'none'}"
