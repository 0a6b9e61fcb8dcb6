"""The charts: a tidy frame in, a `Figure` out. Every mark links to its row; what is not drawn is said."""

from __future__ import annotations

from claimline.show.claim_strip import claim_strip
from claimline.show.figures import Figure
from claimline.show.figures_over_time import figures_over_time
from claimline.show.print_figure import PrintFigure, print_figure
from claimline.show.stance_ladder import stance_ladder

__all__ = ["Figure", "PrintFigure", "claim_strip", "figures_over_time", "print_figure", "stance_ladder"]
