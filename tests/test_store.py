"""The extract on disk: one schema, the same bytes, whole or not at all, and damage that is named."""

import csv
import dataclasses
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline import store
from claimline.codebook import language
from claimline.model import TABLES, Basis, Bound, Claim, Document, Extract, Passage, Rejected, cells
from claimline.schema import columns
from claimline.store import StoreError, read_extract, write_extract, writing

DOCUMENT = Document(
    "a.txt", "0" * 64, None, "Post", "article", "2024", "2024-01-01", "2024-12-31", Basis.STATED, "It says."
)
PASSAGE = Passage("paaaaaaaaaa", "a.txt", 0, 40, "body", False, None)


def claim(**changes):
    values = {name: None for name in columns("claims")}
    values |= {
        "id": "caaaaaaaaaa", "document": "a.txt", "passage": "paaaaaaaaaa", "start": 3, "end": 9, "quote": "5 ship",
        "low": 5.0, "high": 5.0, "bound": Bound.EXACT, "kind": "count", "increment": False, "polarity": "positive",
        "speech": "narration", "anonymity": "none", "date_basis": Basis.NONE, "said_basis": Basis.NONE,
        "context": "On 5 ships.", "context_start": 0, "rule": "test",
    }  # fmt: skip
    return Claim(**(values | changes))


def extract(**changes):
    return Extract(documents=(DOCUMENT,), passages=(PASSAGE,), claims=(claim(**changes),))


def test_what_is_written_is_read_back(tmp_path):
    """An extract comes back from disk as it was, unknown cells as None."""
    write_extract(extract(low=2.5, high=3_000_000.0, bound=Bound.BETWEEN, hedge="some, “many”\nor all"), tmp_path)

    assert read_extract(tmp_path) == extract(
        low=2.5, high=3_000_000.0, bound=Bound.BETWEEN, hedge="some, “many”\nor all"
    )
    row = next(csv.DictReader((tmp_path / "claims.csv").open(encoding="utf-8", newline="")))
    assert (row["low"], row["high"], row["increment"], row["actor"]) == ("2.5", "3000000", "false", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5 degrees", "'-5 degrees"),
        ("@all", "'@all"),
        ("\tx", "'\tx"),
        ("'=1+1", "''=1+1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("“quoted”", "“quoted”"),
    ],
)
def test_a_cell_never_starts_a_formula(tmp_path, text, cell):
    """What a spreadsheet would run is written as text, and read back as it was."""
    write_extract(extract(hedge=text), tmp_path)

    row = next(csv.DictReader((tmp_path / "claims.csv").open(encoding="utf-8", newline="")))
    assert row["hedge"] == cell
    assert read_extract(tmp_path).claims[0].hedge == text


@settings(deadline=None)  # how long a disk takes is no matter of this
@given(
    st.text(st.sampled_from("'=+-@\t\r\n,\"aé"), min_size=1, max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_every_text_and_number_comes_back(tmp_path_factory, text, number):
    """Any text and any number is read back exactly."""
    folder = tmp_path_factory.mktemp("data")
    write_extract(extract(hedge=text, low=number), folder)

    [row] = read_extract(folder).claims
    assert (row.hedge, row.low) == (text, number)


def test_the_same_extract_is_the_same_bytes(tmp_path):
    """Writing twice, over the first and into another folder, gives the same bytes and leaves nothing else behind."""
    for folder in ("one", "one", "two"):
        write_extract(extract(), tmp_path / folder)

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert sorted(one) == sorted([*(f"{table}.csv" for table in TABLES), "datapackage.json"])


def test_the_package_is_valid(tmp_path):
    """Any Frictionless validator finds the data as its description says, keys between the tables included."""
    write_extract(extract(hedge="=1"), tmp_path, seeds=tmp_path / "seeds")

    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["seeds"] == "seeds"
    assert store.seeds_of(tmp_path) == tmp_path / "seeds"


def test_a_row_that_points_nowhere_is_invalid(tmp_path):
    """The foreign keys of the description hold: a validator finds a claim without its passage."""
    write_extract(extract(passage="pzzzzzzzzzz"), tmp_path)

    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_column_is_described():
    """Each column of each table has its own words in the description, and no words are left over."""
    words = language("columns")
    used = {(table, name) for table in TABLES for name in columns(table)}

    for table, name in used:
        assert name in words.get(table, {}) or name in words["any"], (table, name)
    assert set(words["tables"]) == set(TABLES)
    assert {(table, name) for table in TABLES for name in words.get(table, {})} <= used
    assert set(words["any"]) <= {name for _, name in used}


# ---- damage ----------------------------------------------------------------------------------------


def _replace(name, old, new):
    def damage(folder):
        path = folder / name
        raw = path.read_bytes()
        assert old in raw
        path.write_bytes(raw.replace(old, new, 1))

    return damage


def _remove(name):
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_replace("claims.csv", b",exact,", b",exakt,"), "claims.csv: row 2: bound: 'exakt' cannot stand here"),
        (_replace("claims.csv", b",5,5,", b",5x,5,"), "claims.csv: row 2: low: '5x' cannot stand here"),
        (_replace("claims.csv", b",5,5,", b",inf,5,"), "claims.csv: row 2: low: 'inf' cannot stand here"),
        (_replace("claims.csv", b",false,", b",no,"), "claims.csv: row 2: increment: 'no' cannot stand here"),
        (_replace("claims.csv", b",5 ship,", b",,"), "claims.csv: row 2: quote: must not be empty"),
        (_replace("claims.csv", b"5 ship", b"6 ship"), "claims.csv: changed since datapackage.json was written"),
        (_replace("claims.csv", b"5 ship", b"\xff ship"), "claims.csv: no table in UTF-8"),
        (_replace("claims.csv", b",low,", b",lowest,"), "claims.csv: row 1: 'low' is not as this version writes it"),
        (_replace("claims.csv", b",test\n", b",test,1\n"), "claims.csv: row 2: 38 cells, not 37"),
        (_replace("datapackage.json", b'"resources"', b'"resource"'), "datapackage.json: damaged"),
        (_replace("datapackage.json", b"{", b""), "datapackage.json: damaged"),
        (_remove("links.csv"), "links.csv: No such file or directory: run"),
        (_remove("datapackage.json"), "datapackage.json: No such file or directory: run"),
    ],
)  # fmt: skip
def test_damage_is_named(tmp_path, damage, told):
    """A changed, cut or missing file is refused with its name, and where it can be told row and column."""
    write_extract(extract(), tmp_path)
    damage(tmp_path)

    with pytest.raises(StoreError) as error:
        read_extract(tmp_path)
    assert str(tmp_path) in str(error.value)
    assert told in str(error.value)


