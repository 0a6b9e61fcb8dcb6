"""Tell where an actor who could not confirm something, or denied it, later states it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimline.codebook import Codebook, pattern
from claimline.model import Attribution, Claim, Extract, Link
from claimline.weigh.claims import grouped
from claimline.weigh.links import link
from claimline.weigh.stories import Story, said

#: How an actor answers what it does not (yet) say itself.
_UNSAID = ("cannot_confirm", "denies")


def moved(extract: Extract, told: Sequence[Story], answers: Sequence[Link], codebook: Codebook) -> Iterator[Link]:
    """Yield, for each of *answers* that leaves something unsaid, a link from where its principal first says it."""
    rows = {row.id: (row, story) for story in told for row in story.attributions}
    claims = {row.id: row for row in extract.claims}
    spoken = grouped((row for row in extract.claims if row.on_behalf_of), lambda row: row.on_behalf_of)
    for answer in _first_of_each(answers, rows):
        doubt, story = rows[answer.source]
        day = said(story, doubt)[1]
        matters = _of_claim(claims[answer.target], codebook) if answer.target in claims else set()
        if answer.target in rows:
            matters = _of_question(*rows[answer.target], codebook)
        own = spoken.get(_principal(doubt, codebook), [])
        later = [one for one in own if one.measure in matters and day and _is_later(one, day)]
        if later:
            yield link(min(later, key=_first), doubt, "updates", "inferred.movement")


def _first_of_each(answers: Sequence[Link], rows: Mapping[str, tuple[Attribution, Story]]) -> Iterator[Link]:
    """Yield the first of those *answers* with which one actor leaves one statement unsaid."""
    unsaid = [one for one in answers if one.relation in _UNSAID and one.source in rows]
    seen: set[tuple[str | None, str]] = set()
    for one in sorted(unsaid, key=lambda one: (one.document, one.start, one.id)):
        key = (rows[one.source][0].actor, one.target)
        if key not in seen:
            yield one
        seen.add(key)


def _of_claim(claim: Claim, codebook: Codebook) -> set[str]:
    """Return the measure or proposition of *claim*, and those that state the same."""
    code = claim.measure or ""
    kin = {one.code for one in codebook.propositions if one.measure == code}
    return {code, *kin, *(one.measure or code for one in codebook.propositions if one.code == code)}


def _of_question(row: Attribution, story: Story, codebook: Codebook) -> set[str]:
    """Return the propositions that the question *row* raises, with the measures that they are counted by."""
    words = story.text[row.content_start or 0 : row.content_end or 0]
    raised = [one for one in codebook.propositions if all(pattern(group).search(words) for group in one.about)]
    return {code for one in raised for code in (one.code, one.measure) if code}


def _is_later(claim: Claim, day: str) -> bool:
    """Tell whether *claim* was made after *day*; where only the publication bounds it, by that."""
    return (claim.said_earliest or claim.said_latest or "") > day


def _principal(row: Attribution, codebook: Codebook) -> str | None:
    actor = codebook.actor(row.actor_code) if row.actor_code else None
    return codebook.principal(actor).code if actor else None


def _first(claim: Claim) -> tuple[str, bool, str, int]:
    """Return what puts the first statement first: of one day a figure before a statement without one."""
    return claim.said_latest or "", claim.kind == "proposition", claim.document, claim.start
