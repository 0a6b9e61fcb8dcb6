"""Link what a speaker says is alike: "similar to what the board has said", "as I said". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from claimline.codebook import ActorMention, language, pattern
from claimline.model import Attribution, Claim, Link, Span
from claimline.weigh.days import covers
from claimline.weigh.links import link
from claimline.weigh.references import Known, matters_at, own_statement, said_elsewhere
from claimline.weigh.stories import Story, sentence
from claimline.weigh.terms import terms


def alike(known: Known) -> Iterator[Link]:
    """Yield a link from what a speaker claims to what others have said that the speaker likens to it."""
    story = known.story
    for found in terms("answers", "likeness", "like").finditer(story.text):
        speaker, told = _speaker(story, found.start()), _told(known, found.start())
        own = own_statement(known, speaker, found.start()) if speaker and told else None
        if speaker is None or told is None or own is None:
            continue
        matters = matters_at(known, speaker, found.start())
        before = [one for one in story.claims if one.start < found.start()]
        said = [*said_elsewhere(known, told.actor.code), *(one for one in before if told.actor.code in _voices(one))]
        other = _likest([one for one in said if one.measure in matters], own)
        if other and own.on_behalf_of != other.on_behalf_of:
            start, end = min(found.start(), told.start), max(found.end(), told.end)
            words = (story.document, Span(start, end, story.stored[start:end]))
            yield link(own, other, "same_proposition", "answer.alike", words)


def _voices(claim: Claim) -> tuple[str | None, ...]:
    return claim.actor_code, claim.on_behalf_of


def _speaker(story: Story, place: int) -> Attribution | None:
    """Return in whose words *place* stands: the innermost of those who speak there."""
    around = [one for one in story.attributions if one.actor_code and covers(one, place)]
    return min(around, key=lambda one: (one.content_end or 0) - (one.content_start or 0), default=None)


def _told(known: Known, place: int) -> ActorMention | None:
    """Return who is told, in the sentence around *place*, to have said something: "our Northern partners have said"."""
    start, end = sentence(known.story, place)
    for one in known.codebook.mentions(known.story.text[start:end]):
        said = _telling().match(known.story.text, start + one.end, end)
        if said:
            return ActorMention(start + one.start, said.end(), one.actor, one.adjective)
    return None


def _likest(claims: Sequence[Claim], own: Claim) -> Claim | None:
    """Return the last of *claims*, a figure before a statement without one, and one at the stage of *own* first."""
    fits = sorted(claims, key=lambda one: (one.kind != "proposition", one.status == own.status))
    return fits[-1] if fits else None  # sorting is stable: the last in time stays the last


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"(?:'s)?(?: [\w—–-]+){{0,6}}? {pattern(language('answers')['likeness']['telling']).pattern}")


# ---- said again -------------------------------------------------------------------------------------


def repeated(story: Story) -> Iterator[Link]:
    """Yield a link from a figure that a speaker gives "as I said" to where the speaker gave it before."""
    for found in terms("answers", "likeness", "again").finditer(story.text):
        end = sentence(story, found.start())[1]
        for claim in (one for one in story.claims if found.end() <= one.start < end):
            before = [one for one in story.claims if one.end <= found.start() and _is_same(one, claim)]
            if before:
                words = (story.document, Span(found.start(), claim.end, story.stored[found.start() : claim.end]))
                again = link(claim, before[-1], "same_proposition", "answer.repeated", words)
                yield replace(again, independence="same_source")  # whoever gave it first, the speaker's side did


def _is_same(one: Claim, two: Claim) -> bool:
    """Tell whether two figures may be one, told twice: by one principal, in one unit, with a number in common."""
    numbers = {one.low, one.high} & {two.low, two.high} - {None}
    spoken = one.on_behalf_of is not None and one.on_behalf_of == two.on_behalf_of
    return bool(numbers) and spoken and (one.kind, one.unit) == (two.kind, two.unit)
