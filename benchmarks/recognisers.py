"""Measure claimline's recognisers beside quantulum3 and dateparser on our gold: `python benchmarks/recognisers.py`.

The peers are installed, pinned, into an environment of their own (`.venv/bench`) and are no dependency of anything
else. Every system reads the same sentences of `tests/gold` in a process of its own, in one run; the table is printed
and written into `docs/recognisers.md` between its markers.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv" / "bench"
PAGE = ROOT / "docs" / "recognisers.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PEERS = ("quantulum3==0.10.0", "dateparser==1.2.2", "setuptools<81")  # quantulum3 asks setuptools for its version
PUBLISHED_ON = "2024-10-24"  # the publication day that the speed test gives
SECONDS = 2.0  # of processor time for each speed
STARTS = 5  # processes for each start-up

#: Figures of others, each on texts of its own: value, +bound and +unit in percent.
QUANTITIES_ELSEWHERE = (
    ("CQE 2.0.3", "904 quantities of news", "90.4", "88.1", "82.5"),
    ("spaCy NER and a number parser", "the same news", "75.5", "72.2", "45.9"),
    ("quantulum3 0.10", "the same news", "73.0", "61.6", "46.9"),
    ("Recognizers-Text 1.0.2a2", "the same news", "69.5", "58.7", "35.7"),
)
TIMES_ELSEWHERE = (
    ("HeidelTime", "TempEval-3 platinum", "92.5"),
    ("Recognizers-Text", "TempEval-3 platinum", "76.5"),
    ("duckling", "TempEval-3 platinum", "47.0"),
    ("dateparser.search", "TempEval-3 platinum", "45.7"),
)


# ---- in the process of one system --------------------------------------------------------------------


def _quantulum() -> Callable[[str], list[dict[str, Any]]]:
    from quantulum3 import parser

    def read(text: str) -> list[dict[str, Any]]:
        return [
            {
                "start": found.span[0],
                "end": found.span[1],
                "low": found.value - (found.uncertainty or 0),
                "high": found.value + (found.uncertainty or 0),
                "bound": "between" if found.uncertainty else "exact",
                "unit": None if found.unit.name == "dimensionless" else found.unit.name,
            }
            for found in parser.parse(text)
        ]

    return read


def _claimline_quantities() -> Callable[[str], list[dict[str, Any]]]:
    import claimline

    def read(text: str) -> list[dict[str, Any]]:
        columns = ("start", "end", "low", "high", "bound", "unit")
        return [{name: getattr(one, name) for name in columns} for one in claimline.find_quantities(text)]

    return read


def _dateparser() -> Callable[[str, str | None], list[dict[str, Any]]]:
    from dateparser.search import search_dates

    def find(text: str, published: str | None) -> list[dict[str, Any]]:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(published)} if published and len(published) == 10 else {}
        found = search_dates(text, languages=["en"], settings=settings) or []
        return [{"quote": quote, "edtf": day.date().isoformat()} for quote, day in found]

    return find


def _claimline_times() -> Callable[[str, str | None], list[dict[str, Any]]]:
    import claimline

    def find(text: str, published: str | None) -> list[dict[str, Any]]:
        return [{"quote": when.quote, "edtf": when.edtf} for when in claimline.find_times(text, published=published)]

    return find


SYSTEMS: dict[str, tuple[str, Callable[[], Callable[..., list[dict[str, Any]]]]]] = {
    "claimline": ("quantities", _claimline_quantities),
    "quantulum3": ("quantities", _quantulum),
    "claimline.find_times": ("times", _claimline_times),
    "dateparser.search": ("times", _dateparser),
}


def started(system: str) -> tuple[Callable[..., list[dict[str, Any]]], tuple[Any, ...], float]:
    """Return *system*, ready to read, what it is given beside a text, and the seconds of its import and first call."""
    kind, load = SYSTEMS[system]
    extra: tuple[Any, ...] = () if kind == "quantities" else (PUBLISHED_ON,)
    before = time.perf_counter()
    read = load()
    read("It rained for 12 days until 3 May 2021.", *extra)
    return read, extra, time.perf_counter() - before


def measure(system: str, work: dict[str, Any]) -> dict[str, Any]:
    """Return what *system* reads in the sentences of *work*, and what that costs; run in a fresh process."""
    read, extra, start_up = started(system)
    answers = {name: [read(*row) for row in rows] for name, rows in work["texts"].items()}
    used, letters = 0.0, 0
    while used < SECONDS:
        for page in work["pages"]:
            clock = time.process_time()
            read(page, *extra)
            used, letters = used + time.process_time() - clock, letters + len(page)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"answers": answers, "start_up": start_up, "speed": letters / used, "peak": peak}


# ---- in the process that compares --------------------------------------------------------------------


class Measured(NamedTuple):
    """What one system read and what it cost: start-up in seconds, characters per CPU-second, peak in MB."""

    answers: dict[str, list[list[dict[str, Any]]]]
    start_up: float
    speed: float
    peak: float


def environment() -> Path:
    """Return the Python of the benchmark's own environment, made and filled where it is not there."""
    python = HOME / "bin" / "python"
    mark = HOME / "installed.txt"
    if not mark.exists() or mark.read_text() != "\n".join(PEERS):
        venv.create(HOME, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
        mark.write_text("\n".join(PEERS))
    return python


def run(python: Path, system: str, work: dict[str, Any]) -> Measured:
    """Return what *system* does in a process of its own; its start-up is the median of several, the files warm."""
    starts = [float(_output(python, "--start", system, "")) for _ in range(STARTS + 1)][1:]
    done = Measured(**json.loads(_output(python, "--measure", system, json.dumps(work))))
    return done._replace(start_up=median(starts))


def _output(python: Path, option: str, system: str, given: str) -> str:
    result = subprocess.run(
        [python, __file__, option, system],
        input=given,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return result.stdout


def pages() -> list[str]:
    """Return the texts for speed: the documents of the project, which are news."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


CARRIER = "Officials said {} workers lost their jobs."
_SIDES = {"more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<", "about": "~"}


def hedges(rows: Sequence[dict[str, Any]], answers: Sequence[Sequence[dict[str, Any]]]) -> tuple[int, int]:
    """Return how many hedge phrases a system bounded from the right side, and how many from the wrong one."""
    right = inverted = 0
    for row, found in zip(rows, answers, strict=True):
        sides = [_SIDES.get(one["bound"], "=") for one in found]
        right += row["bound"] in sides
        inverted += {"<": ">", ">": "<"}.get(row["bound"], "?") in sides
    return right, inverted


def quantity_row(name: str, done: Measured, scores: Any) -> str:
    """Return the table row of a system that reads quantities."""
    answers = iter(done.answers["test"])
    tally, _ = scores.quantities(
        scores.gold("quantities_test"), lambda _: [scores.Reading(**one) for one in next(answers)]
    )
    traps = [
        (row, found)
        for part in ("dev", "test")
        for row, found in zip(scores.gold(f"quantities_{part}"), done.answers[part], strict=True)
        if not row["quantities"]
    ]
    bitten = sum(bool(found) for _, found in traps)
    phrases = scores.gold("hedges")
    right, inverted = hedges(phrases, done.answers["hedges"])
    return (
        f"| {name} | {tally.f1('value'):.1f} | {tally.f1('bound'):.1f} | {tally.f1('unit'):.1f} "
        f"| {right} of {len(phrases)} | {inverted} | {bitten} of {len(traps)} | {_cost(done)} |"
    )


def time_row(name: str, done: Measured, scores: Any) -> str:
    """Return the table row of a system that reads times."""
    answers = iter(done.answers["test"])
    tally, _ = scores.times(scores.gold("times_test"), lambda *_: [SimpleNamespace(**one) for one in next(answers)])
    found = 100 * 2 * tally.found / max(1, tally.wanted + tally.given)
    return f"| {name} | {found:.1f} | {tally.f1('value'):.1f} | {_cost(done)} |"


def _cost(done: Measured) -> str:
    return f"{done.speed / 1000:,.0f} | {1000 * done.start_up:.0f} | {done.peak:.0f}"


def tables(python: Path) -> Iterator[str]:
    """Yield the lines of the measured tables."""
    import scores

    rows = {part: scores.gold(f"quantities_{part}") for part in ("dev", "test")}
    texts = {part: [(row["text"],) for row in listed] for part, listed in rows.items()}
    texts["hedges"] = [(_opened(CARRIER.format(row["phrase"].format(500))),) for row in scores.gold("hedges")]
    work = {"texts": texts, "pages": pages()}
    done = {name: run(python, name, work) for name in ("claimline", "quantulum3")}
    wanted = sum(len(row["quantities"]) for row in rows["test"])
    yield f"**Quantities.** {wanted} quantities of the test part; one to one, F1 in percent.\n"
    yield from _head("value", "+bound", "+unit", "hedges right", "inverted", "traps")
    yield from (quantity_row(name, one, scores) for name, one in done.items())
    yield from (
        f"| {name} (published, other texts: {on}) | {' | '.join(f1)} | | | | | | |"
        for name, on, *f1 in QUANTITIES_ELSEWHERE
    )
    yield f"\n{_ratios(done['claimline'], done['quantulum3'], 'quantulum3')}\n"
    whens = scores.gold("times_test")
    dated = {"test": [(row["text"], row["published"]) for row in whens]}
    work = {"texts": dated, "pages": pages()}
    done = {name: run(python, name, work) for name in ("claimline.find_times", "dateparser.search")}
    wanted = sum(len(row["times"]) for row in whens)
    yield f"**Times.** {wanted} expressions of the test part; F1 in percent.\n"
    yield from _head("found", "right (same earliest and latest day)")
    yield from (time_row(name, one, scores) for name, one in done.items())
    yield from (f"| {name} (published, other texts: {on}) | | {f1} | | | |" for name, on, f1 in TIMES_ELSEWHERE)
    yield f"\n{_ratios(done['claimline.find_times'], done['dateparser.search'], 'dateparser.search')}"


def _head(*columns: str) -> tuple[str, str]:
    costs = ("thousand chars per CPU-second", "import and first call, ms", "peak MB")
    return f"| system | {' | '.join((*columns, *costs))} |", "|---" * (len(columns) + len(costs) + 1) + "|"


def _opened(text: str) -> str:
    return text[0].upper() + text[1:]


def _ratios(ours: Measured, theirs: Measured, name: str) -> str:
    faster, sooner = ours.speed / theirs.speed, theirs.start_up / ours.start_up
    return (
        f"In this run claimline read {faster:.0f} times as many characters per CPU-second as {name}, was ready "
        f"{sooner:.1f} times as fast and took {ours.peak / theirs.peak:.2f} of its memory."
    )


def written(page: str, lines: Sequence[str]) -> str:
    """Return *page* with *lines* between its markers. Raises ValueError where a marker is missing."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE}: put {BEGIN} and {END} on lines of their own where the tables go")
    return f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Measure one system (`--start NAME`; `--measure NAME`, work on stdin) or all, and print and write the tables."""
    if arguments[:1] == ["--start"]:
        print(started(arguments[1])[2])
        return 0
    if arguments[:1] == ["--measure"]:
        json.dump(measure(arguments[1], json.load(sys.stdin)), sys.stdout)
        return 0
    lines = list(tables(environment()))
    print("\n".join(lines))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
