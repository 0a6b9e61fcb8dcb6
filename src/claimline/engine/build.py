"""Build the extract of a corpus: have its units done, then the blocks that weigh them together, and commit."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from claimline.codebook import Codebook, codes
from claimline.engine.blocks import Block, blocks
from claimline.engine.joining import Joint, join, joints
from claimline.engine.parts import found_in, index, refused_in, rows_named
from claimline.engine.running import Engine, EngineError, run, run_units
from claimline.engine.units import Twice, Unit, units, without
from claimline.engine.versions import code, of_codebook
from claimline.engine.weighing import head, weigh_block
from claimline.engine.work import Task, extract_unit
from claimline.model import TABLES
from claimline.read.corpora import read_corpus
from claimline.read.corrections import Amendment
from claimline.read.files import ReadError
from claimline.store import StoreError, writing
from claimline.store.dataset import commit, land_part, landed, sweep
from claimline.store.manifest import PARTS, read_manifest
from claimline.weigh.corrections import CorrectionError

HEAD = "head-"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the extract in `folder` of the corpus at `corpus`, on the topic of `codebook`."""

    corpus: str
    folder: Path
    codebook: Codebook
    amendments: Sequence[Amendment] = ()

    @property
    def task(self) -> Task:
        """What every worker is told."""
        return Task(self.codebook, self.folder, {"code": code(), "codebook": of_codebook(self.codebook)})

    @property
    def corrections(self) -> str:
        """The hash of the corrections."""
        return _hash(repr(list(self.amendments)))


@dataclass(slots=True)
class Built:
    """What came of an order: its parts in the order of the corpus, how many were made, why documents are refused.

    `counts` has how many rows there are of each kind, by noun; `changed` says whether the extract is another now.
    """

    parts: list[str] = field(default_factory=list)
    made: int = 0
    changed: bool = True
    refused: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def build(order: Order, engine: Engine) -> Built:
    """
    Build the extract that *order* asks for, and tell what came of it; what a run before has landed is not done again.

    Raises EngineError where it cannot go on; parts that have landed by then are kept.
    """
    built = Built()
    with writing(order.folder / PARTS):
        try:
            _extract(order, engine, built)
            built.changed = _weigh(order, engine, built)
        except (ReadError, StoreError, CorrectionError, EngineError) as error:
            number = len(landed(order.folder))
            kept = f"; {number} parts in {order.folder} are kept: run again to go on from there" if number else ""
            raise EngineError(f"{error}{kept}") from error
    manifest = read_manifest(order.folder)
    built.refused |= manifest["made_from"]["refused"]
    built.counts = {str(one["name"]).removesuffix("s"): one["rows"] for one in manifest["resources"]}
    return built


# ---- what each document claims ---------------------------------------------------------------------


def _extract(order: Order, engine: Engine, built: Built) -> None:
    task, held = order.task, functools.cache(lambda: index(order.folder))

    def submit(executor: Executor, unit: Unit, refused: Mapping[str, str]) -> Future[None]:
        known = {one.key: held()[one.key] for one in unit.pieces if one.key in held()}
        return executor.submit(extract_unit, task, without(unit, known), known, refused)

    for _ in run_units(_due(order, built), submit, engine):
        built.made += 1


def _due(order: Order, built: Built) -> Iterator[Unit]:
    """Yield the units of the corpus that have not landed; list all of them in *built*."""
    there = landed(order.folder)
    for unit in units(read_corpus(order.corpus), json.dumps(order.task.said)):
        if isinstance(unit, Twice):
            built.refused[unit.document] = "a second document of this name, with another text: the first is kept"
            continue
        built.parts.append(unit.name)
        if unit.name not in there:
            yield unit


# ---- what they claim together ----------------------------------------------------------------------


def _weigh(order: Order, engine: Engine, built: Built) -> bool:
    """Make the extract in the folder of *order* that of the parts in *built*; tell whether it was another before."""
    task = order.task
    made_from = {**task.said, "corrections": order.corrections, "units": _hash("\n".join(built.parts))}
    if made_from.items() <= _made_from(order.folder).items():
        return False
    _check_amendments(order, built.parts)
    planned = blocks(found_in(order.folder, built.parts), json.dumps({**task.said, "corrections": order.corrections}))
    there = landed(order.folder)

    def submit(executor: Executor, block: Block) -> Future[None]:
        return executor.submit(weigh_block, task, block, tuple(order.amendments))

    for _ in run((block for block in planned if block.name not in there), submit, engine):
        pass
    weighed = [block.name for block in planned]
    _commit(order, built, [*weighed, *_join(order, engine, weighed)], made_from)
    return True


def _join(order: Order, engine: Engine, weighed: Sequence[str]) -> list[str]:
    """Have joined what stands in several of the blocks *weighed*; return the names of the parts."""
    planned, there, task = list(joints(order.folder, weighed)), landed(order.folder), order.task

    def submit(executor: Executor, joint: Joint) -> Future[None]:
        return executor.submit(join, task, joint)

    for _ in run((joint for joint in planned if joint.name not in there), submit, engine):
        pass
    return [joint.name for joint in planned]


def _check_amendments(order: Order, parts: Sequence[str]) -> None:
    """Refuse corrections of rows that no document has: the blocks would pass them over. Raises CorrectionError."""
    known = rows_named(order.folder, parts, {one.row for one in order.amendments})
    for one in order.amendments:
        if one.row not in known:
            raise CorrectionError(f"{one.where}.row: no row {one.row!r}: look its id up, or remove the entry")


def _commit(order: Order, built: Built, weighed: Sequence[str], made_from: Mapping[str, str]) -> None:
    first = HEAD + _hash(made_from["codebook"] + made_from["code"])
    land_part(order.folder, first, head(order.task, codes(order.codebook)), order.task.said)
    with writing(order.folder):
        known = {**made_from, "refused": refused_in(order.folder, built.parts)}
        commit(order.folder, {table: [first, *weighed] for table in TABLES}, known, order.corpus)
        sweep(order.folder, {first, *weighed, *built.parts})


def _made_from(folder: Path) -> dict[str, Any]:
    try:
        return dict(read_manifest(folder).get("made_from", {}))
    except StoreError:
        return {}


def _hash(told: str) -> str:
    return blake2b(told.encode(), digest_size=12).hexdigest()
