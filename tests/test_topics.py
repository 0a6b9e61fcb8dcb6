"""Another topic is another folder: a strike, in texts of its own, end to end and without a line of code."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from frictionless import Package

import claimline
from claimline.read.codebook import read_codebook
from claimline.read.documents import read_seeds
from claimline.store import read_extract, write_extract
from claimline.weigh.check import check

ROOT = Path(__file__).resolve().parents[1]
STRIKE = Path(__file__).parent / "strike"


@pytest.fixture(scope="module")
def extract():
    return claimline.extract_seeds(STRIKE)


@pytest.mark.parametrize(
    ("quote", "measure", "low", "high", "actor", "status", "said"),
    [
        ("At least 4,000 drivers", "drivers_out", 4000, None, "Rail Workers' Union", "done", "2023-03-15"),
        ("another 2,500 cleaners", "cleaners_out", 2500, 2500, "Dana Okafor", "planned", "[..2023-03-16]"),
        ("About 1,900 drivers", "drivers_out", 1900, 1900, "Piet Maes", "done", "2023-03-15"),
        ("$300", "lump_sum", 300, 300, None, "done", "[..2023-03-16]"),
        ("Up to 5,000 drivers", "drivers_out", None, 5000, "Mayor of Harrow", "ongoing", "XXXX-03-14"),
    ],
)
def test_turnout(extract, quote, measure, low, high, actor, status, said):
    """Turnout and offers come out with bound, source, stage and date; a document without an entry has no year."""
    [row] = [row for row in extract.claims if row.quote == quote]

    assert (row.measure, row.low, row.high, row.actor, row.status, row.said) == (
        measure,
        low,
        high,
        actor,
        status,
        said,
    )


@pytest.mark.parametrize(
    ("actor", "level"),
    [("Rail Workers' Union", "rules_out"), ("Northline", "under_review"), ("Northline", "rules_out")],
)
def test_who_accepts(extract, actor, level):
    """Who accepts, weighs or refuses an offer stands on the ladder that the codebook gives the issue."""
    assert (actor, "pay_offer", level) in {(row.actor, row.issue, row.level) for row in extract.stances}


def test_who_answers_whom(extract):
    """The employer's doubt is linked with the figure that it doubts; two figures of one day exclude each other."""
    words = {row.id: row.quote for row in extract.claims} | {row.id: row.cue for row in extract.attributions}
    links = {(words.get(row.source), row.relation, words.get(row.target)) for row in extract.links}

    assert ("cannot confirm", "cannot_confirm", "At least 4,000 drivers") in links
    assert {frozenset((one, two)) for one, relation, two in links if relation == "contradicts"} == {
        frozenset(("About 1,900 drivers", "At least 4,000 drivers"))
    }


def test_the_strike_is_stored(extract, tmp_path):
    """The other topic's extract is written, valid, read back, and every row of it holds."""
    write_extract(extract, tmp_path / "data", STRIKE)

    assert read_extract(tmp_path / "data") == extract
    assert Package(str(tmp_path / "data" / "datapackage.json")).validate().valid
    assert check(extract, {source.document.document: source.text for source in read_seeds(STRIKE)}) == []


def test_a_text_dropped_in_changes_no_other_row(extract, tmp_path):
    """Another text in the folder adds its rows and leaves every other row, id and offset as it was."""
    shutil.copytree(STRIKE, tmp_path / "seeds")
    (tmp_path / "seeds" / "zebra.txt").write_text(
        "More than 700 drivers are still out, Dana Okafor said.\n", encoding="utf-8"
    )
    more = claimline.extract_seeds(tmp_path / "seeds")

    assert set(extract.claims) < set(more.claims)
    [added] = set(more.claims) - set(extract.claims)
    assert (added.document, added.quote, added.actor, added.said) == (
        "zebra.txt",
        "More than 700 drivers",
        "Dana Okafor",
        None,
    )
    assert set(extract.passages) < set(more.passages)
    assert set(extract.stances) == set(more.stances)


# ---- the topic stays out of the code ---------------------------------------------------------------


# Nouns that the seeds count and that English also uses of anything: they tell nothing of the topic.
GENERAL = {
    "person", "persons", "people", "individual", "ship", "ships", "vessel", "tanker", "compan", "entity", "entities",
    "organization", "organisation", "official", "personnel", "division", "brigade", "battalion", "regiment", "forces",
    "round", "container", "service member", "servicemen", "fighters", "US", "U.S.", "American", "Washington", "KRW",
}  # fmt: skip


def topic_words():
    """Return the actors' names, the counted nouns and the codes of the seeds' codebook, without the media."""
    topic = read_codebook(ROOT / "seeds" / "codebook.toml")
    actors = [actor for actor in topic.actors if actor.kind != "media"]
    names = {name for actor in actors for name in (actor.label, *actor.names, *actor.adjectives)}
    heads = {head.rstrip("*") for measure in topic.measures for head in measure.heads if head.islower()}
    codes = {row.code for rows in (actors, topic.measures, topic.propositions, topic.issues) for row in rows}
    return {word for word in names | heads | codes if len(word) > 2} - GENERAL


def spoken(path):
    """Yield what *path* says: all of a module, comments and docstrings included; the comments and data of a table.

    The names of the world's news agencies and of its currencies are language, whatever countries they name.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".toml":
        yield text
        return
    yield from re.findall(r"#.*", text)
    yield from _flattened({key: value for key, value in tomllib.loads(text).items() if key != "money"})


def _flattened(value):
    if isinstance(value, dict):
        yield from value
        for key, inner in value.items():
            yield from _flattened(inner if key != "agencies" else [])
    elif isinstance(value, list):
        for inner in value:
            yield from _flattened(inner)
    else:
        yield str(value)


def test_the_code_knows_no_topic():
    """No name, counted noun or code of the seeds' topic stands in code, comments or the tables of the language."""
    words = topic_words()
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
    paths = [*sorted((ROOT / "src").rglob("*.py")), *sorted((ROOT / "src").rglob("*.toml"))]

    assert len(words) > 100
    assert len(paths) > 40
    found = {(path.name, match[0]) for path in paths for said in spoken(path) for match in pattern.finditer(said)}
    assert found == set()
