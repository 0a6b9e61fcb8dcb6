"""Signs that deceive a reader: those that hide, reorder or imitate. One list for what is masked, flagged and shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Zero-width and soft signs, controls, those that turn the direction of text, and what a failed decoder leaves.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BROKEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd"
# Other scripts' decimal separators, and the wide forms of ours.
_SEPARATORS = "\u060c\u066b\u066c\uff0c\uff0e\uff61"
_FOREIGN = r"(?![0-9])\d"

#: A word of Latin letters with letters of another alphabet that look like them.
MIXED = re.compile("(?<![^\\W\\d_])[^\\W\\d_]*?(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])[^\\W\\d_]*")

_ODD = re.compile(f"[{_UNSEEN}{_BROKEN}{_SEPARATORS}]|{_FOREIGN}")
_RUN = re.compile(f"[\\d.,{_UNSEEN}{_BROKEN}{_SEPARATORS}]+")
_INNER = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_PLAIN = re.compile(r"[0-9.,]+")


class Kind(NamedTuple):
    """One way in which signs deceive: the name of its rule, what finds it, and what to tell of it."""

    rule: str
    signs: re.Pattern[str]
    told: str


KINDS = (
    Kind("hidden", re.compile(f"[{_UNSEEN}]"), "characters that hide or reorder text"),
    Kind("broken", re.compile(f"[{_BROKEN}]"), "characters that no text has and a failed conversion leaves"),
    Kind("digits", re.compile(_FOREIGN), "digits of another script, from which no figure is taken"),
    Kind("mixed", MIXED, "words of two alphabets whose letters look alike"),
)


def deceptions(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield each kind of deception in *text* with how often it is there and where first; a leading mark is none."""
    if text.isascii() and text.isprintable():
        return
    for kind in KINDS:
        places = [found.start() for found in kind.signs.finditer(text) if (found[0], found.start()) != ("\ufeff", 0)]
        if places:
            yield kind, len(places), places[0]


def visible(text: str) -> str:
    """
    Return *text* with signs that hide or reorder it written out, as in `⟨U+202E⟩`, and letters that imitate others.

    A bidirectional override or a zero-width space in a quote must be seen, not obeyed, and a letter of another alphabet
    that stands in a word for one it looks like must not pass for it.
    """
    if text.isascii() and text.isprintable():
        return text
    spelt = MIXED.sub(lambda word: "".join(sign if sign.isascii() else _code(sign) for sign in word[0]), text)
    return "".join(sign if _shows(sign) else _code(sign) for sign in spelt)


def _shows(sign: str) -> bool:
    return sign in "\n\t\r" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")


def _code(sign: str) -> str:
    return f"⟨U+{ord(sign):04X}⟩"


def legible(text: str) -> str:
    """Return *text* with an x for each sign of a number whose digits another sign breaks: no value is taken from it.

    "1" and "000" with a sign between them that nobody sees are no thousand, and no one. The length never changes.
    """
    return _RUN.sub(_masked, text) if _ODD.search(text) else text


def _masked(run: re.Match[str]) -> str:
    found = _INNER.search(run[0])
    if found is None or _PLAIN.fullmatch(found[0]) or not re.search("[0-9]", found[0]):
        return run[0]
    return run[0][: found.start()] + "x" * len(found[0]) + run[0][found.end() :]
