"""What a large corpus costs: the same articles at several sizes, on one and two workers, with answers that are known.

    python benchmarks/scale.py                          # a minute: a small size
    python benchmarks/scale.py 4000 1000 20000 200000   # what docs/scale.md rests on: about 25 minutes
    python benchmarks/scale.py --claims 10000000        # reading alone, of an extract that takes some minutes to write

CPU-seconds are compared where a machine is shared; wall seconds mean something on idle cores only. Every run is
checked: the claims that are found are those that the articles state, no more and no fewer.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import corpus
import large
from claimline.engine.build import Built, Order, build
from claimline.engine.engines import cluster, local
from claimline.engine.running import Engine
from claimline.model import Extract
from claimline.read.codebook import parse_codebook
from claimline.store import count_claims, read_extract, read_row
from claimline.store.manifest import PARTS, read_manifest
from loopback import cpu_seconds, loopback

TOPIC = parse_codebook(tomllib.loads(corpus.CODEBOOK))


class Inline(Executor):
    """Does at once, in this process, what it is given: what the work costs without an engine."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Return the future of what has been done."""
        future: Future[Any] = Future()
        future.set_result(work(*arguments, **named))
        return future


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost: seconds on the wall and of CPU (all processes), and the largest worker in megabytes."""

    wall: float
    cpu: float
    worker: float


def measured(work: Callable[[], Built]) -> tuple[Built, Cost]:
    """Return what *work* built, and what it cost."""
    wall, cpu = time.perf_counter(), _cpu()
    built = work()
    return built, Cost(time.perf_counter() - wall, _cpu() - cpu, _peak(resource.RUSAGE_CHILDREN))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def run(path: Path, folder: Path, workers: int) -> tuple[Built, Cost]:
    """Build the extract of *path* in *folder* with *workers* processes; with none in this one."""
    order = Order(str(path), folder, TOPIC)
    if not workers:
        return measured(lambda: build(order, Engine(Inline, 1, ())))

    def with_processes() -> Built:
        with local(workers) as engine:
            return build(order, engine)

    return measured(with_processes)


def run_on_dask(path: Path, folder: Path) -> Cost:
    """Build the extract of *path* in *folder* on a Dask cluster of two workers, whose start is not counted."""
    with loopback(folder.parent) as (address, scheduler, workers):
        before = cpu_seconds([scheduler, *workers])
        with cluster(address) as engine:
            _, cost = measured(lambda: build(Order(str(path), folder, TOPIC), engine))
        return replace(cost, cpu=cost.cpu + cpu_seconds([scheduler, *workers]) - before)


def wrong(folder: Path, count: int) -> int:
    """Return how many figures of the first *count* articles are missing in *folder*, or found and not stated."""
    import pyarrow.parquet as pq

    found: dict[tuple[Any, ...], int] = {}
    resources = {one["name"]: one for one in read_manifest(folder)["resources"]}
    for path in resources["claims"]["files"]:
        for row in pq.read_table(
            folder / path, columns=["document", "actor_code", "measure", "low", "high"]
        ).to_pylist():
            found[tuple(row.values())] = found.get(tuple(row.values()), 0) + 1
    for one in corpus.articles(count):
        for answer in one.answers:
            key = (one.document, answer.actor, answer.measure, answer.low, answer.high)
            found[key] = found.get(key, 0) - 1
    return sum(map(abs, found.values()))


def sizes(counts: list[int], folder: Path, *, by_day: bool = False) -> Iterator[str]:
    """Yield what each size costs on two workers, anew, unchanged and with one document more; engines at the first."""
    start = min(_start(folder) for _ in range(3))
    yield f"start of a worker {start:.2f} CPU"
    for place, count in enumerate(counts):
        path, data = folder / f"{count}.parquet", folder / f"{count}-two"
        corpus.write_parquet(path, count, by_day=by_day)
        characters = sum(len(one.text) for one in corpus.articles(count))
        _, cost = run(path, data, 2)
        yield f"{count:>8} documents: {cost.wall:.1f} s on two workers, {cost.cpu:.1f} CPU"
        yield f"  characters per CPU-second {characters / cost.cpu:,.0f}"
        each = (cost.cpu / count * 1000, (cost.cpu - 2 * start) / count * 1000)
        yield f"  milliseconds of CPU a document {each[0]:.2f}, without the start of the workers {each[1]:.2f}"
        yield f"  largest worker {cost.worker:.0f} MB, this process {_peak(resource.RUSAGE_SELF):.0f} MB"
        parts = len(list((data / PARTS).iterdir()))
        yield f"  on disk {_kilobytes(data) / count:.2f} kB a document, in {parts:,} parts"
        yield f"  figures missed or made up {wrong(data, count)}"
        if not place:
            yield from _engines(path, folder, cost)
        yield from _little_by_little(path, data, count, by_day)


def _start(folder: Path) -> float:
    """Return what it costs to start a worker and read the first document, with all that is compiled then."""
    path = folder / "one.parquet"
    corpus.write_parquet(path, 1)
    with tempfile.TemporaryDirectory(dir=folder) as data:
        return run(path, Path(data), 1)[1].cpu


def _engines(path: Path, folder: Path, two: Cost) -> Iterator[str]:
    """Yield what one worker and two, a Dask cluster and no engine at all cost over the same work."""
    _, one = run(path, folder / "one", 1)
    _, alone = run(path, folder / "alone", 0)
    yield f"  one over two workers, wall {one.wall / two.wall:.2f}"
    yield f"  engine over none, CPU {one.cpu / alone.cpu - 1:+.0%} (one worker), {two.cpu / alone.cpu - 1:+.0%} (two)"
    yield f"  Dask over none, CPU {run_on_dask(path, folder / 'dask').cpu / alone.cpu - 1:+.0%}"


def _little_by_little(path: Path, data: Path, count: int, by_day: bool) -> Iterator[str]:
    built, cost = run(path, data, 1)
    yield f"  nothing new {cost.wall:.2f} s ({cost.cpu:.2f} CPU), {built.made} units made"
    corpus.write_parquet(path, count + 1, by_day=by_day)
    built, cost = run(path, data, 1)
    yield f"  one document more {cost.wall:.2f} s ({cost.cpu:.2f} CPU), {built.made} units made"


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _kilobytes(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1000


def counting(folder: Path) -> str:
    """Count all claims by measure, actor and month."""
    return f"{count_claims(folder).num_rows:,} groups"


def opening(folder: Path) -> str:
    """Read the extract as a notebook does where nothing is asked for."""
    return _read(read_extract(folder))


def selecting(folder: Path) -> str:
    """Read a month of one measure."""
    return _read(read_extract(folder, measures=["pumps"], since="2024-10-01", until="2024-10-31"))


def naming(folder: Path) -> str:
    """Read one row with what is near it."""
    return _read(read_row(folder, large.named(0)))


def _read(found: Extract) -> str:
    return f"{len(found.claims):,} claims of {len(found.documents):,} documents"


def alone(work: Callable[[Path], str], folder: Path) -> str:
    """Return what *work* on *folder* cost in a process of its own: wall, CPU, and the most memory that it held."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_costing, work, folder).result()


def _costing(work: Callable[[Path], str], folder: Path) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    told = work(folder)
    spent = f"{time.perf_counter() - wall:6.2f} s, {time.process_time() - cpu:6.2f} CPU"
    return f"{work.__name__:<10}{spent}, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB: {told}"


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=int, help="sizes of corpora (default: 1000)")
    parser.add_argument("--by-day", action="store_true", help="articles in the order of their days, as of a feed")
    parser.add_argument("--claims", type=int, help="read an extract of so many claims, and build nothing")
    parser.add_argument("--mixed", action="store_true", help="with --claims: documents of all years in every part")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.claims:
            large.write_extract(Path(folder), args.claims, mixed=args.mixed)
            for work in (counting, opening, selecting, naming):
                print(alone(work, Path(folder)), flush=True)
            return
        for line in sizes(args.documents or [1000], Path(folder), by_day=args.by_day):
            print(line, flush=True)


if __name__ == "__main__":
    main()
