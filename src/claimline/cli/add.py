"""`claimline add`: put a document into the seeds, and tell what it adds."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, refuse, safe, tell

WORDS = "put a document into the seeds, and tell what it adds"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--publisher", help="who published it")
    parser.add_argument("--published", help="the day, or an EDTF range like [2024-10-21..2024-10-25]")
    parser.add_argument("--seeds", default="seeds", type=Path)


def run(args: argparse.Namespace) -> int:
    """Rehearse the addition, then put the document into the seeds and print what it adds."""
    import claimline
    from claimline.read.additions import addition, rehearsed
    from claimline.read.files import ReadError
    from claimline.show.changes import changes
    from claimline.store import publish

    known = {name: value for name in ("publisher", "published") if (value := getattr(args, name))}
    try:
        before = claimline.extract_seeds(args.seeds)
        files = addition(args.file, known, args.seeds)
        with rehearsed(args.seeds, files) as copy:
            found = changes(before, claimline.extract_seeds(copy))
    except ReadError as error:
        return refuse(str(error), FINDINGS)
    for path, content in files.items():
        publish(path, content)
    for change in found:
        if not args.json:
            print(safe(f"{change.kind:<8} {change.table:<8} {change.id}  {change.after or change.before}"))
    if args.json:
        print_json([change.as_json() for change in found])
    tell(args, f"{next(iter(files))}: added; `claimline extract` takes it into the extract")
    return FINE
