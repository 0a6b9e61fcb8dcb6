"""`claimline check`: check every row against the text and the rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, safe, tell, texts

WORDS = "check every row against the text and the rules"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("data", nargs="?", default="data", type=Path, metavar="DATA")


def run(args: argparse.Namespace) -> int:
    """Print what is wrong with the extract, a line for each problem."""
    from claimline.show.row import joined
    from claimline.show.words.summary import summary
    from claimline.store import read_whole
    from claimline.weigh.check import check

    extract = read_whole(args.data, "check")
    told = check(extract, texts(args.data))
    told += [problem for problem in extract.problems if args.verbose or problem.grade != "note"]
    ends = joined(extract)
    if args.json:
        print_json([{name: str(getattr(problem, name)) for name in problem.__slots__} for problem in told])
    else:
        for problem in told:
            rows = f": {ends[problem.id]}" if problem.id in ends else ""
            print(safe(f"{args.data / problem.table}.csv:{problem.id} {problem.rule} {problem.message}{rows}"))
    wrong = sum(problem.grade == "error" for problem in told)
    tell(args, f"{args.data}: {wrong or 'no'} errors in {summary(extract)}")
    return FINDINGS if wrong else FINE
