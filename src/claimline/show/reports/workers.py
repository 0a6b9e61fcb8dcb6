"""Do pieces of work side by side, each in a process of its own, so that none of them takes another down."""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

#: Seconds that a process which was interrupted may take to put its things away.
PATIENCE = 10
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died:
    """A piece of work that did not end as it should: why, in a line, and where, for whoever mends it."""

    reason: str
    trace: str = ""

    def __str__(self) -> str:
        return self.reason


def side_by_side(
    work: Callable[[Item], Result], items: Sequence[Item], most: int | None = None
) -> Iterator[tuple[Item, Result | Died]]:
    """
    Yield each of *items* with what *work* returned for it, in the order in which they are done.

    At most *most* run at a time: one more than there are cores, because a report waits for its kernel now and then.
    """
    # What this process has imported is there in a forked one. Elsewhere than on Linux a fork is not to be trusted.
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting = list(reversed(items))
    running: dict[Any, tuple[Item, Any]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < (most or _cores() + 1):
                item = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_one, args=(work, item, theirs))
                process.start()
                theirs.close()
                running[ours] = (item, process)
            for way in wait(list(running)):
                item, process = running.pop(way)
                yield item, _ended(way, process)
    except KeyboardInterrupt:
        for _, process in running.values():
            process.join(PATIENCE)  # it was interrupted as well, and puts its things away
        raise
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()


def _cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _one(work: Callable[[Item], Result], item: Item, way: Connection) -> None:
    try:
        way.send(work(item))
    except KeyboardInterrupt:
        os._exit(130)  # who was interrupted says so, once
    except Exception as error:
        way.send(Died(f"unexpected {type(error).__name__}: {error}".splitlines()[0], traceback.format_exc()))


def _ended(way: Any, process: Any) -> Any:
    try:
        return way.recv()
    except EOFError:
        process.join()
        return Died(f"its process ended with exit code {process.exitcode}")
    finally:
        way.close()
        process.join()
