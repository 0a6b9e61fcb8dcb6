"""Whatever executes, and whoever is killed: the same extract, nothing lost and nothing twice."""

import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

import claimline
import corpus
from claimline import store
from claimline.engine import build as building
from claimline.engine import engines, weighing
from claimline.engine import units as cutting
from claimline.engine.build import Order, build
from claimline.engine.engines import cluster, local
from claimline.engine.running import FATAL, Engine, EngineError, run_units
from claimline.engine.units import Unit, units
from claimline.read.codebook import parse_codebook, read_codebook
from claimline.read.corpora import Entry, readable
from claimline.read.corrections import read_corrections
from claimline.weigh.voices import answers, behind
from scale import Inline

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
COUNT = 160
TOPIC = parse_codebook(tomllib.loads(corpus.CODEBOOK))


def bytes_of(folder):
    """Return every file of the extract in *folder* by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(path, folder, workers=1, codebook=TOPIC):
    with local(workers) as engine:
        return build(Order(str(path), folder, codebook), engine)


@pytest.fixture(scope="module", autouse=True)
def small_units():
    """Many units of few documents, so that there is something to lose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "ONE_IN", 16)
        patch.setattr(cutting, "FEWEST", 8)
        yield


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    corpus.write_lines(path, COUNT)
    return path


@pytest.fixture(scope="module")
def reference(tmp_path_factory, articles):
    """The extract of the articles by one worker."""
    folder = tmp_path_factory.mktemp("reference")
    built(articles, folder)
    return folder


def test_the_engine_finds_what_is_found_without_it(tmp_path):
    """On the seeds, byte for byte, corrections and all."""
    order = Order(
        str(SEEDS),
        tmp_path,
        read_codebook(SEEDS / "codebook.toml"),
        read_corrections(SEEDS / "corrections.toml"),
    )
    with local(1) as engine:
        build(order, engine)

    assert store.files(store.read_extract(tmp_path)) == store.files(claimline.extract_seeds(SEEDS))


def test_two_workers_write_the_bytes_of_one(tmp_path, articles, reference):
    """How many work together is not seen in the result."""
    built(articles, tmp_path, workers=2)

    assert bytes_of(tmp_path) == bytes_of(reference)


def test_what_is_claimed_is_what_is_known_to_be_claimed(reference):
    """Every figure that the articles state is found, with its source, its measure and its bounds, and no other."""
    found = store.read_extract(reference).claims
    known = [(one.document, *_answer(answer)) for one in corpus.articles(COUNT) for answer in one.answers]

    assert sorted((one.document, *_stated(one)) for one in found) == sorted(known)


def _answer(answer):
    return answer.actor, answer.measure, answer.low or 0, answer.high or 0


def _stated(claim):
    return claim.actor_code, claim.measure, claim.low or 0, claim.high or 0


# ---- workers that are killed -----------------------------------------------------------------------


def _kill_one(pids):
    """Kill a worker of this process as soon as there is one that has begun to work."""
    while not (workers := multiprocessing.active_children()):
        time.sleep(0.01)
    time.sleep(1.0)
    os.kill(workers[0].pid, signal.SIGKILL)
    pids.append(workers[0].pid)


def test_a_killed_worker_loses_nothing(tmp_path, articles, reference):
    """With kill -9 in the middle of the work the extract is the same, byte for byte, and nothing else is left."""
    killed = []
    killer = threading.Thread(target=_kill_one, args=(killed,))
    killer.start()
    built(articles, tmp_path, workers=2)
    killer.join()

    assert killed
    assert bytes_of(tmp_path) == bytes_of(reference)


def _dies_of(unit, refused, deadly):
    """Stand for work that some documents kill."""
    if {piece.entry.document for piece in unit.pieces} & set(deadly) - set(refused):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("deadly", [["d3"], ["d3", "d20"]])
