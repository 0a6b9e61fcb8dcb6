"""What a quantity is before it is told, and which of its neighbours is the whole that it is part of. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.counted import Counted
from claimline.find.quantities.hedges import Hedge
from claimline.find.quantities.numbers import Number
from claimline.find.quantities.words import any_of
from claimline.findings import Bound
from claimline.language import language

_NEAR = 60  # characters between a whole and its part, with the verb of the whole between them
_STOP = re.compile(r"[.;:!?¶]")
_OF_THOSE = re.compile(r"(?:\A|\W)of (?:the|those|these|its|their|some|about) \Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """A quantity at plain offsets, before it is related to its neighbours.

    `level` is from or to where two figures are the levels of one change ("rose from 6,700 to 13,000").
    """

    number: Number
    start: int
    end: int
    bound: Bound
    hedges: tuple[Hedge, ...]
    noun: Counted | None
    distribution: str | None
    negative: bool
    level: str | None = None


class _Words(NamedTuple):
    them: re.Pattern[str]
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    among: re.Pattern[str]


@cache
def _words() -> _Words:
    table = language("quantities")
    wholes = table["wholes"]
    return _Words(
        them=re.compile(rf",?\s+(?:{any_of(table['bare']['them'])})(?!\w)"),
        ahead=re.compile(rf",?\s+(?:{any_of(wholes['ahead'])})\s+\Z"),
        among=re.compile(rf",\s+(?:{any_of(wholes['among'])})\s+\Z"),
        behind=re.compile(rf",?\s*\(?(?:{any_of(wholes['behind'])}),?\s+\Z"),
    )


def part_of_those(text: str, previous: Finding) -> bool:
    """Whether *previous* stands behind "of the", so that a bare number after it is a part of it: "of the 40, 12"."""
    return bool(_OF_THOSE.search(text, max(0, previous.start - 16), previous.start))


def of_them(text: str, end: int) -> bool:
    """Whether "of them", "of whom" or the like follows *end*."""
    return bool(_words().them.match(text, end))


def whole_of(text: str, finding: Finding, previous: Finding | None, following: Finding | None) -> Finding | None:
    """Return the quantity that *finding* is a part of, if the words between them say so."""
    words = _words()
    if following and following.distribution != "each":
        inside = following.start < finding.end == following.end and finding.number.end < following.start
        counts = following.noun is None or following.noun.kind in ("count", "money")
        if inside or (counts and words.ahead.fullmatch(text, finding.end, following.start)):
            return following
    if not previous:
        return None
    if finding.noun is None and part_of_those(text, previous):
        return previous
    told = text[previous.end : finding.start]
    among = len(told) < _NEAR and not _STOP.search(told) and words.among.search(told)  # "40 died, among them 12 men"
    if of_them(text, finding.end) or words.behind.fullmatch(text, previous.end, finding.start) or among:
        return previous
    return None
