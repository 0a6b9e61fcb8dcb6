"""Tell what only looks like a quantity: dates, names, calibres, ordinals, scores. Pure; the rows are data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.numbers import Number
from claimline.find.quantities.plaintext import BREAK
from claimline.find.quantities.words import any_of
from claimline.language import language

_REACH = 28


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number with what is known around it, at plain offsets of lower-case *text*."""

    text: str
    cased: str
    number: Number
    hedged: bool
    noun: bool  # something is counted
    unit: bool  # a unit of measure, money or percent follows

    @property
    def bare(self) -> bool:
        """Whether nothing but its digits speaks for this number."""
        return not (self.hedged or self.unit or self.number.scaled or self.number.currency)


class _Trap(NamedTuple):
    reason: str
    shape: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    bare: bool
    nounless: bool
    unjoined: bool


@cache
def _traps() -> tuple[_Trap, ...]:
    table = language("quantities")
    names = table["names"]
    lists = {"MONTH": any_of(names["months"]), "LABEL": any_of(names["labels"]), "SOFT": any_of(names["soft_labels"])}

    def compiled(row: dict[str, str], key: str, end: str = "") -> re.Pattern[str] | None:
        source = row.get(key)
        if source is None:
            return None
        for name, words in lists.items():
            source = source.replace(name, words)
        return re.compile(f"(?:{source}){end}")

    return tuple(
        _Trap(
            row["reason"],
            compiled(row, "shape", r"\Z"),
            compiled(row, "before", r"\Z"),
            compiled(row, "after"),
            compiled(row, "unless"),
            row.get("plain", False),
            row.get("nounless", False),
            row.get("unjoined", False),
        )
        for row in table["traps"]
    )


def trap(candidate: Candidate) -> tuple[str, int, int] | None:
    """Return why *candidate* is no quantity, with the offsets of what shows it, or None if no trap holds."""
    number, text = candidate.number, candidate.text
    start, end = chunk(text, number)
    shape, before = text[start:end], text[max(0, number.start - _REACH) : number.start]
    bare, joined = candidate.bare, number.joined
    counts = candidate.noun and not text.startswith(" of ", number.end)  # "day 5 of the trial" counts no trial
    for row in _traps():
        if (row.bare and not bare) or (row.nounless and counts) or (row.unjoined and joined):
            continue
        if _springs(row, candidate, shape, before, end):
            return (row.reason, start, end) if row.shape else (row.reason, number.start, number.end)
    reason = _year(candidate)
    return (reason, number.start, number.end) if reason else None


def _springs(row: _Trap, candidate: Candidate, shape: str, before: str, end: int) -> bool:
    """Whether the run of text *shape*, which ends at *end*, and what stands around it are as *row* says."""
    number, text = candidate.number, candidate.text
    if row.shape and (number.currency or not row.shape.match(shape)):
        return False
    if row.after and not row.after.match(text, number.end):
        return False
    if row.before and not row.before.search(before):
        return False
    return not (row.unless and row.unless.match(text, end))


def chunk(text: str, number: Number) -> tuple[int, int]:
    """Return the offsets of the run of text without spaces around *number*, outer punctuation left off."""
    start, end = number.start, number.end
    while start > 0 and not _edge(text[start - 1]) and number.start - start < _REACH:
        start -= 1
    while end < len(text) and not _edge(text[end]) and end - number.end < _REACH:
        end += 1
    while start < number.start and text[start] in "([{\"'*_,;~<>≈≥≤":
        start += 1
    while end > number.end and text[end - 1] in ")]}\"',;:!?*_.":
        end -= 1
    return start, end


def _edge(letter: str) -> bool:
    return letter.isspace() or letter == BREAK


_BEFORE_WORD = re.compile(r"([\w'.]+)\s+\Z")
_YEARS = re.compile(r"[12][0-9]{3}")


def _year(candidate: Candidate) -> str | None:
    """Return "year" or "range_of_years" where four digits without a comma are read as one.

    Nothing tells "2000 people" from "2000 elections" but the hedge, the round number and the word in front.
    """
    number = candidate.number
    written = candidate.text[number.start : number.end]
    years = _YEARS.findall(written)
    if number.form != "digits" or candidate.unit or number.scaled or not years or "," in written:
        return None
    if number.joined:
        return "range_of_years" if len(years) == 2 and number.low >= 1500 and (number.high or 0) < 2100 else None
    if len(written) != 4 or number.low >= 2200:
        return None
    if candidate.noun and (candidate.hedged or _counts(candidate)):
        return None
    return "year"


def _counts(candidate: Candidate) -> bool:
    """Whether the word in front lets a four-digit number count what follows: "sent 1500 nurses"."""
    number = candidate.number
    if number.low >= 1900 and number.low % 100:
        return False
    before = _BEFORE_WORD.search(candidate.text, max(0, number.start - 20), number.start)
    word = before[1] if before else ""
    closed = language("quantities")["closed"]
    return word not in closed["prepositions"] and word not in closed["determiners"] and not word.endswith("'s")
