"""Each refusal is one line: what file, what is wrong, what to do. No traceback, and the words are kept as they were.

What they say is in `messages.txt`: a change there is a change that somebody meant.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from projects import ROOT, STRIKE, cells
from tried import survived

from claimline.cli import main

KEPT = Path(__file__).parent / "messages.txt"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A project that is whole but for its reports, as the current folder."""
    shutil.copytree(STRIKE, tmp_path / "seeds")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "briefing.ipynb", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    assert main(["-q", "extract", "seeds", "--out", "data", "--format", "csv"]) == 0
    return tmp_path


def put(name, content):
    """Return what writes *content* to the file *name* of the current folder."""

    def write():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def gone(name):
    return lambda: shutil.rmtree(name) if Path(name).is_dir() else Path(name).unlink()


EXTRACT = ["extract", "seeds", "--out", "data", "--format", "csv"]
REPORT = ["report", "briefing"]
CASES = {
    "no seeds": (gone("seeds"), EXTRACT),
    "no texts": (lambda: [path.unlink() for path in Path("seeds").glob("*.txt")], EXTRACT),
    "bytes": (put("seeds/depot.txt", b"caf\xe9"), EXTRACT),
    "nul": (put("seeds/depot.txt", b"4\x00"), EXTRACT),
    "empty": (put("seeds/depot.txt", b" "), EXTRACT),
    "link": (lambda: os.symlink("/etc/passwd", "seeds/x.txt"), EXTRACT),
    "pipe": (lambda: os.mkfifo("seeds/x.txt"), EXTRACT),
    "folder": (lambda: os.mkdir("seeds/x.txt"), EXTRACT),
    "name": (put("seeds/a\x1b.txt", "400"), EXTRACT),
    "long": (put("seeds/x.txt", "4" * 1_000_001), EXTRACT),
    "large": (put("seeds/x.txt", b"400\n" * 8_000_001), EXTRACT),
    "sources, no TOML": (put("seeds/sources.toml", "["), EXTRACT),
    "sources, deep": (put("seeds/sources.toml", "a=" + "[" * 9_999), EXTRACT),
    "sources, field": (put("seeds/sources.toml", '["depot.txt"]\npublshed = "2024"'), EXTRACT),
    "sources, date": (put("seeds/sources.toml", '["depot.txt"]\npublished = "1.2.24"'), EXTRACT),
    "sources, encoding": (put("seeds/sources.toml", '["depot.txt"]\nencoding = "utf8"'), EXTRACT),
    "sources, document": (put("seeds/sources.toml", '["depo.txt"]\ntitle = "x"'), EXTRACT),
    "codebook, field": (put("seeds/codebook.toml", '[[actors]]\ncode = "a"\nlable = "A"'), EXTRACT),
    "codebook, twice": (put("seeds/codebook.toml", '[[blocs]]\ncode = "a"\nlabel = "A"\n' * 2), EXTRACT),
    "codebook, points nowhere": (put("seeds/codebook.toml", '[[actors]]\ncode = "a"\nlabel = "A"\nof = "b"'), EXTRACT),
    "codebook, not there": (lambda: None, [*EXTRACT, "--codebook", "nothing"]),
    "corrections": (put("seeds/corrections.toml", '[[corrections]]\nrow = "c1"'), EXTRACT),
    "corrections, no row": (
        put("seeds/corrections.toml", '[[corrections]]\nrow="czzzzzzzzzz"\nfield="low"\nexpect=1\nvalue=2\nreason="x"'),
        EXTRACT,
    ),
    "out is a file": (put("other", "x"), ["extract", "seeds", "--out", "other", "--format", "csv"]),
    "table gone": (gone("data/claims.csv"), ["check", "data"]),
    "table cut": (lambda: os.truncate("data/claims.csv", 900), ["check", "data"]),
    "package": (put("data/datapackage.json", "[" * 99_999), ["check", "data"]),
    "no extract": (gone("data"), ["check", "data"]),
    "row": (lambda: None, ["show", "czz"]),
    "report": (lambda: None, ["report", "brifing"]),
    "parameter": (lambda: None, [*REPORT, "-p", "sinse", "2024-01-01"]),
    "parameter, day": (lambda: None, [*REPORT, "-p", "since", "soon"]),
    "parameter, code": (lambda: None, [*REPORT, "-p", "measures", "x; import os"]),
    "notebook": (put("notebooks/briefing.ipynb", "{"), REPORT),
    "notebook, parameters": (put("notebooks/odd.ipynb", cells().replace("as_of = ", "0 + ")), ["report", "odd"]),
    "notebook, name": (put("notebooks/a b.ipynb", cells("1")), ["report"]),
    "verify": (lambda: None, ["verify", "reports"]),
    "diff": (lambda: None, ["diff", "nowhere", "data"]),
    "add": (lambda: None, ["add", "nowhere.txt"]),
    "add, bytes": (put("x.txt", b"\xff\xfe4"), ["add", "x.txt"]),
}  # fmt: skip


def said(capsys, argv):
    """Return the exit code and what `claimline` says on stderr."""
    capsys.readouterr()
    code = main(argv)
    return code, capsys.readouterr().err


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_is_a_line_with_its_remedy(here, capsys, name):
    """A line for each thing wrong, in the words that were agreed."""
    harm, argv = CASES[name]
    harm()
    code, told = said(capsys, argv)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if os.environ.get("CLAIMLINE_MESSAGES"):  # write down what is said now
        KEPT.write_text(
            json.dumps(kept | {name: told.splitlines()}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        kept[name] = told.splitlines()

    assert code in (1, 2)
    assert "Traceback" not in told
    assert "unexpected" not in told
    assert all(line.startswith("claimline: ") for line in told.splitlines()), told
    assert all(re.search(r": .+", line.removeprefix("claimline: ")) for line in told.splitlines())
    assert told.splitlines() == kept.get(name)
    survived("message")
