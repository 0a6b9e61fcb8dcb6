"""A document as its finders saw it, looked up by passage, sentence and clause. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from claimline.codebook import ActorMention, Codebook, language
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Sentence, clauses
from claimline.model import Document, Passage, Said, When

#: A sentence is shown as context up to this many characters on either side of its claim.
CONTEXT = 300

Stretch = tuple[int, int]
Window = tuple[str | None, str | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One document with what was found in it; what is found by passage stands under the passage's id.

    `stored` is the text as it stands, `text` the same flattened and unwrapped, character for character, and `scene`
    that laid out for reading. `windows`
    gives the days between which a newest-first page puts a passage; `people` the persons named, by each word of
    their names, in the order of the text.
    """

    document: Document
    stored: str
    text: str
    scene: Scene
    codebook: Codebook
    passages: Sequence[Passage]
    starts: Sequence[int]
    sentences: Mapping[str, Sequence[Sentence]]
    whens: Mapping[str, Sequence[When]]
    said: Mapping[str, Sequence[Said]]
    mentions: Mapping[str, Sequence[ActorMention]]
    people: Mapping[str, Sequence[ActorMention]]
    windows: Mapping[str, Window]
    #: Whose voice each saying is, once it has been made out: it is asked of every number and statement in it.
    voices: dict[Said, Any] = field(default_factory=dict, compare=False)

    @property
    def outlet(self) -> str:
        """Return the name of the outlet, or the word for one whose name is not known."""
        return self.document.publisher or str(language("voices")["narrator"])

    def passage(self, start: int) -> Passage | None:
        """Return the passage that *start* is in."""
        return passage_at(self.passages, self.starts, start)

    def head(self, item: Passage) -> Sequence[When]:
        """Return the times of what leads the running list that *item* is in: "On Monday: * this * that"."""
        line = self.text.rfind("\n", 0, item.start) + 1
        lead = self.passages[bisect_left(self.starts, line)]
        return () if lead.kind == "list_item" or item.kind != "list_item" else self.whens[lead.id]

    def sentence(self, passage: Passage, start: int, end: int) -> Stretch:
        """Return the sentence around a stretch of *passage*."""
        return _around([(one.start, one.end) for one in self.sentences[passage.id]], start, end)

    def clause(self, passage: Passage, start: int, end: int) -> Stretch:
        """Return the clause around a stretch of *passage*."""
        own = next((one for one in self.sentences[passage.id] if one.start <= start < one.end), None)
        return _around(clauses(self.text, own), start, end) if own else (start, end)

    def context(self, passage: Passage, start: int, end: int) -> tuple[str, int]:
        """Return the stored sentence around a stretch, and where it starts; of a very long one the near part."""
        left, right = self.sentence(passage, start, end)
        left, right = max(left, start - CONTEXT), min(right, end + CONTEXT)
        return self.stored[left:right], left


def _around(parts: Sequence[Stretch], start: int, end: int) -> Stretch:
    near = [part for part in parts if part[0] < end and start < part[1]]
    return (min(start, near[0][0]), max(end, near[-1][1])) if near else (start, end)


def passage_at(passages: Sequence[Passage], starts: Sequence[int], start: int) -> Passage | None:
    """Return which of *passages*, that begin at *starts*, holds *start*."""
    number = bisect_right(starts, start) - 1
    return passages[number] if number >= 0 and start < passages[number].end else None


def by_passage(
    passages: Sequence[Passage], rows: Iterable[T], stretch: Callable[[T], Stretch]
) -> Mapping[str, Sequence[T]]:
    """Return *rows* under the id of each passage that their *stretch* reaches into, in their own order."""
    starts = [passage.start for passage in passages]
    found: dict[str, list[T]] = {passage.id: [] for passage in passages}
    for row in rows:
        start, end = stretch(row)
        first = max(0, bisect_right(starts, start) - 1)
        for passage in passages[first : bisect_right(starts, max(start, end - 1))]:
            if start < passage.end:
                found[passage.id].append(row)
    return found


def by_name(text: str, mentions: Iterable[ActorMention]) -> Mapping[str, Sequence[ActorMention]]:
    """Return the persons among *mentions* under each word by which *text* names them."""
    found: dict[str, list[ActorMention]] = defaultdict(list)
    for one in mentions:
        if one.actor.kind == "person":
            for word in text[one.start : one.end].split():
                found[word].append(one)
    return found


def reach(said: Said) -> Stretch:
    """Return the stretch from the first to the last character of an attribution and what it reports."""
    spans = [span for span in (said.cue, said.source, said.content) if span]
    return min(span.start for span in spans), max(span.end for span in spans)
