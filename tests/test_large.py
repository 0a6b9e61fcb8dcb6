"""What is too large to be held is checked and compared to the same words as what is held, whatever is wrong with it."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import claimline
import corpus
from claimline.cli import main
from claimline.cli.voice import print_json, print_rows
from claimline.engine import planning
from claimline.engine import units as cutting
from claimline.engine.build import Order, build
from claimline.engine.running import Engine
from claimline.model import TABLES, Extract, Link
from claimline.read import shelves
from claimline.read.codebook import parse_codebook
from claimline.schema import columns
from claimline.show import differing
from claimline.store import numbers, places, read_extract, selecting, write_extract
from claimline.store.arrow import to_arrow
from claimline.store.dataset import PARTS, commit, land_part
from claimline.weigh import survey, sweep
from scale import Inline
from test_dataset import _cut, _flip, _odd, _other, _renamed

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
PART_COUNT = 4


@pytest.fixture(scope="module")
def extract() -> Extract:
    return claimline.extract_seeds(SEEDS)


@pytest.fixture
def large(monkeypatch):
    """Give what makes every extract a large one, with shelves, ranges and buffers so small that there are many."""

    def set_low():
        monkeypatch.setattr(selecting, "MOST", 5)
        monkeypatch.setattr(survey, "A_SHELF", 2)
        monkeypatch.setattr(shelves, "HELD", 20_000)
        monkeypatch.setattr(shelves, "AT_ONCE", 3)
        monkeypatch.setattr(numbers, "A_RANGE", 500)
        monkeypatch.setattr(numbers, "WAITING", 300)
        monkeypatch.setattr(sweep, "DOUBLES", 2)
        monkeypatch.setattr(differing, "AT_ONCE", 7)

    return set_low


def write(extract, folder, seeds=SEEDS, again=()):
    """Write *extract* in parts: a document in one, events in one of their own, links and problems anywhere.

    The documents *again* are in a second part as well.
    """
    names = sorted({row.document for table in TABLES for row in getattr(extract, table) if _placed(table)})
    home = {name: f"part-{number % PART_COUNT}" for number, name in enumerate(names)}
    parts = [f"part-{number}" for number in range(PART_COUNT)]
    tables = {part: {} for part in [*parts, "again", "events", "head"]}
    for table in TABLES:
        rows = getattr(extract, table)
        if table in ("codes", "events"):
            tables["head" if table == "codes" else table][table] = rows
            continue
        own = table != "links" and _placed(table)
        for number, part in enumerate(parts):
            there = [
                row for place, row in enumerate(rows) if (home[row.document] == part if own else _nth(place, number))
            ]
            tables[part][table] = there
        tables["again"][table] = [row for row in rows if own and row.document in again]
    for part, held in tables.items():
        land_part(folder, part, {table: to_arrow(table, rows) for table, rows in held.items() if rows}, {})
    head = {table: to_arrow(table, ()) for table in TABLES}
    land_part(folder, "none", head, {})
    commit(folder, {table: ["none", *tables] for table in TABLES}, {}, seeds)


def _placed(table):
    return "document" in columns(table)


def _nth(place, number):
    return place % PART_COUNT == number


def told(capsys, *arguments):
    """Return the exit code of a command, and what it says on either stream."""
    capsys.readouterr()
    code = main([str(one) for one in arguments])
    return code, *capsys.readouterr()


def first(extract, table, **changes):
    """Return *extract* with its first row of *table* changed."""
    row, *rest = getattr(extract, table)
    return replace(extract, **{table: (replace(row, **changes), *rest)})


def last(extract, table, **changes):
    *rest, row = getattr(extract, table)
    return replace(extract, **{table: (*rest, replace(row, **changes))})


def two_of_one_id(table):
    """Return what gives the first row of *table* the id of the last, which is in another document and part."""
    return lambda extract: first(extract, table, id=getattr(extract, table)[-1].id)


def link_from_nowhere(extract):
    return first(extract, "links", source="cnowhere00")


DAMAGE = {
    "nothing": (lambda extract: extract, None),
    "a quote": (lambda extract: first(extract, "claims", quote="no such words"), "quote quote: the text has"),
    "a context": (lambda extract: last(extract, "stances", context_start=1), "quote context: the text has"),
    "a link's quote": (lambda extract: last(extract, "links", quote="no such words"), "quote quote: the text has"),
    "an event's place": (lambda extract: last(extract, "events", start=0), "quote quote: the text has"),
    "a passage": (lambda extract: last(extract, "claims", passage="pnowhere00"), "dangling passage: 'pnowhere00'"),
    "a cue": (lambda extract: first(extract, "claims", attribution="anowhere00"), "dangling attribution: 'anowhere00'"),
    "a part": (lambda extract: first(extract, "claims", part_of="cnowhere00"), "dangling part_of: 'cnowhere00'"),
    "a link": (link_from_nowhere, "dangling source or target is no row"),
    "a level": (lambda extract: first(extract, "stances", level="furious"), "level 'furious' is no level"),
    "an issue": (lambda extract: last(extract, "stances", issue="weather"), "issue 'weather' is not in the codebook"),
    "a date": (lambda extract: first(extract, "times", edtf="10 May"), "dates edtf: '10 May' is no EDTF date"),
    "a document's date": (lambda extract: last(extract, "documents", published="May"), "is no EDTF date"),
    "bounds": (lambda extract: first(extract, "claims", bound="exact", low=1.0, high=2.0), "bounds exact does not fit"),
    "two claims of one id": (two_of_one_id("claims"), "id stands twice"),
    "two passages of one id": (two_of_one_id("passages"), "id stands twice"),
    "two links of one id": (two_of_one_id("links"), "id stands twice"),
    "a document that is not listed": (
        lambda extract: replace(extract, documents=extract.documents[1:]),
        "new its text is not in the extract",
    ),
    "an error of its own": (
        lambda extract: last(extract, "problems", grade="error"),
        ": 1 errors in",
    ),
    "much at once": (
        lambda extract: replace(
            extract,
            passages=(),
            claims=tuple(replace(row, start=row.start + 1) for row in extract.claims),
        ),
        "dangling passage",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_check_of_what_is_large_says_the_same(tmp_path, extract, capsys, large, damage):
    """Every line, in the same order, the summary and the exit code; and the damage is among the lines."""
    change, words = DAMAGE[damage]
    write(change(extract), tmp_path)
    whole = told(capsys, "check", tmp_path)
    large()

    assert told(capsys, "check", tmp_path) == whole
    assert (words or "") in whole[1] + whole[2]
    assert whole[0] == (words is not None)
    assert "errors in" in whole[2]


@pytest.mark.parametrize("words", [["-v"], ["--json"], ["--json", "-v", "-q"]])
def test_a_check_says_the_same_in_every_voice(tmp_path, extract, capsys, large, words):
    """With notes, as JSON, quietly."""
    write(last(extract, "claims", quote="no such words"), tmp_path)
    whole = told(capsys, "check", tmp_path, *words)
    large()

    assert told(capsys, "check", tmp_path, *words) == whole


def _without(seeds):
    name = sorted(seeds.glob("*.txt"))[0]
    name.unlink()
    if (seeds / "sources.toml").exists():
        listed = (seeds / "sources.toml").read_text().split("\n\n")
        (seeds / "sources.toml").write_text("\n\n".join(part for part in listed if name.name not in part))


def _with(seeds):
    for name in ("b-new.txt", "a-new.txt"):
        (seeds / name).write_text("At least 12 boats were lost.\n")


def _edited(seeds):
    path = sorted(seeds.glob("*.txt"))[-1]
    path.write_text(path.read_text().replace("e", "E"))


@pytest.mark.parametrize(
    ("change", "rule"),
    [(_without, "missing"), (_with, "new"), (_edited, "changed"), (shutil.rmtree, "missing")],
)
def test_a_corpus_that_is_another_is_seen(tmp_path, extract, capsys, large, change, rule):
    """A text that is gone, one that has come, one that was changed, and all of them gone."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    write(extract, tmp_path / "data", tmp_path / "seeds")
    change(tmp_path / "seeds")
    whole = told(capsys, "check", tmp_path / "data")
    large()

    assert told(capsys, "check", tmp_path / "data") == whole
    assert whole[0] == 1
    assert f" {rule} " in whole[1]


