"""Find the noun phrase that is the subject of a cue: it ends right before the verb. Pure.

There is no parser here. A phrase is read word by word away from the cue until something comes that no noun phrase
holds: a mark, a conjunction, a finite verb, another cue. What the words are stands in the language table.
"""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.cores import core
from claimline.find.attributions.phrases import phrase
from claimline.find.attributions.prose import QUOTE, WORD
from claimline.find.attributions.tokens import STANDING, Range, Tokens, is_name, is_time, low, substantial
from claimline.find.attributions.words import words

_grammar = partial(words, "grammar")


def before(tokens: Tokens, end: int, floor: int = 0) -> Range | None:
    """Return the noun phrase that ends right before *end* and is the subject of what follows, or None."""
    close, end = end, _without_setting(tokens, end, floor)
    if end <= floor:
        return None
    last = tokens[end - 1]
    if low(tokens, end - 2) in _LEADING and last.low in _grammar("objects") | _grammar("numbers"):
        return _partitive(tokens, end - 2, end, floor)
    if last.low in {",", "who", "which"}:
        return (_apposed if last.low == "," else _antecedent)(tokens, end, floor)
    if last.low == "that" and low(tokens, end - 2) in words("nouns", "evidence") | words("nouns", "matters"):
        return core(tokens, end - 1, floor), end - 1  # "a statement that said"
    if last.low in _grammar("pronouns"):
        return end - 1, end
    if last.low in _grammar("determiners") - STANDING or last.low in _grammar("prepositions") | {"and", "or"}:
        return None
    start = phrase(tokens, end, floor)
    if low(tokens, start - 2) == "to":
        return _past_relative(tokens, start, end, floor)
    whole = _whole(tokens, start, end, floor)
    done = last.low.endswith("ed") or last.low in words("forms", "participles")  # "a letter published on Monday"
    return (whole[0], close) if whole and done else whole


def _whole(tokens: Tokens, start: int, end: int, floor: int) -> Range | None:
    """Return the phrase from *start* to *end* with the bound of its number, or None if it can be no subject."""
    if low(tokens, start - 1) in _grammar("pronouns") or end - start > 30:
        return None
    last = tokens[end - 1]
    single = end - start == 1 and last.text[:1].islower() and last.low.endswith(("ed", "ing"))
    if start >= end or single or not substantial(tokens, start, end):
        return None
    return _counted(tokens, start, floor), end


def _counted(tokens: Tokens, start: int, floor: int) -> int:
    """Return where a phrase begins with the bound of its number: "more than half of the voters", "nearly all"."""
    first = tokens[start]
    if first.low not in _grammar("determiners") | {"half"} and not first.text[0].isdigit():
        return start
    if start - 1 > floor and f"{low(tokens, start - 2)} {low(tokens, start - 1)}" in words("phrases", "bounds"):
        return start - 2
    return start - (start > floor and low(tokens, start - 1) in words("grammar", "nearly"))


_LEADING = frozenset({"of", "in", "all", "the", "these", "those", "other"})


def _partitive(tokens: Tokens, of: int, end: int, floor: int) -> Range | None:
    """Return "one of them", "a mother of two", "all five": a phrase that closes with a pronoun or a number."""
    if low(tokens, of) not in {"of", "in"}:
        return of, end
    start = of - 1 if low(tokens, of - 1) in _grammar("determiners") else core(tokens, of, floor)
    return (start, end) if floor <= start < of else None


def _past_relative(tokens: Tokens, start: int, end: int, floor: int) -> Range | None:
    """Return the subject left of "who ... to discuss the matter", since the object of an infinitive is none."""
    for at in range(start - 2, floor, -1):
        if tokens[at].kind != WORD:
            return None
        if tokens[at].low == "who":
            begin = phrase(tokens, at, floor)
            return (begin, end) if begin < at else None
    return None


