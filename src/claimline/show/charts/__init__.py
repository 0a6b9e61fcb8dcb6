"""The charts: a tidy frame in, a `Figure` out. Every mark links to its row; what is not drawn is said."""

from __future__ import annotations

from claimline.show.charts.attribution_squares import attribution_squares
from claimline.show.charts.change_strip import change_strip
from claimline.show.charts.claim_strip import claim_strip
from claimline.show.charts.corroboration import corroboration
from claimline.show.charts.date_bars import date_bars
from claimline.show.charts.figures import Figure
from claimline.show.charts.figures_over_time import figures_over_time
from claimline.show.charts.print_figure import PrintFigure, print_figure
from claimline.show.charts.quality_bars import quality_bars
from claimline.show.charts.stance_ladder import stance_ladder
from claimline.show.charts.timeline import timeline

__all__ = [
    "Figure",
    "PrintFigure",
    "attribution_squares",
    "change_strip",
    "claim_strip",
    "corroboration",
    "date_bars",
    "figures_over_time",
    "print_figure",
    "quality_bars",
    "stance_ladder",
    "timeline",
]
