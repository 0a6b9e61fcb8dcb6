"""The command line: what it prints, what it returns, and what it says of bad input."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claimline.cli import main

ROOT = Path(__file__).resolve().parents[1]
STRIKE = ROOT / "tests" / "strike"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project on another topic than the committed one, as the current folder."""
    shutil.copytree(STRIKE, tmp_path / "seeds")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(project: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((project / "data" / f"{table}.csv").open(encoding="utf-8", newline="")))


def test_extract_writes_once_and_says_so(project, capsys):
    """The second run on unchanged seeds writes nothing and says so; `--check` tells with its exit code."""
    assert main(["extract", "--check"]) == 1
    assert not (project / "data").exists()
    assert main(["extract"]) == 0
    times = {path: path.stat().st_mtime_ns for path in (project / "data").iterdir()}
    assert "written" in capsys.readouterr().err

    assert main(["extract"]) == 0
    assert "nothing changed, nothing written" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in (project / "data").iterdir()} == times
    assert main(["extract", "--check"]) == 0

    (project / "seeds" / "more.txt").write_text("At least 70 drivers are ill, the union said on Friday.")
    assert main(["extract", "--check"]) == 1
    assert str(Path("data") / "claims.csv") in capsys.readouterr().out.splitlines()


def test_stdout_is_data(project, capsys):
    """Progress goes to stderr, `-q` silences it, and `--json` is JSON."""
    assert main(["extract", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["documents"] == 2
    assert "data" in told.err
    assert main(["-q", "extract", "--json"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", "--json", "-q", "-v"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_check_finds_what_no_longer_holds(project, capsys):
    """A text that changed under its extract is an error, named with file, row and rule."""
    assert main(["extract", "-q"]) == 0
    assert main(["check", "-q"]) == 0
    capsys.readouterr()
    path = project / "seeds" / "depot.txt"
    path.write_text(path.read_text().replace("5,000", "9,000"))

    assert main(["check", "-q"]) == 1
    assert any(line.startswith("data/documents.csv:depot.txt changed") for line in capsys.readouterr().out.splitlines())


def test_show_tells_all_of_a_row(project, capsys):
    """A beginning of an id is enough if only one row has it; the quote is marked in its paragraph."""
    main(["extract", "-q"])
    row = next(row for row in rows(project, "claims") if row["quote"].startswith("At least 4,000"))
    capsys.readouterr()

    assert main(["show", row["id"][:8]]) == 0
    told = capsys.readouterr().out
    assert "»At least 4,000 drivers« have walked out at Northline" in told
    assert "Rail Workers' Union" in told
    assert row["rule"] in told
    assert main(["show", row["id"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["low"] == 4000

    assert main(["show", "zzz"]) == 1
    assert main(["show", "c"]) == 1
    assert "it begins" in capsys.readouterr().err


def test_diff_tells_what_changed(project, capsys):
    """A figure added, gone, revised and a stance moved are told; two equal extracts are not different."""
    main(["extract", "-q"])
    shutil.copytree("data", "old")
    assert main(["diff", "old", "data"]) == 0
    path = project / "seeds" / "walkout.txt"
    path.write_text(
        path.read_text().replace("the union said", "the union says").replace("2,500 cleaners", "2,600 cleaners")
    )
    main(["extract", "-q"])
    capsys.readouterr()

    assert main(["diff", "old", "data"]) == 1
    told = capsys.readouterr().out
    assert "2,600" in told
    assert {"revised"} <= {line.split()[0] for line in told.splitlines()}
    assert main(["diff", "old", "data", "--json"]) == 1
    assert all(set(one) == {"kind", "table", "id", "before", "after"} for one in json.loads(capsys.readouterr().out))


def test_a_report_tells_what_changed(project, capsys):
    """Given an earlier extract the briefing shows what changed, and says how to make it again."""
    main(["extract", "-q"])
    shutil.copytree("data", "old")
    path = project / "seeds" / "walkout.txt"
    path.write_text(path.read_text().replace("2,500 cleaners", "2,600 cleaners"))
    main(["extract", "-q"])

    assert main(["report", "stances", "--earlier", "old"]) == 2
    assert "whose notebook has the parameter 'earlier'" in capsys.readouterr().err
    assert main(["report", "briefing", "--earlier", "nowhere"]) == 2
    assert main(["report", "briefing", "--earlier", "old"]) == 0
    text = (project / "reports" / "briefing-compared.html").read_text()
    assert "One revised since the last report" in text
    assert "2,600 more cleaners" in (project / "reports" / "briefing-compared" / "change-strip.csv").read_text()
    assert "claimline report briefing --earlier FOLDER" in text
    assert main(["report", "briefing", "--earlier", "old"]) == 0
    assert "1 are current" in capsys.readouterr().err
    assert main(["report", "briefing", "-p", "earlier", "/etc"]) == 2


def test_add_puts_a_document_into_the_seeds(project, capsys):
    """A new document is copied as it is, with what is known of it, and what it adds is told; nothing is overwritten."""
    new = project / "story.txt"
    new.write_bytes("At least 70 drivers are ill, the Rail Workers’ Union said.\n".encode())

    assert main(["add", "story.txt", "--publisher", 'The "Paper"', "--published", "2024-03-16"]) == 0
    assert "at least 70 drivers" in capsys.readouterr().out
    assert (project / "seeds" / "story.txt").read_bytes() == new.read_bytes()
    assert main(["extract", "-q"]) == 0
    known = {row["document"]: row for row in rows(project, "documents")}
    assert known["story.txt"]["publisher"] == 'The "Paper"'
    assert known["story.txt"]["published_earliest"] == "2024-03-16"

    before = files(project / "seeds")
    assert main(["add", "story.txt"]) == 1
    (project / "bad.txt").write_bytes(b"caf\xe9")
    assert main(["add", "bad.txt"]) == 1
    assert main(["add", "gone.txt"]) == 1
    (project / "odd.txt").write_text("Nine drivers.")
    assert main(["add", "odd.txt", "--published", "yesterday"]) == 1
    assert files(project / "seeds") == before


def test_reports_on_another_topic(project, capsys):
    """The same notebooks make reports of another folder's topic; a second run executes nothing."""
    main(["extract", "-q"])

    assert main(["report"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(Path("reports") / "index.html")]
    assert {path.name for path in (project / "reports").glob("*.html")} == {
        "briefing.html", "figures.html", "index.html", "movement.html", "sources.html", "stances.html",
    }  # fmt: skip
    assert "Drivers on strike" in (project / "reports" / "briefing.html").read_text()
    assert "Korea" not in (project / "reports" / "briefing.html").read_text()
    before = files(project / "reports")
    assert main(["report"]) == 0
    assert "nothing changed, no report made again (5 are current)" in capsys.readouterr().err
    assert files(project / "reports") == before

    assert main(["report", "figures", "-p", "measures", "drivers_out", "-p", "since", "2024-01-01"]) == 0
    assert "since 2024-01-01" in (project / "reports" / "index.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "figurs"], "did you mean 'figures'?"),
        (["report", "../figures"], "did you mean 'figures'?"),
        (["report", "figures", "-p", "mesures", "x"], "mesures: no such parameter: did you mean 'measures'?"),
        (["report", "figures", "-p", "measures", "driver_out"], "did you mean 'drivers_out'?"),
        (["report", "figures", "--as-of", "tomorrow"], "as_of: expected a day"),
        (["report", "stances", "-p", "measures", "drivers_out"], "measures: no such parameter"),
        (["report", "-p", "nothing", "x"], "nothing: no such parameter"),
        (["report", "--accept", "--as-of", "2024-03-14"], "leave recipes, -p, --as-of and --earlier out"),
        (["report", "--notebooks", "seeds"], "no notebooks here"),
        (["report", "--data", "nowhere"], "nowhere"),
        (["extract", "nowhere"], "nowhere: no such folder"),
        (["extract", "--codebook", "codebok"], "codebok: no such codebook"),
        (["check", "nowhere"], "claimline extract"),
        (["diff", "data", "nowhere"], "nowhere"),
    ],
)
def test_bad_arguments_are_exit_2(project, capsys, arguments, says):
    """What cannot be run is one line on stderr with a remedy, exit 2, before anything is made."""
    main(["extract", "-q"])
    capsys.readouterr()

    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert len(told.err.splitlines()) == 1
    assert not (project / "reports").exists()


def spoil(path: str, content: bytes):
    def change(project: Path) -> None:
        (project / path).write_bytes(content)

    return pytest.param(change, path, id=path + " " + content[:12].decode("latin-1"))


def folder(path: str):
    return pytest.param(lambda project: (project / path).mkdir(), path, id=path + " a folder")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        spoil("seeds/new.txt", b"caf\xe9 drivers"),
        spoil("seeds/new.txt", b""),
        spoil("seeds/new.txt", b"a\x00b"),
        folder("seeds/new.txt"),
        spoil("seeds/sources.toml", b'["depot.txt"]\npublisher ='),
        spoil("seeds/sources.toml", b'["depot.txt"]\npublishr = "x"'),
        spoil("seeds/sources.toml", b'["depo.txt"]\npublisher = "x"'),
        spoil("seeds/sources.toml", b'["depot.txt"]\npublished = "soon"'),
        spoil("seeds/codebook.toml", b'[[measures]]\ncode = "x"\nlabell = "X"\nheads = ["x"]'),
        spoil("seeds/codebook.toml", b"measures = 3"),
        spoil("seeds/codebook.toml", b"[[measures"),
        spoil("seeds/codebook.toml", b"\xff"),
        spoil(
            "seeds/corrections.toml", b'[[corrections]]\nrow = "c1"\nfield = "low"\nexpect = 1\nvalue = 2\nreason = "x"'
        ),
        spoil("seeds/corrections.toml", b'[[corrections]]\nrow = "c1"'),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(project, capsys, change, names):
    """A spoilt seed, source list, codebook or correction is exit 2 and one line that names the file; data/ stays."""
    main(["extract", "-q"])
    before = files(project / "data")
    change(project)
    capsys.readouterr()

    assert main(["extract"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    [line] = told.err.splitlines()
    assert line.startswith(f"claimline: {names}")
    assert len(line) > len(names) + 20
    assert files(project / "data") == before


def test_a_damaged_extract_is_refused(project, capsys):
    """A changed cell in data/ is named before any report is made."""
    main(["extract", "-q"])
    path = project / "data" / "claims.csv"
    path.write_text(path.read_text().replace("4000", "9000"))
    capsys.readouterr()

    assert main(["report"]) == 2
    assert "data/claims.csv" in capsys.readouterr().err
    assert not (project / "reports").exists()


def test_words_of_a_document_do_not_steer_the_terminal(project, capsys):
    """Escape sequences in a text are shown as such."""
    (project / "seeds" / "new.txt").write_text("At least 70 drivers \x1b[2J\x1b]0;x\x07 are ill, the union said.")
    main(["extract", "-q"])
    row = next(row for row in rows(project, "claims") if row["document"] == "new.txt")
    capsys.readouterr()

    assert main(["show", row["id"]]) == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\\u001b" in told


def test_help_and_version_load_nothing_heavy():
    """`--help` and `--version` import no library that takes time."""
    program = "import sys; from claimline.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
    program += "print(sorted({'pandas', 'altair', 'numpy', 'rich', 'jinja2', 'papermill'} & set(sys.modules)))"
    for argument in ("--help", "--version"):
        told = subprocess.run([sys.executable, "-c", program, argument], capture_output=True, text=True, check=True)
        assert told.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_reading_is_no_error(project):
    """`claimline check | head -1` ends quietly."""
    main(["extract", "-q"])
    command = f"{sys.executable} -c 'from claimline.cli import main; import sys; sys.exit(main())' check -v -q"
    told = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | true"],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )

    assert told.stderr == ""


def test_no_command_is_a_question():
    """Without a command the help is shown, and the exit code says that nothing was done."""
    assert main([]) == 2
