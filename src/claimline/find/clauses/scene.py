"""A text laid out for reading: its sentences, their words, the known names in it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimline.codebook import ActorMention, Codebook, flat
from claimline.find.clauses.sentences import Sentence, Word, sentences, words

Stretch = tuple[int, int]

_LONGEST = 4000  # characters; what runs on for longer is a table or damage, and its words are not read


_TURN = re.compile(r"(?:Q|QUESTION)(?::|\s\s)|((?:[A-Z][A-Z.'-]+ ){0,4}[A-Z][A-Z'-]+):\s")


@dataclass(frozen=True, slots=True)
class Scene:
    """One text, flattened, with a list of words for each sentence and the actors named in it.

    `turns` has for each sentence the (start, end) of the name under which a transcript puts it ("MR. HOLM: ..."),
    and `asked` that of the question which such a turn answers. `cuts` are the ends at which a page cut the text off.
    """

    text: str
    codebook: Codebook
    sentences: Sequence[Sentence]
    words: Sequence[Sequence[Word]]
    mentions: Sequence[ActorMention]
    turns: Sequence[Stretch | None]
    asked: Sequence[Stretch | None]
    cuts: frozenset[int] = frozenset()

    def named(self, start: int, end: int) -> Sequence[ActorMention]:
        """Return the names of known actors between *start* and *end*."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def follows_name(self, number: int, at: int) -> bool:
        """Tell whether word *at* of sentence *number* comes right after a known name: "Oslo to send"."""
        words = self.words[number]
        before = self.named(words[max(0, at - 6)].start, words[at - 1].end) if at else ()
        return bool(before) and not before[-1].adjective and before[-1].end == words[at - 1].end

    def compound(self, number: int, at: int) -> bool:
        """Tell whether word *at* of a headline is part of a noun: "Union delays strike vote" has its verb already."""
        words = self.words[number]
        if not self.sentences[number].headline or not at or not words[at - 1].lower.endswith("s"):
            return False
        before = self.named(words[max(0, at - 6)].start, words[at - 1].end)
        return bool(before) and not before[-1].adjective and before[-1].end < words[at - 1].end

    def question(self, start: int) -> str:
        """Return the question that the turn around *start* answers; "" where it answers none."""
        number = bisect_right(self.sentences, start, key=lambda sentence: sentence.start) - 1
        asked = self.asked[number] if number >= 0 else None
        return self.text[slice(*asked)] if asked else ""

    def paragraph(self, number: int) -> tuple[int, int] | None:
        """Return the (start, end) of the paragraph of *number*; None where there is none."""
        first = bisect_left(self.sentences, number, key=lambda sentence: sentence.paragraph)
        last = bisect_left(self.sentences, number + 1, key=lambda sentence: sentence.paragraph)
        return (self.sentences[first].start, self.sentences[last - 1].end) if first < last else None


def _turns(text: str, found: Sequence[Sentence]) -> Iterator[tuple[Stretch | None, Stretch | None]]:
    """Yield the label of the turn that each sentence is in, and the question that it answers.

    A question is nobody's turn.
    """
    turn: Stretch | None = None
    asked: Stretch | None = None
    asking: int | None = None
    for sentence in found:
        if label := _TURN.match(text, sentence.start, sentence.end):
            asked = (asking, sentence.start) if label[1] and asking is not None else None
            turn, asking = (label.span(1), None) if label[1] else (None, sentence.start)
        yield turn, asked


def scene(text: str, codebook: Codebook, cuts: Iterable[int] = ()) -> Scene:
    """Return *text*, which a page cut off at each of *cuts*, laid out under *codebook*."""
    plain = flat(text)
    found = sentences(plain)
    read = [words(plain, s.start, s.end) if s.end - s.start <= _LONGEST else [] for s in found]
    turns = list(_turns(plain, found))
    labels, asked = [turn for turn, _ in turns], [question for _, question in turns]
    return Scene(plain, codebook, found, read, list(_mentions(plain, codebook)), labels, asked, frozenset(cuts))


def _mentions(text: str, codebook: Codebook) -> Iterator[ActorMention]:
    """Yield the names in *text*; one with "'s" only describes what follows, listed as an adjective or not."""
    for mention in codebook.mentions(text):
        owns = text.startswith("'s", mention.end)
        yield replace(mention, adjective=True) if owns else mention
