"""A text laid out for reading: its sentences, their words, the known names in it. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claimline.codebook import ActorMention, Codebook, flat
from claimline.find.sentences import Sentence, Word, sentences, words


@dataclass(frozen=True, slots=True)
class Scene:
    """One text, flattened, with a list of words for each sentence and the actors named in it."""

    text: str
    codebook: Codebook
    sentences: Sequence[Sentence]
    words: Sequence[Sequence[Word]]
    mentions: Sequence[ActorMention]

    def named(self, start: int, end: int) -> Sequence[ActorMention]:
        """Return the names of known actors between *start* and *end*."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def paragraph(self, number: int) -> tuple[int, int] | None:
        """Return the (start, end) of the paragraph of *number*; None where there is none."""
        inside = [sentence for sentence in self.sentences if sentence.paragraph == number]
        return (inside[0].start, inside[-1].end) if inside else None


def scene(text: str, codebook: Codebook) -> Scene:
    """Return *text* laid out under *codebook*."""
    plain = flat(text)
    found = sentences(plain)
    return Scene(plain, codebook, found, [words(plain, s.start, s.end) for s in found], codebook.mentions(plain))
