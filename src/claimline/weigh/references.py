"""What words point back to: "the board's claim", "those reports", "the warnings", "anything about it". Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Codebook, flat, language
from claimline.model import Attribution, Claim
from claimline.weigh.days import shifted
from claimline.weigh.links import Row
from claimline.weigh.matters import Spoken, kin, raised, said_by
from claimline.weigh.scope import MONTH
from claimline.weigh.stories import Story, sentence
from claimline.weigh.terms import terms

_OBJECT = 90  # characters after a cue in which its object is named
_NEAR = 300  # characters back to the claim that a pronoun stands for
_RECENT = 1000  # characters back to which "those reports" take in what is on the same matter


@dataclass(frozen=True, slots=True)
class Reference:
    """A phrase that points back to a statement. `owner` is who made it, where that is said; a pronoun has no noun."""

    start: int
    end: int
    noun: str
    owner: str | None
    owner_code: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer may be about: its own story, the codebook, and what was said in every document, by voice."""

    story: Story
    codebook: Codebook
    spoken: Spoken


def reference(known: Known, place: int) -> Reference | None:
    """Return the phrase soon after *place*, the end of a cue, that points back to a statement; None if none does."""
    text = known.story.text
    end = min(place + _OBJECT, sentence(known.story, place)[1])
    pronoun = _pronoun().match(text, place, end + 1)
    if pronoun:
        return Reference(pronoun.start("that"), pronoun.end("that"), "", None, None)
    found = _phrase().search(text, place, end)
    if found is None:
        return None
    owner = known.codebook.resolve(found["owner"]) if found["owner"] else None
    label, code = (owner.label, owner.code) if owner else (found["owner"], None)
    return Reference(found.start(), found.end(), found["noun"].lower(), label, code)


@cache
def _phrase() -> re.Pattern[str]:
    words = language("answers")
    nouns = "|".join(
        sorted({noun for group in words["nouns"].values() for noun in group}, key=lambda noun: (-len(noun), noun))
    )
    pointers = "|".join(words["grammar"]["pointers"])
    owner = r"(?P<owner>(?:the )?(?!(?i:the)\b)[\w.-]+(?: [A-Z][\w.-]*){0,3})'s?"
    return re.compile(rf"(?<!\w)(?:{owner}|(?:{pointers})) (?:[a-z-]+ ){{0,2}}?(?P<noun>{nouns})(?!\w)")


@cache
def _pronoun() -> re.Pattern[str]:
    """Return the pattern of a pronoun that is the whole object: "confirm that.", "denied knowing anything about it"."""
    words = language("answers")["pronouns"]
    knowing, after = ("|".join(words[key]) for key in ("knowing", "after"))
    return re.compile(rf" (?:(?:{knowing}) )*(?P<that>{'|'.join(words['object'])})(?=[.,;:!?]|$| (?:{after})\b)")


# ---- what it points to ------------------------------------------------------------------------------


def targets(known: Known, row: Attribution, pointer: Reference) -> list[Row]:
    """
    Return the statements that *pointer*, in what the speaker of *row* says, points to: never a speaker's own.

    In a transcript "those reports" are what was asked about: a claim that the question tells of, or the question.
    """
    words = language("answers")
    cue = next((cue for cue, nouns in words["nouns"].items() if cue != "any" and pointer.noun in nouns), None)
    if cue:
        return _said_with(cue, known.story, row)
    others = _others(known.story, row, pointer)
    question = None if pointer.owner else asked(known.story, row)
    if question:
        return [_asked_about(known, row, question, others)]
    if not others:
        return [*_elsewhere(known, row, pointer)[-1:]] if pointer.owner else []
    if not pointer.noun:
        return [one for one in others[-1:] if row.cue_start - one.end < _NEAR]
    return _beside(others[-1], others) if pointer.noun in words["grammar"]["plural"] else [*others[-1:]]


def _said_with(cue: str, story: Story, row: Attribution) -> list[Row]:
    """Return what somebody else last said before *row* with a cue of the class *cue*: "the warnings"."""
    said = [one for one in story.attributions if one.cue_class == cue and one.cue_start < row.cue_start]
    return [_statement(story, one) for one in said if one.actor != row.actor][-1:]


def _statement(story: Story, row: Attribution) -> Row:
    """Return the claim or stance that *row* carries, or *row* itself."""
    for rows in (story.claims, story.stances):
        for one in rows:
            if one.start <= row.cue_start < one.end or (isinstance(one, Claim) and one.attribution == row.id):
                return one
    return row


def _others(story: Story, row: Attribution, pointer: Reference) -> list[Claim]:
    """Return the claims that others make before *row*; where *pointer* names its owner, that owner's."""
    before = [one for one in story.claims if one.start < row.cue_start and one.actor and not _owns(row, one.actor)]
    if not pointer.owner:
        return before
    codes = {pointer.owner_code} - {None}
    owned = [one for one in before if one.actor == pointer.owner or one.actor_code in codes]
    return owned or [one for one in before if one.on_behalf_of in codes] or _titled(story, before, pointer.owner)


