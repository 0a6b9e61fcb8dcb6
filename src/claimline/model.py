"""The types of the extract. Pure values: frozen, slotted, and unknown is None.

Offsets are Unicode code points in a document's stored text, and `quote == text[start:end]` holds for
every row. Dates are ISO strings (`2024-10-22`), because they sort, compare and print as they are meant.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from claimline.findings import (
    Basis,
    Bound,
    Happening,
    Position,
    Quantity,
    Rejection,
    Said,
    Span,
    When,
)

__all__ = [
    "PARTIAL",
    "TABLES",
    "Attribution",
    "Basis",
    "Bound",
    "Claim",
    "Code",
    "Correction",
    "Document",
    "Event",
    "Extract",
    "Grade",
    "Happening",
    "Link",
    "Passage",
    "Position",
    "Problem",
    "Quantity",
    "Rejected",
    "Rejection",
    "Said",
    "Source",
    "Span",
    "Stance",
    "Time",
    "When",
    "cells",
    "row_id",
]


class Grade(StrEnum):
    """How bad a problem is: an error makes `claimline check` fail, a warning wants a reader."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


# ---- the extract: one dataclass a table, one field a column ---------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One seed text and what is known of it. `published` is EDTF; `published_evidence` says why."""

    document: str
    sha256: str
    title: str | None
    publisher: str | None
    kind: str  # article, topic_page (newest first)
    published: str | None
    published_earliest: str | None
    published_latest: str | None
    published_basis: Basis
    published_evidence: str | None
    encoding: str = "utf-8"  # how its bytes are read, which its byte order mark or an analyst told
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, headline, block quotation or piece of page furniture."""

    id: str
    document: str
    start: int
    end: int
    kind: str  # headline, body, list_item, quote, furniture
    truncated: bool
    repeats: str | None  # the id of the passage that this one repeats


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's statement of one thing: a quantity on a measure, or a named proposition without a number.

    `date` (with earliest, latest, date_basis) places what is claimed, or else the statement; `said` places the
    statement. `context` is the sentence around the quote and `context_start` its offset; `part_of` the id of the
    claim that this one is a part of; `actor_code` and `on_behalf_of` are codes of the codebook's actors.
    """

    id: str
    document: str
    passage: str
    start: int
    end: int
    quote: str
    measure: str | None
    low: float | None
    high: float | None
    bound: Bound | None
    kind: str
    unit: str | None
    counted: str | None
    distribution: str | None
    increment: bool
    part_of: str | None
    status: str | None  # planned, ongoing, done
    polarity: str
    hedge: str | None
    actor: str | None
    actor_code: str | None
    on_behalf_of: str | None
    via: str | None
    speech: str
    anonymity: str
    attribution: str | None
    date: str | None
    earliest: str | None
    latest: str | None
    date_basis: Basis
    said: str | None
    said_earliest: str | None
    said_latest: str | None
    said_basis: Basis
    context: str
    context_start: int
    rule: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression's row."""

    id: str
    document: str
    start: int
    end: int
    quote: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    precision: str
    kind: str
    role: str
    basis: Basis
    stable_under_anchor: bool | None
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution's row. `via` is the chain from the outlet to the source, joined by " <- "."""

    id: str
    document: str
    source_start: int | None
    source_end: int | None
    cue_start: int
    cue_end: int
    content_start: int | None
    content_end: int | None
    source: str | None
    cue: str
    actor: str | None
    actor_code: str | None
    via: str | None
    speech: str
    anonymity: str
    cue_class: str
    rule: str


@dataclass(frozen=True, slots=True)
class Stance:
    """One actor's statement on one issue, on a ladder of named levels that are compared and never averaged."""

    id: str
    document: str
    passage: str
    start: int
    end: int
    quote: str
    actor: str
    actor_code: str | None
    on_behalf_of: str | None
    issue: str
    ladder: str
    level: str
    legal_bar: bool
    trigger: str | None
    channel: str | None
    hedge: str | None
    source: str | None
    via: str | None
    speech: str
    date: str | None
    earliest: str | None
    latest: str | None
    date_basis: Basis
    context: str
    context_start: int
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, by PLOVER's sixteen types. Events of one `cluster` are one event told more than once."""

    id: str
    document: str
    start: int
    end: int
    quote: str
    type: str
    mode: str | None
    actors: str | None
    recipients: str | None
    auxiliary: str | None
    cluster: str
    date: str | None
    earliest: str | None
    latest: str | None
    date_basis: Basis
    rule: str


@dataclass(frozen=True, slots=True)
class Link:
    """What one row says about another. `basis` is stated (the text says so) or inferred (a rule concludes it)."""

    id: str
    source: str
    target: str
    relation: str
    independence: str  # independent, same_source, unknown
    basis: str
    document: str
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected candidate's row."""

    document: str
    start: int
    end: int
    quote: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an analyst would want to hear about one row of one table."""

    table: str
    id: str
    grade: Grade
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An analyst's correction as it was applied: which cell of which row, from what to what, and why."""

    row: str
    field: str
    before: str | None
    after: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook, so that an extract can be read without it.

    `scheme` is actor, kind, principal, bloc, measure, issue, ladder, level or proposition; `parent` an actor's bloc, an
    issue's or a level's ladder, the measure that counts a proposition; `position` the order in which the codebook lists
    it (for levels: the rung, off-ladder None). In the scheme kind, `code` is an actor and `label` what it is: person,
    body, state, alliance, law or media; in principal, `parent` and `label` are for whom the actor finally speaks.
    """

    scheme: str
    code: str
    label: str
    parent: str | None
    position: int | None


@dataclass(frozen=True, slots=True)
class Extract:
    """The structured extract: a table a field, each a tuple of rows in their sorted order."""

    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    stances: tuple[Stance, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Correction, ...] = ()
    codes: tuple[Code, ...] = ()


#: The rule of the problem which says that of an extract, or of what stands near a row, only a part has been read.
PARTIAL = "partial"

#: The row type of each table, by the table's name.
TABLES: dict[str, type] = {
    "documents": Document,
    "passages": Passage,
    "claims": Claim,
    "times": Time,
    "attributions": Attribution,
    "stances": Stance,
    "events": Event,
    "links": Link,
    "rejected": Rejected,
    "problems": Problem,
    "corrections": Correction,
    "codes": Code,
}


def row_id(prefix: str, *parts: object) -> str:
    """Return a row's id: *prefix* and ten characters drawn from *parts* alone.

    Ids come from where a row stands in its text, not from its number in a list, so that a new document or a new
    rule leaves every other id, and with it every correction and permalink, as it was.
    """
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=7).digest()
    return prefix + base64.b32encode(digest).decode().lower()[:10]


def cells(row: object) -> Iterator[tuple[str, Any]]:
    """Yield the (column, value) pairs of *row* in the order of its table."""
    for field in fields(row):  # type: ignore[arg-type]
        yield field.name, getattr(row, field.name)


@dataclass(frozen=True, slots=True)
class Source:
    """A document's row together with its exact text: what the finders are given."""

    document: Document
    text: str
