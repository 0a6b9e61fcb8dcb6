"""`claimline diff`: tell what changed between two extracts, or two published reports, of now or of a revision."""

from __future__ import annotations

import argparse

from claimline.cli.voice import FINDINGS, FINE, print_json, safe

WORDS = "tell what changed between two extracts or two published reports"
_PLACE = "the folder of an extract, a report's page, a folder of reports, or REVISION:PATH of one of these in git"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("old", metavar="OLD", help=_PLACE)
    parser.add_argument("new", metavar="NEW", help="another of these")


def run(args: argparse.Namespace) -> int:
    """Print what the new extract changes."""
    from claimline.show.changes import changes
    from claimline.show.reports.published import extract_at
    from claimline.store import read_whole

    with extract_at(args.old) as old, extract_at(args.new) as new:
        found = changes(read_whole(old, "diff"), read_whole(new, "diff"))
    if args.json:
        print_json([change.as_json() for change in found])
    else:
        for change in found:
            said = " -> ".join(" ".join(part.split()) for part in (change.before, change.after) if part)
            print(safe(f"{change.kind:<8} {change.table:<8} {change.id}  {said}"))
    return FINDINGS if found else FINE
