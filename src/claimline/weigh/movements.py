"""Tell where an actor who could not confirm something, or denied it, later states it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from claimline.codebook import Codebook
from claimline.model import Attribution, Claim, Extract, Link
from claimline.weigh.days import said
from claimline.weigh.groups import grouped
from claimline.weigh.links import link
from claimline.weigh.matters import kin, raised
from claimline.weigh.stories import Story

#: How an actor answers what it does not (yet) say itself.
UNSAID = ("cannot_confirm", "denies")

#: A doubt or denial with the story that tells it, and the measures and propositions that it leaves unsaid.
Doubt = tuple[Attribution, Story, frozenset[str]]


def moved(extract: Extract, told: Sequence[Story], answers: Sequence[Link], codebook: Codebook) -> Iterator[Link]:
    """Yield, for each of *answers* that leaves something unsaid, a link from where its principal first says it."""
    ordered = sorted((row for row in extract.claims if row.on_behalf_of), key=_first)
    spoken = grouped(ordered, lambda row: (row.on_behalf_of, row.measure))
    rows = {row.id: (row, story) for story in told for row in story.attributions}
    claims = {row.id: row for row in extract.claims}
    for doubt, story, matters in _doubts(answers, rows, claims, codebook):
        side, day = _principal(doubt, codebook), _day(doubt, story)
        own = [spoken.get((side, code), []) for code in matters]
        later = [row for rows in own for row in _next(rows, day)]
        if later:
            yield link(min(later, key=_first), doubt, "updates", "inferred.movement")


def _next(claims: Sequence[Claim], day: str | None) -> Sequence[Claim]:
    """Return the first of *claims*, in order, that was made after *day*; none where that is not known."""
    place = bisect_right(claims, day or "9999", key=_day_of)
    return claims[place : place + 1]


def _doubts(
    answers: Sequence[Link],
    rows: Mapping[str, tuple[Attribution, Story]],
    claims: Mapping[str, Claim],
    codebook: Codebook,
) -> Iterator[Doubt]:
    """Yield the doubts of *answers*: of what one actor says of one matter in one text, the first that is dated."""
    seen: set[tuple[str, str | None, frozenset[str]]] = set()
    unsaid = [one for one in answers if one.relation in UNSAID and one.source in rows]
    for answer in sorted(unsaid, key=lambda one: (_day(*rows[one.source]) or "9999", one.document, one.start, one.id)):
        doubt, story = rows[answer.source]
        if answer.target in claims:
            matters = frozenset(kin(claims[answer.target].measure, codebook))
        else:
            asked, _ = rows.get(answer.target, (doubt, story))
            matters = frozenset(raised(story.text[asked.content_start or 0 : asked.content_end or 0], codebook))
        key = (story.document, doubt.actor, matters)
        if key not in seen:
            yield doubt, story, matters
        seen.add(key)


def _day(doubt: Attribution, story: Story) -> str | None:
    """Return the last day on which *doubt* can have been said."""
    return said(doubt, story.attributions, story.times, story.published[1])[1]


def _day_of(claim: Claim) -> str:
    """Return the first day on which *claim* can have been made; where only the publication bounds it, that."""
    return claim.said_earliest or claim.said_latest or ""


def _principal(row: Attribution, codebook: Codebook) -> str | None:
    actor = codebook.actor(row.actor_code) if row.actor_code else None
    return codebook.principal(actor).code if actor else None


def _first(claim: Claim) -> tuple[str, bool, str, int]:
    """Return what puts the first statement first: of one day a figure before a statement without one."""
    return _day_of(claim), claim.kind == "proposition", claim.document, claim.start
