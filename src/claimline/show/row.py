"""One row of an extract, told in full: its quote in its paragraph, where it comes from, what else is known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimline.model import TABLES, Extract, cells

_PLACE = ("id", "document", "passage", "start", "end", "quote", "context", "context_start")


def found(extract: Extract, prefix: str) -> list[tuple[str, Any]]:
    """Return the (table, row) pairs of *extract* whose id is *prefix*, or else begins with it."""
    rows = [
        (table, row)
        for table in TABLES
        if table != "problems"  # they carry the id of another table's row
        for row in getattr(extract, table)
        if getattr(row, "id", "").startswith(prefix)
    ]
    return [pair for pair in rows if pair[1].id == prefix] or rows


def told(extract: Extract, table: str, row: Any, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return all that is known of *row* as plain JSON: its cells, its paragraph, and what other tables say of it."""
    related = [link for link in extract.links if row.id in (link.source, link.target)]
    return {
        "table": table,
        **dict(cells(row)),
        "paragraph": _paragraph(extract, row, texts),
        "corrections": [dict(cells(one)) for one in extract.corrections if one.row == row.id],
        "links": [dict(cells(link)) for link in related],
        "problems": [dict(cells(problem)) for problem in extract.problems if problem.id == row.id],
    }


def _paragraph(extract: Extract, row: Any, texts: Mapping[str, str]) -> list[str]:
    """Return the paragraph around *row* in three parts: before its quote, the quote, after it."""
    text = texts.get(row.document, "")
    if text[row.start : row.end] != getattr(row, "quote", None):
        return ["", getattr(row, "quote", text[row.start : row.end]), ""]
    start, end = next(
        ((p.start, p.end) for p in extract.passages if p.document == row.document and p.start <= row.start < p.end),
        (row.start, row.end),
    )
    return [text[start : row.start], row.quote, text[row.end : max(end, row.end)]]


def lines(known: Mapping[str, Any]) -> list[str]:
    """Return *known*, as `told` gives it, as lines to read; the quote stands between » and « in its paragraph."""
    before, quote, after = known["paragraph"]
    listed = [f"{known['table']} {known['id']}", f"{known['document']}, characters {known['start']} to {known['end']}"]
    listed += ["", f"{before}»{quote}«{after}".strip(), ""]
    listed += [
        f"{name:<18}{_cell(value)}"
        for name, value in known.items()
        if name not in (*_PLACE, "table", "paragraph", "corrections", "links", "problems") and value is not None
    ]
    for change in known["corrections"]:
        listed.append(
            f"{'corrected':<18}{change['field']}: {change['before']} to {change['after']}: {change['reason']}"
        )
    for link in known["links"]:
        listed.append(
            f"{'link':<18}{link['source']} {link['relation']} {link['target']}, {link['basis']}: {link['quote']}"
        )
    for problem in known["problems"]:
        listed.append(f"{problem['grade']:<18}{problem['rule']}: {problem['message']}")
    return listed


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{int(value):,}" if isinstance(value, float) and value.is_integer() else str(value)
