"""Charts that count rows: how sources are named, how days are known, what weakens a claim, what has changed."""

import pytest

from claimline.model import Bound
from claimline.show import charts, evidence
from claimline.show.changes import Change
from claimline.show.words.sourcing import BODY, MEDIA, NOBODY, PERSON, UNNAMED, way
from test_charts import claim
from test_reports import claim as full_claim
from test_reports import extract


@pytest.mark.parametrize(
    ("actor", "anonymity", "kind", "expected"),
    [
        ("Ada Lee", "named", None, PERSON),
        ("Ada Lee", "named", "person", PERSON),
        ("the Harbour Board", "named", None, BODY),
        ("Harrow", "named", "state", BODY),
        ("the spy agency", "titled", "body", BODY),
        ("the defence ministry", "titled", None, BODY),
        ("the minister", "titled", None, UNNAMED),
        ("two officials", "unnamed", None, UNNAMED),
        ("an intelligence official", "unnamed", None, UNNAMED),
        ("an official of the board", "unnamed", "body", UNNAMED),
        ("local media", "unnamed", None, MEDIA),
        ("customs data seen by an agency", "unnamed", None, MEDIA),
        ("multiple reports and a video", "unnamed", None, MEDIA),
        ("Reuters", "named", None, MEDIA),
        ("the Evening Post", "named", "media", MEDIA),
        (None, "none", None, NOBODY),
    ],
)
def test_how_a_source_is_named(actor, anonymity, kind, expected):
    """A source is a person or a body by name, somebody unnamed, media or data, or nobody at all."""
    assert way({"actor": actor, "anonymity": anonymity, "actor_kind": kind}) == expected


NOBODY_NAMED = {"actor": None, "actor_label": None, "anonymity": "none", "bloc": None, "bloc_position": None}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No claim matches this selection"),
        ([claim(1, 5, 5)], "One claim: named body"),
        ([claim(1, 5, 5), claim(2, 5, 5)], "All two claims have a person or body named"),
        ([claim(1, 5, 5), claim(2, 5, 5, **NOBODY_NAMED)], "Nobody is named behind 1 of 2 claims"),
        ([claim(n, 5, 5, **NOBODY_NAMED) for n in (1, 2)], "Nobody is named behind all 2 claims"),
        (
            [claim(1, 5, 5), claim(2, 5, 5, actor="aides", anonymity="unnamed")],
            "1 of 2 claims rest on somebody unnamed",
        ),
        ([claim(1, 5, 5), claim(2, 5, 5, actor="Reuters")], "1 of 2 claims rest on media or data"),
    ],
)
def test_squares_say_what_weakens_the_claims(rows, title):
    """The title counts claims that name nobody, else those of somebody unnamed, else of media; never a percentage."""
    figure = charts.attribution_squares(rows)

    assert figure.title == title
    assert "%" not in figure.html


def test_a_square_is_a_claim():
    """There is one square for each claim, with its bloc's letter; beside a row stands so many of so many."""
    figure = charts.attribution_squares(
        [*(claim(n, 5, 5, bloc_label="Unions") for n in range(4)), claim(9, 5, 5, **NOBODY_NAMED)]
    )
    layers = figure.wide["vconcat"][1]["layer"]
    glyphs, counts = ([value["text"] for value in layers[at]["data"]["values"]] for at in (2, 4))

    assert glyphs == ["U"] * 4 + ["–"]
    assert counts == ["4 of 5", "1 of 5"]


def test_letters_of_blocs_differ():
    """Two blocs with one initial have two letters, and the key says whose they are."""
    rows = [claim(n, 5, 5, bloc=code, bloc_label=label, bloc_position=n) for n, (code, label) in enumerate(
        [("UKR", "Ukraine"), ("USA", "United States"), ("UN", "UN")]
    )]  # fmt: skip
    key = charts.attribution_squares(rows).wide["vconcat"][0]["layer"]
    letters, words = ([value["text"] for value in key[at]["data"]["values"]] for at in (2, 3))

    assert dict(zip(words, letters, strict=True)) == {"Ukraine": "U", "United States": "S", "UN": "N"}


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2025-03-03", "2025-03-03", "To the day"),
        ("2025-03-03", "2025-03-09", "Within a week"),
        ("2025-03-03", "2025-03-10", "Within a month"),
        ("2025-03-01", "2025-03-31", "Within a month"),
        ("2025-03-01", "2025-04-01", "Within a longer time"),
        (None, "2025-03-03", "One end only"),
        (None, None, "No date"),
    ],
)
def test_how_exactly_a_day_is_known(first, last, label):
    """A day counts by how many days its text allows, and never as more exact than that."""
    figure = charts.date_bars([claim(1, 5, 5, said_earliest=first, said_latest=last)])

    assert [row["what"] for row in figure.rows if row["group"] == "How exactly the day is known"] == [label]