def test_a_document_that_kills_its_worker_is_found(deadly):
    """It is refused by name, the units around it are done once each, and nobody else is refused."""
    refused = {}

    def submit(executor, unit, fatal):
        refused.update(fatal)
        return executor.submit(_dies_of, unit, dict(fatal), deadly)

    entries = [Entry(f"d{number}", b"Rain.") for number in range(32)]
    planned = [Unit(f"u{place}", tuple(unit.pieces)) for place, unit in enumerate(units(entries, "salt"))]
    with local(2) as engine:
        done = [unit.name for unit in run_units(planned, submit, engine)]

    assert sorted(done) == sorted(unit.name for unit in planned)
    assert refused == dict.fromkeys(deadly, FATAL)


@pytest.mark.parametrize("reason", [FATAL, "MemoryError: "])
def test_what_a_machine_had_not_enough_for_is_tried_again(tmp_path, monkeypatch, reason):
    """A document that its worker died of is read when its unit is made again: it may have been the machine."""
    rows = [one.as_row() for one in corpus.articles(12)]
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows[:-1]), encoding="utf-8")
    dying = {rows[2]["document"]: reason}
    order, engine = Order(str(path), tmp_path / "data", TOPIC), Engine(Inline, 1, ())
    with monkeypatch.context() as patch:
        patch.setattr(
            building,
            "run_units",
            lambda units, submit, engine: run_units(units, lambda one, unit, _: submit(one, unit, dying), engine),
        )
        assert build(order, engine).refused == dying
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows), encoding="utf-8")

    assert build(order, engine).refused == {}
    assert store.files(store.read_extract(tmp_path / "data")) == store.files(
        claimline.extract(list(readable(str(path))), TOPIC)
    )


def test_of_copies_the_first_that_can_be_read_counts(tmp_path):
    """Whose name or day is refused states nothing, but its text does, in the next document that has it."""
    rows = [one.as_row() for one in corpus.articles(3)]
    copies = [rows[1] | {"document": name} for name in ("a", " ", "b", "c")]
    copies[0]["published"] = "tomorrow"
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in [*copies, *rows]), encoding="utf-8")
    refused = build(Order(str(path), tmp_path / "data", TOPIC), Engine(Inline, 1, ())).refused
    extract = store.read_extract(tmp_path / "data")

    assert refused.keys() == {"a", " "}
    assert {row.document for row in extract.claims} == {"b", rows[0]["document"], rows[2]["document"]}
    assert store.files(extract) == store.files(claimline.extract(list(readable(str(path))), TOPIC))


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00Z", "0001-01-05", "9999-12-31"])
def test_the_first_and_the_last_day_are_days(tmp_path, day):
    """What a program says where it knows no day costs no other document its place."""
    seeds = [one.read_text(encoding="utf-8") for one in sorted(SEEDS.glob("*.txt"))]
    rows = [{"document": f"d{number}", "text": text, "published": day} for number, text in enumerate(seeds)]
    rows += [
        {"document": "e", "text": "Kirby said that 3,000 North Korean soldiers moved into Russia.", "published": day}
    ]
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows), encoding="utf-8")
    topic = read_codebook(SEEDS / "codebook.toml")

    assert build(Order(str(path), tmp_path / "data", topic), Engine(Inline, 1, ())).refused == {}
    assert store.files(store.read_extract(tmp_path / "data")) == store.files(
        claimline.extract(list(readable(str(path))), topic)
    )


def test_an_interrupted_run_is_gone_on_with(tmp_path, articles, reference, monkeypatch):
    """What had landed is not done again, and the result is that of one run."""
    done = []

    def interrupted(*arguments):
        for unit in run_units(*arguments):
            done.append(unit.name)
            yield unit
            if len(done) == 3:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "run_units", interrupted)
        with pytest.raises(KeyboardInterrupt):
            built(articles, tmp_path)
    there = len(list((tmp_path / "parts").iterdir()))
    again = built(articles, tmp_path)

    assert again.made == len(again.parts) - there <= len(again.parts) - 3
    assert bytes_of(tmp_path) == bytes_of(reference)


