"""Score the recognisers of quantities and times on the gold of `tests/gold`: `python benchmarks/scores.py [--misses]`.

The gold was split in two before the rules were tuned. `--misses` lists what is wrong in the development part; the
misses of the test part are never shown, so that nobody tunes on them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claimline import edtf, find_quantities, find_times
from claimline.codebook import language

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity as any system read it, at offsets of its text; what a system cannot tell is None."""

    start: int
    end: int
    low: float | None
    high: float | None
    bound: str | None
    unit: str | None


@dataclass(slots=True)
class Tally:
    """How much of the gold was found: each field but the first three counts what is right so far and in more."""

    wanted: int = 0
    given: int = 0
    trapped: int = 0  # sentences without a claim in which something was found
    traps: int = 0
    found: int = 0  # of times, whatever their value
    value: int = 0
    bound: int = 0
    unit: int = 0
    heads: int = 0  # of what counts things and whose value is found, those whose head noun is right
    counts: int = 0
    spans: int = 0  # the quote to the letter

    def f1(self, field: str) -> float:
        """Return the F1 of *field* in percent."""
        return 100 * 2 * getattr(self, field) / max(1, self.wanted + self.given)

    def head(self) -> float:
        """Return in percent how many of the gold's counted nouns are right."""
        return 100 * self.heads / max(1, self.counts)


Row = dict[str, Any]


