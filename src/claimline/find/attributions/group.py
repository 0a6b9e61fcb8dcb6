"""Read a verb with what stands before it, and whether it agrees with its subject. Pure."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from claimline.find.attributions.prose import MARK, WORD, Token
from claimline.find.attributions.tokens import Range, Tokens, in_name, is_adverb, low
from claimline.find.attributions.words import Form, lexicon, words

_forms = partial(words, "forms")


class Group(NamedTuple):
    """A verb with its auxiliaries, adverbs and particle: tokens first..last, the verb itself at `head`."""

    first: int
    head: int
    last: int
    passive: bool
    infinitive: bool
    finite: bool
    negated: bool
    would: bool


def agrees(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Whether a form that may be a noun is a verb here: it has an auxiliary or agrees with its subject."""
    helped = low(tokens, group.first) in _forms("auxiliaries") or low(tokens, group.head - 1) == "to"
    if not form.noun or (group.first < group.head and helped):
        return True
    if low(tokens, group.last) in _forms("auxiliaries") or low(tokens, group.last) in {"said", "says", "of"}:
        return False
    if _acts(tokens, source[1] - 1):
        return False
    last = _headword(tokens, source)
    if form.shape == "third" and tokens[source[0]].low in _forms("several"):
        return False
    if (last.low in _forms("describing") and source[1] - source[0] <= 2 and last.low != "media") or last.low.endswith(
        "'s"
    ):
        return False
    plural = last.low in _forms("plurals") or (last.low.endswith("s") and not last.low.endswith("ss"))
    joined = any(token.low == "and" for token in tokens[source[0] : source[1]])
    if form.shape == "base":
        return plural or joined
    return form.shape != "third" or last.text[0].isupper() or not plural


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether a cue verb stands at *at*, which makes a noun after it its object: "could not confirm reports"."""
    return any(
        form.shape in {"base", "past"} and not form.noun and form.takes & {"object", "matter", "light"}
        for form in lexicon().forms.get(low(tokens, at), ())
    )


def _headword(tokens: Tokens, source: Range) -> Token:
    """Return the noun of a source that its verb agrees with: the last word before a preposition or a mark."""
    for at in range(source[0] + 1, source[1]):
        if tokens[at].kind == MARK or tokens[at].low in words("grammar", "prepositions"):
            seen = at - 2 >= source[0] and tokens[at - 1].low in _forms("participles")  # "documents seen by X"
            return tokens[at - 2 if seen else at - 1]
    return tokens[source[1] - 1]


def _adverbial(tokens: Tokens, at: int) -> bool:
    if tokens[at].low in {"both", "either", "neither"} and (at == 0 or tokens[at - 1].kind != WORD):
        return False  # '"..." both said'
    return is_adverb(tokens, at) and not (tokens[at].low == "first" and low(tokens, at - 1) == "the")


def verb_group(tokens: Tokens, at: int, length: int, shape: str) -> Group:
    """Return the verb at *at* with what stands before it: "has repeatedly", "refused to", "could not"."""
    kept = shape == "ing" and low(tokens, at - 1) in _forms("aspects")
    first, chained = at - kept, False
    while first > 0:
        word = low(tokens, first - 1)
        if in_name(tokens, first - 1, first):
            break
        if word in _forms("auxiliaries") or word in _forms("contracted") or _adverbial(tokens, first - 1):
            first -= 1
        elif word == "to" and low(tokens, first - 2) in _forms("chains"):
            first, chained = first - 2, True
        elif word == "to" and low(tokens, first - 2) == "on" and low(tokens, first - 3) in {"go", "goes", "went"}:
            first -= 3
        else:
            break
    lows = [token.low for token in tokens[first:at]]
    auxiliaries = [word for word in lows if word in _forms("auxiliaries") or word in _forms("contracted")]
    object_follows = low(tokens, at + length) in words("grammar", "objects") | words("grammar", "determiners")
    be = bool(auxiliaries) and auxiliaries[-1] in _forms("be") and not (auxiliaries[-1] == "'s" and object_follows)
    no = any(word in _forms("negations") or word.endswith("n't") for word in lows) or (
        chained and any(w in _forms("refusals") for w in lows)
    )
    return Group(
        first,
        at,
        at + length,
        be and shape == "past",
        low(tokens, first - 1) == "to",
        bool(auxiliaries) or shape != "ing" or kept,
        no,
        not {"would", "'d", "wouldn't"}.isdisjoint(lows),
    )
