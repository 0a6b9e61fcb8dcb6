"""Link what rules can conclude: who repeats, updates or excludes whom, and which events are one. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby

from claimline.codebook import Codebook, flat, language, pattern
from claimline.model import Attribution, Bound, Claim, Event, Extract, Link, Span, Stance, row_id

Row = Claim | Stance | Attribution

_ABOUT = 0.1
#: How far along a thing is, from planned to done.
_STAGES = ("planned", "ongoing", "done")


def inferred(extract: Extract, codebook: Codebook) -> list[Link]:
    """Return the links between claims of one measure, and between stances, that no text states."""
    links = [link for group in _groups(extract.claims) for link in _between(group)]
    links += _supported(extract, codebook)
    links += _same_stances(extract.stances)
    links += _barred(extract.stances)
    return [*links, *_narrowed(extract.stances)]


def _groups(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Yield the sourced claims that stand on one measure and count one kind of thing."""
    sourced = sorted((one for one in claims if one.measure and one.actor and one.part_of is None), key=_measured)
    for _, group in groupby(sourced, key=_measured):
        yield list(group)


def _measured(claim: Claim) -> tuple[str, str, str]:
    unit = (claim.unit or "") if claim.kind == "money" else ""
    return claim.measure or "", unit, claim.distribution or ""


def _between(group: Sequence[Claim]) -> Iterator[Link]:
    """Yield how the claims of *group* stand to each other; of those that agree, each is linked with the one before."""
    ordered = sorted(group, key=_order)
    for (position, earlier), (number, later) in combinations(enumerate(ordered), 2):
        relation = _relation(earlier, later)
        beside = number - position == 1 or _is_same_source(earlier, later)
        if relation and (beside or relation != "same_proposition"):
            yield link(later, earlier, relation, "inferred.claims")


def _relation(one: Claim, two: Claim) -> str | None:
    """
    Return how two claims of one measure stand to each other; None where nothing can be said.

    Figures at two stages (planned, sent) are no rivals: of one source, the later stage brings the earlier up to
    date. At one stage they exclude each other only where no number would satisfy both. Sums of money, and what comes
    on top of an earlier amount, are of one transaction each: they agree where they are equal, and else say nothing.
    """
    same_source, equal = _is_same_source(one, two), (one.low, one.high) == (two.low, two.high)
    if one.kind == "money" or one.increment or two.increment:
        return "same_proposition" if equal else None
    if one.status != two.status and None not in (one.status, two.status):
        return "updates" if same_source else None
    if _excludes(one, two) and not _may_change(one, two):
        return "contradicts"
    return "updates" if same_source and not equal else "same_proposition"


def _is_same_source(one: Claim, two: Claim) -> bool:
    return (one.actor_code or one.actor) == (two.actor_code or two.actor)


def _excludes(one: Claim, two: Claim) -> bool:
    """Say whether no number satisfies both; "about" is taken to reach a tenth to either side."""
    slack = {claim.id: _ABOUT if claim.bound is Bound.ABOUT else 0.0 for claim in (one, two)}
    low = max((claim.low or 0.0) * (1 - slack[claim.id]) for claim in (one, two))
    high = min(float("inf") if claim.high is None else claim.high * (1 + slack[claim.id]) for claim in (one, two))
    return low > high


def _may_change(one: Claim, two: Claim) -> bool:
    """Say whether the days of the two allow that the thing itself grew or shrank in between; one text has one day."""
    if one.document == two.document and (one.date, one.said) == (two.date, two.said):
        return False
    return not (one.latest and two.latest and one.earliest and two.earliest) or (
        one.latest < two.earliest or two.latest < one.earliest
    )


def _order(claim: Claim) -> tuple[int, str, str, int]:
    """Return what puts claims in an order: their stage, the day of the statement, their place."""
    stage = _STAGES.index(claim.status) if claim.status in _STAGES else 0
    return stage, claim.said_latest or "", claim.document, claim.start


def _supported(extract: Extract, codebook: Codebook) -> Iterator[Link]:
    """Yield what material evidence says of a proposition that others put a figure on."""
    measures = {one.code: one.measure for one in codebook.propositions}
    sources = {row.id: row.source or "" for row in extract.attributions}
    evidence = pattern(language("answers")["evidence"]["nouns"])
    for one in extract.claims:
        if one.kind != "proposition" or not evidence.search(flat(sources.get(one.attribution or "", ""))):
            continue
        figures = [
            two
            for two in extract.claims
            if two.document == one.document
            and two.actor
            and two.measure == measures.get(one.measure or "")
            and two.measure
        ]
        if figures:
            yield link(one, min(figures, key=lambda two: abs(two.start - one.start)), "supports", "inferred.evidence")


