"""One row of an extract, told in full: its quote in its paragraph, where it comes from, what else is known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimline.model import TABLES, Attribution, Claim, Extract, Link, Stance, cells
from claimline.show.words import phrases, wording
from claimline.show.words.answers import TOLD
from claimline.show.words.labels import Labels
from claimline.show.words.reasons import reason
from claimline.weigh.voices import answers, behind

#: The tables of which a row can be an end of a link, as it is told in words.
ENDS = ("attributions", "stances", "claims")
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
    """Return all that is known of *row* as plain JSON: its cells, its paragraph, and what other tables say of it.

    Each link has `told`, the other end in words, and `why`; a claim has `voices`, a sentence each.
    """
    labels = Labels(extract)
    related = [link for link in extract.links if row.id in (link.source, link.target)]
    return {
        "table": table,
        **dict(cells(row)),
        **_place(row),
        "paragraph": _paragraph(extract, row, texts),
        "corrections": [dict(cells(one)) for one in extract.corrections if one.row == row.id],
        "voices": _voices(extract, row, labels) if isinstance(row, Claim) else [],
        "links": [dict(cells(link)) | _linked(extract, row, link, labels) for link in related],
        "problems": [
            dict(cells(one)) for one in extract.problems if one.id in {row.id, *(link.id for link in related)}
        ],
    }


def _place(row: Any) -> dict[str, Any]:
    """Return where *row* stands; an attribution stands at its cue."""
    if isinstance(row, Attribution):
        return {"start": row.cue_start, "end": row.cue_end, "quote": row.cue}
    return {"start": row.start, "end": row.end}


def _linked(extract: Extract, row: Any, link: Link, labels: Labels) -> dict[str, str]:
    """Return *link* in words as *row* sees it: what it says of the other end, and why."""
    near = link.source == row.id
    said = TOLD.get(link.relation, (link.relation, link.relation))[0 if near else 1]
    [(_, other)] = found(extract, link.target if near else link.source)[:1]
    return {"told": f"{said} {named(other, labels)}", "why": reason(link)}


def joined(extract: Extract) -> dict[str, str]:
    """Return both ends of each link of *extract* in words, by the link's id."""
    labels = Labels(extract)
    rows: list[Any] = [row for table in ENDS for row in getattr(extract, table)]
    known = {row.id: row for row in rows}
    return {
        link.id: f"{named(known[link.source], labels)}; {named(known[link.target], labels)}"
        for link in extract.links
        if {link.source, link.target} <= known.keys()
    }


def named(row: Any, labels: Labels) -> str:
    """Return who says *row*, and what, in a few words, with its id."""
    if isinstance(row, Claim):
        return f"{labels.voice(row)}: {phrases.figure(row)} [{row.id}]"
    if isinstance(row, Stance):
        return f"{labels.principal(row)}: {labels.level(row)} [{row.id}]"
    if isinstance(row, Attribution):
        words = "a question" if row.cue_class == "asks" else labels.voice(row)
        return f"{words}{f': {phrases.quoted(row.cue)}' if row.rule != 'turn' else ''} [{row.id}]"
    return str(row.id)


def _voices(extract: Extract, row: Claim, labels: Labels) -> list[str]:
    """Return on whom *row* rests: the independent voices behind it, and how much on its measure is of one source."""
    standing = behind(answers(extract, [row.id])[row.id])
    named = phrases.listed([labels.of("actor", one) for one in standing])
    told = [f"{wording.count(len(standing), 'independent voice')} behind it: {named}"]
    beside = [one for one in extract.claims if row.measure and one.measure == row.measure and one.kind == row.kind]
    own = [one for one in beside if (one.actor_code, one.actor) == (row.actor_code, row.actor)]
    if len(own) > 1 and row.actor:
        count = wording.count(len(beside), "statement" if row.kind == "proposition" else "figure")
        share = f"{wording.numeral(len(own))} of {count} on {labels.measure(row.measure)}"
        told.append(f"{share} rest on one source: {labels.voice(row)}")
    return told


def _paragraph(extract: Extract, row: Any, texts: Mapping[str, str]) -> list[str]:
    """Return the paragraph around *row* in three parts: before its quote, the quote, after it."""
    text, place = texts.get(row.document, ""), _place(row)
    first, last = place["start"], place["end"]
    quote = str(place.get("quote") or getattr(row, "quote", text[first:last]))
    if text[first:last] != quote:
        return ["", quote, ""]
    around = (one for one in extract.passages if one.document == row.document and one.start <= first < one.end)
    start, end = next(((one.start, one.end) for one in around), (first, last))
    return [text[start:first], quote, text[last : max(end, last)]]


def lines(known: Mapping[str, Any]) -> list[str]:
    """Return *known*, as `told` gives it, as lines to read; the quote stands between » and « in its paragraph."""
    before, quote, after = known["paragraph"]
    listed = [f"{known['table']} {known['id']}", f"{known['document']}, characters {known['start']} to {known['end']}"]
    listed += ["", f"{before}»{quote}«{after}".strip(), ""]
    listed += [
        f"{name:<18}{_cell(value)}"
        for name, value in known.items()
        if name not in (*_PLACE, "table", "paragraph", "corrections", "voices", "links", "problems")
        and value is not None
    ]
    for change in known["corrections"]:
        listed.append(
            f"{'corrected':<18}{change['field']}: {change['before']} to {change['after']}: {change['reason']}"
        )
    listed += [f"{'voices':<18}{told}" for told in known["voices"]]
    for link in known["links"]:
        listed.append(f"{link['basis']:<18}{link['told']}: {link['why']}")
    for problem in known["problems"]:
        listed.append(f"{problem['grade']:<18}{problem['rule']}: {problem['message']}")
    return listed


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{int(value):,}" if isinstance(value, float) and value.is_integer() else str(value)
