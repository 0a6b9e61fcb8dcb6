"""`claimline verify`: hold a published report against what it was made from."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, safe, tell

WORDS = "hold a published report against its texts, extract, notebook, parameters and lock"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("report", nargs="?", default="reports", type=Path, metavar="REPORT", help="a page, or a folder")
    parser.add_argument("--data", default="data", type=Path, help="the extract (default: data)")
    parser.add_argument("--notebooks", default="notebooks", type=Path, help="default: notebooks")


def run(args: argparse.Namespace) -> int:
    """Print a line for each thing that is not as it was when the report was published."""
    from claimline.show.reports.orders import Places
    from claimline.show.reports.verify import differences, reports_at

    pages = reports_at(args.report)
    told = {str(page): differences(page, Places(args.notebooks, args.data)) for page in pages}
    if args.json:
        print_json(told)
    else:
        print("".join(f"{safe(f'{page}: {line}')}\n" for page, lines in told.items() for line in lines), end="")
    odd = sum(map(bool, told.values()))
    tell(args, f"{args.report}: {len(pages) - odd} of {len(pages)} reports are as they were published")
    return FINDINGS if odd else FINE
