"""Movement: what one actor said of one matter, from what to what, and on which words it rests."""

import shutil
from pathlib import Path

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Measure
from claimline.model import Basis, Document, Source
from claimline.show import evidence, movement, tracks
from claimline.weigh.history import moves, steps
from test_reports import claim, stance
from test_reports import extract as made

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "corpora" / "whitehouse"

TOPIC = Codebook(
    actors=(
        Actor("town", "Town Council", "body", names=("Town Council",)),
        Actor("mayor", "Ann Brady", "person", of="town", names=("Ann Brady", "Brady")),
        Actor("union", "Seamen's Union", "body", names=("Seamen's Union", "the union")),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
)
UNION = "The Seamen's Union said on May 2 that at least 40 boats have been laid up.\n\n"


def extract(*texts):
    sources = []
    for number, text in enumerate(texts):
        name, day = f"{number}.txt", f"2024-05-{10 + number}"
        row = Document(name, name, None, "Post", "article", day, day, day, Basis.STATED, None)
        sources.append(Source(row, text))
    return claimline.extract(sources, TOPIC)


DOUBT = "Ann Brady said on May 3 that she cannot confirm those reports."


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ([UNION + DOUBT, "Ann Brady said on May 8 that 38 boats have been laid up."],
         "Ann Brady: from “cannot confirm” to 38 in five days"),
        ([UNION + DOUBT, "The Town Council said on May 8 that 38 boats have been laid up."],
         "Town Council: from “cannot confirm” to 38 in five days"),
        ([UNION + DOUBT],
         "Town Council on Boats laid up: only “cannot confirm”"),
        ([UNION + DOUBT, "Ann Brady said on May 1 that 38 boats have been laid up."],
         "Town Council: no movement that the texts leave no doubt of"),
        ([UNION],
         "Town Council says nothing on Boats laid up"),
    ],
)  # fmt: skip
def test_from_what_to_what(texts, title):
    """The title says from what to what and in how many days, and no more than the texts leave no doubt of."""
    whole = extract(*texts)
    found = tracks.track(whole, "town", "boats")

    assert movement.findings(found, whole).content["title"] == title


def test_the_clearest_movement_comes_first():
    """Without parameters, who came from a doubt to a statement is told before who only revised a figure."""
    revised = "The Seamen's Union said on May 9 that at least 60 boats have been laid up."
    whole = extract(UNION + DOUBT, "Ann Brady said on May 8 that 38 boats have been laid up.", revised)

    assert (tracks.track(whole).actor, tracks.track(whole).matter) == ("town", "boats")
    assert tracks.track(whole, "union").matter == "boats"
    assert tracks.track(whole, measure="boats").actor == "town"


def test_every_number_leads_to_a_row_of_the_page():
    """What the findings, the table and the ladder link to stands in the evidence, words and all."""
    whole = extract(UNION + DOUBT, "Ann Brady said on May 8 that 38 boats have been laid up.")
    found = tracks.track(whole)
    blocks = [movement.findings(found, whole), movement.told(found, whole), movement.beside(found, whole)]
    linked = {part.split("]")[0] for block in blocks for part in block.digest.split(" [")[1:]}
    shown = evidence.evidence(found.chosen, "claims", "stances", "questions").digest

    assert len(linked) == 3
    assert all(row in shown for row in linked | {row["id"] for row in movement.ladder(found, whole)})


@pytest.mark.parametrize(
    ("second", "levels"),
    [
        ({"day": "2024-03-20"}, [("rules_out", "commits")]),
        ({"day": "2024-03-20", "hedge": "reportedly"}, []),
        ({"day": "2024-03-20", "earliest": None}, []),
        ({"day": "2024-03-20", "actor": "Ona Lee", "actor_code": "lee", "on_behalf_of": "maes"}, []),
    ],
)
def test_a_stance_moves_only_where_nothing_is_in_doubt(second, levels):
    """Another level is a move if the days leave no doubt of the order, nobody hedges it and one voice said both."""
    rows = made(stance("s1", "rules_out", "2024-03-10"), stance("s2", "commits", **second))

    assert [(one.before.said, one.after.said) for one in moves(rows, steps(rows, "maes", "raise"))] == levels


