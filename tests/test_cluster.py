"""On a Dask cluster: the bytes of one machine, with a worker killed in the middle and with the scheduler gone."""

import signal
import threading
import time
import tomllib

import pytest

import corpus
from claimline.engine import engines
from claimline.engine import units as cutting
from claimline.engine.build import Order, build
from claimline.engine.running import EngineError
from claimline.read.codebook import parse_codebook
from loopback import loopback

pytest.importorskip("distributed")
TOPIC = parse_codebook(tomllib.loads(corpus.CODEBOOK))
COUNT = 200


@pytest.fixture(autouse=True)
def small_units(monkeypatch):
    """Many units of few documents, so that there is something to lose."""
    monkeypatch.setattr(cutting, "ONE_IN", 8)
    monkeypatch.setattr(cutting, "FEWEST", 8)


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    corpus.write_lines(path, COUNT)
    return path


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kill_after(process, folder, parts):
    """Kill *process* as soon as *parts* have landed."""
    while len(list((folder / "parts").glob("[!.]*"))) < parts:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)


def test_a_worker_killed_mid_run_loses_nothing(tmp_path, articles):
    """Two workers on loopback, one of them killed with kill -9 while it works: the same files, byte for byte."""
    with engines.local(1) as engine:
        build(Order(str(articles), tmp_path / "alone", TOPIC), engine)
    with loopback(tmp_path) as (address, _, (worker, _)), engines.cluster(address) as engine:
        killer = threading.Thread(target=kill_after, args=(worker, tmp_path / "both", 2))
        killer.start()
        built = build(Order(str(articles), tmp_path / "both", TOPIC), engine)
        killer.join()

        assert worker.wait(5) == -signal.SIGKILL
    assert built.made == len(built.parts) > 4
    assert bytes_of(tmp_path / "both") == bytes_of(tmp_path / "alone")


def test_a_scheduler_that_goes_away_is_told(tmp_path, articles, monkeypatch):
    """What had landed is kept, the error says so, and another engine goes on with it."""
    monkeypatch.setattr(engines, "_PATIENCE", 2)
    with loopback(tmp_path) as (address, scheduler, _):
        killer = threading.Thread(target=kill_after, args=(scheduler, tmp_path / "data", 2))
        killer.start()
        with pytest.raises(EngineError, match=r"went away"), engines.cluster(address) as engine:
            build(Order(str(articles), tmp_path / "data", TOPIC), engine)
        killer.join()
    with engines.local(1) as engine:
        again = build(Order(str(articles), tmp_path / "data", TOPIC), engine)

    assert 0 < again.made < len(again.parts)
