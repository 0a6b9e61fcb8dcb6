"""Find the noun phrase that is the subject of a cue: it ends right before the verb. Pure.

There is no parser here. A phrase is read word by word away from the cue until something comes that no noun phrase
holds: a mark, a conjunction, a finite verb, another cue. What the words are stands in the language table.
"""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.prose import MARK, QUOTE, WORD, Token
from claimline.find.attributions.tokens import STANDING, Range, Tokens, is_name, is_time, low, substantial
from claimline.find.attributions.words import lexicon, words

_grammar = partial(words, "grammar")


def before(tokens: Tokens, end: int, floor: int = 0) -> Range | None:
    """Return the noun phrase that ends right before *end* and is the subject of what follows, or None."""
    end = _without_setting(tokens, end, floor)
    if end <= floor:
        return None
    last = tokens[end - 1]
    if low(tokens, end - 2) == "of" and last.low in _grammar("objects") | _grammar("numbers"):
        return _partitive(tokens, end - 2, end, floor)
    if last.low in {",", "who", "which"}:
        return (_apposed if last.low == "," else _antecedent)(tokens, end, floor)
    if last.low in _grammar("pronouns"):
        return end - 1, end
    if last.low in _grammar("determiners") - STANDING or last.low in _grammar("prepositions") | {"and", "or"}:
        return None
    start = _phrase(tokens, end, floor)
    if low(tokens, start - 1) in _grammar("pronouns") or end - start > 30:
        return None
    if low(tokens, start - 2) == "to":
        return _past_relative(tokens, start, end, floor)
    single = end - start == 1 and last.text[:1].islower() and last.low.endswith(("ed", "ing"))
    return (start, end) if start < end and not single and substantial(tokens, start, end) else None


def _partitive(tokens: Tokens, of: int, end: int, floor: int) -> Range | None:
    """Return "one of them", "a mother of two": a phrase that closes with a pronoun or a number after "of"."""
    start = of - 1 if low(tokens, of - 1) in _grammar("determiners") else _core(tokens, of, floor)
    return (start, end) if floor <= start < of else None


def _past_relative(tokens: Tokens, start: int, end: int, floor: int) -> Range | None:
    """Return the subject left of "who ... to discuss the matter", since the object of an infinitive is none."""
    for at in range(start - 2, floor, -1):
        if tokens[at].kind != WORD:
            return None
        if tokens[at].low == "who":
            begin = _phrase(tokens, at, floor)
            return (begin, end) if begin < at else None
    return None


def _without_setting(tokens: Tokens, end: int, floor: int) -> int:
    """Return *end* moved left over "on Tuesday", "late on Oct. 21", "yesterday", which date the speaking."""
    at = end
    while at > floor and (is_time(tokens, at - 1) or (low(tokens, at - 1) == "." and is_time(tokens, at - 2))):
        at -= 1
    if at < end and at > floor and low(tokens, at - 1) in _grammar("time_leads"):
        return max(floor, at - 1)
    return at if at < end and low(tokens, at) in {"yesterday", "today", "tonight"} else end


def _antecedent(tokens: Tokens, end: int, floor: int) -> Range | None:
    end -= 2 if low(tokens, end - 2) == "," else 1
    if end <= floor or tokens[end - 1].kind != WORD:
        return None
    start = _phrase(tokens, end, floor)
    return (start, end) if start < end else None


def _apposed(tokens: Tokens, end: int, floor: int) -> Range | None:
    """Return a name with its apposition, closing comma included: "Ane Larsen, a member of a committee,"."""
    right, told = end - 1, False
    while right > floor:
        left = _mark_left(tokens, right, floor)
        if not 0 < right - left <= 16:
            return None
        inserted = _inserted(tokens, left, right)
        begin = _phrase(tokens, right, left)
        whole = begin == left or (begin < right and low(tokens, begin - 1) in _grammar("boundaries"))
        if right < end - 1 and whole and ((told and not _hard(tokens, left)) or not inserted):
            return _office(tokens, begin, floor), end
        if not inserted and not (right == end - 1 and whole):
            return None
        last = right - 1 - (low(tokens, right - 1) == ".")
        told = (whole and is_name(tokens[last])) or _hard(tokens, left)
        if left <= floor or low(tokens, left - 1) != ",":
            return None
        right = left - 1
    return None


