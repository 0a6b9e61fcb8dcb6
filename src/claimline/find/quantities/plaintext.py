"""A text made plain for matching, with the way back to its own offsets. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from claimline.findings import Span
from claimline.language import flat, language
from claimline.language.signs import legible

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_GROUPED = re.compile("(?<![0-9.,])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])")
_GROUPING = re.compile("[\u00a0\u2009\u202f]| (?=0)")
_HARD_WRAP = 100  # characters in the longest line of a text whose lines were wrapped

#: What ends a paragraph in a plain text: no white space, so that no pattern runs on across it.
BREAK = "¶"


@dataclass(frozen=True, slots=True)
class Plain:
    """`cased` and `lower` are the plain text, of one length, with BREAK where a paragraph ends.

    `places` maps their offsets to those of `text`; None where they are the same.
    """

    text: str
    cased: str
    lower: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original text that plain offsets *start* to *end* show."""
        start, end = self.place(start, end)
        return Span(start, end, self.text[start:end])

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return *start* and *end*, plain offsets, as offsets of the original text."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def plain(text: str) -> Plain:
    """Return *text* without invisible characters, typographic variants and hard-wrapped lines."""
    places = None
    visible = legible(text)
    hidden = {mark.start() for mark in _INVISIBLE.finditer(visible)}
    if "[" in visible:
        hidden.update(place for mark in _brackets().finditer(visible) for place in range(*mark.span()))
    if hidden:
        places = tuple(place for place in range(len(visible)) if place not in hidden)
        visible = "".join(visible[place] for place in places)
    cased = _unwrapped(flat(_GROUPED.sub(_grouped, visible)).replace("–", "-").replace("−", "-").replace("\t", " "))
    lower = cased.lower()
    if len(lower) != len(cased):  # a capital whose small form is longer, as in Turkish
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cased)
    return Plain(text, cased, lower, places)


@cache
def _brackets() -> re.Pattern[str]:
    """Return what finds an editor's brackets in a number: "thirty [thousand]"."""
    scales = [word for word in language("quantities")["numbers"]["scales"] if word != "dozen"]
    behind = "|".join(f"(?<={word})" for word in scales)
    return re.compile(rf"\\?\[(?=(?:{'|'.join(scales)})\\?\])|(?:{behind})\\?\]")


def _grouped(found: re.Match[str]) -> str:
    """Return digits in groups with commas between them, if anything but a plain space says that they are one number."""
    digits = found[0]
    return ",".join(digits.split()) if _GROUPING.search(digits) else digits


def _unwrapped(text: str) -> str:
    """Return *text* with a space for each newline that only wraps a line, and BREAK for each other."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    width = max(map(len, lines))
    pieces = [
        line + (" " if _runs_on(line.rstrip(), following.lstrip(), width) else BREAK)
        for line, following in pairwise(lines)
    ]
    return "".join(pieces) + lines[-1]


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the sentence of *line* goes on: in a small letter, behind "the", or as its next word had no room."""
    if not line or not following or line[-1] in ".!?:;":
        return False
    if following[0].islower() or line.rsplit(" ", 1)[-1] in _dangling():
        return True
    return width <= _HARD_WRAP and len(line) + len(following.split(" ", 1)[0]) >= width


@cache
def _dangling() -> frozenset[str]:
    """Return the words that no paragraph ends in."""
    closed = language("quantities")["closed"]
    return frozenset([*closed["articles"], "least", "than"])
