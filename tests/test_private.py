"""A private folder is there for its task alone, and none outlives the process that made it for long."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from claimline.private import private_folder


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_gone_after_its_task(temporary):
    """Whatever the task left in it, and however it ended."""
    with private_folder() as folder:
        (folder / "deep").mkdir()
    with pytest.raises(KeyError), private_folder():
        raise KeyError

    assert not list(temporary.iterdir())


def test_what_a_killed_process_left_is_swept(temporary):
    """A folder whose process was killed is swept by the next task, one in use is not, and nothing else is touched."""
    program = "import time, claimline.private as p\nwith p.private_folder() as f: print(f, flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)}
    ) as process:
        left = Path(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
    (temporary / "claimline-notes.txt").write_text("mine")
    (temporary / "other").mkdir()
    assert left.is_dir()

    with private_folder() as first, private_folder() as second:
        assert not left.exists()
        assert first.is_dir()
        assert second.is_dir()
    assert {path.name for path in temporary.iterdir()} == {"claimline-notes.txt", "other"}
