"""Which command is meant, and what an error that reaches the top is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from claimline.cli import add, check, diff, extract, report, show, verify
from claimline.cli.voice import FINE, INTERRUPTED, UNUSABLE, refuse

_COMMANDS = {
    "extract": extract,
    "check": check,
    "show": show,
    "diff": diff,
    "report": report,
    "verify": verify,
    "add": add,
}


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
        return refuse("interrupted: what was there before is unchanged", INTERRUPTED)
    except Exception as error:
        if args.verbose:
            raise
        return refuse(_worded(error), UNUSABLE)


def _worded(error: Exception) -> str:
    """Return *error* in words: our own say what to do; any other names itself, and how to see where it came from."""
    if type(error).__module__.startswith("claimline.") and isinstance(error, ValueError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}: see that it is there and may be read and written"
    return f"unexpected {type(error).__name__}: {error}: run again with -v to see where, and report it"


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
    for name, command in _COMMANDS.items():
        added = commands.add_parser(name, parents=[common], help=command.WORDS, description=command.WORDS)
        command.arguments(added)
        added.set_defaults(run=command.run)
    return parser
