"""The large extract that is made to measure with: whole, the same each time, and read from as the whole would be."""

import json
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

import claimline
import large
from claimline import store
from claimline.model import TABLES, Code, Extract
from claimline.show import charts, evidence, movement, selection, tracks
from claimline.show.reports import notebook, reads, recipes
from claimline.store import places, read_extract, selecting
from claimline.store.manifest import PARTS, read_manifest

CLAIMS = 3 * large.CLAIMS


@pytest.fixture(scope="module", params=["days", "mixed"])
def folder(request, tmp_path_factory):
    place = tmp_path_factory.mktemp(request.param)
    large.write_extract(place, CLAIMS, mixed=request.param == "mixed", workers=1)
    return place


def test_its_rows_stand_where_they_say(folder):
    """Every table has rows; a quote stands in its sentence, a sentence in its passage, and links lead to rows."""
    whole = read_extract(folder)
    passages = {row.id: row for row in whole.passages}
    known = {row.id for table in ("claims", "attributions") for row in getattr(whole, table)}

    assert not [table for table in TABLES if not getattr(whole, table) and table != "corrections"]
    for row in whole.claims:
        at = row.start - row.context_start
        assert row.context[at : at + len(row.quote)] == row.quote
        assert (passages[row.passage].start, passages[row.passage].end) == (
            row.context_start,
            row.context_start + len(row.context),
        )
    assert all({row.source, row.target} <= known for row in whole.links)


def test_it_is_the_same_each_time(folder, tmp_path):
    """Any number of processes write the same bytes."""
    mixed = "mixed" in folder.name
    large.write_extract(tmp_path, CLAIMS, mixed=mixed, workers=2)

    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")} == {
        path.name: path.read_bytes() for path in folder.rglob("*.*")
    }


