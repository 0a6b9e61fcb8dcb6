"""The corroboration matrix: who asserts, backs, hedges, doubts or disputes each claim, and who says nothing."""

from __future__ import annotations

from typing import Any

from claimline.model import Extract
from claimline.show.charts.figures import Figure
from claimline.show.charts.matrix_view import narrow_views, wide_views
from claimline.show.charts.matters import WORDS, Cell, Matter, columns, matters
from claimline.show.drawing import plot
from claimline.show.words import wording

#: More claims or columns than these are left to the table.
MOST_CLAIMS, MOST_COLUMNS = 14, 7
_ENCODINGS = {
    "row": "a claim; those with most voices behind them first",
    "column": "a voice, or for whom voices speak where there are many; those that speak to most claims first",
    "disc": "asserts",
    "cross": "backs; hollow: backs in part",
    "half disc": "hedges",
    "question mark": "cannot confirm",
    "dash": "plays down",
    "x": "disputes",
    "dot": "says nothing in these documents, which is no agreement",
}


def corroboration(extract: Extract, *, name: str = "corroboration") -> Figure:
    """Return who says what to each claim of *extract*, as `weigh.voices` has it: claims down, voices across.

    Claims of one proposition are one row. Where there are more than seven voices, a column is for whom they speak. What
    has no row or column is counted in the note and listed in the table. *name* is the figure's id on its page.
    """
    everything = matters(extract)
    parties = len(columns(everything[:MOST_CLAIMS], False)) > MOST_COLUMNS
    every = columns(everything[:MOST_CLAIMS], parties)
    heads = every[:MOST_COLUMNS]
    shown = [one for one in everything if one.cells(parties).keys() & set(heads)][:MOST_CLAIMS]
    drawn = [(one, cell) for one in shown for head, cell in one.cells(parties).items() if head in heads]
    title, subtitle = _title(everything), _subtitle(shown, heads, parties)
    note = _note(everything, shown, every[MOST_COLUMNS:], len(extract.claims))
    heading = (title, subtitle, note)
    return Figure(
        id=name,
        title=title,
        subtitle=subtitle,
        narrow_subtitle=subtitle,
        note=note,
        alt=wording.alternative(f"{title}.", [_spoken(one) for one in shown]),
        wide=plot.sheet(wide_views(shown, heads, parties), plot.WIDE, *heading),
        narrow=plot.sheet(narrow_views(shown, heads, parties), plot.NARROW, *heading),
        rows=tuple(_table_row(one, cell, (one, cell) in drawn) for one in everything for cell in one.answers),
        digest="\n".join([title, *(_digest_line(one, cell) for one, cell in drawn), note]).strip(),
        tooltips=_tooltips(drawn),
        encodings=_ENCODINGS,
    )


def _title(everything: list[Matter]) -> str:
    total, several = len(everything), sum(one.voices > 1 for one in everything)
    if not everything:
        return "No claim matches this selection"
    if total == 1:
        return wording.sentence(f"{wording.count(everything[0].voices, 'voice')} behind the one claim")
    if not several:
        return f"None of {wording.numeral(total)} claims has more than one voice behind it"
    if several == total:
        return f"All {wording.numeral(total)} claims have more than one voice behind them"
    has = "has more than one voice behind it" if several == 1 else "have more than one voice behind them"
    counted = f"{wording.numeral(several)} of {wording.numeral(total)} claims {has}"
    return f"Only {counted}" if several * 4 <= total else wording.sentence(counted)


def _subtitle(shown: list[Matter], heads: list[str], parties: bool) -> str:
    if not shown:
        return "Nothing to draw."
    who = "What the voices of each party say" if parties else "What each voice says"
    more = "; +1: one more voice answers" if any(one.others(head, parties) for one in shown for head in heads) else ""
    return f"{who} to each claim{more}. A small dot: nothing said in these documents, which is no agreement."


def _note(everything: list[Matter], shown: list[Matter], without: list[str], told: int) -> str:
    """Return what is not drawn, and why the texts' claims, *told* in number, are not as many rows."""
    left = len(everything) - len(shown)
    missing = wording.left_out((left, "further claim", ""), (len(without), "further voice", ""))
    once = f"The texts make {told:,} claims; those that state the same are one row, and counted once."
    return f"{missing} {once}".strip() if told > len(everything) else missing


def _spoken(one: Matter) -> str:
    told = ", ".join(f"{cell.voice} {WORDS[cell.answer]}" for cell in one.answers[:6])
    return f"{one.label}: {told}"


def _digest_line(one: Matter, cell: Cell) -> str:
    spell = f"{cell.earliest or '..'}/{cell.latest or '..'}"
    return f"{one.label} | {cell.voice} | {WORDS[cell.answer]} | {spell} | {cell.id}"


def _tooltips(drawn: list[tuple[Matter, Cell]]) -> dict[str, str]:
    """Return what each evidence row says, to every claim that it speaks to."""
    said: dict[str, list[str]] = {}
    cells: dict[str, Cell] = {}
    for one, cell in drawn:
        said.setdefault(cell.id, []).append(f"{cell.voice} {WORDS[cell.answer]}: {one.label}")
        cells[cell.id] = cell
    return {key: "\n".join([*lines, f"“{cells[key].quote}”", cells[key].place]) for key, lines in said.items()}


def _table_row(one: Matter, cell: Cell, drawn: bool) -> dict[str, Any]:
    return {
        "id": cell.id,
        "claim": one.label,
        "voices_behind": one.voices,
        "voice": cell.voice,
        "speaks_for": cell.party,
        "answer": WORDS[cell.answer],
        "said": wording.days(cell.earliest, cell.latest),
        "quote": cell.quote,
        "document": cell.place,
        "said_earliest": str(cell.earliest) if cell.earliest else None,
        "said_latest": str(cell.latest) if cell.latest else None,
        "drawn": drawn,
    }
