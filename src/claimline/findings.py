"""What one recogniser sees in one text. Pure values: frozen, slotted, and unknown is None.

Apart from `model`, the types of the extract, so that a recogniser alone is ready at once. Offsets are Unicode code
points, and `quote == text[start:end]` holds for every finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the words found there."""

    start: int
    end: int
    quote: str


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
