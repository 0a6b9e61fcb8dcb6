"""Link a claim with where its source says that it has something to show for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimline.codebook import language, pattern
from claimline.model import Attribution, Claim, Link, Span
from claimline.weigh.links import link
from claimline.weigh.references import Known, matters_at, own_statement, said_elsewhere
from claimline.weigh.stories import sentence
from claimline.weigh.terms import terms

_NEAR = 300  # characters between a claim and the evidence that is shown for it


def shown(known: Known) -> Iterator[Link]:
    """Yield a link from what a source claims, here or just before, to where it says what it has to show for it."""
    story = known.story
    for row in story.attributions:
        if row.content_start is None or row.content_end is None or row.actor is None:
            continue
        found = _shown().search(story.text, row.content_start, row.content_end)
        if found is None or terms("status", "hedges").search(found[0]):
            continue
        claim = _claim(known, row, found.start())
        if claim:
            words = (story.document, Span(*found.span(), story.stored[found.start() : found.end()]))
            yield link(claim, row, "cites_evidence", "answer.evidence", words)


def _claim(known: Known, row: Attribution, place: int) -> Claim | None:
    """Return for which claim of its speaker *row* shows something: near *place*, named by it, or elsewhere."""
    start = sentence(known.story, place)[0]
    if terms("answers", "evidence", "statements").search(known.story.text, start, place):
        return own_statement(known, row, place)
    own = [one for one in known.story.claims if one.actor == row.actor]
    near_by = [one for one in own if abs(one.start - place) < _NEAR]
    if own or not row.actor_code:
        return near_by[-1] if near_by else None
    matters = matters_at(known, row, place)
    elsewhere = [one for one in said_elsewhere(known, row.actor_code) if one.measure in matters]
    return elsewhere[-1] if elsewhere else None


@cache
def _shown() -> re.Pattern[str]:
    words = language("answers")["evidence"]
    having = pattern(words["having"]).pattern
    return re.compile(rf"{having}(?: [\w.-]+){{0,3}}? {pattern(words['nouns']).pattern}(?: {having}[^.,;]*)?")
