"""The extract as tidy data frames: every column of a table, its codes in words, its dates as days. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields, replace

import pandas as pd

from claimline.model import Attribution, Claim, Extract
from claimline.schema import columns
from claimline.weigh.history import kin
from claimline.weigh.scope import stage
from claimline.weigh.voices import Answer, behind
from claimline.weigh.voices import answers as heard

_DAYS = ("earliest", "latest", "said_earliest", "said_latest", "published_earliest", "published_latest")


def table(extract: Extract, name: str) -> pd.DataFrame:
    """Return the table *name* as it stands, one row a row; a column `<day>_day` beside each ISO day."""
    frame = pd.DataFrame([asdict(row) for row in getattr(extract, name)], columns=list(columns(name)))
    for column, (kind, _) in columns(name).items():
        if kind is float:
            frame[column] = frame[column].astype("float64")
    for day in _DAYS:
        if day in frame:
            frame[f"{day}_day"] = pd.to_datetime(frame[day], format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    return frame


def claims(extract: Extract) -> pd.DataFrame:
    """Return the claims with `measure_label`, `actor_label`, `principal_label`, `bloc`, its label and position."""
    return _voiced(extract, _labelled(extract, table(extract, "claims"), "measure", ("measure", "proposition")))


def stances(extract: Extract) -> pd.DataFrame:
    """Return the stances with labels of issue, ladder and level, a level's `rung` (NA off the ladder), the bloc."""
    frame = _labelled(extract, table(extract, "stances"), "issue", ("issue",))
    frame = _labelled(extract, frame, "ladder", ("ladder",))
    levels = {row.code: row for row in extract.codes if row.scheme == "level"}
    keys = frame["ladder"].astype(str) + "." + frame["level"].astype(str)
    frame["level_label"] = [levels[key].label if key in levels else None for key in keys]
    frame["rung"] = pd.array([levels[key].position if key in levels else None for key in keys], dtype="Int64")
    return _voiced(extract, frame)


def attributions(extract: Extract) -> pd.DataFrame:
    """Return the attributions with the label and bloc of their actor."""
    return _voiced(extract, table(extract, "attributions"))


def documents(extract: Extract) -> pd.DataFrame:
    """Return the documents."""
    return table(extract, "documents")


def times(extract: Extract) -> pd.DataFrame:
    """Return the time expressions."""
    return table(extract, "times")


def events(extract: Extract) -> pd.DataFrame:
    """Return the events with `actor_code`, the first of their actors, its label and its bloc."""
    frame = table(extract, "events")
    frame["actor_code"] = _texts(
        codes.partition("; ")[0] if isinstance(codes, str) else None for codes in frame["actors"]
    )
    return _voiced(extract, frame.assign(actor=frame["actor_code"]))


def links(extract: Extract) -> pd.DataFrame:
    """Return the links with the quotes of the rows that they join, where those are claims, stances or events."""
    frame = table(extract, "links")
    quotes = {row.id: row.quote for name in ("claims", "stances", "events", "times") for row in getattr(extract, name)}
    frame["source_quote"] = [quotes.get(one) for one in frame["source"]]
    frame["target_quote"] = [quotes.get(one) for one in frame["target"]]
    return frame


def answers(extract: Extract, claims: Collection[str] | None = None) -> pd.DataFrame:
    """
    Return what each voice says to each of *claims* (ids; None takes all): a row for each claim and answer.

    The columns are those of `weigh.voices.Answer` and `voice_label`, `principal_label`, `bloc`; a claim's own source
    comes first. Who says nothing to a claim has no row.
    """
    rows = [asdict(one) for said in heard(extract, claims).values() for one in said]
    frame = pd.DataFrame(rows, columns=[field.name for field in fields(Answer)])
    actors = {row.code: row for row in extract.codes if row.scheme == "actor"}
    for column in ("voice", "principal"):
        frame[f"{column}_label"] = _texts(actors[one].label if one in actors else one for one in frame[column])
    frame["bloc"] = _texts(actors[one].parent if one in actors else None for one in frame["voice"])
    return frame


def voices(extract: Extract, claims: Collection[str] | None = None) -> pd.DataFrame:
    """
    Return how many independent voices stand behind each of *claims* (ids; None takes all): a row for each claim.

    The columns are `claim`, `voices` (their number), `principals` (for how many they speak) and `behind` (their codes
    or words, joined by "; ").
    """
    rows = []
    for claim, said in heard(extract, claims).items():
        principals = {one.voice: one.principal for one in said}
        standing = behind(said)
        rows.append((claim, len(standing), len({principals[one] for one in standing}), "; ".join(standing)))
    return pd.DataFrame(rows, columns=["claim", "voices", "principals", "behind"])


