"""What one actor said of one matter, in the order of its days, and where it moved. Pure.

A matter is a measure with the propositions that it counts, or an issue. An actor is a voice, or all who speak for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from claimline.model import Attribution, Claim, Extract, Link, Stance
from claimline.weigh.days import Days, said
from claimline.weigh.groups import grouped
from claimline.weigh.movements import UNSAID

Statement = Claim | Stance | Attribution

#: Relations with which an attribution by itself answers a claim.
_ANSWERS = (*UNSAID, "supports", "deflects")


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of an actor on a matter: a claim, a stance, or the words of an attribution that answer a claim.

    `said` is the relation of an answer, the status of a claim or the level of a stance; `words` stand at `start` in
    `document`; `evidence` is the id of the row that holds them, which for an answer is its link; `earliest` and
    `latest` bound the day of the statement.
    """

    row: Statement
    said: str
    evidence: str
    document: str
    start: int
    words: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """Two statements of which the second leaves the first behind. `days` lie between them, as far as that is known.

    `ordered` is false where the texts leave open which was said first, and only the second's stage is further on.
    """

    before: Step
    after: Step
    days: int | None
    ordered: bool


def steps(extract: Extract, actor: str, matter: str) -> list[Step]:
    """Return what *actor* (a code or the source's words) or those who speak for it said of *matter*, by day."""
    voices = members(extract, actor)
    found = [*_claims(extract, voices, matter), *_stances(extract, voices, matter), *_answers(extract, voices, matter)]
    return sorted(found, key=lambda one: (one.latest or "9999", one.earliest or "", one.document, one.start))


def moves(extract: Extract, told: Sequence[Step]) -> list[Move]:
    """Return the moves among *told*, the steps of one actor on one matter, the earliest first."""
    by_row = {one.row.id: one for one in told}
    updates = [row for row in extract.links if row.relation == "updates" and {row.source, row.target} <= by_row.keys()]
    pairs = [(by_row[row.target], by_row[row.source], row.rule == "inferred.movement") for row in updates]
    pairs += [(*pair, True) for pair in _between_levels([one for one in told if isinstance(one.row, Stance)])]
    found = [_move(one, two, ordered=ordered or _precedes(one, two)) for one, two, ordered in pairs]
    return sorted(found, key=lambda move: (not move.ordered, move.before.latest or "9999", move.after.latest or "9999"))


def members(extract: Extract, actor: str) -> frozenset[str]:
    """Return *actor* and the codes of those who speak for it or stand in its bloc."""
    codes = (row for row in extract.codes if row.scheme in ("principal", "actor") and row.parent == actor)
    return frozenset({actor, *(row.code for row in codes)})


def kin(extract: Extract, matter: str) -> frozenset[str]:
    """Return *matter* with the propositions that it counts, or the measure that counts it and what else that counts."""
    propositions = [row for row in extract.codes if row.scheme == "proposition"]
    measures = {matter, *(row.parent for row in propositions if row.code == matter and row.parent)}
    return frozenset({*measures, *(row.code for row in propositions if row.parent in measures)})


# ---- steps ------------------------------------------------------------------------------------------


def _speaks(row: Statement, voices: Collection[str]) -> bool:
    behalf = None if isinstance(row, Attribution) else row.on_behalf_of
    return bool({row.actor_code, row.actor, behalf} & set(voices))


def _claims(extract: Extract, voices: Collection[str], matter: str) -> Iterator[Step]:
    codes = kin(extract, matter)
    for row in extract.claims:
        if row.measure in codes and row.part_of is None and _speaks(row, voices):
            days = (row.said_earliest, row.said_latest)
            yield Step(row, row.status or "", row.id, row.document, row.start, row.quote, *days)


def _stances(extract: Extract, voices: Collection[str], matter: str) -> Iterator[Step]:
    for row in extract.stances:
        if row.issue == matter and _speaks(row, voices):
            yield Step(row, row.level, row.id, row.document, row.start, row.quote, row.earliest, row.latest)


def _answers(extract: Extract, voices: Collection[str], matter: str) -> Iterator[Step]:
    """Yield the answers to claims of *matter*, and those to questions of which one is later brought up to date."""
    codes = kin(extract, matter)
    spoken = {row.id: row for row in extract.attributions if _speaks(row, voices)}
    claims = {row.id for row in extract.claims if row.measure in codes}
    later = {row.target for row in extract.links if row.relation == "updates" and row.source in claims}
    links = [row for row in extract.links if row.relation in _ANSWERS and row.source in spoken]
    asked = {row.target for row in links if row.source in later}
    seen: set[str] = set()
    for link in links:
        if link.target in claims | asked and link.source not in seen:
            seen.add(link.source)
            yield _answer(extract, spoken[link.source], link)


def _answer(extract: Extract, row: Attribution, link: Link) -> Step:
    published = {one.document: one.published_latest for one in extract.documents}
    others = [one for one in extract.attributions if one.document == row.document]
    times = [one for one in extract.times if one.document == row.document]
    days: Days = said(row, others, times, published.get(row.document))
    return Step(row, link.relation, link.id, link.document, link.start, link.quote, *days)


# ---- moves ------------------------------------------------------------------------------------------


def _precedes(one: Step, two: Step) -> bool:
    """Tell whether the days of the texts leave no doubt that *one* was said before *two*."""
    return bool(one.latest and two.earliest and one.latest < two.earliest)


def _move(one: Step, two: Step, *, ordered: bool) -> Move:
    days = (date.fromisoformat(two.latest) - date.fromisoformat(one.latest)).days if one.latest and two.latest else None
    return Move(one, two, days if ordered else None, ordered)


def _between_levels(told: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Yield each change of level of a voice from one day to the next, each of one level and its order beyond doubt."""
    for own in grouped((one for one in told if one.latest), lambda one: one.row.actor).values():
        for first, second in pairwise(grouped(own, lambda one: one.latest).values()):
            one, two = first[-1], second[0]
            alone = len({row.said for row in first}) == 1 == len({row.said for row in second})
            hedged = any(isinstance(row.row, Stance) and row.row.hedge for row in (*first, *second))
            if alone and not hedged and one.said != two.said and _precedes(one, two):
                yield one, two
