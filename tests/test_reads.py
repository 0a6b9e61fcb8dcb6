"""What a report reads of its extract: made again when that changes, left alone when anything else does."""

import json
from dataclasses import replace

import pytest

import claimline
from claimline.model import TABLES, Problem
from claimline.show import selection
from claimline.show.reports import reads
from claimline.store import write_extract
from test_reports import claim, extract, files, make, stance

WHOLE = extract(
    claim("c1", "400 drivers", 400.0),
    claim("c2", "9 buses", 9.0, measure="buses", actor_code="maes", on_behalf_of=None),
    stance("s1", "commits", "2024-03-12"),
)


def save(project, *sources):
    """Save a notebook called `chosen` of these cells after the parameters."""
    texts = ["# Chosen\n\n## What is said?", 'extract = "../data"\nmeasures = ["drivers_out"]', *sources]
    cells = [
        {"cell_type": "markdown" if not number else "code", "id": f"c{number}", "metadata": {}, "source": text}
        for number, text in enumerate(texts)
    ]
    for cell in cells[1:]:
        cell |= {"execution_count": None, "outputs": []}
    cells[1]["metadata"] = {"tags": ["parameters"]}
    (project / "notebooks").mkdir(exist_ok=True)
    saved = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "notebooks" / "chosen.ipynb").write_text(json.dumps(saved))


OURS = "import claimline\nfrom claimline.show import evidence, selection"
CHOOSING = "whole = claimline.read_extract(extract)\nchosen = selection.select(whole, measures=measures)"


@pytest.fixture
def project(tmp_path):
    """A project whose notebook shows the evidence of one measure's claims."""
    write_extract(WHOLE, tmp_path / "data")
    save(tmp_path, OURS, CHOOSING, 'evidence.evidence(chosen, "claims")')
    return tmp_path


def revised(row, **fields):
    return replace(WHOLE, claims=tuple(replace(one, **fields) if one.id == row else one for one in WHOLE.claims))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (revised("c1", low=450.0, high=450.0), 'the rows of claims for {"measures": ["drivers_out"]} changed'),
        (revised("c2", measure="drivers_out"), 'the rows of claims for {"measures": ["drivers_out"]} changed'),
        (replace(WHOLE, documents=(replace(WHOLE.documents[0], title="Back"),)), "the rows of documents changed"),
        (
            replace(WHOLE, codes=(*WHOLE.codes[:-1], replace(WHOLE.codes[-1], label="Will"))),
            "the rows of codes changed",
        ),
        (revised("c2", low=10.0, high=10.0), None),
        (replace(WHOLE, problems=(Problem("claims", "c2", "note", "r", "m"),)), None),
    ],
)
def test_a_report_is_made_again_if_what_it_reads_changes(project, changed, why):
    """A row that it shows, one that it would now show, or a table that it looks things up in; no other."""
    make(project)
    write_extract(changed, project / "data")

    outcome = make(project)

    assert outcome.due.get("chosen") == ([why] if why else None)


def test_what_was_left_alone_is_what_would_be_made(project):
    """A report that is not made again is the same, byte for byte, as one made from nothing."""
    make(project)
    write_extract(revised("c2", low=10.0, high=10.0), project / "data")

    assert make(project).current == ["chosen"]
    assert make(project, out="anew").made == ["chosen"]
    assert files(project / "anew") == files(project / "reports")


def notebook(*sources):
    return {"cells": [{"cell_type": "code", "source": source} for source in (OURS, CHOOSING, *sources)]}


NOTED = '{"chosen": [], "table": "claims", "what": "rows"}'


