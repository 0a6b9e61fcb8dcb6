"""Read what a cue verb governs: a clause, a quotation, an object of the kind its table row asks for. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from claimline.find.prose import MARK, QUOTE, WORD
from claimline.find.speech_sources import Tokens, begins_setting, is_name, is_time, low
from claimline.find.speech_words import Form, lexicon, words

_grammar = partial(words, "grammar")
_forms = partial(words, "forms")

_ASKING = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})


def complement(tokens: Tokens, at: int, form: Form, strict: bool = False) -> int | None:
    """
    Return where the content begins that the verb before *at* governs, or None if there is none that attributes.

    *strict* asks for a clause or a quotation: used where the verb has no subject of its own to be judged by.
    """
    if low(tokens, at) in {"and", "or", "nor"} and low(tokens, at + 1) in lexicon().forms:
        return complement(tokens, at + 2, form, strict)
    if at >= len(tokens):
        return None
    start = _clausal(tokens, at, form)
    if "quoted" in form.takes:
        return start if start is not None and tokens[start].kind == QUOTE else None
    if start is not None:
        return start
    if strict and not form.takes & {"light"}:
        return (
            _bare(tokens, at)
            if "anything" in form.takes or (_subject_like(tokens, at) and _verb_ahead(tokens, at))
            else None
        )
    for kind in sorted(form.takes & _TAKES.keys()):
        if _TAKES[kind](tokens, at):
            return at
    return at if _subject_like(tokens, at) and _verb_ahead(tokens, at) else None


def _clausal(tokens: Tokens, at: int, form: Form) -> int | None:
    """Return where a quotation, a that-clause or a question begins, over addressee and adverbials, or None."""
    limit = min(len(tokens), at + 16)
    gap = (
        form.verb in _forms("addressed")
        or low(tokens, at) in _grammar("prepositions") | _grammar("time_leads")
        or is_time(tokens, at)
    )
    for n in range(at, limit):
        token = tokens[n]
        if token.kind == QUOTE:
            return n
        if token.low == "that" and n + 1 < len(tokens) and tokens[n + 1].kind != MARK and not _points(tokens, n):
            return n + 1 if n > at or low(tokens, n + 1) not in _forms("auxiliaries") else None
        if token.low in _ASKING and (n == at or form.verb in {"ask", "tell", "say"}):
            return n
        if token.low in {",", ":"} and n + 1 < len(tokens) and (tokens[n + 1].kind == QUOTE or token.low == ":"):
            return n + 1
        if n > at and gap and token.low in _grammar("pronouns"):
            return n
        if not gap or _interrupts(tokens, n):
            return None
    return None


def _points(tokens: Tokens, that: int) -> bool:
    """Whether "that" at *that* only points at a noun: "confirm that number at this time", "answer that question"."""
    for n in range(that + 1, min(that + 4, len(tokens))):
        if n > that + 1 and (tokens[n].kind == MARK or tokens[n].low in _grammar("prepositions")):
            return not tokens[that + 1].low.endswith("s") and not is_name(tokens[that + 1])
        if tokens[n].kind != WORD or tokens[n].low in _forms("auxiliaries") | _grammar("pronouns") | _grammar(
            "determiners"
        ):
            return False
    return len(tokens) - that <= 3


def _interrupts(tokens: Tokens, at: int) -> bool:
    word = tokens[at].low
    if tokens[at].kind == MARK:
        return word not in {"-", ".", "(", ")", "'"} or (word == "." and not is_time(tokens, at - 1))
    return word in _forms("auxiliaries") or word in {"and", "but", "to", "as", "because", "while"}


def _subject_like(tokens: Tokens, at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind != WORD:
        return False
    return token.low not in _grammar("prepositions") | {"to", "as", "and", "or", "but"} and not token.low.endswith("ly")


def _verb_ahead(tokens: Tokens, at: int) -> bool:
    """Whether a finite verb comes before the noun phrase at *at* is closed by a mark or a relative."""
    for n in range(at, min(len(tokens), at + 14)):
        token = tokens[n]
        if token.kind != WORD:
            if token.low in {"-", "'", "(", ")"} or token.kind == QUOTE:
                continue
            return False
        if token.low in _forms("auxiliaries") - {"being", "having", "be"} or token.low in _forms("contracted"):
            return n > at
        if token.low in _grammar("relatives") | {
            "that",
            "as",
            "because",
            "when",
            "while",
            "and",
            "but",
            "if",
            "after",
            "before",
        }:
            return False
    return False


def _bare(tokens: Tokens, at: int) -> int | None:
    return at if at < len(tokens) and tokens[at].kind == WORD and _subject_like(tokens, at) else None


# ---- what a row's `takes` asks for -----------------------------------------------------------------------


def _anything(tokens: Tokens, at: int) -> bool:
    return True


def _noun_phrase(tokens: Tokens, at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind == MARK:
        return False
    if token.low == "that" and _points(tokens, at):
        return True
    idle = (
        token.low in _grammar("prepositions")
        or token.low in _grammar("boundaries")
        or token.low in _grammar("time_leads")
    )
    return (
        not idle
        and not is_time(tokens, at)
        and token.low not in {"and", "or"}
        and (not token.low.endswith("ly") or token.text[0].isupper())
    )


def _matter(tokens: Tokens, at: int) -> bool:
    return _noun_phrase(tokens, at) and _noun_near(tokens, at, words("nouns", "matters"), 6)


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


def _infinitive(tokens: Tokens, at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if low(tokens, at) == "not":
        return _infinitive(tokens, at + 1)
    return (
        low(tokens, at) == "to"
        and following is not None
        and following.kind == WORD
        and following.low not in _grammar("determiners")
    )


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
            return _noun_phrase(tokens, at)
    return False


def _named(tokens: Tokens, at: int) -> bool:
    """Whether an object and its name follow: 'called it a stain', 'called the verdict "a stain"'."""
    if not _noun_phrase(tokens, at):
        return False
    for n in range(at + 1, min(at + 12, len(tokens))):
        token = tokens[n]
        if token.kind == QUOTE:
            return True
        if token.kind == MARK and token.low not in {"-", "'"}:
            return False
        if token.low in {"a", "an"} and low(tokens, n - 1) not in _grammar("prepositions") | {"and"}:
            return True
        if (
            n == at + 1
            and tokens[at].low in _grammar("objects") | {"it", "this", "that"}
            and token.low in _grammar("determiners")
        ):
            return True
    return False


def _prospect(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 10, len(tokens))):
        if tokens[n].kind == MARK and tokens[n].low not in {"-", "'", "%"}:
            return False
        if tokens[n].low == "to":
            return n > at and _infinitive(tokens, n)
    return False


def _feeling(tokens: Tokens, at: int) -> bool:
    return _noun_near(tokens, at, words("nouns", "feelings"), 4)


_TAKES: dict[str, Callable[[Tokens, int], bool]] = {
    "anything": _anything,
    "object": _noun_phrase,
    "matter": _matter,
    "light": _light,
    "to": _infinitive,
    "ing": _gerund,
    "as": _described,
    "naming": _named,
    "prospect": _prospect,
    "feeling": _feeling,
    "bare": _noun_phrase,
}


# ---- the ends of clauses --------------------------------------------------------------------------------


def says_nothing_more(tokens: Tokens, at: int, form: Form | None = None) -> bool:
    """Whether after *at* only adverbials, an addressee or another clause come: what is attributed stands before."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.kind == MARK:
        return token.low not in {":", "("}
    if token.kind == QUOTE:
        return False
    if is_time(tokens, at) or begins_setting(tokens, at):
        return not _that_ahead(tokens, at)
    if form is not None and form.verb in _forms("addressed"):
        return not _that_ahead(tokens, at) and not _told_clause(tokens, at)
    return token.low in _grammar("prepositions") | _grammar("time_leads") | _forms("closers") and not _that_ahead(
        tokens, at
    )


def _that_ahead(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 12, len(tokens))):
        if (tokens[n].kind == MARK and tokens[n].low in {",", ";", ":", "—"}) or tokens[n].kind == QUOTE:
            return False
        if tokens[n].low == "that":
            return True
    return False


def _told_clause(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 10, len(tokens))):
        if tokens[n].kind == MARK:
            return False
        if tokens[n].low in _grammar("pronouns") or tokens[n].low in _forms("auxiliaries"):
            return n > at
    return False


def content_start(tokens: Tokens, end: int) -> int:
    """Return where the clause that ends at *end* begins: at the sentence, or after a semicolon or dash."""
    for at in range(end - 1, -1, -1):
        if tokens[at].low in {";", "—", "–"} and end - at > 4:
            return at + 1
    return 0
