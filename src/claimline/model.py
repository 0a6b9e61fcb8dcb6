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


class Bound(StrEnum):
    """How a source bounded a number."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    BETWEEN = "between"
    VAGUE = "vague"
    UNSPECIFIED = "unspecified"


class Basis(StrEnum):
    """What a date rests on. A publication date is never written in as if it had been stated."""

    STATED = "stated"
    ANCHORED = "anchored"
    SEQUENCE = "sequence"
    OTHER_DOCUMENT = "other_document"
    CODEBOOK = "codebook"
    ANALYST = "analyst"
    NONE = "none"


class Grade(StrEnum):
    """How bad a problem is: an error makes `claimline check` fail, a warning wants a reader."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the words found there."""

    start: int
    end: int
    quote: str


# ---- findings: what one recogniser sees in one text ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a source bounded it, with what it counts. An open side is None.

    `start end quote` cover hedge, number and counted noun phrase; `number`, `hedge` and `noun` are their parts.
    `unit` is the head noun's lemma or the ISO 4217 code; `counted` the noun phrase with its modifiers.
    `distribution` is total, each, per period ("day"), or change where the text says by how much a figure rose or fell;
    `whole` the (start, end) of the quantity this one is a part of ("four depots totalling 12,000 drivers": never
    added up). The two levels of a change ("rose from 6,700 to 13,000") are two quantities whose `rule` ends in
    `.from` and `.to`: their difference is the reader's to take, as the text does not state it. "All but two" is a two
    of negative polarity, since the whole is not told.
    """

    start: int
    end: int
    quote: str
    number: Span
    low: float | None
    high: float | None
    bound: Bound
    kind: str  # count, money, percent, duration, ratio, measure
    unit: str | None
    counted: str | None
    rule: str
    hedge: Span | None = None
    noun: Span | None = None
    distribution: str | None = None
    increment: bool = False
    polarity: str = "positive"
    whole: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate number that is no claim, kept with its reason so that it can be asked for."""

    start: int
    end: int
    quote: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class When:
    """A time expression. `edtf` is the value (EDTF, ISO 8601-2), `earliest`/`latest` the days it allows.

    `[a..b]` is one unknown day in a range, `a/b` something that lasted. `stable_under_anchor` says whether
    every candidate publication day gives the same answer; None where no anchor was needed.
    """

    start: int
    end: int
    quote: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    precision: str  # day, night, weekend, month, month-part, season, year, decade, duration, unknown ...
    kind: str  # point, one_of, extent, set_all, recurrence, duration, state_until_pub, past, future, named-period
    role: str  # event, state, attributive, background, reported-speech, measure-period, digest-header
    basis: Basis
    rule: str
    stable_under_anchor: bool | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what through whom. Any of source and content may be missing; the cue never is.

    `actor` is the source as written (None for an agentless passive); `via` the carriers from the outside in
    ("Reuters"); `cue_class` what the cue does (says, believes, warns, confirms, cannot_confirm, denies, backs ...);
    `clause` the (start, end) of the attribution clause itself with its addressee and adverbials, so that
    "on July 8" in "told Reuters on July 8" dates the statement and not what was stated.
    """

    cue: Span
    source: Span | None
    content: Span | None
    actor: str | None
    via: tuple[str, ...]
    speech: str  # direct, mixed, reported, narration, headline
    anonymity: str  # named, titled, unnamed, none
    cue_class: str
    clause: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True)
class Position:
    """A stance as found in one text: who stands where on which issue. See `Stance` for the row."""

    start: int
    end: int
    quote: str
    actor: str
    on_behalf_of: str | None
    issue: str
    ladder: str
    level: str
    rule: str
    legal_bar: bool = False
    trigger: str | None = None
    channel: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as found in one text, in PLOVER's types and modes. See `Event` for the row."""

    start: int
    end: int
    quote: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    auxiliary: str | None  # historical, future, hypothetical, negated
    rule: str


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

    `scheme` is actor, bloc, measure, issue, ladder, level or proposition; `parent` an actor's bloc, an issue's or a
    level's ladder; `position` the order in which the codebook lists it (for levels: the rung, off-ladder None).
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