def _office(tokens: Tokens, name: int, floor: int) -> int:
    """Return where the office begins that a comma parts from its holder: "the chief, Ann Reid, who ..., said"."""
    comma = name - 1
    if comma <= floor or low(tokens, comma) != "," or not is_name(tokens[name]):
        return name
    left = _phrase(tokens, comma, _mark_left(tokens, comma, floor))
    opens = left == floor or tokens[left - 1].kind != WORD or low(tokens, left - 1) in _grammar("boundaries")
    held = any(token.low in words("voices", "titles") for token in tokens[left:comma])
    return left if opens and held else name


def _hard(tokens: Tokens, at: int) -> bool:
    """Whether what begins at *at* can only be put in between, and be no subject: "who ...", "45", "speaking"."""
    word = low(tokens, at)
    return word in _grammar("relatives") | _grammar("prepositions") or word.isdigit() or word.endswith(("ing", "ed"))


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
    if (
        first.low in _grammar("relatives")
        or first.low.endswith("ing")
        or first.low in {"in", "on", "at", "himself", "herself", "who"}
    ):
        return True
    if first.low.isdigit() and end - start <= 2:
        return True
    if any(word in words("forms", "auxiliaries") for word in lows):
        return False
    if first.low in _grammar("determiners") or first.text[:1].islower():
        return first.low not in _grammar("boundaries") and first.low not in {"and", "or"}
    return any(word in words("voices", "titles") for word in lows) or "'s" in " ".join(lows) or "of" in lows


def _phrase(tokens: Tokens, end: int, floor: int) -> int:
    """Return where the noun phrase that ends at *end* begins."""
    start: int | None = _core(tokens, end, floor)
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
        left = _core(tokens, start - 1, floor)
        return _relative(tokens, start, floor) if _idle(tokens, left, start - 1) else left
    if joint in {"and", "or", "&"}:
        return _listed(tokens, start - 1, floor)
    if joint.endswith("ing") and definite and tokens[start - 2].kind == WORD:
        return _core(tokens, start - 1, floor)
    return _relative(tokens, start, floor)


def _idle(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a stretch is empty or holds only prepositions and times."""
    return all(
        token.low in _grammar("prepositions") or is_time(tokens, n) for n, token in enumerate(tokens[start:end], start)
    )


def _core(tokens: Tokens, end: int, floor: int) -> int:
    """Return where the words before *end* stop being one determiner, its modifiers and a noun."""
    at = end
    while at > floor:
        token = tokens[at - 1]
        if token.low == ")" and at > floor + 2:
            at = _bracket(tokens, at - 1, floor)
            continue
        if _closed(tokens, at - 1, end) or _verbal(tokens, at - 1, end):
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
        return not (word in {"only", "then", "now"} and _determined(tokens, at))  # "the town's only baker"
    if word in _grammar("pronouns") or (word in _grammar("objects") and word != "her"):
        return True
    if at < end - 1 and word.endswith("s") and token.text[0].islower() and tokens[at + 1].text[0].isupper():
        return not word.endswith("'s")
    return is_time(tokens, at) and not (at + 1 < end and tokens[at + 1].text[0].isupper())


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
    forms = lexicon().forms.get(word, ())
    if any(form.shape != "ing" and "anything" in form.takes and not form.noun for form in forms):
        return True
    if forms and forms[0].shape == "third" and not forms[0].noun and at < end - 1:
        return True
    previous = low(tokens, at - 1)
    if word.endswith("ly") and len(word) > 4 and tokens[at].text[0].islower():
        return previous not in _grammar("determiners") and word not in _grammar("in_ly")
    if word.endswith("ed") and at < end - 1 and tokens[at].text[0].islower():
        opens = after in _grammar("determiners") or (tokens[at + 1].text[0].isupper() and bool(previous))
        return opens and previous not in _grammar("determiners") and not previous.endswith("ly")
    return False


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
    """Like `_phrase`, without looking over another "and"."""
    start = _core(tokens, end, floor)
    while start > floor + 1 and tokens[start - 1].low in _grammar("prepositions") - {"with"}:
        left = _core(tokens, start - 1, floor)
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
            left = _core(tokens, at, floor)
            told = any(low(tokens, n) in lexicon().forms for n in range(max(floor, left - 3), at))
            return left if left < at and not told else None
    return None
