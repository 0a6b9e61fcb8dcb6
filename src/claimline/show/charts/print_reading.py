"""What can be read off a figure for print as matplotlib holds it, for the check that it is unchanged.

Pure: a drawn sheet in, a line for each kind of mark out. Read are the places that our own marks were given, in px, and
neither pictures nor fonts, so that another version of matplotlib changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimline.show.charts.reading import counted, plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Sheet
    from matplotlib.patches import Patch


def print_reading(sheet: Sheet) -> list[str]:
    """Return what the *sheet* shows: how far it reaches and which way up it is, and its texts, lines and shapes."""
    from matplotlib.colors import to_hex

    [axes] = sheet.axes
    texts = [
        [one.get_text(), one.get_horizontalalignment(), _places([one.get_position()]), plain(to_hex(one.get_color()))]
        for one in axes.texts
    ]
    lines = [
        [_places(one.get_xydata()), one.get_linestyle(), one.get_alpha(), plain(to_hex(one.get_color()))]
        for one in axes.lines
    ]
    shapes = [
        [_outline(one), one.get_alpha(), plain(to_hex(one.get_facecolor())), plain(to_hex(one.get_edgecolor()))]
        for one in axes.patches
    ]
    reach = f"sheet {_places([axes.get_xlim(), axes.get_ylim()])}"
    return [reach, counted("text", texts), counted("line", lines), counted("shape", shapes)]


def _outline(patch: Patch) -> list[list[int]]:
    return _places(patch.get_patch_transform().transform(patch.get_path().vertices))


def _places(points: Any) -> list[list[int]]:
    """Return *points* to the px."""
    return [[round(float(value)) for value in point] for point in points]
