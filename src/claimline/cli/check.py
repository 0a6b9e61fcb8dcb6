"""`claimline check`: check every row against the text and the rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.cli.voice import FINDINGS, FINE, entries, print_rows, safe, tell, tell_gone, texts, watched

if TYPE_CHECKING:
    from claimline.model import Problem
    from claimline.show.checked import Checked

WORDS = "check every row against the text and the rules"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("data", nargs="?", default="data", type=Path, metavar="DATA")


def run(args: argparse.Namespace) -> int:
    """Print what is wrong with the extract, a line for each problem."""
    from claimline.show.words.summary import listed

    wrong, ending = 0, ".csv" if (args.data / "documents.csv").exists() else ""

    def counted(found: Checked) -> Iterator[tuple[Problem, str]]:
        nonlocal wrong
        for problem, ends in found.lines:
            wrong += problem.grade == "error"
            yield problem, ends

    with _checked(args) as found:
        if args.json:
            print_rows({name: str(getattr(one, name)) for name in one.__slots__} for one, _ in counted(found))
        else:
            for problem, ends in counted(found):
                rows = f": {ends}" if ends else ""
                print(safe(f"{args.data / problem.table}{ending}:{problem.id} {problem.rule} {problem.message}{rows}"))
    tell(args, f"{args.data}: {wrong or 'no'} errors in {listed(found.rows)}")
    tell_gone(args)
    return FINDINGS if wrong else FINE


@contextmanager
def _checked(args: argparse.Namespace) -> Iterator[Checked]:
    """Give what is to be told of the extract: held whole where it can be, and else shelf by shelf."""
    from claimline.private import private_folder
    from claimline.show.checked import checked, checked_parts
    from claimline.store import listing, read_whole

    with listing(args.data) as large:
        if large is None:
            yield checked(read_whole(args.data, "check"), texts(args.data), notes=args.verbose)
            return
        with private_folder() as folder:
            with watched(args, "check", 2 * large.rows) as step:
                found = checked_parts(large, entries(args.data), folder, notes=args.verbose, step=step)
            yield found
