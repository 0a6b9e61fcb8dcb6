"""Make claims of quantities and of the propositions that the codebook names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimline.codebook import Proposition, flat, language
from claimline.find.clauses.demonstratives import taken_up
from claimline.find.clauses.noun_phrases import listed
from claimline.find.clauses.sentences import Sentence
from claimline.find.extract import dating, voices
from claimline.find.extract.dating import Dated
from claimline.find.extract.measures import ASKED, counts, fits, terms
from claimline.find.extract.page import Page, Stretch
from claimline.find.extract.status import hedges, of_statement, status
from claimline.model import Bound, Claim, Passage, Quantity, Said, Span, When, row_id


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a statement: of what it tells, of itself as the text has it, and as the page alone bounds it."""

    told: Dated | None
    stated: Dated | None
    page: Dated


def dates(page: Page, passage: Passage, heard: voices.Voice, start: int, end: int) -> Dates:
    """Return the dates of the statement `start:end`, made in the voice *heard*."""
    clause, whens = page.clause(passage, start, end), _own_times(page, passage, start, end)
    if heard.said:
        whens = [when for when in whens if not _of_the_source(page, heard.said, when)]
    return Dates(
        told=dating.told(whens, heard.said, clause, (start, end)),
        stated=dating.stated(whens, heard.said, clause, page.head(passage)),
        page=dating.published(page.document, page.windows.get(passage.id)),
    )


def _of_the_source(page: Page, said: Said, when: When) -> bool:
    """Tell whether *when* only says something of the speaker: "the minister, who came on Monday, said"."""
    source = said.source
    if source is None or not source.start <= when.start < source.end:
        return False
    lead = page.text[source.start : when.start].split()
    return not listed("bounds", "relatives").isdisjoint(lead)


def _own_times(page: Page, passage: Passage, start: int, end: int) -> list[When]:
    """
    Return the times of *passage* but for those inside what somebody says beside the stretch `start:end`.

    What a relative clause right behind it says is said of it: "the 50 that the board promised in June".
    """
    said = [
        one for one in page.said[passage.id] if not (one.source and 0 < one.source.start - end <= len(" which the "))
    ]
    contents = [one.content for one in said if one.content]
    beside = [one for one in contents if one.end <= start or end <= one.start]
    whens = page.whens[passage.id]
    return [when for when in whens if not any(one.start <= when.start and when.end <= one.end for one in beside)]


# ---- quantities ------------------------------------------------------------------------------------


def from_quantity(page: Page, quantity: Quantity, passage: Passage, parts: dict[Stretch, str]) -> Claim:
    """Return the claim that *quantity* makes; *parts* gives the ids of the other quantities of the text."""
    measure = counts(page, passage, quantity)
    return _claim(
        page,
        passage,
        (quantity.start, quantity.end),
        id=row_id("c", passage.document, quantity.start, quantity.end),
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
        polarity=_polarity(page, passage, quantity),
        status=status(page.text, quantity.start, quantity.end, quantity.kind == "money"),
        hedge=quantity.hedge if quantity.bound is not Bound.EXACT else None,
        rule=quantity.rule,
    )


def _polarity(page: Page, passage: Passage, quantity: Quantity) -> str:
    """Return whether it is so or not so: "denied that 40 came" turns it round."""
    denied = voices.answered(page, passage, quantity.start, quantity.end, "denying")
    return {"positive": "negative", "negative": "positive"}[quantity.polarity] if denied else quantity.polarity


# ---- propositions ----------------------------------------------------------------------------------


def propositions(page: Page, counted: Sequence[Claim]) -> Iterator[Claim]:
    """Yield a claim for each statement of a proposition of the codebook that no figure of *counted* states already."""
    statements = list(_statements(page)) if page.codebook.propositions else []
    for proposition in page.codebook.propositions:
        for start, end, passage in statements:
            if voices.asked(page, passage, start, end):
                continue
            inside = [one for one in counted if start <= one.start and one.end <= end]
            stated = proposition.measure and any(one.measure == proposition.measure for one in inside)
            vouched = not stated and _states(page, proposition, (start, end), inside)
            if vouched and not _unvouched(page, passage, proposition, (start, end)):
                yield _from_proposition(page, proposition, passage, start, end)


def _unvouched(page: Page, passage: Passage, proposition: Proposition, stretch: Stretch) -> bool:
    """Tell whether what is stated is only what somebody denies or cannot confirm: "she could not confirm that ..."."""
    found = terms(proposition.about[-1]).finditer(page.text, *stretch)
    answers = [voices.answered(page, passage, *one.span(), "denying", "unconfirmed") for one in found]
    return bool(answers) and all(answers)


def _states(page: Page, proposition: Proposition, stretch: Stretch, counted: Sequence[Claim]) -> bool:
    """Tell whether the stretch states *proposition*, by its words or by what its demonstratives and figures take up."""
    words = page.text[slice(*stretch)]
    if fits(proposition.about, proposition.excludes, words):
        return True
    more = taken_up(page.scene, *stretch)
    more += [page.scene.question(one.start) for one in counted if one.rule.endswith(ASKED)]
    return bool(more) and fits(proposition.about, proposition.excludes, "\n".join([words, *more]))


