"""Split text into paragraphs, sentences, clauses and words, each with its offsets. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimline.codebook import language


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark: as written, in lower case, and where."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item. `paragraph` numbers the paragraphs that hold text; `headline` means headline grammar."""

    start: int
    end: int
    paragraph: int
    headline: bool


_SHORT = 120  # characters of a line without a full stop that is taken for a headline

# A word keeps its hyphens and apostrophes ("long-range", "can't"), an abbreviation its points ("U.S."); a pronoun and
# the auxiliary that clings to it are two ("we", "'re").
_CLUNG = r"'(?:re|ve|ll|d|m|s)\b"
_PRONOUN = rf"(?i:\b(?:i|you|he|she|it|we|they|that|there|here|who|what)(?={_CLUNG}))"
_WORD = re.compile(rf"{_PRONOUN}|{_CLUNG}|(?:[A-Za-z]\.){{2,}}|[0-9]+(?:[.,][0-9]+)+|\w+(?:['-]\w+)*|[^\w\s]")
_PARAGRAPH = re.compile(r"(?<![^\n])[^\S\n]*+\S[^\n]*")
_BULLET = re.compile(r"(?:^|\s)[*•]\s+")
_STOP = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9])")
_FINAL = re.compile(r"[.!?:;][\"')\]]*\s*$")
_LAST_WORD = re.compile(r"[\w.]+$")
_NUMBER = re.compile(r"\.\s?[0-9]")
_JOINT = re.compile(r";|[,\s](?:but(?!\s+that\b)|though|although|whereas|while(?!\s\w+ing))\s")
_HEADLINE_JOINT = re.compile(_JOINT.pattern + r"|,\s")
_SUBORDINATE = re.compile(
    r"\W*(?:(?:but|and|however,)\s)?(?:though|although|whereas|while(?!\s\w+ing)|despite)\s", re.I
)
_LEAD = re.compile(r"\W*(?:but|though|although|whereas|and|however,)\s", re.I)


@cache
def _abbreviations(name: str) -> frozenset[str]:
    return frozenset(language("sentences")[name])


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of flattened *text* between *start* and *end*."""
    found = _WORD.finditer(text, start, end)
    return [Word(match[0], folded(text, match), match.start(), match.end()) for match in found]


def folded(text: str, word: re.Match[str]) -> str:
    """Return *word* of *text* in small letters; a name in capitals ("the WHO") keeps them, but not where all shout."""
    if word[0] not in _acronyms():
        return word[0].lower()
    around = _SHOUTED.search(text, max(0, word.start() - _NEIGHBOUR), word.start())
    return word[0].lower() if around or _SHOUT.match(text, word.end()) else word[0]


_NEIGHBOUR = 20  # characters before a word in which the one before it stands
_SHOUTED = re.compile(r"\b[A-Z]{2,}\W+\Z")
_SHOUT = re.compile(r"\W+[A-Z]{2,}\b")


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(language("sentences")["acronyms"])


def sentences(text: str) -> list[Sentence]:
    """Return the sentences and list items of flattened *text*; a line end always ends a sentence."""
    found = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        items = list(_items(text, paragraph.start(), paragraph.end()))
        for item, (start, end) in enumerate(items):
            headline = not _FINAL.search(text[start:end]) and (number == 0 or item > 0 or end - start <= _SHORT)
            found += [Sentence(s, e, number, headline) for s, e in _split(text, start, end)]
    return found


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph that bullets separate: what stands before the first, then each item."""
    for bullet in _BULLET.finditer(text, start, end):
        yield from _trimmed(text, start, bullet.start())
        start = bullet.end()
    yield from _trimmed(text, start, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        if stop[0][0] == "." and abbreviated(text, stop.start(), start):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, end)


def abbreviated(text: str, point: int, start: int = 0) -> bool:
    """Tell whether the full stop at *point* belongs to its word: "Oct.", "U.S.", an initial, "No." before a number."""
    found = _LAST_WORD.search(text, max(start, point - 20), point)
    word = found[0].lower() if found else ""
    if word in _abbreviations("numbered"):
        return _NUMBER.match(text, point) is not None
    return (
        word in _abbreviations("abbreviations")
        or ("." in word and word[0].isalpha())
        or (len(word) == 1 and word.isalpha())
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def clauses(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the (start, end) of the clauses that "but", "though", "while" and ";" join in *sentence*.

    A leading subordinate clause ("Though he denied it, ...") is one of its own; a headline's commas part clauses.
    """
    joints = _HEADLINE_JOINT if sentence.headline else _JOINT
    cuts = [sentence.start]
    if lead := _SUBORDINATE.match(text, sentence.start, sentence.end):
        comma = text.find(",", lead.end(), sentence.end)
        cuts += [comma + 1] if comma > 0 else []
    cuts += [joint.start() for joint in joints.finditer(text, cuts[-1], sentence.end)]
    bounds = zip(cuts, [*cuts[1:], sentence.end], strict=True)
    return [span for start, end in bounds for span in _bare(text, start, end)]


def _bare(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clause without the joint that opens it and the comma that closes it."""
    lead = _LEAD.match(text, start, end)
    for left, right in _trimmed(text, lead.end() if lead else start, end):
        closed = right - len(text[left:right]) + len(text[left:right].rstrip(" ,;:-"))
        left += len(text[left:right]) - len(text[left:right].lstrip(" ,;:-"))
        if left < closed:
            yield left, closed
