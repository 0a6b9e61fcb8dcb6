"""Our own gold is sound: what it says can be found in its sentences, and its two parts share none of them."""

import json
import tomllib
from pathlib import Path

import pytest

from claimline import edtf
from claimline.model import Bound

GOLD = Path(__file__).parent / "gold"
PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
KINDS = {"count", "money", "percent", "duration", "ratio", "measure"}
HUNDREDTHS = {"percentage", "percentage point", "basis point"}
LADDERS = {
    "policy": ["rules_out", "reluctant", "no_change", "hints", "under_review", "conditional", "commits", "delivers"],
    "response": ["deflects", "notes", "concerned", "condemns", "demands", "threatens", "acts"],
}
OPEN = {  # which sides of a bound have a number: (low, high)
    **dict.fromkeys([Bound.EXACT, Bound.ABOUT, Bound.BETWEEN], (True, True)),
    **dict.fromkeys([Bound.MORE_THAN, Bound.AT_LEAST, Bound.VAGUE], (True, False)),
    **dict.fromkeys([Bound.LESS_THAN, Bound.AT_MOST], (False, True)),
}


def _rows(*names):
    lines = [line for name in names for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


QUANTITIES = _rows("quantities_dev", "quantities_test")
TIMES = _rows("times_dev", "times_test")
ATTRIBUTIONS = _rows("attributions_dev", "attributions_test")


@pytest.mark.parametrize("row", QUANTITIES, ids=lambda row: row["text"][:40])
def test_quantities_stand_in_their_sentence(row):
    """A quantity's offsets find its quote, in reading order and once, and its numbers are those of its bound."""
    places = [(gold["start"], -gold["end"]) for gold in row["quantities"]]

    assert places == sorted(set(places))
    for gold in row["quantities"]:
        low, high, bound = gold["low"], gold["high"], Bound(gold["bound"])
        assert row["text"][gold["start"] : gold["end"]] == gold["quote"] == gold["quote"].strip() != ""
        assert (low is not None, high is not None) == OPEN[bound]
        if None not in (low, high):
            assert low < high if bound is Bound.BETWEEN else low == high


@pytest.mark.parametrize("row", QUANTITIES, ids=lambda row: row["text"][:40])
def test_units_agree_with_their_kind(row):
    """Money has a code or a currency's name, a percentage no other unit, and a head is written small."""
    for gold in row["quantities"]:
        kind, unit = gold["kind"], gold["unit"]
        assert kind in KINDS
        assert unit not in HUNDREDTHS or kind == "percent"
        assert kind != "percent" or unit in {*HUNDREDTHS, "point"}
        assert kind in {"count", "ratio"} or unit
        assert unit is None or unit.islower() or (kind == "money" and len(unit) == 3 and unit.isupper())


@pytest.mark.parametrize("row", TIMES, ids=lambda row: row["text"][:40])
def test_times_stand_in_their_sentence(row):
    """The quotes of a sentence's times are found one after another, and their values can be read."""
    place = 0
    for gold in row["times"]:
        place = row["text"].index(gold["quote"], place) + len(gold["quote"])
        assert gold["edtf"] is None or edtf.valid(gold["edtf"])
    assert row["published"] is None or edtf.valid(row["published"])


@pytest.mark.parametrize("row", ATTRIBUTIONS, ids=lambda row: row["text"][:40])
def test_attributions_stand_in_their_text(row):
    """An attribution's offsets find its cue, source and content, its cues stand in reading order and are of a class."""
    assert [said["at"] for said in row["said"]] == sorted({said["at"] for said in row["said"]})
    for said in row["said"]:
        assert said["cue_class"] in {"speech", "other"}
        for field, place in (("cue", "at"), ("source", "source_at"), ("content", "content_at")):
            quote = said[field]
            assert (quote is None) == (said.get(place) is None)
            assert quote is None or (row["text"][said[place] :].startswith(quote) and quote == quote.strip() != "")


@pytest.mark.parametrize("name", ["quantities", "times", "attributions"])
def test_the_parts_share_no_text(name):
    """No sentence or article stands twice, so that what was tuned on the one part is unseen in the other."""
    texts = [" ".join(row["text"].split()).casefold() for row in _rows(f"{name}_dev", f"{name}_test")]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("name", "key", "least"),
    [
        *(("quantities_dev", "quantities", 210), ("quantities_test", "quantities", 210)),
        *(("times_dev", "times", 160), ("times_test", "times", 160)),
        *(("attributions_dev", "said", 250), ("attributions_test", "said", 330)),
    ],
)
def test_each_part_is_large_enough(name, key, least):
    """A figure in per cent rests on some hundred expressions, and on dozens of sentences with none."""
    rows = _rows(name)

    assert sum(len(row[key]) for row in rows) >= least
    assert not name.startswith("quantities") or sum(not row[key] for row in rows) >= 55


