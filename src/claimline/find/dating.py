"""Date statements and what they tell: from the words first, then from the page, and else not at all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimline import edtf
from claimline.model import Basis, Document, Passage, Said, When

#: Roles of a time expression that never date a claim: the sort of thing, what it is set against, a page's own dates.
_SIDELINED = frozenset({"attributive", "background", "state", "digest-header"})

Window = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the days that it allows and what it rests on. An open side is None."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: Basis = Basis.NONE


def of(when: When) -> Dated:
    """Return *when* as a date."""
    return Dated(when.edtf, when.earliest, when.latest, when.basis)


def told(whens: Sequence[When], said: Sequence[Said], start: int, end: int, at: tuple[int, int]) -> Dated | None:
    """Return the date that the clause `start:end` gives to what stands at *at*; None where it gives none."""
    outside = [one.clause for one in said]
    fit = [
        when
        for when in whens
        if when.edtf and when.role not in _SIDELINED and start <= when.start and when.end <= end
        if not any(left <= when.start and when.end <= right for left, right in outside)
    ]
    nearest = min(fit, key=lambda when: max(when.start - at[1], at[0] - when.end), default=None)
    return of(nearest) if nearest else None


def stated(whens: Sequence[When], said: Said | None, passage: Passage, text: str) -> Dated | None:
    """Return the date that the text gives the statement: "told them on July 8", or the head of its list."""
    if said:
        left, right = said.clause
        within = [when for when in whens if when.edtf and left <= when.start and when.end <= right]
        if within:
            return of(within[0])
    if passage.kind != "list_item":
        return None
    line = text.rfind("\n", 0, passage.start) + 1
    heads = [
        when for when in whens if when.edtf and when.role == "digest-header" and line <= when.start < passage.start
    ]
    return of(heads[-1]) if heads else None


def published(document: Document, window: Window | None) -> Dated:
    """
    Return what the page alone says of a statement's date.

    On a newest-first page that is the interval between its neighbours; elsewhere no more than that it was made by
    the time of publication; and nothing where that is unknown.
    """
    if window and window != (None, None):
        first, last = window
        return Dated(edtf.one_of(first, last), first, last, Basis.SEQUENCE)
    last = document.published_latest
    return Dated(edtf.one_of(None, last), None, last, Basis.ANCHORED) if last else Dated()
