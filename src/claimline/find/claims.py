"""Make claims of quantities and of the propositions that the codebook names. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Codebook, Measure, Proposition, flat, pattern
from claimline.find import dating, voices
from claimline.find.dating import Dated, Window
from claimline.find.sentences import Sentence, clauses
from claimline.find.status import hedges, of_statement, status
from claimline.model import Bound, Claim, Document, Passage, Quantity, Span, When, row_id

#: A sentence is shown as context up to this many characters on either side of its claim.
CONTEXT = 300

_terms = cache(pattern)


@dataclass(frozen=True, slots=True)
class Page:
    """One document as read: what the finders saw in it, and what its own order says of dates."""

    document: Document
    setting: voices.Setting
    sentences: Sequence[Sentence]
    whens: Sequence[When]
    windows: dict[str, Window]

    def passage(self, start: int) -> Passage | None:
        """Return the passage that *start* is in."""
        return next((one for one in self.setting.passages if one.start <= start < one.end), None)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the sentence around a stretch, as (start, end)."""
        around = [(one.start, one.end) for one in self.sentences if one.start < end and start < one.end]
        return (min(start, around[0][0]), max(end, around[-1][1])) if around else (start, end)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a statement: of what it tells, of itself as the text has it, and as the page alone bounds it."""

    told: Dated | None
    stated: Dated | None
    page: Dated


def dates(page: Page, passage: Passage, heard: voices.Voice, start: int, end: int) -> Dates:
    """Return the dates of the statement `start:end`, made in the voice *heard*."""
    clause = _clause(page, start, end)
    return Dates(
        told=dating.told(page.whens, heard.said, clause, (start, end)),
        stated=dating.stated(page.whens, heard.said, clause, passage, page.setting.text),
        page=dating.published(page.document, page.windows.get(passage.id)),
    )


def _clause(page: Page, start: int, end: int) -> tuple[int, int]:
    for sentence in page.sentences:
        if sentence.start <= start < sentence.end:
            parts = clauses(page.setting.text, sentence)
            around = [part for part in parts if part[0] < end and start < part[1]]
            return (min(start, around[0][0]), max(end, around[-1][1])) if around else (start, end)
    return start, end


def context(page: Page, start: int, end: int) -> tuple[str, int]:
    """Return the sentence around a stretch, and where it starts; of a very long one the near part."""
    left, right = page.sentence(start, end)
    left, right = max(left, start - CONTEXT), min(right, end + CONTEXT)
    return page.setting.stored[left:right], left


# ---- quantities ------------------------------------------------------------------------------------


def quantity_id(document: str, quantity: Quantity) -> str:
    """Return the id of the claim that *quantity* makes."""
    return row_id("c", document, quantity.start, quantity.end)


def from_quantity(page: Page, quantity: Quantity, passage: Passage, parts: dict[tuple[int, int], str]) -> Claim:
    """Return the claim that *quantity* makes; *parts* gives the ids of the other quantities of the text."""
    left, right = page.sentence(quantity.start, quantity.end)
    measure = _measure(page.setting.codebook, quantity, page.setting.text[left:right])
    return _claim(
        page,
        passage,
        (quantity.start, quantity.end),
        measure=measure.code if measure else None,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        kind=quantity.kind,
        unit=quantity.unit,
        counted=quantity.counted,
        distribution=quantity.distribution,
        increment=quantity.increment,
        part_of=parts.get(quantity.whole) if quantity.whole else None,
        polarity=quantity.polarity,
        status=status(page.setting.text, quantity.start, quantity.end),
        hedge=quantity.hedge if quantity.bound is not Bound.EXACT else None,
        rule=quantity.rule,
    )


def _measure(codebook: Codebook, quantity: Quantity, sentence: str) -> Measure | None:
    """Return the first measure that *quantity* counts: by its head noun, and by the words about it."""
    noun, around = flat(quantity.counted or quantity.quote), flat(sentence)
    for measure in codebook.measures:
        if measure.kind != quantity.kind or not _heads(measure, quantity):
            continue
        words = f"{noun}\n{around}" if measure.near else noun
        if _about(measure.about, measure.excludes, words):
            return measure
    return None


def _heads(measure: Measure, quantity: Quantity) -> bool:
    ends = [
        flat(words).strip()
        for words in (quantity.unit, quantity.noun and quantity.noun.quote, quantity.counted)
        if words
    ]
    heads = _terms(measure.heads)
    return any(found.end() == len(words) for words in ends for found in heads.finditer(words))


def _about(about: tuple[tuple[str, ...], ...], excludes: tuple[str, ...], words: str) -> bool:
    return all(_terms(group).search(words) for group in about) and not _terms(excludes).search(words)


# ---- propositions ----------------------------------------------------------------------------------


def propositions(page: Page, counted: Sequence[Claim]) -> Iterator[Claim]:
    """Yield a claim for each statement of a proposition of the codebook that no figure of *counted* states already."""
    text = page.setting.text
    for proposition in page.setting.codebook.propositions:
        for start, end, passage in _statements(page):
            stated = proposition.measure and any(
                one.measure == proposition.measure and start <= one.start and one.end <= end for one in counted
            )
            if not stated and _about(proposition.about, proposition.excludes, text[start:end]):
                yield _from_proposition(page, proposition, passage, start, end)


def _statements(page: Page) -> Iterator[tuple[int, int, Passage]]:
    """Yield what is stated: what an attribution reports, sentence by sentence, and the sentences of the narrator."""
    for sentence in page.sentences:
        passage = page.passage(sentence.start)
        if passage is None or passage.kind == "furniture" or passage.repeats:
            continue
        contents = [one.content for one in page.setting.said if one.content]
        inside = [
            (max(one.start, sentence.start), min(one.end, sentence.end))
            for one in contents
            if one.start < sentence.end and sentence.start < one.end
        ]
        for start, end in _apart(inside) or [(sentence.start, sentence.end)]:
            yield start, end, passage


def _apart(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest of *stretches* that do not overlap, in the order of the text."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(stretches), key=lambda one: (one[0] - one[1], one)):
        if all(end <= left or right <= start for left, right in kept):
            kept.append((start, end))
    return sorted(kept)


def _from_proposition(page: Page, proposition: Proposition, passage: Passage, start: int, end: int) -> Claim:
    inside = page.setting.text[start:end]
    bare = inside.strip(' ,;"“”\xa0')
    start += inside.index(bare)
    return _claim(
        page,
        passage,
        (start, start + len(bare)),
        measure=proposition.code,
        low=None,
        high=None,
        bound=None,
        kind="proposition",
        unit=None,
        counted=None,
        distribution=None,
        increment=False,
        part_of=None,
        polarity="positive",
        status=of_statement(page.setting.text, start, start + len(bare), start + _named_until(proposition, bare)),
        hedge=None,
        rule="proposition",
    )


def _named_until(proposition: Proposition, words: str) -> int:
    """Return where in *words* the last group of terms, which says what is done, is met."""
    found = _terms(proposition.about[-1]).search(flat(words))
    return found.end() if found else len(words)


# ---- the row ---------------------------------------------------------------------------------------


def _claim(
    page: Page, passage: Passage, at: tuple[int, int], *, hedge: Span | None, bound: Bound | None, **own: object
) -> Claim:
    start, end = at
    heard = voices.voice(page.setting, start, end, passage)
    placed = dates(page, passage, heard, start, end)
    said = placed.stated or placed.page
    date = placed.told or said
    around, context_start = context(page, start, end)
    return Claim(
        id=row_id("c", passage.document, start, end),
        document=passage.document,
        passage=passage.id,
        start=start,
        end=end,
        quote=page.setting.stored[start:end],
        bound=bound,
        hedge=_hedge(page, hedge, at, heard),
        actor=heard.actor,
        actor_code=heard.actor_code,
        on_behalf_of=heard.on_behalf_of,
        via=heard.via,
        speech=heard.speech,
        anonymity=heard.anonymity,
        attribution=heard.attribution,
        date=date.edtf,
        earliest=date.earliest,
        latest=date.latest,
        date_basis=date.basis,
        said=said.edtf,
        said_earliest=said.earliest,
        said_latest=said.latest,
        said_basis=said.basis,
        context=around,
        context_start=context_start,
        **own,  # type: ignore[arg-type]
    )


def _hedge(page: Page, bound: Span | None, at: tuple[int, int], heard: voices.Voice) -> str | None:
    """Return the words that hedge a claim, verbatim and in the order of the text, joined by "; "."""
    left, right = _clause(page, *at)
    found = {(left + start, left + end) for start, end in hedges(page.setting.text[left:right])}
    if bound:
        found = {one for one in found if one[1] <= bound.start or bound.end <= one[0]} | {(bound.start, bound.end)}
    if heard.said and heard.said.cue_class in ("believes", "alleges", "suspects"):
        found.add((heard.said.cue.start, heard.said.cue.end))
    return "; ".join(page.setting.text[start:end] for start, end in sorted(found)) or None
