"""Which rows of different documents are held against each other, and by which rule. Pure.

A rule says by a key which rows belong together: what is of no common key is never compared. Keys of time are spans of
days; a row near the end of one is held beside those of the next, so that nothing is missed where two spans meet. So the
rules can be followed key by key, wherever the rows stand, with the outcome of following them over all rows at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimline.model import Claim, Extract, Link, Stance
from claimline.weigh.claims import agreed, excluded, revised, sourced
from claimline.weigh.framing import Pages, pages, retold
from claimline.weigh.links import teller
from claimline.weigh.positions import positions
from claimline.weigh.scope import MONTH, WEEK, matter

#: Days of a key of time, in the days that a rule reaches back.
SPAN = 3

#: What a row is held under, and whether it stands beside: others are held against it, and it against none.
Place = tuple[Hashable, bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """How rows of one table are held against each other: under which keys, and what links those of one key then have.

    `links` takes the rows of one key, those beside them, and what is known of their pages.
    """

    table: str
    keys: Callable[[Any], Iterator[Place]]
    links: Callable[[Sequence[Any], Sequence[Any], Pages], Iterable[Link]]


def _of_source(row: Claim) -> Iterator[Place]:
    if row.measure and row.actor:
        yield (matter(row), teller(row)), False


def _of_rivals(row: Claim) -> Iterator[Place]:
    if row.measure and row.actor and row.part_of is None and row.earliest and row.latest:
        yield from _spans(matter(row), row.earliest, WEEK)


def _of_neighbours(row: Claim) -> Iterator[Place]:
    if row.measure and row.actor and row.part_of is None and row.said_latest:
        yield from _spans(matter(row), row.said_latest, MONTH)


def _of_principal(row: Stance) -> Iterator[Place]:
    yield row.on_behalf_of or row.actor, False


def _spans(key: Hashable, day: str, reach: int) -> Iterator[Place]:
    """Yield *key* in the span of *day*, and, where fewer than *reach* days are left of that, beside the next."""
    number, days = date.fromisoformat(day).toordinal(), SPAN * reach
    span = number // days
    yield (key, span), False
    if (number + reach) // days > span:
        yield (key, span + 1), True


def _by_source(own: Sequence[Claim], _: Sequence[Claim], known: Pages) -> Iterator[Link]:
    yield from revised(sourced(own))
    yield from retold(own, known)


#: The rules by name. They are followed in this order; of two links with one id the first stays.
RULES = {
    "source": Rule("claims", _of_source, _by_source),
    "rivals": Rule("claims", _of_rivals, lambda own, beside, _: excluded(own, beside)),
    "neighbours": Rule("claims", _of_neighbours, lambda own, beside, _: agreed(own, beside)),
    "principal": Rule("stances", _of_principal, lambda own, _, __: positions(own)),
}


def concluded(extract: Extract) -> Iterator[Link]:
    """Yield the links that the rules draw among all rows of *extract*."""
    known = pages(extract)
    for name, rule in RULES.items():
        yield from across(name, places(name, getattr(extract, rule.table)), known)


def across(name: str, held: Iterable[tuple[Hashable, bool, Any]], known: Pages) -> Iterator[Link]:
    """Yield the links by the rule *name* among the rows *held*, which come with a key and whether they stand beside."""
    groups: dict[Hashable, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for key, beside, row in held:
        groups[key][beside].append(row)
    for own, others in groups.values():
        yield from RULES[name].links(own, others, known)


def places(name: str, rows: Iterable[Any]) -> Iterator[tuple[Hashable, bool, Any]]:
    """Yield *rows* with each key under which the rule *name* holds them."""
    for row in rows:
        for key, beside in RULES[name].keys(row):
            yield key, beside, row
