"""Mark under which keys the rows of a part are held against those of others, and add up what is marked. Pure.

A key and a span of days are drawn into one of so many buckets of their kind, and those of one key stand side by side. A
mark has the code of the bucket, the place of the row in its document, and the digest of the document. The sums of a
bucket's digests over all parts are others when anything that stands there is another: so what has to be compared again
is known without reading a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa

from claimline.codebook import Codebook
from claimline.engine.asides import MARKS, aside
from claimline.model import Claim, Extract, Link
from claimline.weigh.across import RULES, places
from claimline.weigh.clusters import shared
from claimline.weigh.days import shifted
from claimline.weigh.groups import grouped
from claimline.weigh.movements import Doubt
from claimline.weigh.scope import MONTH

#: The buckets of a kind: so many for its keys, and of each key so many for its spans.
BY_KEY, BY_SPAN = 1024, 64
BUCKETS = BY_KEY * BY_SPAN
#: What is marked: under the keys of the rules, voices by month, principals who state or doubt, and events.
VOICE, SIDE, DOUBT, EVENT = "voice", "side", "doubt", "event"
KINDS = (*RULES, VOICE, SIDE, DOUBT, EVENT)

#: Its code, its span, whether it stands beside, its document, its place there, the digest of that.
Mark = tuple[int, int, bool, str, int | None, int]


def code(kind: str, key: Hashable, span: int | None = None) -> int:
    """Return the code of the bucket of *key*, which is of *kind* and made of texts and numbers, and of *span*."""
    drawn = crc32(repr(key).encode("utf-8", "surrogatepass"))
    bucket = drawn % BUCKETS if span is None else drawn % BY_KEY * BY_SPAN + span % BY_SPAN
    return KINDS.index(kind) * BUCKETS + bucket


def codes(kind: str) -> range:
    """Return the codes of *kind*."""
    start = KINDS.index(kind) * BUCKETS
    return range(start, start + BUCKETS)


def digest(*told: str) -> int:
    """Return 64 bits that stand for *told*."""
    raw = "\x1f".join(told).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def marks(extract: Extract, days: Mapping[str, str], digests: Mapping[str, int], codebook: Codebook) -> pa.Table:
    """
    Return the marks of the rows of *extract*, whose documents have *digests*.

    *days* gives by id the day after which a claim was made, where it can end a doubt.
    """
    placed: dict[str, int] = {}
    tables: tuple[Sequence[Any], ...] = (extract.claims, extract.stances, extract.events)
    for rows in tables:
        for own in grouped(rows, lambda row: str(row.document)).values():
            placed |= {row.id: place for place, row in enumerate(own)}
    found = [
        (code, span, beside, row.document, placed[row.id], digests[row.document])
        for code, span, beside, row in _marked(extract, days, codebook)
    ]
    return aside(MARKS, sorted(found, key=lambda mark: mark[3]))


def changes(links: Iterable[Link], extract: Extract, told: Iterable[Doubt]) -> pa.Table:
    """
    Return marks that stand for no rows, but for what else decides on what comes of a bucket.

    These are *links* that a text states of its own claims, which *extract* holds, and doubts that are *told*.
    """
    found = [
        _changed(code(DOUBT, one.side), one.row.document, repr(one.row), one.day or "", *sorted(one.matters))
        for one in told
        if one.side
    ]
    stated = grouped(links, lambda link: link.source)
    homes = {row.document for row in extract.claims if row.id in stated}
    claims = [row for row in extract.claims if row.document in homes]
    for name in (name for name, rule in RULES.items() if rule.table == "claims"):
        for key, span, _, row in places(name, claims):
            found += [_changed(code(name, key, span), one.document, one.id) for one in stated.get(row.id, ())]
    return aside(MARKS, sorted(found))


def _changed(code: int, document: str, *told: str) -> Mark:
    return code, 0, False, document, None, digest(*told)


def _marked(extract: Extract, days: Mapping[str, str], codebook: Codebook) -> Iterator[tuple[int, int, bool, Any]]:
    """Yield code, span and whether it stands beside, with the row, for each mark of a row of *extract*."""
    for name, rule in RULES.items():
        for key, span, beside, row in places(name, getattr(extract, rule.table)):
            yield code(name, key, span), span, beside, row
    for claim in extract.claims:
        for bucket in _voices(claim):
            yield bucket, 0, False, claim
        if claim.measure and claim.on_behalf_of and days.get(claim.id):
            yield code(SIDE, claim.on_behalf_of), 0, False, claim
    for event in extract.events:
        for told in shared(event, codebook):
            yield code(EVENT, told), 0, False, event


def _voices(row: Claim) -> Iterator[int]:
    if row.measure and row.said_latest:
        for voice in dict.fromkeys((row.actor_code, row.actor, row.on_behalf_of)):
            if voice:
                yield code(VOICE, voice, _month(date.fromisoformat(row.said_latest)))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def around(voice: str, day: str) -> set[int]:
    """Return the codes under which what *voice* says within a month of *day* is marked."""
    days = (shifted(day, number) for number in (-MONTH, -MONTH // 2, 0, MONTH // 2, MONTH))
    return {code(VOICE, voice, _month(date.fromisoformat(one))) for one in days}


class Totals:
    """How many marks there are of each code, and the sum of their digests."""

    def __init__(self) -> None:
        self.counts = np.zeros(len(KINDS) * BUCKETS, np.int64)
        self.sums = np.zeros(len(KINDS) * BUCKETS, np.uint64)

    def add(self, held: pa.Table) -> None:
        """Count the marks *held*."""
        places = held["code"].to_numpy()
        np.add.at(self.counts, places, 1)
        np.add.at(self.sums, places, held["digest"].to_numpy())

    def told(self, codes: range | Sequence[int]) -> str:
        """Return what stands for all that is marked with *codes*."""
        return blake2b(self.sums[_at(codes)].tobytes(), digest_size=12).hexdigest()

    def number(self, codes: range | Sequence[int]) -> int:
        """Return how many marks there are of *codes*."""
        return int(self.counts[_at(codes)].sum())

    def there(self, codes: range) -> dict[int, int]:
        """Return by code the sum of what is marked with it, for those of *codes* with which anything is."""
        found = np.flatnonzero(self.counts[_at(codes)]) + codes.start
        return dict(zip(found.tolist(), self.sums[found].tolist(), strict=True))


def _at(codes: range | Sequence[int]) -> slice | list[int]:
    return slice(codes.start, codes.stop) if isinstance(codes, range) else list(codes)
