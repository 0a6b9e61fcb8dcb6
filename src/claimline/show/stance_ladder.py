"""The stance ladder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimline.show import plot
from claimline.show.figures import Figure
from claimline.show.marks import Row, records

if TYPE_CHECKING:
    import pandas


def stance_ladder(
    frame: pandas.DataFrame | Iterable[Row],
    *,
    issue: str | None = None,
    as_of: str | None = None,
    name: str = "stance-ladder",
) -> Figure:
    """Return the statements of *frame* on one *issue* (its code) on the rungs of the issue's ladder."""
    rows = [row for row in records(frame) if issue is None or row.get("issue") == issue]
    empty = plot.stacked([plot.view(plot.WIDE, 1, [plot.extent(0, 0, plot.WIDE, 1)])], ["Stances"], [])
    return Figure(name, "Stances", "", "", "Stances", empty, empty, tuple(rows), "Stances", {}, {})
