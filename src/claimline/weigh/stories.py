"""An extract document by document: each with its text and its statements in their order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimline.codebook import flat
from claimline.model import Attribution, Claim, Extract, Stance, Time
from claimline.read.passages import unwrapped


@dataclass(frozen=True, slots=True)
class Story:
    """One document's statements in the order of its text.

    `stored` is the text as it stands, `text` the same flattened and unwrapped, character for character.
    """

    document: str
    stored: str
    text: str
    claims: Sequence[Claim]
    stances: Sequence[Stance]
    attributions: Sequence[Attribution]
    times: Sequence[Time]


def stories(extract: Extract, texts: Mapping[str, str]) -> list[Story]:
    """Return the story of each document of *texts*, the stored texts by name."""
    passages, claims, stances, attributions, times = (
        _by_document(rows)
        for rows in (extract.passages, extract.claims, extract.stances, extract.attributions, extract.times)
    )
    return [
        Story(
            document=name,
            stored=text,
            text=flat(unwrapped(text, sorted(passages[name], key=_start))),
            claims=sorted(claims[name], key=_start),
            stances=sorted(stances[name], key=_start),
            attributions=sorted(attributions[name], key=_start),
            times=sorted(times[name], key=_start),
        )
        for name, text in sorted(texts.items())
    ]


def _start(row: Any) -> int:
    return int(row.cue_start if isinstance(row, Attribution) else row.start)


def _by_document(rows: Sequence[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    return found
