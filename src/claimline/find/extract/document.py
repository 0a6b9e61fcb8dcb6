"""Compose the finders: one document in, its rows out. Pure; no document's rows depend on another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from claimline.codebook import ActorMention, Codebook, flat
from claimline.find import sequence
from claimline.find.attributions import find_attributions
from claimline.find.clauses.scene import scene
from claimline.find.clauses.sentences import Sentence
from claimline.find.events import happenings
from claimline.find.extract import claims, voices
from claimline.find.extract.dating import Dated, stated, told
from claimline.find.extract.measures import followed
from claimline.find.extract.page import Page, Stretch, Window, by_name, by_passage, passage_at, reach
from claimline.find.quantities import scan
from claimline.find.stances import positions
from claimline.find.times import find_times
from claimline.model import (
    Attribution,
    Basis,
    Document,
    Event,
    Extract,
    Happening,
    Passage,
    Position,
    Quantity,
    Rejected,
    Rejection,
    Said,
    Source,
    Stance,
    Time,
    When,
    row_id,
)
from claimline.read.passages import split, unwrapped

T = TypeVar("T")

# A transcript's mark of a word that its speaker began and did not finish: "20 mil- — 20 billion".
_BROKEN_OFF = re.compile(r"-\s+[—–]")


def find_document(source: Source, codebook: Codebook) -> Extract:
    """
    Return the rows of one document.

    Times and attributions are mentions and stand wherever the text has them. Claims, stances and events are
    statements: what a passage repeats was stated before. Page furniture states nothing, nor does a question.
    """
    first, last = source.document.published_earliest, source.document.published_latest
    codebook = codebook.at_home(source.document.publisher, (first, last) if first and last else None)
    passages = split(source)
    text, name = unwrapped(source.text, passages), source.document.document
    page = _page(source, text, passages, codebook)
    found, rejections = _sifted(page, *scan(text))
    ids = {(one.start, one.end): row_id("c", name, one.start, one.end) for one, _ in found}
    counted = followed(page, [claims.from_quantity(page, one, passage, ids) for one, passage in found])
    return Extract(
        documents=(source.document,),
        passages=tuple(passages),
        claims=(*counted, *claims.propositions(page, counted)),
        times=tuple(dict.fromkeys(_time(page, one) for passage in passages for one in page.whens[passage.id])),
        attributions=tuple(_attributions(page)),
        stances=tuple(_stance(page, one, passage) for one, passage in _statements(page, positions(page.scene))),
        events=tuple(_event(page, one, passage) for one, passage in _statements(page, happenings(page.scene))),
        rejected=tuple(_rejected(page, one) for one in rejections),
    )


def _page(source: Source, text: str, passages: Sequence[Passage], codebook: Codebook) -> Page:
    document, plain = source.document, flat(text)
    standing = [one for one in passages if one.kind != "furniture"]
    whens, windows = _times(document, text, standing)
    said = sorted(_standing(standing, find_attributions(text), _cue), key=_cue)
    mentions = codebook.mentions(plain)
    view = scene(text, codebook, [one.end for one in passages if one.truncated])
    return Page(
        document=document,
        stored=source.text,
        text=plain,
        scene=view,
        codebook=codebook,
        passages=passages,
        starts=[one.start for one in passages],
        sentences=by_passage(passages, view.sentences, _place),
        whens=by_passage(passages, whens, _place),
        said=by_passage(passages, said, reach),
        mentions=by_passage(passages, mentions, _place),
        people=by_name(plain, mentions),
        windows=windows,
    )


def _place(row: Sentence | When | ActorMention) -> Stretch:
    return row.start, row.end


def _cue(said: Said) -> Stretch:
    return said.cue.start, said.cue.end


def _times(document: Document, text: str, passages: Sequence[Passage]) -> tuple[list[When], dict[str, Window]]:
    """Return the times of *text*, and on a newest-first page the days between which each passage was published."""
    whens = _standing(passages, find_times(text, published=document.published), _place)
    places = [(one.start, one.end) for one in passages]
    order = sequence.windows(whens, places) if document.kind == "topic_page" else None
    if order is None:
        return whens, {}
    again = find_times(text, published=document.published, windows=sequence.anchors(whens, places))
    return _standing(passages, again, _place), {one.id: window for one, window in zip(passages, order, strict=True)}


def _standing(passages: Sequence[Passage], rows: Iterable[T], place: Callable[[T], Stretch]) -> list[T]:
    """Return the *rows* that stand in one of *passages*."""
    starts = [one.start for one in passages]
    return [row for row in rows if passage_at(passages, starts, place(row)[0])]


def _attributions(page: Page) -> Iterator[Attribution]:
    for passage in page.passages:
        for said in page.said[passage.id]:
            if passage.start <= said.cue.start < passage.end:
                yield voices.attribution(page, passage, said)


# ---- what counts as a statement --------------------------------------------------------------------


def _sifted(
    page: Page, quantities: Sequence[Quantity], rejections: Sequence[Rejection]
) -> tuple[list[tuple[Quantity, Passage]], list[Rejection]]:
    """Return the quantities that claim something, each with its passage, and all rejections with their reasons."""
    found, refused = [], [replace(one, reason=_no_claim(page, one) or one.reason) for one in rejections]
    for one in quantities:
        passage, reason = page.passage(one.start), _no_claim(page, one)
        if passage and any(when.start < one.end and one.start < when.end for when in page.whens[passage.id]):
            reason = reason or "time"
        if passage and voices.asked(page, passage, one.start, one.end):
            reason = reason or "question"
        if passage and voices.answered(page, passage, one.start, one.end, "unconfirmed"):
            reason = reason or "unconfirmed"
        if _BROKEN_OFF.match(page.text, one.end):
            reason = reason or "broken_off"
        if passage and not reason:
            found.append((one, passage))
        else:
            refused.append(Rejection(one.start, one.end, one.quote, reason or "furniture", one.rule))
    return found, refused


def _no_claim(page: Page, one: Quantity | Rejection) -> str | None:
    """Return why nothing is claimed in the passage where *one* stands; None where something may be."""
    passage = page.passage(one.start)
    if passage is None or passage.kind == "furniture":
        return "furniture"
    return "repeat" if passage.repeats else None


def _statements(page: Page, found: Sequence[Any]) -> Iterator[tuple[Any, Passage]]:
    for one in found:
        passage = page.passage(one.start)
        if passage and not _stands_for_nothing(passage) and not voices.asked(page, passage, one.start, one.end):
            yield one, passage


def _stands_for_nothing(passage: Passage) -> bool:
    return passage.kind == "furniture" or passage.repeats is not None


# ---- rows ------------------------------------------------------------------------------------------


def _rejected(page: Page, one: Rejection) -> Rejected:
    quote = page.stored[one.start : one.end]
    return Rejected(page.document.document, one.start, one.end, quote, one.reason, one.rule)


def _time(page: Page, when: When) -> Time:
    return Time(
        id=row_id("t", page.document.document, when.start, when.end),
        document=page.document.document,
        start=when.start,
        end=when.end,
        quote=page.stored[when.start : when.end],
        edtf=when.edtf,
        earliest=when.earliest,
        latest=when.latest,
        precision=when.precision,
        kind=when.kind,
        role=when.role,
        basis=when.basis,
        stable_under_anchor=when.stable_under_anchor,
        rule=when.rule,
    )


def _stance(page: Page, one: Position, passage: Passage) -> Stance:
    heard = voices.voice(page, passage, one.start, one.end)
    known, cue = page.codebook.resolve(one.actor), voices.distance(heard, "reporter")
    actor = known.label if known else voices.bare(one.actor)
    own = voices.within(page, passage, one.start, one.end, actor) or heard
    dates = claims.dates(page, passage, own, one.start, one.end)
    date = dates.stated or _before(dates.told, dates.page) or dates.page
    around, context_start = page.context(passage, one.start, one.end)
    return Stance(
        id=row_id("s", passage.document, one.start, one.end, one.actor, one.issue),
        document=passage.document,
        passage=passage.id,
        start=one.start,
        end=one.end,
        quote=page.stored[one.start : one.end],
        actor=actor,
        actor_code=known.code if known else None,
        on_behalf_of=one.on_behalf_of,
        issue=one.issue,
        ladder=one.ladder,
        level=one.level,
        legal_bar=one.legal_bar,
        trigger=one.trigger,
        channel=one.channel,
        hedge=one.hedge or (cue.quote if cue else None),
        source=_reporter(heard, actor),
        via=heard.via,
        speech=heard.speech,
        date=date.edtf,
        earliest=date.earliest,
        latest=date.latest,
        date_basis=date.basis,
        context=around,
        context_start=context_start,
        rule=one.rule,
    )


def _before(told: Dated | None, published: Dated) -> Dated | None:
    """Return *told* unless it lies ahead of the publication: a day of what is promised is not that of the promise."""
    ahead = told and told.earliest and published.latest and told.earliest > published.latest
    return None if ahead else told


def _reporter(heard: voices.Voice, actor: str) -> str | None:
    """Return who reports the stance of *actor* to the outlet: a carrier, or another; None where it is the outlet."""
    if heard.said and heard.said.via:
        return voices.bare(heard.said.via[-1])
    return heard.actor if heard.actor != actor else None


def _event(page: Page, one: Happening, passage: Passage) -> Event:
    """Return the event's row; it is a cluster of its own until all documents are weighed together."""
    sentence = page.sentence(passage, one.start, one.end)
    date = told(page.whens[passage.id], None, sentence, (one.start, one.end)) or stated(
        (), None, sentence, page.head(passage)
    )
    key = row_id("e", page.document.document, one.start, one.end, one.type)
    return Event(
        id=key,
        document=page.document.document,
        start=one.start,
        end=one.end,
        quote=page.stored[one.start : one.end],
        type=one.type,
        mode=one.mode,
        actors="; ".join(one.actors) or None,
        recipients="; ".join(one.recipients) or None,
        auxiliary=one.auxiliary,
        cluster=key,
        date=date.edtf if date else None,
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        date_basis=date.basis if date else Basis.NONE,
        rule=one.rule,
    )
