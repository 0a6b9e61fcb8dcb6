"""Files, written whole or not at all, by one writer at a time.

All the files of an extract are staged in a hidden folder; renaming that folder is the moment at which the new extract
exists. Moving its files into place can be cut short at any point and is finished by the next writer; a reader finds
the new files in either place.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_NEXT = ".next"
_STAGED = ".staged-"


class StoreError(ValueError):
    """An extract that cannot be read or written; the message names file, row, column and remedy."""


def publish(path: Path, content: bytes) -> None:
    """Write *content* to *path* whole or not at all: a reader, or a crash, sees the old file or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: nothing was changed") from error
    try:
        _sync(path.parent)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: it is written, but may not outlive a loss of power") from error


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_STAGED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *folder*, all of them or none; of two writers at once the later waits for the earlier."""
    with writing(folder):
        try:
            with _staged(folder, files) as staged:
                os.rename(staged, folder / _NEXT)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror}: the extract that was there is unchanged") from error
        try:
            _sync(folder)
            _settle(folder)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror}: the new extract is whole: run again to settle it") from error


def land(folder: Path, files: Mapping[str, bytes]) -> None:
    """
    Write *files* as the new *folder*, by one rename; of two that land the same, the first stays. Raises StoreError.

    Whoever may be killed at any moment writes like this: the folder is there, and then it is whole, or it is not.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _staged(folder.parent, files) as staged:
            _renamed(staged, folder)
        _sync(folder.parent)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: what had been written before is kept") from error


def remove(folder: Path) -> None:
    """Remove *folder*, by one rename: it is whole, or it is not there. What cannot be removed stays."""
    with suppress(OSError):
        gone = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_STAGED))
        os.rename(folder, gone)  # an empty folder is replaced
        shutil.rmtree(gone, ignore_errors=True)


@contextmanager
def _staged(parent: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a hidden folder in *parent* that holds *files*, to be renamed; where that fails, nothing of it stays."""
    staged = Path(tempfile.mkdtemp(dir=parent, prefix=_STAGED))
    try:
        for name, content in files.items():
            _write(staged / name, content)
        os.chmod(staged, 0o755)
        _sync(staged)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _renamed(staged: Path, folder: Path) -> None:
    try:
        os.rename(staged, folder)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Let one writer at a time into *folder*, and sweep away what one that was killed left there. Raises StoreError."""
    handle = _opened(folder)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # the system lets go of it when the process ends, however it ends
            _settle(folder)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror}: nothing was changed; give a folder to write to") from error
        yield
    finally:
        os.close(handle)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Keep writers out of *folder* while it is read: what is read is of one extract. Readers do not wait for readers.

    A folder that is not there, or cannot be locked, is read as it is.
    """
    handle = None
    try:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def settle(folder: Path) -> None:
    """Finish or sweep away what a writer that was killed left in *folder*, if there is anything. Raises StoreError."""
    if (folder / _NEXT).exists() or any(folder.glob(_STAGED + "*")):
        with writing(folder):
            pass


def _opened(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return os.open(folder, os.O_RDONLY)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}: nothing was changed; give a folder to write to") from error


def _settle(folder: Path) -> None:
    """Finish what an earlier writer began: move a complete extract into place, sweep an incomplete one away."""
    waiting = folder / _NEXT
    if waiting.is_dir():
        for path in sorted(waiting.iterdir()):
            os.replace(path, folder / path.name)
        waiting.rmdir()
        _sync(folder)
    for orphan in folder.glob(_STAGED + "*"):
        shutil.rmtree(orphan) if orphan.is_dir() else orphan.unlink()


def at(folder: Path, name: str) -> Path:
    """Return where the file *name* of *folder* is: one that waits to be moved into place is the newer."""
    waiting = folder / _NEXT / name
    return waiting if waiting.exists() else folder / name


def read(path: Path) -> bytes:
    """Return what the file at *path* holds. Raises StoreError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: run `claimline extract` first") from error
