"""What a command says: data on stdout, words for people on stderr, and how it refuses."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimline.read.corpora import Entry

FINE, FINDINGS, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def refuse(message: str, code: int) -> int:
    """Say why nothing more is done, a line for each reason, and return *code*."""
    print("\n".join(f"claimline: {safe(line)}" for line in message.split("\n")), file=sys.stderr)
    return code


def tell(args: argparse.Namespace, words: str) -> None:
    """Say *words* on stderr unless told to be quiet; in colour where a person watches."""
    if args.quiet:
        return
    if sys.stderr.isatty():
        from rich.console import Console

        Console(stderr=True, highlight=False).print(words, style="dim", markup=False)
    else:
        print(words, file=sys.stderr)


def safe(line: str) -> str:
    """Return *line* with control characters written out: a document's words must not steer a terminal."""
    return "".join(sign if sign.isprintable() or sign in "\t\n" else f"\\u{ord(sign):04x}" for sign in line)


def print_json(value: Any) -> None:
    """Write *value* to stdout as JSON."""
    print(json.dumps(value, indent=1, ensure_ascii=False, default=str))


def print_rows(rows: Iterable[Any]) -> None:
    """Write *rows* to stdout as `print_json` writes a list of them, of which only one is there at a time."""
    before = "["
    for row in rows:
        told = json.dumps(row, indent=1, ensure_ascii=False, default=str).replace("\n", "\n ")
        print(f"{before}\n {told}", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


@contextmanager
def watched(args: argparse.Namespace, words: str, total: int) -> Iterator[Callable[[int], None]]:
    """Give what is to be told of each step towards *total*; a person who watches sees how far it is."""
    if args.quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda done: progress.advance(task, done)


def entries(data: Path) -> Iterator[Entry]:
    """Return the documents that the extract in *data* was made from, if they are there, one after the other."""
    from claimline.read.corpora import read_corpus
    from claimline.store import corpus_of

    corpus = corpus_of(data)
    return read_corpus(corpus) if corpus and _is_there(corpus) else iter(())


def texts(data: Path, only: str | None = None) -> dict[str, str]:
    """Return the texts that the extract in *data* was made from, by document, if there; of *only* one or all."""
    from claimline.read.corpora import readable
    from claimline.store import corpus_of

    corpus = corpus_of(data)
    read = readable(corpus, only) if corpus and _is_there(corpus) else ()
    return {one.document.document: one.text for one in read}


def tell_gone(args: argparse.Namespace) -> None:
    """Say where the corpus of the extract should be, if it is not there and its texts cannot be shown."""
    from claimline.store import corpus_of

    corpus = corpus_of(args.data)
    if corpus and not _is_there(corpus):
        tell(args, f"{corpus}: not there: run extract again on the corpus where it is now, and its texts are found")


def _is_there(corpus: str) -> bool:
    """Tell whether *corpus* is there; of one elsewhere only reading it shows."""
    from claimline.read.addresses import here

    return "://" in here(corpus) or Path(here(corpus)).exists()
