"""Making reports while the disk fails, the process is killed, or others make the same: old or new, and whole.

Each file of a report is published by itself, and the manifest that speaks for them last: a reader finds whole files,
and the next run makes again whatever is not as the manifest says.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from projects import STRIKE, made, places, report
from tried import rounds, survived

from claimline.cli import main

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A project whose extract is newer than its reports, and the same with the reports of today."""
    folder = tmp_path_factory.mktemp("reports")
    shutil.copytree(STRIKE, folder / "seeds")
    old = made(folder / "old", folder / "seeds")
    with (old / "seeds" / "depot.txt").open("a", encoding="utf-8") as file:
        file.write("\nThe union said on Friday that at least 900 drivers had walked out.\n")
    assert main(["-q", "extract", str(old / "seeds"), "--out", str(old / "data"), "--format", "csv"]) == 0
    shutil.copytree(old, folder / "new")
    assert report(folder / "new") == 0
    return folder


def command(folder):
    """Return what makes the reports of the project at *folder*."""
    options = ["--recipes", str(folder / "none.toml"), "--out", str(folder / "reports")]
    return ["-q", "report", *places(folder), *options]


def pages(folder):
    """Return the hash of each page and file of the reports at *folder*; the list and the manifest of them aside."""
    paths = [
        path for path in (folder / "reports").rglob("*") if path.is_file() and path.suffix in (".html", ".csv", ".svg")
    ]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.name != "index.html" and "failed" not in path.name and not path.name.startswith(".")
    }


def torn(folder, prepared):
    """Return the files of the project at *folder* that are neither those of before nor those of today."""
    whole = [pages(prepared / state) for state in ("old", "new")]
    odd = [name for name, sha in pages(folder).items() if sha not in {state.get(name) for state in whole}]
    manifest = folder / "reports" / "manifest.json"
    return odd + ([] if json.loads(manifest.read_bytes())["reports"] else ["manifest.json"])


def mended(folder, prepared):
    """Return whether the next run succeeds, makes what there is today, and leaves nothing behind."""
    done = subprocess.run([sys.executable, "-m", "claimline", *command(folder)], capture_output=True, check=False)
    left = [path.name for path in (folder / "reports").rglob(".*")]
    return done.returncode == 0 and pages(folder) == pages(prepared / "new") and not left


def fresh(prepared, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared / "old", folder)
    return folder


def faulty(folder, fault, at):
    """Make the reports of *folder* in a process whose step number *at* fails; return its exit code and what it says."""
    order = json.dumps({"argv": command(folder), "fault": fault, "at": at})
    program = os.path.join(os.path.dirname(__file__), "faulty.py")
    told = subprocess.run([sys.executable, program], input=order + "\n", capture_output=True, text=True, check=True)
    answer = json.loads(told.stdout)
    return answer["code"], answer["said"]


STEPS = random.Random(7).sample(range(1, 90), rounds(3, 40))


@pytest.mark.parametrize("at", STEPS)
def test_a_kill_at_a_step_of_a_report(prepared, tmp_path, at):
    """Killed at a step of its own or of whoever works for it: each file old or new, and the next run mends all."""
    folder = fresh(prepared, tmp_path / "project")
    faulty(folder, "kill", at)

    assert not torn(folder, prepared)
    assert mended(folder, prepared)
    survived("stopped")


@pytest.mark.parametrize(("fault", "at"), list(zip(["ENOSPC", "EIO", "EACCES"] * 20, STEPS, strict=False)))
def test_an_error_at_a_step_of_a_report(prepared, tmp_path, fault, at):
    """What could not be written is told, and the exit code is not 0 unless all is there."""
    folder = fresh(prepared, tmp_path / "project")
    code, said = faulty(folder, fault, at)

    assert "Traceback" not in said
    assert code in (1, 2) or pages(folder) == pages(prepared / "new")
    assert code == 0 or said.startswith("claimline: ")
    assert not torn(folder, prepared)
    assert mended(folder, prepared)
    survived("refused_call")


def test_a_kill_at_a_random_moment_of_a_report(prepared, tmp_path):
    """With all that works for it, whenever it comes: each file old or new, and the next run mends all."""
    draw = random.Random(7)
    tried, passed = rounds(2, 30), 0
    for _ in range(tried):
        folder = fresh(prepared, tmp_path / "project")
        run = [sys.executable, "-m", "claimline", *command(folder)]
        with subprocess.Popen(run, start_new_session=True, stderr=subprocess.DEVNULL) as process:
            time.sleep(draw.uniform(0.5, 7))
            os.killpg(process.pid, signal.SIGKILL)
        passed += not torn(folder, prepared)
    assert mended(folder, prepared)
    survived("killed", passed, tried)


@pytest.mark.parametrize("runs", rounds([2], [2, 8]))
def test_several_make_one_report_at_once(prepared, tmp_path, runs):
    """Of several runs each succeeds, a reader finds whole files at any moment, and what stays is of today."""
    folder = fresh(prepared, tmp_path / "project")
    run = [sys.executable, "-m", "claimline", *command(folder)]
    with ThreadPoolExecutor(runs) as pool:
        running = [pool.submit(subprocess.run, run, capture_output=True, text=True, check=False) for _ in range(runs)]
        odd = []
        while not all(one.done() for one in running):
            odd += torn(folder, prepared)
            time.sleep(0.02)

    assert [(one.result().returncode, one.result().stderr) for one in running] == [(0, "")] * runs
    assert not odd
    assert mended(folder, prepared)
    survived("at_once", runs, runs)
