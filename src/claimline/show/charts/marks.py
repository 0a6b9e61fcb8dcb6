"""What charts show of a claim: one `Mark` each, in words, days and a colour token. Pure: frame in, marks out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from claimline.show.drawing import theme
from claimline.show.drawing.letters import plain
from claimline.show.words import wording

if TYPE_CHECKING:
    import pandas

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim as it is drawn. `group` says what is counted; `figure`, `status`, `voice` and `days` are words.

    `low` and `high` are the ends of what was said, `token` the colour of the voice's bloc.
    """

    id: str
    group: str
    low: float | None
    high: float | None
    figure: str
    status: str
    voice: str
    token: str
    earliest: date | None
    latest: date | None
    basis: str
    row: Row = field(compare=False, repr=False)

    @property
    def value(self) -> float:
        """Where the mark stands: the lower end if there is one, else the upper. Only for marks with a figure."""
        value = self.high if self.low is None else self.low
        return math.nan if value is None else value

    @property
    def day(self) -> date | None:
        """The latest day that the text allows for the statement, or the earliest where that is all it gives."""
        return self.latest or self.earliest

    @property
    def claim(self) -> str:
        """The figure and what became of it: "≥ 10,000 under way"."""
        return f"{self.figure} {self.status}".strip()

    def days(self, *, years: bool = True) -> str:
        """Return the days of the statement in words."""
        return wording.days(self.earliest, self.latest, years=years)


def records(frame: pandas.DataFrame | Iterable[Row]) -> list[dict[str, Any]]:
    """Return *frame*, or any list of rows, as dictionaries in which whatever is missing is None."""
    rows: Any = frame
    if hasattr(rows, "notna"):
        rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [{str(key): None if value == "" else value for key, value in row.items()} for row in rows]


def day(value: Any) -> date | None:
    """Return the day that *value*, an ISO string or a datetime, falls on; None for anything else."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def marks(rows: Iterable[Row]) -> list[Mark]:
    """Return one mark for each claim of *rows*, in their order, drawable or not."""
    return [_mark(row) for row in rows]


def _mark(row: Row) -> Mark:
    return Mark(
        id=str(row["id"]),
        group=group(row),
        low=row.get("low"),
        high=row.get("high"),
        figure=wording.figure(row),
        status=wording.status(row),
        voice=wording.voice(row),
        token=token(row),
        earliest=day(row.get("said_earliest")),
        latest=day(row.get("said_latest")),
        basis=str(row.get("said_basis") or "none"),
        row=row,
    )


def group(row: Row) -> str:
    """Return what the claim *row* counts: its measure's label, else its own noun phrase, else its unit or kind."""
    words = row.get("measure_label") or row.get("measure") or row.get("counted") or row.get("unit") or row.get("kind")
    return wording.sentence(plain(words or "no unit given"))


def token(row: Row) -> str:
    """Return the colour token of the bloc that *row* speaks for, by its position in the codebook."""
    return theme.bloc(row.get("bloc_position"))


def groups(drawn: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Return *drawn* by what they count, the most told first, each from its smallest to its largest figure.

    Units keep their own group even under one measure: dollars and euros have no common scale.
    """
    listed = list(drawn)
    units: dict[str, set[str]] = {}
    for mark in listed:
        units.setdefault(mark.group, set()).add(_unit(mark))
    named: dict[str, list[Mark]] = {}
    for mark in listed:
        unit = _unit(mark)
        named.setdefault(f"{mark.group} ({unit})" if unit and len(units[mark.group]) > 1 else mark.group, []).append(
            mark
        )
    sizes = Counter({name: len(members) for name, members in named.items()})
    order = sorted(named, key=lambda name: (-sizes[name], name))
    return {name: sorted(named[name], key=_rank) for name in order}


def _unit(mark: Mark) -> str:
    if mark.row.get("kind") == "percent":
        return "%"
    return str(mark.row.get("unit") or "") if mark.row.get("kind") != "count" else ""


def _rank(mark: Mark) -> tuple[float, date, str, str]:
    return (mark.value, mark.day or date.max, mark.voice, mark.id)


def tooltip(mark: Mark) -> str:
    """Return what hovering over *mark* says: figure, voice, status, days, quote, document and offsets."""
    return "\n".join(
        [
            f"{mark.group}: {mark.claim}",
            f"{mark.voice}, said {mark.days()} ({mark.basis})",
            quoted(mark.row),
            place(mark.row),
        ]
    )


def quoted(row: Row, room: int = 240) -> str:
    """Return the quote of *row*, at most *room* characters of it, in quotation marks unless it brings its own."""
    text = plain(row.get("quote") or "")
    short = text if len(text) <= room else text[: room - 1].rstrip() + "…"
    return short if text[:1] in tuple("\"“”'‘«") else f"“{short}”"


def place(row: Row) -> str:
    """Return where the quote of *row* stands."""
    return f"{plain(row.get('document'))}, {row.get('start')}–{row.get('end')}"


def digest_line(mark: Mark) -> str:
    """Return *mark* as one line: what nbval compares when a notebook is run again."""
    spell = f"{mark.earliest or '..'}/{mark.latest or '..'}"
    return f"{mark.group} | {mark.claim} | {mark.voice} | {spell} {mark.basis} | {mark.id}"


def table_row(mark: Mark, drawn: bool) -> dict[str, Any]:
    """Return *mark* as a row of the table behind a figure: plain values only."""
    return {
        "id": mark.id,
        "measure": mark.group,
        "figure": mark.figure,
        "status": mark.status,
        "voice": mark.voice,
        "said": mark.days(),
        "basis": mark.basis,
        "quote": plain(mark.row.get("quote") or ""),
        "document": plain(mark.row.get("document") or ""),
        "start": mark.row.get("start"),
        "end": mark.row.get("end"),
        "low": mark.low,
        "high": mark.high,
        "said_earliest": str(mark.earliest) if mark.earliest else None,
        "said_latest": str(mark.latest) if mark.latest else None,
        "bloc": mark.row.get("bloc"),
        "drawn": drawn,
    }


def telling(members: list[Mark], limit: int) -> list[Mark]:
    """Return at most *limit* of *members*, in their order: the largest, the smallest, the latest of each voice, then
    whatever is left, largest first. Where not all can be shown, these are the ones a reader would ask for."""
    if len(members) <= limit:
        return members
    latest = {mark.voice: mark for mark in sorted(members, key=lambda mark: (mark.day or date.min, mark.id))}
    wanted = [members[-1], members[0], *sorted(latest.values(), key=_rank, reverse=True), *reversed(members)]
    chosen: set[str] = set()
    for mark in wanted:
        if len(chosen) < limit:
            chosen.add(mark.id)
    return [mark for mark in members if mark.id in chosen]
