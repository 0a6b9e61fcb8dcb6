"""The command line: arguments, exit codes, progress. What a command does is done elsewhere, and imported when needed.

stdout is data, stderr is for people. Exit codes: 0 fine, 1 findings, 2 usage or could not run.
"""

from claimline.cli.commands import main

__all__ = ["main"]
