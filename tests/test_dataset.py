"""The extract as a dataset: one schema a table, whole parts or none, and damage that is named."""

import dataclasses
import json
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import claimline
from claimline import store
from claimline.model import TABLES, Extract
from claimline.show import findings, row, selection
from claimline.store import StoreError, counting, nearby, opening, read_extract, scanning, selecting, writing
from claimline.store.arrow import arrow_schema, from_arrow, to_arrow
from claimline.store.dataset import PARTS, commit, land_part, landed, sweep

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SAID = {"code": "c0de", "codebook": "b00c"}


@pytest.fixture(scope="module")
def extract() -> Extract:
    return claimline.extract_seeds(SEEDS)


def write(extract, folder, name="one"):
    land_part(folder, name, {table: to_arrow(table, getattr(extract, table)) for table in TABLES}, SAID)
    commit(folder, {table: [name] for table in TABLES}, SAID, SEEDS)


def test_what_is_written_is_read_back(tmp_path, extract):
    """An extract comes back from Parquet as it was, to the last cell, and knows where its texts are."""
    write(extract, tmp_path)

    assert read_extract(tmp_path) == extract
    assert store.seeds_of(tmp_path).resolve() == SEEDS


@pytest.mark.parametrize("table", TABLES)
def test_a_column_has_its_type_where_it_is_empty(table, extract):
    """The schema is that of the dataclass, with rows or without, and only an optional column is nullable."""
    optional = {field.name for field in dataclasses.fields(TABLES[table]) if "None" in str(field.type)}

    assert to_arrow(table, ()).schema == to_arrow(table, getattr(extract, table)).schema == arrow_schema(table)
    assert {field.name for field in arrow_schema(table) if field.nullable} == optional
    assert from_arrow(table, to_arrow(table, ())) == ()


def test_the_same_rows_are_the_same_bytes(tmp_path, extract):
    """Two that write the same write the same bytes, and each file says which code and codebook made it."""
    for name in ("one", "two"):
        write(extract, tmp_path / name)

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two"))
    assert one == two
    metadata = pq.read_metadata(next((tmp_path / "one").rglob("claims.parquet"))).metadata
    assert (metadata[b"claimline.code"], metadata[b"claimline.codebook"]) == (b"c0de", b"b00c")


def test_a_part_lands_once(tmp_path, extract):
    """Of two that land the same part the first stays, and nothing of the other is left."""
    write(extract, tmp_path)
    land_part(tmp_path, "one", {"claims": to_arrow("claims", ())}, SAID)

    assert read_extract(tmp_path) == extract
    assert [path.name for path in (tmp_path / PARTS).iterdir()] == ["one"]


def test_what_a_killed_writer_left_is_no_part(tmp_path, extract):
    """A folder that was not renamed into place is not listed, and the next writer sweeps it."""
    write(extract, tmp_path)
    (tmp_path / PARTS / ".staged-x").mkdir()

    assert landed(tmp_path) == {"one"}
    with writing(tmp_path / PARTS):
        pass
    sweep(tmp_path, {"one"})
    assert [path.name for path in (tmp_path / PARTS).iterdir()] == ["one"]
    assert read_extract(tmp_path) == extract


def _flip(path):
    raw = bytearray(path.read_bytes())
    raw[60] ^= 0xFF  # inside the first page
    path.write_bytes(raw)


def _cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def _other(path):
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)


def _renamed(path):
    table = pq.read_table(path)
    pq.write_table(table.rename_columns(["x", *table.column_names[1:]]), path)


