"""Weigh each document by itself, and mark what it has to be held against. Pure: rows in, tables out.

What a document says of its own rows is known when it is read, but for what its text says of statements in other
documents: such a document is *open*. What links it is drawn when every document has been read (`elsewhere`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from claimline.codebook import Codebook, codes
from claimline.engine.asides import ASKED, DOUBTS, MARKS, TOLD, aside, doubts_table
from claimline.engine.marks import changes, marks
from claimline.model import Claim, Extract, Link
from claimline.read.corrections import Amendment
from claimline.store.arrow import to_arrow
from claimline.store.order import ordered
from claimline.weigh.answers import stated
from claimline.weigh.corrections import corrected
from claimline.weigh.framing import pages
from claimline.weigh.matters import Spoken
from claimline.weigh.movements import Doubt, dated, doubts
from claimline.weigh.problems import of_links, problems
from claimline.weigh.stories import Story, stories
from claimline.weigh.within import pair, unstated, within

#: The tables whose rows a document has by itself, whatever stands in others.
FOUND = ("documents", "passages", "claims", "times", "attributions", "stances", "events", "rejected")


class _Listening(dict[str, Sequence[Claim]]):
    """Holds nothing that was said elsewhere, and remembers whose words were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, voice: str, default: Sequence[Claim] = ()) -> Sequence[Claim]:  # type: ignore[override]
        self.asked.add(voice)
        return default


@dataclass(frozen=True, slots=True)
class Drawn:
    """The links of some documents' rows, those of them that the texts state, and the doubts that these tell of."""

    links: tuple[Link, ...]
    said: tuple[Link, ...]
    doubts: tuple[Doubt, ...]


def weighed(
    found: Extract,
    texts: Mapping[str, str],
    digests: Mapping[str, int],
    codebook: Codebook,
    amendments: Sequence[Amendment] = (),
) -> dict[str, pa.Table]:
    """
    Return the tables of documents whose own rows are *found*: these, corrected, their links and problems, and asides.

    Raises CorrectionError where one of *amendments* cannot be applied.
    """
    known = corrected(ordered(found), amendments)
    known = replace(known, events=tuple(replace(row, cluster=row.id) for row in known.events), codes=codes(codebook))
    told = stories(known, texts)
    said, asked = _said(told, codebook)
    opened = {story.document for story, _ in asked}
    drawn = draw(without(known, opened), [one for one in told if one.document not in opened], said, codebook)
    days = {row.id: day for day, row in dated(known, codebook)}
    tables = {table: to_arrow(table, getattr(known, table)) for table in (*FOUND, "corrections")}
    tables |= linked(drawn.links)
    tables["problems"] = to_arrow("problems", problems(replace(known, links=drawn.links), told))
    marked = marks(known, days, digests, codebook)
    return tables | {
        MARKS: pa.concat_tables([marked, changes(drawn.said, known, drawn.doubts)]),
        TOLD: aside(TOLD, _told(known, days)),
        DOUBTS: doubts_table(drawn.doubts),
        ASKED: aside(ASKED, ((s.document, v, s.published[1], digests[s.document]) for s, vs in asked for v in vs)),
    }


def _said(told: Sequence[Story], codebook: Codebook) -> tuple[list[Link], list[tuple[Story, list[str]]]]:
    """Return what the texts of *told* state, and which of them ask what was said elsewhere, by which voices."""
    said: list[Link] = []
    asked: list[tuple[Story, list[str]]] = []
    for story in told:
        elsewhere = _Listening()
        links = stated(story, codebook, Spoken(elsewhere, {}))
        if elsewhere.asked:
            asked.append((story, sorted(elsewhere.asked)))
        else:
            said += links
    return said, asked


def draw(known: Extract, told: Sequence[Story], said: Sequence[Link], codebook: Codebook) -> Drawn:
    """Return what links the rows of each document of *known*, which *told* holds with their texts, *said* included."""
    between = {pair(link.source, link.target) for link in said}
    links = {one.id: one for one in reversed((*said, *unstated(within(known, codebook), between)))}
    return Drawn(tuple(links.values()), tuple(said), tuple(doubts(known, told, said, codebook)))


def linked(links: Iterable[Link]) -> dict[str, pa.Table]:
    """Return the tables of *links*, with the problems that they tell of."""
    rows = sorted(links, key=lambda row: (row.document, row.start, row.end, row.id))
    told = sorted(of_links(rows), key=lambda row: (row.id, row.rule))
    return {"links": to_arrow("links", rows), "problems": to_arrow("problems", told)}


def without(extract: Extract, documents: Iterable[str]) -> Extract:
    """Return *extract* without the rows that *documents* have."""
    gone = frozenset(documents)
    if not gone:
        return extract
    kept = {table: tuple(row for row in getattr(extract, table) if row.document not in gone) for table in FOUND}
    return replace(extract, **kept)


def _told(known: Extract, days: Mapping[str, str]) -> Iterable[tuple[object, ...]]:
    page = pages(known)
    for row in known.claims:
        flags = (row.id in page.heads, row.id in page.own, row.id in page.doubted, row.document in page.many)
        yield row.document, *flags, days.get(row.id)
