"""The change strip: what was said before as a tick, what is said now as a mark, and an arrow from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimline.show.changes import Change
from claimline.show.charts.change_view import linked, narrow_view, wide_view
from claimline.show.charts.figures import Figure
from claimline.show.drawing import plot
from claimline.show.drawing.letters import plain
from claimline.show.words import phrases, wording

#: More changes of one kind than this are left to the table.
MOST_CHANGES = 8
#: What each kind of change is called in a title and above its rows, in the order of the strip.
_KINDS = {
    "added": ("new", "New"),
    "revised": ("revised", "Revised"),
    "moved": ("moved", "Moved to another level"),
    "gone": ("withdrawn", "Withdrawn"),
    "contested": ("newly contested", "Newly contested"),
}
_ENCODINGS = {
    "tick": "what was said before",
    "mark": "what is said now; a cross: newly contested",
    "arrow": "from the one to the other; its length means nothing",
    "group": "what kind of change it is",
}


def change_strip(changes: Iterable[Change], *, name: str = "change-strip") -> Figure:
    """Return *changes*, as `show.changes` finds them between two extracts, by kind: before, an arrow, and now.

    *name* is the figure's id on its page. A withdrawn row has no evidence in the new extract, and so no link.
    """
    everything = list(changes)
    kinds = {kind: [one for one in everything if one.kind == kind] for kind in _KINDS}
    shown = {_group(kind, members): members[:MOST_CHANGES] for kind, members in kinds.items() if members}
    drawn = [one for members in shown.values() for one in members]
    title, note = _title(kinds), _note(everything, drawn)
    subtitle = "Before as a tick, now as a mark; the arrow's length means nothing." if drawn else "Nothing to draw."
    heading = (title, subtitle, note)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note=note,
        alt=wording.alternative(f"{title}.", [_spoken(one) for one in drawn]),
        wide=plot.sheet([wide_view(shown)], plot.WIDE, *heading),
        narrow=plot.sheet([narrow_view(shown)], plot.NARROW, *heading),
        rows=tuple(_table_row(one, one in drawn) for one in everything),
        digest="\n".join([title, *(f"{one.kind} | {_spoken(one)} | {one.id}" for one in drawn), note]).strip(),
        tooltips=_tooltips(drawn),
        encodings=_ENCODINGS,
    )


def _group(kind: str, members: list[Change]) -> str:
    """Return the heading of the rows of one kind: how many there are, and how many of them are drawn."""
    count = f"{len(members):,}"
    drawn = f"{MOST_CHANGES} of {count}" if len(members) > MOST_CHANGES else count
    return f"{_KINDS[kind][1]} ({drawn})"


def _title(kinds: dict[str, list[Change]]) -> str:
    counts = [f"{wording.numeral(len(members))} {_KINDS[kind][0]}" for kind, members in kinds.items() if members]
    if not counts:
        return "Nothing changed since the last report"
    said = phrases.listed(counts)
    return wording.title(f"{said} since the last report", said, wording.sentence(", ".join(counts)))


def _note(everything: list[Change], drawn: list[Change]) -> str:
    return wording.left_out((len(everything) - len(drawn), "further change", ""))


def _spoken(one: Change) -> str:
    parts = [plain(part) for part in (one.before, one.after) if part]
    return f"{_KINDS[one.kind][0]}: {', now '.join(parts)}"


def _tooltips(drawn: list[Change]) -> dict[str, str]:
    """Return what became of each row: one line for each change, as a revised row may be contested as well."""
    said: dict[str, list[str]] = {}
    for one in drawn:
        if linked(one):
            said.setdefault(one.id, []).append(_spoken(one))
    return {key: "\n".join(lines) for key, lines in said.items()}


def _table_row(one: Change, drawn: bool) -> dict[str, Any]:
    return {
        "id": one.id if linked(one) else None,
        "change": _KINDS[one.kind][0],
        "table": one.table,
        "before": plain(one.before) or None,
        "now": plain(one.after) or None,
        "drawn": drawn,
    }