def test_a_row_in_two_parts_is_one_row(tmp_path, extract, capsys, large):
    """What stands twice in every cell is counted and told once, as when it is read."""
    wrong = first(extract, "claims", quote="no such words")
    write(wrong, tmp_path, again={wrong.claims[0].document, wrong.claims[-1].document})
    whole = told(capsys, "check", tmp_path)
    large()

    assert told(capsys, "check", tmp_path) == whole
    assert whole[1].count("no such words") == 1
    assert "stands twice" not in whole[1]


@pytest.mark.parametrize("damage", [_flip, _cut, _other, _renamed, _odd, Path.unlink])
def test_a_damaged_file_is_named_the_same(tmp_path, extract, capsys, large, damage):
    """One line on stderr, exit code 2, and nothing on stdout: no half of an answer."""
    write(extract, tmp_path)
    damage(next(path for path in sorted((tmp_path / PARTS).glob("part-*/claims.parquet"))))
    whole = told(capsys, "check", tmp_path)
    large()

    assert told(capsys, "check", tmp_path) == whole
    assert whole[:2] == (2, "")


def test_a_file_that_is_searched_is_checked(tmp_path, capsys, large, monkeypatch):
    """Rows that it hides would not be found: if it is not what the manifest lists, that is told."""
    monkeypatch.setattr(places, "USUAL", 1)
    corpus.write_lines(tmp_path / "c.jsonl", 40)
    topic = parse_codebook(tomllib.loads(corpus.CODEBOOK))
    monkeypatch.setattr(cutting, "ONE_IN", 16)
    monkeypatch.setattr(cutting, "FEWEST", 8)
    build(Order(str(tmp_path / "c.jsonl"), tmp_path / "data", topic), Engine(Inline, 1, ()))
    large()
    assert told(capsys, "check", tmp_path / "data")[0] == 0
    path = next((tmp_path / "data" / PARTS).glob("search-*/claims.parquet"))
    held = pq.read_table(path)
    pq.write_table(held.slice(1), path)

    code, out, err = told(capsys, "check", tmp_path / "data")
    assert (code, out) == (2, "")
    assert f"{path}: changed since datapackage.json was written" in err


