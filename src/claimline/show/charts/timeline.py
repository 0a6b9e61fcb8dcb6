"""The timeline: events in their order, a dot where the day is known and a bar where the text leaves several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimline.show.charts.figures import Figure
from claimline.show.charts.marks import Row, records
from claimline.show.charts.occasions import Occasion, digest_line, occasions, order, spoken, table_row, tooltip
from claimline.show.charts.timeline_view import crowded, narrow_view, wide_views
from claimline.show.drawing import plot
from claimline.show.words import wording

if TYPE_CHECKING:
    import pandas

#: More events than this are left to the table.
MOST_EVENTS = 24
_ENCODINGS = {
    "x": "days; where most events fall into a short time, that time has a panel of its own",
    "dot": "the day is known",
    "bar with caps": "the days that the text allows",
    "fill": "happened; hollow: planned or imagined; cross: said not to have happened",
    "colour": "bloc of who acted",
}


def timeline(frame: pandas.DataFrame | Iterable[Row], *, name: str = "timeline") -> Figure:
    """Return the events of *frame* (as `tables.events` gives them) in their order, one row for each event.

    Rows of one cluster tell of one event. *name* is the figure's id on its page. Events without any date are counted
    in the note and listed in the table.
    """
    rows = records(frame)
    everything = occasions(rows)
    dated = [one for one in everything if one.day]
    shown = _telling(dated)
    ids = {one.id for one in shown}
    title, subtitle, note = _title(everything, dated, shown), _subtitle(shown), _note(everything, dated, shown)
    below = _subtitle(shown, enlarged=False)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=below,
        note=note,
        alt=wording.alternative(f"{title}. {subtitle.rstrip('.')}.", [spoken(one) for one in shown]),
        wide=plot.sheet(wide_views(shown) or [plot.nothing(plot.WIDE)], plot.WIDE, title, subtitle, note),
        narrow=plot.sheet(narrow_view(shown) or [plot.nothing(plot.NARROW)], plot.NARROW, title, below, note),
        rows=tuple(table_row(row, str(row["id"]) in ids) for row in rows),
        digest="\n".join([title, *map(digest_line, shown), note]).strip(),
        tooltips={one.id: tooltip(one) for one in shown},
        encodings=_ENCODINGS,
    )


def _telling(dated: list[Occasion]) -> list[Occasion]:
    """Return at most 24 of *dated*, in their order: what is told most often, then dated best, then latest."""
    wanted = sorted(reversed(dated), key=lambda one: (-one.told, not one.known))
    return sorted(wanted[:MOST_EVENTS], key=order)


def _title(everything: list[Occasion], dated: list[Occasion], shown: list[Occasion]) -> str:
    if not everything:
        return "No event matches this selection"
    if not dated:
        return wording.sentence(f"{wording.count(len(everything), 'event')}, none with a date")
    if len(dated) == 1:
        return f"One dated event: {dated[0].days()}"
    if len({(one.earliest, one.latest) for one in dated}) == 1:
        return wording.sentence(f"{wording.count(len(dated), 'event')}, all of {dated[0].days()}")
    window = crowded([one.day for one in shown if one.day])
    if window:
        within = sum(1 for one in dated if one.day and window[0] <= one.day <= window[1])
        return f"{within:,} of {len(dated):,} dated events fall in {wording.days(*window)}"
    known = [one.day for one in dated if one.day]
    return wording.sentence(f"{wording.count(len(dated), 'event')} in order, {wording.period(min(known), max(known))}")


def _subtitle(shown: list[Occasion], *, enlarged: bool = True) -> str:
    if not shown:
        return "Nothing to draw over time."
    window = crowded([one.day for one in shown if one.day]) if enlarged else None
    larger = f" {wording.days(*window)} is enlarged." if window else ""
    return f"Events by the latest day that their text allows.{larger}"


def _note(everything: list[Occasion], dated: list[Occasion], shown: list[Occasion]) -> str:
    undated, left = len(everything) - len(dated), len(dated) - len(shown)
    again = sum(one.told - 1 for one in shown)
    rows = wording.sentence(wording.count(again, "row tells", "rows tell"))
    notes = [
        wording.left_out((undated, "event", "without a date"), (left, "further event", "")),
        f"{rows} again of an event that is drawn." if again else "",
    ]
    return " ".join(note for note in notes if note)
