"""Read running text: quotations, sentences, words, headlines and the turns of a transcript. Pure.

A sentence holds each quotation as one token, so that whoever speaks is looked for around it and never in it;
what is inside a quotation is read again as sentences of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from claimline.find.clauses.sentences import abbreviated, folded

WORD, MARK, QUOTE = "word", "mark", "quote"


class Token(NamedTuple):
    """A word, a mark or a whole quotation, with its place in the text. `low` is the word in small letters."""

    start: int
    end: int
    text: str
    low: str
    kind: str


class Turn(NamedTuple):
    """A speaker's turn in a transcript: the label's place, its name, and where the turn ends."""

    start: int
    label_end: int
    name: str
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as tokens. `inside` is the quotation it stands in, `turn` the transcript turn."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    headline: bool
    inside: tuple[int, int] | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as it reads, beside the original: its sentences in order, and the turns if it is a transcript."""

    text: str
    original: str
    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...]


def read(text: str, original: str) -> Prose:
    """Return the reading of *text*, the flattened form of *original* (same length, plain quotation marks)."""
    text = unwrapped(text)
    turns = _turns(text)
    quotations = _quotations(text, original)
    sentences = list(_sentences(text, quotations, turns))
    return Prose(text, original, tuple(sentences), turns)


_WRAP = re.compile(r"(?<=[^\n])\n(?=[^\n])")


def unwrapped(text: str) -> str:
    """Return *text* with the newlines of hard wrapping made spaces, if short lines stand in blank-line paragraphs."""
    if "\n\n" not in text or max(map(len, text.split("\n"))) > 100:
        return text
    return _WRAP.sub(" ", text)


# ---- turns -----------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?m)^(?:(?P<name>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]*){0,4}):|(?P<ask>Q):?)[ \t]+(?=\S)")


def _turns(text: str) -> tuple[Turn, ...]:
    """Return the turns, if there are three labels or more: one label alone is a dateline or a shout."""
    found = list(_LABEL.finditer(text))
    if len(found) < 3:
        return ()
    ends = [label.start() for label in found[1:]] + [len(text)]
    return tuple(
        Turn(m.start(), m.end("name") if m["name"] else m.end("ask"), m["name"] or m["ask"], m.end(), end)
        for m, end in zip(found, ends, strict=True)
    )


# ---- quotations ------------------------------------------------------------------------------------

_MARKS = re.compile(r'"|\n\s*')
_SINGLE = re.compile(r"(?<![\w'\"])'(?=\w)(?:[^'\"\n]|(?<=\w)'(?=\w)){3,400}?(?:[,.?!]'(?![\w'])|(?<=\w)'(?=[,.;:]))")


def _quotations(text: str, original: str) -> list[tuple[int, int]]:
    """Return the quotations, left to right; one that is not closed runs on if the next paragraph opens with a mark."""
    found: list[tuple[int, int]] = []
    opened, resumed = -1, -1
    for match in _MARKS.finditer(text):
        at = match.start()
        if opened < 0:
            opened = at if match[0] == '"' and _opens(text, original, at) else -1
        elif match[0] != '"' and text.startswith('"', match.end()):
            resumed = match.end()
        elif at != resumed and original[at] != "“":
            found.append((opened, at + (match[0] == '"')))
            opened = -1
    if opened >= 0:
        found.append((opened, len(text)))
    return _with_single(text, found)


def _opens(text: str, original: str, at: int) -> bool:
    if original[at] == "”":
        return False
    before = text[at - 1 : at]
    return original[at] == "“" or not (
        before.isalnum() or (before in {".", ","} and text[at + 1 : at + 2] in {" ", "\n", ""})
    )


