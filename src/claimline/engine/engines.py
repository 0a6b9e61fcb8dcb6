"""The engines: processes of this machine, or a Dask cluster. Both speak the executor interface."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection
from typing import Any

from claimline.engine.running import Engine, EngineError

#: Seconds to wait for a scheduler before it is taken not to be there.
_PATIENCE = 10


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def local(workers: int) -> Iterator[Engine]:
    """Give an engine of *workers* processes, started anew: nothing of this one's memory or locks is in them."""
    context = multiprocessing.get_context("spawn")
    held: list[Connection] = []

    def start() -> Executor:
        there, end = context.Pipe(duplex=False)
        held.append(end)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_obey, initargs=(there,))

    def stop() -> None:
        while held:
            held.pop().close()

    engine = Engine(start=start, width=workers, lost=(BrokenProcessPool,), stop=stop)
    try:
        yield engine
    finally:
        engine.dismiss()
        stop()


def _obey(there: Connection) -> None:
    """Let the parent decide when this worker ends: *there* is shut when it says so, or is killed and says no more."""
    sys.meta_path.insert(0, _WithoutPandas())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(there,), daemon=True).start()


class _WithoutPandas(MetaPathFinder):
    """Hides pandas: pyarrow imports it, where it is installed, with the first array, and a worker has no use for it."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raise ModuleNotFoundError for pandas; leave any other module to those who find it."""
        if name == "pandas":
            raise ModuleNotFoundError("a worker does without pandas", name=name)


def _end_with(there: Connection) -> None:
    there.poll(None)
    os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Engine]:
    """
    Give an engine of the workers of the Dask scheduler at *address*.

    They must have this version of claimline, and see the folder of the extract under the same path.
    Raises EngineError where `distributed` is not installed, *address* is none, or no scheduler answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise EngineError("--scheduler needs Dask: pip install claimline[cluster]") from error
    for name in ("distributed", "distributed.client", "tornado"):  # what there is to say is said in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        distributed.comm.get_address_host_port(address)
    except ValueError as error:
        raise EngineError(f"{address}: no address of a scheduler: write tcp://HOST:PORT") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise EngineError(f"{address}: no scheduler answers: start one, or leave --scheduler out") from error
    try:
        yield Engine(start=lambda: _pure(client), width=_width(client), lost=(distributed.KilledWorker,))
    except (CancelledError, distributed.comm.CommClosedError) as error:
        raise EngineError(f"{address}: the scheduler went away: what had been done is kept; run again") from error
    finally:
        client.close(timeout=_PATIENCE)


def _width(client: Any) -> int:
    return max(1, sum(map(int, client.nthreads().values())))


def _pure(client: Any) -> Executor:
    executor: Executor = client.get_executor(pure=False)
    return executor
