"""Tables on what an extract rests on: who speaks through whom, how dates are known, what was left out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimline.model import Basis, Claim, Extract, Grade, Problem, Stance
from claimline.show.page.blocks import Block, Runs, linked, table
from claimline.show.selection import statements
from claimline.show.words import phrases
from claimline.show.words.labels import Labels

_BASES = {
    Basis.STATED: "Stated in the text",
    Basis.ANCHORED: "Worked out from the publication date",
    Basis.SEQUENCE: "Between its neighbours on a newest-first page",
    Basis.OTHER_DOCUMENT: "From another document",
    Basis.CODEBOOK: "From the codebook",
    Basis.ANALYST: "Set by an analyst",
    Basis.NONE: "Not known",
}
_MOST_ROWS = 8
_NAMED = {"named": "named", "titled": "by title", "unnamed": "unnamed", "none": "nobody"}


def voices(chosen: Extract) -> Block:
    """Return who speaks, through whom, whether by name, and how often: one row for each voice and chain."""
    labels = Labels(chosen)
    groups: dict[tuple[str, str], list[Claim | Stance]] = {}
    for row in statements(chosen):
        voice = labels.voice(row)
        groups.setdefault((voice, phrases.carriers(row.via, voice)), []).append(row)
    rows = [_voice(voice, via, said) for (voice, via), said in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))]
    columns = ["Voice", "Through", "Named", "Claims", "Stances", "First row"]
    return table("voices", "Who speaks, and through whom", columns, rows)


def _voice(voice: str, via: str, said: list[Claim | Stance]) -> list[Runs]:
    claims = [row for row in said if isinstance(row, Claim)]
    named = sorted({_NAMED.get(row.anonymity, row.anonymity) for row in claims})
    return [
        [voice],
        [via or "directly"],
        [", ".join(named) or "–"],
        [str(len(claims))],
        [str(len(said) - len(claims))],
        [linked(phrases.days(*_said(said[0])), said[0].id)],
    ]


def _said(row: Claim | Stance) -> tuple[str | None, str | None]:
    return (row.said_earliest, row.said_latest) if isinstance(row, Claim) else (row.earliest, row.latest)


def dates(chosen: Extract) -> Block:
    """Return how the day of each statement is known: counts by basis, for claims and for stances."""
    claims = Counter(row.said_basis for row in chosen.claims)
    stances = Counter(row.date_basis for row in chosen.stances)
    rows: list[list[Runs]] = [
        [[label], [str(claims[basis])], [str(stances[basis])]]
        for basis, label in _BASES.items()
        if claims[basis] or stances[basis]
    ]
    return table("dates", "How the day of a statement is known", ["Basis", "Claims", "Stances"], rows)


def documents(chosen: Extract) -> Block:
    """Return the documents: what is known of each, what it rests on, and how much was found in it."""
    found = Counter(row.document for row in statements(chosen))
    rows: list[list[Runs]] = [
        [
            [row.document],
            [row.publisher or "not known"],
            [row.kind.replace("_", " ")],
            [phrases.days(row.published_earliest, row.published_latest)],
            [row.published_evidence or _BASES[row.published_basis]],
            [str(found[row.document])],
        ]
        for row in chosen.documents
    ]
    columns = ["Document", "Publisher", "Kind", "Published", "Because", "Rows"]
    return table("documents", "The documents and what is known of them", columns, rows)


def rejected(chosen: Extract) -> Block:
    """Return why numbers in the text are in no chart: counts by reason, each with examples."""
    reasons: dict[str, list[str]] = {}
    for row in chosen.rejected:
        reasons.setdefault(row.reason, []).append(row.quote)
    ordered = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    rows: list[list[Runs]] = [
        [[reason.replace("_", " ")], [str(len(quotes))], [_examples(quotes)]] for reason, quotes in ordered
    ]
    return table("rejected", "Numbers that are no figures, and why", ["Reason", "Numbers", "For example"], rows)


def _examples(quotes: Iterable[str]) -> str:
    return ", ".join(f"“{phrases.short(quote)}”" for quote in list(dict.fromkeys(quotes))[:3])


def problems(chosen: Extract) -> Block:
    """Return what an analyst would want to hear about single rows, the worst first, each message once with its rows."""
    shown = {row.id for row in statements(chosen)}
    groups: dict[tuple[int, str, str], list[Problem]] = {}
    for row in chosen.problems:
        groups.setdefault((list(Grade).index(row.grade), row.rule, row.message), []).append(row)
    rows: list[list[Runs]] = [
        [[str(told[0].grade)], [message], [f"{len(told)}: " if len(told) > 1 else "", *_rows(told, shown)]]
        for (_, _, message), told in sorted(groups.items())
    ]
    return table("problems", "What to know before relying on a row", ["Grade", "What", "Rows"], rows)


def _rows(told: list[Problem], shown: set[str]) -> Runs:
    runs: Runs = []
    for row in told[:_MOST_ROWS]:
        runs += [", "] if runs else []
        runs.append(linked(row.id, row.id) if row.id in shown else f"{row.table} {row.id}")
    return [*runs, f" and {len(told) - _MOST_ROWS} more"] if len(told) > _MOST_ROWS else runs
