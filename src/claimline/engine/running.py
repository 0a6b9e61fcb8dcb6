"""Run units of work on whatever executes: none is lost, none is done twice, and one that kills its worker is found.

Only the executor interface of `concurrent.futures` is used. A worker that is killed may take the whole executor with
it; then what had not come back is given to a new one. A unit that is lost again and again is suspect: it is halved
until the document stands alone that is the death of its worker, and that one is refused by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Protocol, TypeVar

from claimline.engine.units import Unit, unit_of

#: How often a unit may be lost before it is suspect.
TRIES = 3
_DYING = "workers die, and not of one document: see that they have memory and disk, and run again"
FATAL = "its worker died of it, each time"


class Job(Protocol):
    """A piece of work, which is known by its name."""

    @property
    def name(self) -> str:
        """Say which it is."""


J = TypeVar("J", bound=Job)
Submit = Callable[[Executor, J], "Future[None]"]
#: Gives an executor a unit, and what is refused in it and why.
SubmitUnit = Callable[[Executor, Unit, Mapping[str, str]], "Future[None]"]


class EngineError(ValueError):
    """Work that cannot be done or gone on with; the message says what to do."""


@dataclass(slots=True)
class Engine:
    """
    What starts an executor, how many units it does at once, and what it raises when a worker took work with it.

    The executor stands until a worker is lost: to start one anew costs more than many a piece of work. `stop` ends its
    workers at once, whatever they are at, where that can be done: what they hold is done again another time.
    """

    start: Callable[[], Executor]
    width: int
    lost: tuple[type[BaseException], ...]
    stop: Callable[[], None] = lambda: None
    standing: Executor | None = None

    def executor(self) -> Executor:
        """Return the executor that stands, or a new one."""
        self.standing = self.standing or self.start()
        return self.standing

    def dismiss(self, *, wait: bool = True) -> None:
        """End the executor that stands, if one does; with *wait*, when its workers have ended."""
        standing, self.standing = self.standing, None
        if standing:
            standing.shutdown(wait=wait)


def run_units(units: Iterable[Unit], submit: SubmitUnit, engine: Engine) -> Iterator[Unit]:
    """Yield each of *units* when it is done; a document that is the death of its worker is refused by name."""
    return run(units, partial(_plain, submit), engine, lambda unit: _without_fatal(unit, submit, engine))


def run(jobs: Iterable[J], submit: Submit[J], engine: Engine, rescued: Callable[[J], J] | None = None) -> Iterator[J]:
    """
    Yield each of *jobs* when it is done. What is raised in a worker is raised here, but for the worker's loss.

    *rescued* does a job that was lost too often; where there is none, EngineError is raised.
    """
    waiting = iter(jobs)
    losses: Counter[str] = Counter()
    while True:
        lost: list[J] = []
        yield from _until_lost(waiting, submit, engine, lost)
        if not lost:
            return
        losses.update(job.name for job in lost)
        for job in (job for job in lost if losses[job.name] >= TRIES):
            if rescued is None:
                raise EngineError(_DYING)
            yield rescued(job)
        waiting = chain([job for job in lost if losses[job.name] < TRIES], waiting)


def _plain(submit: SubmitUnit, executor: Executor, unit: Unit) -> Future[None]:
    return submit(executor, unit, {})


def _until_lost(jobs: Iterator[J], submit: Submit[J], engine: Engine, lost: list[J]) -> Iterator[J]:
    """Yield what is done until a worker is lost, and put into *lost* what has not come back then."""
    executor = engine.executor()
    flying: dict[Future[None], J] = {}
    try:
        while not lost:
            # Twice the width: while one job is done the next is on its way, and no more than that is in memory.
            for job in islice(jobs, 2 * engine.width - len(flying)):
                flying[_submitted(submit, executor, job, engine)] = job
            if not flying:
                return
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                job = flying.pop(future)
                if isinstance(future.exception(), engine.lost):
                    lost.append(job)
                else:
                    future.result()
                    yield job
        lost.extend(flying.values())
        engine.dismiss(wait=False)
    except BaseException as error:
        _abandon(flying, engine, at_once=isinstance(error, KeyboardInterrupt))
        raise


def _abandon(flying: Iterable[Future[None]], engine: Engine, *, at_once: bool) -> None:
    """Give up what is *flying*; what a worker is at may land, unless it is to end *at_once*."""
    if at_once:
        engine.stop()
    for future in flying:
        future.cancel()
    engine.dismiss()


def _submitted(submit: Submit[J], executor: Executor, job: J, engine: Engine) -> Future[None]:
    """Return the future of *job*; an executor that has just lost a worker takes none, which is a loss like another."""
    try:
        return submit(executor, job)
    except engine.lost as error:
        future: Future[None] = Future()
        future.set_exception(error)
        return future


def _without_fatal(unit: Unit, submit: SubmitUnit, engine: Engine) -> Unit:
    """Return *unit* done, without those of its documents that are the death of a worker."""
    fatal = dict.fromkeys(_fatal(unit, submit, engine), FATAL)
    lost: list[Unit] = []
    list(_until_lost(iter([unit]), lambda executor, one: submit(executor, one, fatal), engine, lost))
    if lost:
        raise EngineError(_DYING)
    return unit


def _fatal(unit: Unit, submit: SubmitUnit, engine: Engine) -> Iterator[str]:
    """Yield the documents of *unit* that are the death of a worker."""
    lost: list[Unit] = []
    list(_until_lost(iter([unit]), partial(_plain, submit), engine, lost))
    if lost and len(unit.pieces) == 1:
        yield unit.pieces[0].entry.document
    elif lost:
        middle = len(unit.pieces) // 2
        for half in (unit.pieces[:middle], unit.pieces[middle:]):
            yield from _fatal(unit_of(half), submit, engine)
