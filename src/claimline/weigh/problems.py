"""List what an analyst would want to hear: what cannot be, what was cut off, what rests on nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from claimline.codebook import language, pattern
from claimline.language.signs import deceptions
from claimline.model import Basis, Claim, Extract, Grade, Link, Problem, Stance
from claimline.weigh.framing import FRAMING
from claimline.weigh.stories import Story

#: What dates a row that its text does not date.
_BY_PAGE = {
    Basis.NONE: "nothing dates it",
    Basis.ANCHORED: "only the publication bounds it",
    Basis.SEQUENCE: "its neighbours on the page bound it",
}


_REACH = 200  # characters: a sentence that tells two days in an order tells them close together


def problems(extract: Extract, told: Sequence[Story]) -> list[Problem]:
    """
    Return the problems of *extract*, of which *told* holds the documents with their texts.

    Which documents hold the same bytes is told by `of_copies`.
    """
    return [
        *_documents(extract),
        *_passages(extract),
        *(problem for story in told for problem in (*_orders(story), *_hidden(story))),
        *of_links(extract.links),
        *(problem for row in extract.claims for problem in _row(row)),
        *(problem for row in extract.stances for problem in _row(row)),
    ]


def of_copies(documents: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield which of *documents*, names with what stands for their bytes, hold those of one before them by name."""
    first: dict[str, str] = {}
    for document, held in sorted(documents):
        earlier = first.setdefault(held, document)
        if earlier != document:
            yield _problem("documents", document, "duplicate", f"same bytes as {earlier}: listed, and counted once")


def _documents(extract: Extract) -> Iterator[Problem]:
    for row in extract.documents:
        if row.published is None:
            yield _problem("documents", row.document, "unpublished", "no day of publication is known", Grade.NOTE)


def _passages(extract: Extract) -> Iterator[Problem]:
    for row in extract.passages:
        if row.truncated:
            yield _problem("passages", row.id, "truncated", "cut off by the page: it supports nothing past the cut")
        if row.repeats and row.kind != "furniture":
            yield _problem("passages", row.id, "repeat", f"the same words as {row.repeats}: counted once", Grade.NOTE)


def _orders(story: Story) -> Iterator[Problem]:
    """Yield sentences whose order of words is not the order of their days: "first in 2023 and again in 2022"."""
    words = language("answers")["order"]
    first, after = pattern(words["first"]), pattern(words["after"])
    for one, two in pairwise(row for row in story.times if row.edtf):
        if not (one.earliest and two.latest and two.latest < one.earliest):
            continue
        between = story.text[one.end : min(two.start, one.end + _REACH)]
        lead = story.text[max(0, one.start - _REACH) : one.start].rpartition("\n")[2].rpartition(". ")[2]
        if first.search(lead) and after.search(between) and not any(stop in between for stop in (". ", "\n")):
            message = f"told as the later, but {two.quote!r} is before {one.quote!r}: one of the two cannot be"
            yield _problem("times", two.id, "order", message)


_TOLD = {
    **{rule: ("framing", message) for rule, message in FRAMING.items()},
    "inferred.only": ("scope", "two statements of what was 'only' done differ in what they take in"),
    "inferred.barred": ("barred", "a law is said to bar what is said to have been done"),
    "contradicts": ("contradicts", "no figure would satisfy both: read both"),
    "mischaracterises": ("mischaracterises", "no named source says so: read both"),
}


def of_links(links: Sequence[Link]) -> Iterator[Problem]:
    """Yield what an analyst would want to hear of *links*."""
    for link in links:
        told = _TOLD.get(link.rule) or _TOLD.get(link.relation)
        if told:
            rule, message = told
            yield _problem("links", link.id, rule, f"{message} ({link.source}, {link.target})")


def _hidden(story: Story) -> Iterator[Problem]:
    for kind, number, place in deceptions(story.stored):
        message = f"{number} {kind.told}, the first at {place}: look before you quote"
        yield _problem("documents", story.document, kind.rule, message)


def _row(row: Claim | Stance) -> Iterator[Problem]:
    table = "claims" if isinstance(row, Claim) else "stances"
    # A day whose year comes from the publication is stated; an open start is not.
    if row.date_basis in _BY_PAGE and (row.earliest is None or row.date_basis is Basis.SEQUENCE):
        yield _problem(table, row.id, "undated", f"no date in the text: {_BY_PAGE[row.date_basis]}", Grade.NOTE)
    if isinstance(row, Claim) and row.actor is None:
        yield _problem(table, row.id, "unattributed", "nobody is named who says so", Grade.NOTE)


def _problem(table: str, key: str, rule: str, message: str, grade: Grade = Grade.WARNING) -> Problem:
    return Problem(table, key, grade, rule, message)
