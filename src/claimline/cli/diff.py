"""`claimline diff`: tell what changed between two extracts."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, safe

WORDS = "tell what changed between two extracts"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")


def run(args: argparse.Namespace) -> int:
    """Print what the new extract changes."""
    from claimline.show.changes import changes
    from claimline.store import read_extract

    found = changes(read_extract(args.old), read_extract(args.new))
    if args.json:
        print_json([change.as_json() for change in found])
    else:
        for change in found:
            said = " -> ".join(part for part in (change.before, change.after) if part)
            print(safe(f"{change.kind:<8} {change.table:<8} {change.id}  {said}"))
    return FINDINGS if found else FINE