def side_by_side(extract: Extract, measure: str) -> pd.DataFrame:
    """
    Return what is claimed on *measure* and its propositions, side by side: from planned to done, then by day.

    The columns are those of `claims` with `stage` (0 to 2), `hedged`, and `voices`, the number of independent voices.
    """
    codes = kin(extract, measure)
    kept = [row for row in extract.claims if row.measure in codes]
    ordered = sorted(kept, key=lambda row: (stage(row), row.said_latest or "", row.document, row.start))
    frame = claims(replace(extract, claims=tuple(ordered)))
    said = heard(extract, {row.id for row in ordered})
    frame["stage"] = [stage(row) for row in ordered]
    frame["hedged"] = [said[row.id][0].answer == "hedges" for row in ordered]
    frame["voices"] = [len(behind(said[row.id])) for row in ordered]
    return frame


def revisions(extract: Extract) -> pd.DataFrame:
    """
    Return what brings what up to date: a row for each link `updates`, by the last possible day of the later statement.

    `before` and `after` are the ids of the rows; each has `_quote`, `_voice`, `_latest`, and where it is no mere answer
    `_low`, `_high` and `_status`. `rule` says why they are linked.
    """
    known: dict[str, Claim | Attribution] = {row.id: row for row in extract.attributions}
    known |= {row.id: row for row in extract.claims}
    published = {row.document: row.published_latest for row in extract.documents}
    updates = [row for row in extract.links if row.relation == "updates"]
    rows = [
        _end("before", known[row.target], published) | _end("after", known[row.source], published) | {"rule": row.rule}
        for row in updates
    ]
    columns = [f"{end}{name}" for end in ("before", "after") for name in _END]
    frame = pd.DataFrame(rows, columns=[*columns, "rule"])
    return frame.sort_values(["after_latest", "after", "before"], ignore_index=True)


_END = ("", "_quote", "_voice", "_low", "_high", "_status", "_latest")


def _end(name: str, row: Claim | Attribution, published: Mapping[str, str | None]) -> dict[str, object]:
    voice = row.actor_code or row.actor
    if isinstance(row, Claim):
        values = (row.id, row.quote, voice, row.low, row.high, row.status, row.said_latest)
        return {f"{name}{key}": value for key, value in zip(_END, values, strict=True)}
    values = (row.id, row.cue, voice, None, None, None, published.get(row.document))
    return {f"{name}{key}": value for key, value in zip(_END, values, strict=True)}


def rejected(extract: Extract) -> pd.DataFrame:
    """Return the rejected candidates with their reasons."""
    return table(extract, "rejected")


def problems(extract: Extract) -> pd.DataFrame:
    """Return the problems, errors first."""
    frame = table(extract, "problems")
    order = frame["grade"].map({"error": 0, "warning": 1, "note": 2})
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _labelled(extract: Extract, frame: pd.DataFrame, column: str, schemes: tuple[str, ...]) -> pd.DataFrame:
    labels = {row.code: row.label for row in extract.codes if row.scheme in schemes}
    frame[f"{column}_label"] = _texts(labels.get(code) for code in frame[column])
    return frame


def _texts(values: Iterable[str | None]) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _voiced(extract: Extract, frame: pd.DataFrame) -> pd.DataFrame:
    """Return *frame* with the actor in words, and the bloc of whom it speaks for."""
    actors = {row.code: row for row in extract.codes if row.scheme == "actor"}
    blocs = {row.code: row.label for row in extract.codes if row.scheme == "bloc"}
    known = [actors.get(code) for code in frame["actor_code"]]
    behalf = [actors.get(code) for code in frame["on_behalf_of"]] if "on_behalf_of" in frame else known
    bloc = [
        (one.parent if one else None) or (two.parent if two else None) for one, two in zip(known, behalf, strict=True)
    ]
    labels = [one.label if one else written for one, written in zip(known, frame["actor"], strict=True)]
    frame["actor_label"] = _texts(labels)
    kinds = {row.code: row.label for row in extract.codes if row.scheme == "kind"}
    frame["actor_kind"] = _texts(kinds.get(code) for code in frame["actor_code"])
    frame["bloc"] = _texts(bloc)
    frame["bloc_label"] = _texts(blocs.get(one) if one else None for one in bloc)
    order = {row.code: row.position for row in extract.codes if row.scheme == "bloc"}
    frame["bloc_position"] = pd.array([order.get(one) if one else None for one in bloc], dtype="Int64")
    frame["principal_label"] = _texts(one.label if one else None for one in behalf)
    return frame
