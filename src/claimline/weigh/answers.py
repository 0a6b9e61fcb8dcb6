"""Link what the text itself links: who backs, doubts, denies or deflects what, and who shows evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Codebook, flat, language, pattern
from claimline.model import Attribution, Claim, Link, Span
from claimline.weigh.links import Row, link
from claimline.weigh.stories import Story

_OBJECT = 90  # characters after a cue in which its object is named
_NEAR = 300  # characters between a claim and the evidence that is shown for it
_RECENT = 1000  # characters back to which "those reports" take in what is on the same matter
_SENTENCE = re.compile(r"[.!?][\"')\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that points back to a statement: "the board's claim", "those reports", "the warnings"."""

    start: int
    end: int
    noun: str
    owner: str | None


def stated(story: Story, codebook: Codebook) -> list[Link]:
    """Return the links that the text of *story* states."""
    return [*_answers(story, codebook), *_evidence(story)]


# ---- who answers what ------------------------------------------------------------------------------


def _answers(story: Story, codebook: Codebook) -> Iterator[Link]:
    relations = language("answers")["relations"]
    thread: dict[str, Claim] = {}  # a claim that backs another, and the one that it backs
    doubted: set[str] = set()
    for row in story.attributions:
        reference = _reference(story, row, codebook) if row.cue_class in relations else None
        if reference is None:
            continue
        source = _own_claim(story, row)
        for target in _targets(story, row, reference, thread):
            relation = _relation(relations[row.cue_class], row, source, target, doubted)
            if relation in ("supports", "backs_partly") and source and isinstance(target, Claim):
                thread[source.id] = target
            if relation == "cannot_confirm":
                doubted.add(target.id)
            start, end = min(row.cue_start, reference.start), max(row.cue_end, reference.end)
            words = (story.document, Span(start, end, story.stored[start:end]))
            yield link(source or row, target, relation, f"answer.{row.cue_class}", words)


def _relation(relation: str, row: Attribution, source: Claim | None, target: Row, doubted: set[str]) -> str:
    """
    Return *relation*, made exact by what the text holds.

    Backing with another figure is partial. The narrator's talk of denials, by nobody named, where those who are
    named only could not confirm, tells it wrongly.
    """
    if relation == "supports" and source and isinstance(target, Claim):
        same = (source.low, source.high, source.status) == (target.low, target.high, target.status)
        return relation if same else "backs_partly"
    if relation == "denies" and row.actor_code is None and target.id in doubted:
        return "mischaracterises"
    return relation


def _reference(story: Story, row: Attribution, codebook: Codebook) -> Reference | None:
    """Return the phrase after the cue of *row* that points back to a statement; None where there is none."""
    stop = _SENTENCE.search(story.text, row.cue_end)
    end = min(row.cue_end + _OBJECT, stop.start() if stop else len(story.text))
    found = _pointer().search(story.text, row.cue_end, end)
    if found is None:
        return None
    owner = codebook.resolve(found["owner"]) if found["owner"] else None
    return Reference(found.start(), found.end(), found["noun"].lower(), owner.label if owner else found["owner"])


@cache
def _pointer() -> re.Pattern[str]:
    words = language("answers")
    nouns = "|".join(
        sorted({noun for group in words["nouns"].values() for noun in group}, key=lambda noun: (-len(noun), noun))
    )
    pointers = "|".join(words["grammar"]["pointers"])
    owner = r"(?P<owner>(?:the )?(?!(?i:the)\b)[\w.-]+(?: [A-Z][\w.-]*){0,3})'s?"
    return re.compile(rf"(?<!\w)(?:{owner}|(?:{pointers})) (?:[a-z-]+ ){{0,2}}?(?P<noun>{nouns})(?!\w)")


def _own_claim(story: Story, row: Attribution) -> Claim | None:
    """Return what the speaker of *row* claims in the same sentence: "backed it, saying that 1,500 had been sent"."""
    stop = _SENTENCE.search(story.text, row.cue_end)
    end = stop.start() if stop else len(story.text)
    own = [one for one in story.claims if row.cue_end <= one.start < end and row.actor and one.actor == row.actor]
    return own[0] if own else None


