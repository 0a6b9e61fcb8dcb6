"""The stance ladder: who stands where on one issue, on named rungs over time, and who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from claimline.show.charts.figures import Figure
from claimline.show.charts.ladder_narrow import narrow_views
from claimline.show.charts.ladder_wide import wide_views
from claimline.show.charts.marks import Row, day, records
from claimline.show.charts.statements import (
    Statement,
    differing,
    digest_line,
    move_words,
    moved,
    previous,
    rungs,
    statement,
    table_row,
    tooltip,
)
from claimline.show.drawing import letters, plot
from claimline.show.words import wording

if TYPE_CHECKING:
    import pandas

#: More statements than this are left to the table.
MOST_STATEMENTS = 30
_ENCODINGS = {
    "x": "the latest day that the text allows for the statement; a line back to the earliest",
    "y": "the rung of the issue's ladder: levels in order, never averaged",
    "fill": "stated flatly; hollow: hedged",
    "step": "two statements of one actor whose order the texts leave in no doubt",
    "dotted line": "two documents differ within seven days",
    "dashed line": "the actor's last rung, carried forward",
    "colour": "bloc of the actor",
}
_MOVES = "Line: move since the actor's previous statement."
_STANDS = "Each statement on the rung that its words support."


def stance_ladder(
    frame: pandas.DataFrame | Iterable[Row],
    *,
    issue: str | None = None,
    as_of: str | date | None = None,
    name: str = "stance-ladder",
) -> Figure:
    """Return the statements of *frame* (as `tables.stances` gives them) on one *issue*, on the rungs of its ladder.

    *issue* is the issue's code; None takes the issue with the most statements. *as_of* is the day to which the last
    rung of each actor is carried forward; None carries nothing. *name* is the figure's id on its page.
    """
    rows = _of_issue(records(frame), issue)
    everything = sorted(map(statement, rows), key=_order)
    on_ladder = [one for one in everything if one.rung is not None]
    shown = _telling(on_ladder)
    dated = [one for one in shown if one.day]
    before = previous(dated)
    labels = rungs(rows)
    title = _title(rows, dated or shown, before)
    subtitle = _subtitle(dated)
    note = _note(everything, on_ladder, shown, dated)
    wide = wide_views(dated, labels, before, day(as_of), _key(dated, before))
    below = _MOVES if any(moved(one, before.get(one.id)) for one in shown) else _STANDS
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=below if shown else "",
        note=note,
        alt=wording.alternative(
            f"{title}. {subtitle.rstrip('.')}.", [_spoken(one, before.get(one.id)) for one in dated]
        ),
        wide=plot.sheet(wide, plot.WIDE, title, subtitle, note),
        narrow=plot.sheet(narrow_views(shown, labels, before), plot.NARROW, title, below),
        rows=tuple(table_row(one, one in dated) for one in everything),
        digest="\n".join([title, *map(digest_line, dated), note]).strip(),
        tooltips={one.id: tooltip(one) for one in shown},
        encodings=_ENCODINGS,
    )


def _of_issue(rows: list[dict[str, Any]], issue: str | None) -> list[dict[str, Any]]:
    counts = Counter(str(row.get("issue")) for row in rows)
    wanted = issue or min(counts, key=lambda code: (-counts[code], code), default="")
    return [row for row in rows if str(row.get("issue")) == wanted]


def _order(one: Statement) -> tuple[date, date, str, str]:
    return (one.day or date.max, one.earliest or date.min, one.actor, one.id)


def _telling(statements: list[Statement]) -> list[Statement]:
    """Return at most 30 of *statements*, in their order: the last of each actor, then the newest."""
    last = {one.actor: one for one in statements}
    wanted = [*reversed(last.values()), *reversed(statements)]
    chosen: set[str] = set()
    for one in wanted:
        if len(chosen) < MOST_STATEMENTS:
            chosen.add(one.id)
    return [one for one in statements if one.id in chosen]


# ---- words -----------------------------------------------------------------------------------------


def _title(rows: list[dict[str, Any]], shown: list[Statement], before: dict[str, Statement]) -> str:
    if not shown:
        return "No statement matches this selection"
    issue = letters.plain(rows[0].get("issue_label") or rows[0].get("issue") or "Stances")
    finding = _move(shown, before) or _spread(shown)
    briefly = wording.count(len(shown), "statement")
    return wording.title(f"{issue}: {finding}", f"{issue}: {briefly}", finding, f"{issue}")


def _move(shown: list[Statement], before: dict[str, Statement]) -> str:
    """Return the widest move in words, the latest of equals; "" if nobody moved."""
    movers = [one for one in shown if moved(one, before.get(one.id))]
    if not movers:
        return ""
    widest = max(movers, key=lambda one: (abs(moved(one, before[one.id])), one.day or date.min, one.id))
    return f"{widest.actor} moved {move_words(moved(widest, before[widest.id]))}"


def _spread(shown: list[Statement]) -> str:
    """Return between which levels the statements lie: no order is claimed, so this is no "from ... to"."""
    lowest, highest = (_at(shown, end(one.rung or 0 for one in shown)) for end in (min, max))
    actors = list(dict.fromkeys(one.actor for one in shown))
    who = actors[0] if len(actors) == 1 else wording.count(len(actors), "actor")
    if lowest == highest:
        return f"{who} {'only ' if len(shown) > 1 else ''}at {lowest}"
    return f"{who} between {lowest} and {highest}"


def _at(shown: list[Statement], rung: int) -> str:
    """Return the level of *rung*, and whether it was never said there without a hedge."""
    there = [one for one in shown if (one.rung or 0) == rung]
    return f"“{there[0].level}”{' (hedged)' if all(one.hedged for one in there) else ''}"


def _subtitle(dated: list[Statement]) -> str:
    known = sorted(end for one in dated for end in (one.earliest, one.latest) if end)
    if not known:
        return "Nothing to draw over time."
    months = wording.period(known[0], known[-1])
    return f"Rung that each statement supports, placed on the latest day its text allows, {months}"


def _note(
    everything: list[Statement], on_ladder: list[Statement], shown: list[Statement], dated: list[Statement]
) -> str:
    return wording.left_out(
        (len(shown) - len(dated), "statement", "without a date"),
        (len(everything) - len(on_ladder), "statement", "off the ladder"),
        (len(on_ladder) - len(shown), "older statement", ""),
        head="Not drawn over time",
    )


def _spoken(one: Statement, before: Statement | None) -> str:
    move = move_words(moved(one, before))
    return f"{one.actor}: {one.level}{' (hedged)' if one.hedged else ''}{f', {move}' if move else ''}, {one.days()}"


def _key(dated: list[Statement], before: dict[str, Statement]) -> list[tuple[str, str]]:
    entries = {
        "happened": ("stated flatly", any(not one.hedged for one in dated)),
        "planned": ("hedged", any(one.hedged for one in dated)),
        "span": ("days the text allows", any(one.earliest and one.earliest != one.latest for one in dated)),
        "open": ("no earliest day given", any(one.earliest is None for one in dated)),
        "step": (
            "from one statement to the actor's next",
            any(one.day != before[one.id].day for one in dated if one.id in before),
        ),
        "dotted": ("two documents differ", bool(differing(dated))),
    }
    return [(sign, said) for sign, (said, used) in entries.items() if used]
