"""Who says what to each claim, and how many independent voices stand behind it. Pure.

A voice is an ultimate source: the actor at the end of the chain, however many outlets carry its words. Two figures of
one agency are one voice, a government adds none to those who speak for it, and a narrator's sentence that several
outlets print, word for word or nearly, is the voice of the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimline.codebook import flat, language
from claimline.model import Attribution, Bound, Claim, Document, Extract, Link, Stance, Time
from claimline.weigh.copies import first_prints
from claimline.weigh.days import Days, said
from claimline.weigh.groups import grouped
from claimline.weigh.scope import bearing, bears, matter

Row = Claim | Stance | Attribution

#: What a voice can say to a claim, from the firmest assent to dissent. Who says nothing has no answer.
ANSWERS = ("asserts", "backs", "hedges", "cannot_confirm", "deflects", "disputes")
#: The answers with which a voice stands behind a claim.
BEHIND = ("asserts", "backs", "hedges")
_OF_LINKS = {
    "supports": "backs",
    "backs_partly": "backs",
    "cannot_confirm": "cannot_confirm",
    "denies": "disputes",
    "deflects": "deflects",
    "contradicts": "disputes",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one voice says to one claim.

    `claim` is the claim's id and `row` the id of the row in which the voice speaks: the claim itself where it asserts
    it. `voice` is a code of the codebook, the source's own words, or the outlet; `principal` is for whom it speaks.
    `partly` says that it backs less than the claim. `earliest` and `latest` bound the day on which it was said.
    """

    claim: str
    voice: str
    principal: str
    answer: str
    partly: bool
    row: str
    earliest: str | None
    latest: str | None


def answers(extract: Extract, claims: Collection[str] | None = None) -> dict[str, list[Answer]]:
    """Return what is said to each of *claims* (ids; None takes all), the firmest first, each voice's answer once."""
    index = _index(extract)
    wanted = [row for row in extract.claims if claims is None or row.id in claims]
    return {row.id: _answers(row, index) for row in wanted}


def behind(said: Sequence[Answer]) -> list[str]:
    """Return the independent voices that stand behind the whole of the claim to which *said* answers."""
    voices = {one.voice: one.principal for one in said if one.answer in BEHIND and not one.partly}
    spoken_for = {principal for voice, principal in voices.items() if principal != voice}
    return sorted(voices.keys() - spoken_for)


def doubtful(claim: Claim, cue: Attribution | None = None) -> bool:
    """Tell whether the source of *claim* hedges it; what counts as a hedge, `doubts` says."""
    return bool(doubts(claim, cue))