# ---- stances ---------------------------------------------------------------------------------------


def _same_stances(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield the stances that two documents report alike, where they say how it is done."""
    for one, two in combinations([row for row in stances if row.channel], 2):
        alike = (one.on_behalf_of, one.issue, one.level, one.channel) == (
            two.on_behalf_of,
            two.issue,
            two.level,
            two.channel,
        )
        if alike and one.document != two.document:
            yield link(two, one, "same_proposition", "inferred.stances")


def _barred(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield a law that is said to bar a way of doing it, with what is said to have been done in that very way."""
    tops = {name: list(ladder["rungs"])[-1] for name, ladder in language("ladders")["ladders"].items()}
    done = [row for row in stances if row.channel and row.level == tops[row.ladder]]
    for law in (row for row in stances if row.legal_bar and row.channel):
        for deed in done:
            alike = (law.on_behalf_of, law.issue) == (deed.on_behalf_of, deed.issue)
            if alike and str(deed.channel) in str(law.channel).split():
                yield link(law, deed, "contradicts", "inferred.barred")


def _narrowed(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield two statements that an actor did "only" this, and only that: one of them leaves something out."""
    limited = [row for row in stances if pattern(language("answers")["limits"]["only"]).search(flat(row.quote))]
    once = {(row.document, row.start, row.end): row for row in reversed(limited)}
    for one, two in combinations(reversed(once.values()), 2):
        first, second = _matter(one.quote), _matter(two.quote)
        alike = one.on_behalf_of == two.on_behalf_of and one.level == two.level
        if alike and first != second and (first <= second or second <= first):
            yield link(two, one, "contradicts", "inferred.only")


def _matter(quote: str) -> frozenset[str]:
    """Return the words after "only" that say what the statement is about."""
    after = pattern(language("answers")["limits"]["only"]).split(flat(quote).lower(), maxsplit=1)[-1]
    clause = after.replace(",", " , ").split(" , ")[0]
    words = {word.strip(".,;:\"'()") for word in clause.split()}
    return frozenset(words - set(language("answers")["common"]["words"]) - {""})


# ---- the row ---------------------------------------------------------------------------------------


def link(source: Row, target: Row, relation: str, rule: str, words: tuple[str, Span] | None = None) -> Link:
    """
    Return the link from *source* to *target*.

    It is stated where *words*, a document and a span of it, say so; else it is inferred and rests on the source.
    """
    document, span = words or (source.document, _span(source))
    return Link(
        id=row_id("l", source.id, target.id, relation),
        source=source.id,
        target=target.id,
        relation=relation,
        independence="same_source" if _teller(source) == _teller(target) else "unknown",
        basis="stated" if words else "inferred",
        document=document,
        start=span.start,
        end=span.end,
        quote=span.quote,
        rule=rule,
    )


def _span(row: Row) -> Span:
    if isinstance(row, Attribution):
        return Span(row.cue_start, row.cue_end, row.cue)
    return Span(row.start, row.end, row.quote)


def _teller(row: Row) -> str:
    """Return who told of *row*: the source of a claim, the reporter of a stance, else the document's narrator."""
    if isinstance(row, Stance):
        return row.source or row.document
    return row.actor_code or row.actor or row.document


# ---- events ----------------------------------------------------------------------------------------


def clustered(events: Sequence[Event], codebook: Codebook) -> tuple[Event, ...]:
    """
    Return *events* with those that are one event under one cluster: the id of the first of them.

    They are one if they are of one type and mode, name the same person or body, share actors and recipients, and
    their days do not exclude each other.
    """
    named = {event.id: _named(event, codebook) for event in events}
    alike: dict[tuple[str, str | None, str | None], list[Event]] = defaultdict(list)
    cluster: dict[str, str] = {}
    for event in events:
        before = alike[event.type, event.mode, event.auxiliary]
        first = next((one for one in before if named[one.id] & named[event.id] and _may_be_one(one, event)), event)
        cluster[event.id] = cluster.get(first.id, first.id)
        before.append(event)
    return tuple(replace(event, cluster=cluster[event.id]) for event in events)


def _named(event: Event, codebook: Codebook) -> frozenset[str]:
    return frozenset(one.actor.code for one in codebook.mentions(event.quote) if one.actor.kind in ("person", "body"))


def _may_be_one(one: Event, two: Event) -> bool:
    shared = set((one.actors or "").split("; ")) & set((two.actors or "").split("; ")) - {""}
    apart = one.latest and two.earliest and one.latest < two.earliest
    return bool(shared) and not apart and not (two.latest and one.earliest and two.latest < one.earliest)
