"""Cut a corpus into units of work, each named by what it holds. Pure.

Where a unit ends is decided by the names of its documents, not by counting from the start: a document that is added
changes the unit that it falls into and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from claimline.read.corpora import Entry

#: Documents in a unit: so many on average, and never fewer or more (but for the last of a corpus).
USUAL, FEWEST, MOST = 512, 128, 2048
#: Bytes of text in a unit before it is closed; a document may be larger by itself.
HEAVIEST = 8_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A document with the key of its results: of its text, what is said of it, the codebook and the code."""

    entry: Entry
    key: str
    again: str | None  # the first document with the same text, if that is another: it is the one that counts


@dataclass(frozen=True, slots=True)
class Unit:
    """Some documents whose results stand in one part of the extract. Equal units have equal names."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Twice:
    """A document that is refused, because one before it has the same name and another text."""

    document: str


def units(entries: Iterable[Entry], salt: str) -> Iterator[Unit | Twice]:
    """
    Yield the *entries* in units, in their order; a document that is given twice is taken once.

    *salt* stands for all that decides on a document's results beside the document: code, codebook, versions.
    """
    names: dict[str, bytes] = {}
    texts: dict[bytes, str] = {}
    pieces: list[Piece] = []
    weight = 0
    for entry in entries:
        text = blake2b(entry.raw, digest_size=16).digest()
        if entry.document in names:
            if names[entry.document] != text:
                yield Twice(entry.document)
            continue
        names[entry.document] = text
        again = texts.get(text)
        pieces.append(Piece(entry, _key(entry, text, salt, again is not None), again))
        texts.setdefault(text, entry.document)
        weight += len(entry.raw)
        if _is_last(entry.document, len(pieces), weight):
            yield unit_of(pieces)
            pieces, weight = [], 0
    if pieces:
        yield unit_of(pieces)


def _is_last(document: str, count: int, weight: int) -> bool:
    ends = crc32(document.encode("utf-8", "surrogatepass")) % USUAL == 0
    return (ends and count >= FEWEST) or count >= MOST or weight >= HEAVIEST


def _key(entry: Entry, text: bytes, salt: str, again: bool) -> str:
    told = "\x1f".join((salt, str(again), entry.document, *(f"{name}={value}" for name, value in entry.said)))
    return blake2b(told.encode("utf-8", "surrogatepass") + text, digest_size=16).hexdigest()


def unit_of(pieces: Sequence[Piece]) -> Unit:
    """Return the unit of *pieces*; its name is drawn from their keys."""
    told = "\n".join(one.key for one in pieces)
    return Unit(blake2b(told.encode(), digest_size=12).hexdigest(), tuple(pieces))


def without(unit: Unit, held: Mapping[str, str]) -> Unit:
    """Return *unit* without the texts of the documents whose results *held* has, by key: they need no sending."""
    bare = (
        Piece(Entry(one.entry.document, b""), one.key, one.again) if one.key in held else one for one in unit.pieces
    )
    return Unit(unit.name, tuple(bare))
