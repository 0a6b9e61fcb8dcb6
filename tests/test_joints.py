"""However a corpus is cut, what joins its documents is what joins them when all are weighed at once."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

import claimline
from claimline import store
from claimline.engine import build as building
from claimline.engine import planning
from claimline.engine import units as cutting
from claimline.engine.build import Order, build
from claimline.engine.running import Engine, EngineError
from claimline.read.codebook import read_codebook
from claimline.read.corpora import readable
from claimline.read.corrections import Amendment
from claimline.store import places
from claimline.store.manifest import read_manifest
from claimline.weigh.across import RULES
from scale import Inline

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TOPIC = read_codebook(SEEDS / "codebook.toml")
COUNT = 120
#: What points to other documents, doubts what others state, and is told by many.
TOLD = (
    "Kyrylo Budanov said on {day} that 2,600 North Korean troops had been sent to Russia.",
    "The White House said that it could not confirm those reports.",
    "The Pentagon said on {day} that 12,000 North Korean troops have been sent to Russia.",
    "John Kirby said on {day} that at least 3,000 North Korean soldiers moved into Russia.",
    '"At least 3,000 North Korean soldiers moved into Russia," John Kirby said on {day}.',
    "John Kirby said on {day} that 3,000 North Korean soldiers moved into Russia.",
    "Mark Rutte said he cannot confirm the NIS's claim about North Korean troops.",
    "The NIS said on {day} that 1,500 North Korean troops had been sent to Russia.",
    "Yoon Suk Yeol condemned the dispatch of North Korean troops and met Mark Rutte on {day}.",
)


def passages():
    """Return paragraphs of the seeds."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [one.strip() for text in texts for one in re.split(r"\n\s*\n|\n(?=[A-Z])", text) if len(one.strip()) > 80]


def documents(count=COUNT):
    """Yield documents that tell of one matter in many ways, over half a year, in no order of days; some are copies."""
    random, told = Random(5), passages()
    for number in range(count):
        day = date(2024, 7, 1) + timedelta(days=random.randrange(180))
        words = [*random.sample(told, 2), *random.sample(TOLD, 2)]
        text = "\n\n".join(words).replace("{day}", f"{day:%B} {day.day}") if random.random() < 0.95 else TOLD[1]
        row = {"document": f"d{number:04d}", "text": f"{text}\n", "publisher": random.choice(["Post", "White House"])}
        yield row | ({"published": str(day)} if random.random() < 0.9 else {})


def written(path, rows):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def built(path, folder, amendments=()):
    return build(Order(str(path), folder, TOPIC, amendments), Engine(Inline, 1, ()))