@pytest.mark.parametrize("bound", [bound for bound in Bound if bound is not Bound.UNSPECIFIED])
@pytest.mark.parametrize("part", ["dev", "test"])
def test_each_bound_is_told_in_each_part(part, bound):
    """No bound rests on a single sentence."""
    assert sum(gold["bound"] == bound for row in _rows(f"quantities_{part}") for gold in row["quantities"]) >= 4


OFFICIAL = _rows("official")
CODEBOOK = tomllib.loads((PROJECT / "seeds" / "codebook.toml").read_text("utf-8"))
LADDER_OF = {issue["code"]: issue["ladder"] for issue in CODEBOOK["issues"]}


def _official(kind):
    return [row for row in OFFICIAL if row["kind"] == kind]


def _quoted(row):
    """Yield (document, place with start, end and quote) of a row and of the ends of its link."""
    yield row["document"], row
    for end in [row.get("source"), row.get("target"), *row.get("also_target", [])]:
        if end:
            yield end.get("document", row["document"]), end


def _stored(document):
    for folder in ("corpora/whitehouse", "seeds"):
        if (SHARED / folder / document).exists():
            return (SHARED / folder / document).read_bytes().decode("utf-8")
    pytest.skip("the official texts are not beside the project")


@pytest.mark.parametrize("row", OFFICIAL, ids=lambda row: f"{row['document'][:4]}:{row['start']}-{row['kind']}")
def test_official_rows_stand_in_their_texts(row):
    """What the gold of the official texts quotes is what stands at its offsets."""
    for document, place in _quoted(row):
        text = _stored(document)
        assert text[place["start"] : place["end"]] == place["quote"] != ""
    assert not row.get("trigger") or row["trigger"] in _stored(row["document"])


def test_official_rows_speak_the_codebook():
    """The gold of the official texts names measures, propositions, issues and levels that exist, in reading order."""
    measures, propositions = ({one["code"] for one in CODEBOOK[name]} for name in ("measures", "propositions"))
    places = [(row["document"], row["start"]) for row in OFFICIAL]

    assert places == sorted(places)
    assert {row["measure"] for row in _official("figure")} <= measures
    assert {row["proposition"] for row in _official("proposition")} <= propositions
    for row in _official("stance"):
        assert all(row["level"] in LADDERS[LADDER_OF[issue]] for issue in [row["issue"], *row["also_issue"]])
    for row in _official("figure"):
        assert (row["low"] is not None, row["high"] is not None) == OPEN[Bound(row["bound"])]


def test_official_traps_are_numbers_apart_from_the_figures():
    """At least 25 numbers of the official texts count something else, and none of them is a figure."""
    traps = [row for row in _official("trap") if row["of"] == "figure"]

    assert len(traps) >= 25
    for row in _official("figure"):
        others = [trap for trap in traps if trap["document"] == row["document"]]
        assert not any(trap["start"] < row["end"] and row["start"] < trap["end"] for trap in others)
