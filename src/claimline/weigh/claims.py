"""How claims of one matter stand to each other: repeated, revised, excluded, borne out. Pure.

Only claims of one matter are compared, and of those only one source's with its next, or two sources' of one time.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from claimline.codebook import Codebook, flat
from claimline.model import Claim, Extract, Link
from claimline.weigh.groups import grouped
from claimline.weigh.links import link, teller
from claimline.weigh.scope import (
    MONTH,
    WEEK,
    apart,
    bearing,
    bears,
    excludes,
    interval,
    matter,
    narrowed,
    near,
    of_one_time,
    stage,
)
from claimline.weigh.terms import terms


def sourced(claims: Iterable[Claim]) -> list[Claim]:
    """Return those of *claims* that can be compared: on a measure, of somebody, and no part of another."""
    return [row for row in claims if row.measure and row.actor and row.part_of is None]


# ---- one source -------------------------------------------------------------------------------------


def revised(own: Sequence[Claim]) -> Iterator[Link]:
    """
    Yield how each statement of a source stands to the one before it: said again, brought up to date, taken back.

    *own* are claims of one matter and source.
    """
    for one, two in pairwise(sorted(sourced(own), key=_told)):
        first, second = (two, one) if _precedes(two, one) else (one, two)
        relation = _revision(first, second)
        if relation == "same_proposition" and (one.document, one.said) == (two.document, two.said):
            first, second = sorted((one, two), key=lambda row: row.start)
        if relation:
            yield link(second, first, relation, "inferred.claims")


def ends(own: Sequence[Claim]) -> Sequence[Claim]:
    """Return the first and the last of *own*, of one matter and source: what stands before and after these meets."""
    told = sorted(sourced(own), key=_told)
    return told[:1] if len(told) < 2 else (told[0], told[-1])


def _revision(one: Claim, two: Claim) -> str | None:
    """
    Return how *two*, the later, stands to *one* of the same source; None where nothing can be said.

    Sums of money, and what comes on top of an earlier amount, are of one transaction each: they agree where they are
    equal, and else say nothing of each other.
    """
    equal = (one.low, one.high) == (two.low, two.high)
    if one.kind == "money" or one.increment or two.increment:
        return "same_proposition" if equal else None
    if _exclude(one, two):
        return "contradicts"
    if (
        one.document == two.document
        and stage(one)
        and stage(two)
        and {one.low, one.high} & {two.low, two.high} - {None}
    ):
        return "same_proposition"  # one text tells one number twice, once as going on and once as done
    staged = one.status != two.status and None not in (one.status, two.status)
    return "same_proposition" if equal and not staged and one.polarity == two.polarity else "updates"


def _precedes(one: Claim, two: Claim) -> bool:
    """Tell whether *one* comes before *two*: by their days where these leave no doubt, else by their stages."""
    if one.said_latest and two.said_earliest and one.said_latest < two.said_earliest:
        return True
    after = two.said_latest and one.said_earliest and two.said_latest < one.said_earliest
    return not after and stage(one) < stage(two)


def _told(claim: Claim) -> tuple[str, int, str, int]:
    return claim.said_latest or "", stage(claim), claim.document, claim.start


# ---- two sources ------------------------------------------------------------------------------------


def excluded(group: Sequence[Claim], beside: Sequence[Claim] = ()) -> Iterator[Link]:
    """
    Yield the claims of two sources, of one matter and dated, that cannot both be so.

    They are held against those of the same document and week before them, in the order of their first days; those
    *beside* are of the week before *group* and only held against.
    """
    own = {row.id for row in group}
    told: dict[str, list[Claim]] = defaultdict(list)  # by document
    week = _Week()
    for two in sorted((row for row in (*group, *beside) if row.earliest and row.latest), key=_first_day):
        week.go_on_to(two)
        if two.id in own:
            yield from _contradicted(two, chain(told[two.document], week.rivals(two)))
        told[two.document].append(two)
        week.add(two)


class _Week:
    """The claims of one matter that stand for all of the week before the next one, by what each can be a rival of."""

    def __init__(self) -> None:
        self.day: str | None = None
        self.standing: dict[tuple[Hashable, ...], deque[_Standing]] = defaultdict(deque)
        self.heard: dict[Hashable, set[str]] = defaultdict(set)
        self.place = 0

    def go_on_to(self, claim: Claim) -> None:
        """Forget what is a week older than *claim*."""
        if claim.earliest != self.day:
            self.day = claim.earliest
            for rows in self.standing.values():
                while rows and not near(rows[0][3].earliest, self.day, WEEK):
                    rows.popleft()

    def add(self, claim: Claim) -> None:
        """
        Let *claim* stand.

        Of what one source says alike in many documents, two of these stand for all: whatever the first excludes is
        excluded, and where that is of the same document, the second is not.
        """
        documents = self.heard[teller(claim), claim.increment, bearing(claim)]
        if len(documents) < 2 and claim.document not in documents:
            documents.add(claim.document)
            self.place += 1
            self.standing[_kind(claim)].append((*interval(claim), self.place, claim))

    def rivals(self, claim: Claim) -> list[Claim]:
        """Return, in their order, those of other documents that *claim* can exclude: few, and found by few looks."""
        low, high = interval(claim)
        found = [one for one in self.standing.get(_kind(claim), ()) if one[0] > high or one[1] < low]
        for kind, rows in self.standing.items():
            if kind[0] != claim.polarity:
                found += rows
        return [row for *_, row in sorted(found, key=_by_place) if row.document != claim.document]


#: The least and the greatest number that a claim allows, its place, the claim.
_Standing = tuple[float, float, int, Claim]


def _by_place(standing: _Standing) -> int:
    return standing[2]


def _kind(claim: Claim) -> tuple[Hashable, ...]:
    """Return what two claims have in common that exclude each other by their numbers."""
    return claim.polarity, claim.status, narrowed(claim)


def _contradicted(two: Claim, earlier: Iterable[Claim]) -> Iterator[Link]:
    """Yield which of the *earlier* claims *two* excludes, of each other source the first: that is enough."""
    told: set[str] = set()
    for one in earlier:
        if teller(one) != teller(two) and teller(one) not in told and _exclude(one, two):
            told.add(teller(one))
            yield link(two, one, "contradicts", "inferred.claims")


def _first_day(claim: Claim) -> tuple[str, str, int]:
    return claim.earliest or "", claim.document, claim.start


def undated(claims: Sequence[Claim]) -> Iterator[Link]:
    """Yield the claims of two sources of one document that cannot both be so, where not both ends of a date are known.

    *claims* are of one document, in the order of its text.
    """
    for group in grouped((row for row in sourced(claims) if not (row.earliest and row.latest)), matter).values():
        for place, two in enumerate(group):
            yield from _contradicted(two, group[:place])


def _exclude(one: Claim, two: Claim) -> bool:
    """
    Tell whether two claims exclude each other: in their scope as well as in their numbers.

    Figures of two stages (planned, sent) are no rivals, nor are those of another part of what is counted ("wounded
    boatmen"), or of days between which the thing itself may have changed.
    """
    if one.kind == "money" or one.increment or two.increment or not of_one_time(one, two):
        return False
    if one.polarity != two.polarity:
        return bears(one, two) is False or bears(two, one) is False
    alike = one.status == two.status and narrowed(one) == narrowed(two)
    return alike and one.polarity == "positive" and excludes(one, two)


def agreed(group: Sequence[Claim], beside: Sequence[Claim] = ()) -> Iterator[Link]:
    """
    Yield the neighbours in time, of one matter and two sources, that say the same as far as either goes.

    Those *beside* are of the month before *group*, and only neighbours of its first.
    """
    own = {row.id for row in group}
    for one, two in pairwise(sorted((row for row in (*group, *beside) if row.said_latest), key=_told)):
        if two.id in own and teller(one) != teller(two) and _agree(one, two):
            yield link(two, one, "same_proposition", "inferred.claims")


def _agree(one: Claim, two: Claim) -> bool:
    """Tell whether two claims say the same of one time, in one month; sums of money only where they are equal."""
    if one.status != two.status or one.polarity != two.polarity or apart(one, two):
        return False
    if not near(one.said_latest, two.said_latest, MONTH):
        return False
    if one.kind == "money" or one.increment or two.increment:
        return (one.low, one.high, one.increment) == (two.low, two.high, two.increment)
    return not excludes(one, two)


# ---- figures and what they are figures of -----------------------------------------------------------


def counted(claims: Sequence[Claim], codebook: Codebook) -> Iterator[Link]:
    """Yield the figure, nearest in its document, with which another source bears out a proposition; no plan does."""
    measures = {one.code: one.measure for one in codebook.propositions}
    rows = sourced(claims)
    begun = (row for row in rows if row.kind != "proposition" and stage(row))
    figures = grouped(begun, lambda row: (row.document, row.measure))
    for one in rows:
        if one.kind == "proposition":
            beside = figures.get((one.document, measures.get(one.measure or "")), [])
            own = [two for two in beside if teller(two) != teller(one) and bears(two, one)]
            if own:
                yield link(min(own, key=lambda two: abs(two.start - one.start)), one, "supports", "inferred.counted")


def supported(extract: Extract, codebook: Codebook) -> Iterator[Link]:
    """Yield what material evidence says of a proposition that others put a figure on."""
    measures = {one.code: one.measure for one in codebook.propositions}
    sources = {row.id: row.source or "" for row in extract.attributions}
    evidence = terms("answers", "evidence", "nouns")
    measured = [row for row in extract.claims if row.actor and row.measure]
    figures = grouped(measured, lambda row: (row.document, row.measure))
    for one in extract.claims:
        if one.kind != "proposition" or not evidence.search(flat(sources.get(one.attribution or "", ""))):
            continue
        beside = figures.get((one.document, measures.get(one.measure or "")), [])
        if beside:
            yield link(one, min(beside, key=lambda two: abs(two.start - one.start)), "supports", "inferred.evidence")
