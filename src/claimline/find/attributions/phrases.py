"""Read back over a whole noun phrase: nouns tied by "of" and "and", participles and relative clauses. Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.cores import core
from claimline.find.attributions.prose import WORD, Token
from claimline.find.attributions.tokens import Tokens, is_name, is_time, low
from claimline.find.attributions.words import lexicon, words

_grammar = partial(words, "grammar")


def phrase(tokens: Tokens, end: int, floor: int) -> int:
    """Return where the noun phrase that ends at *end* begins."""
    start: int | None = core(tokens, end, floor)
    reached = end
    while start is not None and floor <= start < reached:
        reached = start
        start = _joined(tokens, start, floor) if start > floor + 1 else None
    return reached


def _joined(tokens: Tokens, start: int, floor: int) -> int | None:
    """Return where the phrase begins that a joint left of *start* ties to it: "of", "and", a participle, "who"."""
    joint, definite = tokens[start - 1].low, tokens[start].low in _grammar("determiners")
    if joint == "to" and not (is_name(tokens[start]) or definite):
        return None
    if joint in _grammar("prepositions"):
        left = core(tokens, start - 1, floor)
        return _relative(tokens, start, floor) if _idle(tokens, left, start - 1) else left
    if joint in {"and", "or", "&"}:
        return _listed(tokens, start - 1, floor)
    if joint.endswith("ing") and definite and tokens[start - 2].kind == WORD:
        return core(tokens, start - 1, floor)
    return _relative(tokens, start, floor)


def _idle(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a stretch is empty or holds only prepositions and times."""
    return all(
        token.low in _grammar("prepositions") or is_time(tokens, n) for n, token in enumerate(tokens[start:end], start)
    )


def _listed(tokens: Tokens, joint: int, floor: int) -> int | None:
    """Return where a list that ends "..., b and" before *joint* begins, if it begins a clause, else None."""
    at = joint - 1 if low(tokens, joint - 1) == "," else joint
    items = 0
    while at > floor:
        left = _long(tokens, at, floor)
        if left >= at or at - left > 9:
            return None
        items += 1
        if left > floor and low(tokens, left - 1) == "," and _comma_list(tokens, left - 1, floor):
            at = left - 1
            continue
        opens = (
            left == floor or tokens[left - 1].kind != WORD or low(tokens, left - 1) in _grammar("boundaries") | {"with"}
        )
        return left if opens and (items > 1 or at == joint) else None
    return None


def _long(tokens: Tokens, end: int, floor: int) -> int:
    """Like `phrase`, without looking over another "and"."""
    start = core(tokens, end, floor)
    while start > floor + 1 and tokens[start - 1].low in _grammar("prepositions") - {"with"}:
        left = core(tokens, start - 1, floor)
        if left >= start - 1:
            break
        start = left
    return start


def _comma_list(tokens: Tokens, comma: int, floor: int) -> bool:
    left = _long(tokens, comma, floor)
    return 0 < comma - left <= 6 and _plural(tokens[comma - 1])


def _plural(token: Token) -> bool:
    return token.low.endswith("s") or is_name(token)


def _relative(tokens: Tokens, start: int, floor: int) -> int | None:
    """Return where the antecedent begins if the words left of *start* are "who" or "that" and a verb after a noun."""
    for at in range(start - 1, max(floor, start - 6), -1):
        token = tokens[at]
        if token.kind != WORD:
            return None
        if token.low in {"who", "which"} or (token.low == "that" and at == start - 2):
            left = core(tokens, at, floor)
            told = any(low(tokens, n) in lexicon().forms for n in range(max(floor, left - 3), at))
            return left if left < at and not told else None
    return None
