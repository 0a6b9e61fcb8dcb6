"""A folder of our own for the length of a task. What a run that was killed left behind is swept by the next one."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "claimline-"


@contextmanager
def private_folder() -> Iterator[Path]:
    """
    Give an empty folder that only this task uses, and remove it when the task ends.

    The folder is locked while the task runs, and the system lets go of the lock however the process ends: what is
    not locked is nobody's any more.
    """
    _sweep()
    folder, handle = _locked()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _locked() -> tuple[Path, int]:
    """Return a new folder and the handle that holds its lock; one that was swept before it was locked is no use."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.is_dir():
                return folder, handle
            os.close(handle)


def _sweep() -> None:
    """Remove the folders that no running task holds; those of other users stay theirs."""
    for folder in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with suppress(OSError):  # another's, somebody else's to sweep, or no folder at all
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle).st_uid == os.getuid():
                    shutil.rmtree(folder)
            finally:
                os.close(handle)
