"""Build the extract of a corpus: have its units done, then what joins them, and commit."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from claimline.codebook import Codebook
from claimline.engine.asides import MARKS, read
from claimline.engine.clusters import recluster, told_again
from claimline.engine.elsewhere import months, weigh_elsewhere
from claimline.engine.joints import join
from claimline.engine.marks import EVENT, Totals
from claimline.engine.parts import index, refused_in, rows_named
from claimline.engine.planning import Joint, joints, loads, renewed
from claimline.engine.running import Engine, EngineError, Job, run, run_units
from claimline.engine.units import Twice, Unit, units, without
from claimline.engine.versions import code, of_codebook
from claimline.engine.work import Amended, Task, amend, extract_unit, headed, land_head, named, search
from claimline.model import TABLES
from claimline.read.corpora import read_corpus
from claimline.read.corrections import Amendment, substance
from claimline.read.files import ReadError
from claimline.store import StoreError, writing
from claimline.store.dataset import commit, landed, mend, sweep
from claimline.store.manifest import PARTS, read_manifest, relative
from claimline.store.places import by_table, searches
from claimline.weigh.corrections import CorrectionError

#: Why a document is refused that has the name of one before it.
_TWICE = "a second document of this name, of which the text or what is said is another: the first is kept"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the extract in `folder` of the corpus at `corpus`, on the topic of `codebook`.

    What `stays` is there for a run that goes on from it.
    """

    corpus: str
    folder: Path
    codebook: Codebook
    amendments: Sequence[Amendment] = ()
    stays: bool = True

    @property
    def task(self) -> Task:
        """What every worker is told."""
        return Task(self.codebook, self.folder, {"code": code(), "codebook": of_codebook(self.codebook)})

    @property
    def corrections(self) -> str:
        """The hash of the corrections."""
        return _hash(substance(self.amendments))


@dataclass(slots=True)
class Built:
    """What came of an order: its parts in the order of the corpus, how many were made, why documents are refused.

    `counts` has how many rows there are of each kind, by noun; `changed` says whether the extract is another now;
    `copies` has by document the first one that holds the same bytes.
    """

    parts: list[str] = field(default_factory=list)
    made: int = 0
    changed: bool = True
    refused: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)


def build(order: Order, engine: Engine) -> Built:
    """
    Build the extract that *order* asks for, and tell what came of it; what a run before has landed is not done again.

    Raises EngineError where it cannot go on; parts that have landed by then are kept, and it says how many.
    """
    built = Built()
    with writing(order.folder / PARTS):
        stands = _standing(order)
        before = landed(order.folder)
        try:
            _extract(order, engine, built)
            built.changed = _weigh(order, engine, built, stands)
        except (ReadError, StoreError, CorrectionError, EngineError) as error:
            raise EngineError(f"{error}{_kept(order, before)}") from error
    manifest = read_manifest(order.folder)
    built.refused |= manifest["made_from"]["refused"]
    built.counts = {str(one["name"]).removesuffix("s"): one["rows"] for one in manifest["resources"]}
    return built


def _kept(order: Order, before: set[str]) -> str:
    """Return what is to be said of the parts that have landed for *order* and were not there *before*, if any."""
    number = len(landed(order.folder) - before) if order.stays else 0
    parts = "1 new part is" if number == 1 else f"{number:,} new parts are"
    return f"; {parts} kept in {order.folder}: run again to go on from there" if number else ""


# ---- what each document claims ---------------------------------------------------------------------


def _extract(order: Order, engine: Engine, built: Built) -> None:
    task, held = order.task, functools.cache(lambda: index(order.folder, {*built.parts}))

    def submit(executor: Executor, unit: Unit, refused: Mapping[str, str]) -> Future[None]:
        known = {one.key: held()[one.key] for one in unit.pieces if one.key in held()}
        return executor.submit(extract_unit, task, without(unit, known), known, refused)

    for _ in run_units(_due(order, built), submit, engine):
        built.made += 1


def _due(order: Order, built: Built) -> Iterator[Unit]:
    """Yield the units of the corpus that have not landed; list all of them, and the copies of texts, in *built*."""
    there = landed(order.folder)
    for unit in units(read_corpus(order.corpus), json.dumps(order.task.said)):
        if isinstance(unit, Twice):
            built.refused[unit.document] = _TWICE
            continue
        built.parts.append(unit.name)
        built.copies |= {piece.entry.document: piece.again for piece in unit.pieces if piece.again}
        if unit.name not in there:
            yield unit


