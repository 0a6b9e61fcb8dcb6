"""Tell whether what follows a cue verb is of the kind that its table row asks for. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from claimline.find.attributions.prose import MARK, QUOTE, WORD
from claimline.find.attributions.tokens import Tokens, is_name, is_time, low
from claimline.find.attributions.words import lexicon, words

_grammar = partial(words, "grammar")
_forms = partial(words, "forms")


def points(tokens: Tokens, that: int) -> bool:
    """Whether "that" at *that* only points at a noun: "confirm that number at this time", "answer that question"."""
    if low(tokens, that + 1) in {"", ".", "?", "!"} or (low(tokens, that + 1) == "," and that + 2 >= len(tokens)):
        return True
    for n in range(that + 1, min(that + 4, len(tokens))):
        if n > that + 1 and (tokens[n].kind == MARK or tokens[n].low in _grammar("prepositions")):
            return not tokens[that + 1].low.endswith("s") and not is_name(tokens[that + 1])
        if tokens[n].kind != WORD or tokens[n].low in _forms("auxiliaries") | _grammar("pronouns") | _grammar(
            "determiners"
        ):
            return False
    return len(tokens) - that <= 3


def _anything(tokens: Tokens, at: int) -> bool:
    told = low(tokens, at) in _grammar("objects") | {"you", "it"} and low(tokens, at + 1) in {"", ".", ",", "!", "?"}
    return not (told or idles(tokens, at) or says_no_more(tokens, at))


def idles(tokens: Tokens, at: int) -> bool:
    """Whether a noun follows that turns the verb into another: "told a joke", "has claimed 30 lives"."""
    return _noun_near(tokens, at, words("nouns", "idle"), 3)


def says_no_more(tokens: Tokens, at: int) -> bool:
    """Whether nothing is told but that words were few: "said nothing in public", "said no to both", "good night"."""
    if f"{low(tokens, at)} {low(tokens, at + 1)}" in words("phrases", "greetings"):
        return True
    if low(tokens, at) not in words("nouns", "bare"):
        return False
    ends = at + 1 >= len(tokens) or tokens[at + 1].kind == MARK
    return ends or low(tokens, at + 1) in _grammar("prepositions") | _grammar("time_leads")


def noun_phrase(tokens: Tokens, at: int) -> bool:
    """Whether a noun phrase begins at *at*."""
    at += low(tokens, at) == "'"  # a headline's quotation mark
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind == MARK:
        return False
    if _pointed(tokens, at) or (token.low == "that" and points(tokens, at)):
        return True
    idle = (
        token.low in _grammar("prepositions")
        or token.low in _grammar("boundaries")
        or token.low in _forms("auxiliaries")
        or token.low in _grammar("time_leads")
    )
    return (
        not idle
        and not is_time(tokens, at)
        and token.low not in {"and", "or"}
        and token.low not in _grammar("particles")
        and (not token.low.endswith("ly") or token.low in _grammar("in_ly") or token.text[0].isupper())
    )


def _matter(tokens: Tokens, at: int) -> bool:
    return _pointed(tokens, at) or (noun_phrase(tokens, at) and _noun_near(tokens, at, words("nouns", "matters"), 6))


def _pointed(tokens: Tokens, at: int) -> bool:
    """Whether a pronoun stands for what has been said: "doubts it", "denied this"."""
    closing = _grammar("boundaries") | {"", ".", ",", ":", ";", "and"}
    return low(tokens, at) in {"it", "this", "that"} and low(tokens, at + 1) in closing


def _noun_near(tokens: Tokens, at: int, nouns: frozenset[str], reach: int) -> bool:
    """Whether the noun phrase at *at* has one of *nouns* before its first joint."""
    for n in range(at, min(at + reach, len(tokens))):
        if tokens[n].low in nouns:
            return True
        if tokens[n].kind != WORD or tokens[n].low in _grammar("prepositions") | {"and", "to", "as"}:
            return False
    return False


def light_end(tokens: Tokens, at: int) -> int:
    """Return where the noun ends that makes a light verb a cue ("pushing hard new accusations"), or *at*."""
    found = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].low in lexicon().clausal), None)
    return at if found is None or not _light(tokens, at) else found + 1


def _light(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 5, len(tokens))):
        if tokens[n].low in lexicon().clausal:
            return low(tokens, n + 1) in {"that", "of", "against"}
        if tokens[n].kind != WORD or tokens[n].low in _grammar("prepositions"):
            return False
    return False


def _figure(tokens: Tokens, at: int) -> bool:
    """Whether a thing and its figure follow: "put the toll at 40", "put it at about a third"."""
    if not noun_phrase(tokens, at):
        return False
    for n in range(at + 1, min(at + 10, len(tokens) - 1)):
        if tokens[n].kind != WORD:
            return False
        if tokens[n].low == "at":
            return tokens[n + 1].text[0].isdigit() or tokens[n + 1].low in _grammar("counting")
    return False


def _infinitive(tokens: Tokens, at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if low(tokens, at) in {"not", "never"}:
        return _infinitive(tokens, at + 1)
    return (
        low(tokens, at) == "to"
        and following is not None
        and following.kind == WORD
        and following.low not in _grammar("determiners")
    )


def _act(tokens: Tokens, at: int) -> bool:
    return _infinitive(tokens, at) and low(tokens, at + 1) != "be"


def _gerund(tokens: Tokens, at: int) -> bool:
    return (
        low(tokens, at).endswith("ing")
        and len(low(tokens, at)) > 4
        and low(tokens, at) not in {"during", "nothing", "something", "anything", "everything"}
    )


def _described(tokens: Tokens, at: int) -> bool:
    for n in range(at + 1, min(at + 14, len(tokens))):
        if tokens[n].kind == MARK and tokens[n].low not in {"-", "'"}:
            return False
        if tokens[n].low == "as":
            return noun_phrase(tokens, at)
    return False


def _named(tokens: Tokens, at: int) -> bool:
    """Whether an object and its name follow: 'called it a stain', 'called the verdict "a stain"'."""
    if not noun_phrase(tokens, at):
        return False
    for n in range(at + 1, min(at + 12, len(tokens))):
        token = tokens[n]
        if token.kind == QUOTE:
            return True
        if token.kind == MARK and token.low not in {"-", "'"}:
            return False
        if n > at + 1 and _judges(tokens, n):
            return True
        if token.low in {"a", "an"} and low(tokens, n - 1) not in _grammar("prepositions") | {"and"}:
            return True
        meant = tokens[at].low in _grammar("objects") | {"it", "this", "that"}
        if n == at + 1 and meant and noun_phrase(tokens, n) and token.low not in _grammar("particles"):
            return True
    return False


def _judges(tokens: Tokens, at: int) -> bool:
    """Whether an adjective closes the phrase at *at*: "called the offer too little", "called the ban unacceptable"."""
    if low(tokens, at) in {"too", "very", "so", "deeply"}:
        return True
    ends = low(tokens, at + 1) in _grammar("boundaries") | {"", ".", ",", ";", "and"}
    return ends and low(tokens, at).endswith(("able", "ible", "ous", "ful", "less", "ive"))


def _prospect(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 10, len(tokens))):
        if tokens[n].kind == MARK and tokens[n].low not in {"-", "'", "%"}:
            return False
        if tokens[n].low == "to":
            return n > at and _infinitive(tokens, n)
    return False


def _feeling(tokens: Tokens, at: int) -> bool:
    return _noun_near(tokens, at, words("nouns", "feelings"), 4)


TAKES: dict[str, Callable[[Tokens, int], bool]] = {
    "anything": _anything,
    "object": noun_phrase,
    "matter": _matter,
    "light": _light,
    "to": _infinitive,
    "act": _act,
    "ing": _gerund,
    "as": _described,
    "naming": _named,
    "prospect": _prospect,
    "feeling": _feeling,
    "bare": noun_phrase,
    "would": _infinitive,
    "figure": _figure,
}
