"""The words and patterns of numbers, built once from `language/quantities.toml`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from claimline.language import language


class NumberWords(NamedTuple):
    """What each number word is worth, by its role."""

    cardinals: dict[str, float]
    scales: dict[str, float]  # "thousand", "thousands"
    parts: dict[str, float]  # "third", "thirds"
    vulgar: dict[str, float]  # "½"
    magnitudes: dict[str, float]  # "bn"
    plain: frozenset[str]  # the magnitudes that need no currency
    symbols: dict[str, str]  # "us$", "usd" to the code
    doubtful: dict[str, float]  # "cop" to the least that it is money from
    vague: dict[str, float]  # "dozens" to the least that it can mean
    customary: dict[str, float]  # ... to the most that it is taken for
    exactly: dict[str, float]  # "a couple of"
    joins: frozenset[str]  # what may stand between the ends of a range
    changes: frozenset[str]  # verbs whose "from ... to" is no range


class NumberPatterns(NamedTuple):
    """Where a number starts, and how one in digits and one in words goes on; all for lower-case text."""

    trigger: re.Pattern[str]
    digits: re.Pattern[str]
    words: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of *words*, the longest first, with any white space for a space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@cache
def number_words() -> NumberWords:
    """Return the number words of the language."""
    table = language("quantities")
    numbers, money = table["numbers"], table["money"]
    return NumberWords(
        cardinals={word: float(value) for word, value in numbers["cardinals"].items()} | {"a": 1.0, "an": 1.0},
        scales={word + plural: float(size) for word, size in numbers["scales"].items() for plural in ("", "s")},
        parts={word + plural: size for word, size in numbers["parts"].items() for plural in ("", "s")},
        vulgar=numbers["vulgar"],
        magnitudes=numbers["magnitudes"],
        plain=frozenset(numbers["plain"]["magnitudes"]),
        symbols=money["symbols"] | {code.lower(): code for code in money["codes"]["list"]},
        doubtful=money["codes"]["doubtful"],
        vague={word: float(row["low"]) for word, row in table["vague"].items()},
        customary={word: float(row["high"]) for word, row in table["vague"].items()},
        exactly={word: float(value) for word, value in table["exactly"].items()},
        joins=frozenset(table["ranges"]["joins"]),
        changes=frozenset(table["ranges"]["changes"]),
    )


# Digits with thousands separators as English and Indian English write them.
_DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])|[0-9]+(?:\.[0-9]+)?"
)
# "and" carries on a number only behind a magnitude, and not where a number of its own begins.
_CARRY = r"(?:(?<=hundred)\s+and\s+<CARDINAL>\b(?!\s+hundred)|(?<!hundred)\s+and\s+<CARDINAL>\b(?!\s+<SCALE>))?"
_TAIL = rf"(?:[\s-]+<CARDINAL>\b|[\s-]+<SCALE>\b{_CARRY})*"
_TRIGGER = (
    r"[0-9<VULGAR>]|(?<![\w-])(?:<CARDINAL>|<SCALE>|<VAGUE>|half|an?\s+(?:<PART>|<SCALE>|half)|<SOME>\s+<SCALE>"
    r"|<EXACTLY>|<HANDFUL>|<ORDINAL>|<NONE>(?=\s)|both)(?!\w)"
)
_AMOUNT = (
    r"(?P<minus>minus\s|-(?=[0-9.]+\s?(?:%|°|degrees|percent)))?"
    r"(?P<currency><SYMBOL>)?\s?(?:(?P<digits><DIGITS>)(?:[\s-]?(?P<vulgar>[<VULGAR>]))?|(?P<alone>[<VULGAR>]))"
    r"(?:(?P<scale>(?:[\s-]<SCALE>\b)+)|(?P<million>m)(?=\s[a-z])(?!\s(?:<METRIC>)\b)"
    r"|\s?(?P<magnitude><MAGNITUDE>)(?!\w))?"
)
_WORDS = (
    r"(?P<ratio>(?:<CARDINAL>|[0-9]+)\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?:an?\s+<SCALE>|(?:<CARDINAL>|[0-9]+(?:,[0-9]{3})*)(?:\s+<SCALE>)?)\b(?![-.][0-9a-z])"
    r"|[1-9][0-9]?/[1-9][0-9]?(?=\s+of\b))"
    r"|(?P<part>(?:an?|<CARDINAL>)[\s-]<PART>|half)(?:\s+of)?\s+an?\s+(?P<of_scale><SCALE>)\b"
    r"|(?P<fraction><CARDINAL>[\s-](?!quarter)<PART>\b)"
    r"|(?P<exactly><EXACTLY>(?:\s+<SCALE>\b)*)(?=\s)"
    r"|(?P<share>(?:an?|<CARDINAL>)[\s-]<PART>|half)"
    r"(?=[\s.,;:!?)]|\Z)(?!\s+<SCALE>\b)"
    r"|(?P<mixed>(?:an?|<CARDINAL>)[\s-]+and[\s-]+an?[\s-]+<PART>\b(?:\s+<SCALE>\b)*)"
    r"|(?P<halved>an?\s+<SCALE>\s+and\s+a\s+half)\b"
    r"|(?P<both>both)\b|(?P<none><NONE>)(?=\s)|(?P<ordinal><ORDINAL>)\b"
    r"|(?P<vague><HANDFUL>|(?:<SOME>\s+)?<VAGUE>(?:\s+of\s+<VAGUE>)*|<SOME>(?:\s+<SCALE>\b)+)(?!\w)"
    rf"|(?P<cardinal>an?\s+<SCALE>\b{_CARRY}{_TAIL}|<SCALE>\b{_TAIL}|<CARDINAL>\b{_TAIL})"
)


@cache
def number_patterns() -> NumberPatterns:
    """Return the patterns of numbers, filled with the words of the language."""
    table: dict[str, Any] = dict(language("quantities"))
    numbers, words = table["numbers"], number_words()
    filling = {
        "CARDINAL": any_of(numbers["cardinals"]),
        "SCALE": any_of(numbers["scales"]),
        "PART": any_of(words.parts),
        "VAGUE": any_of(word for word in words.vague if word.endswith("s") and word not in numbers["some"]["words"]),
        "HANDFUL": any_of(word for word in words.vague if word.endswith(" of")),
        "SOME": any_of(numbers["some"]["words"]),
        "EXACTLY": any_of(words.exactly),
        "NONE": any_of(numbers["none"]["words"]),
        "ORDINAL": any_of(numbers["ordinals"]["words"]),
        "MAGNITUDE": any_of(words.magnitudes),
        "METRIC": any_of(numbers["metric"]["after"]),
        "SYMBOL": any_of(words.symbols),
        "DIGITS": _DIGITS,
    }

    def built(source: str) -> re.Pattern[str]:
        source = source.replace("<VULGAR>", "".join(words.vulgar))
        return re.compile(re.sub(r"<([A-Z]+)>", lambda found: f"(?:{filling[found[1]]})", source))

    return NumberPatterns(built(_TRIGGER), built(_AMOUNT), built(_WORDS))
