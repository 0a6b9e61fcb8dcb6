"""An extract document by document: each with its text and its statements in their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimline.codebook import flat
from claimline.model import Attribution, Claim, Extract, Stance, Time
from claimline.read.passages import unwrapped
from claimline.weigh.days import Days
from claimline.weigh.groups import grouped

_SENTENCE = re.compile(r"[.!?][\"')\]]*\s|\n")
_LONGEST = 1000  # characters of a sentence, at most, that are looked at before a place


@dataclass(frozen=True, slots=True)
class Story:
    """One document's statements in the order of its text.

    `stored` is the text as it stands, `text` the same flattened and unwrapped, character for character; `published`
    holds the first and the last day on which it can have come out.
    """

    document: str
    stored: str
    text: str
    claims: Sequence[Claim]
    stances: Sequence[Stance]
    attributions: Sequence[Attribution]
    times: Sequence[Time]
    published: Days


def stories(extract: Extract, texts: Mapping[str, str]) -> list[Story]:
    """Return the story of each document of *texts*, the stored texts by name."""
    passages, claims = grouped(extract.passages, _document), grouped(extract.claims, _document)
    stances, attributions = grouped(extract.stances, _document), grouped(extract.attributions, _document)
    times = grouped(extract.times, _document)
    published = {row.document: (row.published_earliest, row.published_latest) for row in extract.documents}
    return [
        Story(
            document=name,
            stored=text,
            text=flat(unwrapped(text, sorted(passages.get(name, []), key=_start))),
            claims=sorted(claims.get(name, []), key=_start),
            stances=sorted(stances.get(name, []), key=_start),
            attributions=sorted(attributions.get(name, []), key=_start),
            times=sorted(times.get(name, []), key=_start),
            published=published.get(name, (None, None)),
        )
        for name, text in sorted(texts.items())
    ]


def sentence(story: Story, place: int) -> tuple[int, int]:
    """Return where the sentence of *story* around *place* starts and ends."""
    before = [stop.end() for stop in _SENTENCE.finditer(story.text, max(0, place - _LONGEST), place)]
    after = _SENTENCE.search(story.text, place)
    return before[-1] if before else max(0, place - _LONGEST), after.start() if after else len(story.text)


def _start(row: Any) -> int:
    return int(row.cue_start if isinstance(row, Attribution) else row.start)


def _document(row: Any) -> str:
    return str(row.document)
