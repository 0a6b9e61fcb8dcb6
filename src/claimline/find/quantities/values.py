"""Tell what a number expression is worth. Pure; None where its words make no number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimline.find.quantities.words import number_words

WORD = re.compile(r"[0-9][0-9.,]*|[a-z]+")


def digits_value(found: re.Match[str]) -> tuple[float, bool, int]:
    """Return value, whether a magnitude was named, and end of a match of the digits pattern.

    A magnitude that is also a unit of measure ("5m") counts only behind a currency.
    """
    words = number_words()
    value = float((found["digits"] or "0").replace(",", ""))
    value += words.vulgar.get(found["vulgar"] or found["alone"] or "", 0)
    value = -value if found["minus"] else value
    for word in WORD.findall(found["scale"] or ""):
        value *= words.scales[word]
    magnitude = found["million"] or found["magnitude"]
    if not magnitude:
        return tidy(value), bool(found["scale"]), found.end()
    if found["currency"] or found["million"] or magnitude in words.plain:
        return tidy(value * words.magnitudes[magnitude]), True, found.end()
    end = found.start("magnitude")
    return tidy(value), False, end - (found.string[end - 1] == " ")


def tidy(value: float) -> float:
    """Return *value* without the tail that binary fractions leave: 2.3 billion is 2300000000."""
    return float(f"{value:.15g}")


def words_value(kind: str, written: str, words: list[str]) -> float | None:
    """Return the value of *written*, a match of the words pattern of this *kind*, which holds *words*."""
    value = _READERS[kind](written, words)
    return None if value is None else tidy(value)


def _ratio(_: str, words: list[str]) -> float | None:
    first, second = _count(words[0]), 1.0
    for word in words[1:]:  # "in", "out", "of" and "every" are worth nothing, "a million" a million
        second *= _count(word)
    return first / second if 1 <= second < 1e15 and first <= second else None


def _count(word: str) -> float:
    known = number_words()
    if word.isalpha():
        return known.cardinals[word] if word in known.cardinals else known.scales.get(word, 1.0)
    return float(word.replace(",", "").rstrip("."))


def _share(written: str, _: list[str]) -> float:
    words = number_words()
    *count, part = WORD.findall(written)
    return (words.cardinals[count[0]] if count else 1) * words.parts[part]


def _part(written: str, words: list[str]) -> float:
    return _share(written, []) * number_words().scales[words[-1]]


def _mixed(_: str, words: list[str]) -> float:
    """Return the value of "one and a half million", or of "a million and a half"."""
    known = number_words()
    value = known.cardinals[words[0]] + next(known.parts[word] for word in words if word in known.parts)
    return _scaled(value, words)


def _exactly(_: str, words: list[str]) -> float:
    known = number_words()
    phrase = " ".join(word for word in words if word not in known.scales)
    return _scaled(known.exactly[phrase], words)


def _scaled(value: float, words: list[str]) -> float:
    for word in words:
        value *= number_words().scales.get(word, 1)
    return value


def _vague(_: str, words: list[str]) -> float:
    """Return the least that vague words can mean: "tens of thousands" is at least two tens of a thousand."""
    return vague_value(words, number_words().vague)


def vague_value(words: list[str], ends: Mapping[str, float]) -> float:
    """Return the value of vague *words* where *ends* gives that of each single one."""
    if " ".join(words) in ends:
        return ends[" ".join(words)]
    words = [word for word in words if word not in ("of", "a")]
    return _scaled(ends.get(words[0], 2), words[1:])


def _cardinal(_: str, words: list[str]) -> float | None:
    """Return the value of number words; None where they make no one number ("nineteen fifty", "thousand")."""
    known = number_words()
    if len(words) == 1 and words[0] in known.scales:
        return None
    total = current = 0.0
    for word in words:
        if word in known.scales:
            total, current = _multiplied(total, current, known.scales[word])
        elif word in known.cardinals:
            value = known.cardinals[word] if word not in ("a", "an") else 0
            if value and not _follows(current, value):
                return None
            current += value
    return total + current


def _multiplied(total: float, current: float, size: float) -> tuple[float, float]:
    """Return the finished and the open part of a number when the scale *size* follows."""
    if size <= 100:
        return total, (current or 1) * size
    if total and total < size:  # "two hundred thousand million"
        return (total + current) * size, 0.0
    return total + (current or 1) * size, 0.0


def _follows(current: float, value: float) -> bool:
    """Whether *value* can carry on the number *current*: "twenty"-"two" and "two hundred"-"ten" can."""
    rest = current % 100
    return not rest or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


_READERS: dict[str, Callable[[str, list[str]], float | None]] = {
    "ratio": _ratio,
    "fraction": _share,
    "share": _share,
    "part": _part,
    "mixed": _mixed,
    "halved": _mixed,
    "exactly": _exactly,
    "vague": _vague,
    "cardinal": _cardinal,
    "both": lambda *_: 2.0,
    "none": lambda *_: 0.0,
    "ordinal": lambda *_: 0.0,
}
