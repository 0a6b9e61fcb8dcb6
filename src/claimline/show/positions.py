"""Who stands where: one row for each issue and actor, from the lowest level said to the highest. Pure."""

from __future__ import annotations

from itertools import groupby

from claimline.model import Extract, Stance
from claimline.show.page.blocks import Block, Runs, linked, table
from claimline.show.words import phrases
from claimline.show.words.labels import Labels


def positions(chosen: Extract) -> Block:
    """Return a table of every issue and actor in *chosen*: the levels said, each linked, and the last dated one."""
    labels = Labels(chosen)
    groups: dict[tuple[int, str, str], list[Stance]] = {}
    for row in chosen.stances:
        key = (labels.position("issue", row.issue), labels.of("issue", row.issue), labels.principal(row))
        groups.setdefault(key, []).append(row)
    rows = [_position(issue, actor, said, labels) for (_, issue, actor), said in sorted(groups.items())]
    return table("positions", "Levels said, lowest first", ["Issue", "Actor", "Levels", "Last dated"], rows)


def main_issue(chosen: Extract) -> str | None:
    """Return the issue on which most is said in *chosen*; of several, the one that the codebook lists first."""
    labels = Labels(chosen)
    said = [row.issue for row in chosen.stances]
    return min(set(said), key=lambda issue: (-said.count(issue), labels.position("issue", issue)), default=None)


def _position(issue: str, actor: str, said: list[Stance], labels: Labels) -> list[Runs]:
    ordered = sorted(said, key=lambda row: (labels.rung(row), row.level, row.latest or "", row.id))
    levels: Runs = []
    for label, rows in groupby(ordered, key=labels.level):
        levels += [*([", "] if levels else []), *_level(label, list(rows))]
    dated = [row for row in said if row.latest]
    last = max(dated, key=lambda row: (row.latest or "", row.earliest or "", row.id), default=None)
    when: Runs = ["no date"]
    if last:
        when = [linked(labels.level(last), last.id), f", {phrases.days(last.earliest, last.latest)}"]
    return [[issue], [actor], levels, when]


def _level(label: str, rows: list[Stance]) -> Runs:
    """Return a level once: linked where it was said once, else with a linked number for each time."""
    hedged = ["hedged" if row.hedge else "" for row in rows]
    if len(rows) == 1:
        return [linked(label, rows[0].id), f" ({hedged[0]})" if hedged[0] else ""]
    every = f"{label}, hedged (" if all(hedged) else f"{label} ("
    runs: Runs = [every]
    for number, (row, flag) in enumerate(zip(rows, hedged, strict=True), 1):
        runs += [*([", "] if number > 1 else []), linked(str(number), row.id)]
        runs += [f" {flag}"] if flag and not all(hedged) else []
    return [*runs, ")"]
