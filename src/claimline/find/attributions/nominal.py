"""Find what a noun attributes: "accusations that ...", "the claim by X that ...", "X's demand for ...". Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import says_nothing_more
from claimline.find.attributions.prose import WORD, Sentence
from claimline.find.attributions.subjects import before
from claimline.find.attributions.takes import TAKES
from claimline.find.attributions.tokens import Cue, Range, Tokens, closing, is_adverb, low, trimmed
from claimline.find.attributions.words import lexicon, words

_forms = partial(words, "forms")


def said_that(sentence: Sentence, at: int) -> Cue | None:
    """Read "accusations that ..." and "the claim by X that ..."."""
    tokens = sentence.tokens
    that, source = at + 1, None
    if low(tokens, at + 1) in {"by", "from", "of"}:
        source = after(tokens, at + 2, apposed=False)
        that = source[1] if source else at + 1
    if low(tokens, that) != "that" or says_nothing_more(tokens, that + 1):
        return None
    if _verb_follows(tokens, that + 1) or _handled(tokens, that + 1):
        return None
    source = source or _owner(tokens, at)
    leads = at == 0 or (source is not None and source[0] == 0)
    content = trimmed(tokens, (that + 1, _second_verb(tokens, that + 1) if leads else closing(tokens)))
    return Cue(at, at + 1, lexicon().nominal(tokens[at].low), source, content, "noun")


def _second_verb(tokens: Tokens, start: int) -> int:
    """Return where the main verb of a sentence begins whose subject is a noun with its clause at *start*."""
    end = closing(tokens)
    verbs = [n for n in range(start, end) if low(tokens, n) in _forms("auxiliaries")]
    apart = [n for n in verbs[1:] if n - 1 not in verbs and low(tokens, n - 1) not in {"to", "not"}]
    return apart[0] if apart and verbs[0] != start else end


def _verb_follows(tokens: Tokens, at: int) -> bool:
    """Whether a verb follows "that" at once, which makes it a relative: "claims that (initially) set off"."""
    at += is_adverb(tokens, at)
    word = low(tokens, at)
    return (
        word in _forms("auxiliaries")
        or word in words("grammar", "finite")
        or word in lexicon().forms
        or word.endswith("ed")
    )


def _handled(tokens: Tokens, at: int) -> bool:
    """Whether the clause at *at* only tells what is done to the words: "a report that the bureau sent to the court"."""
    for n in range(at + 1, min(at + 10, len(tokens))):
        if tokens[n].low in words("nouns", "handled") and low(tokens, n - 1) not in _forms("be"):
            last = n + 1 + is_adverb(tokens, n + 1)
            return says_nothing_more(tokens, last) or low(tokens, last) in _forms("auxiliaries")
        if tokens[n].kind != WORD:
            return False
    return False


def _owner(tokens: Tokens, at: int) -> Range | None:
    """Return the possessor right before a noun and its adjectives: "Larsen's new claim", "his claim"."""
    for end in range(at, max(0, at - 3), -1):
        word = low(tokens, end - 1)
        if word.endswith(("'s", "s'")):
            return before(tokens, end)
        if word in {"his", "her", "their", "its", "our", "my"}:
            return end - 1, end
        if word in words("grammar", "determiners") or tokens[end - 1].kind != WORD:
            return None
    return None


def answer_to(sentence: Sentence, at: int) -> Cue | None:
    """Read "official dismissals of the claim"."""
    tokens = sentence.tokens
    if low(tokens, at + 1) != "of" or not any(
        low(tokens, n) in words("nouns", "matters") for n in range(at + 2, at + 6)
    ):
        return None
    return Cue(
        at,
        at + 1,
        lexicon().answers[tokens[at].low],
        _owner(tokens, at),
        trimmed(tokens, (at + 2, closing(tokens))),
        "noun",
    )


def plea(sentence: Sentence, at: int) -> Cue | None:
    """Read "X's demand for ..." and "their pledge to ...": a noun of asking or promising that somebody owns."""
    tokens = sentence.tokens
    joint = lexicon().pleas[tokens[at].low]
    source = _owner(tokens, at)
    if source is None or low(tokens, at + 1) != joint or (joint == "to" and not TAKES["act"](tokens, at + 1)):
        return None
    start = at + 1 if joint == "to" else at + 2
    content = trimmed(tokens, (start, _second_verb(tokens, start) if source[0] == 0 else closing(tokens)))
    return Cue(at, at + 1, lexicon().nominal(tokens[at].low), source, content, "noun") if content else None
