"""Join neighbouring quantities that the text makes one figure, or two levels of one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.neighbours import Finding
from claimline.find.quantities.numbers import Number, aligned
from claimline.find.quantities.plaintext import BREAK
from claimline.find.quantities.verbs import led_by
from claimline.find.quantities.words import any_of
from claimline.findings import Bound
from claimline.language import language

_REACH = 60
_STOP = re.compile(rf"[.;:]\s|{BREAK}")
_LEAST = {Bound.MORE_THAN, Bound.AT_LEAST}
_MOST = {Bound.LESS_THAN, Bound.AT_MOST}


class _Words(NamedTuple):
    between: re.Pattern[str]
    amount: re.Pattern[str]


@cache
def _words() -> _Words:
    ranges = language("quantities")["ranges"]
    return _Words(
        between=re.compile(r",?\s(?:but|and|yet)\s(?:still\s)?|,\s"),
        amount=re.compile(rf"\s(?:{any_of(ranges['amounts'])})(?:s)?(?!\w)"),
    )


def joined(text: str, found: Sequence[Finding]) -> list[Finding]:
    """Return *found* with "more than 100 but fewer than 200" as one, and the levels of a change told as such."""
    merged: list[Finding] = []
    for finding in found:
        between = _between(text, merged[-1], finding) if merged else None
        if between:
            merged[-1] = between
        else:
            merged.append(finding)
    return list(_levels(text, merged))


def _between(text: str, first: Finding, second: Finding) -> Finding | None:
    """Return the one range that a lower and an upper bound on the same thing make."""
    if not _words().between.fullmatch(text, first.end, second.start) or not _same_thing(first, second):
        return None
    if first.bound in _LEAST and second.bound in _MOST:
        low, high = aligned(first.number, second.number), second.number.low
    elif first.bound in _MOST and second.bound in _LEAST:
        low, high = second.number.low, first.number.low
    else:
        return None
    if low >= high:
        return None
    number = replace(second.number, start=first.number.start, low=low, high=high, joined=True)
    hedges = first.hedges + second.hedges
    return replace(second, number=number, start=first.start, bound=Bound.BETWEEN, hedges=hedges)


def _same_thing(first: Finding, second: Finding) -> bool:
    return first.noun is None or (second.noun is not None and first.noun.head == second.noun.head)


def _levels(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield *found*, with the part that each plays in a change: its start, its end, or its amount."""
    began: str | None = None
    for place, finding in enumerate(found):
        led = led_by(text, finding.start)
        following = found[place + 1] if place + 1 < len(found) else None
        if began:
            yield replace(finding, level=began)
            began = None
        elif following and led == "from" and _next(text, "to", finding, following):
            began = "to"
            yield replace(finding, level="from", number=_levelled(finding.number, following.number))
        elif following and led == "to" and _next(text, "from", finding, following):
            began = "from"
            yield replace(finding, level="to")
        elif finding.distribution is None and _changes_by(text, finding, led):
            yield replace(finding, distribution="change")
        else:
            yield finding


def _next(text: str, word: str, finding: Finding, following: Finding) -> bool:
    """Whether *word* leads from one level to the other."""
    gap = text[finding.end : following.start]
    return len(gap) < _REACH and gap.endswith(f" {word} ") and not _STOP.search(gap)


def _levelled(first: Number, second: Number) -> Number:
    """Return *first* in the magnitude of *second*: "from 2 to 3 million"."""
    low = aligned(first, second)
    return replace(first, low=low, high=low) if first.low == first.high else first


def _changes_by(text: str, finding: Finding, led: str | None) -> bool:
    """Whether *finding* is what a figure rose or fell by: "by 300", "fell 3 percent", "a 5 percent rise"."""
    if led == "by":
        return True
    if finding.number.form != "fraction" and (finding.noun is None or finding.noun.kind != "percent"):
        return False
    return led == "" or bool(_words().amount.match(text, finding.end))
