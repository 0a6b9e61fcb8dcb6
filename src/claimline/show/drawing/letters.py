"""How wide a text is in the charts' font, and how to make it fit. Pure: text in, text out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_EM = 2048


@cache
def _widths() -> Mapping[str, Mapping[str, int]]:
    table = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
    return {
        style: {letter: int(width) for width, letters in by_width.items() for letter in letters}
        for style, by_width in table.items()
    }


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of *text* in px at *size* px. A letter that the font does not have counts as a full em."""
    advances = _widths()["bold" if bold else "regular"]
    return sum(advances.get(letter, _EM) for letter in text) * size / _EM


def plain(text: object) -> str:
    """Return *text* on one line and without control characters, which no drawing can carry."""
    return " ".join("".join(letter if _drawable(letter) else " " for letter in str(text)).split())


def _drawable(letter: str) -> bool:
    point = ord(letter)
    control = point < 0x20 or 0x7F <= point < 0xA0 or 0x200B <= point <= 0x200F or 0x2028 <= point <= 0x202E
    return not (control or 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE or 0x2066 <= point <= 0x2069)


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return *text*, cut and ended with three dots where it is wider than *room* px."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size, bold=bold) > room:
        kept = kept[:-1].rstrip(" ,.;:-–")
    return kept + "…"


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return *text* as lines of at most *room* px; only a word that is wider still is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fit(line, room, size, bold=bold) for line in lines if line]


def folded(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Return *text* in at most *most* lines of *room* px; the last one is cut where the text does not end there."""
    lines = wrap(text, room, size, bold=bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room, size, bold=bold)]
