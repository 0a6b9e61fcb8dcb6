"""Date statements and what they tell: from the words first, then from the page, and else not at all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimline import edtf
from claimline.find.extract.page import Stretch, Window
from claimline.model import Basis, Document, Said, When

#: Roles of a time expression that never date a claim: the sort of thing, what it is set against, a page's own dates.
_SIDELINED = frozenset({"attributive", "background", "state", "digest-header"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the days that it allows and what it rests on; `deadline` if "by" leads it. An open side is None."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: Basis = Basis.NONE
    deadline: bool = False


def of(when: When) -> Dated:
    """Return *when* as a date."""
    return Dated(when.edtf, when.earliest, when.latest, when.basis, when.role == "deadline")


def by_then(date: Dated | None) -> Dated | None:
    """Return *date* as that of what is still to come: what is to be done by March may be done on any day up to it."""
    if date is None or not date.deadline or date.latest is None:
        return date
    return Dated(edtf.one_of(None, date.latest), None, date.latest, date.basis, True)


def told(whens: Sequence[When], said: Said | None, clause: Stretch, at: Stretch) -> Dated | None:
    """Return the date that *clause* gives to what stands at *at*: the nearest within what is said."""
    fit = [when for when in _datable(whens, clause) if not _outside(when, said)]
    nearest = min(fit, key=lambda when: max(when.start - at[1], at[0] - when.end), default=None)
    return of(nearest) if nearest else None


def stated(whens: Sequence[When], said: Said | None, clause: Stretch, head: Sequence[When]) -> Dated | None:
    """Return the date that the text gives the statement: "told them on July 8", or that of its list's *head*."""
    if said:
        around = [when for when in _datable(whens, clause) if _outside(when, said)]
        around += _datable(whens, said.clause)
        if around:
            return of(around[0])
    heads = [when for when in head if when.edtf and when.role == "digest-header"]
    return of(heads[-1]) if heads else None


def _datable(whens: Sequence[When], stretch: Stretch) -> list[When]:
    fit = [when for when in whens if when.edtf and when.role not in _SIDELINED]
    return [when for when in fit if stretch[0] <= when.start and when.end <= stretch[1]]


def _outside(when: When, said: Said | None) -> bool:
    """Say whether *when* stands beside what *said* reports, and so dates the saying of it."""
    if said is None or said.content is None:
        return False
    in_clause = said.clause[0] <= when.start and when.end <= said.clause[1]
    return in_clause or when.end <= said.content.start or said.content.end <= when.start


def published(document: Document, window: Window | None) -> Dated:
    """
    Return what the page alone says of a statement's date.

    On a newest-first page that is the interval between its neighbours; elsewhere no more than that it was made by
    the time of publication; and nothing where that is unknown.
    """
    if window and window != (None, None):
        first, last = window[0], window[1] or document.published_latest
        return Dated(edtf.one_of(first, last), first, last, Basis.SEQUENCE)
    last = document.published_latest
    return Dated(edtf.one_of(None, last), None, last, Basis.ANCHORED) if last else Dated()
