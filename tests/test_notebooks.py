"""The notebooks: thin, parameterized, executed; a changed figure fails nbval and a changed drawing does not."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from claimline.show.reports.parameters import schema
from claimline.store import read_extract, write_extract

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "notebooks").glob("*.ipynb")}
ONE_EACH = pytest.mark.parametrize("name", sorted(NOTEBOOKS))


def cells(name: str, kind: str) -> list[dict]:
    return [cell for cell in NOTEBOOKS[name]["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def test_the_four_notebooks_are_there():
    """Figures over time, policy stances, sources and evidence, and the briefing to send."""
    assert set(NOTEBOOKS) >= {"figures", "stances", "sources", "briefing"}


@ONE_EACH
def test_the_first_code_cell_holds_plain_parameters(name):
    """The first code cell is tagged `parameters`, reads the extract beside the notebooks, and takes days."""
    first = cells(name, "code")[0]
    known = schema(NOTEBOOKS[name], name)

    assert first["metadata"]["tags"] == ["parameters"]
    assert known["extract"].default == "../data"
    assert known["as_of"].kind == known["since"].kind == known["until"].kind == "day"


@ONE_EACH
def test_a_code_cell_is_one_sentence(name):
    """After the parameters, a cell has five lines at most, no definition, loop or path, and one thing to show."""
    for cell in cells(name, "code")[1:]:
        lines = [line for line in source(cell).splitlines() if line.strip()]
        tree = ast.parse(source(cell))
        forbidden = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try, ast.With)
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]

        assert len(lines) <= 5, source(cell)
        assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)], source(cell)
        assert not [text for text in texts if not re.fullmatch(r"[a-z_]+", text)], source(cell)
        assert not any(isinstance(statement, ast.Expr) for statement in tree.body[:-1]), source(cell)


@ONE_EACH
def test_headings_ask_and_prose_has_no_numbers(name):
    """Every section's heading is a question, and no number is typed into prose: numbers come from a call."""
    prose = [source(cell) for cell in cells(name, "markdown")]
    headings = [line for text in prose for line in text.splitlines() if line.startswith("## ")]

    assert headings
    assert all(heading.endswith("?") for heading in headings)
    assert not re.findall(r"[0-9]", "".join(prose))


@ONE_EACH
def test_a_notebook_is_committed_with_its_reference(name):
    """Each cell was run, in order; what it shows has a digest, a bundle and a drawing; no machine is named."""
    run = [cell["execution_count"] for cell in cells(name, "code")]
    shown = [output for cell in cells(name, "code") for output in cell["outputs"]]

    assert run == list(range(1, len(run) + 1))
    assert shown
    for output in shown:
        assert output["output_type"] == "execute_result"
        assert {"text/plain", "text/html"} < set(output["data"])
        assert any(mime.startswith("application/vnd.claimline.") for mime in output["data"])
    assert str(ROOT) not in json.dumps(NOTEBOOKS[name])
    assert set(NOTEBOOKS[name]["metadata"]) == {"kernelspec"}


@ONE_EACH
def test_a_drawing_in_a_notebook_has_no_link_that_jupyterlab_trips_over(name):
    """JupyterLab fails on the href of an SVG link and then shows the figure as an error: it is xlink:href there."""
    shown = [output["data"]["text/html"] for cell in cells(name, "code") for output in cell["outputs"]]
    drawings = [svg for html in shown for svg in re.findall(r"<svg.*?</svg>", "".join(html), re.DOTALL)]

    assert not [svg for svg in drawings if re.search(r"<a [^>]*(?<!xlink:)href=", svg)]
    assert all("xlink:href" in svg for svg in drawings)


# ---- nbval -----------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """A copy of one notebook and the extract that it was run on."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "figures.ipynb", tmp_path / "notebooks")
    return tmp_path


def nbval(project: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(project), "--nbval"]
    command += ["-p", "claimline.show.reports.regression"]
    command += [
        str(project / "notebooks"),
        "--nbval-sanitize-with",
        str(ROOT / "tests" / "nbval.cfg"),
        "-c",
        os.devnull,
    ]
    return subprocess.run(command, capture_output=True, text=True, cwd=project, timeout=300, check=False)


def test_nbval_names_the_cell_of_a_changed_figure(project):
    """A figure that reads otherwise in `data/` than when the notebook was saved fails, and the cell is named."""
    extract = read_extract(project / "data")
    changed = [replace(row, low=10_900.0, high=10_900.0) if row.low == 12_000 else row for row in extract.claims]
    assert changed != list(extract.claims)
    write_extract(replace(extract, claims=tuple(changed)), project / "data", ROOT / "seeds")

    run = nbval(project)

    assert run.returncode == 1
    assert "figures.ipynb::Cell" in run.stdout
    assert "charts.figures_over_time(claims)" in run.stdout
    assert "10,900" in run.stdout


def test_nbval_is_not_disturbed_by_another_drawing(project):
    """When altair, vl-convert or matplotlib draw the same figures with other bytes, nothing fails."""
    path = project / "notebooks" / "figures.ipynb"
    text = path.read_text(encoding="utf-8")
    altered = re.sub(
        r"(?<=<path d=\\\"M)[0-9.]+", "1", text.replace("<svg ", '<svg data-drawn-by=\\"another version\\" ')
    )
    altered = re.sub(r"(?<=base64,)[A-Za-z0-9+/]{200}", "A" * 200, altered)
    path.write_text(altered, encoding="utf-8")

    run = nbval(project)

    assert altered.count("another version") >= 4
    assert run.returncode == 0, run.stdout
