"""Bring the documents' rows together: what repeats, what answers what, what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimline.codebook import Codebook, codes
from claimline.model import TABLES, Extract
from claimline.read.corrections import Amendment
from claimline.store.order import ordered
from claimline.weigh.across import concluded
from claimline.weigh.clusters import clustered
from claimline.weigh.corrections import corrected
from claimline.weigh.matters import spoken
from claimline.weigh.movements import moved
from claimline.weigh.problems import of_copies, problems
from claimline.weigh.stories import stories
from claimline.weigh.within import pair, said_in, unstated, within


def reconcile(
    parts: Sequence[Extract], codebook: Codebook, texts: Mapping[str, str], amendments: Sequence[Amendment] = ()
) -> Extract:
    """
    Return one extract of the documents' own *parts*: corrected, linked, its problems listed, every table sorted.

    *texts* holds the stored text of each document. Raises CorrectionError.
    """
    merged = Extract(**{table: tuple(row for part in parts for row in getattr(part, table)) for table in TABLES})
    known = corrected(ordered(_counted_once(merged)), amendments)
    known = replace(known, events=clustered(known.events, codebook), codes=codes(codebook))
    told = stories(known, texts)
    said = said_in(told, codebook, spoken(known))
    between = {pair(link.source, link.target) for link in said}
    drawn = unstated([*within(known, codebook), *concluded(known)], between)
    links = [*said, *drawn, *moved(known, told, said, codebook)]
    linked = replace(known, links=tuple({link.id: link for link in reversed(links)}.values()))
    copies = of_copies((row.document, row.sha256) for row in known.documents)
    return ordered(replace(linked, problems=(*problems(linked, told), *copies)))


def _counted_once(extract: Extract) -> Extract:
    """Return *extract* without what a document states that holds the same bytes as one before it."""
    first: dict[str, str] = {}
    speaking = {row.document for rows in (extract.claims, extract.times, extract.attributions) for row in rows}
    for row in sorted(extract.documents, key=lambda row: row.document not in speaking):  # one may be unheard already
        first.setdefault(row.sha256, row.document)
    again = {row.document for row in extract.documents if first[row.sha256] != row.document}
    kept = {
        table: tuple(row for row in getattr(extract, table) if row.document not in again)
        for table in ("claims", "times", "attributions", "stances", "events", "rejected")
    }
    return replace(extract, **kept)
