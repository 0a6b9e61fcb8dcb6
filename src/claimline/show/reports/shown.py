"""What a published page shows, read back from its HTML: evidence, links to it, and what its foot says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: A number as a reader sees it.
NUMBER = re.compile(r"[0-9](?:[0-9]|[.,](?=[0-9]))*")
_EMPTY = ("meta", "link", "img", "br", "hr", "input", "path", "rect", "circle", "line", "use")


@dataclass(slots=True)
class Shown:
    """A page as read: its heading, the words of each evidence row by id, its links as (id, words), its foot's terms."""

    heading: str = ""
    rows: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    foot: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def shown(html: str) -> Shown:
    """Return what the page *html* shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def numbers(words: str) -> Iterator[str]:
    """Yield the numbers of *words* as they are written, without the commas between thousands."""
    for found in NUMBER.finditer(words):
        yield found[0].replace(",", "")


class _Reader(HTMLParser):
    """Keeps the words inside each element that is open, and files them when it closes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Shown()
        self._open: list[tuple[str, str, list[str]]] = []
        self._term = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; one that is always empty opens nothing."""
        self.handle_data(" ")  # words of two elements are two words
        given = dict(attrs)
        self.found.ids.add(given.get("id") or "")
        if tag not in _EMPTY:
            key = (given.get("href") or "") if tag == "a" else (given.get("id") or "")
            self._open.append((tag, key, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element that closes itself."""
        self.found.ids.add(dict(attrs).get("id") or "")

    def handle_data(self, data: str) -> None:
        """Give words to every element that is open."""
        for _, _, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those in it that were left open."""
        self.handle_data(" ")
        while any(name == tag for name, _, _ in self._open):
            name, key, words = self._open.pop()
            self._file(name, key, " ".join("".join(words).split()))
            if name == tag:
                return

    def _file(self, tag: str, key: str, words: str) -> None:
        if tag == "h1":
            self.found.heading = words
        elif tag == "tr" and key:
            self.found.rows[key] = words
        elif tag == "a" and key.startswith("#"):
            self.found.links.append((key[1:], words))
        elif tag == "dt":
            self._term = words
        elif tag == "dd":
            self.found.foot[self._term] = words
