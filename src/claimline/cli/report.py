"""`claimline report`: execute notebooks and write HTML reports."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.cli.voice import FINDINGS, FINE, print_json, refuse, safe, tell

if TYPE_CHECKING:
    from claimline.model import Extract
    from claimline.show.reports.orders import Order
    from claimline.show.reports.reports import Outcome

WORDS = "execute notebooks and write HTML reports"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="notebooks, recipes or matrices (default: all but matrices)"
    )
    parser.add_argument(
        "-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), help="set a parameter"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day up to which documents are read")
    parser.add_argument("--earlier", metavar="OLD", help="an earlier extract to compare with, as for claimline diff")
    parser.add_argument("--out", default="reports", type=Path, help="where reports go (default: reports)")
    parser.add_argument("--data", default="data", type=Path, help="the extract (default: data)")
    parser.add_argument("--notebooks", default="notebooks", type=Path, help="default: notebooks")
    parser.add_argument("--recipes", default="reports/recipes.toml", type=Path, help="default: reports/recipes.toml")
    parser.add_argument("--as", dest="called", metavar="NAME", help="the name of a report with parameters of its own")
    parser.add_argument("--explain", action="store_true", help="say why each report is made again, or is not")
    parser.add_argument("--cold", action="store_true", help="start every kernel anew instead of forking it")
    parser.add_argument("--accept", action="store_true", help="save what the notebooks show now as their reference")


def run(args: argparse.Namespace) -> int:
    """Make the reports that are due, or with --accept save what the notebooks show as their reference."""
    from claimline.show.reports.published import extract_at
    from claimline.show.reports.reports import build
    from claimline.show.words.summary import summary
    from claimline.store import read_extract

    if args.cold:
        os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "local-provisioner"
    extract = read_extract(args.data, **_asked(args))
    with extract_at(args.earlier) if args.earlier else nullcontext() as earlier:
        listed = _listed(args, extract, earlier)
        if args.accept:
            return _accept(args, listed)
        outcome = build(listed, extract, args.data, args.out, partial(_progress, args))
    _tell(args, [order.name for order in listed], outcome)
    tell(args, summary(extract))
    if args.json:
        print_json({name: getattr(outcome, name) for name in ("made", "current", "failed", "due")})
    else:
        print(args.out / (f"{listed[0].name}.html" if len(listed) == 1 and not outcome.failed else "index.html"))
    return FINDINGS if outcome.failed else FINE


def _asked(args: argparse.Namespace) -> dict[str, Any]:
    """Return what the parameters ask of an extract that is too large to be held; whether they fit is told later."""
    single = {name: words for name, words in args.parameter if name in ("issue", "since", "until", "as_of")}
    several = {
        name: [word.strip() for known, words in args.parameter if known == name for word in words.split(",")]
        for name in ("measures", "actors")
    }
    return {**several, **single, **({"as_of": args.as_of} if args.as_of else {})}


def _listed(args: argparse.Namespace, extract: Extract, earlier: Path | None) -> list[Order]:
    """Return the reports that are asked for."""
    from claimline.show.reports import orders

    given = [*map(tuple, args.parameter), *([("as_of", args.as_of)] if args.as_of else [])]
    names = args.names or (orders.notebooks(args.notebooks) if args.accept else [])
    places = orders.Places(args.notebooks, args.data, args.recipes)
    listed = orders.orders(names, given, places, extract, args.called)
    return orders.compared(listed, earlier) if earlier else listed


def _tell(args: argparse.Namespace, names: Sequence[str], outcome: Outcome) -> None:
    """Say what became of the reports *names*: what failed and why, why each was due if asked, and how many are made."""
    for trace in outcome.traces if args.verbose else ():
        tell(args, trace)
    for name, reason in outcome.failed.items():
        refuse(f"{name}: {reason}", FINDINGS)
    for name in names if args.explain else ():
        tell(args, f"{name}: {'; '.join(outcome.due.get(name, ['nothing changed']))}")
    tell(args, f"{args.out}: {_done(outcome)}")


def _progress(args: argparse.Namespace, words: str) -> None:
    if sys.stderr.isatty():
        tell(args, words)


def _done(outcome: Outcome) -> str:
    if not outcome.made and not outcome.failed:
        return f"nothing changed, no report made again ({len(outcome.current)} are current)"
    parts = ((outcome.made, "made"), (outcome.current, "unchanged and not made again"), (outcome.failed, "failed"))
    return ", ".join(f"{len(names)} {words}" for names, words in parts if names)


def _accept(args: argparse.Namespace, listed: list[Order]) -> int:
    from claimline.show.reports import references
    from claimline.show.reports.orders import ReportError
    from claimline.show.reports.workers import Died

    if any(order.name != order.source or order.asked or order.earlier for order in listed):
        raise ReportError("--accept saves what notebooks show by default: leave recipes, -p, --as-of and --earlier out")
    failed = changed = 0
    for name, told in references.accept(listed, args.notebooks, args.data):
        path = args.notebooks / f"{name}.ipynb"
        if isinstance(told, Died):
            failed += 1
            refuse(f"{path}: {told}", FINDINGS)
            continue
        changed += 1
        print(path)
        for line in told:
            print(safe(f"  {line}"))
    tell(args, f"{args.notebooks}: {changed} changed")
    return FINDINGS if failed else FINE
