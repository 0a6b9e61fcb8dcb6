"""The seeds' stances and events beside those that a careful reader coded by hand."""

import csv
import re
from pathlib import Path

import pytest

from claimline.find.events import find_events
from claimline.find.stances import find_stances
from claimline.findings import Position
from claimline.read.codebook import read_codebook
from claimline.read.documents import read_seeds
from claimline.read.passages import split

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
CODEBOOK = read_codebook(ROOT / "seeds" / "codebook.toml")


def gold(name: str) -> list[dict[str, str]]:
    if not (GOLD / name).exists():
        pytest.skip(f"the hand-coded {name} is not beside the project")
    with (GOLD / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def documents(rows: list[dict[str, str]]) -> dict[str, str]:
    return {row["doc"]: (ROOT / "seeds" / row["doc"]).read_text(encoding="utf-8") for row in rows}


def positions() -> dict[str, list[Position]]:
    """Return what is found in each seed, whose pages cut some texts off."""
    return {
        source.document.document: find_stances(
            source.text, CODEBOOK, [one.end for one in split(source) if one.truncated]
        )
        for source in read_seeds(ROOT / "seeds")
    }


def overlap(one, row: dict[str, str]) -> bool:
    return one.start < int(row["end"]) and int(row["start"]) < one.end


def coded(one, row: dict[str, str]) -> bool:
    issue = re.sub(r"\W+", "_", row["issue"]).strip("_")
    same = (one.on_behalf_of, one.issue, one.level) == (row["on_behalf_of"], issue, row["position"])
    return same and overlap(one, row)


def test_stances():
    """All hand-coded stances are found at the same principal, issue and level; a cut-off teaser says that it is one."""
    rows, found = gold("stances.csv"), positions()
    missed = [row["stance_id"] for row in rows if not any(coded(one, row) for one in found[row["doc"]])]

    assert missed == []
    assert [one.quote for one in found["000_ff2a88a4293bb0b3.txt"] if one.rule.endswith(".cut_off")] == [
        "South Korea considering sending military"
    ]


def test_stances_beyond():
    """What is found beyond the hand-coded rows is known one by one, so that a new one is looked at."""
    rows = gold("stances.csv")
    beyond = [
        (document[:3], one.start, one.on_behalf_of, one.issue, one.level)
        for document, found in positions().items()
        for one in found
        if not any(row["doc"] == document and coded(one, row) for row in rows)
    ]

    assert beyond == [
        ("000", 245, "POL", "retransfer_of_KOR_weapons_to_UKR", "rules_out"),  # the repeated line
        ("000", 819, "KOR", "aid_to_UKR_humanitarian", "delivers"),  # "humanitarian and non-lethal": two issues
        ("000", 1951, "KOR", "PRK_troops_in_UKR_RUS", "condemns"),  # summoned the ambassador to protest
        ("000", 2635, "RUS", "UN_monitoring_of_PRK_sanctions", "rules_out"),  # both have blocked monitoring
        ("000", 2635, "CHN", "UN_monitoring_of_PRK_sanctions", "rules_out"),
        ("000", 3678, "KOR", "RUS_PRK_military_cooperation", "condemns"),  # "a distinct threat", the president said
        ("002", 858, "KOR", "PRK_troops_in_UKR_RUS", "condemns"),  # the summons, told again
        ("002", 1400, "RUS", "RUS_PRK_military_cooperation", "deflects"),  # "the warnings" were about both issues
        ("002", 1890, "KOR", "arms_to_UKR_lethal", "no_change"),  # both laws would need to be amended
    ]


def test_stance_flags():
    """Legal bars and conditions are flagged where the reader flagged them."""
    rows, found = gold("stances.csv"), positions()
    for row in rows:
        [one, *_] = [one for one in found[row["doc"]] if coded(one, row)]
        assert one.legal_bar == (row["legal_bar"] == "1"), row["stance_id"]
        if row["stance_id"] != "T13":  # "this would cross all red lines": the condition is in the sentence before
            assert bool(one.trigger) >= (row["conditional"] == "1"), row["stance_id"]


def test_events():
    """All hand-coded events but "I can't confirm", which PLOVER has no type for, are found at their type."""
    rows = gold("events.csv")
    found = {document: find_events(text, CODEBOOK) for document, text in documents(rows).items()}
    missed = [
        row["event_id"]
        for row in rows
        if not any(one.type == row["plover"] and overlap(one, row) for one in found[row["doc"]])
    ]

    assert missed == ["E29"]


def test_quotes():
    """Every quote is found at its offsets, no-break spaces and curly quotes as they stand."""
    for text in documents(gold("stances.csv")).values():
        for one in [*find_stances(text, CODEBOOK), *find_events(text, CODEBOOK)]:
            assert one.quote == text[one.start : one.end] != ""
