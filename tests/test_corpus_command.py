"""`claimline extract` on a corpus: the form by size, the refused by name, and every command on what came of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from argparse import Namespace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

import corpus
from claimline.cli import main, report
from claimline.read import addresses
from claimline.store import read_extract, selecting, write_extract, writing


@pytest.fixture
def project(tmp_path, monkeypatch):
    corpus.write_lines(tmp_path / "articles.jsonl", 12)
    (tmp_path / "codebook.toml").write_text(corpus.CODEBOOK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_form_is_chosen_by_size(project, monkeypatch, capsys):
    """A small corpus gives a Data Package, a large one Parquet; they hold the same, and diff sees no difference."""
    assert main(["extract", "articles.jsonl", "--out", "small", "--workers", "1", "--format", "csv"]) == 0
    monkeypatch.setattr(addresses, "LARGE", 1000)
    assert main(["extract", "articles.jsonl", "--out", "large"]) == 0

    assert Path("small/claims.csv").is_file()
    assert not Path("large/claims.csv").exists()
    assert read_extract("small") == read_extract("large")
    assert main(["diff", "small", "large"]) == 0
    assert "large: written: 12 documents, 72 passages, 48 claims" in capsys.readouterr().err


def test_every_command_reads_a_large_extract(project, capsys):
    """check holds its rows against the texts of the corpus, show tells one, without being told of the form."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    row = read_extract("data").claims[0]
    capsys.readouterr()

    assert main(["check"]) == 0
    assert "no errors" in capsys.readouterr().err
    assert main(["show", row.id]) == 0
    assert f"»{row.quote}«" in capsys.readouterr().out
    Path("articles.jsonl").write_text(Path("articles.jsonl").read_text().replace("said on", "told us on"))
    assert main(["check"]) == 1


def test_the_refused_are_named(project, capsys):
    """A document that cannot be read is named with the reason, the rest is there, and the exit code is 2."""
    rows = [one.as_row() for one in corpus.articles(3)]
    rows[1]["text"] = " "
    Path("bad.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert main(["extract", "bad.jsonl", "--format", "parquet", "--workers", "1"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[-2].startswith(f"claimline: {rows[1]['document']}: empty: ")
    assert told[-1] == "claimline: 1 refused; the rest is in data"
    assert len(read_extract("data").documents) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["article.jsonl"], "article.jsonl: no such file: did you mean 'articles.jsonl'?"),
        (["*.jsonl"], "*.jsonl: no such file: give a file, or the folder that holds the files"),
        (["memory://x.jsonl"], "memory://x.jsonl: no codebook is looked for at an address"),
        (["nowhere://x"], "nowhere://x: Protocol not known"),
        (["articles.jsonl", "--check"], "--check compares an extract in CSV"),
        (["articles.jsonl", "--scheduler", "tcp://127.0.0.1:9", "--format", "csv"], "leave --format csv out"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(project, capsys, arguments, told):
    """No traceback: one line on stderr, and exit code 2."""
    assert main(["extract", *arguments]) == 2

    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("claimline: ")]
    assert told in line


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_belongs_to_a_corpus_is_found_at_its_address(project, form):
    """`file://` names the same folder: the codebook that lies there is read."""
    assert main(["extract", f"file://{project}/articles.jsonl", "--format", form]) == 0
    assert len({row.measure for row in read_extract("data").claims}) > 10


@pytest.mark.parametrize("said", ["0", "-1", "two"])
def test_workers_are_a_number(project, capsys, said):
    """Of less than one, or of what is no number, it is said what to give."""
    with pytest.raises(SystemExit, match="2"):
        main(["extract", "articles.jsonl", "--workers", said])
    assert f"{said!r} is no number of processes: give 1 or more" in capsys.readouterr().err


