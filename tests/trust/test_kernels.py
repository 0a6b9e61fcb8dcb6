"""A kernel that is killed, hangs, runs out of memory, floods or loses what it prints: nothing is published by it.

The cell is named, the report that was there stays byte for byte, a page beside it says why, and the exit code is 1.
"""

import re

import pytest
from projects import cells, made, report
from tried import SOAK, rounds, survived

from claimline.show.reports import notebook

EACH_TIME = ("killed", "hung", "memory", "flood", "many", "surrogate")
LAST = "evidence.evidence(chosen)"
FAULTS = {
    "killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
    "left": ("import os\nos._exit(0)", "the kernel died"),
    "hung": ("import time\ntime.sleep(600)", "took longer than [0-9]+ s"),
    "memory": ("held = bytes(7 << 30)", "MemoryError"),
    "flood": ("print('400 nurses ' * 5_000_000)", r"shows [0-9,]+ characters: more than 20,000,000|took longer"),
    "surrogate": ("print('400 nurses \\ud800')", "complained: UnicodeEncodeError|took longer"),
    "many": (
        "from IPython.display import display\nfor n in range(10_000):\n    display(n)",
        "shows 10,000 things|took longer",
    ),
    "warning": ("import warnings\nwarnings.warn('400')\nevidence.evidence(chosen)", "complained"),
    "nothing": ("None", "shows nothing where it should"),
    "markup": ("from IPython.display import HTML\nHTML('<b>x</b>')", "shows text/html"),
    "error": ("raise ValueError('400\\n<script>')", "ValueError: 400"),
    "no-code": ("400 nurses", "SyntaxError"),
}

TRIED = list(FAULTS) if SOAK else list(EACH_TIME)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with a sound report of each name, all of which then fail."""
    folder = made(tmp_path_factory.mktemp("kernels"), notebooks=("briefing",))
    (folder / "notebooks" / "briefing.ipynb").unlink()
    for name in TRIED:
        (folder / "reports" / f"{name}.html").write_text(f"the last complete {name}")
        (folder / "notebooks" / f"{name}.ipynb").write_text(cells(LAST, FAULTS[name][0]))
    patch = pytest.MonkeyPatch()
    patch.setattr(notebook, "CELL_SECONDS", rounds(9, 15))
    code = report(folder)
    patch.undo()
    return folder, code


def test_all_of_them_fail_and_no_other_does(project):
    """The exit code says that something was found, and only the pages that tell of a failure are new."""
    folder, code = project

    assert code == 1
    assert {path.name for path in (folder / "reports").glob("*.failed.html")} == {
        f"{name}.failed.html" for name in TRIED
    }


@pytest.mark.parametrize("name", TRIED)
def test_a_kernel_that_fails_publishes_nothing(project, name):
    """The page beside the old report names the cell and the reason."""
    folder, _ = project
    told = (folder / "reports" / f"{name}.failed.html").read_text(encoding="utf-8")
    words = re.sub("<[^>]*>", " ", told.partition("</style>")[2]).replace("&#39;", "'")

    assert re.search(f"cell [45].*({FAULTS[name][1]})", words), words[:600]
    assert (folder / "reports" / f"{name}.html").read_text() == f"the last complete {name}"
    assert "Traceback" not in told
    survived("kernel")
