"""How fast reports are made, beside plain papermill and nbconvert on the same notebooks, in one run.

    .venv/bin/python benchmarks/reports.py [--of 20] [--plain 3]

Everything runs in a folder of its own, on the shipped texts. A time is of a whole command, from its start to its end;
CPU seconds are those of all its processes, and say more than the wall where a machine is shared. Plain runs are made of
`--plain` reports of a batch and told a report.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimline.model import Extract
from claimline.show.reports import manifest, orders
from claimline.show.reports.reads import Rows
from claimline.store import read_extract

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
_API = """
import json, sys, papermill
from nbconvert import HTMLExporter
for name, notebook, parameters in json.loads(sys.argv[1]):
    papermill.execute_notebook(notebook, f"{name}.out.ipynb", parameters=parameters, progress_bar=False)
    open(f"{name}.plain.html", "w").write(HTMLExporter().from_filename(f"{name}.out.ipynb")[0])
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What something took: seconds on the wall, and of all processors together."""

    wall: float
    cpu: float

    def each(self, number: int) -> Taken:
        """Return what one of *number* took on average."""
        return Taken(self.wall / number, self.cpu / number)


def took(*commands: Sequence[str], folder: Path) -> Taken:
    """Run *commands* one after the other in *folder* and return what they took together."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in commands:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)[:200]}: {done.stderr.decode()[-2000:] or done.stdout.decode()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def claimline(folder: Path, *words: str) -> Taken:
    """Return what a command of ours took."""
    return took([str(BIN / "claimline"), "-q", *words], folder=folder)


def plain(folder: Path, listed: Sequence[orders.Order]) -> dict[str, Taken]:
    """Return what a report of *listed* takes by papermill and nbconvert, as commands and by their API."""
    aside = folder / "plain"  # from here the extract is where a notebook looks for it
    aside.mkdir(exist_ok=True)
    commands = []
    for order in listed:
        options = [part for pair in order.asked.items() for part in ("-y", json.dumps(dict([pair])))]
        out = f"{order.name}.out.ipynb"
        commands += [
            [str(BIN / "papermill"), f"../notebooks/{order.source}.ipynb", out, "--no-progress-bar", *options],
            [str(BIN / "jupyter"), "nbconvert", "--to", "html", out],
        ]
    asked = json.dumps([[order.name, f"../notebooks/{order.source}.ipynb", dict(order.asked)] for order in listed])
    return {
        "commands": took(*commands, folder=aside).each(len(listed)),
        "API": took([sys.executable, "-c", _API, asked], folder=aside).each(len(listed)),
    }


def row(what: str, ours: Taken, others: dict[str, Taken], goal: str) -> None:
    """Print what *ours* took, how many times as much the *others* take, and the *goal*."""
    ratios = "  ".join(
        f"{name} {other.wall:.2f} s = {other.wall / ours.wall:.1f}x ({other.cpu / ours.cpu:.1f}x CPU)"
        for name, other in others.items()
    )
    print(f"{what:<34} {ours.wall:6.2f} s {ours.cpu:6.2f} CPU-s   {ratios:<72} goal: {goal}", flush=True)


def singles(folder: Path) -> None:
    """Each notebook alone, from a standing start."""
    for name in sorted(path.stem for path in (folder / "notebooks").glob("*.ipynb")):
        ours = claimline(folder, "report", name, "--out", f"alone-{name}")
        [order] = asked(folder, [name])
        row(f"{name}, alone and cold", ours, plain(folder, [order]), "6 s, 3x")


def asked(folder: Path, names: Sequence[str]) -> list[orders.Order]:
    """Return the orders for *names*."""
    places = orders.Places(folder / "notebooks", folder / "data", folder / "reports" / "recipes.toml")
    return orders.orders(names, [], places, read_extract(folder / "data"))


def batch(folder: Path, number: int, sample: int) -> None:
    """A matrix of *number* reports, beside a *sample* of them made plainly; then again with nothing changed."""
    listed = asked(folder, ["sides"])[:number]
    names = [order.name for order in listed]
    ours = claimline(folder, "report", *names).each(len(names))
    step = max(1, len(listed) // sample)
    row(f"a report in a batch of {len(names)}", ours, plain(folder, listed[::step][:sample]), "1.0 s, 8x")
    row(f"{len(names)} unchanged, whole command", claimline(folder, "report", *names), {}, "0.3 s")
    extract = read_extract(folder / "data")
    seconds = timed(lambda: due(folder, listed, extract)) / len(listed)
    row("an unchanged report of these", Taken(seconds, seconds), {}, "0.05 s")


def due(folder: Path, listed: Sequence[orders.Order], extract: Extract) -> None:
    """See that none of *listed* is due."""
    entries, rows = manifest.read(folder / "reports"), Rows(extract)
    for order in listed:
        assert not manifest.due(folder / "reports", order.name, entries[order.name], order.origin, rows)


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shipped(folder: Path) -> None:
    """The shipped set, and nbval over its notebooks."""
    row("claimline report, the shipped set", claimline(folder, "report"), {}, "10 s")
    row("claimline report, nothing changed", claimline(folder, "report"), {}, "0.3 s")
    nbval = [str(BIN / "pytest"), "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(folder), "--nbval"]
    nbval += ["notebooks", "--nbval-sanitize-with", str(ROOT / "tests" / "nbval.cfg")]
    ours = took([*nbval, "-p", "claimline.show.reports.regression"], folder=folder)
    row("nbval over all notebooks, warm", ours, {"cold": took(nbval, folder=folder)}, "1.5x")


def main() -> None:
    """Measure and print, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", type=int, default=20, help="reports in a batch")
    parser.add_argument("--plain", type=int, default=3, help="how many of them are made plainly as well")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("seeds", "notebooks"):
            shutil.copytree(ROOT / part, folder / part)
        (folder / "reports").mkdir()
        shutil.copy(ROOT / "reports" / "recipes.toml", folder / "reports")
        claimline(folder, "extract")
        claimline(folder, "report", "--accept")
        print(f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
        shipped(folder)
        batch(folder, args.of, args.plain)
        singles(folder)
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
