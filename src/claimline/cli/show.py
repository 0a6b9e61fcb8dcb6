"""`claimline show`: show one row: its quote, source, date, rule, corrections, links."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, refuse, safe, tell, tell_gone, texts

WORDS = "show one row: its quote, source, date, rule, corrections, links"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("row", metavar="ROW_ID", help="an id, or a beginning that only one id has")
    parser.add_argument("--data", default="data", type=Path)


def run(args: argparse.Namespace) -> int:
    """Print a row and all that stands behind it."""
    from claimline.show import row
    from claimline.store import read_row

    extract = read_row(args.data, args.row)
    found = row.found(extract, args.row)
    if len(found) != 1:
        more = f": it begins {len(found)} ids: {', '.join(one.id for _, one in found[:5])} ..." if found else ""
        return refuse(f"{args.data}: no row {args.row!r}{more or ': look its id up in a report or a table'}", FINDINGS)
    known = row.told(extract, *found[0], _texts(args, found[0][1].document))
    if args.json:
        print_json(known)
    else:
        print("\n".join(map(safe, row.lines(known))))
    tell_gone(args)
    return FINE


def _texts(args: argparse.Namespace, document: str) -> dict[str, str]:
    """Return the text of *document* by its name; where it cannot be read the row is shown without it, as is said."""
    from claimline.read.files import ReadError

    try:
        return texts(args.data, document)
    except ReadError as error:
        tell(args, f"{error}: shown without its text")
        return {}
