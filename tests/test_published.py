"""What extracts and reports are compared with: folders, published reports, and either at an earlier revision."""

import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from claimline.cli import main
from claimline.show.reports.published import PublishedError, extract_at
from claimline.store import read_extract, write_extract
from test_reports import claim, extract, make, save, stance

WHOLE = extract(claim("c1", "400 drivers", 400.0), stance("s1", "commits", "2024-03-12"))
REVISED = replace(WHOLE, claims=(replace(WHOLE.claims[0], low=390.0, high=390.0),))


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A project under git with an extract and a report at HEAD~1, and what was revised since at HEAD and on disk."""
    folder = tmp_path_factory.mktemp("history")
    save(folder, "evidence.evidence(chosen)")
    git("init", "-q", folder)
    for whole in (WHOLE, REVISED):
        write_extract(whole, folder / "data")
        assert make(folder).made == ["tiny"]
        git("-C", folder, "add", ".")
        git("-C", folder, "-c", "user.name=n", "-c", "user.email=e@e", "commit", "-qm", "m")
    return folder


@pytest.fixture
def project(history, monkeypatch):
    """That project as the current folder."""
    monkeypatch.chdir(history)
    return history


def git(*words):
    subprocess.run(["git", *words], check=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HEAD~1:data", "data"),
        ("HEAD~1:data", "HEAD:data"),
        ("HEAD~1:reports", "reports"),
        ("HEAD~1:reports/tiny.html", "reports/tiny.html"),
        ("HEAD~1:reports/tiny", "reports/tiny"),
    ],
)
def test_what_changed_is_told_between_any_two(project, capsys, old, new):
    """Two extracts or two published reports, on disk or at a revision: the same change in the same words."""
    assert main(["diff", old, new]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.split()[:3] == ["revised", "claims", "c1"]
    assert re.search(r"400.* -> .*390.*Rail Workers' Union", line)
    assert main(["diff", new, new]) == 0


def test_a_report_tells_what_changed_since_a_revision(project):
    """What a report is compared with may be a revision or a published report as well as a folder."""
    with extract_at("HEAD~1:data") as was, extract_at("reports/tiny.html") as now:
        assert read_extract(was) == WHOLE
        found = read_extract(now)

    assert found.claims == REVISED.claims
    assert found.stances == REVISED.stances
    assert found.codes == REVISED.codes


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("HEAD~9:data", "HEAD~9:data: git: "),
        ("HEAD:nowhere", "HEAD:nowhere: git: "),
        ("-x:data", "-x:data: git: no such revision"),
        ("HEAD:notebooks", "neither an extract nor published reports"),
        ("notebooks", "notebooks: neither an extract nor published reports"),
    ],
)
def test_a_place_that_is_none_is_named(project, capsys, place, says):
    """What is no extract, report or revision is one line with the remedy, exit 2."""
    assert main(["diff", "--", "data", place]) == 2
    told = capsys.readouterr().err

    assert says in told
    assert len(told.splitlines()) == 1


def test_rows_that_were_changed_after_they_were_published_are_refused(project, tmp_path):
    """The manifest says what lay beside a report when it was published; anything else is no evidence."""
    shutil.copytree(project / "reports", tmp_path / "reports")
    path = tmp_path / "reports" / "tiny" / "rows.json"
    rows = json.loads(path.read_text())
    rows["claims"][0]["low"] = 9
    path.write_text(json.dumps(rows))

    with pytest.raises(PublishedError, match="is not as it was published"), extract_at(str(tmp_path / "reports")):
        pass