def _with_single(text: str, double: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if "'" not in text:
        return double
    starts = [start for start, _ in double]
    extra = []
    for match in _SINGLE.finditer(text):
        position = bisect_right(starts, match.start()) - 1
        if position < 0 or double[position][1] <= match.start():
            extra.append(match.span())
    return sorted(double + extra) if extra else double


# ---- sentences -------------------------------------------------------------------------------------

_BREAK = re.compile(r"\n+|(?<=\s)\*(?=\s)|(?<![.!?…])[.!?…]++[)\]]*(?=[\s\"'])|;(?=\s)")
_STARTER = re.compile(
    r"\s+(?:The|A|An|In|He|She|It|They|But|And|On|At|This|That|These|We|I|You|His|Her|Its|Their|After|For)\b"
)


_LONGEST = 400  # tokens: what has no stop for so long is no sentence, and must not cost like one


def _sentences(text: str, quotations: list[tuple[int, int]], turns: tuple[Turn, ...]) -> Iterator[Sentence]:
    starts = [start for start, _ in quotations]
    labels = [turn.start for turn in turns]
    for begin, end, headline in _stretches(text, quotations, starts, turns):
        position = bisect_right(labels, begin) - 1
        turn = turns[position] if position >= 0 else None
        inner = quotations[bisect_right(starts, begin - 1) : bisect_right(starts, end - 1)]
        yield from _cut(list(_tokens(text, begin, end, inner)), headline, None, turn)
        for quotation in inner:
            yield from _inner(text, quotation, turn)


def _cut(tokens: list[Token], headline: bool, inside: tuple[int, int] | None, turn: Turn | None) -> Iterator[Sentence]:
    for at in range(0, len(tokens), _LONGEST):
        part = tuple(tokens[at : at + _LONGEST])
        yield Sentence(part[0].start, part[-1].end, part, headline, inside, turn)


def _inner(text: str, quotation: tuple[int, int], turn: Turn | None) -> Iterator[Sentence]:
    start, end = quotation[0] + 1, quotation[1] - (text[quotation[1] - 1] in "\"'")
    at = start
    for match in [*_BREAK.finditer(text, start, end), None]:
        if match is None or _ends(text, match):
            stop = match.end() if match else end
            yield from _cut(list(_tokens(text, at, stop, [])), False, quotation, turn)
            at = stop


def _stretches(
    text: str, quotations: list[tuple[int, int]], starts: list[int], turns: tuple[Turn, ...]
) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and headline-or-not of each sentence; a break inside a quotation is none."""
    bodies = {turn.start: turn.body for turn in turns}
    at = line = 0
    for cut, resume, newline in _cuts(text, quotations, starts):
        at = bodies.get(at, at)
        if text[at:cut].strip():
            yield at, cut, _headline(text, line, at, cut)
        at = resume
        if newline:
            line = resume


def _cuts(text: str, quotations: list[tuple[int, int]], starts: list[int]) -> Iterator[tuple[int, int, bool]]:
    for match in _BREAK.finditer(text):
        position = bisect_right(starts, match.start()) - 1
        if position >= 0 and match.start() < quotations[position][1]:
            _begin, end = quotations[position]
            if match.end() >= end - 1 and _after_quotation(text, end):
                yield end, end, False
            continue
        if match[0][0] in "\n*":
            yield match.start(), match.end(), match[0][0] == "\n"
        elif _ends(text, match):
            yield match.end(), match.end(), False
    yield len(text), len(text), False


_NEXT = re.compile(r"\s+[\"'(]?[A-Z0-9]")


def _after_quotation(text: str, end: int) -> bool:
    """Whether a sentence ends with the quotation at *end*: '... to me." The next', but not '... why?" Ann asked'."""
    return text[end - 2 : end - 1] == "." and _NEXT.match(text, end) is not None


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the mark of *match* ends a sentence and is no abbreviation's full stop."""
    if match[0][0] in "\n*":
        return True
    if match[0].rstrip(")]") != ".":
        return True
    if _NEXT.match(text, match.end()) is None and text[match.end() : match.end() + 1] != "":
        return False
    if not abbreviated(text, match.start()):
        return True
    return text[match.start() - 2 : match.start() - 1] == "." and _STARTER.match(text, match.end()) is not None


def _headline(text: str, line: int, begin: int, end: int) -> bool:
    """Whether a stretch reads as a headline: a line or bullet of its own, short, and without a full stop."""
    body = text[begin:end].strip()
    alone = (
        not text[line:begin].strip(" \t") or text[begin - 1 : begin] == "*" or "*" in text[max(line, begin - 2) : begin]
    )
    return (
        alone
        and len(body) <= 160
        and body[-1:] not in ".!?:;…,"
        and (body[-1:] != '"' or (body[0] not in '"' and body[-2:-1] not in ".!?,"))
        and not text.startswith(";", end - 1)
        and body.count(" ") >= 1
    )


_TOKEN = re.compile(r"[$€£¥]?[^\W_]+(?:(?:[-'&/.](?=[^\W_])|(?<=[0-9]),(?=[0-9]))[^\W_]+)*(?:(?<=s)'(?=\s))?|[^\s\w]|_")


# The month keeps its capital in `low`: in small letters it would be the auxiliary.
_MAY = re.compile(
    r"May(?=\s+[0-9])|(?:(?<=\b[io]n\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\bsince\s)|(?<=\buntil\s)"
    r"|(?<=\blast\s)|(?<=\bearly\s)|(?<=\blate\s)|(?<=[0-9]\s))May\b"
)


def _tokens(text: str, begin: int, end: int, quotations: list[tuple[int, int]]) -> Iterator[Token]:
    at = begin
    for start, stop in [*quotations, (end, end)]:
        for match in _TOKEN.finditer(text, at, start):
            if match[0] == "May" and _MAY.match(text, match.start()):
                yield Token(match.start(), match.end(), "May", "May", WORD)
            elif match[0].isupper() and folded(text, match) == match[0]:
                yield Token(match.start(), match.end(), match[0], match[0], WORD)
            else:
                yield from _words(match.start(), match[0])
        if stop > start:
            yield Token(start, stop, text[start:stop], "", QUOTE)
        at = max(at, stop)


_CLITIC = re.compile(r"(?i:he|she|it|they|we|you|i|who|that|there|what)(?='(?i:s|re|ve|d|ll|m)\Z)")


def _words(start: int, word: str) -> Iterator[Token]:
    """Yield the token, or two where an auxiliary clings to a pronoun ("he's")."""
    clitic = _CLITIC.match(word) if "'" in word else None
    if clitic:
        yield Token(start, start + clitic.end(), clitic[0], clitic[0].lower(), WORD)
        start, word = start + clitic.end(), word[clitic.end() :]
    kind = WORD if word[-1].isalnum() or len(word) > 1 else MARK
    yield Token(start, start + len(word), word, word.lower(), kind)
