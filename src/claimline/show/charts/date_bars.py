"""Date bars: how exactly the day of each claim's statement is known, and from what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from claimline.show.charts.counts import Count, counted
from claimline.show.charts.figures import Figure
from claimline.show.charts.marks import Mark, Row, marks, records
from claimline.show.words import phrases, wording

if TYPE_CHECKING:
    import pandas

_PRECISIONS = ("to the day", "within a week", "within a month", "within a longer time", "one end only", "no date")


def date_bars(frame: pandas.DataFrame | Iterable[Row], *, name: str = "date-bars") -> Figure:
    """Return how many claims of *frame* (as `tables.claims` gives them) are dated how exactly, and on what basis.

    The day is that of the statement. *name* is the figure's id on its page.
    """
    everything = marks(records(frame))
    bases = {str(basis): wording.sentence(label) for basis, label in phrases.BASES.items()}
    counts = _counts(everything, "How exactly the day is known", _precision, _PRECISIONS)
    counts += _counts(everything, "How it is known", lambda mark: bases.get(mark.basis, mark.basis), bases.values())
    return counted(name, _title(everything), counts)


def _counts(everything: list[Mark], group: str, kind: Callable[[Mark], str], kinds: Iterable[str]) -> list[Count]:
    found: dict[str, list[Mark]] = {}
    for mark in everything:
        found.setdefault(kind(mark), []).append(mark)
    listed = [one for one in kinds if one in found]
    return [Count(group, wording.sentence(one), len(found[one]), len(everything), found[one][0].id) for one in listed]


def _precision(mark: Mark) -> str:
    if mark.day is None:
        return "no date"
    if mark.earliest is None or mark.latest is None:
        return "one end only"
    days = (mark.latest - mark.earliest).days
    limits = ((0, "to the day"), (6, "within a week"), (30, "within a month"))
    return next((said for most, said in limits if days <= most), "within a longer time")


def _title(everything: list[Mark]) -> str:
    exact = sum(_precision(mark) == "to the day" for mark in everything)
    if not everything:
        return "No claim matches this selection"
    if len(everything) == 1:
        return f"One claim, dated {_precision(everything[0])}" if everything[0].day else "One claim, without a date"
    if not any(mark.day for mark in everything):
        return f"None of {len(everything):,} claims has a date"
    return f"The day is known for {exact:,} of {len(everything):,} claims"
