"""`claimline extract` on a corpus: the form by size, the refused by name, and every command on what came of it."""

import json
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

import corpus
from claimline.cli import main, report
from claimline.read import corpora
from claimline.store import read_extract, selecting


@pytest.fixture
def project(tmp_path, monkeypatch):
    corpus.write_lines(tmp_path / "articles.jsonl", 12)
    (tmp_path / "codebook.toml").write_text(corpus.CODEBOOK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_form_is_chosen_by_size(project, monkeypatch, capsys):
    """A small corpus gives a Data Package, a large one Parquet; they hold the same, and diff sees no difference."""
    assert main(["extract", "articles.jsonl", "--out", "small", "--workers", "1", "--format", "csv"]) == 0
    monkeypatch.setattr(corpora, "LARGE", 1000)
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
        (["none.jsonl"], "none.jsonl: no such folder"),
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
