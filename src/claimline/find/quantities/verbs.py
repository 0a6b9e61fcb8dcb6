"""Tell which verbs stand beside a number: one of change in front of it, any finite verb behind it. Pure."""

from __future__ import annotations

import re
from functools import cache

from claimline.language import language

_REACH = 60
_FAR = 5  # words between a verb of change and "by", "from" or "to"
_NEXT = re.compile(r"\s(?:[a-z]+ly\s)?([a-z']+)")


@cache
def _changes() -> frozenset[str]:
    return frozenset(language("quantities")["ranges"]["changes"])


@cache
def _finite() -> frozenset[str]:
    closed = language("quantities")["closed"]
    return frozenset([*closed["auxiliaries"], *closed["verbs"]])


def led_by(text: str, start: int) -> str | None:
    """
    Return how a verb of change leads to the number at *start*: by "by", "from" or "to", or directly ("").

    None where none does: "rose by 300" and "fell 3 percent" tell changes, "by 300 men" does not.
    """
    words = text[max(0, start - _REACH) : start].split()
    if not words or not text[start - 1].isspace():
        return None
    *rest, last = words
    if last in ("by", "from", "to"):
        near = rest[-_FAR:]
        changing = [place for place, word in enumerate(near) if word in _changes()]
        clear = changing and not any(word[-1] in ".;:" for word in near[changing[-1] :])
        return last if clear else None
    if rest and (last == "a" or last.endswith("ly")):
        last = rest[-1]
    return "" if last in _changes() else None


def finite_follows(text: str, end: int, *, participles: bool = False) -> bool:
    """Whether a finite verb stands behind *end*; with *participles* any form in -ed will do ("four testified")."""
    found = _NEXT.match(text, end)
    return found is not None and (found[1] in _finite() or (participles and found[1].endswith("ed")))