def test_the_names_of_the_refused_do_not_steer_a_terminal(project, capsys):
    """What cannot be shown is written out, one line a document, and of very many not all."""
    names = ["", "a\x1b[31mRED", "two\nlines", "\u202ereversed", *(f"b{number:03d}" for number in range(60))]
    Path("bad.jsonl").write_text("".join(json.dumps({"document": name, "text": " "}) + "\n" for name in names))

    assert main(["extract", "bad.jsonl", "--quiet"]) == 2
    told = capsys.readouterr().err
    assert all(sign.isprintable() for sign in told.replace("\n", ""))
    assert len(told.splitlines()) == 50 + 2
    assert told.splitlines()[-2:] == [
        "claimline: and 14 more: --json lists all",
        "claimline: 64 refused; the rest is in data",
    ]


def test_a_document_said_to_be_of_another_day_is_not_taken_silently(project, capsys):
    """The same name and text, and another day: the first is kept, and it is told."""
    rows = [one.as_row() for one in corpus.articles(2)]
    rows.append(rows[0] | {"published": "2024-01-01"})
    rows.append(rows[1])
    Path("twice.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert main(["extract", "twice.jsonl"]) == 2
    assert f"{rows[0]['document']}: a second document of this name, of which the text or what is said is another" in (
        capsys.readouterr().err
    )
    assert [row.published for row in read_extract("data").documents] == [row["published"] for row in rows[:2]]


def test_a_corpus_that_has_moved_is_found_again(project, capsys):
    """Who asks for its texts is told that it is not where it was, and the next extract says where it is now."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    shutil.move("articles.jsonl", "moved.jsonl")
    for command, code in ((["check"], 1), (["show", read_extract("data").claims[0].id], 0)):
        assert main(command) == code
        assert "articles.jsonl: not there: run extract again on the corpus where it is now" in capsys.readouterr().err

    assert main(["extract", "moved.jsonl", "--format", "parquet", "--workers", "1"]) == 0
    assert main(["check"]) == 0


def test_a_row_is_shown_where_its_corpus_cannot_be_read(project, capsys):
    """Nobody answers at its address: the row and what is known of it, and why its text is not."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    manifest = Path("data/datapackage.json")
    manifest.write_text(manifest.read_text().replace('"../articles.jsonl"', '"nowhere://x"'))
    row = read_extract("data").claims[0]
    capsys.readouterr()

    assert main(["show", row.id]) == 0
    told = capsys.readouterr()
    assert row.quote in told.out
    assert "nowhere://x: Protocol not known" in told.err


def test_an_extract_in_its_corpus_is_no_corpus(project):
    """The folder that is read may be the one that is written to: the second run has no work."""
    Path("feed").mkdir()
    for name in ("articles.jsonl", "codebook.toml"):
        shutil.copy(name, "feed")
    assert main(["extract", "feed", "--out", "feed/data", "--format", "parquet", "--workers", "1"]) == 0
    before = Path("feed/data/datapackage.json").stat().st_mtime_ns
    assert main(["extract", "feed", "--out", "feed/data", "--format", "parquet", "--workers", "1"]) == 0
    assert Path("feed/data/datapackage.json").stat().st_mtime_ns == before


def test_one_form_takes_the_place_of_the_other(project):
    """Of what was there in Parquet nothing is left beside the CSV, also where the CSV is as it was."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    main(["extract", "articles.jsonl", "--format", "csv"])
    assert not Path("data/parts").exists()
    Path("data/parts/orphan").mkdir(parents=True)
    main(["extract", "articles.jsonl", "--format", "csv"])
    assert not Path("data/parts").exists()


def test_an_extract_in_csv_waits_for_one_that_is_being_built(project):
    """Its parts are not taken from under it: the later of the two is written when the earlier is done."""
    main(["extract", "articles.jsonl", "--format", "csv", "--out", "small"])
    with writing(Path("data/parts")):
        later = Thread(target=write_extract, args=(read_extract("small"), "data"))
        later.start()
        later.join(0.5)
        assert later.is_alive()
        assert Path("data/parts").exists()
        assert not Path("data/claims.csv").exists()
    later.join()
    assert Path("data/claims.csv").exists()
    assert not Path("data/parts").exists()


def test_what_a_failed_run_in_csv_has_done_is_not_said_to_be_kept(project, capsys):
    """Its folder goes with it: there is nothing to go on from."""
    Path("corrections.toml").write_text(
        '[[corrections]]\nrow = "cnobody"\nfield = "low"\nwas = 1.0\nnow = 2.0\nreason = "No."\n'
    )
    assert main(["extract", "articles.jsonl", "--format", "csv"]) == 2
    assert "kept" not in capsys.readouterr().err


@pytest.mark.parametrize("times", [1, 3])
def test_an_interrupted_run_ends_at_once_and_is_gone_on_from(project, times):
    """However often Ctrl-C is pressed: no worker goes on, what has landed is kept, and that is said in a line."""
    corpus.write_lines(project / "many.jsonl", 1200)
    # Tests that run in the background of a shell are deaf to Control-C, and so would be what they start.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, "-m", "claimline", "extract", "many.jsonl", "--workers", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heard)
    while not list(Path("data/parts").glob("[!.]*")) and running.poll() is None:
        time.sleep(0.05)
    for _ in range(times):
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.2)
    said = running.communicate(timeout=10)[1]

    assert _ended(running.pid)
    assert list(Path("data/parts").glob("[!.]*"))
    if times == 1:
        assert running.returncode == 130
        assert said == (
            "claimline: interrupted: no extract is half written, "
            "and what is done of the new one is kept in data: run again to go on from there\n"
        )


def _ended(group):
    """Tell whether no process of *group* is left, within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_corpus_cut_off_says_what_is_kept(project, capsys):
    """The line names the file and the place, and says that the parts that landed are kept."""
    whole = Path("articles.jsonl").read_bytes()
    Path("cut.jsonl").write_bytes(whole[:-50])

    assert main(["extract", "cut.jsonl", "--format", "parquet", "--workers", "1"]) == 2
    assert "cut.jsonl: line 12: no JSON, or cut off" in capsys.readouterr().err
    shutil.copy("articles.jsonl", "cut.jsonl")
    assert main(["extract", "cut.jsonl", "--format", "parquet", "--workers", "1"]) == 0


def test_a_report_of_a_large_extract_reads_what_it_asks_for(project, monkeypatch):
    """What is asked for is what is read; of too much the latest, and that is said."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    monkeypatch.setattr(selecting, "MOST", 20)
    monkeypatch.setattr(selecting, "TOLD", 30)

    much = Namespace(parameter=[("since", "2021-01-01")], as_of=None)
    [note] = [one for one in read_extract("data", **report._asked(much)).problems if one.rule == "partial"]
    assert " of 48 claims asked for are read: the latest, since " in note.message
    some = Namespace(parameter=[("measures", "bridges, ropes"), ("since", "2021-01-01")], as_of="2023-01-01")
    assert {row.measure for row in read_extract("data", **report._asked(some)).claims} == {"bridges", "ropes"}


def test_what_holds_every_row_names_its_limit(project, monkeypatch, capsys):
    """verify refuses what does not fit in a line with a remedy; check and diff take it as any other."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    notebooks = str(Path(__file__).resolve().parents[1] / "notebooks")
    assert main(["report", "figures", "--notebooks", notebooks, "--out", "out"]) == 0
    monkeypatch.setattr(selecting, "MOST", 20)
    capsys.readouterr()

    assert main(["check"]) == 0
    assert main(["diff", "data", "data"]) == 0
    assert "data: no errors in 12 documents, 72 passages, 48 claims" in capsys.readouterr().err
    assert main(["verify", "out", "--notebooks", notebooks]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "verify holds every row in memory, up to 20 statements, and there are more: extract a month" in line


def test_a_report_of_a_corpus_is_verified(project, capsys):
    """What was made from a corpus in Parquet is held against the corpus, and another text is seen."""
    main(["extract", "articles.jsonl", "--format", "parquet", "--workers", "1"])
    notebooks = str(Path(__file__).resolve().parents[1] / "notebooks")
    assert main(["report", "figures", "--notebooks", notebooks, "--out", "out"]) == 0

    assert main(["verify", "out", "--notebooks", notebooks]) == 0
    Path("articles.jsonl").write_text(Path("articles.jsonl").read_text().replace("said on", "told us on"))
    assert main(["verify", "out", "--notebooks", notebooks]) == 1
    assert "quote" in capsys.readouterr().out
