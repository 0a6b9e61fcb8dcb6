"""Cut a corpus into units of work, each named by what it holds. Pure.

Where a unit ends is decided by the names of its documents, not by counting from the start: a document that is added
changes the unit that it falls into and no other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from claimline.read.corpora import Entry, admissible

#: Documents in a unit, at least and at most (but for the last of a corpus); then one in so many names ends it.
#: Units are of nearly one size, about 500, so that no worker is left with a long one at the end.
FEWEST, MOST, ONE_IN = 384, 768, 128
#: Bytes of text in a unit before it is closed; a document may be larger by itself.
HEAVIEST = 8_000_000


class Piece(NamedTuple):
    """A document of a unit, with the hash of its text, and in `salt` what decides on its results beside it."""

    entry: Entry
    text: bytes
    again: str | None  # the first document with the same text, if that is another: it is the one that counts
    salt: str

    @property
    def key(self) -> str:
        """Return the key of the document's results: equal keys, equal results."""
        return blake2b(self.salt.encode() + self.told(), digest_size=16).hexdigest()

    def told(self) -> bytes:
        """Return what stands for the document: its text, its name, what is said of it, whether it counts."""
        said = repr((self.entry.document, self.entry.said, self.again is None))
        return self.text + said.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Unit:
    """Some documents whose results stand in one part of the extract. Equal units have equal names."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Twice:
    """A document that is refused: one before it has the same name, and another text or other things said of it."""

    document: str


def units(entries: Iterable[Entry], salt: str) -> Iterator[Unit | Twice]:
    """
    Yield the *entries* in units, in their order; a document that is given twice is taken once.

    *salt* stands for all that decides on a document's results beside the document: code, codebook, versions.
    """
    names: dict[str, int] = {}
    texts: dict[bytes, str] = {}
    pieces: list[Piece] = []
    weight = 0
    for entry in entries:
        document, raw, said = entry
        text = blake2b(raw, digest_size=16).digest()
        whole = hash((text, said))
        if names.setdefault(document, whole) is not whole:
            if names[document] != whole:
                yield Twice(document)
            continue
        first = texts.setdefault(text, document) if admissible(entry) else document
        pieces.append(Piece(entry, text, None if first is document else first, salt))
        weight += len(raw)
        if _is_last(document, len(pieces), weight):
            yield unit_of(pieces)
            pieces, weight = [], 0
    if pieces:
        yield unit_of(pieces)


def _is_last(document: str, count: int, weight: int) -> bool:
    ends = crc32(document.encode("utf-8", "surrogatepass")) % ONE_IN == 0
    return (ends and count >= FEWEST) or count >= MOST or weight >= HEAVIEST


def unit_of(pieces: Sequence[Piece]) -> Unit:
    """Return the unit of *pieces*, one or more; its name is drawn from all that stands for them."""
    total = blake2b(pieces[0].salt.encode(), digest_size=12)
    for one in pieces:
        total.update(one.told() + b"\n")
    return Unit(total.hexdigest(), tuple(pieces))


def without(unit: Unit, held: Container[str]) -> Unit:
    """Return *unit* without the texts of the documents whose results *held* has, by key: they need no sending."""
    bare = (one._replace(entry=one.entry._replace(raw=b"")) if one.key in held else one for one in unit.pieces)
    return Unit(unit.name, tuple(bare))
