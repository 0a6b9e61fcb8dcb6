"""Run a command again and again, each time in a child whose k-th call that touches the disk fails or kills it.

A program of its own, so that the commands are imported once and each child is a fork. It reads lines of JSON, each
with `argv`, `at` (the number of the call) and `fault` (kill, the name of an error, or warm), and answers with
the exit code, what was said on stderr, and how many such calls there were.
"""

import builtins
import errno
import io
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

CALLS = ("open", "fsync", "replace", "rename", "mkdir", "rmdir", "unlink", "chmod")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Fault:
    """Counts calls, and lets the one at *at* fail in the way of *kind*."""

    def __init__(self, kind, at):
        self.kind, self.at, self.seen = kind, at, 0

    def meet(self, half=None):
        """Count one call, and fail if it is the one; *half* is what a write does before it fails."""
        self.seen += 1
        if self.seen == self.at:
            if half:
                half()
            if self.kind == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            code = getattr(errno, self.kind)
            raise OSError(code, os.strerror(code))


class Torn:
    """A file opened to be written, whose writes are counted and may tear: half of it is there when it fails."""

    def __init__(self, file, fault):
        self.file, self.fault = file, fault

    def write(self, content):
        self.fault.meet(lambda: (self.file.write(content[: len(content) // 2]), self.file.flush()))
        return self.file.write(content)

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def arm(fault):
    """Put *fault* between this process and its disk."""

    def counted(real, name):
        def call(path, *rest, **options):
            flags = rest[0] if name == "open" and rest else options.get("flags", 0)
            if name != "open" or flags & WRITES:
                fault.meet()
            return real(path, *rest, **options)

        return call

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name), name))
    fdopen, opened = os.fdopen, builtins.open

    def torn(file, mode, *rest, **options):
        real = opened if mode is None else fdopen
        made = real(file, *rest, **options) if mode is None else real(file, mode, *rest, **options)
        return Torn(made, fault) if made.writable() else made

    os.fdopen = lambda file, mode="r", *rest, **options: torn(file, mode, *rest, **options)
    builtins.open = io.open = lambda file, *rest, **options: torn(file, None, *rest, **options)


def child(order, said):
    """Run the command of *order* with its fault; never returns."""
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    fault, code = Fault(order["fault"], order["at"]), 99
    count = os.open(said + ".calls", os.O_WRONLY | os.O_CREAT)
    try:
        from claimline.cli import main

        arm(fault)
        code = main(order["argv"])
    except SystemExit as left:
        code = left.code or 0
    except BaseException as error:
        os.write(2, f"Traceback: {error!r}".encode())
    sys.stderr.flush()
    os.write(count, str(fault.seen).encode())
    os._exit(code)


def answers():
    """Answer each order on stdin with a line on stdout."""
    from claimline.cli import commands

    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(sys.stdin):
            said = f"{folder}/{number}"
            order = json.loads(line)
            if order["fault"] == "warm":  # here, and without a fault: what it imports and compiles is there for all
                commands.main(order["argv"])
            pid = os.fork()
            if not pid:
                child(order, said)
            _, status = os.waitpid(pid, 0)
            calls = Path(said + ".calls").read_text() or "0"
            told = Path(said).read_text(errors="replace")
            print(
                json.dumps({"code": os.waitstatus_to_exitcode(status), "said": told, "calls": int(calls)}), flush=True
            )


if __name__ == "__main__":
    answers()
