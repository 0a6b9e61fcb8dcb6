"""`claimline extract`: read the seeds, or a corpus, and write the structured extract."""

from __future__ import annotations

import argparse
from pathlib import Path

from claimline.cli.voice import FINDINGS, FINE, UNUSABLE, print_json, refuse, tell

WORDS = "read the seeds, or a corpus, and write the structured extract"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "seeds", nargs="?", default="seeds", metavar="SEEDS", help="a folder of texts, or a corpus: Parquet, JSON Lines"
    )
    parser.add_argument("--out", default="data", type=Path, help="where the extract goes (default: data)")
    parser.add_argument("--codebook", metavar="NAME", help="a file, or a name in SEEDS (default: codebook.toml)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the extract on disk differs")
    parser.add_argument("--format", choices=("csv", "parquet"), help="default: csv, and parquet for a large corpus")
    parser.add_argument(
        "--workers", type=_number, metavar="N", help="so many processes, into Parquet (default: one a core)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="have the work done by a Dask cluster")


def _number(said: str) -> int:
    if not said.isdecimal() or not int(said):
        raise argparse.ArgumentTypeError(f"{said!r} is no number of processes: give 1 or more")
    return int(said)


def run(args: argparse.Namespace) -> int:
    """Write the extract of the seeds, or with --check tell what would change."""
    from claimline.read.addresses import here, home, is_large, is_texts

    path = Path(here(args.seeds))
    if home(args.seeds) and not path.exists():
        if path.suffix:
            return refuse(f"{args.seeds}: no such file: {_like(path)}", UNUSABLE)
        return _small(args)  # which says what is missing
    form = args.format or ("parquet" if args.scheduler or args.workers or is_large(args.seeds) else "csv")
    if form == "csv" and is_texts(args.seeds):
        return _small(args)
    from claimline.cli.corpus import extract_corpus

    return extract_corpus(args, form)


def _like(path: Path) -> str:
    from claimline.remedy import hint

    if "*" in path.name or not path.parent.is_dir():
        return "give a file, or the folder that holds the files"
    there = sorted(one.name for one in path.parent.iterdir())
    return hint(path.name, there, "give a file, or the folder that holds the files")


def _small(args: argparse.Namespace) -> int:
    import claimline
    from claimline.read.addresses import here
    from claimline.show.words.summary import counts, summary
    from claimline.store import differing, settle, write_extract

    seeds = Path(here(args.seeds))
    codebook = codebook_at(args.codebook, seeds) if args.codebook else None
    extract = claimline.extract_seeds(seeds, codebook)
    changed = differing(extract, args.out, seeds)
    if codebook is None and not (seeds / "codebook.toml").is_file():
        tell(args, f"{seeds}: no codebook.toml: without one there are no actors, measures or stances")
    if args.check:
        for name in changed:
            print(args.out / name)
        return FINDINGS if changed else FINE
    if changed:
        write_extract(extract, args.out, seeds)
    else:
        settle(args.out)
    tell(
        args, f"{args.out}: written: {summary(extract)}" if changed else f"{args.out}: nothing changed, nothing written"
    )
    if args.json:
        print_json({"changed": changed, **{f"{noun}s": number for noun, number in counts(extract).items()}})
    return FINE


def codebook_at(name: str, seeds: Path) -> Path:
    """Return the path of the codebook *name*: a file, or a name in *seeds*. Raises CodebookError."""
    from claimline.read.codebook import CodebookError

    tried = [Path(name), seeds / name, seeds / f"{name}.toml"]
    for path in tried:
        if path.is_file():
            return path
    raise CodebookError(f"{name}: no such codebook: looked for {', '.join(map(str, tried))}")
