"""The disk fails, or the process is killed, at every step of writing: the old extract or the new, and a word of it.

The steps are those of Python, counted in a child: each open to write, write, fsync, rename, removal. A write that fails
has written half. The soak lets the system calls themselves fail.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tried import SOAK, rounds, survived

from claimline.store import StoreError, read_extract

OLD = "The ministry said on Monday, May 6, 2024 that 400 nurses had left.\n"
NEW = OLD + "\nThe union said on Tuesday that at least 900 nurses had left.\n"
COMMAND = [sys.executable, "-m", "claimline"]


@pytest.fixture(scope="module")
def run():
    """What runs a command with a fault at its k-th step."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "faulty.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip

        def ordered(argv, fault="kill", at=0):
            server.stdin.write(json.dumps({"argv": list(map(str, argv)), "fault": fault, "at": at}) + "\n")
            server.stdin.flush()
            return json.loads(server.stdout.readline())

        yield ordered
        server.stdin.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, run):
    """A folder with two sets of seeds, the extract of each, and the command that makes the new one over the old."""
    folder = tmp_path_factory.mktemp("disk")
    for name, text in (("old", OLD), ("new", NEW)):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(text)
        assert run(["-q", "extract", folder / name, "--out", folder / f"{name}-data"], "warm")["code"] == 0
    return folder


def rows(data):
    """Return the extract in *data*, or the one line that says why it cannot be read."""
    try:
        return read_extract(data)
    except StoreError as error:
        return str(error)


def left(folder):
    """Return what hidden files there are in *folder*."""
    return [path.name for path in folder.rglob(".*")]