# ---- little by little ------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_done_again(tmp_path, articles, reference):
    """The same corpus again is no work, and nothing is written."""
    built(articles, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = built(articles, tmp_path)

    assert (again.made, again.changed) == (0, False)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("place", [0, 80])
def test_a_document_more_is_one_unit_more_or_other(tmp_path, articles, place):
    """One document added changes one unit, wherever it stands; the result is that of the whole corpus at once."""
    rows = articles.read_text(encoding="utf-8").splitlines(keepends=True)
    corpus.write_lines(tmp_path / "one.jsonl", 1, first=COUNT)
    rows.insert(place, (tmp_path / "one.jsonl").read_text(encoding="utf-8"))
    (tmp_path / "more.jsonl").write_text("".join(rows), encoding="utf-8")
    built(articles, tmp_path / "data")
    more = built(tmp_path / "more.jsonl", tmp_path / "data")
    built(tmp_path / "more.jsonl", tmp_path / "fresh")

    assert more.made <= 2
    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")


def _array():
    return pa.array(["a"]).to_pylist(), "pandas" in sys.modules


def test_a_worker_does_without_pandas():
    """It would cost every worker a fifth of a second for its first array, which is made without."""
    with local(1) as engine:
        assert engine.executor().submit(_array).result() == (["a"], False)


# ---- bad input -------------------------------------------------------------------------------------


def test_a_poisoned_document_is_refused_by_name(tmp_path, monkeypatch):
    """What cannot be read, or is a second text under one name, is refused; the rest goes on, run after run."""
    rows = [one.as_row() for one in corpus.articles(40)]
    rows[5]["text"] = ""
    rows[9]["published"] = "tomorrow"
    rows.append(rows[3] | {"text": "Another text."})
    rows.append(rows[4])
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows), encoding="utf-8")

    for _ in range(2):
        refused = built(path, tmp_path / "data").refused
        assert {name: reason.split(":")[0] for name, reason in refused.items()} == {
            rows[5]["document"]: "empty",
            rows[9]["document"]: rows[9]["document"] + ".published",
            rows[3]["document"]: "a second document of this name, of which the text or what is said is another",
        }
    assert len(store.read_extract(tmp_path / "data").documents) == 38


def test_a_document_that_cannot_be_weighed_is_refused_by_name(tmp_path, articles, monkeypatch):
    """What goes wrong when a document is weighed by itself costs the others of its unit nothing."""

    def weighed(story, *others, rule=weighing.stated):
        if story.document == "article-000000005":
            raise RecursionError("too deep")
        return rule(story, *others)

    monkeypatch.setattr(weighing, "stated", weighed)
    made = build(Order(str(articles), tmp_path, TOPIC), Engine(Inline, 1, ()))

    assert made.refused == {"article-000000005": "RecursionError: too deep"}
    assert len(store.read_extract(tmp_path).documents) == COUNT - 1


@pytest.mark.parametrize("copy", ["article-copy", "a-copy"])
def test_a_text_that_comes_twice_is_counted_once(tmp_path, copy):
    """Under another name the same text is listed, and states nothing, as in a folder of texts."""
    rows = [one.as_row() for one in corpus.articles(20)]
    rows.append(rows[3] | {"document": copy})
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows), encoding="utf-8")
    built(path, tmp_path / "data")

    whole = claimline.extract(list(readable(str(path))), TOPIC)
    assert store.files(store.read_extract(tmp_path / "data")) == store.files(whole)
    assert {copy, rows[3]["document"]} & {one.document for one in whole.claims} == {rows[3]["document"]}