@pytest.mark.parametrize("command", [["check"], ["diff", "old"]])
def test_a_full_temporary_folder_is_told(tmp_path, command):
    """A line that says where and what to do, exit code 2, and nothing on stdout."""
    program = (
        "import resource, sys; from claimline.cli import main; from claimline.store import selecting;"
        "selecting.MOST = 5; import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)); sys.exit(main(sys.argv[1:]))"
    )
    write(claimline.extract_seeds(SEEDS), tmp_path / "new")
    write_extract(Extract(), tmp_path / "old")
    arguments = [command[0], *(str(tmp_path / one) for one in command[1:]), str(tmp_path / "new")]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("claimline: ")
    assert line.endswith("set TMPDIR to a folder with more room")


# ---- diff ------------------------------------------------------------------------------------------


def _contests(extract):
    """Return *extract* with a claim that the speaker of another now denies."""
    target, source = extract.claims[0], extract.claims[-1]
    words = (source.document, source.start, source.end, source.quote, "r")
    row = Link("lnew000001", source.id, target.id, "denies", "independent", "stated", *words)
    return replace(extract, links=(*extract.links, row))


def _renamed_actor(extract):
    code = next(one for one in extract.codes if one.scheme == "actor" and one.code == extract.claims[0].actor_code)
    codes = tuple(replace(one, label="Another") if one == code else one for one in extract.codes)
    return replace(_contests(extract), codes=codes)


def _edited_text(extract):
    """Return *extract* with every third claim at another place, and every fifth with another figure there."""
    claims = [
        replace(row, id=row.id + "x", low=9.0 if place % 5 == 0 else row.low) if place % 3 == 0 else row
        for place, row in enumerate(extract.claims)
    ]
    return replace(extract, claims=tuple(claims))


def _speaker_gone(extract):
    """Return *extract* without the attributions in which somebody contests something."""
    against = {row.source for row in extract.links if row.relation in differing.AGAINST}
    return replace(extract, attributions=tuple(row for row in extract.attributions if row.id not in against))


def _half(place):
    """Return what leaves the documents of every second name out, with all that rests on them."""

    def left(extract):
        names = sorted(row.document for row in extract.documents)[place::2]
        tables = {
            table: tuple(row for row in getattr(extract, table) if row.document in names)
            for table in TABLES
            if _placed(table)
        }
        return replace(extract, **tables)

    return left


def _same(extract):
    return extract


