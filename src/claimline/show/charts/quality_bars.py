"""Quality bars: how many claims are undated, name nobody or rest on one voice, and how much was left out."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Claim, Extract
from claimline.show.charts.counts import Count, counted
from claimline.show.charts.figures import Figure
from claimline.show.words import wording
from claimline.show.words.sourcing import NOBODY, UNNAMED, ways
from claimline.weigh.voices import answers, behind

_WEAK, _LEFT = "What weakens a claim", "What is no claim of its own"


def quality_bars(extract: Extract, *, name: str = "quality-bars") -> Figure:
    """Return what an analyst should know of the claims of *extract* before relying on them, and what was left out.

    *name* is the figure's id on its page.
    """
    claims = extract.claims
    named = ways(extract)
    heard = answers(extract)
    weak = [
        _count("rest on one voice", claims, [row for row in claims if len(behind(heard[row.id])) < 2]),
        _count("name nobody", claims, [row for row in claims if named[row.id] == NOBODY]),
        _count("rest on somebody unnamed", claims, [row for row in claims if named[row.id] == UNNAMED]),
        _count("have no date", claims, [row for row in claims if (row.said_earliest, row.said_latest) == (None, None)]),
        _count("are hedged", claims, [row for row in claims if heard[row.id][0].answer == "hedges"]),
    ]
    repeats = sum(1 for row in extract.passages if row.repeats)
    numbers = len(extract.rejected) + sum((row.low, row.high) != (None, None) for row in claims)
    left = [
        Count(_LEFT, "Passages that repeat another", repeats, len(extract.passages)),
        Count(_LEFT, "Numbers that are no figures", len(extract.rejected), numbers),
    ]
    return counted(name, _title(weak, len(claims)), [*weak, *left])


def _count(label: str, claims: Sequence[Claim], weak: Sequence[Claim]) -> Count:
    return Count(_WEAK, f"Claims that {label}", len(weak), len(claims), weak[0].id if weak else None)


def _title(weak: list[Count], total: int) -> str:
    """Return what weakens most claims; of equals, what is listed first."""
    if not total:
        return "No claim matches this selection"
    worst, found = max(weak, key=lambda one: one.number), sum(one.number for one in weak)
    if total == 1:
        return wording.sentence(f"{wording.count(found, 'weakness', 'weaknesses')} found in the one claim")
    if not found:
        return f"Nothing listed here weakens any of {total:,} claims"
    said = worst.label.removeprefix("Claims that ")
    return wording.sentence(f"{wording.share(worst.number, total)} claims {said}")
