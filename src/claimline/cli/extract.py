"""`claimline extract`: read the seeds and write the structured extract."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, print_json, tell

WORDS = "read the seeds and write the structured extract"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("seeds", nargs="?", default="seeds", type=Path, metavar="SEEDS")
    parser.add_argument("--out", default="data", type=Path, help="where the extract goes (default: data)")
    parser.add_argument("--codebook", metavar="NAME", help="a file, or a name in SEEDS (default: codebook.toml)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the extract on disk differs")


def run(args: argparse.Namespace) -> int:
    """Write the extract of the seeds, or with --check tell what would change."""
    import claimline
    from claimline.show.words.summary import counts, summary
    from claimline.store import differing, settle, write_extract

    codebook = _codebook(args.codebook, args.seeds) if args.codebook else None
    extract = claimline.extract_seeds(args.seeds, codebook)
    changed = differing(extract, args.out, args.seeds)
    if codebook is None and not (args.seeds / "codebook.toml").is_file():
        tell(args, f"{args.seeds}: no codebook.toml: without one there are no actors, measures or stances")
    if args.check:
        for name in changed:
            print(args.out / name)
        return FINDINGS if changed else FINE
    if changed:
        write_extract(extract, args.out, args.seeds)
    else:
        settle(args.out)
    tell(
        args, f"{args.out}: written: {summary(extract)}" if changed else f"{args.out}: nothing changed, nothing written"
    )
    if args.json:
        print_json({"changed": changed, **{f"{noun}s": number for noun, number in counts(extract).items()}})
    return FINE


def _codebook(name: str, seeds: Path) -> Path:
    from claimline.read.codebook import CodebookError

    tried = [Path(name), seeds / name, seeds / f"{name}.toml"]
    for path in tried:
        if path.is_file():
            return path
    raise CodebookError(f"{name}: no such codebook: looked for {', '.join(map(str, tried))}")
