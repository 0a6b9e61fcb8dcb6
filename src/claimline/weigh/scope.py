"""Whether two claims speak of the same thing, and what one of them then says of the other. Pure.

Scope is what must agree before figures can agree or exclude each other: the measure with its unit, how the number is
spread, what narrows the counted noun ("wounded soldiers" are not all soldiers), the stage, and the days.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from claimline.model import Bound, Claim, Event

#: "About" is taken to reach a tenth to either side.
_ABOUT = 0.1
#: Days within which two statements are taken to be about one state of affairs; a count can change in more.
WEEK = 7
#: Days within which two statements can still be about one state of affairs.
MONTH = 31
#: How far along a thing is, from planned to done.
STAGES = ("planned", "ongoing", "done")


def matter(claim: Claim) -> tuple[str, str, str]:
    """Return what *claim* counts: its measure, the currency of money, and how the number is spread."""
    return claim.measure or "", (claim.unit or "") if claim.kind == "money" else "", claim.distribution or ""


def stage(claim: Claim) -> int:
    """Return how far along *claim* says that it is; what it does not say counts as not yet begun."""
    return STAGES.index(claim.status) if claim.status in STAGES else 0


def narrowed(claim: Claim) -> frozenset[str]:
    """Return the words that narrow the counted noun of *claim*, without the noun itself: "wounded", "North"."""
    words = (claim.counted or "").casefold().split()
    return frozenset(words[:-1])


def interval(claim: Claim) -> tuple[float, float]:
    """Return the least and the greatest number that *claim* allows."""
    slack = _ABOUT if claim.bound is Bound.ABOUT else 0.0
    high = float("inf") if claim.high is None else claim.high * (1 + slack)
    return (claim.low or 0.0) * (1 - slack), high


def excludes(one: Claim, two: Claim) -> bool:
    """Tell whether no number satisfies both claims."""
    (low, high), (other_low, other_high) = interval(one), interval(two)
    return low > other_high or other_low > high


def bears(one: Claim, two: Claim) -> bool | None:
    """
    Return what *one* says to *two*, both being of one matter: True where it states it too, False where it denies it.

    None means that it leaves *two* open. A claim of negative polarity says that what it tells is not so.
    """
    agreed, (first, second) = one.polarity == two.polarity, (one, two)
    if one.polarity != "positive":
        first, second = two, one
    return agreed if _implies(first, second) and not apart(one, two) else None


def bearing(claim: Claim) -> tuple[Hashable, ...]:
    """Return all of *claim* that `bears` looks at, and its matter: claims alike in it say the same to any other."""
    number = (claim.kind, claim.bound, claim.low, claim.high, narrowed(claim))
    return (*matter(claim), *number, claim.polarity, claim.status, claim.earliest, claim.latest)


def _implies(one: Claim, two: Claim) -> bool:
    """
    Tell whether every number that *one* allows, *two* allows.

    A figure implies the proposition that its measure counts: whoever says how many were sent says that they were.
    """
    if two.kind == "proposition":
        return stage(one) >= stage(two)
    if one.kind == "proposition" or one.status != two.status or not narrowed(two) <= narrowed(one):
        return False
    slack = _ABOUT if Bound.ABOUT in (one.bound, two.bound) else 0.0
    least = two.low is None or (one.low is not None and one.low >= two.low * (1 - slack))
    return least and (two.high is None or (one.high is not None and one.high <= two.high * (1 + slack)))


def apart(one: Claim | Event, two: Claim | Event) -> bool:
    """Tell whether the days of what is claimed, or of what happened, exclude each other."""
    return _before(one, two) or _before(two, one)


def _before(one: Claim | Event, two: Claim | Event) -> bool:
    return bool(one.latest and two.earliest and one.latest < two.earliest)


def of_one_time(one: Claim, two: Claim) -> bool:
    """Tell whether two claims are about one state of affairs: of one text undated, or surely within one week."""
    if one.document == two.document and (one.date, one.said) == (two.date, two.said):
        return True
    days = [day for claim in (one, two) for day in (claim.earliest, claim.latest) if day]
    return len(days) == 4 and near(min(days), max(days), WEEK)


def near(first: str | None, last: str | None, days: int) -> bool:
    """Tell whether *first* and *last*, ISO days, lie less than *days* apart; an unknown day is near to none."""
    return bool(first and last) and abs(date.fromisoformat(last or "") - date.fromisoformat(first or "")).days < days
