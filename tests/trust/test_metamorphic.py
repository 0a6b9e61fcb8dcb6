"""What must follow when documents come twice, more come, or one goes: known without knowing what a text says."""

import shutil
from pathlib import Path

import pytest
from tried import survived

import claimline
from claimline.model import TABLES

SEEDS = Path(__file__).resolve().parents[1] / "strike"
TEXTS = sorted(path.name for path in SEEDS.glob("*.txt"))
UNRELATED = "\n\nThe museum will be open again from next spring, after the roof has been mended.\n"


@pytest.fixture
def seeds(tmp_path):
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


def rows(folder, document=None):
    """Return the rows of the extract of *folder*, by table; only those of *document* where one is named."""
    whole = claimline.extract_seeds(folder)
    return {
        table: {row for row in getattr(whole, table) if document is None or getattr(row, "document", None) == document}
        for table in TABLES
    }


def figures(folder):
    """Return what the extract says in figures: one for each claim that no other document repeats."""
    whole = claimline.extract_seeds(folder)
    repeated = {one.id for one in whole.passages if one.repeats}
    again = {one.source for one in whole.links if one.relation in ("repeats", "restates", "duplicates")}
    told = [row for row in whole.claims if row.passage not in repeated and row.id not in again]
    return sorted((row.quote, row.low, row.high, row.actor_code or "", row.said or "") for row in told)


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_twice_changes_no_figure(seeds, name):
    """The copy is listed and told of, and every row of the other documents is what it was."""
    before, whole = rows(seeds, name), figures(seeds)
    shutil.copy(seeds / name, seeds / f"zz-{name}")
    sources = (seeds / "sources.toml").read_text(encoding="utf-8")
    entry = next((part for part in sources.split("\n[")[1:] if part.startswith(f'"{name}"]')), None)
    if entry:
        (seeds / "sources.toml").write_text(f'{sources}\n["zz-{entry[1:]}', encoding="utf-8")
    after = rows(seeds)

    kept = ("claims", "times", "attributions", "stances", "rejected", "passages", "documents")
    assert all(before[table] <= after[table] for table in kept)
    assert any(one.rule == "duplicate" and one.id == f"zz-{name}" for one in after["problems"])
    assert figures(seeds) == whole
    survived("metamorphic")


@pytest.mark.parametrize("name", TEXTS)
def test_an_unrelated_paragraph_changes_no_other_row(seeds, name):
    """What stands behind all else moves nothing: every row of the document but its hash is as it was."""
    before = rows(seeds, name)
    path = seeds / name
    path.write_bytes(path.read_bytes().rstrip() + UNRELATED.encode())
    after = rows(seeds, name)

    for table in ("claims", "times", "attributions", "stances", "rejected", "passages"):
        gone = {row for row in before[table] - after[table] if row.end != len(path.read_text().rstrip())}
        assert not gone, (table, gone)
    survived("metamorphic")


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_that_goes_takes_its_rows_along(seeds, name):
    """Without it the extract is what it is without it: its rows are gone and no other document's row is."""
    others = [other for other in TEXTS if other != name]
    before = {other: rows(seeds, other) for other in others}
    (seeds / name).unlink()
    sources = (seeds / "sources.toml").read_text(encoding="utf-8").split("\n[")
    kept = [part for part in sources if not part.lstrip("[").startswith(f'"{name}"]')]
    (seeds / "sources.toml").write_text("\n[".join(kept), encoding="utf-8")
    after = rows(seeds)

    for table in ("documents", "claims", "times", "attributions", "stances", "rejected", "passages"):
        assert {row.document for row in after[table]} <= set(others)
        for other in others:
            assert {row for row in after[table] if row.document == other} == before[other][table], table
    survived("metamorphic")