@cache
def gold(name: str) -> list[Row]:
    """Return the rows of the gold file *name*."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def ours(text: str) -> list[Reading]:
    """Return what claimline reads in *text*."""
    return [Reading(q.start, q.end, q.low, q.high, q.bound, q.unit) for q in find_quantities(text)]


def quantities(rows: Iterable[Row], read: Callable[[str], Sequence[Reading]]) -> tuple[Tally, list[str]]:
    """Return how *read* does on *rows*, and a line for each miss."""
    tally, misses = Tally(), []
    for row in rows:
        readings = list(read(row["text"]))
        _count(tally, row["quantities"], readings)
        misses += [f"{row['text']}\n    {miss}" for miss in _misses(row["quantities"], readings)]
    return tally, misses


def _count(tally: Tally, wanted: Sequence[Row], readings: Sequence[Reading]) -> None:
    tally.wanted += len(wanted)
    tally.given += len(readings)
    tally.traps += not wanted
    tally.trapped += bool(readings) and not wanted
    for one, reading in paired(wanted, readings, same_value):
        counts = one["kind"] == "count" and one["unit"] is not None
        tally.counts += counts
        if reading is None:
            continue
        bounded, same = reading.bound == one["bound"], _same_unit(reading.unit, one["unit"])
        tally.value += 1
        tally.bound += bounded
        tally.unit += bounded and same
        tally.heads += counts and same
        tally.spans += (reading.start, reading.end) == (one["start"], one["end"])


def paired(wanted: Sequence[Row], given: Sequence[Any], same: Callable[[Any, Row], bool]) -> list[tuple[Row, Any]]:
    """Return each row of the gold with what was *given* at the same place and says the *same*, or None, one to one."""
    left = list(given)
    pairs: list[tuple[Row, Any]] = []
    for one in wanted:
        match = next((g for g in left if g.start < one["end"] and one["start"] < g.end and same(g, one)), None)
        if match:
            left.remove(match)
        pairs.append((one, match))
    return pairs


def same_value(reading: Any, one: Row) -> bool:
    """Whether the numbers are the same, whatever side they bound: at least 5 and at most 5 are both a five."""
    ends = [sorted({end for end in pair if end is not None}) for pair in ((reading.low, reading.high), _ends(one))]
    return len(ends[0]) == len(ends[1]) and all(abs(a - b) <= 1e-3 * max(1, abs(b)) for a, b in zip(*ends, strict=True))


def _ends(one: Row) -> tuple[float | None, float | None]:
    return one["low"], one["high"]


def _same_unit(unit: str | None, wanted: str | None) -> bool:
    """Whether two units are one, however they are spelt: km and kilometre, rupee and INR, "%" and percentage."""
    return _spelt_out(unit) == _spelt_out(wanted)


def _spelt_out(unit: str | None) -> str:
    word = (unit or "").casefold().replace("_", " ")
    return _spellings().get(word, word).casefold()


@cache
def _spellings() -> dict[str, str]:
    table = language("quantities")
    measured = table["measures"].items(), table["durations"].items()
    spellings = {word: name for items in measured for name, words in items for word in words}
    singular = {word.removesuffix("s"): name for word, name in spellings.items()}
    return singular | spellings | table["money"]["names"] | {"percent": "percentage", "%": "percentage"}


def _misses(wanted: Sequence[Row], readings: Sequence[Reading]) -> list[str]:
    lines, pairs = [], paired(wanted, readings, same_value)
    for one, reading in pairs:
        told = f"{one['quote']!r} {one['low']}..{one['high']} {one['bound']} {one['kind']}/{one['unit']}"
        if reading is None:
            lines.append(f"missed {told}")
        elif reading.bound != one["bound"] or not _same_unit(reading.unit, one["unit"]):
            lines.append(f"differs {told}: {reading.bound} {reading.unit}")
    used = [reading for _, reading in pairs]
    lines += [f"too much {reading}" for reading in readings if reading not in used]
    return lines


def times(rows: Iterable[Row], find: Callable[[str, str | None], list[Any]]) -> tuple[Tally, list[str]]:
    """Return how *find*, which gives `quote` and `edtf`, does on *rows*: value is found and the same days allowed."""
    tally, misses = Tally(), []
    for row in rows:
        found = find(row["text"], row["published"])
        left = list(found)
        tally.wanted += len(row["times"])
        tally.given += len(left)
        tally.traps += not row["times"]
        tally.trapped += bool(left) and not row["times"]
        for one in row["times"]:
            match = next((when for when in left if _overlaps(when.quote, one["quote"])), None)
            if match:
                left.remove(match)
            right = match is not None and _days(match.edtf) == _days(one["edtf"])
            tally.found += match is not None
            tally.value += right
            tally.spans += match is not None and match.quote == one["quote"]
            if not right:
                misses.append(
                    f"{row['published']} {row['text']}\n    wanted {one}: {match and (match.quote, match.edtf)}"
                )
        misses += [f"{row['published']} {row['text']}\n    too much {when.quote!r} {when.edtf}" for when in left]
    return tally, misses


def _overlaps(one: str, other: str) -> bool:
    return one in other or other in one


def _days(value: str | None) -> tuple[str | None, str | None] | None:
    return edtf.span(value) if value else None


def _percent(*values: float) -> str:
    return "".join(f"{value:8.1f}" for value in values)


def main(arguments: Sequence[str]) -> int:
    """Print the scores; with `--misses` the misses of the development parts before them."""
    lines = [f"{'':18}   value  +bound   +unit   heads   spans  traps"]
    for part in ("dev", "test"):
        tally, misses = quantities(gold(f"quantities_{part}"), ours)
        if part == "dev" and "--misses" in arguments:
            print("\n".join(misses))
        scores = _percent(tally.f1("value"), tally.f1("bound"), tally.f1("unit"), tally.head(), tally.f1("spans"))
        lines.append(f"quantities {part:7}{scores}{tally.trapped:4}/{tally.traps}")
    for part in ("dev", "test"):
        tally, misses = times(gold(f"times_{part}"), lambda text, published: find_times(text, published=published))
        if part == "dev" and "--misses" in arguments:
            print("\n".join(misses))
        scores = _percent(tally.f1("value")) + " " * 24 + _percent(tally.f1("spans"))
        lines.append(f"times {part:12}{scores}{tally.trapped:4}/{tally.traps}")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
