"""Cut documents whose claims were found into blocks of days, within which they are weighed together. Pure.

Only what is said within days of each other is compared, so a block holds some days' documents, and sees those of the
week before beside it. A corpus that is small is one block, and is weighed as it is without an engine. Where a block
ends is decided by the calendar: a document that is added changes its own block and the one after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from zlib import crc32

#: Documents that a block holds at most on average; a corpus up to this size is one block.
USUAL = 2000
#: Days before a block whose documents it sees beside it: figures of one week can exclude each other.
BESIDE = 7
#: Documents that a block sees beside it at most, the nearest days first, so that its memory is bounded.
MOST_BESIDE = 2 * USUAL
#: Documents of one span of days above which they are more blocks than one, of which each sees those before it.
MOST = 2 * USUAL


@dataclass(frozen=True, slots=True)
class Found:
    """A document whose claims were found: in which part, under which key, and the last day it can be of, if known."""

    document: str
    part: str
    key: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """Documents to be weighed together; those of `beside` are only compared with; `whole` if there are no more."""

    name: str
    own: tuple[Found, ...]
    beside: tuple[Found, ...]
    whole: bool


def blocks(found: Sequence[Found], salt: str) -> list[Block]:
    """Return the blocks of *found*, by day, the undated last; *salt* stands for all else that decides on results."""
    if len(found) <= USUAL:
        return [_block(found, (), salt, whole=True)] if found else []
    dated = _by_span([one for one in found if one.day], _days(found))
    undated = [one for one in found if not one.day]
    return [
        *(_block(own, beside, salt) for own, beside in dated),
        *(_block(own, (), salt) for own in _by_name(undated)),
    ]


def _days(found: Sequence[Found]) -> int:
    """Return how many days a block spans: a power of two, so that it seldom changes as the corpus grows."""
    per_day = len(found) / max(1, len({one.day for one in found}))
    days = 1
    while days * 2 * per_day <= USUAL:
        days *= 2
    return days


def _by_span(dated: Sequence[Found], days: int) -> Iterable[tuple[list[Found], list[Found]]]:
    spans: dict[int, list[Found]] = {}
    for one in dated:
        spans.setdefault(_number(one) // days, []).append(one)
    for span, own in sorted(spans.items()):
        first = span * days
        earlier = range((first - BESIDE) // days, span)
        beside = [one for other in earlier for one in spans.get(other, ()) if _number(one) >= first - BESIDE]
        for some in [own] if len(own) <= MOST else _by_name(own):
            yield some, sorted(beside, key=lambda one: one.day or "")[-MOST_BESIDE:]
            beside += some


def _number(one: Found) -> int:
    return date.fromisoformat(one.day or "").toordinal()


def _by_name(documents: Sequence[Found]) -> list[list[Found]]:
    """Return *documents* in sets of about the usual size, which their names decide on."""
    number = 1
    while len(documents) > number * USUAL:
        number *= 2
    sets: list[list[Found]] = [[] for _ in range(number)]
    for one in documents:
        sets[crc32(one.document.encode("utf-8", "surrogatepass")) % number].append(one)
    return [own for own in sets if own]


def _block(own: Iterable[Found], beside: Iterable[Found], salt: str, *, whole: bool = False) -> Block:
    own, beside = tuple(own), tuple(beside)
    told = "\n".join([salt, str(whole), *(one.key for one in own), "", *(one.key for one in beside)])
    return Block("weighed-" + blake2b(told.encode(), digest_size=12).hexdigest(), own, beside, whole)
