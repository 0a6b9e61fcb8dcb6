"""Find what bounds a number: hedges in front of it and behind it. Pure.

The worst mistake here is a bound turned round, so every word that can turn one ("no", "not", "never") is looked
for, and where two hedges contradict each other the bound is unspecified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import language
from claimline.find.number_words import any_of
from claimline.find.numbers import Number
from claimline.model import Bound

_TOKEN = re.compile(r"[\w'.-]*\w\.?|[<>]=|[^\w\s]")
_REACH = 72
_LONGEST = 5
_TURNED = {
    Bound.MORE_THAN: Bound.AT_MOST,
    Bound.AT_LEAST: Bound.LESS_THAN,
    Bound.LESS_THAN: Bound.AT_LEAST,
    Bound.AT_MOST: Bound.MORE_THAN,
    Bound.ABOUT: Bound.LESS_THAN,
    Bound.EXACT: Bound.EXACT,
}
_UPWARD = {Bound.MORE_THAN, Bound.AT_LEAST}
_DOWNWARD = {Bound.LESS_THAN, Bound.AT_MOST}


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hedge words at plain offsets. `bound` is None for a mere increment ("another")."""

    start: int
    end: int
    bound: Bound | None
    increment: bool = False
    topical: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    before: dict[str, str]
    of: dict[str, str]
    behind: re.Pattern[str]
    behind_bounds: dict[str, str]
    intensifiers: frozenset[str]
    turning: frozenset[str]
    between: frozenset[str]
    sparing: frozenset[str]
    spatial: frozenset[str]
    topical: frozenset[str]
    lasting: frozenset[str]
    negations: frozenset[str]


@cache
def _words() -> _Words:
    table = language("quantities")["hedges"]

    def bounds(section: str) -> dict[str, str]:
        return {phrase: bound for bound, phrases in table[section].items() for phrase in phrases}

    lists = {name: frozenset(words) for name, words in table["words"].items()}
    behind = bounds("behind")
    phrases = any_of(phrase for phrase in behind if phrase[0] not in "+-")
    return _Words(
        before=bounds("before"),
        of=bounds("of"),
        behind=re.compile(
            rf"\s?\+(?![\w])|-(?:plus|odd|ish|some)\b|[\s-](?:{phrases})(?![\w-])(?!\s+(?:[0-9$€£¥]|than\b))"
        ),
        behind_bounds=behind,
        **lists,
    )


def hedges_before(text: str, number: Number) -> list[Hedge]:
    """Return the hedges directly in front of *number*, the nearest first, each with its leading adverbs."""
    words = _words()
    tokens = _left(text, number.start)
    found: list[Hedge] = []
    while tokens:
        hedge, used = _nearest(tokens, number, words)
        if hedge is None:
            break
        found.append(hedge)
        tokens = tokens[: len(tokens) - used]
    return found


def _left(text: str, end: int) -> list[re.Match[str]]:
    start = max(text.rfind("\n", 0, end) + 1, end - _REACH, 0)
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    return list(_TOKEN.finditer(text, start, end))


def _nearest(tokens: Sequence[re.Match[str]], number: Number, words: _Words) -> tuple[Hedge | None, int]:
    """Return the hedge in which *tokens* end, turned round where it is negated, and how many tokens it takes."""
    bound, used, phrase = _phrase(tokens, words)
    if not bound:
        return None, 0
    if phrase in words.spatial and number.small:
        return None, 0
    rest = [token[0] for token in tokens[:-used]]
    if phrase in ("about", "over") and rest and rest[-1] in words.topical and number.small:
        return None, 0
    leading = _count(rest, words.intensifiers)
    spared = leading and rest[-leading] in words.sparing  # "not only more than" turns nothing round
    used += leading
    turned = 0 if spared or bound in ("exact", "increment") else _turning(rest[: len(rest) - leading], words)
    used += turned
    start, end = tokens[-used].start(), tokens[-1].end()
    if bound == "increment":
        return Hedge(start, end, None, increment=True), used
    kind = Bound(bound)
    return Hedge(start, end, _TURNED[kind] if turned else kind), used


def _phrase(tokens: Sequence[re.Match[str]], words: _Words) -> tuple[str | None, int, str]:
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        phrase = " ".join(token[0] for token in tokens[-length:])
        if phrase in words.before:
            return words.before[phrase], length, phrase
    if tokens[-1][0] != "of":
        return None, 0, ""
    for length in range(2, min(_LONGEST, len(tokens)) + 1):
        word = tokens[-length][0]
        if word in words.of:
            article = len(tokens) > length and tokens[-length - 1][0] in ("a", "an", "the")
            return words.of[word], length + article, word
    return None, 0, ""


def _count(rest: Sequence[str], among: frozenset[str]) -> int:
    """Return how many words at the end of *rest* are *among* those."""
    taken = 0
    while taken < len(rest) and rest[-1 - taken] in among:
        taken += 1
    return taken


def _turning(rest: Sequence[str], words: _Words) -> int:
    """Return how many words at the end of *rest* turn a hedge round: 0 where none does."""
    skipped = _count(rest, words.between)
    place = len(rest) - 1 - skipped
    if place < 0 or not (rest[place] in words.turning or rest[place].endswith("n't")):
        return 0
    return skipped + 1


def hedge_behind(text: str, end: int) -> Hedge | None:
    """Return the hedge that follows directly at *end* ("or more", "-plus")."""
    words = _words()
    found = words.behind.match(text, end)
    if not found:
        return None
    phrase = " ".join(found[0].split())
    bound = words.behind_bounds.get(phrase) or words.behind_bounds.get(phrase.lstrip("-").strip())
    if bound is None:
        return None
    start = end + (found[0][0] == " ")
    if bound == "increment":
        return Hedge(start, found.end(), None, increment=True)
    return Hedge(start, found.end(), Bound(bound))


def combined(hedges: Sequence[Hedge]) -> Bound:
    """Return the one bound that *hedges* make: directions beat approximations, contrary directions cancel out."""
    bounds = [hedge.bound for hedge in hedges if hedge.bound]
    upward = [bound for bound in bounds if bound in _UPWARD]
    downward = [bound for bound in bounds if bound in _DOWNWARD]
    if upward and downward:
        return Bound.UNSPECIFIED
    if upward or downward:
        return (upward or downward)[0]
    return Bound.ABOUT if Bound.ABOUT in bounds else Bound.EXACT


def negated(text: str, start: int) -> bool:
    """Whether the verb in front of *start* is negated: "has not sent", "never received"."""
    near = [token[0] for token in _left(text, start)][-4:]
    for mark in (",", ";", ":", ".", "but"):
        if mark in near:
            near = near[len(near) - near[::-1].index(mark) :]
    words = _words()
    return any(
        (word in words.negations or word.endswith("n't")) and following not in words.sparing
        for word, following in zip(near, [*near[1:], ""], strict=False)
    )
