"""What charts show of a stance: one `Statement` each, and who moved. Pure: frame in, statements out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from claimline.codebook import language
from claimline.show.charts.marks import Row, day, place, quoted, token
from claimline.show.drawing.letters import plain
from claimline.show.words import wording


@dataclass(frozen=True, slots=True)
class Statement:
    """A stance as it is drawn. `actor` is on whose behalf it was said, `rung` counts from 0, None off the ladder."""

    id: str
    actor: str
    voice: str
    rung: int | None
    level: str
    hedged: bool
    token: str
    earliest: date | None
    latest: date | None
    basis: str
    document: str
    row: Row = field(compare=False, repr=False)

    @property
    def day(self) -> date | None:
        """The latest day that the text allows, or the earliest where that is all it gives."""
        return self.latest or self.earliest

    def days(self, *, years: bool = True) -> str:
        """Return the days of the statement in words."""
        return wording.days(self.earliest, self.latest, years=years)


def statement(row: Row) -> Statement:
    """Return the stance *row* as it is drawn."""
    rung = row.get("rung")
    return Statement(
        id=str(row["id"]),
        actor=plain(row.get("principal_label") or wording.voice(row)),
        voice=wording.voice(row),
        rung=None if rung is None else int(rung),
        level=plain(row.get("level_label") or row.get("level") or ""),
        hedged=bool(row.get("hedge")),
        token=token(row),
        earliest=day(row.get("earliest")),
        latest=day(row.get("latest")),
        basis=str(row.get("date_basis") or "none"),
        document=str(row.get("document")),
        row=row,
    )


def rungs(rows: Iterable[Row]) -> list[str]:
    """Return the labels of all rungs of the ladder of *rows*, the lowest first, used or not."""
    listed = list(rows)
    ladder = next((str(row["ladder"]) for row in listed if row.get("ladder")), "")
    known: Mapping[str, Any] = language("ladders")["ladders"].get(ladder, {})
    labels = list(known.get("rungs", {}).values())
    for row in listed:
        rung = row.get("rung")
        if rung is not None:
            labels += [""] * (int(rung) + 1 - len(labels))
            labels[int(rung)] = plain(row.get("level_label") or labels[int(rung)])
    return labels


def previous(statements: list[Statement]) -> dict[str, Statement]:
    """Return the statement before each one of the same actor, by id, where the texts leave no doubt of the order.

    No doubt means that the one must have been made before the first day on which the other can have been made; a
    shared day will do where both stand in one document whose order dates them. Where two candidates made by the
    same day stand on different rungs, neither is "the" previous one; and where documents differ, or one stretch of
    days has the actor on two rungs, nobody can say that the actor moved.
    """
    before = {}
    doubtful = {one.id for pair in differing(statements) for one in pair}
    doubtful |= {one.id for one in statements for other in statements if _rival(one, other)}
    for later in statements:
        earlier = [one for one in statements if _precedes(one, later)]
        last = max((one.latest for one in earlier if one.latest), default=None)
        newest = [one for one in earlier if one.latest == last]
        if len({one.rung for one in newest}) != 1 or (later.id in doubtful and newest[0].rung != later.rung):
            continue
        before[later.id] = max(newest, key=lambda one: (one.earliest or date.min, one.id))
    return before


def _rival(one: Statement, other: Statement) -> bool:
    same = (one.actor, one.earliest, one.latest) == (other.actor, other.earliest, other.latest)
    return same and one.rung != other.rung


def _precedes(one: Statement, later: Statement) -> bool:
    if later.row.get("follows") == one.id:  # another rule than the days' puts them in order
        return True
    if one.id == later.id or one.actor != later.actor or one.latest is None or later.earliest is None:
        return False
    in_order = one.document == later.document and {one.basis, later.basis} == {"sequence"}
    shared = in_order and one.latest == later.earliest and one.latest < (later.latest or date.max)
    return one.latest < later.earliest or shared


def differing(statements: list[Statement]) -> list[tuple[Statement, Statement]]:
    """Return the pairs in which two documents put one actor on different rungs within the same seven days, in an
    order that the texts leave open: a difference between documents then, and not a move of the actor."""
    pairs = []
    for index, one in enumerate(statements):
        for other in statements[index + 1 :]:
            if one.actor == other.actor and one.document != other.document and one.rung != other.rung:
                ends = [one.earliest, one.latest, other.earliest, other.latest]
                known = [end for end in ends if end]
                ordered = _precedes(one, other) or _precedes(other, one)
                if len(known) == 4 and (max(known) - min(known)).days < 7 and not ordered:
                    pairs.append((one, other))
    return pairs


def moved(one: Statement, before: Statement | None) -> int:
    """Return by how many rungs *one* stands above (below: negative) the statement *before* it; 0 if there is none."""
    if before is None or one.rung is None or before.rung is None:
        return 0
    return one.rung - before.rung


def move_words(rungs: int) -> str:
    """Return a move in words: "up two rungs", "down one rung"."""
    return f"{'up' if rungs > 0 else 'down'} {wording.count(abs(rungs), 'rung')}" if rungs else ""


def tooltip(one: Statement) -> str:
    """Return what hovering over the statement says: actor, level, voice, days, hedge, quote, document and offsets."""
    hedge = f", hedged: “{plain(one.row['hedge'])}”" if one.hedged else ""
    voice = "" if one.voice == one.actor else f"{one.voice}, "
    first = f"{one.actor}: {one.level}{hedge}"
    return "\n".join([first, f"{voice}{one.days()} ({one.basis})", quoted(one.row), place(one.row)])


def digest_line(one: Statement) -> str:
    """Return the statement as one line: what nbval compares when a notebook is run again."""
    spell = f"{one.earliest or '..'}/{one.latest or '..'}"
    look = "hedged" if one.hedged else "flat"
    return f"{one.actor} | {one.level} | {look} | {spell} {one.basis} | {one.id}"


def table_row(one: Statement, drawn: bool) -> dict[str, Any]:
    """Return the statement as a row of the table behind a figure: plain values only."""
    return {
        "id": one.id,
        "actor": one.actor,
        "level": one.level,
        "hedge": plain(one.row.get("hedge") or "") or None,
        "voice": one.voice,
        "said": one.days(),
        "basis": one.basis,
        "quote": plain(one.row.get("quote") or ""),
        "document": plain(one.document),
        "start": one.row.get("start"),
        "end": one.row.get("end"),
        "rung": one.rung,
        "said_earliest": str(one.earliest) if one.earliest else None,
        "said_latest": str(one.latest) if one.latest else None,
        "bloc": one.row.get("bloc"),
        "drawn": drawn,
    }