def whole(path, amendments=()):
    return claimline.extract(list(readable(str(path))), TOPIC, amendments)


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", autouse=True)
def small_units():
    """Many units of few documents, joints of few rows, and few parts that are searched together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "ONE_IN", 16)
        patch.setattr(cutting, "FEWEST", 8)
        patch.setattr(planning, "USUAL", 40)
        patch.setattr(places, "USUAL", 4)
        yield


@pytest.fixture(scope="module")
def corpus_file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("corpus") / "c.jsonl", documents())


@pytest.fixture(scope="module")
def cut(tmp_path_factory, corpus_file):
    folder = tmp_path_factory.mktemp("cut")
    built(corpus_file, folder)
    return folder


def test_every_row_is_that_of_the_whole(corpus_file, cut):
    """Claims and stances that agree or exclude each other, doubts, copies, events told again: byte for byte."""
    extract, known = store.read_extract(cut), whole(corpus_file)
    kinds = {path.name.partition("-")[0] for path in (cut / "parts").iterdir()}
    tables = ("claims", "stances", "attributions")
    homes = {row.id: row.document for table in tables for row in getattr(known, table)}
    across = {row.rule for row in known.links if homes[row.source] != homes[row.target]}

    assert store.files(extract) == store.files(known)
    assert kinds > {*RULES, "doubt", "event", "events", "elsewhere", "head", "search"}
    assert across >= {"inferred.claims", "inferred.stances", "inferred.barred", "answer.cannot_confirm"}
    assert {"inferred.movement", "framing.bound"} <= {row.rule for row in known.links}
    assert len({row.cluster for row in known.events}) < len(known.events) - 5
    assert any(row.rule == "duplicate" for row in known.problems)


def test_a_correction_makes_one_unit_again_and_what_it_meets(tmp_path, corpus_file):
    """The extract is that of the corrected whole, and most of what had been done is left alone."""
    row = next(row for row in whole(corpus_file).claims if row.low == 2600 and row.measure)
    amendments = (Amendment(row.id, "low", row.low, 2700.0, "A misprint.", "corrections.toml: 1"),)
    built(corpus_file, tmp_path)
    before = {path.name for path in (tmp_path / "parts").iterdir()}
    built(corpus_file, tmp_path, amendments)
    new = {path.name.partition("-")[0] for path in (tmp_path / "parts").iterdir() if path.name not in before}

    assert store.files(store.read_extract(tmp_path)) == store.files(whole(corpus_file, amendments))
    assert "amended" in new
    assert "" not in new


def test_a_corrected_document_is_read_once(tmp_path, corpus_file):
    """What is known of a document is what its text says, corrected or not: its unit is made again, and corrected."""
    rows = [json.loads(line) for line in corpus_file.read_text(encoding="utf-8").splitlines()]
    row = next(row for row in whole(corpus_file).claims if row.low == 2600 and row.measure)
    amendments = (Amendment(row.id, "low", row.low, 2700.0, "A misprint.", "corrections.toml: 1"),)
    place = next(number for number, one in enumerate(rows) if one["document"] == row.document)
    more = {"document": f"{row.document}a", "text": TOLD[5].replace("{day}", "May 3")}
    changed = written(tmp_path / "changed.jsonl", [*rows[: place + 1], more, *rows[place + 1 :]])
    built(corpus_file, tmp_path / "data", amendments)
    built(changed, tmp_path / "data", amendments)
    built(changed, tmp_path / "fresh", amendments)

    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")


def _one_more(rows):
    return [*rows, {"document": "d0050a", "text": TOLD[5].replace("{day}", "May 3"), "published": "2024-08-02"}]


def _one_less(rows):
    return rows[:50] + rows[51:]


def _one_otherwise(rows):
    return [*rows[:50], rows[50] | {"published": "2024-09-09"}, *rows[51:]]


@pytest.mark.parametrize("change", [_one_more, _one_less, _one_otherwise])
def test_a_change_costs_what_it_touches(tmp_path, corpus_file, change, monkeypatch):
    """A document more, less or of another day: the files of building it all anew, and few of them made, in part."""
    rows = [json.loads(line) for line in corpus_file.read_text(encoding="utf-8").splitlines()]
    built(corpus_file, tmp_path / "data")
    before = bytes_of(tmp_path / "data")
    changed = written(tmp_path / "changed.jsonl", change(rows))
    asked = []
    monkeypatch.setattr(building, "loads", lambda due, *rest: asked.extend(due) or planning.loads(due, *rest))
    again = built(changed, tmp_path / "data")
    monkeypatch.undo()
    built(changed, tmp_path / "fresh")
    kept = sum(len(one.sums) for one in asked if one.kind in RULES)
    due = sum(len(turn) for one in asked if one.kind in RULES for turn in one.due)
    made = {path.split("/")[1] for path in bytes_of(tmp_path / "data").keys() - before.keys()}

    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")
    assert again.made <= 2
    assert 0 < due < kept / 2
    assert len(made) < len({path.split("/")[1] for path in before if "/" in path}) / 2


def test_a_doubt_of_another_day_is_weighed_again(tmp_path):
    """A document that states nothing itself comes out later: what was said before it is no answer any more."""
    doubt = (
        "The NIS said that 1,500 North Korean troops had been sent to Russia. The White House said that it could not"
    )
    rows = [
        {"document": "d", "text": f"{doubt} confirm those reports.", "published": "2024-10-20"},
        {"document": "w", "text": TOLD[2].replace("{day}", "October 25"), "published": "2024-10-26"},
    ]
    built(written(tmp_path / "c.jsonl", rows), tmp_path / "data")
    before = {row.rule for row in store.read_extract(tmp_path / "data").links}
    rows[0]["published"] = "2024-10-28"
    built(written(tmp_path / "c.jsonl", rows), tmp_path / "data")
    built(tmp_path / "c.jsonl", tmp_path / "fresh")

    assert "inferred.movement" in before
    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")


def test_another_order_leaves_the_same_files(tmp_path, monkeypatch):
    """Whichever unit comes first, what joins them is written alike."""
    monkeypatch.setattr(cutting, "MOST", 1)
    rows = [row for row in documents(200) if row["document"] in ("d0052", "d0061")]
    built(written(tmp_path / "c.jsonl", rows), tmp_path / "data")
    built(written(tmp_path / "c.jsonl", rows[::-1]), tmp_path / "data")
    built(tmp_path / "c.jsonl", tmp_path / "fresh")

    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")


class _KilledError(BaseException):
    """Stands for a kill: nobody handles it."""


@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_kill_while_old_parts_are_removed_leaves_no_half_of_one(tmp_path, corpus_file, monkeypatch, after):
    """A part is whole or not there: the corpus as it was before is built again as if nothing had been."""
    rows = [json.loads(line) for line in corpus_file.read_text(encoding="utf-8").splitlines()]
    changed = written(tmp_path / "changed.jsonl", _one_otherwise(_one_less(rows)))

    def killed(folder, **_):
        for path in sorted(Path(folder).glob("*.parquet"))[:after]:
            path.unlink()
        raise _KilledError

    built(corpus_file, tmp_path / "data")
    with monkeypatch.context() as patch:
        # What is staged is a folder of its own by then, and gone.
        patch.setattr(shutil, "rmtree", lambda folder, **_: killed(folder) if any(Path(folder).glob("*")) else None)
        with pytest.raises(_KilledError):
            built(changed, tmp_path / "data")
    built(corpus_file, tmp_path / "data")
    built(corpus_file, tmp_path / "fresh")

    assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")


@pytest.mark.parametrize("kind", ["", "source", "events", "search"])
def test_a_lost_file_is_made_again(tmp_path, cut, corpus_file, kind):
    """Of a part in which a file is missing nothing is taken."""
    shutil.copytree(cut, tmp_path / "data")
    resources = read_manifest(cut)["resources"]
    listed = [path for one in resources for held in ("files", "searched") for path in one.get(held, ())]
    lost = [path for path in listed if Path(path).parent.name.partition("-")[0] == kind or not kind]
    for path in (lost[0], lost[-1]):
        (tmp_path / "data" / path).unlink(missing_ok=True)
    built(corpus_file, tmp_path / "data")

    assert {path.relative_to(tmp_path / "data") for path in (tmp_path / "data").rglob("*")} == {
        path.relative_to(cut) for path in cut.rglob("*")
    }


def _edited(row):
    return row | {"text": row["text"].replace("12,000", "11,000").replace("1,500", "1,600") + "\nAnd no more.\n"}


def _redated(row):
    return row | {"published": str(date.fromisoformat(row.get("published", "2024-10-01")) + timedelta(days=9))}


def _changed(rows, spare, random):
    """Return *rows* after a change by chance: some of *spare* more, some less, elsewhere, copied, or otherwise."""
    place, change = random.randrange(len(rows)), random.randrange(6)
    before, row, after = rows[:place], rows[place], rows[place + 1 :]
    if change == 0:
        return [*before, spare.pop(), row, spare.pop(), *after]
    if change == 1:
        return [*before, *after[3:]]
    if change == 2:
        return [*after, row, *before]
    if change == 3:
        return [*before, row, *after, row | {"document": f"{row['document']}-{len(rows)}"}]
    return [*before, _edited(row) if change == 4 else _redated(row), *after]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_changes_one_after_the_other(tmp_path, seed):
    """Documents, corrections, and parts that are lost meanwhile: each time the files of building it all anew."""
    random = Random(seed)
    spare = list(documents(60))
    rows = [spare.pop() for _ in range(24)]
    for step in range(6):
        path = written(tmp_path / "c.jsonl", rows)
        known = [row for row in whole(path).claims if row.measure and row.low]
        asked = random.sample(known, 2) if step % 2 else []
        amendments = [Amendment(one.id, "low", one.low, one.low - 1, "A misprint.", "here") for one in asked]
        built(path, tmp_path / "data", amendments)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        built(path, tmp_path / "fresh", amendments)

        assert bytes_of(tmp_path / "data") == bytes_of(tmp_path / "fresh")
        shutil.rmtree(random.choice(sorted((tmp_path / "data" / "parts").iterdir())))
        built(path, tmp_path / "data", amendments)
        assert store.read_extract(tmp_path / "data") == store.read_extract(tmp_path / "fresh")
        rows = _changed(rows, spare, random)
    assert store.files(store.read_extract(tmp_path / "fresh")) == store.files(whole(path, amendments))


def test_where_corrections_lie_is_not_seen(tmp_path, corpus_file):
    """The same corrections, from another folder: there is nothing to do."""
    row, other, *_ = [row for row in whole(corpus_file).claims if row.low == 2600 and row.measure]
    amendments = [
        Amendment(one.id, "low", one.low, 2700.0, "A misprint.", f"corrections.toml: corrections[{number}]")
        for number, one in enumerate((row, other), 1)
    ]
    built(corpus_file, tmp_path, amendments)

    assert not built(
        corpus_file, tmp_path, [replace(one, where=f"/elsewhere/{one.where}") for one in amendments]
    ).changed


def test_what_was_searched_together_is_not_read_again(tmp_path, corpus_file):
    """Where most parts are as they were, their rows come from the file before: theirs are not needed."""
    built(corpus_file, tmp_path)
    searched = tmp_path.glob("parts/search-*/claims.parquet")
    held = max(map(pq.read_table, searched), key=lambda one: len(one[places.FILE].unique()))
    first, *others = files = held[places.FILE].unique().to_pylist()
    before = _landed(tmp_path, places.Search("search-before", "claims", _parts(files)))
    for file in others:
        (tmp_path / file).unlink()
    again = _landed(tmp_path, places.Search("search-again", "claims", _parts([*others, first]), "search-before"))

    assert before == held
    assert others
    assert again[places.FILE].unique().to_pylist() == [*others, first]
    assert sorted(map(str, again.to_pylist())) == sorted(map(str, held.to_pylist()))


def test_nothing_to_search_is_searched_again(tmp_path, cut):
    """Parts without a row, and a file before that has none."""
    shutil.copytree(cut, tmp_path / "cut")
    [head] = (tmp_path / "cut" / "parts").glob("head-*")
    before = _landed(tmp_path / "cut", places.Search("search-before", "claims", (head.name,)))
    again = _landed(tmp_path / "cut", places.Search("search-again", "claims", (head.name,), "search-before"))

    assert before.num_rows == 0
    assert again == before


def _parts(files):
    return tuple(Path(file).parent.name for file in files)


def _landed(folder, search):
    places.land_search(folder, search, {})
    return pq.read_table(folder / "parts" / search.name / "claims.parquet")


@pytest.mark.parametrize("table", ["marks", "claims", "keys"])
def test_a_damaged_part_is_told_in_a_line(tmp_path, corpus_file, table):
    """What is read again of a unit is held against its checksums: the file is named, and what to do."""
    built(corpus_file, tmp_path / "data")
    rows = [json.loads(line) for line in corpus_file.read_text(encoding="utf-8").splitlines()]
    changed = written(tmp_path / "changed.jsonl", _one_more(rows))
    for path in (tmp_path / "data" / "parts").glob(f"*/{table}.parquet"):
        path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(
        EngineError, match=rf"{table}\.parquet: damaged: .*: remove its folder and run the extract again"
    ):
        built(changed, tmp_path / "data")


@pytest.mark.parametrize("usual", [5, 10_000])
def test_the_size_of_joints_is_not_seen(tmp_path, corpus_file, cut, usual, monkeypatch):
    """A thousand joints or one of each kind: the same rows."""
    monkeypatch.setattr(planning, "USUAL", usual)
    monkeypatch.setattr(planning, "AT_ONCE", 30)
    built(corpus_file, tmp_path)

    assert store.files(store.read_extract(tmp_path)) == store.files(store.read_extract(cut))


def test_what_one_worker_cannot_hold_is_gone_through_in_turns(tmp_path, corpus_file, cut, monkeypatch):
    """What a source says of one measure, a few rows at a time: the files of going through it at once."""
    monkeypatch.setattr(planning, "AT_ONCE", 3)
    asked = []
    monkeypatch.setattr(building, "loads", lambda due, *rest: asked.extend(due) or planning.loads(due, *rest))
    built(corpus_file, tmp_path)

    assert max(len(one.due) for one in asked) > 2
    assert bytes_of(tmp_path) == bytes_of(cut)