# ---- whole or not at all ---------------------------------------------------------------------------


def _states(folder):
    try:
        return read_extract(folder)
    except StoreError as error:
        return str(error)


@pytest.mark.parametrize("stop", range(1, 60))
def test_a_crash_leaves_the_old_or_the_new(tmp_path, monkeypatch, stop):
    """Cut short before any step that touches the disk, a reader finds the old extract or the new one, never a mix."""
    old, new = extract(), extract(hedge="new")
    write_extract(old, tmp_path / "data")
    left = stop

    def counted(name, real):
        def step(*arguments, **options):
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt(name)
            return real(*arguments, **options)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "fsync", "rmdir"):
            patch.setattr(os, name, counted(name, getattr(os, name)))
        try:
            write_extract(new, tmp_path / "data")
        except KeyboardInterrupt:
            assert _states(tmp_path / "data") in (old, new)
        else:
            assert read_extract(tmp_path / "data") == new

    write_extract(old, tmp_path / "data")
    assert read_extract(tmp_path / "data") == old
    assert not list((tmp_path / "data").glob(".*"))


def test_two_writers_at_once(tmp_path):
    """Of two that write at once both succeed, and what stays is the whole extract of one of them."""
    extracts = [extract(hedge=hedge) for hedge in ("one", "two") * 8]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: write_extract(one, tmp_path), extracts))

    assert read_extract(tmp_path) in extracts
    assert not list(tmp_path.glob(".*"))


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    """Where a file cannot be written, the error says so and the extract that was there stays."""
    write_extract(extract(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device: the extract that was there is unchanged"):
        write_extract(extract(hedge="new"), tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_folder_that_takes_no_file_is_told_of_at_once(tmp_path, monkeypatch):
    """Before any work, in one line with its remedy: a file in its place, or no leave to write."""
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StoreError, match=r"file: .*: nothing was changed; give a folder to write to"),
        writing(tmp_path / "file"),
    ):
        pass

    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreError, match="Permission denied"), writing(tmp_path):
        pass


def test_publish_replaces_a_file_whole(tmp_path):
    """The one writer of files makes folders, replaces what was there and leaves nothing beside it."""
    store.publish(tmp_path / "deep" / "page.html", b"one")
    store.publish(tmp_path / "deep" / "page.html", b"two")

    assert [(path.name, path.read_bytes()) for path in (tmp_path / "deep").iterdir()] == [("page.html", b"two")]


def test_other_files_stay(tmp_path):
    """What is not of the extract is left where it is."""
    (tmp_path / "README.md").write_text("mine")
    write_extract(extract(), tmp_path)
    shutil.copy(tmp_path / "claims.csv", tmp_path / "mine.csv")
    write_extract(extract(), tmp_path)

    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "mine.csv").exists()


def test_the_columns_are_the_fields():
    """The schema is the dataclasses: there is no second list of columns to keep."""
    for table, row in TABLES.items():
        assert list(columns(table)) == [field.name for field in dataclasses.fields(row)]
    assert dict(cells(Rejected("a", 0, 1, "q", "why", "r")))["reason"] == "why"