def _owns(row: Attribution, actor: str) -> bool:
    """Tell whether the speaker of *row* is *actor* or, by its title, of it: "association president Kim Lowe"."""
    own = (row.actor or "").lower()
    return row.actor == actor or actor.rpartition(" ")[2].lower() in own.split()[:-1]


def _titled(story: Story, claims: Sequence[Claim], title: str) -> list[Claim]:
    """Return those of *claims* whose source was written with *title*: "the mayor of Harrow, Ada Lee"."""
    office = title.rpartition(" ")[2].lower()
    sources = {row.id: flat(row.source or "").lower() for row in story.attributions}
    return [one for one in claims if office in sources.get(one.attribution or "", "").replace(",", " ").split()]


def _beside(nearest: Claim, others: Sequence[Claim]) -> list[Row]:
    """Return the last claim of each that "those reports" take in: those near *nearest* and on what it counts."""
    near_by = [one for one in others if one.measure == nearest.measure and nearest.start - one.start < _RECENT]
    return list({one.actor: one for one in near_by}.values()) if nearest.measure else [nearest]


def asked(story: Story, row: Attribution) -> Attribution | None:
    """Return the question that the turn of a transcript answers in which *row* stands."""
    turns = _turns(story, row)
    question = turns[-2] if len(turns) > 1 and turns[-1].cue_class != "asks" else None
    return question if question and question.cue_class == "asks" else None


def _turns(story: Story, row: Attribution) -> list[Attribution]:
    return [one for one in story.attributions if one.rule == "turn" and one.cue_start <= row.cue_start]


def _asked_about(known: Known, row: Attribution, question: Attribution, others: Sequence[Claim]) -> Row:
    """
    Return the claim that *question* tells of, or *question* itself.

    Whoever the speaker tells of was asked nothing: their answer is to what was claimed before on that matter.
    """
    told = [one for one in others if one.start >= question.cue_start]
    if not told and row.actor != _turns(known.story, row)[-1].actor:
        matters = raised(known.story.text[question.content_start or 0 : question.content_end or 0], known.codebook)
        told = [one for one in others if one.measure in matters]
    return told[-1] if told else question


def _elsewhere(known: Known, row: Attribution, pointer: Reference) -> list[Claim]:
    """Return what the owner of *pointer* said in other documents not long before, on the matter of *row*."""
    matters = matters_at(known, row, row.cue_start)
    said = said_elsewhere(known, pointer.owner_code or pointer.owner or "")
    return [one for one in said if one.measure in matters]


def matters_at(known: Known, row: Attribution, place: int) -> set[str]:
    """Return what *row* speaks of at *place*: in that sentence, in what was asked, or else in the claim before."""
    story, question = known.story, asked(known.story, row)
    stretches = [sentence(story, place)]
    if question:
        stretches.append((question.content_start or 0, question.content_end or 0))
    found = next(filter(None, (raised(story.text[start:end], known.codebook) for start, end in stretches)), None)
    before = [one.measure for one in story.claims if 0 <= place - one.start < _RECENT and one.measure]
    return found or (kin(before[-1], known.codebook) if before else set())


def said_elsewhere(known: Known, voice: str) -> list[Claim]:
    """Return what *voice* said in other documents of the month before, the last last: nothing that came out later."""
    story, day = known.story, known.story.published[1]
    if day is None:
        return []
    claims = known.spoken.claims.get(voice, ())
    first, last = ((shifted(day, days), "", 0) for days in (-MONTH, MONTH))
    recent = claims[bisect_right(claims, first, key=said_by) : bisect_right(claims, last, key=said_by)]
    return [one for one in recent if one.document != story.document and _out(known, one) <= day]


def _out(known: Known, claim: Claim) -> str:
    """Return the first day on which *claim* can have been known: that of the statement, or of its document."""
    return claim.said_earliest or known.spoken.published.get(claim.document) or "9999"


def own_statement(known: Known, row: Attribution, place: int) -> Claim | None:
    """
    Return the figure, or else the statement, that the speaker of *row* has made before *place* on its matter.

    It is the last one, unless the sentence names it: "what I said today" and "our opening statement" are the first. In
    a transcript it is the first too: answers explain what was stated before them.
    """
    story, start = known.story, sentence(known.story, place)[0]
    matters = matters_at(known, row, place)
    own = [one for one in story.claims if one.start < start and one.actor == row.actor and one.measure in matters]
    figures = [one for one in own if one.kind != "proposition"] or own
    named = terms("answers", "evidence", "statements").search(story.text, start, place + _OBJECT)
    first = named or asked(story, row)
    return (figures[0] if first else figures[-1]) if figures else None
