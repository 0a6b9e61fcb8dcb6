"""A Dask scheduler with its workers on this machine, for as long as it is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Process = subprocess.Popen[bytes]


@contextmanager
def loopback(folder: Path, workers: int = 2) -> Iterator[tuple[str, Process, list[Process]]]:
    """Give the address of a scheduler on loopback, its process and those of its *workers*; *folder* holds its file."""
    file = folder / "scheduler.json"
    scheduler = _start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    started = [_start("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny") for _ in range(workers)]
    try:
        yield _address(file, scheduler, workers), scheduler, started
    finally:
        for process in (scheduler, *started):
            process.kill()
            process.wait()


def cpu_seconds(processes: list[Process]) -> float:
    """Return the CPU-seconds that *processes*, which still run, have used."""
    fields = [Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split() for process in processes]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _start(role: str, *arguments: str) -> Process:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", "--no-dashboard", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _address(file: Path, scheduler: Process, workers: int) -> str:
    """Return the address that the scheduler wrote to *file*, when *workers* have come to it."""
    from distributed import Client

    while not file.is_file():
        if scheduler.poll() is not None:
            raise RuntimeError("the scheduler did not start")
        time.sleep(0.05)
    address = str(json.loads(file.read_text())["address"])
    with Client(address, timeout=30, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
    return address