CHANGES = {
    "nothing": (_same, _same, set()),
    "documents more": (_half(0), _same, {"added"}),
    "documents fewer": (_same, _half(1), {"gone"}),
    "other documents": (_half(0), _half(1), {"added", "gone"}),
    "a figure": (_same, lambda extract: last(extract, "claims", low=3.0), {"revised"}),
    "a level": (_same, lambda extract: first(extract, "stances", level="commits"), {"moved"}),
    "an edited text": (_same, _edited_text, {"revised"}),
    "a denial": (_same, _contests, {"contested"}),
    "no denial": (_contests, _same, set()),
    "another label": (_contests, _renamed_actor, set()),
    "a speaker gone": (_same, _speaker_gone, {"contested"}),
    "another rule": (_same, lambda extract: first(extract, "claims", rule="other"), set()),
    "all": (lambda extract: Extract(codes=extract.codes), _same, {"added"}),
}


@pytest.mark.parametrize("which", CHANGES)
def test_a_diff_of_what_is_large_says_the_same(tmp_path, extract, capsys, large, which):
    """Every line and the exit code, though the extracts lie in parts and only what differs is looked at."""
    before, after, kinds = CHANGES[which]
    write(before(extract), tmp_path / "old")
    write(after(extract), tmp_path / "new")
    whole = told(capsys, "diff", tmp_path / "old", tmp_path / "new")
    large()

    assert told(capsys, "diff", tmp_path / "old", tmp_path / "new") == whole
    assert {line.split()[0] for line in whole[1].splitlines()} >= kinds
    assert whole[0] == bool(whole[1])


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_large_extract_is_compared_with_a_small_one(tmp_path, extract, capsys, large, words):
    """One side in CSV: held whole, and compared all the same, either way round."""
    write_extract(_contests(_edited_text(extract)), tmp_path / "old", SEEDS)
    write(extract, tmp_path / "new")
    ways = [(tmp_path / "old", tmp_path / "new"), (tmp_path / "new", tmp_path / "old")]
    whole = [told(capsys, "diff", *way, *words) for way in ways]
    large()

    assert [told(capsys, "diff", *way, *words) for way in ways] == whole


def test_a_file_that_is_damaged_is_not_compared(tmp_path, extract, capsys, large):
    """A flipped bit in a part of one side: a line, exit code 2, and no change is told."""
    write(extract, tmp_path / "old")
    write(_edited_text(extract), tmp_path / "new")
    _flip(next(iter(sorted((tmp_path / "new" / PARTS).glob("part-*/claims.parquet")))))
    large()

    code, out, err = told(capsys, "diff", tmp_path / "old", tmp_path / "new")
    assert (code, out) == (2, "")
    assert "claims.parquet: damaged" in err


# ---- a corpus by the engine ------------------------------------------------------------------------


def test_what_the_engine_builds_is_checked_and_compared(tmp_path, capsys, large, monkeypatch):
    """A corpus in small joints, of which a document goes: the lines of check and diff are those of what is held."""
    monkeypatch.setattr(cutting, "ONE_IN", 16)
    monkeypatch.setattr(cutting, "FEWEST", 8)
    monkeypatch.setattr(planning, "USUAL", 40)
    topic = parse_codebook(tomllib.loads(corpus.CODEBOOK))
    for name, count in (("old", 100), ("new", 101)):
        corpus.write_lines(tmp_path / f"{name}.jsonl", count)
        build(Order(str(tmp_path / f"{name}.jsonl"), tmp_path / name, topic), Engine(Inline, 1, ()))
    os.replace(tmp_path / "new.jsonl", tmp_path / "old.jsonl")
    commands = [
        ("check", tmp_path / "old", "-v"),
        ("diff", tmp_path / "old", tmp_path / "new"),
        ("check", tmp_path / "new"),
    ]
    whole = [told(capsys, *command) for command in commands]
    large()

    assert [told(capsys, *command) for command in commands] == whole
    assert [code for code, _, _ in whole] == [1, 1, 1]
    assert len(whole[1][1].splitlines()) >= 4
    assert "article-000000100 new" in whole[0][1]


@pytest.mark.parametrize("rows", [[], [{"a": "1"}], [{"a": "é", "b": None}, {}, {"c": [1, 2]}]])
def test_rows_are_printed_as_a_list_is(capsys, rows):
    """One at a time or all at once: the same JSON."""
    print_json(rows)
    whole = capsys.readouterr().out
    print_rows(iter(rows))

    assert json.loads(whole) == rows
    assert capsys.readouterr().out == whole


def test_an_extract_reads_as_it_was_written(tmp_path, extract):
    """The parts of these tests hold the extract: otherwise they would prove nothing."""
    write(extract, tmp_path)

    assert read_extract(tmp_path) == extract