def fresh(prepared, into):
    """Return the path of a new copy of the old extract, and the command that makes the new one there."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(prepared / "old-data", into)
    return into, ["-q", "extract", prepared / "new", "--out", into]


def steps(run, prepared, into):
    """Return how many steps the command has."""
    _, argv = fresh(prepared, into)
    told = run(argv)
    assert told["code"] == 0, told
    assert told["calls"] > 30
    return told["calls"]


def test_a_kill_at_any_step_leaves_the_old_or_the_new(run, prepared, tmp_path):
    """Killed at each step in turn: readable, old or new, and the next run succeeds and leaves nothing behind."""
    old, new = (rows(prepared / f"{name}-data") for name in ("old", "new"))
    tried = range(1, steps(run, prepared, tmp_path / "data") + 1)
    passed = 0
    for at in tried:
        data, argv = fresh(prepared, tmp_path / "data")
        killed = run(argv, "kill", at)
        between = rows(data)
        again = run(argv)
        held = killed["code"] == -signal.SIGKILL and between in (old, new)
        passed += held and again["code"] == 0 and rows(data) == new and not left(data)

    survived("stopped", passed, len(tried))


def test_a_kill_at_any_step_tears_no_file_of_the_seeds(run, prepared, tmp_path):
    """`add` writes a text and an entry, each by itself: killed at any step, each is there whole or not at all."""
    text, entry = "The union said that 7 nurses had left.\n", '["old.txt"]\ntitle = "Old"\n'
    (tmp_path / "b.txt").write_text(text)
    seeds = tmp_path / "seeds"
    argv = ["-q", "add", tmp_path / "b.txt", "--publisher", "The Post", "--seeds", seeds]
    passed = tried = 0
    while True:
        shutil.rmtree(seeds, ignore_errors=True)
        seeds.mkdir()
        (seeds / "old.txt").write_text(OLD)
        (seeds / "sources.toml").write_text(entry)
        if run(argv, "kill", tried + 1)["code"] == 0:
            break
        tried += 1
        added = {path.name: path.read_text() for path in seeds.iterdir() if not path.name.startswith(".")}
        whole = added["sources.toml"] == entry or (
            added["sources.toml"].startswith(entry.rstrip()) and "b.txt" in added
        )
        again = run(["-q", "extract", seeds, "--out", tmp_path / "data"])
        passed += whole and added.get("b.txt", text) == text and added["old.txt"] == OLD and again["code"] == 0

    assert tried > 10
    survived("stopped", passed, tried)


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO", "EACCES"])
def test_an_error_at_any_step_is_told_in_a_line(run, prepared, tmp_path, fault):
    """The exit code is not 0 unless all is done, one line says what failed, and the old extract or the new is there."""
    old, new = (rows(prepared / f"{name}-data") for name in ("old", "new"))
    tried = range(1, steps(run, prepared, tmp_path / "data") + 1, 1 if SOAK or fault == "EIO" else 3)
    wrong = []
    for at in tried:
        data, argv = fresh(prepared, tmp_path / "data")
        told = run(argv, fault, at)
        between = rows(data)
        complete = told["code"] == 0 and between == new
        refused = told["code"] == 2 and between in (old, new) and plain(told["said"])
        again = run(argv)
        if not (complete or refused) or again["code"] or rows(data) != new or left(data):
            wrong.append((at, told, again, left(data)))

    assert not wrong, wrong[:3]
    survived("refused_call", len(tried), len(tried))


def plain(said):
    """Whether *said* is one line of ours, without a traceback or the name of a file that only we know."""
    return (
        said.startswith("claimline: ") and said.count("\n") == 1 and "Traceback" not in said and ".staged" not in said
    )


LIMITED = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}));" \
    "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);" \
    "from claimline.cli import main; sys.exit(main(sys.argv[1:]))"  # fmt: skip


@pytest.mark.parametrize("limit", [0, 1, 500, 3_000])
def test_no_room_for_a_file(prepared, tmp_path, limit):
    """Where the system takes no more of a file than so many bytes, the old extract stays and a line says so."""
    data, argv = fresh(prepared, tmp_path / "data")
    told = subprocess.run(
        [sys.executable, "-c", LIMITED.format(limit), *map(str, argv)], capture_output=True, text=True, check=False
    )

    assert told.returncode == 2
    assert plain(told.stderr), told.stderr
    assert rows(data) == rows(prepared / "old-data")
    survived("full")


UNFIT = [lambda path: path.write_text(""), lambda path: path.symlink_to("nowhere"), os.mkfifo]


@pytest.mark.parametrize("make", UNFIT, ids=["file", "link", "pipe"])
def test_no_folder_to_write_to(run, prepared, tmp_path, make):
    """Where something else stands in the place of the folder, it is named, and stays."""
    make(tmp_path / "out")
    told = run(["-q", "extract", prepared / "new", "--out", tmp_path / "out"])

    assert (told["code"], plain(told["said"])) == (2, True), told
    assert str(tmp_path / "out") in told["said"]
    survived("full")


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root may write anywhere")
def test_a_folder_that_is_read_only(prepared, tmp_path):
    """Without leave to write nothing is changed, and a line says where."""
    data, argv = fresh(prepared, tmp_path / "data")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(0o755)
    data.chmod(0o555)
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    told = subprocess.run([*other, *COMMAND, *map(str, argv)], capture_output=True, text=True, check=False)

    assert told.returncode == 2, told.stderr
    assert plain(told.stderr), told.stderr
    assert rows(data) == rows(prepared / "old-data")
    survived("full")


@pytest.mark.parametrize("writers", [2, 8])
def test_several_at_once_and_a_reader(prepared, tmp_path, writers):
    """Of several runs into one folder each succeeds, and a reader finds a whole extract at any moment."""
    old, new = (rows(prepared / f"{name}-data") for name in ("old", "new"))
    data, _ = fresh(prepared, tmp_path / "data")
    texts = [prepared / ("new" if number % 2 else "old") for number in range(writers * rounds(2, 10))]
    with ThreadPoolExecutor(writers) as pool:
        running = [pool.submit(extracted, seeds, data) for seeds in texts]
        seen = []
        while not all(one.done() for one in running):
            seen.append(rows(data))
            time.sleep(0.005)

    assert [one.result() for one in running] == [0] * len(texts)
    odd = [one for one in seen if one not in (old, new)]
    assert not odd, odd[:3]
    assert rows(data) in (old, new)
    assert not left(data)
    survived("at_once", len(texts), len(texts))


def extracted(seeds, data):
    return subprocess.run([*COMMAND, "-q", "extract", str(seeds), "--out", str(data)], check=False).returncode


def test_a_kill_at_random_moments(prepared, tmp_path):
    """Killed whenever it comes, from the first import to the last rename: old or new, and the next run succeeds."""
    old, new = (rows(prepared / f"{name}-data") for name in ("old", "new"))
    data, argv = fresh(prepared, tmp_path / "data")
    command = [*COMMAND, *map(str, argv)]
    begin = time.monotonic()
    subprocess.run(command, check=True)
    whole, draw = time.monotonic() - begin, random.Random(7)
    tried, passed = rounds(8, 100), 0
    for _ in range(tried):
        fresh(prepared, data)
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(draw.uniform(0.3, 1.05) * whole)
            process.kill()
        passed += rows(data) in (old, new)
    subprocess.run(command, check=True)

    assert rows(data) == new
    assert not left(data)
    survived("killed", passed, tried)