def _statements(page: Page) -> Iterator[tuple[int, int, Passage]]:
    """
    Yield what is stated: what an attribution reports, sentence by sentence, and the sentences of the narrator.

    What leads up to an attribution is the narrator's too: "After the boats left, the mayor said that ...".
    """
    for passage in page.passages:
        if passage.kind == "furniture" or passage.repeats:
            continue
        contents = [one.content for one in page.said[passage.id] if one.content and one.rule != "turn"]
        for sentence in page.sentences[passage.id]:
            inside = [one for one in contents if one.start < sentence.end and sentence.start < one.end]
            clipped = [(max(one.start, sentence.start), min(one.end, sentence.end)) for one in inside]
            leads = [_lead(page, sentence, one) for one in page.said[passage.id] if one.content in inside]
            lead = [(sentence.start, min(leads))] if leads and min(leads) > sentence.start else []
            for start, end in [*lead, *_apart(clipped)] or [(sentence.start, sentence.end)]:
                yield start, end, passage


def _lead(page: Page, sentence: Sentence, said: Said) -> int:
    """Return where the words end that lead up to an attribution, at the comma before its source; else the start."""
    begins = min(part.start for part in (said.source, said.cue, said.content) if part)
    led = begins > sentence.start and page.text[sentence.start : begins].rstrip().endswith(",")
    return begins if led else sentence.start


def _apart(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the longest of *stretches* that do not overlap, in the order of the text."""
    kept: list[Stretch] = []
    for start, end in sorted(set(stretches), key=lambda one: (one[0] - one[1], one)):
        if all(end <= left or right <= start for left, right in kept):
            kept.append((start, end))
    return sorted(kept)


def _from_proposition(page: Page, proposition: Proposition, passage: Passage, start: int, end: int) -> Claim:
    inside = page.text[start:end]
    bare = inside.strip(' ,;"“”\xa0')
    start += inside.index(bare)
    return _claim(
        page,
        passage,
        (start, start + len(bare)),
        id=row_id("c", passage.document, start, start + len(bare), proposition.code),
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
        polarity="negative" if _negated(proposition, bare) else "positive",
        status=_stage(page, proposition, start, bare),
        hedge=None,
        rule="proposition",
    )


_LEAD = 60  # characters before a verb in which its negation stands
# What can stand between a negation and its verb.
_DENIED = re.compile(r"(?:\b(?:not|never)|n't)(?: (?:been|being|be|yet|ever|[a-z]+ly))*\s*$", re.IGNORECASE)


def _negated(proposition: Proposition, words: str) -> bool:
    """Tell whether *words* say that it is not so: "the boats have not been laid up"."""
    plain = flat(words)
    found = terms(proposition.about[-1]).search(plain)
    return bool(found and _DENIED.search(plain, max(0, found.start() - _LEAD), found.start()))


def _stage(page: Page, proposition: Proposition, start: int, words: str) -> str | None:
    """Return how far along is what the last group of terms says is done; a noun for it is silent."""
    found = terms(proposition.about[-1]).search(flat(words))
    if found and found[0].split()[0].endswith(tuple(language("status")["nominal"])):
        return None
    return of_statement(page.text, start, start + len(words), start + (found.end() if found else len(words)))


# ---- the row ---------------------------------------------------------------------------------------


def _claim(
    page: Page, passage: Passage, at: Stretch, *, hedge: Span | None, bound: Bound | None, **own: object
) -> Claim:
    start, end = at
    heard = voices.voice(page, passage, start, end)
    placed = dates(page, passage, heard, start, end)
    said = placed.stated or placed.page
    told = dating.by_then(placed.told) if own["status"] == "planned" else placed.told
    date = told or said
    around, context_start = page.context(passage, start, end)
    return Claim(
        document=passage.document,
        passage=passage.id,
        start=start,
        end=end,
        quote=page.stored[start:end],
        bound=bound,
        hedge=_hedge(page, passage, hedge, at, heard),
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


def _hedge(page: Page, passage: Passage, bound: Span | None, at: Stretch, heard: voices.Voice) -> str | None:
    """Return the words that hedge a claim, verbatim and in the order of the text, joined by "; "."""
    left, right = page.clause(passage, *at)
    found = {(left + start, left + end) for start, end in hedges(page.text[left:right])}
    if bound:
        found = {one for one in found if one[1] <= bound.start or bound.end <= one[0]} | {(bound.start, bound.end)}
    cue = voices.distance(heard, "reporter", "source")
    if cue and all(end <= cue.start or cue.end <= start for start, end in found):  # "the accusations" say it already
        found.add((cue.start, cue.end))
    return "; ".join(page.text[start:end] for start, end in sorted(found)) or None
