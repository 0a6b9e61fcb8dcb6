"""The words that every mark rests on: one row for each claim and stance, its quote in its sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimline.model import Basis, Claim, Document, Event, Extract, Link, Stance
from claimline.show.page.blocks import Block, Runs, linked
from claimline.show.selection import statements
from claimline.show.words import phrases, wording
from claimline.show.words.answers import ANSWERS, TOLD, voices
from claimline.show.words.labels import Labels
from claimline.weigh.voices import doubts

_TABLES: dict[type, str] = {Claim: "claims", Stance: "stances"}

# A report quotes; it never republishes a document whole. So much of a sentence is shown on each side of a quote, and
# less of each where there are very many.
_AROUND, _LESS, _MANY = 240, 80, 150


def evidence(chosen: Extract, *tables: str) -> Block:
    """
    Return the evidence for the rows of *tables* in the order of the text: "claims" and "stances" if none is named.

    "events" are shown only if they are named, and so are the answers to "questions" of a transcript. Below claims and
    stances stand the answers to them: the words in which another voice backs, doubts or denies them.
    """
    shown = [row for row in statements(chosen) if not tables or _TABLES[type(row)] in tables]
    labels = Labels(chosen)
    documents = {row.document: row for row in chosen.documents}
    notes = _notes(chosen, labels)
    around = _AROUND if len(shown) <= _MANY else _LESS
    rows = [_row(row, labels, documents.get(row.document), around) | {"notes": notes.get(row.id, [])} for row in shown]
    rows += _answered(chosen, {row.id for row in shown}, labels, documents)
    if "questions" in tables:
        rows += _answered(chosen, {row.id for row in chosen.attributions if row.cue_class == "asks"}, labels, documents)
    if "events" in tables:
        rows += [_event(row, labels, documents.get(row.document)) for row in chosen.events]
    return Block("evidence", {"rows": rows}, "\n".join(map(_digest, rows)) or "No evidence: nothing was chosen.")


def _row(row: Claim | Stance, labels: Labels, document: Document | None, around: int) -> dict[str, Any]:
    said = _of_claim(row, labels) if isinstance(row, Claim) else _of_stance(row, labels)
    return {
        "id": row.id,
        **said,
        "voice": labels.voice(row),
        "via": phrases.carriers(row.via, labels.voice(row)),
        **_quoted(row, around),
        **_place(row, document),
    }


def _of_claim(row: Claim, labels: Labels) -> dict[str, str]:
    stage = phrases.stage(row)
    group = labels.measure(row.measure) if row.measure else row.counted or ""
    shown = labels.measure(row.measure) if row.kind == "proposition" else phrases.figure(row)
    about = phrases.days(row.earliest, row.latest)
    placed = (row.earliest, row.latest) != (row.said_earliest, row.said_latest) and about != "no date"
    return {
        "sort": "figure",
        "reading": f"{shown}, {stage}" if stage else shown,
        "group": group if group != shown else "",
        "date": phrases.days(row.said_earliest, row.said_latest),
        "basis": _known(row.said_basis),
        "about": f"about {about}" if placed else "",
        "hedge": "; ".join(doubts(row)),
    }


def _known(basis: Basis) -> str:
    return "" if basis is Basis.NONE else phrases.BASES[basis]


def _of_stance(row: Stance, labels: Labels) -> dict[str, str]:
    flags = [flag for flag, held in (("a legal bar", row.legal_bar), (f"channel: {row.channel}", row.channel)) if held]
    return {
        "sort": "stance",
        "reading": f"{labels.principal(row)}: {labels.level(row)}",
        "group": labels.of("issue", row.issue),
        "date": phrases.days(row.earliest, row.latest),
        "basis": _known(row.date_basis),
        "about": "; ".join([*([f"condition: “{row.trigger}”"] if row.trigger else []), *flags]),
        "hedge": row.hedge or "",
    }


def _answered(
    chosen: Extract, shown: set[str], labels: Labels, documents: Mapping[str, Document]
) -> list[dict[str, Any]]:
    speakers, targets = voices(chosen, labels), {row.id: labels.voice(row) for row in statements(chosen)}
    return [
        {
            "id": link.id,
            "sort": "answer",
            "reading": wording.sentence(ANSWERS[link.relation]),
            "group": "",
            "voice": speakers[link.source],
            **dict.fromkeys(("via", "date", "basis", "about", "hedge", "before", "after"), ""),
            "quote": link.quote,
            **_place(link, documents.get(link.document)),
            "notes": [["what ", linked(targets[link.target], link.target), " says"]]
            if link.target in targets
            else [["what was asked"]],
        }
        for link in chosen.links
        if link.target in shown and link.relation in ANSWERS and link.basis == "stated"
    ]


def _event(row: Event, labels: Labels, document: Document | None) -> dict[str, Any]:
    acted, met = (_listed(codes, labels) for codes in (row.actors, row.recipients))
    kind = row.type.lower() + (f" ({row.mode})" if row.mode else "")
    return {
        "id": row.id,
        "sort": "event",
        "reading": f"{acted or 'nobody named'}: {kind}",
        "group": f"towards {met}" if met else "",
        **dict.fromkeys(("voice", "via", "hedge", "before", "after"), ""),
        "date": phrases.days(row.earliest, row.latest),
        "basis": _known(row.date_basis),
        "about": phrases.AUXILIARIES.get(row.auxiliary or "", ""),
        "quote": row.quote,
        **_place(row, document),
        "notes": [],
    }


def _listed(codes: str | None, labels: Labels) -> str:
    return phrases.listed([labels.of("actor", code) for code in (codes or "").split("; ") if code])


def _place(row: Claim | Stance | Link | Event, document: Document | None) -> dict[str, Any]:
    return {"document": row.document, "title": _titled(document), "start": row.start, "end": row.end}


def _quoted(row: Claim | Stance, around: int) -> dict[str, str]:
    """Return the quote with *around* characters before and after it in its sentence, cut at words."""
    at = row.start - row.context_start
    before, after = row.context[:at], row.context[at + len(row.quote) :]
    if row.context[at : at + len(row.quote)] != row.quote:
        before = after = ""
    if len(before) > around:
        before = "… " + before[-around:].partition(" ")[2]
    if len(after) > around:
        after = after[:around].rpartition(" ")[0] + " …"
    return {"before": before, "quote": row.quote, "after": after}


def _titled(document: Document | None) -> str:
    if document is None:
        return ""
    return phrases.short(document.title or document.publisher or "", 45)


def _notes(chosen: Extract, labels: Labels) -> dict[str, list[Runs]]:
    """Return what links and an analyst's corrections say of each row, by its id."""
    rows = {row.id: _named(row, labels) for row in statements(chosen)}
    notes: dict[str, list[Runs]] = {}
    for link in chosen.links:
        if link.source in rows and link.target in rows:
            said, heard = TOLD.get(link.relation, (link.relation, link.relation))
            how = "" if link.basis == "stated" else f" ({link.basis})"
            notes.setdefault(link.source, []).append([f"{said} ", linked(rows[link.target], link.target), how])
            notes.setdefault(link.target, []).append([f"{heard} ", linked(rows[link.source], link.source), how])
    for change in chosen.corrections:
        before, after = change.before or "empty", change.after or "empty"
        notes.setdefault(change.row, []).append([f"corrected, {change.field}: {before} to {after}. {change.reason}"])
    return notes


def _named(row: Claim | Stance, labels: Labels) -> str:
    """Return what a link to *row* says: who, and what."""
    if isinstance(row, Claim):
        return f"{labels.voice(row)}: {phrases.figure(row)}"
    return f"{labels.principal(row)}: {labels.level(row)}"


def _digest(row: dict[str, Any]) -> str:
    where = f"{row['document']}:{row['start']}-{row['end']}"
    return " | ".join([row["id"], row["reading"], row["voice"], row["date"], f"“{row['quote']}”", where])
