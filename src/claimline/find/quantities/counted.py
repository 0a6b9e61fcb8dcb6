"""Find what a number counts: the noun phrase behind it, or the unit. Pure, and without a parser.

A noun phrase ends in front of a closed-class word, a finite verb or a mark; a number above one wants a plural
head, which tells "10,000 South Asian nurses" from "10,000, Oslo said".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimline.language import language

_TOKEN = re.compile(r"\s?((?:[A-Za-z]\.){2,}|[\w°²³%]+(?:[-'/&][\w]+)*)")
_DOT_END = re.compile(r"[^.]*\.")
_MOST = 9  # words in a noun phrase
_ACRONYM = 5  # letters from which an acronym in -S is taken for a plural (HIMARS, but not GPS)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase at plain offsets. `head` is the head noun as a unit: singular, in lower case.

    `size` is what one of it is worth in that unit: a cent is a hundredth of a dollar.
    """

    start: int
    end: int
    head: str
    kind: str = "count"
    size: float = 1.0


class _Words(NamedTuple):
    plurals: frozenset[str]
    zero: frozenset[str]
    nominal: frozenset[str]
    attributive: frozenset[str]
    singular: frozenset[str]
    kept: frozenset[str]
    irregular: dict[str, str]
    closed: frozenset[str]
    lower: frozenset[str]
    months: frozenset[str]
    adjectival: frozenset[str]


@cache
def _words() -> _Words:
    table = language("quantities")
    nouns = table["nouns"]
    lists = {name: frozenset(words) for name, words in nouns.items() if name not in ("irregular", "fore")}
    closed = frozenset(
        word for name, words in table["closed"].items() if name not in ("lower", "adjectival") for word in words
    )
    return _Words(
        irregular=nouns["irregular"],
        closed=closed,
        lower=frozenset(table["closed"]["lower"]),
        months=frozenset(table["names"]["months"]),
        adjectival=frozenset(table["closed"]["adjectival"]),
        **lists,
    )


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    cased: str
    word: str


def counted(cased: str, start: int, *, one: bool = False, named: bool = False) -> Counted | None:
    """
    Return the noun phrase that starts at *start* in the plain text *cased*, or None if nothing is counted there.

    *one* is for the number one, whose noun is singular; *named* lets that be a name ("60% of Gaza").
    """
    words = _run(cased, start)
    head = _singular_head(words, named) if one else _plural_head(words)
    if head is None:
        return None
    unit = words[head].word if words[head].cased.isupper() else singular(words[head].word)
    return Counted(words[0].start, words[head].end, unit)


def _run(cased: str, start: int) -> list[_Word]:
    """Return the words from *start* up to the first that cannot stand in a noun phrase."""
    words: list[_Word] = []
    position = start
    while len(words) < _MOST and (found := _next(cased, position, words)):
        words.append(_Word(found.start(1), found.end(1), found[1], found[1].lower()))
        position = found.end()
        if cased.startswith("'", position) or _DOT_END.fullmatch(found[1]):
            break
    return words


def _next(cased: str, position: int, words: Sequence[_Word]) -> re.Match[str] | None:
    """Return the next word of the noun phrase *words*, past a comma between adjectives, or None at its end."""
    found = _TOKEN.match(cased, position)
    if found is None and words and cased.startswith(", ", position) and _describes(words[-1].word):
        found = _TOKEN.match(cased, position + 1)
        found = None if found and found[1][0].isdigit() else found
    if found is None:
        return None
    known, word = _words(), found[1].lower()
    if word == "and" and words:  # "U.S. and South Asian nurses"
        names = words[-1].cased[0].isupper() and cased[found.end() + 1 : found.end() + 2].isupper()
        return found if names else None
    if word in known.adjectival and _described(cased, found, words):
        return found
    ends = word in known.closed or found[1] in known.lower or (word in known.months and found[1][0].isupper())
    return None if ends else found


def _described(cased: str, found: re.Match[str], words: Sequence[_Word]) -> bool:
    """Whether the adverb *found* stands in front of a noun: "seven home games", "of the monthly average"."""
    following = _TOKEN.match(cased, found.end())
    if following is None or following[1].lower() in _words().closed:
        return False
    return is_plural(following[1].lower(), following[1]) or (not words and cased.endswith("the ", 0, found.start(1)))


def _describes(word: str) -> bool:
    """Whether *word* is no noun by its look, so that a comma behind it goes on with the phrase."""
    return (
        not is_plural(word, word)
        and word not in _words().zero
        and not word.endswith("ed")
        and word not in _words().nominal
    )


def _plural_head(words: Sequence[_Word]) -> int | None:
    """Return the index of the plural head of the noun phrase that *words* begin with."""
    known = _words()
    soft = None
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if soft is not None and soft < place - 1:
            break
        if is_plural(word.word, word.cased):
            if following and (_goes_on(word, following)):
                soft = place
                continue
            return place
        if word.word in known.zero or (word.word in known.nominal and not _noun_follows(words, place)):
            soft = place
    return soft


def _goes_on(word: _Word, following: _Word) -> bool:
    """Whether a plural only describes the noun behind it: "special forces soldiers", "arms dealers"."""
    if word.cased[0].isupper():
        return is_plural(following.word, following.cased)
    if is_plural(following.word, following.cased):
        return word.word in _words().attributive
    return False


def _noun_follows(words: Sequence[_Word], place: int) -> bool:
    return any(is_plural(word.word, word.cased) or word.word in _words().zero for word in words[place + 1 :])


def _singular_head(words: Sequence[_Word], named: bool) -> int | None:
    """Return the last word that can be a singular noun: the phrase ends in front of a participle."""
    head = None
    for place, word in enumerate(words):
        ending = word.word.endswith(("ed", "ing")) and head is not None
        if ending or (head is not None and word.word.endswith("ly")):
            break
        head = place
    if head is None or words[head].word[0].isdigit() or (words[head].cased[0].isupper() and not named):
        return None
    return None if words[head].word.endswith(("ed", "ly")) else head


def is_plural(word: str, cased: str) -> bool:
    """Whether *word*, in lower case, looks like a plural noun."""
    known = _words()
    tail = word.rsplit("-", 1)[-1]
    if tail in known.plurals:
        return True
    if not tail.endswith("s") or tail in known.singular or len(tail) < 3 or not tail.isalpha():
        return False
    return not tail.endswith(("ss", "us", "is")) and not (cased.isupper() and len(cased) < _ACRONYM)


def singular(word: str) -> str:
    """Return the unit that the head *word* names: its singular in lower case, or itself where that is the word."""
    known = _words()
    if word in known.kept or word in known.singular:
        return word
    for plural, single in known.irregular.items():
        if word == plural or (plural == "men" and word.endswith(("men", "women")) and len(word) > 4):
            return word[: -len(plural)] + single
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
