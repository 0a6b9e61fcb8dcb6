"""Mark under which keys the rows of a part are held against those of others, and add up what is marked. Pure.

A key is drawn into one of so many buckets of its kind; a mark has the code of the bucket, the place of the row in its
document, and the digest of the document. The sums of a bucket's digests over all parts are others when anything that
stands under its keys is another: so what has to be compared again is known without reading a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa

from claimline.codebook import Codebook
from claimline.engine.asides import MARKS, aside
from claimline.model import Claim, Event, Extract, Link
from claimline.weigh.across import RULES
from claimline.weigh.clusters import shared
from claimline.weigh.movements import Doubt
from claimline.weigh.scope import MONTH

#: The buckets of a kind of key: so many that the codes of all kinds are 16 bits.
BUCKETS = 4096
#: What is marked: under the keys of the rules, voices by month, principals who state or doubt, and events.
VOICE, SIDE, DOUBT, EVENT = "voice", "side", "doubt", "event"
KINDS = (*RULES, VOICE, SIDE, DOUBT, EVENT)

Mark = tuple[int, bool, str, int | None, int]


def code(kind: str, key: Hashable) -> int:
    """Return the code of the bucket of *key*, which is of *kind* and made of texts and numbers."""
    return KINDS.index(kind) * BUCKETS + crc32(repr(key).encode("utf-8", "surrogatepass")) % BUCKETS


def codes(kind: str, first: int = 0, step: int = 1) -> tuple[int, ...]:
    """Return the codes of *kind*: all of them, or each so many *step*s from the *first*."""
    start = KINDS.index(kind) * BUCKETS
    return tuple(range(start + first, start + BUCKETS, step))


def kind_of(code: int) -> str:
    """Return the kind of key that *code* is of."""
    return KINDS[code // BUCKETS]


def digest(*told: str) -> int:
    """Return 64 bits that stand for *told*."""
    raw = "\x1f".join(told).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def marks(extract: Extract, days: Mapping[str, str], digests: Mapping[str, int], codebook: Codebook) -> pa.Table:
    """
    Return the marks of the rows of *extract*, whose documents have *digests*.

    *days* gives by id the day after which a claim was made, where it can end a doubt.
    """
    found: list[Mark] = []
    for table, kinds in _KEYS.items():
        placed: Counter[str] = Counter()
        for row in getattr(extract, table):
            place = placed[row.document]
            placed[row.document] += 1
            for kind, key, beside in kinds(row, days, codebook):
                found.append((code(kind, key), beside, row.document, place, digests[row.document]))
    return aside(MARKS, sorted(found, key=lambda mark: mark[2]))


def changes(links: Iterable[Link], extract: Extract, told: Iterable[Doubt]) -> pa.Table:
    """
    Return marks that stand for no rows, but for what else decides on what comes of a bucket.

    These are *links* that a text states of its own claims, which *extract* holds, and doubts that are *told*.
    """
    claims = {row.id: row for row in extract.claims}
    found: list[Mark] = [_changed(DOUBT, one.side, one.row.document, one.row.id) for one in told if one.side]
    for link in links:
        for name, rule in RULES.items() if link.source in claims else ():
            if rule.table == "claims":
                keys = rule.keys(claims[link.source])
                found += [_changed(name, key, link.document, link.id) for key, _ in keys]
    return aside(MARKS, found)


def _changed(kind: str, key: Hashable, document: str, told: str) -> Mark:
    return code(kind, key), False, document, None, digest(told)


Key = tuple[str, Hashable, bool]


def _of_claim(row: Claim, days: Mapping[str, str], _: Codebook) -> Iterator[Key]:
    yield from _of_rules("claims", row)
    if row.measure and row.said_latest:
        for voice in dict.fromkeys((row.actor_code, row.actor, row.on_behalf_of)):
            if voice:
                yield VOICE, (voice, row.said_latest[:7]), False
    if row.measure and row.on_behalf_of and days.get(row.id):
        yield SIDE, row.on_behalf_of, False


def _of_rules(table: str, row: Any) -> Iterator[Key]:
    for name, rule in RULES.items():
        if rule.table == table:
            for key, beside in rule.keys(row):
                yield name, key, beside


def _of_event(row: Event, _: Mapping[str, str], codebook: Codebook) -> Iterator[Key]:
    for key in shared(row, codebook):
        yield EVENT, key, False


_KEYS: dict[str, Callable[..., Iterator[Key]]] = {
    "claims": _of_claim,
    "stances": lambda row, *_: _of_rules("stances", row),
    "events": _of_event,
}


def around(voice: str, day: str) -> set[int]:
    """Return the codes under which what *voice* says within a month of *day* is marked."""
    middle = date.fromisoformat(day)
    days = (middle + timedelta(days=number) for number in (-MONTH, -MONTH // 2, 0, MONTH // 2, MONTH))
    return {code(VOICE, (voice, str(one)[:7])) for one in days}


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

    def told(self, codes: Sequence[int]) -> str:
        """Return what stands for all that is marked with *codes*."""
        return self.sums[list(codes)].tobytes().hex()

    def number(self, codes: Sequence[int]) -> int:
        """Return how many marks there are of *codes*."""
        return int(self.counts[list(codes)].sum())
