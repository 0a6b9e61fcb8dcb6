"""The print figure: a chart by matplotlib, as a notebook shows it and as files to send to a printer."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from claimline.show.charts.figures import MIME, Figure
from claimline.show.charts.figures_over_time import figures_over_time
from claimline.show.charts.marks import Row
from claimline.show.charts.print_reading import print_reading
from claimline.show.charts.printing import printed, saved, sheet

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure as Sheet


@dataclass(frozen=True)
class PrintFigure:
    """A chart as vector graphics for print. What it says is its `figure`'s, and so is its digest.

    Each form is drawn when it is first asked for: a notebook shows one of them.
    """

    figure: Figure

    @cached_property
    def _sheet(self) -> Sheet:
        return sheet(self.figure.wide)

    @cached_property
    def svg(self) -> bytes:
        """The figure as SVG."""
        return saved(self._sheet, "svg")

    @cached_property
    def pdf(self) -> bytes:
        """The figure as PDF, its fonts in it."""
        return printed(self.figure.wide, "pdf")

    @cached_property
    def png(self) -> bytes:
        """The figure as PNG."""
        return printed(self.figure.wide, "png")

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        picture = base64.b64encode(self.svg).decode("ascii")
        source = f"data:image/svg+xml;base64,{picture}"
        image = f'<img class="claimline-print" alt="{escape(self.figure.alt)}" src="{source}">'
        bundle = {**self.figure.bundle, "printed": print_reading(self._sheet)}
        return {"text/plain": self.figure.digest, "text/html": image, MIME: bundle}


def print_figure(
    frame: Figure | pandas.DataFrame | Iterable[Row],
    *,
    measures: Sequence[str] | None = None,
    name: str = "figures-over-time-print",
) -> PrintFigure:
    """Return a figure for print as SVG, PDF and PNG: without links, each mark labelled or in the table.

    *frame* is any figure; of claims, as `tables.claims` gives them, figures over time are drawn, with *measures* and
    *name* as there. The bytes depend on the rows and on matplotlib's version alone.
    """
    figure = frame if isinstance(frame, Figure) else figures_over_time(frame, measures=measures, name=name)
    return PrintFigure(figure)
