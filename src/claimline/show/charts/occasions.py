"""What charts show of events: one `Occasion` for all rows that tell of one event. Pure: frame in, occasions out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from claimline.show.charts.marks import Row, day, place, quoted, token
from claimline.show.drawing.letters import plain
from claimline.show.words import wording

_STATUSES = {"future": "planned", "hypothetical": "planned", "negated": wording.DENIED}


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event as it is drawn: by the row that dates it most closely, of the `told` rows that tell of it.

    `actor` is "" where nobody is known to have acted; `status` is happened, planned (or only imagined), or denied.
    """

    id: str
    actor: str
    status: str
    token: str
    earliest: date | None
    latest: date | None
    told: int
    row: Row = field(compare=False, repr=False)

    @property
    def day(self) -> date | None:
        """The latest day that the text allows for the event, or the earliest where that is all it gives."""
        return self.latest or self.earliest

    @property
    def known(self) -> bool:
        """Whether the text leaves one day only."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def quote(self) -> str:
        """What the text says of the event, and in how many places where there are more than one."""
        return quoted(self.row, 120) + (f" (told {self.told} times)" if self.told > 1 else "")

    def days(self, *, years: bool = True) -> str:
        """Return the days of the event in words."""
        return wording.days(self.earliest, self.latest, years=years)


def occasions(rows: Iterable[Row]) -> list[Occasion]:
    """Return the events that *rows* (as `tables.events` gives them) tell of, by their latest day, undated ones last."""
    clusters: dict[str, list[Row]] = {}
    for row in rows:
        clusters.setdefault(str(row.get("cluster") or row["id"]), []).append(row)
    return sorted((_occasion(told) for told in clusters.values()), key=order)


def order(one: Occasion) -> tuple[date, date, str]:
    """Return what puts events in their order: by the latest day, then by the earliest."""
    return (one.day or date.max, one.earliest or date.min, one.id)


def _occasion(told: list[Row]) -> Occasion:
    row = min(told, key=lambda one: (_doubt(one), str(one["id"])))
    return Occasion(
        id=str(row["id"]),
        actor=plain(row.get("actor_label") or ""),
        status=_STATUSES.get(str(row.get("auxiliary")), "happened"),
        token=token(row),
        earliest=day(row.get("earliest")),
        latest=day(row.get("latest")),
        told=len(told),
        row=row,
    )


def _doubt(row: Row) -> timedelta:
    """Return how far apart the days of *row* are; where an end is open, farther than any."""
    ends = day(row.get("earliest")), day(row.get("latest"))
    known = [end for end in ends if end]
    return max(known) - min(known) if len(known) == 2 else timedelta.max - timedelta(days=len(known))


def spoken(one: Occasion) -> str:
    """Return *one* as a phrase of a text alternative."""
    return f"{one.days()}: {one.actor or 'nobody named'}, {one.quote}"


def tooltip(one: Occasion) -> str:
    """Return what hovering over the event says: who, when, what, and where it stands."""
    basis = one.row.get("date_basis") or "none"
    head = f"{one.actor or 'nobody named'}: {plain(one.row.get('type') or 'event').lower()}"
    return "\n".join([head, f"{one.days()} ({basis})", quoted(one.row), place(one.row)])


def digest_line(one: Occasion) -> str:
    """Return the event as one line: what nbval compares when a notebook is run again."""
    spell = f"{one.earliest or '..'}/{one.latest or '..'}"
    return f"{one.actor or '-'} | {one.row.get('type')} | {one.status} | {spell} | told {one.told} | {one.id}"


def table_row(row: Row, drawn: bool) -> dict[str, Any]:
    """Return one row that tells of an event as a row of the table behind a figure: plain values only."""
    earliest, latest = day(row.get("earliest")), day(row.get("latest"))
    return {
        "id": str(row["id"]),
        "actor": plain(row.get("actor_label") or "") or None,
        "type": row.get("type"),
        "mode": row.get("mode"),
        "auxiliary": row.get("auxiliary"),
        "when": wording.days(earliest, latest),
        "basis": row.get("date_basis"),
        "quote": plain(row.get("quote") or ""),
        "document": plain(row.get("document") or ""),
        "event": row.get("cluster"),
        "earliest": str(earliest) if earliest else None,
        "latest": str(latest) if latest else None,
        "start": row.get("start"),
        "end": row.get("end"),
        "bloc": row.get("bloc"),
        "drawn": drawn,
    }