def _odd(path):
    table = pq.read_table(path)
    place = table.column_names.index("date_basis")
    odd = pa.array(["guessed"] * table.num_rows, pa.string())
    pq.write_table(table.set_column(place, table.schema.field(place), odd), path)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_flip, "damaged"),
        (_cut, "damaged"),
        (_other, "changed since datapackage.json was written"),
        (_renamed, "its columns are not as this version writes them"),
        (_odd, "'guessed' is not a valid Basis"),
        (Path.unlink, "No such file or directory"),
    ],
)
def test_damage_is_named(tmp_path, extract, damage, told):
    """A flipped bit, a cut, another's file: refused in one line that names the file."""
    write(extract, tmp_path)
    damage(tmp_path / PARTS / "one" / "claims.parquet")

    with pytest.raises(StoreError) as error:
        read_extract(tmp_path)
    assert str(tmp_path / PARTS / "one" / "claims.parquet") in str(error.value)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_large_extract_takes_the_place_of_a_small_one(tmp_path, extract):
    """Written as Parquet where CSV stood, and back: one form at a time is there, and what is read is the last."""
    store.write_extract(Extract(), tmp_path)
    write(extract, tmp_path)

    assert not list(tmp_path.glob("*.csv"))
    assert read_extract(tmp_path) == extract
    store.write_extract(extract, tmp_path, SEEDS)
    assert read_extract(tmp_path) == extract
    assert not (tmp_path / PARTS).exists()


def test_the_manifest_lists_every_file(tmp_path, extract):
    """Rows, bytes and hash of each file stand in the one manifest, beside what the extract was made from."""
    write(extract, tmp_path)
    manifest = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))

    listed = {path: known for resource in manifest["resources"] for path, known in resource["files"].items()}
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.parquet")} == set(listed)
    assert all((tmp_path / path).stat().st_size == known["bytes"] for path, known in listed.items())
    assert manifest["made_from"] == SAID


@pytest.mark.parametrize("wrong", [{"made_from": []}, {"resources": [{"name": "claims", "files": 3}]}])
def test_a_manifest_of_another_shape_is_damaged(tmp_path, extract, wrong):
    """Whoever reads it is told so, and no word of Python."""
    write(extract, tmp_path)
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | wrong), encoding="utf-8")

    with pytest.raises(StoreError, match=r"datapackage\.json: damaged: run the extract again"):
        read_extract(tmp_path)


# ---- what is too large to be held ------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"measures": "first"},
        {"actors": "bloc"},
        {"since": "2024-10-24"},
        {"until": "2024-10-19"},
        {"as_of": "2024-10-19"},
    ],
)
def test_what_is_asked_for_is_what_a_selection_gives(tmp_path, extract, monkeypatch, asked):
    """Pushed down to the files, what is asked for gives the statements that a selection from the whole gives."""
    write(extract, tmp_path)
    named = {
        "measures": [next(row.measure for row in extract.claims if row.measure)],
        "actors": [next(row.code for row in extract.codes if row.scheme == "bloc")],
    }
    asked = {name: named.get(name, value) for name, value in asked.items()}
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    part = selection.select(read_extract(tmp_path, **asked), **asked)
    whole = selection.select(extract, **asked)

    assert (part.claims, part.stances, part.codes) == (whole.claims, whole.stances, whole.codes)
    assert {row.document for row in part.claims} <= {row.document for row in part.documents}
    assert {row.passage for row in part.claims} <= {row.id for row in part.passages}
    assert len(part.claims) < len(extract.claims)