def test_what_is_denied_does_not_read_as_said():
    """A statement that is denied or only planned says so wherever it is told in a few words."""
    rows = made(*(claim(f"c{n}", "have walked out", None, bound=None, kind="proposition", measure="walkout", **other)
                     for n, other in enumerate(({"polarity": "negative"}, {"status": "planned"}, {}))))  # fmt: skip
    told = movement.told(tracks.track(rows, "RWU", "walkout"), rows).content["rows"]

    assert [row[2][0]["text"] for row in told] == ["“walkout” (denied)", "“walkout” (planned)", "“walkout”"]


def test_each_source_of_a_side_has_its_mark():
    """What two voices of one side say in one text on one day are two marks; what one says there again is one."""
    whole = extract(
        "Ann Brady said on May 8 that 38 boats have been laid up. "
        "The Town Council said on May 8 that 40 boats have been laid up. "
        "Ann Brady said on May 8 that 39 boats have been laid up."
    )
    marks = movement.ladder(tracks.track(whole, "town", "boats"), whole)

    assert [mark["actor_label"] for mark in marks] == ["Ann Brady", "Town Council"]


def test_where_an_actor_stands_who_has_not_moved():
    """Without a move the title names the lowest and the highest level, and whether one is only said with a hedge."""
    hedged = stance("s2", "commits", "2024-03-10", hedge="reportedly")
    rows = made(stance("s1", "rules_out", "2024-03-10"), hedged)
    title = movement.findings(tracks.track(rows, "maes", issue="raise"), rows).content["title"]

    assert title == "Piet Maes on Higher pay: between “Rules it out” and “Commits” (hedged)"


# ---- the official texts ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def official(tmp_path_factory):
    """The extract of the seeds and, beside them, of the seven official texts."""
    if not OFFICIAL.is_dir():
        pytest.skip("the official texts are not beside the project")
    seeds = tmp_path_factory.mktemp("seeds")
    for path in (*(ROOT / "seeds").iterdir(), *OFFICIAL.iterdir()):
        shutil.copy(path, seeds / path.name)
    return claimline.extract_seeds(seeds)


def test_an_actor_who_could_not_confirm_and_then_states_it(official):
    """Who answers on one day that he cannot confirm states eight days later how many, with quotes, days and a link."""
    told = steps(official, "John_Kirby", "troops")
    [move, *_] = moves(official, told)
    [link] = [row for row in official.links if (row.source, row.target) == (move.after.row.id, move.before.row.id)]

    assert " ".join(move.before.words.split()) == "cannot independently confirm those reports"
    assert " ".join(move.after.words.split()) == "at least 3,000 soldiers"
    assert (move.before.latest, move.after.latest, move.days, move.ordered) == ("2024-10-15", "2024-10-23", 8, True)
    assert (move.before.document[:4], move.after.document[:4]) == ("wh01", "wh03")
    assert (link.relation, link.independence, link.rule) == ("updates", "same_source", "inferred.movement")
    assert (move.after.row.low, move.after.row.high, move.after.row.bound) == (3000, None, "at_least")


def test_the_notebooks_defaults_tell_it(official):
    """Of all that these texts tell, that movement is the one that a report without parameters is about."""
    found = tracks.track(official)

    assert (found.actor, found.matter) == ("USA", "troops")
    assert movement.findings(found, official).content["title"] == (
        "John Kirby: from “cannot confirm” to at least 3,000 in eight days"
    )


def test_what_a_spokesman_calls_alike_is_linked_across_documents(official):
    """The "similarities between what I said today and what our ... counterparts have said" are a stated link."""
    rows = {row.id: row for row in official.claims}
    alike = [row for row in official.links if row.rule == "answer.alike"]
    ends = {(rows[row.source].actor_code, rows[row.target].actor_code) for row in alike}

    assert ("John_Kirby", "NIS") in ends
    assert {(row.relation, row.basis) for row in alike} == {("same_proposition", "stated")}


def test_whatever_is_asked_for_is_answered():
    """For any actor of the seeds the page says something, and every row that it links to stands in its evidence."""
    whole = claimline.extract_seeds(ROOT / "seeds")
    for actor in (None, *(row.code for row in whole.codes if row.scheme == "actor")):
        found = tracks.track(whole, actor)
        blocks = [movement.findings(found, whole), movement.told(found, whole), movement.beside(found, whole)]
        linked = {part.split("]")[0] for block in blocks for part in block.digest.split(" [")[1:]}
        shown = evidence.evidence(found.chosen, "claims", "stances", "questions").content["rows"]

        assert blocks[0].content["title"]
        assert linked <= {row["id"] for row in shown}
