"""Build the extract of a corpus: plan the units, have them done, weigh what they found together, and commit."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from claimline.codebook import Codebook
from claimline.engine.running import Engine, EngineError, run
from claimline.engine.units import Twice, Unit, units, without
from claimline.engine.versions import code, of_codebook
from claimline.engine.work import Task, extract_unit, keys_of, refusals
from claimline.model import TABLES, Extract
from claimline.read.corpora import read_corpus, read_entry
from claimline.read.corrections import Amendment
from claimline.read.files import ReadError
from claimline.store import StoreError, writing
from claimline.store.arrow import to_arrow
from claimline.store.dataset import commit, land_part, landed, read_part, sweep
from claimline.store.manifest import PARTS, read_manifest
from claimline.weigh.reconcile import reconcile


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the extract in `folder` of the corpus at `corpus`, on the topic of `codebook`."""

    corpus: str
    folder: Path
    codebook: Codebook
    amendments: Sequence[Amendment] = ()

    @property
    def said(self) -> dict[str, str]:
        """What decides on the extract beside the corpus, as hashes."""
        corrections = blake2b(repr(list(self.amendments)).encode(), digest_size=16).hexdigest()
        return {"code": code(), "codebook": of_codebook(self.codebook), "corrections": corrections}


@dataclass(slots=True)
class Built:
    """What came of an order: its parts in the order of the corpus, how many were made, why documents are refused."""

    parts: list[str] = field(default_factory=list)
    made: int = 0
    changed: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def build(order: Order, engine: Engine) -> Built:
    """
    Build the extract that *order* asks for, and tell what came of it; what a run before has landed is not done again.

    Raises EngineError where it cannot go on; parts that have landed by then are kept.
    """
    built = Built()
    with writing(order.folder / PARTS):
        try:
            _extract(order, engine, built)
        except (ReadError, StoreError, EngineError) as error:
            kept = f"{len(landed(order.folder))} parts in {order.folder} are kept: run again to go on from there"
            raise EngineError(f"{error}; {kept}") from error
        for part in built.parts:
            built.refused |= dict(refusals(keys_of(order.folder, part)))
        built.changed = _commit(order, built)
    resources = read_manifest(order.folder)["resources"]
    built.counts = {str(one["name"]).removesuffix("s"): one["rows"] for one in resources}
    return built


def _extract(order: Order, engine: Engine, built: Built) -> None:
    task = Task(order.codebook, order.folder, order.said)
    held = functools.cache(lambda: _index(order.folder))

    def submit(executor: Executor, unit: Unit, refused: Mapping[str, str]) -> Future[None]:
        known = {one.key: held()[one.key] for one in unit.pieces if one.key in held()}
        return executor.submit(extract_unit, task, without(unit, known), known, refused)

    for _ in run(_due(order, built), submit, engine):
        built.made += 1


def _due(order: Order, built: Built) -> Iterator[Unit]:
    """Yield the units of the corpus that have not landed; list all of them in *built*."""
    there = landed(order.folder)
    salt = json.dumps({name: order.said[name] for name in ("code", "codebook")})
    for unit in units(read_corpus(order.corpus), salt):
        if isinstance(unit, Twice):
            built.refused[unit.document] = "a second document of this name, with another text: the first is kept"
            continue
        built.parts.append(unit.name)
        if unit.name not in there:
            yield unit


def _index(folder: Path) -> dict[str, str]:
    """Return which part has a document's results, by key."""
    found: dict[str, str] = {}
    for part in sorted(landed(folder)):
        if (folder / PARTS / part / "keys.parquet").is_file():
            found |= dict.fromkeys(keys_of(folder, part)["key"].to_pylist(), part)
    return found


def _commit(order: Order, built: Built) -> bool:
    made_from = order.said | {"units": blake2b("\n".join(built.parts).encode(), digest_size=16).hexdigest()}
    name = "weighed-" + blake2b(json.dumps(made_from, sort_keys=True).encode(), digest_size=12).hexdigest()
    if made_from == _made_from(order.folder):
        return False
    whole = _weighed(order, built)
    land_part(order.folder, name, {table: to_arrow(table, getattr(whole, table)) for table in TABLES}, order.said)
    with writing(order.folder):
        commit(order.folder, {table: [name] for table in TABLES}, made_from, order.corpus)
        sweep(order.folder, {name, *built.parts})
    return True


def _made_from(folder: Path) -> object:
    try:
        return read_manifest(folder).get("made_from")
    except StoreError:
        return None


def _weighed(order: Order, built: Built) -> Extract:
    texts = {entry.document: entry for entry in read_corpus(order.corpus)}
    parts = [read_part(order.folder, part) for part in built.parts]
    stored = {row.document: read_entry(texts[row.document]).text for part in parts for row in part.documents}
    return reconcile(parts, order.codebook, stored, order.amendments)