# ---- what they claim together ----------------------------------------------------------------------


def _weigh(order: Order, engine: Engine, built: Built, stands: Mapping[str, Any]) -> bool:
    """
    Make the extract in the folder of *order* that of the parts in *built*; tell whether it was another before.

    *stands* is what the extract that stands there is made from.
    """
    task = order.task
    made_from = {**task.said, "corrections": order.corrections, "units": _hash("\n".join(built.parts))}
    if made_from.items() <= stands.items():
        return False
    parts = _amended(order, engine, built.parts)
    totals = Totals()
    _add(order.folder, parts, totals)
    elsewhere = _have(months(task, parts, totals), weigh_elsewhere, order, engine)
    _add(order.folder, elsewhere, totals)
    joined = _joined(order, engine, [*parts, *elsewhere], totals)
    told = list(told_again(task, [one.name for one in joined if one.kind == EVENT], parts))
    events = dict(zip((one.part for one in told), _have(told, recluster, order, engine), strict=True))
    _commit(order, engine, built, Made(parts, [*elsewhere, *(one.name for one in joined)], events), made_from)
    return True


J = TypeVar("J", bound=Job)


def _have(jobs: Iterable[J], work: Callable[[Task, J], None], order: Order, engine: Engine) -> list[str]:
    """Have *work* done for those of *jobs* whose part has not landed; return the names of all of them."""
    planned, there, task = list(jobs), landed(order.folder), order.task

    def submit(executor: Executor, job: J) -> Future[None]:
        return executor.submit(work, task, job)

    for _ in run((job for job in planned if job.name not in there), submit, engine):
        pass
    return [job.name for job in planned]


def _joined(order: Order, engine: Engine, parts: Sequence[str], totals: Totals) -> list[Joint]:
    planned, there = list(joints(order.task, totals)), landed(order.folder)
    due = list(renewed(order.folder, (one for one in planned if one.name not in there), totals, there))
    _have(loads(due, parts, engine.width), join, order, engine)
    return planned


def _add(folder: Path, parts: Iterable[str], totals: Totals) -> None:
    for part in parts:
        held = read(folder, part, MARKS, "code", "digest")
        if held is not None:
            totals.add(held)


def _amended(order: Order, engine: Engine, parts: Sequence[str]) -> list[str]:
    """Return *parts*, with those of which rows are corrected in that form. Raises CorrectionError."""
    task, due = order.task, []
    known = rows_named(order.folder, parts, {one.row for one in order.amendments})
    for one in order.amendments:
        if one.row not in known:
            raise CorrectionError(f"{one.where}.row: no row {one.row!r}: look its id up, or remove the entry")
    for part in sorted(set(known.values())):
        own = tuple(one for one in order.amendments if known[one.row] == part)
        due.append(Amended(named("amended", task, part, substance(own)), part, own))
    instead = dict(zip((one.part for one in due), _have(due, amend, order, engine), strict=True))
    return [instead.get(part, part) for part in parts]


@dataclass(frozen=True, slots=True)
class Made:
    """The parts of an extract: of its units, of what joins these, and by unit the one that has its events instead."""

    units: Sequence[str]
    joining: Sequence[str]
    events: Mapping[str, str]


def _commit(order: Order, engine: Engine, built: Built, made: Made, made_from: Mapping[str, str]) -> None:
    refused = refused_in(order.folder, built.parts)
    [head] = _have([headed(order.task, built.copies, refused)], land_head, order, engine)
    every = [head, *made.units, *made.joining]
    parts = {table: every for table in TABLES} | {"events": [head, *(made.events.get(one, one) for one in made.units)]}
    planned = list(searches(order.folder, parts))
    _have(planned, search, order, engine)
    with writing(order.folder):
        commit(order.folder, parts, {**made_from, "refused": refused}, order.corpus, by_table(planned))
        sweep(order.folder, {*every, *made.events.values(), *built.parts, *(one.name for one in planned)})


def _standing(order: Order) -> Mapping[str, Any]:
    """
    Return what the extract in the folder of *order* is made from; nothing if it is not whole, or of another corpus.

    A part that is not whole is removed: it is made again.
    """
    try:
        manifest = read_manifest(order.folder)
    except StoreError:
        return {}
    whole = mend(order.folder, manifest) and manifest.get("seeds") == relative(order.corpus, order.folder)
    return dict(manifest.get("made_from", {})) if whole else {}


def _hash(told: str) -> str:
    return blake2b(told.encode(), digest_size=12).hexdigest()
