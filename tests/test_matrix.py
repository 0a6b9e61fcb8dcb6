"""The corroboration matrix: one tile for each answer, a dot for silence, and a title that stays true."""

import pytest

import claimline
from claimline.show import charts
from claimline.show.charts import matters
from claimline.show.drawing import theme
from test_corroboration import FIRST, TOPIC, source
from test_reports import claim, extract


def figure(*texts):
    """Return the matrix of *texts*, each a document."""
    return charts.corroboration(claimline.extract([source(text, f"{n}.txt") for n, text in enumerate(texts)], TOPIC))


def values(shown, **wanted):
    """Return the data values of the wide drawing whose mark has all that is *wanted*."""
    [view] = shown.wide["vconcat"]
    layers = [layer for layer in view["layer"] if wanted.items() <= layer["mark"].items()]
    return [value for layer in layers for value in layer["data"]["values"]]


@pytest.mark.parametrize(
    ("other", "word", "tint"),
    [
        ("The Seamen's Union said that 52 boats have been laid up.", "backs", "asserts"),
        ("The Seamen's Union believes that 52 boats have been laid up.", "hedges", "hedges"),
        (
            "The Seamen's Union backed the Harbour Office's claim, saying that 12 boats have been laid up.",
            "backs in part",
            "asserts",
        ),
        ("The Seamen's Union cannot confirm those reports.", "cannot confirm", "cannot-confirm"),
        ("The Seamen's Union denied the claim.", "disputes", "disputes"),
        ("The Seamen's Union downplayed those reports.", "plays down", "cannot-confirm"),
    ],
)
def test_an_answer_is_a_tile_with_a_glyph_and_a_word(other, word, tint):
    """Each answer has its word, its glyph and its tint, and links to the row in which it is given."""
    shown = figure(FIRST + other)
    tile = next(value for value in values(shown, type="rect", opacity=1) if value["answer"] == word)
    glyphs = values(shown, type="point", size=90)

    assert tile["colour"] == theme.light(f"tile-{tint}")
    assert tile["href"].removeprefix("#") in {row["id"] for row in shown.rows if row["answer"] == word}
    assert word in {value["text"] for value in values(shown, type="text", fontSize=12.8)}
    assert any(abs(tile["x"] + tile["x2"] - 2 * glyph["x"]) < 1 for glyph in glyphs) == (word != "cannot confirm")


def test_silence_is_a_dot():
    """Who says nothing to a claim has a dot of three px, and no tile."""
    shown = figure(FIRST, "The Seamen's Union said that 9 boats have been sunk.")
    told, silent = values(shown, type="rect", opacity=1), values(shown, type="point", size=9)

    assert len(told) + len(silent) == 2 * len({row["claim"] for row in shown.rows})
    assert silent


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ([], "No claim matches this selection"),
        ([FIRST], "One voice behind the one claim"),
        (
            [FIRST, "The Seamen's Union said that 52 boats have been laid up."],
            "One of two claims has more than one voice behind it",
        ),
        (
            [FIRST, "Ann Brady said that 4 boats have been sunk."],
            "None of two claims has more than one voice behind it",
        ),
        (
            [FIRST + "The Seamen's Union said that at least 40 boats have been laid up."],
            "Two voices behind the one claim",
        ),
    ],
)
def test_the_title_counts_the_claims(texts, title):
    """The title says how many claims have more than one voice behind them, whatever their number."""
    assert figure(*texts).title == title


def test_claims_with_most_voices_come_first():
    """Rows go down from most voices to fewest, columns from who speaks to most claims; nobody named comes last."""
    shown = figure(
        FIRST, "The Seamen's Union said that 52 boats have been laid up. Ann Brady said 9 boats have been sunk."
    )
    [view] = shown.wide["vconcat"]
    counted = [row["voices_behind"] for row in shown.rows]

    assert counted == sorted(counted, reverse=True)
    assert view["layer"][1]["data"]["values"][0]["text"].startswith("Boats laid up: ≥ 40")


def test_many_voices_stand_under_their_party():
    """Where voices are more than seven, a column is for whom they speak, and +1 tells of one more voice in it."""
    cells = [matters.Cell(f"r{n}", f"Voice {n}", f"Party {n // 2}", "asserts", None, None, "", "") for n in range(9)]
    one = matters.Matter("Boats laid up", 9, tuple(cells))

    assert len(matters.columns([one], parties=False)) == 9
    assert matters.columns([one], parties=True) == [f"Party {n}" for n in range(5)]
    assert (one.others("Party 0", parties=True), one.others("Party 4", parties=True)) == (1, 0)


def test_a_voice_that_also_disputes_is_shown_to_dispute():
    """Of a voice's assent and its dissent the dissent is drawn, as it is what a reader must not miss."""
    both = [matters.Cell(word, "Union", "Union", word, None, None, "", "") for word in ("backs", "disputes")]

    assert matters.Matter("x", 1, tuple(both)).cells(parties=False)["Union"].answer == "disputes"


@pytest.mark.parametrize(
    ("labels", "signs"),
    [
        (["National Harbour Service (NHS)", "Ada Lee", "Reuters"], ["NHS", "AL", "Reu"]),
        (["Ann Brady", "Art Blake"], ["AB", "AB2"]),
        (["국가정보원", "김용현 장관"], ["국가정", "김장"]),
        (["Nobody named"], ["–"]),
    ],
)
def test_a_narrow_tile_bears_a_short_sign(labels, signs):
    """A sign is what stands in brackets, else initials, else a start, and no two are alike."""
    assert list(matters.initials(labels).values()) == signs


@pytest.mark.parametrize(
    ("polarities", "rows"),
    [
        (("positive", "negative"), ["Drivers on strike"]),
        (("negative",), ["Not: Drivers on strike"]),
    ],
)
def test_what_is_not_so_is_no_claim_of_its_own(polarities, rows):
    """Who says that a thing is not so disputes it, in the row of those who say that it is, if anybody does."""
    told = [
        claim(f"c{number}", "drivers struck", None, kind="proposition", polarity=polarity, actor_code=code, actor=code)
        for number, (polarity, code) in enumerate(zip(polarities, ("RWU", "maes"), strict=False))
    ]
    shown = charts.corroboration(extract(*told))

    assert sorted({row["claim"] for row in shown.rows}) == rows
    assert ("disputes" in {row["answer"] for row in shown.rows}) == (len(told) > 1)


def test_what_states_the_same_is_one_row():
    """Two voices' claims of one figure are one row, and the note says how many claims the texts make."""
    shown = figure(FIRST, "The Seamen's Union said that at least 40 boats have been laid up.")

    assert len({row["claim"] for row in shown.rows}) == 1
    assert shown.note == "The texts make 2 claims; those that state the same are one row, and counted once."
