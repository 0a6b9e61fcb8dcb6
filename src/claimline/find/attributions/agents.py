"""Find the noun phrase that speaks where it follows its cue: "said X", "according to X", "by X". Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.prose import MARK, QUOTE, WORD
from claimline.find.attributions.tokens import (
    Range,
    Tokens,
    begins_setting,
    in_name,
    is_name,
    is_time,
    low,
    substantial,
)
from claimline.find.attributions.words import lexicon, words

_grammar = partial(words, "grammar")


def after(tokens: Tokens, start: int, apposed: bool = True) -> Range | None:
    """Return the noun phrase that begins at *start*, with its apposition if *apposed*, or None."""
    if start >= len(tokens) or tokens[start].kind != WORD or is_time(tokens, start):
        return None
    if tokens[start].low in _grammar("boundaries") | _grammar("prepositions") | _grammar("time_leads"):
        return None
    if _alone(tokens, start):
        return start, start + 1
    end = _rightwards(tokens, start)
    if end <= start or not substantial(tokens, start, end):
        return None
    while apposed and low(tokens, end) == "," and (_apposition(tokens, end + 1) or _holder(tokens, start, end)):
        stop = _insert_end(tokens, end + 1)
        if stop - end > 24:
            break
        end = stop
    return start, end


def _alone(tokens: Tokens, at: int) -> bool:
    """Whether a pronoun stands at *at* by itself: "her" in "her aide" does not, "one" in "said one on landing" does."""
    following = low(tokens, at + 1)
    if tokens[at].low == "one":
        return following in _grammar("prepositions") - {"of", "from"}
    closes = _grammar("prepositions") | _grammar("boundaries") | _grammar("time_leads") | words("forms", "auxiliaries")
    if tokens[at].low == "her" and at + 1 < len(tokens) and tokens[at + 1].kind == WORD:
        return following in closes | {"and", "or"}
    return tokens[at].low in _grammar("pronouns") | _grammar("objects")


def _rightwards(tokens: Tokens, start: int) -> int:
    at = start
    while at < len(tokens):
        token = tokens[at]
        if token.low == "(":
            close = next((n for n in range(at, min(at + 8, len(tokens))) if tokens[n].low == ")"), None)
            if close is None:
                break
            at = close + 1
            continue
        if _halts(tokens, at, start):
            break
        at += 1
    while at > start and low(tokens, at - 1) in _grammar("prepositions") | _grammar("time_leads") | {"and", "also"}:
        at -= 1
    return at


def _halts(tokens: Tokens, at: int, start: int) -> bool:
    token = tokens[at]
    if token.kind == QUOTE:
        return len(token.text) > 40 or token.text[-2:-1] in {",", "."}
    if token.kind == MARK:
        return not (
            token.low == "." and at + 1 < len(tokens) and (is_name(tokens[at - 1]) and tokens[at + 1].kind == WORD)
        )
    if in_name(tokens, at, at + 1) or in_name(tokens, at, at + 2):
        return False
    return _leaves(tokens, at, start)


def _leaves(tokens: Tokens, at: int, start: int) -> bool:
    """Whether the word at *at* belongs to no noun phrase that began at *start*."""
    token, word = tokens[at], tokens[at].low
    if word in {"and", "but"}:
        return _acts(tokens, at + 1) or word == "but"
    if word == "who" and low(tokens, at - 1) != ",":
        return False
    if word in _grammar("boundaries") - {"who"}:
        return not _in_relative(tokens, at, start)
    if is_time(tokens, at) or (at > start and (begins_setting(tokens, at) or _tells(tokens, at))):
        return True
    if word in words("forms", "auxiliaries") or word in _grammar("pronouns"):
        return not _in_relative(tokens, at, start)
    return (
        word.endswith("ing")
        and at > start + 1
        and token.text[0].islower()
        and low(tokens, at - 1) not in _adjacent()
        and (word in lexicon().forms or is_name(tokens[at - 1]))
    )


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether a past form at *at* goes on with another verb: "by farmers and praised by shops"."""
    return any(form.shape == "past" and not form.noun for form in lexicon().forms.get(low(tokens, at), ()))


def _tells(tokens: Tokens, at: int) -> bool:
    """Whether a finite cue verb stands at *at*, and no participle ("a person briefed on the plan")."""
    shapes = {form.shape for form in lexicon().forms.get(low(tokens, at), ()) if not form.noun}
    follows = low(tokens, at + 1)
    return (
        bool(shapes & {"past", "third"})
        and not _in_relative(tokens, at, 0)
        and follows != ""
        and follows not in _grammar("prepositions") | {"as", ".", ","}
    )


def _adjacent() -> frozenset[str]:
    return _grammar("prepositions") | _grammar("determiners") | {"and"}


def _in_relative(tokens: Tokens, at: int, start: int) -> bool:
    return any(low(tokens, n) == "who" for n in range(max(start, at - 8), at))


def _apposition(tokens: Tokens, at: int) -> bool:
    """Whether the words after a comma tell more of the person named before it."""
    word = low(tokens, at)
    if at >= len(tokens) or tokens[at].kind != WORD or word in _grammar("boundaries") - _grammar("relatives"):
        return False
    if word == "which" and low(tokens, at + 1) in words("forms", "quoting"):
        return False  # a link of the chain by itself
    if word in {"who", "whose", "which", "himself", "herself"} or word.isdigit():
        return True
    if low(tokens, at + 1) == "of" and word in _grammar("determiners"):
        return False  # "most of them children" tells of what was said
    if (
        word.endswith("ing")
        or word in lexicon().forms
        or word in _grammar("prepositions")
        or word in _grammar("time_leads")
    ):
        return False
    stop = _insert_end(tokens, at)
    span = [token.low for token in tokens[at:stop]]
    head = next((n for n, one in enumerate(span) if one in _grammar("relatives") | {"that"}), len(span))
    if any(one in words("forms", "auxiliaries") for one in span[:head]):
        return False
    titled = any(one.removesuffix("s") in words("voices", "titles") for one in span)
    return titled or word in _grammar("determiners") or (span[0].endswith("'s") and len(span) > 1)


def _holder(tokens: Tokens, start: int, comma: int) -> bool:
    """Whether the name of who holds the office before *comma* follows: "said her lawyer, Luis Paz"."""
    office = any(token.low in words("voices", "titles") for token in tokens[start:comma])
    stop = _insert_end(tokens, comma + 1)
    named = stop - comma <= 5 and all(is_name(token) for token in tokens[comma + 1 : stop]) and stop > comma + 2
    return office and named and not any(is_name(token) for token in tokens[start + 1 : comma])


def _insert_end(tokens: Tokens, at: int) -> int:
    """Return where the apposition that begins at *at* ends: at a mark, or at an adverbial of the statement."""
    relative = low(tokens, at) in _grammar("relatives")
    for n in range(at, len(tokens)):
        token = tokens[n]
        if token.kind == QUOTE or token.low in {",", ";", ":", "—", "–", "!", "?"}:
            return n
        if token.low == "." and not (n + 1 < len(tokens) and is_name(tokens[n - 1])):
            return n
        leaves = begins_setting(tokens, n) or token.low in {"after", "as", "while", "because", "but", "when"}
        if n > at and not relative and leaves:
            return n
    return len(tokens)
