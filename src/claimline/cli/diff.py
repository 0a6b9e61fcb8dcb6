"""`claimline diff`: tell what changed between two extracts, or two published reports, of now or of a revision."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.cli.voice import FINDINGS, FINE, print_rows, safe, watched

if TYPE_CHECKING:
    from claimline.show.changes import Change

WORDS = "tell what changed between two extracts or two published reports"
_PLACE = "the folder of an extract, a report's page, a folder of reports, or REVISION:PATH of one of these in git"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("old", metavar="OLD", help=_PLACE)
    parser.add_argument("new", metavar="NEW", help="another of these")


def run(args: argparse.Namespace) -> int:
    """Print what the new extract changes."""
    from claimline.show.reports.published import extract_at

    differ = False

    def noted(found: Iterable[Change]) -> Iterator[Change]:
        nonlocal differ
        for change in found:
            differ = True
            yield change

    with extract_at(args.old) as old, extract_at(args.new) as new, _changes(args, old, new) as found:
        if args.json:
            print_rows(change.as_json() for change in noted(found))
        else:
            for change in noted(found):
                said = " -> ".join(" ".join(part.split()) for part in (change.before, change.after) if part)
                print(safe(f"{change.kind:<8} {change.table:<8} {change.id}  {said}"))
    return FINDINGS if differ else FINE


@contextmanager
def _changes(args: argparse.Namespace, old: Path, new: Path) -> Iterator[Iterable[Change]]:
    """Give what changed between the extracts in *old* and *new*, of which no more is held than differs, if large."""
    from claimline.private import private_folder
    from claimline.show.changes import changes
    from claimline.store import listing, read_whole

    with listing(old) as was, listing(new) as now:
        if was is None and now is None:
            yield changes(read_whole(old, "diff"), read_whole(new, "diff"))
            return
        from claimline.show.differing import large_changes
        from claimline.store.listed import held

        sides = [side or held(read_whole(folder, "diff")) for side, folder in ((was, old), (now, new))]
        with private_folder() as place:
            with watched(args, "diff", sum(2 * side.rows for side in sides)) as step:
                found = large_changes(sides[0], sides[1], place, step)
            yield found
