"""The command line: arguments, exit codes, progress. What a command does is done elsewhere, and imported when needed.

stdout is data, stderr is for people. Exit codes: 0 fine, 1 findings, 2 usage or could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimline.show.reports.reports import Outcome

FINE, FINDINGS, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in *arguments* (those of the process if None) and return its exit code."""
    parser = _parser()
    args = parser.parse_args(arguments, argparse.Namespace(quiet=False, verbose=False, json=False))
    if args.version:
        from importlib.metadata import version

        print(f"claimline {version('claimline')}")
        return FINE
    if args.command is None:
        parser.print_help(sys.stderr)
        return UNUSABLE
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read stdout has read enough; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return _refuse("interrupted: what was there before is unchanged", 130)
    except Exception as error:
        if args.verbose:
            raise
        return _refuse(_worded(error), UNUSABLE)


def _worded(error: Exception) -> str:
    """Return *error* in words: our own say what to do; any other names itself, and how to see where it came from."""
    if type(error).__module__.startswith("claimline.") and isinstance(error, ValueError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}: see that it is there and may be read and written"
    return f"unexpected {type(error).__name__}: {error}: run again with -v to see where, and report it"


def _refuse(message: str, code: int) -> int:
    print("\n".join(f"claimline: {line}" for line in message.splitlines()), file=sys.stderr)
    return code