def doubts(claim: Claim, cue: Attribution | None = None) -> list[str]:
    """
    Return the words with which the source of *claim* hedges it.

    A bound ("at least") is part of a figure and no hedge, and the outlet's doubt of a named source, in its *cue*
    ("new accusations that"), is not the source's own.
    """
    bound = claim.quote if claim.kind != "proposition" and claim.bound not in (None, Bound.EXACT) else ""
    outlets = cue.cue if cue and cue.actor and cue.cue_class in language("status")["distance"]["reporter"] else ""
    parts = [part for part in (claim.hedge or "").split("; ") if part]
    return [part for part in parts if part not in bound and part not in outlets]


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows of an extract by what is asked of them."""

    rows: Mapping[str, Row]
    documents: Mapping[str, Document]
    principals: Mapping[str, str | None]  # for whom an actor speaks
    counted: Mapping[str, str | None]  # the measure that counts a proposition
    alike: Mapping[tuple[str, str, str], Sequence[Claim]]  # by what they count: of those that say the same, one a voice
    figures: Mapping[str | None, Sequence[Claim]]  # of these the figures, by their measure
    answering: Mapping[str, Sequence[Link]]  # by the row that they answer
    opposed: Mapping[str, Sequence[Link]]  # contradictions, by the other end
    spoken: Mapping[str, Sequence[Attribution]]  # by document
    times: Mapping[str, Sequence[Time]]  # by document
    printed: Mapping[str, str]  # the document that first prints a narrator's sentence
    told: dict[tuple[object, ...], Sequence[Answer]]  # by bearing: what other claims say to all that are alike in it


def _index(extract: Extract) -> _Index:
    documents = {row.document: row for row in extract.documents}
    index = _Index(
        rows=_rows(extract),
        documents=documents,
        principals={row.code: row.parent for row in extract.codes if row.scheme == "principal"},
        counted={row.code: row.parent for row in extract.codes if row.scheme == "proposition"},
        alike={},
        figures={},
        answering=grouped((row for row in extract.links if row.relation in _OF_LINKS), lambda row: row.target),
        opposed=grouped((row for row in extract.links if row.relation == "contradicts"), lambda row: row.source),
        spoken=grouped(extract.attributions, lambda row: row.document),
        times=grouped(extract.times, lambda row: row.document),
        printed=_printed(extract, documents),
        told={},
    )
    told = _once([row for row in extract.claims if row.measure], index)
    figures = [row for row in told if row.kind != "proposition"]
    return replace(index, alike=grouped(told, matter), figures=grouped(figures, lambda row: row.measure))


def _once(claims: Sequence[Claim], index: _Index) -> list[Claim]:
    """Return the first of those *claims* with which one voice says the same to every other; no more of it is heard."""
    first: dict[tuple[object, ...], Claim] = {}
    for row in sorted(claims, key=lambda row: row.id):
        first.setdefault((_voice(row, index), _hedged(row, index), bearing(row)), row)
    return list(first.values())


def _rows(extract: Extract) -> dict[str, Row]:
    rows: list[Row] = [*extract.attributions, *extract.stances, *extract.claims]
    return {row.id: row for row in rows}


def _printed(extract: Extract, documents: Mapping[str, Document]) -> dict[str, str]:
    told = [row for row in extract.claims if row.actor is None]
    told.sort(key=lambda row: (documents[row.document].published_latest or "9999", row.document))
    return first_prints((_words(row.context), row.document, (matter(row), row.low, row.high)) for row in told)


def _words(text: str) -> str:
    return " ".join(flat(text).casefold().split())


# ---- what one claim is answered -------------------------------------------------------------------


def _answers(claim: Claim, index: _Index) -> list[Answer]:
    """Return of each voice its firmest assent and every dissent; what the source says again elsewhere adds nothing."""
    own = _answer(claim, claim, index, "hedges" if _hedged(claim, index) else "asserts")
    others = [*_from_claims(claim, index), *_from_links(claim, index)]
    return [own, *_firmest(one for one in others if one.voice != own.voice)]


def _firmest(said: Iterable[Answer]) -> list[Answer]:
    """Return of each voice in *said* the firmest assent and every dissent, the firmest first."""
    first: dict[tuple[str, str], Answer] = {}
    for one in sorted(said, key=lambda one: (ANSWERS.index(one.answer), one.partly, one.voice, one.row)):
        first.setdefault((one.voice, "" if one.answer in BEHIND else one.answer), one)
    return list(first.values())


def _from_claims(claim: Claim, index: _Index) -> Iterator[Answer]:
    """
    Yield what other claims of the matter say to *claim*; of a proposition, also the figures that count it.

    To claims that are alike in all that counts the same is said: it is worked out once. What a claim says to itself is
    among it, and left out as any voice's word on its own claim is.
    """
    if not claim.measure:
        return
    alike = bearing(claim)
    if alike not in index.told:
        index.told[alike] = _firmest(_borne(claim, index))
    for one in index.told[alike]:
        yield Answer(claim.id, one.voice, one.principal, one.answer, one.partly, one.row, one.earliest, one.latest)


def _borne(claim: Claim, index: _Index) -> Iterator[Answer]:
    """Yield what claims of its matter, itself among them, say to *claim*."""
    counted = index.counted.get(claim.measure or "") if claim.kind == "proposition" else None
    for other in (*index.alike.get(matter(claim), ()), *(index.figures.get(counted, ()) if counted else ())):
        agrees = bears(other, claim)
        if agrees is not None:
            assent = "hedges" if _hedged(other, index) else "backs"
            yield _answer(claim, other, index, assent if agrees else "disputes")


def _from_links(claim: Claim, index: _Index) -> Iterator[Answer]:
    """Yield what links say of *claim*; a contradiction goes both ways."""
    ends = [(link.source, link) for link in index.answering.get(claim.id, ())]
    ends += [(link.target, link) for link in index.opposed.get(claim.id, ())]
    for end, link in ends:
        row = index.rows.get(end)
        if row is not None and row.actor is not None:
            answer = _OF_LINKS[link.relation]
            hedged = answer == "backs" and isinstance(row, Claim) and _hedged(row, index)
            partly = link.relation == "backs_partly"
            yield _answer(claim, row, index, "hedges" if hedged else answer, partly=partly)


def _hedged(claim: Claim, index: _Index) -> bool:
    cue = index.rows.get(claim.attribution or "")
    return doubtful(claim, cue if isinstance(cue, Attribution) else None)


def _answer(claim: Claim, row: Row, index: _Index, answer: str, *, partly: bool = False) -> Answer:
    voice = _voice(row, index)
    principal = index.principals.get(voice) or voice
    return Answer(claim.id, voice, principal, answer, partly, row.id, *_days(row, index))


def _voice(row: Row, index: _Index) -> str:
    if row.actor is not None:
        return row.actor_code or _words(row.actor)
    first = index.printed.get(_words(row.context), row.document) if isinstance(row, Claim) else row.document
    document = index.documents.get(first)
    return (document.publisher if document else None) or first


def _days(row: Row, index: _Index) -> Days:
    if isinstance(row, Claim):
        return row.said_earliest, row.said_latest
    if isinstance(row, Stance):
        return row.earliest, row.latest
    document = index.documents.get(row.document)
    published = document.published_latest if document else None
    return said(row, index.spoken.get(row.document, ()), index.times.get(row.document, ()), published)
