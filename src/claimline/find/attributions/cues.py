"""Find what attributes in one sentence: the cue, who is said to speak, and where the content stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import says_nothing_more
from claimline.find.attributions.group import verb_group
from claimline.find.attributions.headlines import marked
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
    is_adverb,
    low,
    trimmed,
)
from claimline.find.attributions.verbs import read_verb
from claimline.find.attributions.words import lexicon, words

_forms = partial(words, "forms")


def cues(sentence: Sentence) -> list[Cue]:
    """Return the cues of *sentence*, left to right; none overlaps another."""
    tokens, found = sentence.tokens, []
    last = free = 0  # where the cue before ends, and where what it says begins
    for at, token in enumerate(tokens):
        if token.kind != WORD or at < last or (at and token.text[0].isupper() and not sentence.headline):
            continue
        for reader in _readers(token.low):
            cue = reader(sentence, at)
            if cue is not None and cue.first >= (last if cue.rule == "citing" else free):
                found.append(cue)
                last, free = cue.last, max(free, cue.last, cue.content[0] if cue.content else 0)
                break
    mark = marked(sentence) if not found else None
    return [mark] if mark else found


def _readers(word: str) -> list[Callable[[Sentence, int], Cue | None]]:
    table = lexicon()
    readers: list[Callable[[Sentence, int], Cue | None]] = []
    if word in table.openings:
        readers.append(_according)
    if word in _forms("quoting"):
        readers.append(_quoted)
    if word in table.forms:
        readers.append(read_verb)
    if word in table.hedges:
        readers.append(_hedge)
    if word == "as":
        readers.append(_put)
    if word in table.clausal:
        readers.append(_noun)
    if word in table.answers:
        readers.append(_answer)
    return readers


def _according(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    for phrase in lexicon().according:
        end = at + len(phrase)
        if tuple(token.low for token in tokens[at:end]) != phrase:
            continue
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
    """Read "as X put it", before what X says or after it."""
    tokens = sentence.tokens
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


def _noun(sentence: Sentence, at: int) -> Cue | None:
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
            return says_nothing_more(tokens, last)
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


def _answer(sentence: Sentence, at: int) -> Cue | None:
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