def test_more_than_a_page_can_tell_is_its_latest_days(tmp_path, extract, monkeypatch):
    """What is asked for and too much is read from its end, each table as far as it goes, and a note says how much."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    monkeypatch.setattr(selecting, "TOLD", 8)
    monkeypatch.setattr(selecting, "BESIDE", 3)
    part = read_extract(tmp_path, since="2020-01-01")
    notes = {row.table: row.message for row in part.problems if row.rule == "partial"}
    whole = selection.select(extract, since="2020-01-01")

    for table, day in (("claims", "said_latest"), ("stances", "latest")):
        rows, others = getattr(part, table), {*getattr(whole, table)} - {*getattr(part, table)}
        first = min(getattr(row, day) for row in rows)
        assert 0 < len(rows) <= {"claims": 8}.get(table, 3)
        assert all((getattr(row, day) or "") <= first for row in others)
        assert (
            f"{len(rows)} of {len(rows) + len(others)} {table} asked for are read: the latest, since {first}"
            in (notes[table])
        )


def test_an_issue_asks_for_stances_first(tmp_path, extract, monkeypatch):
    """Where an issue is asked for, its stances are read before claims, which do not crowd them out."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    monkeypatch.setattr(selecting, "BESIDE", 3)
    part = read_extract(tmp_path, issue="arms_to_UKR_lethal")

    assert part.stances == tuple(row for row in extract.stances if row.issue == "arms_to_UKR_lethal")
    assert len(part.claims) <= 3


def test_what_needs_every_row_refuses_a_large_extract(tmp_path, extract, monkeypatch):
    """One line that says how much is too much."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "MOST", 5)

    with pytest.raises(StoreError, match=r"verify holds every row in memory, up to 5 statements, and there are more"):
        store.read_whole(tmp_path, "verify")


def test_a_large_extract_opens_on_its_latest_days_and_says_so(tmp_path, extract, monkeypatch):
    """Where nothing is asked for: what is most spoken of, the last days of it, and a head that says how much."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    monkeypatch.setattr(opening, "USUAL", 10)
    part = read_extract(tmp_path)

    [note] = [row for row in part.problems if row.rule == "partial"]
    since = min(row.said_latest for row in part.claims if row.said_latest)
    assert 0 < len(part.claims) < len(extract.claims)
    assert f"{len(part.claims)} of {len(extract.claims)} claims are read: on " in note.message
    assert f"since {since}" in note.message
    assert note.message in findings.figures(selection.select(part), part).digest


def in_parts(extract, folder, documents_first=True):
    """Write *extract* in parts of a document each, in either order, and a last one with all links between them."""
    names = sorted((row.document for row in extract.documents), reverse=not documents_first)
    ends = {row.id: row.document for table in ("claims", "stances") for row in getattr(extract, table)}
    parts = []
    for number, name in enumerate(names):
        own = {
            table: [row for row in getattr(extract, table) if getattr(row, "document", None) == name]
            for table in TABLES
            if table not in ("links", "problems", "codes", "corrections")
        }
        kept = {row.id for rows in own.values() for row in rows if hasattr(row, "id")} | {name}
        own["problems"] = [row for row in extract.problems if row.id in kept]
        parts.append(f"part-{number}")
        land_part(folder, parts[-1], {table: to_arrow(table, rows) for table, rows in own.items()}, SAID)
    told = {row.id for row in extract.links}
    last = {table: [] for table in TABLES} | {"links": extract.links, "codes": extract.codes}
    last["problems"] = [row for row in extract.problems if row.id in told]
    land_part(folder, "last", {table: to_arrow(table, rows) for table, rows in last.items()}, SAID)
    assert ends
    commit(folder, {table: [*parts, "last"] for table in TABLES}, SAID, SEEDS)


@pytest.mark.parametrize("asked", [{"since": "2024-10-24"}, {"until": "2024-07-01"}, {"measures": ["troops"]}, {}])
def test_parts_are_put_together_whatever_their_order(tmp_path, extract, monkeypatch, asked):
    """Rows, links and problems of what is read are the same from one part and from many, in any order of them."""
    write(extract, tmp_path / "one")
    in_parts(extract, tmp_path / "many")
    in_parts(extract, tmp_path / "back", documents_first=False)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    one, many, back = (read_extract(tmp_path / name, **asked) for name in ("one", "many", "back"))

    assert one == many == back
    assert one.documents


