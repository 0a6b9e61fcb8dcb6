"""Rows that wait on disk, to be had back in the order of their keys, however many they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from claimline.store.atomic import StoreError

#: What to do where a temporary folder is full.
MORE_ROOM = "set TMPDIR to a folder with more room"
_QUICK = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-32768", "temp_store=FILE")


class Spool:
    """
    Rows of so many key cells and a value. It lies in a private folder and is gone with it.

    Texts are ordered by code point, as everywhere. The base is one of the standard library, which sorts on disk.
    """

    def __init__(self, path: Path, keys: int) -> None:
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        self._keys = ", ".join(f"k{number}" for number in range(keys))
        self._latest = ", ".join(f"k{number} DESC" for number in range(1, keys))
        self._add = f"INSERT INTO kept VALUES ({', '.join('?' * (keys + 1))})"
        self._indexed = False
        with self._room():
            for setting in _QUICK:
                self._base.execute(f"PRAGMA {setting}")
            self._base.execute(f"CREATE TABLE kept ({self._keys}, value)")
            self._base.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Keep *rows*, each its key cells and then its value."""
        with self._room():
            self._base.executemany(self._add, rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield all rows in the order of their keys."""
        with self._room():
            yield from self._base.execute(f"SELECT * FROM kept ORDER BY {self._keys}")

    def under(self, first: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows whose first key cell is *first*, in the order in which they came."""
        self._index()
        yield from self._base.execute("SELECT * FROM kept WHERE k0 = ? ORDER BY rowid", [first])

    def last(self, first: Any) -> Any:
        """Return the value with the last key among those whose first cell is *first*; None where there is none."""
        self._index()
        command = f"SELECT value FROM kept WHERE k0 = ? ORDER BY {self._latest} LIMIT 1"
        row = self._base.execute(command, [first]).fetchone()
        return row[0] if row else None

    def _index(self) -> None:
        if not self._indexed:
            with self._room():
                self._base.execute("CREATE INDEX first ON kept (k0)")
            self._indexed = True

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self._path}: {error}: {MORE_ROOM}") from error


def packed(held: pa.Table) -> bytes:
    """Return *held* as one value of a spool."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, held.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(held)
    return sink.getvalue().to_pybytes()


def unpacked(value: bytes) -> pa.Table:
    """Return what was packed in *value*."""
    return pa.ipc.open_stream(value).read_all()
