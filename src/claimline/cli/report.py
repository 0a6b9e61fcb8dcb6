"""`claimline report`: execute notebooks and write HTML reports."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.cli.voice import FINDINGS, FINE, print_json, refuse, tell

if TYPE_CHECKING:
    from claimline.show.reports.reports import Outcome

WORDS = "execute notebooks and write HTML reports"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="the reports to make (default: all)")
    parser.add_argument(
        "-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), help="set a parameter"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day up to which documents are read")
    parser.add_argument("--earlier", metavar="OLD", type=Path, help="the folder of an earlier extract to compare with")
    parser.add_argument("--out", default="reports", type=Path, help="where reports go (default: reports)")
    parser.add_argument("--data", default="data", type=Path, help="the extract (default: data)")
    parser.add_argument("--notebooks", default="notebooks", type=Path, help="default: notebooks")
    parser.add_argument("--accept", action="store_true", help="save what the notebooks show now as their reference")


def run(args: argparse.Namespace) -> int:
    """Make the reports that are due, or with --accept save what the notebooks show as their reference."""
    from claimline.show.reports import reports
    from claimline.show.words.summary import summary
    from claimline.store import read_extract

    extract = read_extract(args.data)
    given = [*map(tuple, args.parameter), *([("as_of", args.as_of)] if args.as_of else [])]
    listed = reports.orders(args.names, given, args.notebooks, args.data, extract)
    if args.earlier:
        listed = reports.compared(listed, args.earlier)
    if args.accept:
        return _accept(args, listed)
    outcome = reports.build(listed, args.data, args.out, lambda words: tell(args, words))
    for name, reason in outcome.failed.items():
        refuse(f"{name}: {reason}", FINDINGS)
    tell(args, f"{args.out}: {_done(outcome)}")
    tell(args, summary(extract))
    if args.json:
        print_json({"made": outcome.made, "current": outcome.current, "failed": outcome.failed})
    else:
        print(args.out / (f"{args.names[0]}.html" if len(args.names) == 1 and not outcome.failed else "index.html"))
    return FINDINGS if outcome.failed else FINE


def _done(outcome: Outcome) -> str:
    if not outcome.made and not outcome.failed:
        return f"nothing changed, no report made again ({len(outcome.current)} are current)"
    parts = ((outcome.made, "made"), (outcome.current, "unchanged and not made again"), (outcome.failed, "failed"))
    return ", ".join(f"{len(names)} {words}" for names, words in parts if names)


def _accept(args: argparse.Namespace, listed: Any) -> int:
    from claimline.show.reports.notebook import NotebookError
    from claimline.show.reports.reports import ReportError, accept

    if any(order.asked or order.earlier for order in listed):
        raise ReportError("--accept saves what the notebooks show by default: leave -p, --as-of and --earlier out")
    try:
        changed = accept(listed, args.notebooks, args.data)
    except NotebookError as error:
        return refuse(str(error), FINDINGS)
    for name in changed:
        print(args.notebooks / f"{name}.ipynb")
    tell(args, f"{args.notebooks}: {len(changed)} changed")
    return FINE
