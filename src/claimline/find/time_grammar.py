"""The grammar of time expressions: one pattern made from the rules of the language table. Pure.

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
    number: int  # of its rule in the language table


@cache
def language() -> Mapping[str, Any]:
    """Return the table of time words."""
    return codebook.language("times")


def starts(low: str) -> Iterator[int]:
    """Yield the places of *low*, a flattened text in lower case, where a rule may fit: few words begin one."""
    known = _first_words()
    for found in _TOKEN.finditer(low):
        word = found[0]
        if word in known or word[-1] in "0123456789" or word.lstrip("'")[0] in "0123456789":
            yield found.start()


def phrase_at(low: str, start: int) -> Phrase | None:
    """Return the phrase that the first rule that fits finds at *start*."""
    found = _pattern().match(low, start)
    return _phrase(found, int(str(found.lastgroup)[1:])) if found else None


def other(low: str, phrase: Phrase) -> Phrase | None:
    """Return the phrase that the next rule finds where *phrase* begins."""
    for number in range(phrase.number + 1, len(language()["rules"])):
        if found := _rule(number).match(low, phrase.start):
            return _phrase(found, number)
    return None


def _phrase(found: re.Match[str], number: int) -> Phrase:
    rule = language()["rules"][number]
    groups, starts = {}, {}
    for name in _names(rule["pattern"]):
        place = f"{name}_{number}"
        if (word := found[place]) is not None:
            groups[name], starts[name] = _value(name.rstrip("23"), word), found.start(place)
    return Phrase(found.start(), found.end(), rule["name"], rule["read"], groups, starts, number)


def _value(table: str, word: str) -> Any:
    if table in _PRIMITIVE:
        digits = word.replace(",", "")
        return int(digits) if digits.isdigit() else " ".join(word.split())
    return language()[table][" ".join(word.split())]


@cache
def _first_words() -> frozenset[str]:
    """Every word that may begin a phrase, and some that do not: all of the templates, the first of a table's entry."""
    templates = " ".join(_SLOT.sub(" ", rule["pattern"]) for rule in language()["rules"])
    entries = (word for table in language().values() if isinstance(table, dict) for word in table)
    words = set(re.findall(r"\w+", templates + " " + " ".join(map(str, _PRIMITIVE.values()))))
    words |= {_TOKEN.match(entry)[0] for entry in entries}  # type: ignore[index]
    return frozenset(words | {word + "s" for word in words})


@cache
def _names(pattern: str) -> tuple[str, ...]:
    slots = _SLOT.findall(pattern)
    return tuple(name + number for name, number in slots if name not in _SPLICED)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_BEGIN + "(?:" + "|".join(map(_alternative, range(len(language()["rules"])))) + ")" + _END)


@cache
def _rule(number: int) -> re.Pattern[str]:
    return re.compile(_alternative(number) + _END)


def _alternative(number: int) -> str:
    return f"(?P<r{number}>{_expanded(language()['rules'][number]['pattern'], number)})"


def _expanded(template: str, rule: int) -> str:
    def slot(match: re.Match[str]) -> str:
        name, number = match.groups()
        if name in _SPLICED:
            return _SPLICED[name]
        return f"(?P<{name}{number}_{rule}>{_PRIMITIVE.get(name) or _words(name)})"

    return _SLOT.sub(slot, template).replace(" ", _GAP)


@cache
def _words(table: str) -> str:
    words = sorted(language()[table], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in words)


@cache
def cues(name: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the cue words *name* of the language table."""
    return codebook.pattern(language()["around"][name])
