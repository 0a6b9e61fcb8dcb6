"""Score who said what on the gold of `tests/gold`: `python benchmarks/attributions.py [--dev] [--misses]`.

A row of the gold and what is found are one if their cues overlap; its source and content are found if they overlap
too. *Speech* leaves out all other cues: thinking, deciding, nouns, adverbs. What a finder makes of a transcript's
labels alone is not counted. `--dev` scores the development part alone, and `--misses` lists what is wrong in it; the
misses of the test part are never shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from claimline.find.attributions import find_attributions
from claimline.model import Said, Span
from scores import Row, gold

Place = tuple[int, int] | None

FIELDS = ("cue", "source", "exact", "content")
SENTENCES = 103  # lines of each part that hold one sentence each; what follows are whole articles

# The classes of ours that say that words were uttered or written, to judge what is in no gold row.
SPEECH = frozenset(
    {
        "says",
        "not_says",
        "reports",
        "announces",
        "cites",
        "acknowledges",
        "claims",
        "warns",
        "confirms",
        "predicts",
        "asks",
    }
)


class Wanted(NamedTuple):
    """A row of the gold as places in its text. `speech` is None where the gold does not tell cues apart."""

    cue: Place
    source: Place
    content: Place
    speech: bool | None


@dataclass(slots=True)
class Tally:
    """How much was found, by field: [right, wanted, given]."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0, 0] for name in FIELDS})

    def add(self, name: str, wanted: Place, given: Place, right: bool) -> None:
        """Count one place that is *wanted*, *given* or both."""
        count = self.counts[name]
        count[0] += bool(wanted and given and right)
        count[1] += wanted is not None
        count[2] += given is not None

    def f1(self, name: str) -> float:
        """Return the F1 of the field *name*, from 0 to 1."""
        right, wanted, given = self.counts[name]
        return 2 * right / max(1, wanted + given)

    def recall(self, name: str) -> float:
        """Return how much of the field *name* is found, from 0 to 1."""
        right, wanted, _ = self.counts[name]
        return right / max(1, wanted)


Pair = tuple[Wanted | None, Said | None]


def wanted(entry: Row) -> list[Wanted]:
    """Return what the gold wants of one text."""
    return [
        Wanted(
            _at(row, "cue", "at"), _at(row, "source"), _at(row, "content"), row.get("cue_class", "speech") == "speech"
        )
        for row in entry["said"]
    ]


def _at(row: Row, name: str, key: str | None = None) -> Place:
    quote, start = row.get(name), row.get(key or f"{name}_at")
    return (start, start + len(quote)) if quote and start is not None else None


def paired(rows: Iterable[Wanted], found: Iterable[Said]) -> Iterator[Pair]:
    """Yield each row with what was found at its cue or None, one to one, then what was found beyond them."""
    left = [one for one in found if one.rule != "turn"]
    for row in rows:
        match = next((one for one in left if overlap(row.cue, place(one.cue))), None)
        if match:
            left.remove(match)
        yield row, match
    yield from ((None, one) for one in left)


def place(span: Span | None) -> Place:
    """Return where *span* stands."""
    return (span.start, span.end) if span else None


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share a character."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def scored(pairs: Iterable[Pair]) -> Tally:
    """Return how much of *pairs* is found."""
    tally = Tally()
    for row, one in pairs:
        cue, source, content, _ = row or Wanted(None, None, None, None)
        given = (place(one.cue), place(one.source), place(one.content)) if one else (None, None, None)
        tally.add("cue", cue, given[0], overlap(cue, given[0]))
        tally.add("source", source, given[1], overlap(source, given[1]))
        tally.add("exact", source, given[1], source == given[1])
        if row and row.content:
            tally.add("content", content, given[2], overlap(content, given[2]))
    return tally


def of_speech(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs whose cue is one of speech: by the gold, or where it has none by our own class."""
    return [pair for pair in pairs if _speaks(*pair)]


def _speaks(row: Wanted | None, one: Said | None) -> bool:
    if row is not None:
        return bool(row.speech)
    return one is not None and one.cue_class in SPEECH and one.rule not in {"noun", "hedge"}


def read(rows: Iterable[Row]) -> list[Pair]:
    """Return the pairs of all texts of *rows*."""
    return [pair for entry in rows for pair in paired(wanted(entry), find_attributions(entry["text"]))]


def _misses(entry: Row) -> Iterator[str]:
    """Yield a line for each thing that is wrong in *entry*."""
    text = entry["text"]
    for row, one in paired(wanted(entry), find_attributions(text)):
        if row is None and one is not None:
            yield f"  too much {one.cue.quote!r} by {_quote(one.source)}: {_quote(one.content)}  [{one.rule}]"
        elif row is not None and one is None:
            yield f"  missed   {_cut(text, row.cue)} by {_cut(text, row.source)}: {_cut(text, row.content)}"
        elif row is not None and one is not None:
            told = f"  at {one.cue.quote!r} [{one.rule}]"
            if row.source != place(one.source):
                yield f"{told} source {_cut(text, row.source)}, given {_quote(one.source)}"
            if row.content and row.content != place(one.content):
                yield f"{told} content {_cut(text, row.content)}, given {_quote(one.content)}"


def _quote(span: Span | None) -> str:
    return repr(span.quote) if span else "-"


def _cut(text: str, where: Place) -> str:
    return repr(text[slice(*where)]) if where else "-"


def _line(name: str, pairs: Sequence[Pair]) -> str:
    tally = scored(pairs)
    figures: list[Any] = [tally.recall("cue"), *(tally.f1(field) for field in FIELDS)]
    return f"{name:26}{tally.counts['cue'][1]:5}" + "".join(f"{100 * figure:8.1f}" for figure in figures)


def main(arguments: Sequence[str]) -> int:
    """Print the scores in percent; with `--misses` the misses of the development part before them."""
    if "--misses" in arguments:
        for entry in gold("attributions_dev"):
            misses = list(_misses(entry))
            if misses:
                print(entry["text"], *misses, "", sep="\n")
    parts = ("dev",) if "--dev" in arguments else ("dev", "test")
    print(f"{'':26} rows  recall     cue  source   exact content")
    for part in parts:
        rows = gold(f"attributions_{part}")
        sentences, articles = read(rows[:SENTENCES]), read(rows[SENTENCES:])
        print(_line(f"{part}", sentences + articles))
        print(_line(f"{part}, speech", of_speech(sentences + articles)))
        print(_line(f"{part}, articles", articles))
        print(_line(f"{part}, articles, speech", of_speech(articles)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
