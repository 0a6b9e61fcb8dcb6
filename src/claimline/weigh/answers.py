"""Link what the text itself links: who backs, doubts, denies or plays down what, and who shows evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Codebook, language, pattern
from claimline.model import Attribution, Claim, Link, Span
from claimline.weigh.evidence import shown
from claimline.weigh.likeness import alike, repeated
from claimline.weigh.links import Row, link
from claimline.weigh.matters import Spoken
from claimline.weigh.references import Known, Reference, reference, targets
from claimline.weigh.stories import Story, sentence


@dataclass(frozen=True, slots=True)
class Cue:
    """The words with which the speaker of `row` answers, and what they say of what they answer."""

    row: Attribution
    start: int
    end: int
    relation: str
    rule: str


def stated(story: Story, codebook: Codebook, spoken: Spoken) -> list[Link]:
    """Return the links that the text of *story* states; *spoken* holds the claims of every document by their voice."""
    known = Known(story, codebook, spoken)
    return [*_answers(known), *alike(known), *repeated(story), *shown(known)]


def _answers(known: Known) -> Iterator[Link]:
    story = known.story
    thread: dict[str, Row] = {}  # a claim that backs another, and the one that it backs
    doubted: set[str] = set()
    for cue in _cues(story):
        pointer = reference(known, cue.end)
        if pointer is None:
            continue
        source = _own_claim(story, cue)
        for target in _first_told(targets(known, cue.row, pointer), pointer, thread):
            relation = _relation(cue, source, target, doubted)
            if relation in ("supports", "backs_partly") and source and isinstance(target, Claim):
                thread[source.id] = target
            if relation == "cannot_confirm":
                doubted.add(target.id)
            start, end = min(cue.start, pointer.start), max(cue.end, pointer.end)
            words = (story.document, Span(start, end, story.stored[start:end]))
            yield link(source or cue.row, target, relation, cue.rule, words)


def _first_told(found: list[Row], pointer: Reference, thread: dict[str, Row]) -> list[Row]:
    """Return *found* with the statement first that the last one backs: "this narrative" is the one that began it."""
    if not found:
        return []
    first = found[-1]
    while first.id in thread and thread[first.id] is not found[-1]:
        first = thread[first.id]
    plural = pointer.noun in language("answers")["grammar"]["plural"]
    return list(dict.fromkeys([first, *found])) if plural else [first]


def _relation(cue: Cue, source: Claim | None, target: Row, doubted: set[str]) -> str:
    """
    Return the relation of *cue*, made exact by what the text holds.

    Backing with another figure is partial. The narrator's talk of denials, by nobody named, where those who are
    named only could not confirm, tells it wrongly.
    """
    if cue.relation == "supports" and source and isinstance(target, Claim):
        same = (source.low, source.high, source.status) == (target.low, target.high, target.status)
        return cue.relation if same else "backs_partly"
    if cue.relation == "denies" and cue.row.actor_code is None and target.id in doubted:
        return "mischaracterises"
    return cue.relation


def _cues(story: Story) -> Iterator[Cue]:
    """Yield the answers of *story* in the order of its text: attributions that answer, and answers inside others."""
    relations = language("answers")["relations"]
    starts = {row.cue_start for row in story.attributions}
    for row in story.attributions:
        if row.cue_class in relations:
            yield Cue(row, row.cue_start, row.cue_end, relations[row.cue_class], f"answer.{row.cue_class}")
        elif row.actor and row.content_start is not None and row.content_end is not None:
            found = _unsaid().match(story.text, row.content_start, row.content_end)
            if found and found.start("cue") not in starts:
                yield Cue(row, found.start("cue"), found.end(), "cannot_confirm", "answer.cannot_confirm")


@cache
def _unsaid() -> re.Pattern[str]:
    """Return the pattern of a speaker's doubt at the head of what is reported: "explained that he can't confirm"."""
    words = language("answers")["unsaid"]
    return re.compile(rf"(?:that )?(?:{'|'.join(words['speakers'])}) (?P<cue>{pattern(words['doubts']).pattern})")


def _own_claim(story: Story, cue: Cue) -> Claim | None:
    """Return what the speaker of *cue* claims in the same sentence: "backed it, saying that 1,500 had been sent"."""
    end = sentence(story, cue.end)[1]
    actor = cue.row.actor
    return next((one for one in story.claims if cue.end <= one.start < end and actor and one.actor == actor), None)