def _without_setting(tokens: Tokens, end: int, floor: int) -> int:
    """Return *end* moved left over "on Tuesday", "late on Oct. 21", "yesterday", which date the speaking."""
    at = end
    if low(tokens, end - 2) == "other" and low(tokens, end - 1) in {"day", "night", "week", "month", "year"}:
        at = end - 2 - (low(tokens, end - 3) == "the")
        return max(floor, at - (low(tokens, at - 1) in {"just", "only"}))
    while at > floor and (is_time(tokens, at - 1) or (low(tokens, at - 1) == "." and is_time(tokens, at - 2))):
        at -= 1
    if at < end and at > floor and low(tokens, at - 1) in _grammar("time_leads"):
        return max(floor, at - 1)
    return at if at < end and low(tokens, at) in {"yesterday", "today", "tonight"} else end


def _antecedent(tokens: Tokens, end: int, floor: int) -> Range | None:
    end -= 2 if low(tokens, end - 2) == "," else 1
    if end <= floor or tokens[end - 1].kind != WORD:
        return None
    start = phrase(tokens, end, floor)
    return (start, end) if start < end else None


def _apposed(tokens: Tokens, end: int, floor: int) -> Range | None:
    """Return a name with its apposition, closing comma included: "Ane Larsen, a member of a committee,"."""
    right, told = end - 1, False
    while right > floor:
        left = _mark_left(tokens, right, floor)
        if not 0 < right - left <= 16:
            return None
        inserted = _inserted(tokens, left, right)
        begin = phrase(tokens, right, left)
        whole = begin == left or (begin < right and low(tokens, begin - 1) in _grammar("boundaries"))
        if right < end - 1 and whole and ((told and not _hard(tokens, left)) or not inserted):
            return _office(tokens, begin, floor), end
        if not inserted and not (right == end - 1 and whole):
            return None
        last = right - 1 - (low(tokens, right - 1) == ".")
        tells = whole or low(tokens, left) in _grammar("determiners")
        told = (tells and is_name(tokens[last])) or _hard(tokens, left)
        if left == floor == 0 and whole and right < end - 1 and not _hard(tokens, left):
            return begin, end  # nothing stands before it that could be said: "The bank, the country's largest,"
        if left <= floor or low(tokens, left - 1) != ",":
            return None
        right = left - 1
    return None


def _office(tokens: Tokens, name: int, floor: int) -> int:
    """Return where the office begins that a comma parts from its holder: "the chief, Ann Reid, who ..., said"."""
    comma = name - 1
    if comma <= floor or low(tokens, comma) != "," or not is_name(tokens[name]):
        return name
    left = phrase(tokens, comma, _mark_left(tokens, comma, floor))
    opens = left == floor or tokens[left - 1].kind != WORD or low(tokens, left - 1) in _grammar("boundaries")
    held = any(token.low in words("voices", "titles") for token in tokens[left:comma])
    return left if opens and held else name


def _hard(tokens: Tokens, at: int) -> bool:
    """Whether what begins at *at* can only be put in between, and be no subject: "who ...", "45", "speaking"."""
    word = low(tokens, at)
    joints = _grammar("relatives") | _grammar("prepositions") | {"when", "while", "if"}
    return word in joints or word.isdigit() or word.endswith(("ing", "ed"))


def _mark_left(tokens: Tokens, right: int, floor: int) -> int:
    at = right
    while at > floor and not (
        tokens[at - 1].kind == QUOTE or tokens[at - 1].low in {",", ":", "-", "—", "–", ";", "(", ")"}
    ):
        at -= 1
    return at


def _inserted(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words between two commas say more about a name: an apposition, an age, "who ...", "speaking ..."."""
    first = tokens[start]
    lows = [token.low for token in tokens[start:end]]
    if {"which", "whom", "whose"} & set(lows[:5]) or first.low.endswith("ed"):
        return True
    if (
        first.low in _grammar("relatives")
        or first.low.endswith("ing")
        or first.low in {"in", "on", "at", "himself", "herself", "who"}
        or (first.low in {"when", "while", "if", "also"} and low(tokens, start + 1).endswith(("ed", "ing")))
    ):
        return True
    if first.low.isdigit() and end - start <= 2:
        return True
    if any(word in words("forms", "auxiliaries") for word in lows):
        return False
    if first.low in _grammar("determiners") or first.text[:1].islower():
        return first.low not in _grammar("boundaries") and first.low not in {"and", "or"}
    return any(word in words("voices", "titles") for word in lows) or "'s" in " ".join(lows) or "of" in lows
