"""The print figure: figures over time by matplotlib, one panel, black on white, the same bytes every time."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from claimline.show.figures import MIME, Figure
from claimline.show.figures_over_time import figures_over_time
from claimline.show.marks import Row

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class PrintFigure:
    """A figure as vector bytes for print: what it says is its `figure`'s, and so is its digest."""

    figure: Figure
    svg: bytes
    pdf: bytes
    png: bytes

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        picture = base64.b64encode(self.svg).decode("ascii")
        return {
            "text/plain": self.figure.digest,
            "text/html": f'<img class="claimline-print" alt="{escape(self.figure.alt)}" '
            f'src="data:image/svg+xml;base64,{picture}">',
            MIME: self.figure.bundle,
        }


def print_figure(
    frame: pandas.DataFrame | Iterable[Row],
    *,
    measures: Sequence[str] | None = None,
    name: str = "figures-over-time-print",
) -> PrintFigure:
    """Return figures over time for print, drawn by matplotlib: SVG, PDF and PNG at once."""
    figure = figures_over_time(frame, measures=measures, name=name)
    return PrintFigure(figure, *(_drawn(figure, form) for form in ("svg", "pdf", "png")))


def _drawn(figure: Figure, form: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    settings: Any = {"svg.hashsalt": "claimline", "svg.fonttype": "path", "pdf.fonttype": 42, "text.parse_math": False}
    out = BytesIO()
    with rc_context(settings):
        canvas = Canvas(figsize=(7.2, 3.4))
        canvas.savefig(out, format=form, metadata={})
    return out.getvalue()
