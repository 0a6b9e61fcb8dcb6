"""Whether the regression check sees a wrong figure: faults seeded one by one, and the check that `make test` runs.

    .venv/bin/python benchmarks/faults.py [--only WORDS] [--at-once 30] [--cold]
    .venv/bin/python benchmarks/faults.py --pairs       other versions of libraries: no false alarm (downloads them)

`faults.toml` lists the faults. Each is seeded into a private copy of the data, a notebook or the code; nbval compares
what the copy shows with the references in the notebooks of this checkout, by the command of the Makefile. A fault
counts only if the HTML of a cell is another than without it, and if no cell raises, which anybody would see. Exit 1
below 95 % caught or on a false alarm; 2 if the references do not hold without any fault.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimline.model import Extract
from claimline.store import read_extract, write_extract

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)
GOAL = 0.95
#: Each differs in one library from the lock, and in what the lock does not have that this version needs.
PAIRS = ("matplotlib==3.10.8", "vl-convert-python==1.8.0", "altair==5.5.0", "pandas==2.3.3 pytz==2025.2")
# A kernel takes the code beside its notebook, also where it was forked from a process that had imported ours.
_STARTUP = """
import os, sys
for name in [name for name in sys.modules if name.partition(".")[0] == "claimline"]:
    del sys.modules[name]
sys.path.insert(0, os.path.abspath("../src"))
"""


class OutdatedError(ValueError):
    """A fault that cannot be seeded any more: what it changes is gone, or there more than once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name and kind, the `notebook` it can touch, where it is (`sort`), and its entry in the list."""

    name: str
    kind: str
    notebook: str
    sort: str
    entry: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """The name of the folder that it is seeded into."""
        return self.name.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one cell: whether nbval let it pass, whether it raised, and a hash of the HTML that it shows."""

    name: str
    failed: bool
    raised: bool
    shown: str


# ---- seeding ---------------------------------------------------------------------------------------


def faults() -> list[Fault]:
    """Return all faults, in the order of the list."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    return [
        Fault(one["name"], one["kind"], one["notebook"], sort, one)
        for sort, entries in tables.items()
        for one in entries
    ]


def edited(text: str, fault: Fault) -> str:
    """Return *text* with the edit of *fault*. Raises OutdatedError unless there is exactly one place for it."""
    found = text.count(fault.entry["old"])
    if found != 1:
        raise OutdatedError(f"{fault.name}: {found} places with {fault.entry['old']!r}, not one")
    return text.replace(fault.entry["old"], fault.entry["new"])


def wrong(extract: Extract, fault: Fault) -> Extract:
    """Return *extract* with the row that *fault* is about changed, lost or told twice. Raises OutdatedError."""
    table, where = fault.entry["table"], fault.entry["where"]
    rows = list(getattr(extract, table))
    at = next(
        (n for n, row in enumerate(rows) if all(getattr(row, key) == value for key, value in where.items())), None
    )
    if at is None:
        raise OutdatedError(f"{fault.name}: no row of {table} has {where}")
    if fault.entry.get("lost"):
        del rows[at]
    elif fault.entry.get("twice"):
        rows.insert(at, replace(rows[at], id="cfaultfault"))
    else:
        row = rows[at]
        rows[at] = replace(row, **{key: None if value == "" else value for key, value in fault.entry["set"].items()})
        if rows[at] == row:
            raise OutdatedError(f"{fault.name}: the row is so already")
    return replace(extract, **{table: tuple(rows)})


def code(fault: Fault, src: Path) -> tuple[Path, str]:
    """Return the file below *src* that *fault* edits, and its wrong text. Raises OutdatedError."""
    path = src / "claimline" / "show" / fault.entry["file"]
    return path, edited(path.read_text(), fault)


def notebook(fault: Fault, notebooks: Path) -> str:
    """Return the notebook of *fault* with the edit in one of its cells. Raises OutdatedError."""
    content = json.loads((notebooks / f"{fault.notebook}.ipynb").read_text())
    cells = [cell for cell in content["cells"] if fault.entry["old"] in "".join(cell["source"])]
    if len(cells) != 1:
        raise OutdatedError(f"{fault.name}: {len(cells)} cells with {fault.entry['old']!r}, not one")
    cells[0]["source"] = edited("".join(cells[0]["source"]), fault)
    return json.dumps(content)


def seed(fault: Fault, base: Path, folder: Path) -> Path:
    """Make *folder* a copy of *base* with *fault* in it; return its notebook."""
    shutil.copytree(base, folder, copy_function=os.link, ignore=lambda at, names: _left(fault, at, names))
    target = folder / "notebooks" / f"{fault.notebook}.ipynb"
    if fault.sort == "data":
        write_extract(wrong(read_extract(base / "data"), fault), folder / "data")
    else:
        path, text = code(fault, folder / "src") if fault.sort == "code" else (target, notebook(fault, target.parent))
        path.unlink()  # the copy is a hard link
        path.write_text(text)
    return target


def _left(fault: Fault, at: str, names: list[str]) -> list[str]:
    """Return what of *names* in the folder *at* the copy needs not: other notebooks, and data to be written anew."""
    inside = Path(at).name
    if inside == "notebooks":
        return [name for name in names if name != f"{fault.notebook}.ipynb"]
    return names if inside == "data" and fault.sort == "data" else []


def copied(base: Path) -> list[Path]:
    """Make *base* a copy of this checkout, as far as notebooks need one; return its notebooks."""
    for name in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / name, base / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return sorted((base / "notebooks").glob("*.ipynb"))


# ---- the check -------------------------------------------------------------------------------------


class Recorder:
    """A plugin of pytest that writes down what became of each cell; it changes nothing of the check."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
        """Write a line for each cell that was run."""
        if call.when != "call":
            return
        outputs = getattr(item, "test_outputs", [])
        shown = "\0".join(str(output.get("data", output.get("text", ""))) for output in map(_seen, outputs))
        raised = any(output.output_type == "error" for output in outputs)
        line = [str(item.path), item.name, call.excinfo is not None, raised, hashlib.sha256(shown.encode()).hexdigest()]
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")


