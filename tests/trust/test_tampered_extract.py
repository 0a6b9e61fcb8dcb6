"""An extract that was changed after it was written is refused, or its rows are what they were.

Where whoever changed it also wrote new hashes, `claimline check` sees rows that do not stand in their texts, and
`claimline extract --check` every other change.
"""

import csv
import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest
from tried import survived

from claimline.cli import main
from claimline.store import StoreError, read_extract

SEEDS = Path(__file__).resolve().parents[1] / "strike"
TABLES = ("claims", "times", "attributions", "passages", "documents", "links", "rejected")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An extract in both of its forms, beside its texts."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(SEEDS, folder / "seeds")
    for form in ("csv", "parquet"):
        assert main(["-q", "extract", str(folder / "seeds"), "--out", str(folder / form), "--format", form]) == 0
    return folder


def damaged(whole, form, harm, into):
    """Return what the extract of *form* reads as after *harm*: its rows, or the line that refuses it."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(whole / form, into)
    harm(into)
    try:
        return read_extract(into)
    except StoreError as error:
        return str(error)


def flip(draw):
    """Turn one bit of one file."""

    def harm(folder):
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
        path = draw.choices(paths, [path.stat().st_size for path in paths])[0]
        raw = bytearray(path.read_bytes())
        raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
        path.write_bytes(raw)

    return harm


def lines(change, draw):
    """Change the lines of one table with *change*, which is given them and returns others."""

    def harm(folder):
        path = folder / f"{draw.choice(TABLES)}.csv"
        path.write_text("".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True), draw)))

    return harm


def _drop(rows, draw):
    return [row for number, row in enumerate(rows) if number != draw.randrange(1, len(rows) + 1) or number == 0][:-1]


def _swap(rows, draw):
    return [rows[0], *reversed(rows[1:]), rows[-1]]


def _twice(rows, draw):
    return [*rows, draw.choice(rows[1:] or rows)]


def _columns(rows, draw):
    return [",".join(reversed(row.rstrip("\n").split(","))) + "\n" for row in rows]


def _cut(rows, draw):
    return [*rows[:-1], rows[-1][: len(rows[-1]) // 2]]


def _retyped(rows, draw):
    return [row.replace("1", draw.choice(["one", "1.0", "1e0", "٣", "inf", ""]), 1) for row in rows]


def _header(rows, draw):
    return [rows[0].replace("document", "dokument", 1), *rows[1:]]


def _gone(folder):
    (folder / "claims.csv").unlink()


def _emptied(folder):
    (folder / "claims.csv").write_bytes(b"")


def _elsewhere(folder):
    shutil.copy(folder / "times.csv", folder / "claims.csv")


def _unlisted(folder):
    path = folder / "datapackage.json"
    told = json.loads(path.read_text())
    told["resources"] = [one for one in told["resources"] if one["name"] != "claims"]
    path.write_text(json.dumps(told))


def harms():
    """Return 160 ways to harm an extract in CSV and 40 in Parquet, drawn anew with the same seed."""
    draw = random.Random(7)
    changes = (_drop, _swap, _twice, _columns, _cut, _retyped, _header)
    named = [("csv", harm) for harm in (_gone, _emptied, _elsewhere, _unlisted)]
    named += [("csv", lines(change, draw)) for change in changes for _ in range(8)]
    named += [("csv", flip(draw)) for _ in range(160 - len(named))]
    return named + [("parquet", flip(draw)) for _ in range(40)]


def test_a_changed_extract_is_refused_or_the_same(whole, tmp_path):
    """Bits turned, rows dropped, swapped, doubled, cut, retyped, columns in another order, files gone or exchanged."""
    was = {form: read_extract(whole / form) for form in ("csv", "parquet")}
    assert was["csv"] == was["parquet"]
    drawn = harms()
    passed = [damaged(whole, form, harm, tmp_path / "data") for form, harm in drawn]
    held = [isinstance(told, str) or told == was[form] for told, (form, _) in zip(passed, drawn, strict=True)]

    assert sum(isinstance(told, str) for told in passed) > 150
    assert all("\n" not in told and str(tmp_path) in told for told in passed if isinstance(told, str))
    survived("extract", sum(held), len(held))


def rehashed(table, change):
    """Change the rows of *table* with *change* and write a new hash, as somebody would who means to."""

    def harm(folder):
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            read = csv.DictReader(file)
            rows = list(read)
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, read.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for one in told["resources"]:
            if one["name"] == table:
                one["hash"] = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
                one["bytes"] = path.stat().st_size
        (folder / "datapackage.json").write_text(
            json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )

    return harm


def _set(**values):
    return lambda rows: rows[0].update(values)


def _shift(*columns):
    return lambda rows: rows[0].update({column: str(int(rows[0][column]) + 1) for column in columns})


FALSE = [
    ("check", "claims", _shift("start", "end")), ("check", "claims", _set(quote="9 nurses")),
    ("check", "claims", _set(passage="pzzzzzzzzzz")), ("check", "claims", _set(attribution="azzzzzzzzzz")),
    ("check", "claims", _set(context="elsewhere")), ("check", "times", _shift("start", "end")),
    ("check", "times", _set(edtf="soon")), ("check", "attributions", _shift("cue_start", "cue_end")),
    ("check", "links", _set(target="czzzzzzzzzz")), ("check", "documents", _set(sha256="0" * 64)),
    ("check", "documents", _set(encoding="rot13")), ("check", "documents", _set(document="x.txt")),
    ("extract", "claims", _set(low="9", high="9", bound="exact")), ("extract", "claims", _set(actor="somebody else")),
    ("extract", "claims", lambda rows: rows.pop()), ("extract", "stances", lambda rows: rows.pop()),
    ("extract", "passages", lambda rows: rows.reverse()), ("extract", "problems", lambda rows: rows.clear()),
    ("extract", "codes", lambda rows: rows[0].update(label="x")),
    ("extract", "times", lambda rows: rows.append(rows[0])),
]  # fmt: skip


@pytest.mark.parametrize(("command", "table", "change"), FALSE)
def test_a_false_row_with_a_true_hash_is_found(whole, tmp_path, capsys, command, table, change):
    """The texts are what a row is held against: a hash alone makes nothing true."""
    data = whole / f"{tmp_path.name}-data"
    shutil.copytree(whole / "csv", data)
    rehashed(table, change)(data)
    argv = (
        ["check", str(data)] if command == "check" else ["extract", str(whole / "seeds"), "--out", str(data), "--check"]
    )
    code = main([*argv, *(["--format", "csv"] if command == "extract" else [])])
    told = capsys.readouterr()
    shutil.rmtree(data)

    assert code in (1, 2), told
    assert table in told.out + told.err
    survived("extract")
