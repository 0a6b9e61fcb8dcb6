"""Tell where an actor who could not confirm something, or denied it, later states it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimline.codebook import Codebook
from claimline.model import Attribution, Claim, Extract, Link
from claimline.weigh.days import said
from claimline.weigh.groups import grouped
from claimline.weigh.links import link
from claimline.weigh.matters import kin, raised
from claimline.weigh.stories import Story

#: How an actor answers what it does not (yet) say itself.
UNSAID = ("cannot_confirm", "denies")

#: A claim after the first day on which it can have been made.
Dated = tuple[str, Claim]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt or denial: for whom it speaks, the last day of it, and the measures and propositions it leaves unsaid."""

    row: Attribution
    side: str | None
    day: str | None
    matters: frozenset[str]


def moved(extract: Extract, told: Sequence[Story], answers: Sequence[Link], codebook: Codebook) -> Iterator[Link]:
    """Yield, for each of *answers* that leaves something unsaid, a link from where its principal first says it."""
    return followed(doubts(extract, told, answers, codebook), dated(extract, codebook))


def followed(told: Iterable[Doubt], claims: Iterable[Dated]) -> Iterator[Link]:
    """Yield a link to each doubt in *told* from the first of *claims* with which its principal states it later."""
    ordered = sorted(claims, key=first)
    spoken = grouped(ordered, lambda one: (one[1].on_behalf_of, one[1].measure))
    for doubt in told:
        own = [spoken.get((doubt.side, code), []) for code in doubt.matters if doubt.side]
        later = [row for rows in own for row in _next(rows, doubt.day)]
        if later:
            yield link(min(later, key=first)[1], doubt.row, "updates", "inferred.movement")


def dated(extract: Extract, codebook: Codebook) -> list[Dated]:
    """Return the claims that have a first day, each after that day.

    A claim whose text gives no first day was made on the day of the page if its own side published that; what others
    tell of may be older.
    """
    publishers = {row.document: codebook.resolve(row.publisher) if row.publisher else None for row in extract.documents}
    sides = {document: codebook.principal(actor).code for document, actor in publishers.items() if actor}
    return [
        (row.said_earliest or row.said_latest or "", row)
        for row in extract.claims
        if row.said_earliest or (row.on_behalf_of and sides.get(row.document) == row.on_behalf_of)
    ]


def _next(claims: Sequence[Dated], day: str | None) -> Sequence[Dated]:
    """Return the first of *claims*, in order, that was made after *day*; none where that is not known."""
    place = bisect_right(claims, day or "9999", key=lambda one: one[0])
    return claims[place : place + 1]


def doubts(extract: Extract, told: Sequence[Story], answers: Sequence[Link], codebook: Codebook) -> Iterator[Doubt]:
    """Yield the doubts of *answers*: of what one actor says of one matter in one text, the first that is dated."""
    rows = {row.id: (row, story) for story in told for row in story.attributions}
    claims = {row.id: row for row in extract.claims}
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
            yield Doubt(doubt, _principal(doubt, codebook), _day(doubt, story), matters)
        seen.add(key)


def _day(doubt: Attribution, story: Story) -> str | None:
    """Return the last day on which *doubt* can have been said."""
    return said(doubt, story.attributions, story.times, story.published[1])[1]


def _principal(row: Attribution, codebook: Codebook) -> str | None:
    actor = codebook.actor(row.actor_code) if row.actor_code else None
    return codebook.principal(actor).code if actor else None


def first(dated: Dated) -> tuple[str, bool, str, int]:
    """Return what puts the first statement first: of one day a figure before a statement without one."""
    day, claim = dated
    return day, claim.kind == "proposition", claim.document, claim.start
