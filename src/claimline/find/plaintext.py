"""A text made plain for matching, with the way back to its own offsets. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimline.codebook import flat
from claimline.model import Span

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_GROUPING = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_SOFT_BREAK = re.compile(r"(?<![.!?:;\s])[ \t]*(\r?\n)(?=[ \t]?[a-z0-9$€£¥])")
_HARD_WRAP = 100


@dataclass(frozen=True, slots=True)
class Plain:
    """`cased` and `lower` are the plain text, of one length; a newline in them ends a paragraph.

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
    visible = text
    if _INVISIBLE.search(text):
        places = tuple(place for place, letter in enumerate(text) if not _INVISIBLE.match(letter))
        visible = "".join(text[place] for place in places)
    cased = _unwrapped(flat(_GROUPING.sub(",", visible)).replace("–", "-").replace("\t", " "))
    lower = cased.lower()
    if len(lower) != len(cased):  # a capital whose small form is longer, as in Turkish
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cased)
    return Plain(text, cased, lower, places)


def _unwrapped(text: str) -> str:
    """Return *text* with a space for each newline that only wraps a line; what follows tells, or the width."""
    text = _SOFT_BREAK.sub(lambda found: found[0].replace("\n", " ").replace("\r", " "), text)
    lines = text.split("\n")
    width = max(map(len, lines))
    if len(lines) < 3 or width > _HARD_WRAP:
        return text
    pieces = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        word = following.split(" ", 1)[0]
        full = line.strip() and word and len(line) + len(word) >= width and line.rstrip()[-1] not in ".!?:"
        pieces.append(line + (" " if full else "\n"))
    return "".join(pieces)[: len(text)]
