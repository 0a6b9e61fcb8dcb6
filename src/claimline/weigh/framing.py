"""Find where an outlet's telling goes beyond the words that it rests on. Pure.

A telling is a headline, a narrator's sentence or reported speech. The words that it rests on are those of the source: a
quotation in the same text, the source's own document of the same days, or, for a telling that names nobody, what the
text attributes below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimline.codebook import language
from claimline.model import Attribution, Bound, Claim, Document, Extract, Link, Passage
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
class _Pages:
    """What is known of the pages on which claims stand."""

    documents: Mapping[str, Document]
    passages: Mapping[str, Passage]
    cues: Mapping[str, Attribution]

    def heads(self, claim: Claim) -> bool:
        """Tell whether *claim* stands in a headline."""
        return self.passages[claim.passage].kind == "headline"

    def together(self, one: Claim, two: Claim) -> bool:
        """Tell whether two claims are of one text: on a page of many items, of one item."""
        many = self.documents[one.document].kind == "topic_page"
        return one.document == two.document and (not many or one.passage == two.passage)

    def own(self, claim: Claim) -> bool:
        """Tell whether *claim* is its source's word in a document that the source's side publishes."""
        return claim.speech == "direct" and (claim.via or "").startswith(
            f"{self.documents[claim.document].publisher} <- "
        )


def overstated(extract: Extract) -> list[Link]:
    """Return a link `mischaracterises` from each telling that goes beyond its words, under a rule `framing.*`."""
    pages = _Pages(
        {row.document: row for row in extract.documents},
        {row.id: row for row in extract.passages},
        {row.id: row for row in extract.attributions},
    )
    links = list(_refusals(extract))
    for group in grouped((row for row in extract.claims if row.measure), matter).values():
        for telling, words in _pairs(group, pages):
            rule = _rule(telling, words, pages)
            links += [link(telling, words, "mischaracterises", rule)] if rule else []
    return links


def _pairs(group: Sequence[Claim], pages: _Pages) -> Iterator[tuple[Claim, Claim]]:
    """Yield each telling of *group* with the nearest words that it rests on."""
    texts = grouped((row for row in group if row.actor), lambda row: row.document)
    primary = grouped((row for row in group if row.actor and pages.own(row)), lambda row: row.actor)
    for telling in group:
        others = [row for row in primary.get(telling.actor, []) if row.document != telling.document]
        named = [row for row in texts.get(telling.document, []) if telling.actor in (None, row.actor)]
        beside = [*named, *others]
        rests = [row for row in beside if row.id != telling.id and _rests_on(telling, row, pages)]
        same = [row for row in rests if _tells_same(telling, row)]
        if same or all(excludes(telling, row) and telling.status == row.status for row in rests):
            for words in sorted(same or rests, key=lambda row: (row.document != telling.document, row.start, row.id))[
                :1
            ]:
                yield telling, words


def _rests_on(telling: Claim, words: Claim, pages: _Pages) -> bool:
    """
    Tell whether *telling* rests on *words*.

    A headline rests on what is attributed below it; elsewhere a telling rests on a quotation with the same number, or,
    where it names nobody, on what is attributed; across documents on what the source itself publishes in that week.
    """
    if telling.speech == "direct" or _takes_up(telling) or narrowed(telling) - narrowed(words):
        return False
    if pages.together(telling, words):
        below = pages.heads(telling) and not pages.heads(words)
        quoted = telling.actor is None or words.speech == "direct"
        return below or (quoted and telling.kind != "proposition" and _tells_same(telling, words))
    days = near(telling.said_latest, words.said_latest, WEEK)
    return days and pages.own(words) and not pages.own(telling) and _tells_same(telling, words)


def _tells_same(one: Claim, two: Claim) -> bool:
    """Tell whether two claims give one number, or state one proposition."""
    return bool({one.low, one.high} & {two.low, two.high} - {None}) or one.kind == two.kind == "proposition"


def _takes_up(telling: Claim) -> bool:
    """Tell whether *telling* takes up a figure that was told before: "the 40 boats"."""
    lead = telling.context[: telling.start - telling.context_start].split()
    return bool(lead) and lead[-1].casefold() in language("answers")["grammar"]["definite"]


def _rule(telling: Claim, words: Claim, pages: _Pages) -> str | None:
    """Return by which rule *telling* goes beyond *words*; None where it does not."""
    if not _tells_same(telling, words):
        return "framing.number"
    if words.status == "planned" and stage(telling) > stage(words):
        return "framing.stage"
    if words.bound in _BOUNDED and telling.bound is Bound.EXACT:
        return "framing.bound"
    hedged = doubtful(words, pages.cues.get(words.attribution or ""))
    return "framing.hedge" if hedged and not doubtful(telling) else None


def _refusals(extract: Extract) -> Iterator[Link]:
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
