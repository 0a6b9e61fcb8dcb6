"""What is weighed document by document: what its text links, and what its own rows say of each other. Pure.

All but one of these rules look at a document alone: where its words point to what somebody said in other documents
("similar to what the board has said"), claims of the month around it are looked up by their voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from claimline.codebook import Codebook
from claimline.model import Extract, Link
from claimline.weigh.answers import stated
from claimline.weigh.claims import counted, supported, undated
from claimline.weigh.framing import narrated, pages, refusals
from claimline.weigh.groups import grouped
from claimline.weigh.matters import Spoken
from claimline.weigh.stories import Story


def said_in(told: Sequence[Story], codebook: Codebook, spoken: Spoken) -> list[Link]:
    """Return the links that the texts of *told* state; *spoken* holds what is said in other documents."""
    return [link for story in told for link in stated(story, codebook, spoken)]


def within(extract: Extract, codebook: Codebook) -> Iterator[Link]:
    """Yield the links between rows of one document of *extract* that no text states; it has the codes of *codebook*."""
    for rows in grouped(extract.claims, lambda row: row.document).values():
        yield from undated(rows)
    yield from supported(extract, codebook)
    yield from counted(extract.claims, codebook)
    yield from narrated(extract.claims, pages(extract))
    yield from refusals(extract)


def pair(source: str, target: str) -> frozenset[str]:
    """Return the ends of a link, whichever way it goes."""
    return frozenset((source, target))


def unstated(links: Iterable[Link], said: Set[frozenset[str]]) -> list[Link]:
    """Return the *links* between rows of which no text itself says how they stand to each other; *said* has those."""
    return [link for link in links if pair(link.source, link.target) not in said]
