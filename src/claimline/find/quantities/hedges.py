"""Find what bounds a number: hedges in front of it and behind it. Pure.

The worst mistake here is a bound turned round, so every word that can turn one ("no", "not", "never") is looked
for, and where two hedges contradict each other the bound is unspecified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.numbers import Number
from claimline.find.quantities.plaintext import BREAK
from claimline.find.quantities.words import any_of
from claimline.findings import Bound
from claimline.language import language

_TOKEN = re.compile(r"[\w'.-]*\w\.?|[<>]=|[^\w\s]")
_REACH = 72  # characters to the left in which a hedge is looked for
_LONGEST = 6  # words in the longest hedge
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
    """Hedge words at plain offsets.

    `bound` is None for those that bound nothing but change what the number is: `role` is then increment ("another")
    or exception ("all but").
    """

    start: int
    end: int
    bound: Bound | None
    role: str | None = None


_ROLES = ("increment", "exception")


class _Words(NamedTuple):
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
    topical_prepositions: frozenset[str]
    lasting: frozenset[str]
    amounting: frozenset[str]
    enduring: frozenset[str]
    closed: frozenset[str]
    negations: frozenset[str]


@cache
def _words() -> _Words:
    table, closed = language("quantities")["hedges"], language("quantities")["closed"]

    def bounds(section: str) -> dict[str, str]:
        return {phrase: bound for bound, phrases in table[section].items() for phrase in phrases}

    lists = {name: frozenset(words) for name, words in table["words"].items()}
    behind = bounds("behind")
    final = lists.pop("final")
    listed = [phrase for phrase in behind if phrase[0] not in "+-" and phrase not in final]
    phrases = any_of(listed)
    margins = bounds("margins")
    numbers = language("quantities")["numbers"]
    counting = any_of([*numbers["cardinals"], *numbers["scales"], "half", "a", "an", "to", "than"])
    stuck = any_of(phrase[1:] for phrase in behind if phrase[0] == "-")
    return _Words(
        before=bounds("before"),
        of=bounds("of"),
        behind=re.compile(
            rf"\s?\+(?!\w)|-(?:{stuck})\b"
            rf"|(?P<comma>,)?[\s-](?:{phrases})(?![\w-])(?(comma)(?=\s*[,.;])|(?!\s+(?:[0-9$€£¥]|(?:{counting})\b)))"
            rf"|,?\s(?:{any_of(margins)})(?!\w)|,?\s(?:{any_of(final)})(?=\s*(?:[.,;:!?){BREAK}]|\Z))"
        ),
        behind_bounds=behind | margins,
        closed=frozenset([*closed["determiners"], *closed["prepositions"], *closed["conjunctions"]]),
        **lists,
    )


def hedges_before(text: str, number: Number, kind: str | None) -> list[Hedge]:
    """
    Return the hedges directly in front of *number*, the nearest first, each with its leading adverbs.

    *kind* is that of the unit behind the number: "over three hours" bounds, "over two villages" tells where.
    """
    tokens = _left(text, number.start)
    found: list[Hedge] = []
    while tokens:
        hedge, used = _nearest(tokens, number, kind)
        if hedge is None:
            break
        found.append(hedge)
        tokens = tokens[: len(tokens) - used]
    return found


def _left(text: str, end: int) -> list[re.Match[str]]:
    start = max(0, end - _REACH)
    start = max(text.rfind(BREAK, start, end) + 1, start)
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    return list(_TOKEN.finditer(text, start, end))


def _nearest(tokens: Sequence[re.Match[str]], number: Number, kind: str | None) -> tuple[Hedge | None, int]:
    """Return the hedge in which *tokens* end, turned round where it is negated, and how many tokens it takes."""
    words = _words()
    bound, used, phrase = _phrase(tokens, words)
    rest = [token[0] for token in tokens[: len(tokens) - used]]
    if not bound or _preposition(phrase, rest, number, kind):
        return None, 0
    leading = _leading(rest)
    spared = leading and rest[-leading] in words.sparing  # "not only more than" turns nothing round
    rest = rest[: len(rest) - leading]
    turned = 0 if spared or bound == "exact" or bound in _ROLES else _turning(rest, Bound(bound))
    used += leading + (_turns(rest) if spared else turned)
    start, end = tokens[-used].start(), tokens[-1].end()
    if bound in _ROLES:
        return Hedge(start, end, None, bound), used
    return Hedge(start, end, _TURNED[Bound(bound)] if turned else Bound(bound)), used


def _preposition(phrase: str, rest: Sequence[str], number: Number, kind: str | None) -> bool:
    """Whether *phrase* tells a place, a topic or a stretch of time here and bounds nothing."""
    words = _words()
    last = rest[-1] if rest else ""
    if phrase in words.lasting:
        return kind not in ("duration", "measure")
    if phrase == "over" and kind == "duration":
        return last not in words.enduring
    if phrase == "up to":
        return last in words.amounting
    if not number.small:
        return False
    if phrase in words.topical_prepositions and last in words.topical:
        return True
    return phrase in words.spatial and kind is None


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


def _leading(rest: Sequence[str]) -> int:
    """Return how many words at the end of *rest* strengthen or weaken a hedge: "well", "a little"."""
    taken = _count(rest, _words().intensifiers)
    return taken + (0 < taken < len(rest) and rest[-1 - taken] == "a")


def _turning(rest: Sequence[str], bound: Bound) -> int:
    """Return how many words at the end of *rest* turn a hedge round, a verb between included: 0 where none does."""
    words = _words()
    taken = _count(rest, words.between)
    if _turns(rest[: len(rest) - taken]):
        return taken + 1
    verb = rest[-1 - taken] if len(rest) > taken else ""
    if bound not in _UPWARD | _DOWNWARD or not verb.isalpha() or verb in words.sparing or verb in words.closed:
        return 0
    taken += 1
    taken += _count(rest[: len(rest) - taken], words.between)
    return taken + 1 if _turns(rest[: len(rest) - taken]) else 0


def _turns(rest: Sequence[str]) -> bool:
    return bool(rest) and (rest[-1] in _words().turning or rest[-1].endswith("n't"))


def hedge_behind(text: str, end: int) -> Hedge | None:
    """Return the hedge that follows directly at *end* ("or more", "-plus")."""
    words = _words()
    found = words.behind.match(text, end)
    if not found:
        return None
    phrase = " ".join(found[0].replace(",", " ").split())
    bound = words.behind_bounds.get(phrase) or words.behind_bounds[phrase.lstrip("-")]
    start = end + len(found[0]) - len(found[0].lstrip(" ,"))
    if bound in _ROLES:
        return Hedge(start, found.end(), None, bound)
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
    for mark in (",", ";", ":", ".", "but", "and", "that", "said", "says", "say"):
        if mark in near:
            near = near[len(near) - near[::-1].index(mark) :]
    words = _words()
    return any(
        (word in words.negations or word.endswith("n't")) and following not in words.sparing
        for word, following in zip(near, [*near[1:], ""], strict=False)
    )
