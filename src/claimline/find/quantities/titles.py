"""Tell a number in the name of a film, a programme or a firm by its capitals: "Five Eyes", "60 Minutes". Pure."""

from __future__ import annotations

import re
from functools import cache

from claimline.find.quantities.counted import Counted
from claimline.find.quantities.plaintext import BREAK
from claimline.find.quantities.traps import Candidate
from claimline.find.quantities.words import any_of
from claimline.language import language

_REACH = 120  # characters of the sentence on each side that show how it writes its words
_SENTENCE = re.compile(rf"[.!?]['\"]?\s|{BREAK}")
_WORD = re.compile(r"(?<![\w'-])[a-z][a-z'-]*")
_SMALL = ("determiners", "prepositions", "conjunctions")


@cache
def _small() -> frozenset[str]:
    """Return the words that a heading writes without a capital."""
    closed = language("quantities")["closed"]
    return frozenset(word for name in _SMALL for word in closed[name])


@cache
def _titled() -> frozenset[str]:
    return frozenset(language("quantities")["names"]["titled"])


def heading(cased: str, start: int, end: int) -> bool:
    """Whether the sentence around *start* to *end* writes its words with capitals, so that they show no name."""
    before = _SENTENCE.split(cased[max(0, start - _REACH) : start])[-1]
    after = _SENTENCE.split(cased[end : end + _REACH], maxsplit=1)[0]
    words = [*_WORD.findall(before), *_WORD.findall(after)]
    return all(word in _small() for word in words)


def inside(cased: str, start: int) -> bool:
    """Whether the word at *start* has a capital though it stands within a sentence."""
    if not cased[start].isupper() or start < 2:
        return False
    return cased[start - 1] == " " and (cased[start - 2].isalnum() or cased[start - 2] in ",'")


def entitled(candidate: Candidate, noun: Counted | None) -> bool:
    """Whether the capitals of *candidate* and of the *noun* that it counts make a name of the two."""
    cased, number = candidate.cased, candidate.number
    if _numbered().match(cased, number.start) and (noun is None or noun.start < number.start):
        return True
    if number.scaled or number.currency or number.joined:
        return False
    if noun and noun.start > number.start and cased[noun.start].isupper() and _work(cased, number.start, noun.end):
        return True
    told = noun is not None and noun.start > number.start and _title(cased, noun)
    if number.form in ("words", "none"):
        told = told or inside(cased, number.start) or _capital(cased[number.start : number.end])
    return told and not heading(cased, number.start, number.end)


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(language('quantities')['names']['numbered'])})(?!\w)")


@cache
def _works() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(language('quantities')['names']['works'])})\s[\"']?\Z")


def _work(cased: str, start: int, end: int) -> bool:
    """Whether `start:end` is the title of a work: behind the word for one, or alone in quotation marks."""
    quoted = cased[start - 1 : start] == '"' and cased[end : end + 2].rstrip(".,") == '"'
    return quoted or bool(_works().search(cased, max(0, start - _REACH), start))


def _capital(written: str) -> bool:
    """Whether a word of a number but its first has a capital: "Two and a Half Men"."""
    return any(word[0].isupper() for word in written.split()[1:])


def _title(cased: str, noun: Counted) -> bool:
    """Whether *noun* is or begins with a common noun that has a capital: "60 Minutes", "12 Angry Men"."""
    words = cased[noun.start : noun.end].split()
    if not words[0].istitle():
        return False
    ends = {words[0], words[-1]} if noun.kind == "count" else {words[0]}
    return any(word.istitle() and word.lower() in _titled() for word in ends)
