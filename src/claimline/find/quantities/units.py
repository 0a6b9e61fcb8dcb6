"""Find the unit that follows a number: currency, percent, duration or measure. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.counted import Counted
from claimline.find.quantities.numbers import Number
from claimline.find.quantities.plaintext import BREAK
from claimline.find.quantities.words import any_of
from claimline.language import language


class _Units(NamedTuple):
    pattern: re.Pattern[str]
    canonical: dict[str, tuple[str, str]]  # word as written: kind and unit
    measures: dict[str, tuple[str, str]]  # the same, for measures alone: a pound is a weight as well
    doubtful: dict[str, float]
    hundredths: frozenset[str]
    stuck: frozenset[str]
    centesimal: re.Pattern[str]
    currencies: dict[str, str]
    per: re.Pattern[str]
    periods: dict[str, str]


_OPEN = "cent"  # the hundredth whose currency only the passage can tell


@cache
def _units() -> _Units:
    table = language("quantities")
    canonical: dict[str, tuple[str, str]] = {}
    for kind, section in (("duration", "durations"), ("measure", "measures")):
        canonical |= {word: (kind, unit) for unit, words in table[section].items() for word in words}
    measures = dict(canonical)
    for name, code in table["money"]["names"].items():
        canonical |= {name: ("money", code), name + "s": ("money", code)}
    for name, code in table["money"]["parts"].items():
        canonical |= {name: ("money", code), name + "s": ("money", code)}
    canonical |= {code.lower(): ("money", code) for code in table["money"]["codes"]["list"]}
    canonical |= {word: ("percent", "percentage") for word in table["percent"]["names"]}
    canonical |= {word: ("percent", _point(word)) for word in table["percent"]["points"]}
    currencies = _centesimal(table["money"])
    between = any_of(table["compounds"]["between"])
    periods = any_of([*(word for words in table["durations"].values() for word in words), *table["adjuncts"]["spread"]])
    things = any_of(word for words in table["measures"].values() for word in words)
    return _Units(
        pattern=re.compile(
            rf"(?P<of>\s+of)?(?:\s(?:{between}))?[\s-]?(?P<article>an?\s)?(?P<unit>{any_of(canonical)})(?![\w'])"
        ),
        canonical=canonical,
        measures=measures,
        doubtful=table["money"]["codes"]["doubtful"],
        stuck=frozenset(table["money"]["codes"]["stuck"]),
        centesimal=re.compile(rf"(?<![a-z])(?:{any_of(currencies)})(?![a-z])"),
        currencies=currencies,
        hundredths=frozenset(name + ending for name in table["money"]["parts"] for ending in ("", "s")),
        per=re.compile(
            rf"\s(?:per|an?|each|every)\s({periods}|{things})(?!\w)(?!\s(?:{any_of(table['adjuncts']['dating'])})\b)|\sper\s([a-z]+|[0-9][0-9,]*\s[a-z]+)"
            rf"|\s({any_of(table['adjuncts']['period'])})(?!\w)|\s?/\s?({periods})(?!\w)"
        ),
        periods=table["adjuncts"]["period"],
    )


def _centesimal(money: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the code of each symbol and name of a currency that is divided into cents."""
    names = money["names"].items()
    written = money["symbols"] | {name + ending: code for name, code in names for ending in ("", "s")}
    return {word: code for word, code in written.items() if code in money["centesimal"]["codes"]}


def _currency_near(text: str, start: int, end: int) -> str | None:
    """Return the currency that the passage names last before *start*, or else first behind *end*."""
    units = _units()
    opening, closing = text.rfind(BREAK, 0, start) + 1, text.find(BREAK, end)
    before = [found[0] for found in units.centesimal.finditer(text, opening, start)]
    after = units.centesimal.search(text, end, closing if closing >= 0 else len(text))
    word = before[-1] if before else after and after[0]
    return units.currencies[word] if word else None


def _point(word: str) -> str:
    return "basis point" if word.startswith("basis") else "percentage point"


def unit(text: str, number: Number, end: int) -> Counted | None:
    """Return the unit behind *number*, whose matter ends at *end* in lower-case *text*; its head is the unit's code."""
    if number.currency:
        return Counted(number.start, number.end, number.currency, "money")
    units = _units()
    found = units.pattern.match(text, end)
    if not found or (found["of"] and number.form != "vague") or (found["article"] and number.form != "fraction"):
        return None
    word = " ".join(found["unit"].split())
    kind, name = units.canonical[word]
    if word in units.stuck and (found.start("unit") != end or number.form != "digits"):
        return None
    weight = word in units.measures and text.startswith(" of ", found.end())
    if kind == "money" and (weight or number.low < units.doubtful.get(word.removesuffix("s"), 0)):
        kind, name = units.measures.get(word, ("", ""))
    size = 0.01 if word in units.hundredths else 1.0
    if name == _OPEN:
        name = _currency_near(text, number.start, found.end()) or name
        size = 1.0 if name == _OPEN else size
    return Counted(found.start("unit"), found.end("unit"), name, kind, size) if kind else None


def period(text: str, end: int) -> tuple[str, int] | None:
    """Return what a quantity that ends at *end* is spread over ("day" of "a day"), and where that ends."""
    units = _units()
    found = units.per.match(text, end)
    if not found:
        return None
    word = next(group for group in found.groups() if group)
    if word in units.periods:
        return units.periods[word], found.end()
    return units.canonical.get(word, ("", word))[1], found.end()