def test_an_opening_looks_into_the_parts_of_the_latest_days(tmp_path, extract, monkeypatch):
    """Of many parts those are read that go to the latest day, and the head says of how many documents it tells."""
    in_parts(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    monkeypatch.setattr(opening, "PARTS", 1)
    part = read_extract(tmp_path)

    last = max(extract.claims, key=lambda row: row.said_latest or "").document
    assert {row.document for row in part.documents} == {last}
    assert "in 1 of 2 documents" in next(row.message for row in part.problems if row.rule == "partial")


def test_a_file_without_what_is_asked_for_is_not_read(tmp_path, extract, monkeypatch):
    """What the statistics of a file rule out is not read; what has no day may be of any and is."""
    in_parts(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    read = []
    monkeypatch.setattr(scanning.pq.ParquetFile, "read", lambda self, **named: read.append(named) or 1 / 0)
    held = scanning.Files(tmp_path, {"claims": {"rows": 23, "files": {"parts/part-1/claims.parquet": {"rows": 5}}}})
    asks = scanning.Filter(("said_latest",), None, (("said_latest", "2024-11-01", None),))

    assert held.scan("claims", (), asks).num_rows == 0
    assert not read


def test_damage_in_a_large_extract_is_named(tmp_path, extract, monkeypatch):
    """A flipped bit or a missing file: one line that names the file, as of a small extract."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    path = tmp_path / PARTS / "one" / "claims.parquet"
    for damage in (_cut, Path.unlink):
        damage(path)
        with pytest.raises(StoreError, match="claims: damaged: ") as error:
            read_extract(tmp_path, measures=["troops"])
        assert str(path) in str(error.value)
        with pytest.raises(StoreError, match="claims: damaged: "):
            store.count_claims(tmp_path)


def test_a_row_is_told_whatever_the_size(tmp_path, extract, monkeypatch):
    """With its links, voices and problems as they are told of the whole; too many voices: that is said."""
    write(extract, tmp_path)
    monkeypatch.setattr(selecting, "is_large", lambda resources: True)
    for claim in extract.claims[:8]:
        near, texts = store.read_row(tmp_path, claim.id), {}
        assert row.told(near, *row.found(near, claim.id)[0], texts) == row.told(extract, "claims", claim, texts)
    assert row.found(store.read_row(tmp_path, "c"), "c")[1:]
    assert not row.found(store.read_row(tmp_path, "none"), "none")
    monkeypatch.setattr(nearby, "MOST_HITS", 3)
    with pytest.raises(StoreError, match=r"'c' begins [0-9]+ ids: give more of it"):
        store.read_row(tmp_path, "c")
    measured = next(one for one in extract.claims if one.measure)
    monkeypatch.setattr(nearby, "ON_MEASURE", 0)
    monkeypatch.setattr(nearby, "NEAREST", 1)
    [note] = [one for one in store.read_row(tmp_path, measured.id).problems if one.rule == "partial"]
    assert (note.id, note.message.startswith("voices are counted among 1 claims near")) == (measured.id, True)


@pytest.mark.parametrize("room", [0, 10_000])
def test_claims_are_counted_without_making_rows(tmp_path, extract, monkeypatch, room):
    """By measure, actor and month, with the lowest and the highest figure, in order: as counted one by one."""
    monkeypatch.setattr(counting, "ROOM", room)
    write(extract, tmp_path)
    known = defaultdict(list)
    for one in extract.claims:
        known[one.measure, one.actor_code, one.said_latest and one.said_latest[:7]].append(one)
    expected = [
        (*key, len(claims), min(_numbers(claims, "low"), default=None), max(_numbers(claims, "high"), default=None))
        for key, claims in sorted(known.items(), key=lambda one: [(value is None, value or "") for value in one[0]])
    ]
    told = [tuple(one.values()) for one in store.count_claims(tmp_path).to_pylist()]

    assert told == expected
    assert {None} < {one[0] for one in told}
    assert any(one[4] is None for one in told)


def _numbers(claims, side):
    return [number for one in claims if (number := getattr(one, side)) is not None]