def _seen(output: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return of *output* what a reader sees: its HTML where it has any."""
    data = output.get("data", {})
    return {"data": data["text/html"]} if "text/html" in data else output


def command() -> list[str]:
    """Return the arguments that the Makefile gives to pytest for nbval, without the folder of notebooks."""
    [line] = [line for line in (ROOT / "Makefile").read_text().splitlines() if "--nbval " in line]
    words = shlex.split(line.partition("pytest ")[2])
    return [str(ROOT / word) if word.endswith(".cfg") else word for word in words if word != "notebooks"]


def check(record: Path, notebooks: Sequence[str]) -> None:
    """Run nbval on *notebooks* in this process, writing to *record*."""
    import pytest

    pytest.main([*command(), "-q", "--tb=no", "-p", "no:cacheprovider", *notebooks], plugins=[Recorder(record)])


def checked(notebooks: Sequence[Path], session: Path, *, cold: bool = False, first: str = "") -> dict[str, list[Cell]]:
    """Return what became of the cells of *notebooks*, by path; modules in *first* win over the installed ones."""
    startup = session / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "00-code.py").write_text(_STARTUP)
    shutil.copy(ROOT / "pyproject.toml", session)
    with tempfile.NamedTemporaryFile(dir=session, suffix=".jsonl") as record:
        settings = {
            "IPYTHONDIR": str(session / "ipython"),
            "PYTHONPATH": os.pathsep.join(filter(None, [first, _src()])),
        }
        if cold:
            settings["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "local-provisioner"
        subprocess.run(
            [PYTHON, __file__, "--check", record.name, *map(str, notebooks)],
            env={**os.environ, **settings},
            cwd=session,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        lines = [json.loads(line) for line in Path(record.name).read_text().splitlines()]
    cells: dict[str, list[Cell]] = defaultdict(list)
    for path, name, failed, raised, shown in lines:
        cells[path].append(Cell(name, failed, raised, shown))
    return cells


def _src() -> str:
    return str(ROOT / "src")


# ---- what comes out --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a `fault`: the cells that nbval stopped at, those that show something else, and if one raised."""

    fault: Fault
    stopped: tuple[str, ...]
    other: tuple[str, ...]
    raised: bool

    @property
    def counts(self) -> bool:
        """Whether the fault changes what a reader sees, and nothing breaks."""
        return bool(self.other) and not self.raised

    def __str__(self) -> str:
        word = (
            "no run" if self.raised else "no change seen" if not self.other else "caught" if self.stopped else "MISSED"
        )
        where = ", ".join(self.stopped or self.other)
        return f"{word:<14} {self.fault.kind:<13} {self.fault.name}: {self.fault.notebook} {where}".rstrip()


def outcomes(listed: Sequence[Fault], session: Path, at_once: int, cold: bool) -> Iterator[Outcome]:
    """Yield what comes of each fault of *listed*. Exits with 2 where the references do not hold without one."""
    base = session / "no-fault"
    right = {Path(path).stem: cells for path, cells in checked(copied(base), session, cold=cold).items()}
    stale = [f"{name} {cell.name}" for name, cells in right.items() for cell in cells if cell.failed]
    if stale or not right:
        print(f"the references do not hold without a fault: {', '.join(stale)}; run make accept", file=sys.stderr)
        sys.exit(2)
    for start in range(0, len(listed), at_once):
        some = listed[start : start + at_once]
        paths = {fault.name: seed(fault, base, session / fault.folder) for fault in some}
        cells = checked(list(paths.values()), session, cold=cold)
        for fault in some:
            yield _outcome(fault, cells.get(str(paths[fault.name]), []), right[fault.notebook])
            shutil.rmtree(session / fault.folder)


def _outcome(fault: Fault, cells: Sequence[Cell], right: Sequence[Cell]) -> Outcome:
    stopped = tuple(cell.name for cell in cells if cell.failed)
    other = tuple(cell.name for cell, one in zip(cells, right, strict=False) if cell.shown != one.shown)
    return Outcome(fault, stopped, other, len(cells) != len(right) or any(cell.raised for cell in cells))


def report(found: Sequence[Outcome]) -> bool:
    """Print the sums of *found*; return whether enough was caught."""
    counted = [one for one in found if one.counts]
    kinds = dict.fromkeys(one.fault.kind for one in counted)
    print()
    for kind in kinds:
        some = [bool(one.stopped) for one in counted if one.fault.kind == kind]
        print(f"{kind:<13} {sum(some)} of {len(some)}")
    caught = sum(bool(one.stopped) for one in counted)
    print(f"{caught} of {len(counted)} caught; {len(found) - len(counted)} left out (no change seen, or no run)")
    return bool(counted) and caught >= GOAL * len(counted)


def pairs(session: Path) -> bool:
    """Run the check with each of PAIRS in place of what the lock has; return whether nothing is called wrong."""
    notebooks = copied(session / "no-fault")
    quiet = True
    for pair in PAIRS:
        folder = session / pair.partition(" ")[0]
        install: list[str | Path] = [PYTHON.parent / "uv", "pip", "install", "--quiet", "--no-deps", "--python", PYTHON]
        subprocess.run([*install, "--target", folder, *pair.split()], check=True)
        cells = [(path, cell) for path, some in checked(notebooks, session, first=str(folder)).items() for cell in some]
        alarms = [f"{Path(path).stem} {cell.name}" for path, cell in cells if cell.failed]
        print(f"{pair}: {len(cells)} cells, {f'FALSE ALARM: {alarms}' if alarms else 'no false alarm'}", flush=True)
        quiet &= bool(cells) and not alarms
    return quiet


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only faults with these words in their name or kind")
    parser.add_argument("--at-once", type=int, default=30, help="how many faults a run of pytest takes")
    parser.add_argument("--cold", action="store_true", help="start every kernel anew")
    parser.add_argument("--pairs", action="store_true", help="other versions of libraries and no faults")
    parser.add_argument("--check", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("notebooks", nargs="*", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.check:
        check(args.check, args.notebooks)
        return 0
    with tempfile.TemporaryDirectory(prefix="claimline-faults-") as folder:
        session = Path(folder).resolve()
        if args.pairs:
            return 0 if pairs(session) else 1
        listed = [fault for fault in faults() if args.only in fault.name or args.only == fault.kind]
        found = []
        for outcome in outcomes(listed, session, args.at_once, args.cold):
            print(outcome, flush=True)
            found.append(outcome)
        return 0 if report(found) else 1


if __name__ == "__main__":
    sys.exit(main())
