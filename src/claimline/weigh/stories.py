"""An extract document by document: each with its text and its statements in their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimline.codebook import flat
from claimline.model import Attribution, Claim, Extract, Stance, Time
from claimline.read.passages import unwrapped
from claimline.weigh.groups import grouped

#: The first and the last day of something, ISO; an open side is None.
Days = tuple[str | None, str | None]

_SENTENCE = re.compile(r"[.!?][\"')\]]*\s|\n")
#: Roles of a time expression that never date a statement.
_LONGEST = 1000  # characters of a sentence, at most, that are looked at before a place
_SIDELINED = frozenset({"attributive", "background", "state", "digest-header"})


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


def said(story: Story, row: Attribution) -> Days:
    """
    Return the days on which *row* can have been said: those that its own sentence gives, or else those of the page.

    A day inside what is said dates what it tells of; of a quotation, the sentence that tells who speaks gives the day.
    """
    around = [one for one in story.attributions if one.actor == row.actor and covers(one, row.cue_start)]
    for one in (row, *around):
        start, end = sentence(story, one.cue_start)
        beside = [
            time for time in story.times if start <= time.start and time.end <= end and not covers(one, time.start)
        ]
        dated = [time for time in beside if time.earliest and time.latest and time.role not in _SIDELINED]
        if dated:
            return dated[0].earliest, dated[0].latest
    return story.published


def covers(row: Attribution, place: int) -> bool:
    """Tell whether *place* stands in what *row* says."""
    return (
        row.content_start is not None and row.content_end is not None and row.content_start <= place < row.content_end
    )


def _start(row: Any) -> int:
    return int(row.cue_start if isinstance(row, Attribution) else row.start)


def _document(row: Any) -> str:
    return str(row.document)