def test_parts_are_in_order_or_mixed(folder):
    """In order a part has a time of its own; mixed, every part has days of all years."""
    days = {}
    for row in read_extract(folder).documents:
        days.setdefault(int(row.document[5:]) // large.DOCUMENTS, []).append(row.published)
    spans = sorted((min(one), max(one)) for one in days.values())
    apart = all(one[1] <= two[0] for one, two in pairwise(spans))

    assert apart == ("mixed" not in folder.name)


def test_a_selection_is_that_of_the_whole(folder, monkeypatch):
    """Of an extract too large to be held comes what `select` keeps of the whole, whatever the order of its parts."""
    whole = read_extract(folder)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    asked = {"measures": ["pumps"], "since": "2022-03-01", "until": "2023-05-31"}
    part = read_extract(folder, **asked)

    kept = selection.select(whole, **asked).claims
    assert part.claims == kept
    assert kept
    assert {row.document for row in part.documents} >= {row.document for row in kept}
    near = store.read_row(folder, kept[0].id)
    assert {row.id for row in near.claims} >= {row.id for row in whole.claims if row.measure == "pumps"}


def test_a_movement_finds_its_matter(folder, monkeypatch):
    """A measure is read with the propositions that it counts, and the head says where only a part is read."""
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    monkeypatch.setattr(selecting, "TOLD", 40)
    part = read_extract(folder, **tracks.asked("actor_000", "boats"))
    told = tracks.track(part, "actor_000", "boats")

    assert {row.measure for row in part.claims} == {"boats", "deed_0"}
    assert "claims asked for are read: the latest" in movement.findings(told, part).digest


def test_a_report_reads_what_its_parameters_ask_for(folder, tmp_path, monkeypatch):
    """Its rows are known by what was asked of the extract, and read again by that, not from what others have read."""
    monkeypatch.setattr(claimline, "read_extract", read_extract)  # both are watched, and put back afterwards
    monkeypatch.setattr(selection, "select", selection.select)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    reads.watch(str(tmp_path / "reads"), str(folder))
    chosen = selection.select(claimline.read_extract(folder, measures=["pumps"]), measures=["pumps"])
    held = list(chosen.claims)
    lines = map(json.loads, (tmp_path / "reads").read_text().splitlines())
    [noted] = [line for line in lines if line["what"] == "rows"]

    assert noted["chosen"] == [{"read": {"measures": ["pumps"]}}, {"measures": ["pumps"]}]
    rows = reads.Rows(Extract(), partial(read_extract, folder))
    assert [row for row in rows.extract([noted]).claims if row.measure == "pumps"] == held
    assert rows.sha256(noted) != reads.Rows(Extract()).sha256({**noted, "chosen": []})


def test_a_report_gets_at_parts_through_a_link(folder, tmp_path, monkeypatch):
    """Gigabytes are not copied for each report; what is small enough to be held is."""
    notebook._lay(folder, tmp_path / "small")
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    notebook._lay(folder, tmp_path / "large")

    assert not (tmp_path / "small" / PARTS).is_symlink()
    assert (tmp_path / "large" / PARTS).is_symlink()
    assert read_extract(tmp_path / "large") == read_extract(folder)


def test_a_matrix_of_a_part_leaves_nothing_out(folder, monkeypatch):
    """Where only a part of an extract has been read, a report is made that may turn out to have nothing to say."""
    recipe = {"all": {"notebook": "figures", "parameters": {}, "each": {"measures": ["boats", "rafts"]}}}
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    part = read_extract(folder)

    assert "rafts" not in {row.measure for row in part.claims}
    assert len(recipes.chosen(["all"], ["figures"], recipe, part)) == 2


def test_very_much_evidence_is_shown_in_a_window(folder, monkeypatch):
    """The cells below it stay in reach; a few rows stand as they are."""
    whole = read_extract(folder)
    few = replace(whole, claims=whole.claims[:5], stances=())

    assert "overflow:auto" in evidence.evidence(whole, "claims")._repr_mimebundle_()["text/html"]
    assert "overflow:auto" not in evidence.evidence(few, "claims")._repr_mimebundle_()["text/html"]


def test_figures_of_several_units_have_panels_of_their_own():
    """However many marks there are, one of money and one of things are not drawn on one scale."""
    rows = [
        {"id": f"c{at}", "measure_label": "aid", "kind": "money", "unit": unit, "low": 5.0, "high": 5.0, "quote": "5"}
        for at, unit in enumerate(("USD", "EUR", "USD"))
    ]
    assert sorted(charts.marks.groups(charts.marks.marks(rows))) == ["Aid (EUR)", "Aid (USD)"]


def test_codes_are_those_of_a_codebook():
    """Measures, actors, propositions and issues have labels."""
    assert {"actor", "bloc", "measure", "proposition", "issue", "level"} <= {row.scheme for row in large.topic()}
    assert all(isinstance(row, Code) and row.label for row in large.topic())


ASKED = (
    {},
    {"measures": ["pumps"]},
    {"actors": ["actor_001", "actor_007"], "since": "2023-01-01"},
    {"measures": ["boats"], "until": "2022-12-31"},
    {"issue": "export_of_boats"},
)


@pytest.mark.parametrize("mixed", [False, True])
def test_what_is_searched_together_is_what_is_found(tmp_path, monkeypatch, mixed):
    """Files that many parts are searched in change no row that is read, counted or named, and are listed and hashed."""
    large.write_extract(tmp_path / "plain", CLAIMS, mixed=mixed, workers=1)
    monkeypatch.setattr(places, "USUAL", 1)
    large.write_extract(tmp_path / "searched", CLAIMS, mixed=mixed, workers=1)
    monkeypatch.setattr(selecting, "MOST", 5)
    plain, searched = tmp_path / "plain", tmp_path / "searched"
    resources = {one["name"]: one for one in read_manifest(searched)["resources"]}
    known = {table: resources[table]["searched"] for table in places.SEARCHED}

    assert not any("searched" in one for one in read_manifest(plain)["resources"])
    for table, listed in known.items():
        assert sum(one["rows"] for one in listed.values()) == resources[table]["rows"] > len(listed) > 2
        assert all((searched / path).stat().st_size == one["bytes"] for path, one in listed.items())
    assert store.count_claims(searched) == store.count_claims(plain)
    for asked in ASKED:
        assert store.files(read_extract(searched, **asked)) == store.files(read_extract(plain, **asked))
    [name, *_] = [row.id for row in read_extract(plain, measures=["pumps"]).claims]
    assert store.files(store.read_row(searched, name)) == store.files(store.read_row(plain, name))
