"""One actor's movement on one matter: the statements in the order of their days, and from what to what. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from claimline.model import Attribution, Claim, Extract, Stance
from claimline.show.page.blocks import Block, Run, Runs, linked, table
from claimline.show.page.blocks import findings as head
from claimline.show.selection import cutoff, days_said, partly, statements
from claimline.show.tracks import Track
from claimline.show.words import phrases, wording
from claimline.show.words.answers import ANSWERS
from claimline.show.words.labels import Labels
from claimline.weigh import tables
from claimline.weigh.history import Move, Step
from claimline.weigh.voices import answers, behind, doubtful

_MOST = 4
_LONGEST = 14
#: The rungs on which an actor can stand on what is counted, the lowest first.
_RUNGS = {
    "denies": "Denies",
    "cannot_confirm": "Cannot confirm",
    "deflects": "Plays down",
    "supports": "Backs others",
    "": "States it",
    "planned": "Planned",
    "ongoing": "Under way",
    "done": "Happened",
}


# ---- in words ---------------------------------------------------------------------------------------


def findings(found: Track, whole: Extract, as_of: str | None = None) -> Block:
    """Return the head of a report on *found*: from what to what, on which days, and on how many voices it rests."""
    labels = Labels(whole)
    last = cutoff(whole, as_of)
    count = wording.count(len(found.steps), "statement")
    upto = f" up to {phrases.days(last, last)}" if last else ""
    scope = f"{_who(found, labels)} on {_about(found, labels)}: {count}{upto}.{partly(whole)}"
    sentences = [_moved(move, labels) for move in found.moves[:_MOST]]
    sentences += [] if sentences else [[*_stood(step, labels), "."] for step in found.steps[-_MOST:]]
    sentences += _rests(found, whole, labels) + _undecided(found)
    return head(_title(found, labels), scope, sentences)


def _title(found: Track, labels: Labels) -> str:
    if not found.steps:
        who, about = _who(found, labels), _about(found, labels)
        return wording.title(f"{who} says nothing on {about}", f"{who} says nothing on it", "Nothing", words=_LONGEST)
    if not found.moves:
        stands = _stands(found, labels)
        subject = f"{_who(found, labels)} on {_about(found, labels)}"
        return wording.title(f"{subject}: {stands}", f"{_who(found, labels)}: {stands}", subject, words=_LONGEST)
    move = found.moves[0]
    staged = isinstance(move.before.row, Claim)
    one, two = (_reading(step, labels, staged=staged) for step in (move.before, move.after))
    voices = {labels.voice(step.row) for step in (move.before, move.after)}
    who = voices.pop() if len(voices) == 1 else _who(found, labels)
    if not move.ordered:
        return wording.title(f"{who}: {one} and {two}", f"{who}: two stages", words=_LONGEST)
    after = f" in {wording.count(move.days, 'day')}" if move.days else ""
    return wording.title(f"{who}: from {one} to {two}{after}", f"{who}: from {one} to {two}", who, words=_LONGEST)


def _stands(found: Track, labels: Labels) -> str:
    """Return where the actor stands who has not moved: on one level, or between two of which none is the later."""
    read = dict.fromkeys(_reading(step, labels) for step in found.steps)
    if len(read) == 1:
        return f"only {next(iter(read))}"
    stances = sorted((one.row for one in found.steps if isinstance(one.row, Stance)), key=labels.rung)
    if not stances:
        return "no movement that the texts leave no doubt of"
    return f"between {_level(stances[0], stances, labels)} and {_level(stances[-1], stances, labels)}"


def _level(row: Stance, stances: Sequence[Stance], labels: Labels) -> str:
    """Return the level of *row*, and whether it is never said without a hedge."""
    hedged = all(one.hedge for one in stances if one.level == row.level)
    return f"“{labels.level(row)}”{' (hedged)' if hedged else ''}"


def _who(found: Track, labels: Labels) -> str:
    return labels.of("actor", found.actor)


def _about(found: Track, labels: Labels) -> str:
    scheme = "issue" if any(isinstance(one.row, Stance) for one in found.steps) else "measure"
    return labels.of(scheme, found.matter)


def _reading(step: Step, labels: Labels, *, staged: bool = False) -> str:
    return f"“{ANSWERS[step.said]}”" if isinstance(step.row, Attribution) else _read(step.row, labels, staged=staged)


def _read(row: Claim | Stance, labels: Labels, *, staged: bool = False) -> str:
    """Return what *row* says in a few words, with its stage where that is not plain: "“Weighing it”", "9 (planned)"."""
    if isinstance(row, Stance):
        return f"“{labels.level(row)}”"
    said = f"“{labels.measure(row.measure)}”" if row.kind == "proposition" else phrases.amount(row)
    stage = phrases.stage(row)
    return said + (f" ({stage})" if stage and (staged or stage != "happened") else "")


def _moved(move: Move, labels: Labels) -> Runs:
    """Return a move as a sentence: who said what by when, in which words, and then what."""
    first = [*_stood(move.before, labels), "; "]
    if not move.ordered:
        return [*first, *_stood(move.after, labels), ". Which was said first the texts leave open."]
    later = f", {wording.count(move.days, 'day')} later" if move.days else ""
    return [*first, *_stood(move.after, labels), f"{later}."]


def _stood(step: Step, labels: Labels) -> list[Run]:
    days = phrases.days(step.earliest, step.latest)
    voice = labels.voice(step.row)
    if isinstance(step.row, Claim) and step.row.kind != "proposition":
        stage = phrases.stage(step.row)
        told = f"{stage}, {days}" if stage else days
        return [f"{voice} says ", linked(phrases.amount(step.row), step.evidence), f" ({told})"]
    says = "" if isinstance(step.row, Attribution) else "stands at "
    read = linked(_reading(step, labels), step.evidence)
    return [f"{voice} {says}", read, f" ({days}), {phrases.quoted(step.words)}"]


def _rests(found: Track, whole: Extract, labels: Labels) -> list[Runs]:
    """Return on how many independent voices the figure rests to which the actor came."""
    figures = [move.after.row for move in found.moves if isinstance(move.after.row, Claim)]
    if not figures:
        return []
    claim = figures[0]
    voices = behind(answers(whole, [claim.id])[claim.id])
    stand = "stands" if len(voices) == 1 else "stand"
    named = phrases.listed([labels.of("actor", voice) for voice in voices])
    told = f" {stand} {wording.count(len(voices), 'voice')}: {named}."
    return [["Behind ", linked(phrases.figure(claim), claim.id), told]]


def _undecided(found: Track) -> list[Runs]:
    open_ends = [step for step in found.steps if step.latest and not step.earliest]
    if not open_ends:
        return []
    told = f"{wording.numeral(len(open_ends))} of {wording.count(len(found.steps), 'statement')}"
    return [[f"Only the last possible day, that of the text, is known of {told}."]]


def told(found: Track, whole: Extract) -> Block:
    """Return a table of the steps of *found* by day: who, what, in which words, in which document."""
    labels = Labels(whole)
    rows: list[list[Runs]] = [
        [
            [phrases.days(step.earliest, step.latest)],
            [labels.voice(step.row)],
            [linked(_reading(step, labels), step.evidence)],
            [phrases.quoted(step.words, 90)],
            [step.document],
        ]
        for step in found.steps
    ]
    return table(
        "steps",
        "Statements by the last day on which they can have been made",
        ["Said", "Who", "What", "Words", "Text"],
        rows,
    )


def beside(found: Track, whole: Extract) -> Block:
    """Return a table of what others say of the matter of *found*: the last statement of each voice."""
    labels, own = Labels(whole), {one.row.id for one in found.steps}
    others = [row for row in statements(found.chosen) if row.id not in own and (row.actor_code or row.actor)]
    ordered = sorted(others, key=lambda row: (days_said(row)[1] or "", row.document, row.start))
    last = {labels.voice(row): row for row in ordered}
    rows: list[list[Runs]] = [
        [[voice], [linked(_read(row, labels), row.id)], [phrases.days(*days_said(row))]] for voice, row in last.items()
    ]
    return table("beside", "The last statement of each other voice", ["Who", "What", "Said"], rows)


# ---- as marks ---------------------------------------------------------------------------------------


def ladder(found: Track, whole: Extract) -> Any:
    """
    Return the steps of *found* as `charts.stance_ladder` draws them.

    Stances stand on the ladder of their issue; what is counted is denied, doubted, planned, under way or has happened.
    Of one text on one day the first figure stands for all that its source claims there. Each row names in `follows`
    the row that it is said after.
    """
    if any(isinstance(one.row, Stance) for one in found.steps):
        told = {one.row.id for one in found.steps}
        return tables.stances(
            replace(found.chosen, stances=tuple(one for one in found.chosen.stances if one.id in told))
        )
    labels = Labels(whole)
    used = [said for said in _RUNGS if any(one.said == said for one in found.steps)]
    blocs = {row.code: row.parent for row in whole.codes if row.scheme == "actor" and row.parent}
    follows = {move.after.evidence: move.before.evidence for move in reversed(found.moves) if move.ordered}
    return [
        _mark(one, labels)
        | {
            "rung": used.index(one.said),
            "principal_label": _who(found, labels),
            "issue": found.matter,
            "issue_label": _about(found, labels),
            "bloc_position": labels.position("bloc", blocs[one.row.actor_code])
            if one.row.actor_code in blocs
            else None,
            "follows": follows.get(one.evidence),
        }
        for one in _telling(found.steps)
    ]


def _telling(told: Sequence[Step]) -> list[Step]:
    first: dict[tuple[object, ...], Step] = {}
    for one in sorted(told, key=lambda one: (isinstance(one.row, Claim) and one.row.kind == "proposition", one.start)):
        source = one.row.actor_code or one.row.actor
        first.setdefault((source, one.document, isinstance(one.row, Claim), one.latest), one)
    return [one for one in told if one in first.values()]


def _mark(step: Step, labels: Labels) -> dict[str, Any]:
    return {
        "id": step.evidence,
        "actor_label": labels.voice(step.row),
        "level_label": _RUNGS[step.said],
        "hedge": step.row.hedge if isinstance(step.row, Claim) and doubtful(step.row) else None,
        "earliest": step.earliest,
        "latest": step.latest,
        "date_basis": "none",
        "document": step.document,
        "start": step.start,
        "end": step.start + len(step.words),
        "quote": step.words,
    }
