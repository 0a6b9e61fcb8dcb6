"""Read back over one noun with its determiner and modifiers, from its end to its beginning. Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.prose import MARK, QUOTE
from claimline.find.attributions.tokens import Tokens, in_name, is_adverb, is_name, is_time, low
from claimline.find.attributions.words import lexicon, words

_grammar = partial(words, "grammar")


def core(tokens: Tokens, end: int, floor: int) -> int:
    """Return where the words before *end* stop being one determiner, its modifiers and a noun."""
    at = end
    while at > floor:
        token = tokens[at - 1]
        if token.low == ")" and at > floor + 2:
            at = _bracket(tokens, at - 1, floor)
            continue
        ends = _closed(tokens, at - 1, end) or _verbal(tokens, at - 1, end)
        if ends and not in_name(tokens, at - 1, end):
            break
        at -= 1
        if token.low in _grammar("determiners") and not _goes_on(tokens, at, floor):
            break
    return at


def _goes_on(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether a determiner does not begin the phrase: "all the", or a part of a name ("Erik ten Hag")."""
    if at <= floor:
        return False
    between = at + 1 < len(tokens) and is_name(tokens[at - 1]) and is_name(tokens[at + 1])
    return low(tokens, at - 1) in _grammar("determiners") or (between and tokens[at].low == "ten")


def _bracket(tokens: Tokens, close: int, floor: int) -> int:
    for at in range(close - 1, max(floor, close - 8) - 1, -1):
        if tokens[at].low == "(":
            return at
    return close


def _closed(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the token at *at* can stand in no noun phrase that ends at *end*."""
    token = tokens[at]
    if token.kind == QUOTE:
        return at == end - 1 or token.text[-2:-1] in {",", ".", "?", "!"} or len(token.text) > 60
    if token.kind == MARK:
        return token.low not in {"%", "'", "."} or (token.low == "." and not is_name(tokens[at - 1]))
    word = token.low
    if word in _grammar("boundaries") or word in _grammar("prepositions") or word in {"and", "or", "&", "by"}:
        idiom = word == "per" and low(tokens, at + 1) == "cent"
        return not (idiom or (word in {"only", "then", "now"} and _determined(tokens, at)))  # "the town's only baker"
    if word in _grammar("pronouns") or (word in _grammar("objects") and word != "her"):
        return True
    if at < end - 1 and word.endswith("s") and token.text[0].islower() and tokens[at + 1].text[0].isupper():
        return not word.endswith("'s")
    dated = at == 0 or low(tokens, at - 1) in _grammar("time_leads") | {","}
    return is_time(tokens, at) and (dated or not (at + 1 < end and tokens[at + 1].text[0].isupper()))


def _attributes(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a cue verb stands at *at* that can be no noun: "said", "believes", "could not confirm"."""
    forms = [form for form in lexicon().forms.get(tokens[at].low, ()) if not form.noun]
    if any(form.shape != "ing" and "anything" in form.takes for form in forms):
        return True
    if not forms or at == end - 1:
        return False
    return forms[0].shape == "third" or (forms[0].shape == "base" and _helped(tokens, at))


def _helped(tokens: Tokens, at: int) -> bool:
    """Whether an auxiliary or "to" stands before the base form at *at*: "could not confirm", "don't think"."""
    before = at - 1
    while before > 0 and (is_adverb(tokens, before) or low(tokens, before) in words("forms", "negations")):
        before -= 1
    return low(tokens, before) in words("forms", "auxiliaries") | {"to"}


def _determined(tokens: Tokens, at: int) -> bool:
    return low(tokens, at - 1) in _grammar("determiners") or low(tokens, at - 1).endswith(("'s", "s'"))


def _verbal(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the word at *at* is a finite verb, so that what stands right of it begins a new clause."""
    word, after = low(tokens, at), low(tokens, at + 1)
    if after == "by" and low(tokens, at - 1) not in words("forms", "auxiliaries"):
        return False
    if word in words("forms", "auxiliaries") or word in _grammar("finite"):
        return True
    if word.endswith(("'re", "'ve", "'ll", "'m", "n't")):
        return True
    if _attributes(tokens, at, end):
        return True
    previous = low(tokens, at - 1)
    if word.endswith("ly") and len(word) > 4 and tokens[at].text[0].islower():
        return previous not in _grammar("determiners") and word not in _grammar("in_ly")
    if word.endswith("ed") and at < end - 1 and tokens[at].text[0].islower():
        opens = after in _grammar("determiners") or (tokens[at + 1].text[0].isupper() and bool(previous))
        return opens and previous not in _grammar("determiners") and not previous.endswith("ly")
    return False
