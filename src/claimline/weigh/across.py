"""Which rows of different documents are held against each other, and by which rule. Pure.

A rule says by a key which rows belong together, and cuts these into spans of days; rows near the end of one are held
beside those of the next, so that nothing is missed where two spans meet. What is of no common key and span is never
compared. So the rules can be followed span by span, wherever the rows stand, with the outcome of following them over
all rows at once; where a rule goes from each row to the next, the ends of every span are handed on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from claimline.model import Claim, Extract, Link, Stance
from claimline.weigh.claims import agreed, ends, excluded, revised
from claimline.weigh.framing import Pages, pages, retold
from claimline.weigh.groups import grouped
from claimline.weigh.links import teller
from claimline.weigh.positions import positions
from claimline.weigh.scope import MONTH, WEEK, matter

#: Days of a span, in the days that a rule reaches.
SPAN = 3


class Place(NamedTuple):
    """Where a row is held: under which key, in which span, and whether beside: others are held against it alone."""

    key: Hashable
    span: int
    beside: bool
    row: Any


@dataclass(slots=True)
class Group:
    """The rows of one key and span, and those beside them."""

    key: Hashable
    span: int
    own: list[Any] = field(default_factory=list)
    beside: list[Any] = field(default_factory=list)


#: Gives each of some rows with a span, and whether it stands beside there.
Spans = Callable[[Sequence[Any]], Iterator[tuple[Any, int, bool]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    How rows of one table are held against each other, and which links those of one group then have.

    `key` gives what must agree, or None; `spans` takes rows of one key and document; `links` those of one group, those
    beside them, and what is known of their pages. `ends` gives the first and the last row of a group, where links also
    go `over` from the last one of it to the first one of the next that has rows.
    """

    table: str
    key: Callable[[Any], Hashable | None]
    spans: Spans
    links: Callable[[Sequence[Any], Sequence[Any], Pages], Iterable[Link]]
    ends: Callable[[Sequence[Any]], Sequence[Any]] = lambda _: ()
    over: Callable[[Sequence[Any]], Iterable[Link]] | None = None


# ---- one source ------------------------------------------------------------------------------------


def _of_source(row: Claim) -> Hashable | None:
    return (matter(row), teller(row)) if row.measure and row.actor else None


def _by_days(rows: Sequence[Claim]) -> Iterator[tuple[Claim, int, bool]]:
    """
    Yield each of *rows* in the span of the day on which it was said, and beside others where it may be rested on.

    That is in those of other claims of its document, and, if it is a quotation, in those of the week around it. Of
    claims that were said on no day there is one span, before all others.
    """
    there = {_span(row.said_latest, 0, WEEK) for row in rows}
    for row in rows:
        own = _span(row.said_latest, 0, WEEK)
        yield row, own, False
        quoted = {_span(row.said_latest, days, WEEK) for days in (-WEEK, WEEK)} if row.speech == "direct" else set()
        for span in sorted((there | quoted) - {own}):
            yield row, span, True


def _by_source(own: Sequence[Claim], beside: Sequence[Claim], known: Pages) -> Iterator[Link]:
    yield from revised(own)
    yield from retold(own, beside, known)


# ---- sources of one time ---------------------------------------------------------------------------


def _of_rivals(row: Claim) -> Hashable | None:
    return matter(row) if row.measure and row.actor and row.part_of is None and row.earliest and row.latest else None


def _of_neighbours(row: Claim) -> Hashable | None:
    return matter(row) if row.measure and row.actor and row.part_of is None and row.said_latest else None


def _ahead(day: Callable[[Any], str | None], reach: int) -> Spans:
    """Return what puts rows into the span of their *day*, and beside the next where less than *reach* is left of it."""

    def spans(rows: Sequence[Any]) -> Iterator[tuple[Any, int, bool]]:
        for row in rows:
            own, last = _span(day(row), 0, reach), _span(day(row), reach, reach)
            yield row, own, False
            if last > own:
                yield row, own + 1, True

    return spans


def _span(day: str | None, more: int, reach: int) -> int:
    """Return the number of the span that *day*, and so many *more*, falls into; of no day it is 0."""
    return (date.fromisoformat(day).toordinal() + more) // (SPAN * reach) if day else 0


# ---- one principal ---------------------------------------------------------------------------------


def _of_principal(row: Stance) -> Hashable | None:
    return row.on_behalf_of or row.actor


def _at_any_time(rows: Sequence[Any]) -> Iterator[tuple[Any, int, bool]]:
    for row in rows:
        yield row, 0, False


#: The rules by name. They are followed in this order; of two links with one id the first stays.
RULES = {
    "source": Rule("claims", _of_source, _by_days, _by_source, ends, revised),
    "rivals": Rule(
        "claims", _of_rivals, _ahead(lambda row: row.earliest, WEEK), lambda own, beside, _: excluded(own, beside)
    ),
    "neighbours": Rule(
        "claims", _of_neighbours, _ahead(lambda row: row.said_latest, MONTH), lambda own, beside, _: agreed(own, beside)
    ),
    "principal": Rule("stances", _of_principal, _at_any_time, lambda own, _, __: positions(own)),
}


def concluded(extract: Extract) -> Iterator[Link]:
    """Yield the links that the rules draw among all rows of *extract*."""
    known = pages(extract)
    for name, rule in RULES.items():
        held = groups(places(name, getattr(extract, rule.table)))
        for one in held:
            yield from rule.links(one.own, one.beside, known)
        yield from handed_on(name, ((one.key, one.span, row) for one in held for row in rule.ends(one.own)))


def places(name: str, rows: Iterable[Any]) -> Iterator[Place]:
    """Yield where the rule *name* holds each of *rows*, which are all that their documents have."""
    rule = RULES[name]
    together = grouped(rows, lambda row: (row.document, rule.key(row)))
    for (_, key), held in together.items():
        if key is not None:
            for row, span, beside in rule.spans(held):
                yield Place(key, span, beside, row)


def groups(placed: Iterable[Place]) -> list[Group]:
    """Return what is *placed*, by key and span."""
    found: dict[tuple[Hashable, int], Group] = {}
    for key, span, beside, row in placed:
        group = found.setdefault((key, span), Group(key, span))
        (group.beside if beside else group.own).append(row)
    return list(found.values())


def handed_on(name: str, ends: Iterable[tuple[Hashable, int, Any]]) -> Iterator[Link]:
    """Yield the links by the rule *name* from span to span; *ends* are those of each group, by key and span."""
    found: dict[Hashable, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    over = RULES[name].over
    if over is None:
        return
    for key, span, row in ends:
        found[key][span].append(row)
    for spans in found.values():
        for before, after in pairwise(sorted(spans)):
            yield from over((spans[before][-1], spans[after][0]))