@pytest.mark.parametrize(
    "source",
    [
        "from pathlib import Path\nprint(Path(extract, 'stances.csv').read_text())",
        "import claimline, os",
        "print(open(extract + '/stances.csv').read())",
        "from claimline.store import read_extract",
        "from claimline import store",
        "claimline.store.read_extract(extract).stances",
        "__builtins__.open(extract)",
        "!cat ../data/stances.csv",
        "%run other.py",
    ],
)
def test_a_notebook_that_could_read_unseen_reads_everything(source):
    """What imports, opens or calls anything that is not ours may read every table, whatever was seen."""
    seen = reads.of(notebook("evidence.evidence(chosen)"), [NOTED])

    assert [read["table"] for read in seen] == ["claims"]
    assert {read["table"] for read in reads.of(notebook(source), [NOTED])} == set(TABLES)
    assert {read["table"] for read in reads.of(notebook("1"), [])} == set(TABLES)


@pytest.fixture
def noted(tmp_path, monkeypatch):
    """An extract that is watched, as in a kernel, and the file in which is noted what is read of it."""
    for module, name in ((claimline, "read_extract"), (selection, "select")):
        monkeypatch.setattr(module, name, getattr(module, name))
    write_extract(WHOLE, tmp_path / "data")
    reads.watch(str(tmp_path / "noted"), str(tmp_path / "data"))
    return claimline.read_extract(str(tmp_path / "data")), tmp_path / "noted"


LOOKS = [
    "[row.id for row in rows]",
    "() + rows",
    "rows + ()",
    "[*rows]",
    "(*(), *rows)",
    "list(rows)",
    "tuple(rows)",
    "sorted(rows, key=repr)",
    "rows[0]",
    "rows[:1]",
    "next(reversed(rows))",
    "max(rows, key=repr)",
    "dict(enumerate(rows))",
    "rows == ()",
    "() != rows",
    "rows < ()",
    "one in rows",
    "rows.index(one)",
    "rows.count(one)",
    "rows * 2",
    "2 * rows",
    "hash(rows)",
    "repr(rows)",
    "print(*rows)",
]


@pytest.mark.parametrize("look", LOOKS)
def test_no_way_of_looking_at_rows_is_overlooked(noted, look):
    """However Python gets at the rows of a table, that is noted, and nothing is noted before."""
    extract, path = noted
    chosen = selection.select(extract, actors=["RWU", "maes"])
    assert not path.exists()

    for rows, asked in ((extract.stances, []), (chosen.stances, [{"actors": ["RWU", "maes"]}])):
        eval(look, {"rows": rows, "one": WHOLE.stances[0]})
        assert {"table": "stances", "what": "rows", "chosen": asked} in map(json.loads, path.read_text().splitlines())


def test_frames_are_made_of_rows(noted):
    """A table as a data frame was read whole."""
    extract, path = noted
    claimline.tables.stances(extract)

    assert {"table": "stances", "what": "rows", "chosen": []} in map(json.loads, path.read_text().splitlines())


def test_how_many_there_are_is_less_than_what_they_say(project):
    """Whoever only counts rows need not hear that one of them was revised."""
    save(project, OURS, "print(len(claimline.read_extract(extract).claims))")
    make(project)

    write_extract(revised("c2", low=10.0, high=10.0), project / "data")
    assert make(project).current == ["chosen"]
    write_extract(replace(WHOLE, claims=WHOLE.claims[:1]), project / "data")
    assert make(project).due == {"chosen": ["the number of claims changed"]}


def test_rows_chosen_twice_are_known_by_both_choices():
    """A choice out of a choice is asked again in the same turn."""
    chain = [{"measures": ["drivers_out"]}, {"actors": ["maes"]}]
    read = {"table": "claims", "what": "rows", "chosen": chain}
    other = replace(WHOLE, claims=(*WHOLE.claims, claim("c3", "7 drivers", 7.0, actor_code="maes")))

    assert reads.Rows(WHOLE).sha256(read) == reads.Rows(revised("c2", low=1.0)).sha256(read)
    assert reads.Rows(WHOLE).sha256(read) != reads.Rows(other).sha256(read)
    assert selection.select(selection.select(other, **chain[0]), **chain[1]).claims == other.claims[-1:]
