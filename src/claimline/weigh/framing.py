"""Find where an outlet's telling goes beyond the words that it rests on. Pure.

A telling is a headline, a narrator's sentence or reported speech. The words that it rests on are those of the source: a
quotation in the same text, the source's own document of the same days, or, for a telling that names nobody, what the
text attributes below it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from claimline.codebook import language
from claimline.model import Attribution, Bound, Claim, Extract, Link
from claimline.weigh.days import shifted
from claimline.weigh.groups import grouped
from claimline.weigh.links import link
from claimline.weigh.scope import WEEK, excludes, matter, narrowed, near, stage
from claimline.weigh.voices import doubtful

#: What each rule says of a telling.
FRAMING = {
    "framing.bound": "tells as a plain number what its source bounds",
    "framing.hedge": "tells without its doubt what its source doubts",
    "framing.stage": "tells as begun or done what its source says is planned",
    "framing.number": "gives a number that nothing attributed below the headline allows",
    "framing.refusal": "tells of a refusal where those quoted say that they cannot confirm",
}
#: Characters within which what an outlet tells of a refusal and the quotation that it rests on stand.
_NEAR = 1000
_BOUNDED = (Bound.ABOUT, Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST)


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of the pages on which claims stand, as sets of the claims' ids; `many` are documents of many items.

    `heads` stand in a headline; `own` are their source's word in a document that the source's side publishes; the
    source of `doubted` hedges them.
    """

    heads: Set[str]
    own: Set[str]
    doubted: Set[str]
    many: Set[str]

    def together(self, one: Claim, two: Claim) -> bool:
        """Tell whether two claims are of one text: on a page of many items, of one item."""
        return one.document == two.document and (one.document not in self.many or one.passage == two.passage)


def pages(extract: Extract) -> Pages:
    """Return what *extract* knows of the pages on which its claims stand."""
    passages = {row.id: row.kind for row in extract.passages}
    publishers = {row.document: row.publisher for row in extract.documents}
    cues = {row.id: row for row in extract.attributions}
    direct = [row for row in extract.claims if row.speech == "direct"]
    return Pages(
        heads={row.id for row in extract.claims if passages[row.passage] == "headline"},
        own={row.id for row in direct if (row.via or "").startswith(f"{publishers[row.document]} <- ")},
        doubted={row.id for row in extract.claims if row.measure and doubtful(row, cues.get(row.attribution or ""))},
        many={row.document for row in extract.documents if row.kind == "topic_page"},
    )


def narrated(claims: Sequence[Claim], known: Pages) -> Iterator[Link]:
    """
    Yield a link `mischaracterises` from each telling that names nobody and goes beyond its words, under `framing.*`.

    It rests on claims of its own document alone.
    """
    attributed = grouped((row for row in claims if row.measure and row.actor), lambda row: (row.document, matter(row)))
    for telling in claims:
        if telling.measure and telling.actor is None:
            yield from _told(telling, attributed.get((telling.document, matter(telling)), ()), known)


def retold(group: Sequence[Claim], beside: Sequence[Claim], known: Pages) -> Iterator[Link]:
    """
    Yield such a link from each claim of *group*, of one matter and source, to words of that source it rests on.

    These are of *group* as well or of those *beside*: claims of its documents, and what was said in the weeks around.
    """
    held = (*group, *beside)
    near_by = grouped(held, lambda row: row.document)
    published = sorted((row for row in held if row.id in known.own and row.said_latest), key=_day)
    for telling in group:
        others = (row for row in _of_its_week(telling, published) if row.document != telling.document)
        yield from _told(telling, (*near_by[telling.document], *others), known)


def _day(claim: Claim) -> str:
    return claim.said_latest or ""


def _of_its_week(telling: Claim, published: Sequence[Claim]) -> Sequence[Claim]:
    """Return those of *published*, in the order of their days, that were said within a week of *telling*."""
    if not telling.said_latest:
        return ()
    first, last = (shifted(telling.said_latest, days) for days in (-WEEK, WEEK))
    return published[bisect_left(published, first, key=_day) : bisect_right(published, last, key=_day)]


def _told(telling: Claim, beside: Iterable[Claim], known: Pages) -> Iterator[Link]:
    """Yield the link from *telling* to the nearest words *beside* that it rests on, if it goes beyond them."""
    rests = [row for row in beside if row.id != telling.id and _rests_on(telling, row, known)]
    same = [row for row in rests if _tells_same(telling, row)]
    if same or all(excludes(telling, row) and telling.status == row.status for row in rests):
        for words in sorted(same or rests, key=lambda row: (row.document != telling.document, row.start, row.id))[:1]:
            rule = _rule(telling, words, known)
            if rule:
                yield link(telling, words, "mischaracterises", rule)


def _rests_on(telling: Claim, words: Claim, known: Pages) -> bool:
    """
    Tell whether *telling* rests on *words*.

    A headline rests on what is attributed below it; elsewhere a telling rests on a quotation with the same number, or,
    where it names nobody, on what is attributed; across documents on what the source itself publishes in that week.
    """
    if telling.speech == "direct" or _takes_up(telling) or narrowed(telling) - narrowed(words):
        return False
    if known.together(telling, words):
        below = telling.id in known.heads and words.id not in known.heads
        quoted = telling.actor is None or words.speech == "direct"
        return below or (quoted and telling.kind != "proposition" and _tells_same(telling, words))
    days = near(telling.said_latest, words.said_latest, WEEK)
    return days and words.id in known.own and telling.id not in known.own and _tells_same(telling, words)


def _tells_same(one: Claim, two: Claim) -> bool:
    """Tell whether two claims give one number, or state one proposition."""
    return bool({one.low, one.high} & {two.low, two.high} - {None}) or one.kind == two.kind == "proposition"


def _takes_up(telling: Claim) -> bool:
    """Tell whether *telling* takes up a figure that was told before: "the 40 boats"."""
    lead = telling.context[: telling.start - telling.context_start].split()
    return bool(lead) and lead[-1].casefold() in language("answers")["grammar"]["definite"]


def _rule(telling: Claim, words: Claim, known: Pages) -> str | None:
    """Return by which rule *telling* goes beyond *words*; None where it does not."""
    if not _tells_same(telling, words):
        return "framing.number"
    if words.status == "planned" and stage(telling) > stage(words):
        return "framing.stage"
    if words.bound in _BOUNDED and telling.bound is Bound.EXACT:
        return "framing.bound"
    return "framing.hedge" if words.id in known.doubted and not doubtful(telling) else None


def refusals(extract: Extract) -> Iterator[Link]:
    """Yield an outlet's "refused to back" beside the same side's own words, that it cannot confirm."""
    sides = {row.code: row.parent for row in extract.codes if row.scheme == "principal"}
    refusals = [row for row in extract.attributions if row.cue_class == "refuses_to_back"]
    doubts = [row for row in extract.attributions if row.cue_class == "cannot_confirm"]
    spoken = grouped(doubts, lambda row: (row.document, _side(row, sides)))
    for told in refusals:
        own = spoken.get((told.document, _side(told, sides)), [])
        near_by = [row for row in own if told.actor and abs(row.cue_start - told.cue_start) < _NEAR]
        for words in near_by[:1]:
            yield link(told, words, "mischaracterises", "framing.refusal")


def _side(row: Attribution, sides: Mapping[str, str | None]) -> str | None:
    """Return for whom *row* speaks."""
    return sides.get(row.actor_code or "") or row.actor_code or row.actor