def test_a_corpus_that_is_cut_off_keeps_what_was_done(tmp_path, articles, reference):
    """What stands before the cut has landed when the cut is told, and is not done again when the file is whole."""
    whole = articles.read_bytes()
    (tmp_path / "c.jsonl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EngineError, match=r"line [0-9]+: no JSON, or cut off: .*; [0-9]+ new parts are kept in .*"):
        built(tmp_path / "c.jsonl", tmp_path / "data")
    there = len(list((tmp_path / "data" / "parts").iterdir()))
    (tmp_path / "c.jsonl").write_bytes(whole)
    again = built(tmp_path / "c.jsonl", tmp_path / "data")

    assert again.made == len(again.parts) - there < len(again.parts)
    assert bytes_of(tmp_path / "data" / "parts") == bytes_of(reference / "parts")


@pytest.mark.parametrize("kind", ["head", "source", "rivals", ""])
def test_a_part_that_is_lost_is_made_again(tmp_path, articles, reference, kind):
    """Whoever removes the folder of a damaged file, as the error says, has the same extract after the next run."""
    shutil.copytree(reference, tmp_path / "data")
    lost = [path for path in (tmp_path / "data" / "parts").iterdir() if path.name.partition("-")[0] == kind or not kind]
    for path in lost:
        shutil.rmtree(path)

    assert lost
    assert built(articles, tmp_path / "data").changed
    assert bytes_of(tmp_path / "data" / "parts") == bytes_of(reference / "parts")


@pytest.mark.parametrize("address", ["here", "tcp://127.0.0.1", "http://127.0.0.1:9"])
def test_what_is_no_address_of_a_scheduler_is_told(address):
    """Nothing is tried with it."""
    with pytest.raises(EngineError, match="no address of a scheduler: write tcp://HOST:PORT"), cluster(address):
        pass


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    """Nobody answers: one line that says what to do."""
    monkeypatch.setattr(engines, "_PATIENCE", 1)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers"), cluster("tcp://127.0.0.1:9"):
        pass


# ---- what joins documents --------------------------------------------------------------------------


WIRE = "More than 40 boats were laid up in the harbour of Selby after the storm on Monday night, and no crew was hurt."


def test_a_wire_story_in_forty_outlets_is_one_voice(tmp_path):
    """Carried as it is or with small changes, weeks apart and in several units: one voice, and copies are told."""
    edits = (WIRE, WIRE.replace("on Monday night", "of Monday"), f"Wires: {WIRE}")
    rows = [
        {
            "document": f"d{number:02d}",
            "text": edits[number % 3] if number < 20 else f"{edits[number % 3]}\n\nOutlet {number}.",
            "published": str(date(2022, 1, 1) + timedelta(days=3 * number)),
            "publisher": f"Outlet {number}",
        }
        for number in range(40)
    ]
    path = tmp_path / "c.jsonl"
    path.write_text("".join(f"{corpus.json.dumps(row)}\n" for row in rows), encoding="utf-8")
    build(Order(str(path), tmp_path / "data", TOPIC), Engine(Inline, 1, ()))
    extract, whole = store.read_extract(tmp_path / "data"), claimline.extract(list(readable(str(path))), TOPIC)

    heard = answers(extract)
    assert len(heard) > 20
    assert all(len(behind(said)) == 1 for said in heard.values())
    assert store.files(extract) == store.files(whole)


def test_a_full_disk_is_told_and_gone_on_from(tmp_path, articles, reference, monkeypatch):
    """The line says that the disk is full and how many parts are kept; with room again the result is the same."""
    left = iter(range(40))

    def full(handle):
        if next(left, None) is None:
            raise OSError(28, "No space left on device")

    order = Order(str(articles), tmp_path, TOPIC)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(
            EngineError, match=r"No space left on device.*; (1 new part is|[2-9] new parts are) kept in .*: run again"
        ):
            build(order, Engine(Inline, 1, ()))
    build(order, Engine(Inline, 1, ()))

    assert bytes_of(tmp_path / "parts") == bytes_of(reference / "parts")
