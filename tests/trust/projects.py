"""A project of its own for a test: seeds, extract, notebooks, lock, and the reports that are made of them."""

import json
import shutil
from pathlib import Path

from claimline.cli import main

ROOT = Path(__file__).resolve().parents[2]
STRIKE = ROOT / "tests" / "strike"


def made(folder, seeds=STRIKE, notebooks=("briefing",)):
    """Make a project in *folder* from *seeds* and some of our *notebooks*; return the folder with its reports built."""
    shutil.copytree(seeds, folder / "seeds", dirs_exist_ok=True)
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    for name in notebooks:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    (folder / "requirements.lock").write_text("claimline==0\n")
    assert main(["-q", "extract", str(folder / "seeds"), "--out", str(folder / "data"), "--format", "csv"]) == 0
    assert report(folder) == 0
    return folder


def report(folder, *more):
    """Run `claimline report` in the project at *folder* and return its exit code."""
    return main(
        [
            "-q",
            "report",
            *places(folder),
            "--recipes",
            str(folder / "none.toml"),
            "--out",
            str(folder / "reports"),
            *more,
        ]
    )


def places(folder):
    """Return the options that say where the project at *folder* lies."""
    return ["--data", str(folder / "data"), "--notebooks", str(folder / "notebooks")]


def cells(*sources):
    """Return a notebook whose cells are *sources*, behind a heading, its parameters and the extract."""
    first = 'extract = "../data"\nas_of = None'
    second = "import claimline\nfrom claimline.show import evidence\n\nchosen = claimline.read_extract(extract)"
    listed = [{"cell_type": "markdown", "id": "c0", "metadata": {}, "source": "# Tiny\n\n## What is said?"}]
    for number, source in enumerate((first, second, *sources), 1):
        cell = {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source}
        listed.append(cell | {"execution_count": None, "outputs": []})
    listed[1]["metadata"] = {"tags": ["parameters"]}
    return json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
