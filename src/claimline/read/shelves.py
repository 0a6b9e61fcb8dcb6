"""The texts of a corpus on shelves, in bounded memory and one pass, in whatever order the corpus has them.

A shelf is given as soon as every text that belongs on it has come. Where the corpus has its documents in the order of
the shelves, few are open at a time; where it does not, what is too much to be held waits on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimline.read.corpora import Entry, read_entry
from claimline.read.files import ReadError
from claimline.store.spool import Spool, packed, unpacked

#: Characters of texts that are held at once, about; documents that are looked up at once.
HELD, AT_ONCE = 64_000_000, 512

Places = npt.NDArray[np.int64]


class Shelves:
    """
    The shelves of documents that are known by their place in `shelf`, which says on which shelf each stands.

    `find` tells the places of documents, -1 where there is none. Such, and those that are not `listed`, are told to
    `strange` with whether they can be read. What is too much to be held goes to `aside`.
    """

    def __init__(
        self,
        shelf: Places,
        listed: npt.NDArray[np.bool_],
        find: Callable[[list[str]], Places],
        strange: Callable[[str, bool], None],
        aside: Spool,
    ) -> None:
        self._shelf, self._listed, self._find, self._strange, self._aside = shelf, listed, find, strange, aside
        self._lacking = np.bincount(shelf) if len(shelf) else np.zeros(0, np.int64)
        self._met = np.zeros(len(shelf), np.bool_)
        self._open: dict[int, dict[str, str]] = {}
        self._held = 0

    def full(self, corpus: Iterable[Entry]) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each shelf with its texts, once: when it is full, and after the corpus what is not."""
        entries = iter(corpus)
        while some := list(islice(entries, AT_ONCE)):
            for shelf in sorted({full for full in self._put(some) if not self._lacking[full]}):
                yield shelf, self._taken(shelf)
        for shelf in np.flatnonzero(self._lacking).tolist():
            yield shelf, self._taken(shelf)

    def _put(self, entries: list[Entry]) -> set[int]:
        """Put the texts of *entries* on their shelves, of each document the first; return which shelves these are."""
        names = [one.document if one.document.isprintable() else "" for one in entries]
        reached: set[int] = set()
        for entry, place in zip(entries, self._find(names).tolist(), strict=True):
            if place >= 0 and self._met[place]:
                continue
            text = _text(entry)
            if place < 0 or not self._listed[place]:
                self._strange(entry.document, text is not None)
            if place >= 0:
                self._met[place] = True
                reached.add(self._hold(int(self._shelf[place]), entry.document, text))
        if self._held > HELD:
            self._set_aside()
        return reached

    def _hold(self, shelf: int, document: str, text: str | None) -> int:
        self._lacking[shelf] -= 1
        if text is not None:
            self._open.setdefault(shelf, {})[document] = text
            self._held += len(text)
        return shelf

    def _set_aside(self) -> None:
        for shelf, texts in self._open.items():
            self._aside.add([(shelf, packed(pa.table({"document": [*texts], "text": [*texts.values()]})))])
        self._open, self._held = {}, 0

    def _taken(self, shelf: int) -> dict[str, str]:
        held = self._open.pop(shelf, {})
        self._held -= sum(map(len, held.values()))
        for _, raw in self._aside.under(shelf):
            columns: dict[str, list[Any]] = unpacked(raw).to_pydict()
            held |= dict(zip(columns["document"], columns["text"], strict=True))
        return held


def _text(entry: Entry) -> str | None:
    with suppress(ReadError):
        return read_entry(entry).text
    return None
