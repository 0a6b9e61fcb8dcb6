"""`claimline report` as it is called: names of its own, recipes, reasons, cold kernels, interruption."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from claimline.cli import main
from claimline.store import write_extract
from test_reports import claim, extract, save, stance

RECIPES = '[early]\nnotebook = "tiny"\nparameters.as_of = "2024-03-14"\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one tiny notebook and one recipe, as the current folder."""
    write_extract(extract(claim("c1", "400 drivers", 400.0), stance("s1", "commits", None)), tmp_path / "data")
    save(tmp_path, "evidence.evidence(chosen)")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "recipes.toml").write_text(RECIPES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pages(project: Path) -> set[str]:
    return {path.stem for path in (project / "reports").glob("*.html")} - {"index"}


def test_parameters_make_another_report(project, capsys):
    """What is asked for with parameters has a name of its own; the report that it is asked for by stays as it was."""
    assert main(["report"]) == 0
    assert pages(project) == {"tiny", "early"}
    before = (project / "reports" / "tiny.html").read_bytes()
    capsys.readouterr()

    assert main(["report", "tiny", "--as-of", "2024-03-14"]) == 0
    assert capsys.readouterr().out == f"{Path('reports') / 'tiny-as_of-2024-03-14.html'}\n"
    assert main(["report", "tiny", "--as-of", "2024-03-14", "--as", "mid-march"]) == 0
    assert pages(project) == {"tiny", "early", "tiny-as_of-2024-03-14", "mid-march"}
    assert (project / "reports" / "tiny.html").read_bytes() == before
    page = (project / "reports" / "mid-march.html").read_text()
    assert "claimline report tiny -p as_of 2024-03-14 --as mid-march" in page
    assert "claimline report early<" in (project / "reports" / "early.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "tiny", "--as", "x"], "--as names one report with parameters"),
        (["report", "--as-of", "2024-03-14", "--as", "x"], "--as names one report with parameters"),
        (["report", "tiny", "--as-of", "2024-03-14", "--as", "early"], "a notebook or a recipe has this name"),
        (["report", "tiny", "--as-of", "2024-03-14", "--as", "../x"], "small letters, digits, - and _"),
        (["report", "earli"], "did you mean 'early'?"),
        (["report", "--accept", "early"], "leave recipes"),
    ],
)
def test_a_name_that_cannot_be_had_is_refused(project, capsys, arguments, says):
    """One line with the remedy, exit 2, and nothing is made."""
    assert main(arguments) == 2
    told = capsys.readouterr()

    assert says in told.err
    assert len(told.err.splitlines()) == 1
    assert pages(project) == set()


def test_a_recipe_is_checked_before_anything_runs(project, capsys):
    """A parameter that a recipe sets and its notebook does not know is named with the file, the recipe and a remedy."""
    (project / "reports" / "recipes.toml").write_text(RECIPES.replace("as_of", "as_off"))

    assert main(["report"]) == 2
    assert "recipes.toml: early: as_off: no such parameter: did you mean 'as_of'?" in capsys.readouterr().err
    assert pages(project) == set()


def test_the_reason_is_said(project, capsys):
    """`--explain` says of each report why it is made again, or that nothing changed."""
    main(["report", "--explain"])
    assert "tiny: it has not been made yet" in capsys.readouterr().err
    main(["report", "--explain"])
    assert "early: nothing changed" in capsys.readouterr().err

    (project / "reports" / "early.html").write_text("harmed")
    (project / "reports" / "recipes.toml").write_text(RECIPES.replace("14", "15"))
    main(["report", "--explain", "--json"])
    told = capsys.readouterr()
    assert "early: as_of: 2024-03-14 -> 2024-03-15\n" in told.err
    assert json.loads(told.out)["due"] == {"early": ["as_of: 2024-03-14 -> 2024-03-15"]}

    (project / "reports" / "tiny" / "rows.json").unlink()
    main(["report", "--explain"])
    assert "tiny: tiny/rows.json is not as it was written" in capsys.readouterr().err


def test_a_cold_start_makes_the_same_report(project):
    """With `--cold` no kernel is forked, and the report has the same bytes."""
    main(["-q", "report", "tiny"])
    command = [sys.executable, "-m", "claimline", "-q", "report", "tiny", "--cold", "--out", "cold"]
    subprocess.run(command, check=True)

    assert (project / "cold" / "tiny.html").read_bytes() == (project / "reports" / "tiny.html").read_bytes()


def test_an_interruption_leaves_nothing_behind(project, tmp_path_factory):
    """Control-C ends the workers, their kernels and the server; what was there is unchanged, and one line says so."""
    save(project, "import time\nlist(chosen.claims)\ntime.sleep(60)")
    temporary = tmp_path_factory.mktemp("temporary")
    command = [sys.executable, "-m", "claimline", "report", "tiny"]
    settings = os.environ | {"TMPDIR": str(temporary)}
    # Tests that run in the background of a shell are deaf to Control-C, and so would be what they start.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=settings, start_new_session=True, preexec_fn=heard
    )
    ends = time.monotonic() + 60
    while not list(temporary.glob("claimline-*/reads")) and running.poll() is None and time.monotonic() < ends:
        time.sleep(0.05)

    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)

    assert running.returncode == 130
    assert said == "claimline: interrupted: what was there before is unchanged\n"
    assert pages(project) == set()
    assert not list(temporary.glob("claimline-*"))
    shutil.rmtree(temporary)