def test_bars_count_what_weakens_a_claim():
    """Claims of one voice, of nobody, without a date or with a hedge are counted, and a bar links to the first."""
    undated = full_claim("c2", "9 drivers", 9.0, said_earliest=None, said_latest=None, hedge="perhaps", actor=None,
                         actor_code=None, anonymity="none")  # fmt: skip
    figure = charts.quality_bars(extract(full_claim("c1", "400 drivers", 400.0), undated))
    counted = {row["what"]: (row["rows"], row["of"], row["id"]) for row in figure.rows}

    assert figure.title == "All 2 claims rest on one voice"
    assert counted["Claims that name nobody"] == counted["Claims that have no date"] == (1, 2, "c2")
    assert counted["Claims that are hedged"] == (1, 2, "c2")
    assert counted["Claims that rest on somebody unnamed"] == (0, 2, None)


@pytest.mark.parametrize(("hedge", "doubts"), [("at least", ""), ("perhaps; at least", "perhaps")])
def test_a_bound_is_no_hedge(hedge, doubts):
    """A figure that its source only bounds is no hedged one in the bars or the evidence; one that it doubts is."""
    bounded = full_claim("c1", "at least 400 drivers", 400.0, high=None, bound=Bound.AT_LEAST, hedge=hedge)
    whole = extract(bounded)
    counted = {row["what"]: row["rows"] for row in charts.quality_bars(whole).rows}

    assert counted["Claims that are hedged"] == bool(doubts)
    assert [row["hedge"] for row in evidence.evidence(whole).content["rows"]] == [doubts]


# ---- what has changed --------------------------------------------------------------------------------

CHANGES = [
    Change("added", "claims", "c1", "", "at least 1,500 boats"),
    Change("revised", "claims", "c2", "40 boats", "52 boats"),
    Change("gone", "claims", "c3", "9 boats", ""),
    Change("contested", "claims", "c2", "52 boats", "the union denies it"),
]


def marks(figure, kind, form="wide"):
    return [
        value for layer in getattr(figure, form)["vconcat"][0]["layer"] if layer["mark"]["type"] == kind
        for value in layer["data"]["values"]
    ]  # fmt: skip


def test_a_change_goes_from_a_tick_to_a_mark():
    """New: a mark; withdrawn: a tick; revised: a tick, an arrow and a mark; contested: the mark is a cross."""
    figure = charts.change_strip(CHANGES)
    shapes = sorted(value["shape"][:8] for value in marks(figure, "point"))
    ticks = [value for value in marks(figure, "rule") if value["x"] == value["x2"]]

    assert shapes == ["M-.85,-.", "circle", "circle", "triangle", "triangle"]
    assert len(ticks) == 3
    assert figure.title == "One new, one revised, one withdrawn and one newly contested"


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_what_is_withdrawn_has_no_link(form):
    """A withdrawn row is in no evidence of the new extract, and so nothing links to it."""
    figure = charts.change_strip(CHANGES)

    assert "#c3" not in figure.svg(form)
    assert [row["id"] for row in figure.rows] == ["c1", "c2", None, "c2"]
    assert figure.tooltips["c2"].splitlines() == [
        "revised: 40 boats, now 52 boats",
        "newly contested: 52 boats, now the union denies it",
    ]


def test_an_arrow_stays_in_its_row():
    """A row that is both revised and contested has two arrows, each from its own tick to its own mark."""
    shafts = [value for value in marks(charts.change_strip(CHANGES), "rule", "narrow") if value["y"] != value["y2"]]

    assert len(shafts) == 2
    assert all(value["y2"] - value["y"] < 20 for value in shafts)


def test_nothing_changed_is_said():
    """Without a change there is a title that says so, and nothing is drawn."""
    figure = charts.change_strip([])

    assert figure.title == "Nothing changed since the last report"
    assert "<svg" not in figure.html
