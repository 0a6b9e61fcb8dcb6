"""Tell what stands in a sentence's tokens: times, names, settings, and where clauses end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from claimline.find.attributions.prose import WORD, Token
from claimline.find.attributions.words import words

Range = tuple[int, int]
Tokens = Sequence[Token]

_grammar = partial(words, "grammar")
_forms = partial(words, "forms")

# Determiners that stand by themselves: "some say", "another calls it".
STANDING = frozenset(
    {"some", "others", "many", "few", "most", "all", "both", "one", "several", "this", "these", "those"}
    | {"another", "each", "neither"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token positions in its sentence. `content` is None where another sentence or clause must give it."""

    first: int
    last: int
    cue_class: str
    source: Range | None
    content: Range | None
    rule: str  # before, after, inverted, coordinated, participle, infinitive, passive, citing, noun, hedge, ...
    carrier: Range | None = None


def low(tokens: Tokens, at: int) -> str:
    """Return the token at *at* in small letters, and "" outside the sentence."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def is_time(tokens: Tokens, at: int) -> bool:
    """Whether a word of time stands at *at*: a weekday, a month, "yesterday", a day or year after a month."""
    word = low(tokens, at)
    if word in _grammar("times"):
        if word in _grammar("first_names") and _names_person(tokens, at):
            return False
        return word not in {"may", "march", "mar"} or tokens[at].text[0].isupper()
    before = at - 2 if low(tokens, at - 1) in {".", ","} else at - 1
    return word.isdigit() and len(word) <= 4 and low(tokens, before) in _grammar("times")


def _names_person(tokens: Tokens, at: int) -> bool:
    """Whether what may be a month at *at* is a first name: "Jan Kos", but not "in April Reuters"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    named = following is not None and following.text[0].isupper() and following.low not in _grammar("times")
    previous = low(tokens, at - 1)
    led = previous in _grammar("time_leads") | {"of", "from", "to"} or previous[:1].isdigit()
    return named and tokens[at].text[0].isupper() and not led


def is_name(token: Token) -> bool:
    """Whether the token is written as a name or a figure."""
    return token.kind == WORD and (token.text[0].isupper() or token.text[0].isdigit())


def in_name(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a word of grammar at *at* is part of a name that *end* follows: "Access Now Africa said"."""
    if not 0 < at < len(tokens) or low(tokens, at) not in _grammar("in_names"):
        return False
    first = low(tokens, at) == "per" and at + 1 < len(tokens) and is_name(tokens[at + 1])
    written = tokens[at].text[0].isupper() and (first or is_name(tokens[at - 1]))
    return written and (end >= len(tokens) or not tokens[end].text[0].isupper())  # where all is capital, nothing tells


def is_adverb(tokens: Tokens, at: int) -> bool:
    """Whether the word at *at* may stand between auxiliary and verb: "repeatedly", "also", "not"."""
    word = low(tokens, at)
    return word in _forms("adverbs") or (
        word.endswith("ly") and len(word) > 4 and tokens[at].text[0].islower() and word not in _grammar("in_ly")
    )


def substantial(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the stretch holds a noun: more than articles, numbers and joints."""
    idle = _grammar("determiners") - STANDING
    return any(
        t.kind == WORD and t.low not in idle and t.low not in _grammar("prepositions") for t in tokens[start:end]
    )


def begins_setting(tokens: Tokens, at: int) -> bool:
    """Whether an adverbial of the statement begins at *at*: "on Tuesday", "in a statement", "late on Monday"."""
    if low(tokens, at) not in _grammar("time_leads") | {"at", "via", "under", "to"}:
        return False
    nearby = range(at + 1, min(at + (2 if low(tokens, at) == "by" else 5), len(tokens)))  # "by phone"
    for n in nearby:
        if tokens[n].kind != WORD:
            return False
        if (
            is_time(tokens, n)
            or low(tokens, n) in words("grammar", "settings")
            or low(tokens, n) in {"earlier", "later"}
        ):
            return True
        if tokens[n].text[0].isupper() and low(tokens, at) != "to":
            return False
    return low(tokens, at) in {"during", "after", "before", "since", "until"}


# ---- stretches ----


def content_start(tokens: Tokens, end: int) -> int:
    """Return where the clause that ends at *end* begins: at the sentence, or after a semicolon or dash."""
    for at in range(end - 1, -1, -1):
        if tokens[at].low in {";", "—", "–"} and end - at > 4:
            return at + 1
    return 0


def around(tokens: Tokens, content: Range, last: int) -> Range:
    """Return *content*, or the sentence where what ends at *last* only parts it: "The men, X said, met"."""
    parts = low(tokens, last) == "," and last + 1 < len(tokens) and tokens[last + 1].kind == WORD
    joined = low(tokens, last + 1) in _grammar("boundaries") | {"and", "or"} or low(tokens, last + 1).endswith("ing")
    return (content[0], closing(tokens)) if parts and not joined and content[1] - content[0] <= 4 else content


def closing(tokens: Tokens) -> int:
    """Return where the sentence ends without its closing mark."""
    end = len(tokens)
    while end > 0 and tokens[end - 1].low in {".", "!", "?", ";", "…"}:
        end -= 1
    return end


def clause(tokens: Tokens, at: int) -> Range | None:
    """Return the clause around *at*: from the last conjunction after a comma, or from a participle after a comma."""
    start = content_start(tokens, at)
    if at > 0 and low(tokens, at - 1) == ",":
        start = at
    return trimmed(tokens, (start, closing(tokens)))


def trimmed(tokens: Tokens, span: Range) -> Range | None:
    """Return *span* without marks at its ends, or None if nothing is left."""
    start, end = span
    while start < end and tokens[start].low in {",", "-", "—", "–", ":", ".", ")"}:
        start += 1
    while end > start and tokens[end - 1].low in {",", "-", "—", "–", ":", "("}:
        end -= 1
    return (start, end) if start < end else None
