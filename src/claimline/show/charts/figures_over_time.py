"""Figures over time: every claim of a measure on the days that its text allows, bounds and doubts drawn as marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from claimline.show.charts.claim_strip import selection, spoken, strip, strip_subtitle
from claimline.show.charts.figures import Figure
from claimline.show.charts.marks import Mark, Row, digest_line, groups, marks, records, table_row, telling, tooltip
from claimline.show.charts.panel import Panel, spans
from claimline.show.charts.panel_view import panel_views
from claimline.show.drawing import plot
from claimline.show.words import phrases, wording

if TYPE_CHECKING:
    import pandas

#: More panels than this are left to the claim strip and the table.
MOST_PANELS = 6
#: More marks than these in one panel are left to the table: they would hide each other.
MOST_MARKS = 20
_ENCODINGS = {
    "x": "the latest day that the text allows for the statement; a line back to the earliest",
    "y": "the figure as claimed: the lower end where there are two",
    "arrow": "at least or at most: the source gave no other end",
    "shape": "happened: disc; under way: diamond; planned: ring; denied: cross; not said: square",
    "colour": "bloc of the voice",
    "panel": "measure and unit",
}
NOTHING = "No figure matches this selection"


def figures_over_time(
    frame: pandas.DataFrame | Iterable[Row],
    *,
    measures: Sequence[str] | None = None,
    name: str = "figures-over-time",
) -> Figure:
    """Return the claims of *frame* (as `tables.claims` gives them) over time, a panel for each measure and unit.

    *measures* are the codes to draw; None draws every measure, and where the codebook knows none, every counted noun.
    *name* is the figure's id on its page. Claims without a number or a date are counted in the note and listed in the
    table; the narrow form is the claim strip, which can show those without a date.
    """
    everything = _marks(frame, measures)
    figures = _measured(everything)
    told = _panels(figures)
    panels = _thinned(told)
    drawn = [mark for members in panels.values() for mark in members]
    title = _title(told, figures)
    subtitle = _subtitle(told)
    note = _note(everything, figures, told, drawn)
    shown = selection(figures)
    below = strip_subtitle(shown)
    in_strip = [mark for members in shown.values() for mark in members]
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=below,
        note=note,
        alt=wording.alternative(f"{title}. {subtitle.rstrip('.')}.", [spoken(mark) for mark in drawn]),
        wide=plot.sheet(panel_views(panels) or [plot.nothing(plot.WIDE)], plot.WIDE, title, subtitle, note),
        narrow=strip(shown, plot.NARROW, (title, below, "")),
        rows=tuple(table_row(mark, mark in drawn) for mark in everything),
        digest="\n".join([title, *map(digest_line, drawn), note]).strip(),
        tooltips={mark.id: tooltip(mark) for mark in dict.fromkeys([*drawn, *in_strip])},
        encodings=_ENCODINGS,
    )


def _marks(frame: pandas.DataFrame | Iterable[Row], measures: Sequence[str] | None) -> list[Mark]:
    return marks(row for row in records(frame) if not measures or row.get("measure") in measures)


def _panels(figures: list[Mark]) -> dict[str, list[Mark]]:
    return dict(list(groups(mark for mark in figures if mark.day).items())[:MOST_PANELS])


def _thinned(panels: dict[str, list[Mark]]) -> dict[str, list[Mark]]:
    return {name: telling(members, MOST_MARKS) for name, members in panels.items()}


def _measured(everything: list[Mark]) -> list[Mark]:
    """Return the figures that are on a measure; all of them where the codebook has no measure for any."""
    figures = [mark for mark in everything if mark.figure]
    return [mark for mark in figures if mark.row.get("measure")] or figures


# ---- words -----------------------------------------------------------------------------------------


def _title(panels: dict[str, list[Mark]], figures: list[Mark]) -> str:
    """Return what the figures come to; of several measures, what those of the measure told most come to."""
    if not panels:
        return f"{wording.count(len(figures), 'figure')}, none with a date".capitalize() if figures else NOTHING
    name, members = next(iter(panels.items()))
    if len(panels) > 1 and len(members) == 1:
        return wording.sentence(f"{_extent(panels)}: no measure is told twice")
    return _finding(name, members)


def _extent(panels: dict[str, list[Mark]]) -> str:
    total = sum(map(len, panels.values()))
    return f"{wording.count(len(panels), 'measure')}, {wording.count(total, 'claim')}"


def _finding(name: str, members: list[Mark]) -> str:
    """Return what the figures of one measure come to. Claims of different status are no rivals: each is named."""
    if len(members) == 1:
        return wording.title(f"{name}: one claim, {members[0].claim}", f"One claim: {members[0].claim}", "One claim")
    claims = wording.count(len(members), "claim")
    by_status: dict[str, list[Mark]] = {}
    for mark in members:
        by_status.setdefault(mark.status, []).append(mark)
    stages = ", ".join(_stage(status, some) for status, some in by_status.items())
    ends = f"{claims}, from {members[0].figure} to {members[-1].figure}"
    same = f"{claims}, all of {members[0].figure}"
    candidates = [f"{name}: {stages}"] if len(by_status) > 1 else []
    agreed = members[0].figure == members[-1].figure
    rest = [f"{name}: {same}", same] if agreed else [f"{name}: {ends}", ends]
    return wording.title(*candidates, *rest, wording.sentence(claims))


def _stage(status: str, members: list[Mark]) -> str:
    ends = dict.fromkeys([members[0].figure, members[-1].figure])
    return f"{' to '.join(ends)} {status}".strip()


def _subtitle(panels: dict[str, list[Mark]]) -> str:
    known = sorted(
        day for members in panels.values() for mark in members for day in (mark.earliest, mark.latest) if day
    )
    if not known:
        return "Nothing to draw over time."
    logarithmic = [name for name, members in panels.items() if Panel.logarithmic(members)]
    named = phrases.listed([phrases.short(name, 40) for name in logarithmic])
    which = named if len(logarithmic) < 3 else wording.count(len(logarithmic), "measure")
    scale = f"; logarithmic scale for {which}" if logarithmic else ""
    scale += "; days differ by panel" if len(set(spans(panels).values())) > 1 else ""
    extent = f"{_extent(panels)}; each" if len(panels) > 1 else "each"
    months = wording.period(known[0], known[-1])
    return wording.sentence(f"{extent} mark stands on the latest day its text allows, {months}{scale}")


def _note(everything: list[Mark], figures: list[Mark], told: dict[str, list[Mark]], drawn: list[Mark]) -> str:
    numbered = sum(1 for mark in everything if mark.figure)
    undated = sum(1 for mark in figures if not mark.day)
    dated = sum(map(len, told.values()))
    return wording.left_out(
        (undated, "claim", "without a date"),
        (numbered - len(figures), "figure", "on no measure"),
        (len(everything) - numbered, "claim", "without a number"),
        (len(figures) - undated - dated, "claim", "on further measures"),
        (dated - len(drawn), "claim", f"beyond {MOST_MARKS} in a panel"),
        head="Not drawn over time",
    )
