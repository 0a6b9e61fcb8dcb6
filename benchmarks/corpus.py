"""A corpus of any size with known answers: the same articles each time, about 1.5 kB each.

Every article states some figures, of which is known who states them, what they count and their bounds; around them
stand sentences that claim nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

_TOPIC = """
[[blocs]]
code = "coast"
label = "The coast"
[[actors]]
code = "harbour_board"
label = "Harbour Board"
names = ["the Harbour Board", "Harbour Board"]
bloc = "coast"
[[actors]]
code = "fishers_union"
label = "Fishers' Union"
names = ["the Fishers' Union", "Fishers' Union"]
bloc = "coast"
[[actors]]
code = "coast_guard"
label = "Coast Guard"
names = ["the Coast Guard", "Coast Guard"]
"""
_ACTORS = {
    "the Harbour Board": "harbour_board",
    "the Fishers' Union": "fishers_union",
    "the Coast Guard": "coast_guard",
}
_MEASURES = (
    *("boats", "crates", "nets", "carts", "ropes", "anchors", "lanterns", "sails", "engines", "licences", "permits"),
    *("houses", "tents", "blankets", "stoves", "bridges", "lorries", "wagons", "sheep", "cattle", "chairs", "books"),
)
_DEEDS = ("had been counted", "had been delivered", "had been lost", "had been repaired")
_BOUNDS = {"at least ": "low", "up to ": "high", "": "both"}
CODEBOOK = _TOPIC + "".join(
    f'[[measures]]\ncode = "{noun}"\nlabel = "{noun.title()}"\nheads = ["{noun}", "{noun.removesuffix("s")}"]\n'
    for noun in _MEASURES
)
_PLACES = ("Harrow", "Selby", "Tarn", "Wick", "Morven", "Dunlin", "Astley", "Corran", "Brae", "Ferrol", "Lowick")
_NOUNS = ("quay", "market", "ferry", "warehouse", "chapel", "school", "council", "garden", "station", "library", "mill")
_QUALITIES = ("quiet", "old", "narrow", "windy", "painted", "crowded", "northern", "wooden", "busy", "empty", "famous")
_VERBS = ("reopened", "closed", "grew", "moved", "waited", "changed", "emptied", "filled", "slowed", "recovered")
_REASONS = ("after the storm", "before the winter", "as the tide turned", "while the road was mended", "in the rain")
_OUTLETS = ("Morning Post", "Evening Mail", "Coast Gazette", "Northern Star", "Daily Tide", "Weekly Mirror")


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure that an article states: who states it, what is counted, and its bounds (an open side is None)."""

    actor: str
    measure: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the figures that it states."""

    document: str
    text: str
    published: str
    publisher: str
    answers: tuple[Answer, ...]

    def as_row(self) -> dict[str, str]:
        """Return the article as a corpus has it."""
        return {name: getattr(self, name) for name in ("document", "text", "published", "publisher")}


#: The days of the articles are of so many, one after the other.
_DAYS = 1000


def articles(count: int, first: int = 0, *, by_day: bool = False) -> Iterator[Article]:
    """Yield *count* articles from number *first* on; *by_day* in the order of their days, as a feed brings them."""
    numbers = range(first, first + count)
    return map(article, sorted(numbers, key=lambda number: number % _DAYS) if by_day else numbers)


def article(number: int) -> Article:
    """Return article *number*: each is made from its number alone."""
    random = Random(number)
    day = datetime.date(2022, 1, 1) + datetime.timedelta(days=number % _DAYS)
    stated = [_stated(random, day) for _ in range(4)]
    sentences = [sentence for sentence, _ in stated] + [_filler(random) for _ in range(11)]
    random.shuffle(sentences)
    paragraphs = [" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3)]
    headline = " ".join((random.choice(_QUALITIES).title(), random.choice(_NOUNS), random.choice(_VERBS)))
    return Article(
        document=f"article-{number:09d}",
        text="\n\n".join([headline, *paragraphs]) + "\n",
        published=day.isoformat(),
        publisher=random.choice(_OUTLETS),
        answers=tuple(answer for _, answer in stated),
    )


def _stated(random: Random, day: datetime.date) -> tuple[str, Answer]:
    actor, noun, bound = random.choice([*_ACTORS]), random.choice(_MEASURES), random.choice([*_BOUNDS])
    said = day - datetime.timedelta(days=random.randrange(1, 20))
    # Of one season all say what is so, so that no more contradict each other than in a real one.
    figure = Random(f"{noun} {said.toordinal() // 90}").randrange(20, 90_000)
    when = f"{said:%B} {said.day}, {said.year}"
    told = f"said on {when} that {bound}{figure:,} {noun} {random.choice(_DEEDS)} in {random.choice(_PLACES)}."
    low = None if _BOUNDS[bound] == "high" else float(figure)
    high = None if _BOUNDS[bound] == "low" else float(figure)
    return f"{actor[0].upper()}{actor[1:]} {told}", Answer(_ACTORS[actor], noun, low, high)


def _filler(random: Random) -> str:
    one, two = random.sample(_PLACES, 2)
    quality, noun, other = random.choice(_QUALITIES), *random.sample(_NOUNS, 2)
    verb, reason = random.choice(_VERBS), random.choice(_REASONS)
    return random.choice(
        (
            f"The {quality} {noun} of {one} {verb} {reason}, and the {other} in {two} with it.",
            f"People in {one} remember how the {noun} {verb} {reason}, long before the {other} did.",
            f"Nobody in {two} knew why the {quality} {noun} {verb} {reason}.",
            f"Between {one} and {two} the {noun} {verb}, and the {quality} {other} stood as it always had.",
        )
    )


def write_lines(path: Path, count: int, first: int = 0) -> None:
    """Write *count* articles to *path* as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one.as_row()) + "\n" for one in articles(count, first))


def write_parquet(path: Path, count: int, first: int = 0, *, by_day: bool = False) -> None:
    """Write *count* articles to *path* as Parquet, in bounded memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("document", "text", "published", "publisher")])
    told = articles(count, first, by_day=by_day)
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as writer:
        while rows := [one.as_row() for one in islice(told, 10_000)]:
            writer.write_table(pa.Table.from_pylist(rows, schema))
