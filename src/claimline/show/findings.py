"""Say what an extract shows, in sentences whose every number is computed and links to its row. Pure.

The words here are about figures, voices, stages and levels; what they are about comes from the codebook's labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby

from claimline.model import Claim, Extract, Stance
from claimline.show.page.blocks import Block, Run, Runs, findings, linked
from claimline.show.selection import cutoff, partly, statements
from claimline.show.words import phrases, wording
from claimline.show.words.answers import ANSWERS, answers
from claimline.show.words.answers import voices as speakers
from claimline.show.words.labels import Labels
from claimline.show.words.sourcing import UNNAMED, ways

_MOST = 5
#: Of more figures than this a sentence tells the least and the most.
_TOLD = 8
#: A headline has at most so many words.
_LONGEST = 14


def figures(chosen: Extract, whole: Extract, as_of: str | None = None) -> Block:
    """Return the head of a report on the figures of *chosen*, from *whole*: the measure with most voices first."""
    labels = Labels(chosen)
    groups = _by_measure(chosen)
    sentences = [_measured(rows, chosen, labels) for rows in groups[: _MOST - 1]]
    title = _range(groups[0], labels) if groups else "No figure meets these parameters"
    return findings(title, _scope(chosen, whole, as_of, "claims"), [*sentences, *_answers(chosen, labels)[:1]])


def stances(chosen: Extract, whole: Extract, as_of: str | None = None) -> Block:
    """Return the head of a report on the stances of *chosen*, a selection from *whole*: the busiest issue first."""
    labels = Labels(chosen)
    groups = _by_issue(chosen, labels)
    sentences = [_stood(rows, labels) for rows in groups[:_MOST]]
    title = _standing(groups[0], labels) if groups else "No stance meets these parameters"
    return findings(title, _scope(chosen, whole, as_of, "stances"), sentences)


def briefing(chosen: Extract, whole: Extract, as_of: str | None = None) -> Block:
    """Return the head of the report to send: what is counted, who answers it, who stands where, what is doubtful."""
    labels = Labels(chosen)
    measured, issues = _by_measure(chosen), _by_issue(chosen, labels)
    sentences = [*(_measured(rows, chosen, labels) for rows in measured[:1]), *_answers(chosen, labels)[:1]]
    sentences += [*(_stood(rows, labels) for rows in issues[:2]), _doubts(chosen)]
    heads = [*(_range(rows, labels) for rows in measured[:1]), *(_standing(rows, labels) for rows in issues[:1])]
    title, *rest = heads or ["Nothing meets these parameters"]
    return findings(title, _scope(chosen, whole, as_of), sentences[:_MOST], *rest)


def sources(chosen: Extract, whole: Extract, as_of: str | None = None) -> Block:
    """Return the head of a report on who speaks: how many voices, how many of them unnamed, what nobody confirms."""
    labels = Labels(chosen)
    rows = chosen.claims
    named = [row for row in rows if row.anonymity in ("named", "titled")]
    voices = sorted({labels.voice(row) for row in named})
    named_how = ways(chosen)
    unnamed = [row for row in rows if named_how[row.id] == UNNAMED]
    nobody = [row for row in rows if not row.actor]
    behind = f"{len(named)} of {len(rows)} claims" if len(named) < len(rows) else wording.count(len(rows), "claim")
    title = wording.sentence(f"{wording.count(len(voices), 'named voice')} behind {behind}")
    sentences: list[Runs] = [[f"{wording.sentence(phrases.listed(voices))} are the sources named."]] if voices else []
    sentences += [_share(nobody, len(rows), "name no source")] if nobody else []
    sentences += [_share(unnamed, len(rows), "rest on somebody unnamed")] if unnamed else []
    sentences += [_single(chosen, labels), *_answers(chosen, labels)[:1], _doubts(chosen)]
    return findings(title, _scope(chosen, whole, as_of), [runs for runs in sentences if runs][:_MOST])


def main_measure(chosen: Extract) -> list[str]:
    """Return the code of the measure that most voices in *chosen* speak of, which is told first; [] if none."""
    return [rows[0].measure for rows in _by_measure(chosen)[:1] if rows[0].measure]


# ---- what is counted -------------------------------------------------------------------------------


def _by_measure(extract: Extract) -> list[list[Claim]]:
    """Return the figures of each measure; parts of a figure are left to the figure that they are part of."""
    order = {code.code: code.position or 0 for code in extract.codes if code.scheme == "measure"}
    rows = [row for row in extract.claims if row.measure and (row.low, row.high) != (None, None) and not row.part_of]
    rows.sort(key=lambda row: (row.measure or "", *_size(row)))
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.measure)]
    return sorted(groups, key=lambda g: (-len(_speaking(g)), -len(g), order.get(g[0].measure or "", 99)))


def _speaking(rows: Sequence[Claim]) -> set[str]:
    """Return the voices of *rows*; who is not named is none."""
    return {voice for row in rows if (voice := row.actor_code or row.actor)}


def _size(row: Claim) -> tuple[float, str]:
    return (row.low if row.low is not None else row.high or 0, row.id)


def _range(rows: Sequence[Claim], labels: Labels) -> str:
    label = labels.measure(rows[0].measure)
    least, most = phrases.amount(rows[0]), phrases.amount(rows[-1])
    if len(rows) == 1:
        said = f", says {labels.voice(rows[0])}" if rows[0].actor else ", no source named"
        return wording.title(f"{label}: {least}{said}", f"{label}: {least}", label, words=_LONGEST)
    count = wording.count(len(rows), "figure")
    ends = f"from {least} to {most}" if least != most else f"all {least}"
    return wording.title(f"{label}: {count}, {ends}", f"{label}: {count}", label, words=_LONGEST)


def _measured(rows: Sequence[Claim], extract: Extract, labels: Labels) -> Runs:
    head = f"{wording.sentence(wording.count(len(rows), 'figure'))} for {labels.of('measure', rows[0].measure)}"
    if len(rows) > _TOLD:
        ends = ["; the lowest: ", *_told(rows[0], labels), "; the highest: ", *_told(rows[-1], labels)]
        runs: Runs = [head, *ends, "."]
    else:
        runs = [f"{head}: ", *_joined([_told(row, labels) for row in rows]), "."]
    stages = [row.status for row in rows]
    if len(rows) > 1 and None not in stages and len(set(stages)) == len(rows) and not _disputed(rows, extract):
        runs.append(" They count different stages, so none contradicts another.")
    voices = _speaking(rows)
    if len(voices) < sum(1 for row in rows if row.actor):
        runs.append(f" They come from {wording.count(len(voices), 'voice')}.")
    return runs


def _disputed(rows: Sequence[Claim], extract: Extract) -> bool:
    ids = {row.id for row in rows}
    against = (link for link in extract.links if link.relation in ("contradicts", "denies"))
    return any({link.source, link.target} <= ids for link in against)


def _told(row: Claim, labels: Labels) -> Runs:
    stage = phrases.stage(row)
    said = f"{labels.voice(row) if row.actor else 'the text'} says "
    return [said, linked(phrases.amount(row), row.id), *([f" ({stage})"] if stage else [])]


def _joined(parts: Sequence[Runs]) -> Runs:
    joints: list[str] = ["", *([", "] * (len(parts) - 2)), *([" and "] if len(parts) > 1 else [])]
    return list(
        chain.from_iterable(([joint] if joint else []) + part for joint, part in zip(joints, parts, strict=True))
    )


# ---- what is said about it -------------------------------------------------------------------------


def _answers(extract: Extract, labels: Labels) -> list[Runs]:
    """Return one sentence for each row that another voice answers in so many words, the most answered first."""
    rows = {row.id: row for row in statements(extract)}
    told = sorted(answers(extract), key=lambda link: (link.target, list(ANSWERS).index(link.relation), link.id))
    groups = [list(group) for _, group in groupby(told, key=lambda link: link.target)]
    heard_by = speakers(extract, labels)
    sentences = []
    for group in sorted(groups, key=len, reverse=True):
        target = rows[group[0].target]
        said = phrases.figure(target) if isinstance(target, Claim) else labels.level(target)
        once = {(heard_by[link.source], link.relation): link for link in reversed(group)}
        heard: list[Runs] = [
            [f"{heard_by[link.source]} ", linked(ANSWERS[link.relation], link.id)]
            for link in group
            if link in once.values()
        ]
        sentences.append([*_joined(heard), f" what {labels.voice(target)} says: ", linked(f"“{said}”", target.id), "."])
    return [[_upper(runs[0]), *runs[1:]] for runs in sentences]


def _upper(run: Run) -> Run:
    return wording.sentence(run) if isinstance(run, str) else run


def _single(extract: Extract, labels: Labels) -> Runs:
    alone = [rows for rows in _by_measure(extract) if len(_speaking(rows)) == 1 and all(row.actor for row in rows)]
    if not alone:
        return []
    told: list[Runs] = [[linked(labels.measure(rows[0].measure), rows[0].id)] for rows in alone]
    return [
        f"{wording.sentence(wording.count(len(alone), 'measure rests', 'measures rest'))} on one voice each: ",
        *_joined(told),
        ".",
    ]


# ---- who stands where ------------------------------------------------------------------------------


def _by_issue(extract: Extract, labels: Labels) -> list[list[Stance]]:
    rows = sorted(extract.stances, key=lambda row: (row.issue, row.latest or "9999", row.id))
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.issue)]
    return sorted(groups, key=lambda group: (-len(group), labels.position("issue", group[0].issue)))


def _standing(rows: Sequence[Stance], labels: Labels) -> str:
    """Return between which levels the actor who speaks most is found on one issue."""
    actor, said = _by_actor(rows, labels)[0]
    levels = [
        f"“{label}”" + (" (hedged)" if all(row.hedge for row in at) else "") for label, at in _levels(said, labels)
    ]
    span = f"between {levels[0]} and {levels[-1]}" if len(levels) > 1 else f"at {levels[0]}"
    issue = labels.of("issue", rows[0].issue)
    return wording.title(f"{issue}: {actor} {span}", f"{actor} {span}", issue, words=_LONGEST)


def _levels(rows: Sequence[Stance], labels: Labels) -> list[tuple[str, list[Stance]]]:
    """Return the levels said in *rows*, the lowest first, each with its statements."""
    ordered = sorted(rows, key=lambda row: (labels.rung(row), row.level))
    return [(label, list(group)) for label, group in groupby(ordered, key=labels.level)]


def _stood(rows: Sequence[Stance], labels: Labels) -> Runs:
    told: list[Runs] = [_actor_stood(actor, said, labels) for actor, said in _by_actor(rows, labels)[:4]]
    return [f"{labels.of('issue', rows[0].issue)}: ", *_joined_by("; ", told), "."]


def _by_actor(rows: Sequence[Stance], labels: Labels) -> list[tuple[str, list[Stance]]]:
    ordered = sorted(rows, key=labels.principal)
    groups = [(actor, list(group)) for actor, group in groupby(ordered, key=labels.principal)]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0]))


def _actor_stood(actor: str, rows: Sequence[Stance], labels: Labels) -> Runs:
    if len(rows) == 1:
        return [f"{actor}, ", linked(f"“{labels.level(rows[0])}”", rows[0].id), _when(rows[0])]
    told: list[Runs] = []
    for label, said in _levels(rows, labels):
        hedges = sum(1 for row in said if row.hedge)
        hedged = "hedged" if hedges == len(said) else f"{hedges} hedged" if hedges else ""
        flags = [part for part in (str(len(said)) if len(said) > 1 else "", hedged) if part]
        told.append([linked(f"“{label}”", said[0].id), f" ({', '.join(flags)})" if flags else ""])
    return [f"{actor} in {wording.count(len(rows), 'statement')}, ", *_joined(told)]


def _when(row: Stance) -> str:
    return f" ({phrases.days(row.earliest, row.latest)})" if row.latest else ""


def _joined_by(joint: str, parts: Sequence[Runs]) -> Runs:
    return list(chain.from_iterable(([joint] if number else []) + part for number, part in enumerate(parts)))


# ---- how far it can be trusted ---------------------------------------------------------------------


def _share(rows: Sequence[Claim], total: int, predicate: str) -> Runs:
    told: list[Runs] = [[linked(phrases.figure(row), row.id)] for row in rows[:4]]
    told += [[f"{len(rows) - 4} more"]] if len(rows) > 4 else []
    return [f"{len(rows)} of {wording.count(total, 'claim')} {predicate}: ", *_joined(told), "."]


def _doubts(extract: Extract) -> Runs:
    """Return how many rows carry no date of their own, because that is what a chart over time cannot show."""
    claims = [row for row in extract.claims if row.said_earliest is None or row.said_latest is None]
    stances = [row for row in extract.stances if row.earliest is None or row.latest is None]
    told = [*_of(claims, len(extract.claims), "claim"), *_of(stances, len(extract.stances), "stance")]
    return ["No first or no last day is known for ", *_joined(told), "; the charts draw them as open."] if told else []


def _of(rows: Sequence[Claim | Stance], total: int, noun: str) -> list[Runs]:
    """Return how many of *total* the *rows* are, linked to the first of them; nothing where there are none at all."""
    words = f"{len(rows)} of {wording.count(total, noun)}"
    return [[linked(words, rows[0].id) if rows else words]] if total else []


_NOUNS = {"claims": "claim", "stances": "stance"}


def _scope(chosen: Extract, whole: Extract, as_of: str | None, *tables: str) -> str:
    last = cutoff(whole, as_of)
    shown = [
        f"{len(getattr(chosen, table))} of {wording.count(len(getattr(whole, table)), noun)}"
        if len(getattr(chosen, table)) < len(getattr(whole, table))
        else wording.count(len(getattr(whole, table)), noun)
        for table, noun in _NOUNS.items()
        if not tables or table in tables
    ]
    head = f"Statements up to {phrases.days(last, last)}" if last else "Statements without a cut-off day"
    return f"{head}, from {phrases.listed([wording.count(len(whole.documents), 'document'), *shown])}.{partly(whole)}"