# ---- arguments -------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    for names, words in ((("-q", "--quiet"), "say nothing but errors"), (("-v", "--verbose"), "say more")):
        common.add_argument(*names, action="store_true", default=argparse.SUPPRESS, help=words)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="write JSON to stdout")
    parser = argparse.ArgumentParser(
        prog="claimline", parents=[common], description="Cited figures and policy stances, over time."
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        name = run.__name__.strip("_")
        added = commands.add_parser(name, parents=[common], help=words, description=words)
        added.set_defaults(run=run)
        return added

    extract = command(_extract, "read the seeds and write the structured extract")
    extract.add_argument("seeds", nargs="?", default="seeds", type=Path, metavar="SEEDS")
    extract.add_argument("--out", default="data", type=Path, help="where the extract goes (default: data)")
    extract.add_argument("--codebook", metavar="NAME", help="a file, or a name in SEEDS (default: codebook.toml)")
    extract.add_argument("--check", action="store_true", help="write nothing; exit 1 if the extract on disk differs")
    check = command(_check, "check every row against the text and the rules")
    check.add_argument("data", nargs="?", default="data", type=Path, metavar="DATA")
    show = command(_show, "show one row: its quote, source, date, rule, corrections, links")
    show.add_argument("row", metavar="ROW_ID", help="an id, or a beginning that only one id has")
    show.add_argument("--data", default="data", type=Path)
    diff = command(_diff, "tell what changed between two extracts")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    _report_arguments(command(_report, "execute notebooks and write HTML reports"))
    add = command(_add, "put a document into the seeds, and tell what it adds")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--publisher", help="who published it")
    add.add_argument("--published", help="the day, or an EDTF range like [2024-10-21..2024-10-25]")
    add.add_argument("--seeds", default="seeds", type=Path)
    return parser


def _report_arguments(report: argparse.ArgumentParser) -> None:
    report.add_argument("names", nargs="*", metavar="NAME", help="the reports to make (default: all)")
    report.add_argument(
        "-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), help="set a parameter"
    )
    report.add_argument("--as-of", metavar="DATE", help="the day up to which documents are read")
    report.add_argument("--out", default="reports", type=Path, help="where reports go (default: reports)")
    report.add_argument("--data", default="data", type=Path, help="the extract (default: data)")
    report.add_argument("--notebooks", default="notebooks", type=Path, help="default: notebooks")
    report.add_argument("--accept", action="store_true", help="save what the notebooks show now as their reference")


# ---- commands --------------------------------------------------------------------------------------


def _extract(args: argparse.Namespace) -> int:
    import claimline
    from claimline.show.words.summary import counts, summary
    from claimline.store import differing, write_extract

    codebook = _codebook(args.codebook, args.seeds) if args.codebook else None
    extract = claimline.extract_seeds(args.seeds, codebook)
    changed = differing(extract, args.out, args.seeds)
    if codebook is None and not (args.seeds / "codebook.toml").is_file():
        _tell(args, f"{args.seeds}: no codebook.toml: without one there are no actors, measures or stances")
    if args.check:
        for name in changed:
            print(args.out / name)
        return FINDINGS if changed else FINE
    if changed:
        write_extract(extract, args.out, args.seeds)
    _tell(
        args, f"{args.out}: written: {summary(extract)}" if changed else f"{args.out}: nothing changed, nothing written"
    )
    if args.json:
        _print_json({"changed": changed, **{f"{noun}s": number for noun, number in counts(extract).items()}})
    return FINE


def _codebook(name: str, seeds: Path) -> Path:
    from claimline.read.codebook import CodebookError

    tried = [Path(name), seeds / name, seeds / f"{name}.toml"]
    for path in tried:
        if path.is_file():
            return path
    raise CodebookError(f"{name}: no such codebook: looked for {', '.join(map(str, tried))}")


def _check(args: argparse.Namespace) -> int:
    from claimline.show.words.summary import summary
    from claimline.store import read_extract
    from claimline.weigh.check import check

    extract = read_extract(args.data)
    told = check(extract, _texts(args.data))
    told += [problem for problem in extract.problems if args.verbose or problem.grade != "note"]
    for problem in told:
        if not args.json:
            print(f"{args.data / problem.table}.csv:{problem.id} {problem.rule} {problem.message}")
    if args.json:
        _print_json([{name: str(getattr(problem, name)) for name in problem.__slots__} for problem in told])
    wrong = sum(problem.grade == "error" for problem in told)
    _tell(args, f"{args.data}: {wrong or 'no'} errors in {summary(extract)}")
    return FINDINGS if wrong else FINE


def _show(args: argparse.Namespace) -> int:
    from claimline.show import row
    from claimline.store import read_extract

    extract = read_extract(args.data)
    found = row.found(extract, args.row)
    if len(found) != 1:
        more = f": it begins {len(found)} ids: {', '.join(one.id for _, one in found[:5])} ..." if found else ""
        return _refuse(f"{args.data}: no row {args.row!r}{more or ': look its id up in a report or a table'}", FINDINGS)
    known = row.told(extract, *found[0], _texts(args.data))
    if args.json:
        _print_json(known)
    else:
        print("\n".join(map(_safe, row.lines(known))))
    return FINE


def _diff(args: argparse.Namespace) -> int:
    from claimline.show.changes import changes
    from claimline.store import read_extract

    found = changes(read_extract(args.old), read_extract(args.new))
    if args.json:
        _print_json([change.as_json() for change in found])
    else:
        for change in found:
            said = " -> ".join(part for part in (change.before, change.after) if part)
            print(_safe(f"{change.kind:<8} {change.table:<8} {change.id}  {said}"))
    return FINDINGS if found else FINE


def _report(args: argparse.Namespace) -> int:
    from claimline.show.reports import reports
    from claimline.show.words.summary import summary
    from claimline.store import read_extract

    extract = read_extract(args.data)
    given = [*map(tuple, args.parameter), *([("as_of", args.as_of)] if args.as_of else [])]
    listed = reports.orders(args.names, given, args.notebooks, args.data, extract)
    if args.accept:
        return _accept(args, listed)
    outcome = reports.build(listed, args.data, args.out, lambda words: _tell(args, words))
    for name, reason in outcome.failed.items():
        _refuse(f"{name}: {reason}", FINDINGS)
    _tell(args, f"{args.out}: {_done(outcome)}")
    _tell(args, summary(extract))
    if args.json:
        _print_json({"made": outcome.made, "current": outcome.current, "failed": outcome.failed})
    else:
        print(args.out / (f"{args.names[0]}.html" if len(args.names) == 1 and not outcome.failed else "index.html"))
    return FINDINGS if outcome.failed else FINE


def _done(outcome: Outcome) -> str:
    if not outcome.made and not outcome.failed:
        return f"nothing changed, no report made again ({len(outcome.current)} are current)"
    parts = ((outcome.made, "made"), (outcome.current, "unchanged and not made again"), (outcome.failed, "failed"))
    return ", ".join(f"{len(names)} {words}" for names, words in parts if names)


def _accept(args: argparse.Namespace, listed: Any) -> int:
    from claimline.show.reports.notebook import NotebookError
    from claimline.show.reports.reports import ReportError, accept

    if any(order.asked for order in listed):
        raise ReportError("--accept saves what the notebooks show by default: leave -p and --as-of out")
    try:
        changed = accept(listed, args.notebooks, args.data)
    except NotebookError as error:
        return _refuse(str(error), FINDINGS)
    for name in changed:
        print(args.notebooks / f"{name}.ipynb")
    _tell(args, f"{args.notebooks}: {len(changed)} changed")
    return FINE


def _add(args: argparse.Namespace) -> int:
    import claimline
    from claimline.read.additions import addition, rehearsed
    from claimline.read.documents import ReadError
    from claimline.show.changes import changes
    from claimline.store import publish

    known = {name: value for name in ("publisher", "published") if (value := getattr(args, name))}
    try:
        before = claimline.extract_seeds(args.seeds)
        files = addition(args.file, known, args.seeds)
        with rehearsed(args.seeds, files) as copy:
            found = changes(before, claimline.extract_seeds(copy))
    except ReadError as error:
        return _refuse(str(error), FINDINGS)
    for path, content in files.items():
        publish(path, content)
    for change in found:
        if not args.json:
            print(_safe(f"{change.kind:<8} {change.table:<8} {change.id}  {change.after or change.before}"))
    if args.json:
        _print_json([change.as_json() for change in found])
    _tell(args, f"{next(iter(files))}: added; `claimline extract` takes it into the extract")
    return FINE


# ---- words -----------------------------------------------------------------------------------------


def _texts(data: Path) -> dict[str, str]:
    """Return the texts that the extract in *data* was made from, by document; none where they are not there."""
    from claimline.read.documents import read_seeds
    from claimline.store import seeds_of

    seeds = seeds_of(data)
    return {one.document.document: one.text for one in read_seeds(seeds)} if seeds and seeds.is_dir() else {}


def _safe(line: str) -> str:
    """Return *line* with control characters written out: a document's words must not steer a terminal."""
    return "".join(sign if sign.isprintable() or sign in "\t\n" else f"\\u{ord(sign):04x}" for sign in line)


def _tell(args: argparse.Namespace, words: str) -> None:
    """Say *words* on stderr unless told to be quiet; in colour where a person watches."""
    if args.quiet:
        return
    if sys.stderr.isatty():
        from rich.console import Console

        Console(stderr=True, highlight=False).print(words, style="dim", markup=False)
    else:
        print(words, file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=False, default=str))
