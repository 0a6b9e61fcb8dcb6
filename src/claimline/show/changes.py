"""What changed between two extracts: rows added, gone and revised, stances moved, claims newly contested. Pure.

A row's id comes from where it stands in its text, so the same id in both is the same statement. Where a text was
edited, a row whose id is gone is known again by its words, or as the only one by the same voice on the same matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from claimline.model import Claim, Extract, Stance, cells
from claimline.show.selection import statements
from claimline.show.words import phrases
from claimline.show.words.answers import ANSWERS, answers, voices
from claimline.show.words.labels import Labels
from claimline.weigh.movements import UNSAID

Row = Claim | Stance
Pair = tuple[Row | None, Row | None]

# Where a statement stands and how it was found are no part of what it says.
_SILENT = {"id", "passage", "start", "end", "context", "context_start", "rule", "attribution", "part_of"}
AGAINST = ("denies", "contradicts", "cannot_confirm")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind` is added, gone, revised, moved (a stance on another rung, a doubt that became a statement) or
    contested; `before` and `after` say from what to what. `id` is the row's in the new extract, or in the old one where
    it is gone."""

    kind: str
    table: str
    id: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        """Return the change as plain JSON."""
        return asdict(self)


def changes(old: Extract, new: Extract) -> list[Change]:
    """Return what is different in *new*: claims, then stances, in the order of their ids, then who contests what."""
    was, now = Labels(old), Labels(new)
    found: list[Change] = []
    for name in ("claims", "stances"):
        for before, after in _pairs(list(getattr(old, name)), list(getattr(new, name))):
            found += _change(name, before, after, was, now)
    moves = {one.id: one for one in _brought_up_to_date(old, new, now)} | {one.id: one for one in _moved(old, new, now)}
    found = [moves.get(one.id, one) if one.kind == "added" else one for one in found]
    return [*found, *_contested(old, new, was, now)]


# ---- which row is which ----------------------------------------------------------------------------


def _pairs(old: list[Row], new: list[Row]) -> list[Pair]:
    """Return the rows of *old* with those of *new* that are the same statement, by id; None where there is none."""
    pairs: list[Pair] = []
    for key in (_id, _words, _matter):
        before, after = _unique(old, key), _unique(new, key)
        both = before.keys() & after.keys()
        pairs += [(before[name], after[name]) for name in both]
        old = [row for row in old if before.get(key(row)) is not row or key(row) not in both]
        new = [row for row in new if after.get(key(row)) is not row or key(row) not in both]
    pairs += [*((row, None) for row in old), *((None, row) for row in new)]
    return sorted(pairs, key=lambda pair: (pair[1] or pair[0] or new[0]).id)


def _unique(rows: list[Row], key: Callable[[Row], object]) -> dict[object, Row]:
    times = Counter(map(key, rows))
    return {key(row): row for row in rows if times[key(row)] == 1}


def _id(row: Row) -> object:
    return row.id


def _words(row: Row) -> object:
    return (row.document, row.quote, *_voiced(row))


def _matter(row: Row) -> object:
    return (row.document, *_voiced(row))


def _voiced(row: Row) -> tuple[object, ...]:
    about = (row.measure, row.kind, row.counted) if isinstance(row, Claim) else (row.issue,)
    return (row.actor_code or row.actor, *about)


# ---- what became of it -----------------------------------------------------------------------------


def _change(name: str, before: Row | None, after: Row | None, was: Labels, now: Labels) -> Iterator[Change]:
    if before is None and after is not None:
        yield Change("added", name, after.id, "", _said(after, now))
    elif after is None and before is not None:
        yield Change("gone", name, before.id, _said(before, was), "")
    elif before is not None and after is not None:
        values = dict(cells(after))
        other = [(key, value) for key, value in cells(before) if key not in _SILENT and value != values[key]]
        if other:
            kind = "moved" if any(key == "level" for key, _ in other) else "revised"
            sides = [_said(before, was), _said(after, now)]
            if sides[0] == sides[1]:
                sides = [_fields(other), _fields([(key, values[key]) for key, _ in other])]
            yield Change(kind, name, after.id, *sides)


def _fields(side: list[tuple[str, object]]) -> str:
    return ", ".join(f"{name} {_cell(value)}" for name, value in side)


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):,}"
    return "empty" if value is None else str(value)


def _said(row: Row, labels: Labels) -> str:
    if isinstance(row, Claim):
        stage = phrases.stage(row)
        return f"{phrases.figure(row)}{f', {stage}' if stage else ''} ({labels.voice(row)})"
    return f"{labels.principal(row)}: {labels.level(row)} on {labels.of('issue', row.issue)}"


def _brought_up_to_date(old: Extract, new: Extract, labels: Labels) -> Iterator[Change]:
    """Yield the claims of *new* that bring up to date what their side said, or left unsaid, in *old*."""
    known = {row.id for row in (*statements(old), *old.attributions)}
    answers_, claims = {row.id: row for row in new.attributions}, {row.id: row for row in new.claims}
    unsaid = {row.source: ANSWERS[row.relation] for row in new.links if row.relation in UNSAID}
    for link in new.links:
        if link.relation == "updates" and link.target in known and link.source in claims:
            after = _said(claims[link.source], labels)
            if link.target in claims:
                yield Change("revised", "claims", link.source, _said(claims[link.target], labels), after)
            elif link.target in unsaid:
                voice = labels.voice(answers_[link.target])
                yield Change("moved", "claims", link.source, f"{voice} {unsaid[link.target]}", after)


def _moved(old: Extract, new: Extract, labels: Labels) -> Iterator[Change]:
    """Yield the last stance of an actor on an issue where *old* had the actor on another level last."""
    before, after = _last_stances(old, labels), _last_stances(new, labels)
    for key, row in after.items():
        if key in before and before[key].level != row.level and row.latest and (before[key].latest or "") < row.latest:
            yield Change("moved", "stances", row.id, _said(before[key], labels), _said(row, labels))


def _last_stances(extract: Extract, labels: Labels) -> dict[tuple[str, str], Stance]:
    """Return the last dated stance of each actor on each issue; where the last day has two levels, none."""
    days: dict[tuple[str, str], list[Stance]] = {}
    for row in sorted(extract.stances, key=lambda row: (row.latest or "", row.id)):
        days.setdefault((labels.principal(row), row.issue), []).append(row)
    last = {key: [row for row in rows if row.latest and row.latest == rows[-1].latest] for key, rows in days.items()}
    return {key: rows[-1] for key, rows in last.items() if len({row.level for row in rows}) == 1}


def _contested(old: Extract, new: Extract, was: Labels, now: Labels) -> Iterator[Change]:
    """Yield the statements in both extracts that a voice contests in *new* and did not in *old*."""
    before, after, known = _against(old, was), _against(new, now), {row.id for row in statements(old)}
    for row in statements(new):
        told = [words for words in after.get(row.id, []) if words not in before.get(row.id, [])]
        if told and row.id in known:
            table_ = "claims" if isinstance(row, Claim) else "stances"
            yield Change("contested", table_, row.id, _said(row, now), "; ".join(told))


def _against(extract: Extract, labels: Labels) -> dict[str, list[str]]:
    heard, found = voices(extract, labels), dict[str, list[str]]()
    for link in answers(extract):
        if link.relation in AGAINST:
            found.setdefault(link.target, []).append(f"{heard[link.source]} {ANSWERS[link.relation]} it")
    return found