def _targets(story: Story, row: Attribution, reference: Reference, thread: dict[str, Claim]) -> list[Row]:
    """
    Return the statements that *reference* points to: nobody answers a statement of their own.

    In a transcript "those reports" are what was asked about: a claim that the question tells of, or the question.
    """
    words = language("answers")
    cue = next((cue for cue, nouns in words["nouns"].items() if cue != "any" and reference.noun in nouns), None)
    if cue:
        said = [
            one for one in story.attributions if one.cue_class == cue and _before(one, row) and one.actor != row.actor
        ]
        return [_statement(story, said[-1])] if said else []
    others = [one for one in story.claims if one.start < row.cue_start and one.actor and not _owns(row, one.actor)]
    if reference.owner:
        others = [one for one in others if one.actor == reference.owner] or _titled(story, others, reference.owner)
    question = None if reference.owner else _question(story, row)
    if question:
        return [next((one for one in reversed(others) if one.start >= question.cue_start), question)]
    if not others:
        return []
    nearest = others[-1]
    first = nearest
    while first.id in thread and thread[first.id] is not nearest:
        first = thread[first.id]
    plural = reference.noun in words["grammar"]["plural"]
    return list(dict.fromkeys([first, *_beside(nearest, others)])) if plural else [first]


def _owns(row: Attribution, actor: str) -> bool:
    """Tell whether the speaker of *row* is *actor* or, by its title, of it: "association president Kim Lowe"."""
    own = (row.actor or "").lower()
    return row.actor == actor or actor.rpartition(" ")[2].lower() in own.split()[:-1]


def _titled(story: Story, claims: Sequence[Claim], title: str) -> list[Claim]:
    """Return those of *claims* whose source was written with *title*: "the mayor of Harrow, Ada Lee"."""
    office = title.rpartition(" ")[2].lower()
    sources = {row.id: flat(row.source or "").lower() for row in story.attributions}
    return [one for one in claims if office in sources.get(one.attribution or "", "").replace(",", " ").split()]


def _beside(nearest: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Return the last claim of each that "those reports" take in: those near *nearest* and on what it counts."""
    near = [one for one in others if one.measure == nearest.measure and nearest.start - one.start < _RECENT]
    return list({one.actor: one for one in near}.values()) if nearest.measure else [nearest]


def _question(story: Story, row: Attribution) -> Attribution | None:
    """Return the question that the turn of a transcript answers in which *row* stands."""
    turns = [one for one in story.attributions if one.rule == "turn" and one.cue_start <= row.cue_start]
    asked = turns[-2] if len(turns) > 1 and turns[-1].cue_class != "asks" else None
    return asked if asked and asked.cue_class == "asks" else None


def _before(one: Attribution, row: Attribution) -> bool:
    return one.cue_start < row.cue_start


def _statement(story: Story, row: Attribution) -> Row:
    """Return the claim or stance that *row* carries, or *row* itself."""
    for rows in (story.claims, story.stances):
        for one in rows:
            if one.start <= row.cue_start < one.end or (isinstance(one, Claim) and one.attribution == row.id):
                return one
    return row


# ---- who shows what --------------------------------------------------------------------------------


def _evidence(story: Story) -> Iterator[Link]:
    """Yield a link where a source says that it has something to show for what it claimed, here or just before."""
    for row in story.attributions:
        if row.content_start is None or row.content_end is None or row.actor is None:
            continue
        shown = _shown().search(story.text, row.content_start, row.content_end)
        if shown is None:
            continue
        own = [one for one in story.claims if one.actor == row.actor and abs(one.start - shown.start()) < _NEAR]
        if own and not pattern(language("status")["hedges"]).search(shown[0]):
            words = (story.document, Span(*shown.span(), story.stored[shown.start() : shown.end()]))
            yield link(row, own[-1], "cites_evidence", "answer.evidence", words)


@cache
def _shown() -> re.Pattern[str]:
    words = language("answers")["evidence"]
    having = pattern(words["having"]).pattern
    return re.compile(rf"{having}(?: [\w-]+){{0,3}}? {pattern(words['nouns']).pattern}(?: {having}[^.,;]*)?")
