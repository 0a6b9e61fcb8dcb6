"""Many reports at once: side by side, each for itself; and what the reference of a notebook says has changed."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from claimline.show.reports import orders, references
from claimline.show.reports.workers import Died, side_by_side
from claimline.store import write_extract
from test_reports import claim, extract, files, make, save, stance

WHOLE = extract(claim("c1", "400 drivers", 400.0), stance("s1", "commits", "2024-03-12"))


@pytest.fixture
def project(tmp_path):
    """A project with one tiny notebook."""
    write_extract(WHOLE, tmp_path / "data")
    save(tmp_path, "evidence.evidence(chosen)")
    return tmp_path


def another(project, name, last, **metadata):
    """Save a notebook *name* beside the tiny one, with *last* as its last cell."""
    path = project / "notebooks" / "tiny.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][-1]["source"] = last
    notebook["cells"][1]["metadata"] = metadata.get("parameters", {"tags": ["parameters"]})
    (project / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook))


BAD = {
    "raises": ("1 / 0", "cell 4 (“What is said?”): ZeroDivisionError"),
    "unfinished": ("evidence.evidence(", "cell 4 (“What is said?”): SyntaxError"),
    "dies": ("import os\nos._exit(3)", "cell 4 (“What is said?”): the kernel died"),
    "killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "cell 4 (“What is said?”): the kernel died"),
    "silent": ("None", "cell 4 (“What is said?”): shows nothing where it should"),
    "odd": ("from IPython.display import HTML\nHTML('<b>')", "cell 4: shows text/html, text/plain"),
    "endless": ("while True: pass", "cell 4 (“What is said?”): took longer than 5 s"),
}


def test_one_failure_takes_no_other_down(project, monkeypatch):
    """Each notebook that fails, ends its kernel or never ends is named with its cell; the others are made."""
    monkeypatch.setattr("claimline.show.reports.notebook.CELL_SECONDS", 5)
    for name, (last, _) in BAD.items():
        another(project, name, last)
    another(project, "fine", "%precision 3")

    outcome = make(project)

    assert sorted(outcome.made) == ["fine", "tiny"]
    assert outcome.failed.keys() == BAD.keys()
    for name, (_, says) in BAD.items():
        assert outcome.failed[name].startswith(says)
        assert (project / "reports" / f"{name}.failed.html").is_file()
        assert not (project / "reports" / f"{name}.html").exists()
    assert set(json.loads((project / "reports" / "manifest.json").read_text())["reports"]) == {"fine", "tiny"}


def test_a_notebook_that_writes_reaches_nothing(project):
    """What a notebook writes, above its folder or into the extract, is gone with the folder that it ran in."""
    another(
        project, "writes", "from pathlib import Path\n[Path(to).write_text('x') for to in ('../data/claims.csv', 'x')]"
    )
    before = {folder: files(project / folder) for folder in ("data", "notebooks")}

    assert sorted(make(project).made) == ["tiny", "writes"]
    assert {folder: files(project / folder) for folder in ("data", "notebooks")} == before


def test_a_notebook_without_its_parameters_cell_is_named_before_anything_runs(project):
    """Nothing is made where one notebook cannot be given its parameters: the line names it and says what to do."""
    another(project, "bare", "1", parameters={})

    with pytest.raises(ValueError, match=r"bare\.ipynb: 0 cells are tagged 'parameters': tag exactly one"):
        make(project)
    assert not (project / "reports").exists()


def test_reports_made_together_are_those_made_alone(project):
    """Side by side or one after the other, from one process or from several: the same files."""
    for name in ("one", "two", "three"):
        another(project, name, "evidence.evidence(chosen)")

    assert len(make(project).made) == 4
    for name in ("one", "two", "three", "tiny"):
        alone(project, name)

    assert files(project / "alone") == files(project / "reports")


def alone(project, name):
    program = (
        "import sys; from claimline.cli import main;"
        f"sys.exit(main(['-q', 'report', {name!r}, '--out', 'alone', '--recipes', 'none']))"
    )
    subprocess.run([sys.executable, "-c", program], cwd=project, check=True)


# ---- work side by side -----------------------------------------------------------------------------


def piece(what):
    if what == "raise":
        raise KeyError(what)
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "slow":
        time.sleep(0.3)
    return what.upper()


def test_pieces_of_work_are_done_for_themselves():
    """Each result comes with its piece, as soon as it is there; one that raises or is killed is told, and no other."""
    done = dict(side_by_side(piece, ["slow", "raise", "die", "fine"], 2))

    assert done.keys() == {"slow", "raise", "die", "fine"}
    assert (done["slow"], done["fine"]) == ("SLOW", "FINE")
    assert str(done["raise"]) == "unexpected KeyError: 'raise'"
    assert "in piece" in done["raise"].trace
    assert done["die"] == Died("its process ended with exit code -9")
    assert list(side_by_side(piece, ["slow", "fine"], 1)) == [("slow", "SLOW"), ("fine", "FINE")]


# ---- references ------------------------------------------------------------------------------------


def shown(**bundles):
    outputs = [{"data": {f"application/vnd.claimline.{kind}+json": bundle}} for kind, bundle in bundles.items()]
    return {"cells": [{"cell_type": "code", "outputs": outputs}]}


def row(key, **cells):
    return {"id": key, "voice": "the union", "low": 12_000, "quote": "12,000 drivers", **cells}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"figure": {"id": "f", "title": "t", "rows": [row("c1"), row("c2")]}},
            {"figure": {"id": "f", "title": "t", "rows": [row("c1"), row("c2", low=10_900)]}},
            ["12,000 -> 10,900, claim c2"],
        ),
        (
            {"findings": {"title": "t", "findings": [["The union says ", {"text": "12,000", "row": "c1"}, "."]]}},
            {"findings": {"title": "t", "findings": [["The union says ", {"text": "10,900", "row": "c1"}, "."]]}},
            ["12,000 -> 10,900, claim c1"],
        ),
        (
            {"findings": {"title": "Few", "findings": []}},
            {"findings": {"title": "Many", "findings": [["One ", {"text": "more", "row": "s1"}]]}},
            ["Few -> Many", "new: One more [s1]"],
        ),
        (
            {"evidence": {"rows": [row("c1"), row("c2")]}},
            {"evidence": {"rows": [row("c2", voice="nobody"), row("c3")]}},
            [
                "gone: c1; the union; 12,000 drivers",
                "the union -> nobody, claim c2",
                "new: c3; the union; 12,000 drivers",
            ],
        ),
        (
            {"table": {"name": "dates", "rows": [[["stated"], ["11"]]]}},
            {"table": {"name": "dates", "rows": [[["stated"], ["12"]]]}},
            ["11 -> 12"],
        ),
        ({"figure": {"id": "f", "title": "t"}}, {}, ["figure f: gone"]),
        ({}, {"table": {"name": "dates"}}, ["table dates: new"]),
        (
            {"figure": {"id": "f", "title": "t", "unit": None}},
            {"figure": {"id": "f", "title": "t", "unit": "kg"}},
            ["nothing -> kg"],
        ),
    ],
)
def test_a_changed_reference_is_told_in_words(before, after, told):
    """What reads otherwise than before, with the row that it is about; a row is known by its id, not by its place."""
    assert references.changes(shown(**before), shown(**after)) == told
    assert references.changes(shown(**before), shown(**before)) == []


def test_accepting_says_what_changed(project, capsys):
    """A number that was revised is told from what to what, with its claim; a notebook that fails stays as it was."""
    places = orders.Places(project / "notebooks", project / "data")
    dict(references.accept(orders.orders([], [], places, WHOLE), places.notebooks, places.data))
    another(project, "raises", "1 / 0")
    kept = (project / "notebooks" / "raises.ipynb").read_bytes()
    changed = replace(WHOLE, claims=(replace(WHOLE.claims[0], low=390.0, high=390.0),))
    write_extract(changed, project / "data")

    told = dict(references.accept(orders.orders([], [], places, changed), places.notebooks, places.data))

    assert told["tiny"] == ["400 drivers, happened -> 390 drivers, happened, claim c1"]
    assert str(told["raises"]).startswith("cell 4 (“What is said?”): ZeroDivisionError")
    assert (project / "notebooks" / "raises.ipynb").read_bytes() == kept
