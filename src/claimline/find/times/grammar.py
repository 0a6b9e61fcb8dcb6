"""The grammar of time expressions: the patterns made from the rules of the language table. Pure.

A rule is a template. A name in braces stands for any word of the table of that name, and the reader gets the word's
value there (`{month}` gives 10 for "Oct."); a space stands for white space within a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline import codebook

_GAP = r"(?:[ \t\r]+)"
_TO = r"(?: ?[-\u2013\u2014/] ?| to | through | until | and | or )"
_BEGIN, _END = r"(?<![\w$])(?<![0-9][.,])", r"(?!\w)"
_STOP = (
    r"""(?=[.,;:)"!?]|\Z|\s*\n| (?:in|at|on|of|for|by|with|to|when|while|as|after|before|and|or|that|was|were|is|are"""
    r"""|will)\b)"""
)
# What is read as it stands, as a number where it is one.
_PRIMITIVE = {
    "year": "1[0-9]{3}|20[0-9]{2}",
    "yy": "[0-9]{2}",
    "mm": "0[1-9]|1[0-2]",
    "day": "3[01]|[12][0-9]|0?[1-9]",
    "century": "1[0-9]|20",
    "ten": "[0-9]",
    "nth": "[12]?[0-9]",
    "q": "[1-4]",
    "h": "[12]",
    "digits": "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}",
    "to": _TO,
    "between": "from|between",
    "and": "and|or",
}
_SPLICED = {"in": r"(?:-| of the | in the | on the | of | in | on | )", "stop": _STOP, "dash": "[-\u2013\u2014]"}
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(r"(?:'(?=[0-9]))?\w+")
_SLOT = re.compile(r"\{([a-z]+)([0-9]?)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a rule fits. `groups` has the values of the rule's names, `starts` where their words begin."""

    start: int
    end: int
    rule: str
    read: str
    groups: Mapping[str, Any]
    starts: Mapping[str, int]


@cache
def language() -> Mapping[str, Any]:
    """Return the table of time words."""
    return codebook.language("times")


@cache
def cues(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the cue words *name* of the language table."""
    return codebook.pattern(language()["around"][name])


def candidates(low: str) -> Iterator[tuple[int, Iterator[Phrase]]]:
    """Yield each place of *low*, a flattened text in lower case, where a phrase can begin, with those that fit.

    Few words begin a rule, so that most of a text is passed over at the price of a look-up.
    """
    rules = _rules_by_word()
    for found in _TOKEN.finditer(low):
        word = found[0]
        numbers = rules.get(word)
        if numbers is None and (word[-1] in _DIGITS or word[0] in _DIGITS or word[0] == "'"):
            numbers = rules["0"]
        if numbers:
            yield found.start(), _fitting(low, found.start(), numbers)


def _fitting(low: str, start: int, numbers: tuple[int, ...]) -> Iterator[Phrase]:
    for number in numbers:
        if found := _pattern(number).match(low, start):
            rule = language()["rules"][number]
            words = {name: word for name, word in found.groupdict().items() if word is not None}
            groups = {name: _value(name.rstrip("23"), word) for name, word in words.items()}
            starts = {name: found.start(name) for name in words}
            yield Phrase(start, found.end(), rule["name"], rule["read"], groups, starts)


def _value(table: str, word: str) -> Any:
    if table in _PRIMITIVE:
        digits = word.replace(",", "")
        return int(digits) if digits.isdigit() else " ".join(word.split())
    return language()[table][" ".join(word.split())]


@cache
def _rules_by_word() -> Mapping[str, tuple[int, ...]]:
    """The rules, in order, that may begin with a word; "0" stands for every word with a digit at an end."""
    found: dict[str, list[int]] = {"0": []}
    for number, rule in enumerate(language()["rules"]):
        for word in _words_of(rule["pattern"]):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _words_of(template: str) -> set[str]:
    """Every word that may begin the rule, and some that do not."""
    slots = {name for name, _ in _SLOT.findall(template)}
    words = set(re.findall(r"[a-z]+", _SLOT.sub(" ", template)))
    for name in slots - _SPLICED.keys():
        entries = [_PRIMITIVE[name]] if name in _PRIMITIVE else language()[name]
        words |= {first for entry in entries for first in re.findall(r"\w+", entry)}
    names = {word for word in words if _DIGITS.isdisjoint(word)}
    return names | {word + "s" for word in names} | ({"0"} if names != words else set())


@cache
def _pattern(number: int) -> re.Pattern[str]:
    return re.compile(_BEGIN + "(?:" + _expanded(language()["rules"][number]["pattern"]) + ")" + _END)


def _expanded(template: str) -> str:
    def slot(match: re.Match[str]) -> str:
        name, number = match.groups()
        return _SPLICED.get(name) or f"(?P<{name}{number}>{_PRIMITIVE.get(name) or _words(name)})"

    return _SLOT.sub(slot, template).replace(" ", _GAP)


@cache
def _words(table: str) -> str:
    words = sorted(language()[table], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in words)
