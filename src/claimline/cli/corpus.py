"""The part of `claimline extract` that has a corpus worked on by an engine."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.cli.voice import FINE, INTERRUPTED, UNUSABLE, print_json, refuse, tell

if TYPE_CHECKING:
    from claimline.engine.build import Built, Order
    from claimline.engine.running import Engine


#: Documents that are named when they are refused; a person reads no more.
MOST = 50


def extract_corpus(args: argparse.Namespace, form: str) -> int:
    """Write the extract of a corpus as *form*, and name the documents that are refused; then the exit code is 2."""
    from claimline.private import private_folder

    if args.check:
        return refuse("--check compares an extract in CSV: leave it out for a corpus, which is done once", UNUSABLE)
    if form == "parquet":
        try:
            return _told(args, _built(args, _order(args, args.out, stays=True)), args.out)
        except KeyboardInterrupt:
            kept = f"what is done of the new one is kept in {args.out}: run again to go on from there"
            return refuse(f"interrupted: no extract is half written, and {kept}", INTERRUPTED)
    if args.scheduler:
        return refuse("--scheduler lands parts in Parquet: leave --format csv out", UNUSABLE)
    with private_folder() as folder:
        built = _built(args, _order(args, folder / "data", stays=False))
        return _told(args, _rewritten(args, built, folder / "data"), args.out)


def _order(args: argparse.Namespace, folder: Path, *, stays: bool) -> Order:
    from claimline.cli.extract import codebook_at
    from claimline.engine.build import Order
    from claimline.read.addresses import home
    from claimline.read.codebook import read_codebook
    from claimline.read.corrections import read_corrections
    from claimline.read.files import ReadError

    beside = home(args.seeds)
    if beside is None and not args.codebook:
        raise ReadError(f"{args.seeds}: no codebook is looked for at an address: give one with --codebook FILE")
    codebook = codebook_at(args.codebook, beside or Path()) if args.codebook else (beside or Path()) / "codebook.toml"
    if not codebook.is_file():
        tell(args, f"{codebook}: not there: without a codebook there are no actors, measures or stances")
    _tell_left_out(args)
    corrections = read_corrections((beside or codebook.parent) / "corrections.toml")
    return Order(args.seeds, folder, read_codebook(codebook), corrections, stays)


def _tell_left_out(args: argparse.Namespace) -> None:
    from claimline.read.addresses import left_out

    paths = left_out(args.seeds)
    if paths:
        more = f" and {len(paths) - 3:,} more" if len(paths) > 3 else ""
        tell(args, f"{args.seeds}: no Parquet or JSON Lines, and left out: {', '.join(paths[:3])}{more}")


def _built(args: argparse.Namespace, order: Order) -> Built:
    from claimline.engine.build import build

    with _engine(args) as engine:
        return build(order, engine)


def _engine(args: argparse.Namespace) -> AbstractContextManager[Engine]:
    from claimline.engine.engines import cluster, cores, local

    return cluster(args.scheduler) if args.scheduler else local(args.workers or cores())


def _rewritten(args: argparse.Namespace, built: Built, folder: Path) -> Built:
    """Write the extract in *folder* where it is asked for, as CSV."""
    from dataclasses import replace

    from claimline.store import differing, read_extract, write_extract

    extract = read_extract(folder)
    if changed := differing(extract, args.out, args.seeds):
        write_extract(extract, args.out, args.seeds)
    return replace(built, changed=bool(changed))


def _told(args: argparse.Namespace, built: Built, folder: Path) -> int:
    from claimline.show.words.summary import listed

    rows = built.counts
    words = "written" if built.changed or built.made else "nothing changed, nothing written"
    tell(args, f"{folder}: {words}: {listed(rows)}")
    if args.json:
        print_json({"changed": built.changed, "made": built.made, "refused": built.refused, "rows": rows})
    if not built.refused:
        return FINE
    refused = [f"{_named(document)}: {reason}: refused" for document, reason in sorted(built.refused.items())]
    more = [f"and {len(refused) - MOST:,} more: --json lists all"] if len(refused) > MOST else []
    return refuse("\n".join([*refused[:MOST], *more, f"{len(refused):,} refused; the rest is in {folder}"]), UNUSABLE)


def _named(document: str) -> str:
    """Return the name of a *document*, written out where it cannot be shown as it is."""
    return document if document.isprintable() and document.strip() else ascii(document)
