"""What one actor said of one matter, cut out of an extract; or the clearest movement that an extract tells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimline.model import Attribution, Claim, Extract, Stance
from claimline.show.words.answers import ANSWERS
from claimline.weigh.history import Move, Step, kin, moves, steps
from claimline.weigh.movements import UNSAID

#: Pairs of an actor and a matter that are looked at for the widest movement.
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Track:
    """What *actor* said of *matter*: its `steps` by day, its `moves`, and `chosen`, the extract cut down to it."""

    actor: str
    matter: str
    steps: Sequence[Step]
    moves: Sequence[Move]
    chosen: Extract


def asked(actor: str | None = None, measure: str | None = None, issue: str | None = None) -> dict[str, Any]:
    """
    Return what to ask an extract for, as `read_extract` takes it, so that `track` finds there what it would tell.

    Who else speaks of a matter belongs to it: an actor is asked for only where no matter is given.
    """
    alone = actor if not (measure or issue) else None
    return {"measures": [measure] if measure else [], "actors": [alone] if alone else [], "issue": issue}


def track(extract: Extract, actor: str | None = None, measure: str | None = None, issue: str | None = None) -> Track:
    """
    Return what *actor* said of *measure*, or of *issue* where that is given.

    What is left open is what *extract* tells of the clearest movement: from a doubt to a statement before all others,
    and an order of days that the texts leave no doubt of before one that they leave open.
    """
    matter = issue or measure
    pairs = [(actor, matter)] if actor and matter else _pairs(extract, actor, matter)
    tracks = [_track(extract, *pair) for pair in pairs] or [_track(extract, actor or "", matter or "")]
    return max(tracks, key=_clarity)


def _track(extract: Extract, actor: str, matter: str) -> Track:
    told = steps(extract, actor, matter)
    return Track(actor, matter, told, moves(extract, told), _cut(extract, told, matter))


def _clarity(found: Track) -> tuple[bool, bool, int, int]:
    unsaid = any(move.ordered and move.before.said in UNSAID for move in found.moves)
    return unsaid, any(move.ordered for move in found.moves), len(found.moves), len(found.steps)


def _pairs(extract: Extract, actor: str | None, matter: str | None) -> list[tuple[str, str]]:
    """Return the pairs of actor and matter on which most is said, those that a link brings up to date first."""
    updated = {row.source for row in extract.links if row.relation == "updates"}
    said: Counter[tuple[str, str]] = Counter()
    for row, about, who in _spoken(extract):
        if matter in (None, about) and (actor is None or actor in who):
            said[actor or who[0], about] += 1 + len(extract.links) * (row in updated)
    return [pair for pair, _ in sorted(said.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]


def _spoken(extract: Extract) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each statement's row, what it is about, and who says it, for whom first."""
    principals = {row.code: row.parent for row in extract.codes if row.scheme == "principal"}
    measures = {row.code: row.parent for row in extract.codes if row.scheme == "proposition"}
    matters = {row.id: measures.get(row.measure or "") or row.measure for row in extract.claims}
    answering = {row.source: matters.get(row.target) for row in extract.links if row.relation in UNSAID}
    found: list[tuple[Claim | Stance | Attribution, str | None]] = [(row, matters[row.id]) for row in extract.claims]
    found += [(row, row.issue) for row in extract.stances]
    found += [(row, answering[row.id]) for row in extract.attributions if row.id in answering]
    for row, about in found:
        who = [code for code in (principals.get(row.actor_code or ""), row.actor_code) if code]
        if about and who:
            yield row.id, about, who


def _cut(extract: Extract, told: Sequence[Step], matter: str) -> Extract:
    """Return *extract* with what anybody says of *matter*, what *told* answers, and the links between these."""
    codes, spoken = kin(extract, matter), {one.row.id for one in told}
    answered = {row.target for row in extract.links if row.source in spoken and row.relation in ANSWERS}
    claims = tuple(row for row in extract.claims if row.measure in codes or row.id in answered)
    stances = tuple(row for row in extract.stances if row.issue == matter or row.id in answered)
    shown = {row.id for row in claims} | {row.id for row in stances} | answered
    links = tuple(row for row in extract.links if row.target in shown and row.source in shown | spoken)
    return replace(extract, claims=claims, stances=stances, links=links)
