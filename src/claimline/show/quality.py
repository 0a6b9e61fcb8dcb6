"""Tables on what an extract rests on: who speaks through whom, how dates are known, what was left out. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from claimline.model import Claim, Extract, Grade, Link, Problem, Stance
from claimline.show.page.blocks import Block, Run, Runs, linked, table
from claimline.show.selection import days_said, statements
from claimline.show.words import phrases, wording
from claimline.show.words.labels import Labels

_MOST_ROWS = 6
# A row's id in a message; those that stand at its end in brackets are for `claimline show`, not for a page.
_ID = re.compile(r"\b([a-z][a-z2-7]{10})\b")
_OTHERS = re.compile(r" \((?:[a-z][a-z2-7]{10}, )*[a-z](?=[a-z]*[2-7])[a-z2-7]{10}\)$")
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
        [via or ("directly" if said[0].actor else "–")],
        [", ".join(named) or "–"],
        [str(len(claims))],
        [str(len(said) - len(claims))],
        [linked(phrases.days(*days_said(said[0])), said[0].id)],
    ]


def dates(chosen: Extract) -> Block:
    """Return how the day of each statement is known: counts by basis, for claims and for stances."""
    claims = Counter(row.said_basis for row in chosen.claims)
    stances = Counter(row.date_basis for row in chosen.stances)
    rows: list[list[Runs]] = [
        [[wording.sentence(label)], [str(claims[basis])], [str(stances[basis])]]
        for basis, label in phrases.BASES.items()
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
            [row.published_evidence or wording.sentence(phrases.BASES[row.published_basis])],
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
    return ", ".join(phrases.quoted(quote) for quote in list(dict.fromkeys(quotes))[:3])


def problems(chosen: Extract) -> Block:
    """Return what an analyst would want to hear about single rows, the worst first, each message once with its rows."""
    names = _names(chosen)
    groups: dict[tuple[int, str, str], list[Problem]] = {}
    for row in chosen.problems:
        groups.setdefault((list(Grade).index(row.grade), row.rule, _OTHERS.sub("", row.message)), []).append(row)
    rows: list[list[Runs]] = [
        [
            [str(told[0].grade)],
            _worded(message, names),
            [f"{len(told)}: " if len(told) > 1 else "", *_rows(told, names)],
        ]
        for (_, _, message), told in sorted(groups.items())
    ]
    return table("problems", "What to know before relying on a row", ["Grade", "What", "Rows"], rows)


def _worded(message: str, names: Mapping[str, Run]) -> Runs:
    """Return *message* with the rows that it names by their ids named by their words."""
    return [names.get(part, part) for part in _ID.split(message) if part]


def _names(chosen: Extract) -> dict[str, Run]:
    """Return how a row that a problem is about is named: by its words, linked where its evidence is shown."""
    shown = {row.id for row in statements(chosen)}
    names: dict[str, Run] = {}
    for row in (*chosen.times, *chosen.events, *chosen.links, *statements(chosen)):
        words, at = phrases.quoted(row.quote, 40), row.source if isinstance(row, Link) else row.id
        names[row.id] = linked(words, at) if at in shown else words
    for passage in chosen.passages:
        names[passage.id] = f"{passage.document}, characters {passage.start} to {passage.end}"
    return names


def _rows(told: list[Problem], names: Mapping[str, Run]) -> Runs:
    runs: Runs = []
    for row in told[:_MOST_ROWS]:
        runs += [", " if runs else "", names.get(row.id, row.id)]
    return [*runs, f" and {len(told) - _MOST_ROWS} more"] if len(told) > _MOST_ROWS else runs
