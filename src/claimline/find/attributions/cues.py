"""Find what attributes in one sentence: the cue, who is said to speak, and where the content stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cache, partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import says_nothing_more
from claimline.find.attributions.group import verb_group
from claimline.find.attributions.headlines import marked
from claimline.find.attributions.nominal import answer_to, plea, said_that
from claimline.find.attributions.passives import minded
from claimline.find.attributions.prose import WORD, Sentence
from claimline.find.attributions.subjects import before
from claimline.find.attributions.tokens import (
    Cue,
    Range,
    Tokens,
    around,
    clause,
    closing,
    content_start,
    low,
    trimmed,
)
from claimline.find.attributions.verbs import read_verb
from claimline.find.attributions.words import lexicon, words

_forms = partial(words, "forms")

Reader = Callable[[Sentence, int], Cue | None]


def cues(sentence: Sentence) -> list[Cue]:
    """Return the cues of *sentence*, left to right; none overlaps another."""
    tokens = sentence.tokens
    found: list[Cue] = []
    last = free = 0  # where the cue before ends, and where what it says begins
    for at, token in enumerate(tokens):
        if token.kind != WORD or at < last or (at and token.text[0].isupper() and not sentence.headline):
            continue
        for listed, reader in _tables():
            cue = reader(sentence, at) if token.low in listed else None
            if cue is not None and reader is said_that and _told_already(found, at):
                cue = None
            if cue is not None and cue.first >= (last if cue.rule in {"citing", "coordinated"} else free):
                found.append(cue)
                last, free = cue.last, max(free, cue.last, cue.content[0] if cue.content else 0)
                break
    mark = marked(sentence) if not found else None
    return [mark] if mark else found


def _told_already(found: list[Cue], at: int) -> bool:
    """Whether the noun at *at* is what the verb before it expresses: "expressed hope that"."""
    return bool(found) and found[-1].cue_class == "expresses" and found[-1].last == at


@cache
def _tables() -> tuple[tuple[Container[str], Reader], ...]:
    """Return which words each reader is tried at, in the order in which they are tried."""
    table = lexicon()
    return (
        (table.openings, _according),
        (_forms("quoting"), _quoted),
        (table.forms, read_verb),
        (table.minded, minded),
        (table.hedges, _hedge),
        ({"as", "how"}, _put),
        (table.clausal, said_that),
        (table.pleas, plea),
        (table.answers, answer_to),
    )


def _according(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    for phrase in lexicon().according:
        end = at + len(phrase)
        if tuple(token.low for token in tokens[at:end]) != phrase:
            continue
        if phrase == ("per",) and at and low(tokens, at - 1) not in {",", "("}:
            return None  # "40 euros per day"
        opens = at == 0 or low(tokens, at - 1 - (low(tokens, at - 1) == ",")) in {"and", "but", "while", "that"}
        source = after(tokens, end, apposed=not opens)
        if source is None:
            return None
        content = (
            (source[1] + (low(tokens, source[1]) == ","), closing(tokens)) if opens else (content_start(tokens, at), at)
        )
        content = content if opens else around(tokens, content, source[1])
        return Cue(at, end, "says", source, trimmed(tokens, content), "according")
    return None


def _hedge(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    cue_class = lexicon().hedges[tokens[at].low]
    if not tokens[at].low.endswith("ly") and (at + 1 >= len(tokens) or tokens[at + 1].kind != WORD):
        return None
    return Cue(at, at + 1, cue_class, None, clause(tokens, at), "hedge")


def _put(sentence: Sentence, at: int) -> Cue | None:
    """Read "as X put it", before what X says or after it, and "..., is how X puts it"."""
    tokens = sentence.tokens
    if tokens[at].low == "how" and low(tokens, at - 1) not in _forms("be"):
        return None
    verb = next((n for n in range(at + 2, min(at + 9, len(tokens))) if tokens[n].low in _forms("put")), None)
    if verb is None or low(tokens, verb + 1) != "it":
        return None
    source = before(tokens, verb)
    if source is None or source[0] != at + 1:
        return None
    told = (verb + 2, closing(tokens)) if at == 0 else (content_start(tokens, at), at)
    told = told if at == 0 else around(tokens, told, verb + 2)
    return Cue(verb, verb + 2, "says", source, trimmed(tokens, told), "put")


def _quoted(sentence: Sentence, at: int) -> Cue | None:
    """Read "X quoted Y as saying" and "Y was quoted as saying": Y is the source, X the carrier."""
    tokens = sentence.tokens
    stop = next(
        (
            n
            for n in range(at + 1, min(at + 14, len(tokens) - 1))
            if tokens[n].low == "as" and tokens[n + 1].low in _forms("sayings")
        ),
        None,
    )
    if stop is None:
        return None
    group = verb_group(tokens, at, 1, "past")
    if tokens[at].low == "reported" and not group.passive:
        return None
    if group.passive:
        source = before(tokens, group.first)
        return Cue(group.first, stop + 2, "says", source, _told(tokens, source, group.first, stop + 2), "quoted")
    content = trimmed(tokens, (stop + 2 + (low(tokens, stop + 2) == "that"), closing(tokens)))
    carrier = before(tokens, group.first)
    return Cue(group.first, at + 1, "says", after(tokens, at + 1), content, "quoted", carrier)


def _told(tokens: Tokens, source: Range | None, first: int, last: int) -> Range | None:
    """Return what follows the cue, or what stands before its source if nothing does."""
    if not says_nothing_more(tokens, last):
        return trimmed(tokens, (last, closing(tokens)))
    end = source[0] if source else first
    return trimmed(tokens, (content_start(tokens, end), end))
