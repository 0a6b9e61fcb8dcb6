"""What the marks of each chart mean: bounds, status, days, moves, titles, and the words beside them."""

import random
import re
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

import extremes
from claimline.model import Basis, Bound, Claim, Code, Extract, Stance, row_id
from claimline.show import charts
from claimline.show.charts import figures, statements
from claimline.show.charts.marks import groups, marks, records, telling
from claimline.show.drawing import letters, theme, ticks
from claimline.show.drawing.gutter import dodged
from claimline.show.words import wording
from claimline.weigh import tables
from drawings import contrast, texts

# ---- claims and stances of our own: a strike ---------------------------------------------------------


def claim(number, low=None, high=None, bound="exact", status="done", **given):
    """Return a claim's row as `tables.claims` gives it; *given* replaces columns."""
    row = Claim(
        id=row_id("c", number), document="wire.txt", passage="p", start=number, end=number + 20,
        quote="at least 300 dockers walked out", measure="strikers", low=low, high=high, bound=Bound(bound),
        kind="count", unit="docker", counted="dockers", distribution=None, increment=False, part_of=None, status=status,
        polarity="positive", hedge=None, actor="the union", actor_code=None, on_behalf_of=None, via=None,
        speech="reported", anonymity="named", attribution=None, date=None, earliest=None, latest=None,
        date_basis=Basis.NONE, said=None, said_earliest="2025-03-03", said_latest="2025-03-05",
        said_basis=Basis.ANCHORED, context="", context_start=0, rule="test",
    )  # fmt: skip
    labels = {"measure_label": "Dockers on strike", "actor_label": "Dockers' union", "bloc": "U", "bloc_position": 0}
    return asdict(row) | labels | given


def stance(number, actor="Port authority", rung=2, **given):
    """Return a stance's row as `tables.stances` gives it; *given* replaces columns."""
    levels = ("rules_out", "reluctant", "no_change", "hints", "under_review", "conditional", "commits", "delivers")
    row = Stance(
        id=row_id("s", number), document="wire.txt", passage="p", start=number, end=number + 20,
        quote="we will not raise the offer", actor=actor, actor_code=None, on_behalf_of=None, issue="offer",
        ladder="policy", level=levels[rung], legal_bar=False, trigger=None, channel=None, hedge=None, source=None,
        via=None, speech="direct", date=None, earliest="2025-03-03", latest="2025-03-03", date_basis=Basis.ANCHORED,
        context="", context_start=0, rule="test",
    )  # fmt: skip
    labels = {"issue_label": "A better offer", "level_label": levels[rung], "rung": rung, "actor_label": actor}
    return asdict(row) | labels | {"principal_label": None, "bloc": None, "bloc_position": 1} | given


def test_a_formula_in_the_data_is_printed_as_it_stands():
    """A dollar sign is money and no formula, even where what follows would break one."""
    rows = [claim(1, 5, 5, actor_label="a $\\frac{ b", measure_label="costs $5 or $_", kind="money", unit="USD")]

    assert charts.print_figure(rows).png[:4] == b"\x89PNG"


# ---- figures over time -------------------------------------------------------------------------------


def test_bounds_are_drawn_as_arrows():
    """An open side is an arrow that never reaches the next mark, a known one is not."""
    rows = [
        claim(1, 1000, None, "at_least", said_earliest="2025-03-05"),
        claim(2, 1050, 1050, said_earliest="2025-03-05"),
        claim(3, 500, 500, said_earliest="2025-03-01", said_latest="2025-03-01"),
    ]
    panel = charts.figures_over_time(rows).wide["vconcat"][1]["vconcat"][0]
    heads = [
        (layer, value)
        for layer in panel["layer"]
        if layer["mark"].get("size") == 70
        for value in layer["data"]["values"]
    ]
    points = [
        value for layer in panel["layer"] if layer["mark"].get("size") == 150 for value in layer["data"]["values"]
    ]

    assert len(heads) == 1
    assert heads[0][1]["shape"] == "triangle-up"
    assert sorted(point["value"] for point in points) == [500, 1000, 1050]
    levels = {1000: None, 1050: None}
    height, top = panel["height"], 1200
    for value in levels:
        levels[value] = height * (1 - value / top)
    assert heads[0][1]["y"] >= levels[1000] - 0.61 * (levels[1000] - levels[1050])


@pytest.mark.parametrize(
    ("status", "polarity", "shape", "hollow"),
    [
        ("done", "positive", "circle", False),
        ("ongoing", "positive", "diamond", False),
        ("planned", "positive", "circle", True),
        (None, "positive", "square", False),
        ("done", "negative", "M", False),
    ],
)
def test_status_is_a_shape(status, polarity, shape, hollow):
    """What happened, goes on, is planned, is denied or was left open looks different without any colour."""
    figure = charts.figures_over_time([claim(1, 5, 5, status=status, polarity=polarity)])
    panel = figure.wide["vconcat"][1]["vconcat"][0]
    [point] = [
        value for layer in panel["layer"] if layer["mark"].get("size") == 150 for value in layer["data"]["values"]
    ]

    assert point["shape"].startswith(shape)
    assert (point["fill"] == theme.light("bg")) == hollow


@pytest.mark.parametrize(
    ("rows", "title", "note"),
    [
        ([], "No figure matches this selection", ""),
        ([claim(1, 300, None, "at_least")], "Dockers on strike: one claim, ≥ 300 happened", ""),
        ([claim(1, 5, 5), claim(2, 5, 5)], "Dockers on strike: two claims, all of 5", ""),
        ([claim(1, 5, 5), claim(2, 9, 9)], "Dockers on strike: two claims, from 5 to 9", ""),
        ([claim(1, 5, 5), claim(2, 9, 9, status="planned")], "Dockers on strike: 5 happened, 9 planned", ""),
        (
            [claim(1, 5, 5), claim(2, 9, 9, measure="ships", measure_label="Ships")],
            "Two measures, two claims: no measure is told twice",
            "",
        ),
        (
            [claim(1, 5, 5, said_earliest=None, said_latest=None)],
            "One figure, none with a date",
            "Not drawn over time: one claim without a date. The table has them all.",
        ),
        (
            [claim(1, 5, 5), claim(2, bound="unspecified", kind="proposition")],
            "Dockers on strike: one claim, 5 happened",
            "Not drawn over time: one claim without a number. The table has them all.",
        ),
    ],
)
def test_titles_state_the_finding(rows, title, note):
    """A title says what the figures come to, and the note how many claims could not be drawn and why."""
    figure = charts.figures_over_time(rows)

    assert (figure.title, figure.note) == (title, note)


@pytest.mark.parametrize(("far", "own"), [("2025-01-20", False), ("2025-09-30", True)])
def test_marks_of_one_panel_keep_room_between_them(far, own):
    """Panels run over the same days, but where that would squeeze several marks together, over days of their own."""
    days = [("2025-03-01", "2025-03-01"), ("2025-03-20", "2025-03-20")]
    rows = [claim(n, 5, 5, said_earliest=first, said_latest=last) for n, (first, last) in enumerate(days)]
    rows.append(claim(9, 5, 5, measure="ships", measure_label="Ships", said_earliest=far, said_latest=far))
    figure = charts.figures_over_time(rows)
    panels = figure.wide["vconcat"][1]["vconcat"]
    domains = {tuple(panel["layer"][1]["encoding"]["x"]["scale"]["domain"]) for panel in panels}

    assert (len(domains) > 1) == own == ("days differ by panel" in figure.subtitle)


def test_units_have_panels_of_their_own():
    """Dollars and euros under one measure never share a scale."""
    rows = [claim(1, 5, 5, kind="money", unit="USD"), claim(2, 5, 5, kind="money", unit="EUR")]

    assert list(groups(marks(rows))) == ["Dockers on strike (EUR)", "Dockers on strike (USD)"]


def test_a_log_scale_is_said():
    """A logarithmic scale is taken for more than a factor of 100 only, and the subtitle says so."""
    wide, near = ([claim(1, 1, 1), claim(2, high, high)] for high in (101, 100))

    assert "logarithmic" in charts.figures_over_time(wide).subtitle
    assert "logarithmic" not in charts.figures_over_time(near).subtitle


def test_labels_go_to_the_telling():
    """Where not all can have a label, the largest, the smallest and the latest of each voice have."""
    members = groups(
        marks(claim(n, n, n, said_latest=f"2025-03-{n:02}", actor_label=f"v{n % 3}") for n in range(1, 29))
    )
    chosen = telling(members["Dockers on strike"], 5)

    assert [mark.low for mark in chosen] == [1, 25, 26, 27, 28]


def test_the_print_figure_says_the_same():
    """The print figure has the digest and meaning of the drawn one, and no address or formula in it."""
    rows = tables.claims(extremes.extract("40 claims"))
    printed = charts.print_figure(rows)
    shown = charts.figures_over_time(rows, name="figures-over-time-print")

    assert printed._repr_mimebundle_()["text/plain"] == shown.digest
    assert printed.figure.bundle == shown.bundle
    assert printed.svg.startswith(b"<svg")
    assert set(re.findall(rb"https?://[^\"]*", printed.svg)) <= {
        b"http://www.w3.org/2000/svg",
        b"http://www.w3.org/1999/xlink",
    }
    assert b"CreationDate" not in printed.pdf


def test_frames_of_the_tables_are_taken_as_they_are():
    """The frames that `tables` makes are what charts take, colours by the order of blocs in the codebook."""
    kept = {field.name for field in Claim.__dataclass_fields__.values()}
    row = Claim(
        **{key: value for key, value in claim(1, 300, None, "at_least").items() if key in kept} | {"actor_code": "U"}
    )
    codes = (
        Code("bloc", "P", "Port", None, 0),
        Code("bloc", "U", "Unions", None, 1),
        Code("actor", "U", "Union", "U", 0),
    )
    frame = tables.claims(Extract(claims=(row,), codes=codes))
    figure = charts.figures_over_time(frame)

    [mark] = marks(records(frame))
    assert (mark.token, mark.voice, mark.high, mark.earliest) == ("bloc-2", "Union", None, date(2025, 3, 3))
    assert list(figure.data["figure"]) == ["≥ 300"]


# ---- stance ladder -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "linked"),
    [
        ({"latest": "2025-03-03"}, {"earliest": "2025-03-04", "latest": "2025-03-05"}, True),
        ({"latest": "2025-03-04"}, {"earliest": "2025-03-04", "latest": "2025-03-05"}, False),
        ({"latest": "2025-03-05"}, {"earliest": "2025-03-04", "latest": "2025-03-06"}, False),
        ({"latest": "2025-03-03"}, {"earliest": None, "latest": "2025-03-05"}, False),
        ({"latest": "2025-03-03", "actor_label": "Court"}, {"earliest": "2025-03-04", "latest": "2025-03-05"}, False),
    ],
)
def test_a_move_needs_an_order(first, second, linked):
    """Two statements are joined only where their texts leave no doubt which came first."""
    pair = [statements.statement(row) for row in (stance(1, rung=2) | first, stance(2, rung=4) | second)]

    assert (pair[1].id in statements.previous(pair)) == linked


def test_a_page_in_order_may_share_a_day():
    """Neighbours on a newest-first page share the day between them and are in order all the same."""
    older = stance(1, earliest="2025-03-01", latest="2025-03-03", date_basis="sequence")
    newer = stance(2, rung=4, earliest="2025-03-03", latest="2025-03-09", date_basis="sequence")
    figure = charts.stance_ladder([newer, older])

    assert figure.title == "A better offer: Port authority moved up two rungs"
    assert "up two rungs" in figure.alt


def test_documents_that_differ_are_no_move():
    """Two documents of one week that disagree are joined by a dotted line and called no move."""
    pair = [
        statements.statement(stance(1, rung=4, earliest="2025-03-03", latest="2025-03-05")),
        statements.statement(stance(2, rung=2, earliest="2025-03-04", latest="2025-03-06", document="other.txt")),
    ]

    assert statements.differing(pair) == [tuple(pair)]
    assert statements.previous(pair) == {}


def test_the_ladder_has_all_its_rungs_and_says_what_is_off_it():
    """Rungs that nobody stands on are there; a level off the ladder and an undated statement are counted."""
    rows = [
        stance(1),
        stance(2, rung=6, earliest=None, latest=None),
        stance(3) | {"level": "unclear", "level_label": "Unclear", "rung": None},
    ]
    figure = charts.stance_ladder(rows, issue="offer")

    assert len(statements.rungs(rows)) == 8
    assert figure.note == (
        "Not drawn over time: one statement without a date; one statement off the ladder. The table has them all."
    )
    assert [row["drawn"] for row in figure.rows].count(True) == 1


def test_the_last_rung_is_carried_to_the_cut_off_only():
    """An actor's last rung goes on as a dashed line to `as_of`, and to nowhere without it."""

    def dashed(as_of):
        [_, view] = charts.stance_ladder([stance(1)], as_of=as_of).wide["vconcat"]
        return [layer for layer in view["layer"] if layer["mark"].get("strokeDash") == [4, 4]]

    assert dashed(None) == []
    assert len(dashed("2025-06-30")[0]["data"]["values"]) == 1


# ---- words, letters, places --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"low": 10_000, "bound": "at_least"}, "≥ 10,000"),
        ({"low": 3_000_000, "bound": "more_than"}, "> 3 million"),
        ({"high": 500, "bound": "at_most"}, "≤ 500"),
        ({"high": 500, "bound": "less_than"}, "< 500"),
        ({"low": 1_234_567, "high": 1_234_567}, "1,234,567"),
        ({"low": 1.5e9, "high": 1.5e9}, "1.5 billion"),
        ({"low": 24, "high": 99, "bound": "vague", "hedge": "dozens"}, "24–99 (“dozens”)"),
        ({"low": 24, "bound": "vague", "quote": "dozens of cranes"}, "≥ 24 (“dozens”)"),
        ({"low": 10, "high": 12, "bound": "between", "kind": "percent"}, "10–12%"),
        ({"low": 34e6, "bound": "at_least", "kind": "money", "unit": "USD"}, "≥ $34 million"),
        ({"low": 8e8, "high": 8e8, "kind": "money", "unit": "EUR", "increment": True}, "EUR 800 million more"),
        ({"low": 200, "high": 200, "distribution": "day"}, "200 per day"),
        ({"low": -4, "high": -4}, "−4"),
        ({}, ""),
    ],
)
def test_figures_in_words(given, words):
    """A figure is written as its source bounded it, open sides with their sign."""
    assert wording.figure({"bound": "exact", "kind": "count", **given}) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (date(2024, 10, 18), date(2024, 10, 18), "18 Oct 2024"),
        (date(2024, 10, 1), date(2024, 10, 21), "1–21 Oct 2024"),
        (date(2024, 3, 11), date(2024, 4, 2), "11 Mar–2 Apr 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 Dec 2023–2 Jan 2024"),
        (None, date(2024, 10, 28), "by 28 Oct 2024"),
        (date(2024, 10, 28), None, "from 28 Oct 2024"),
        (None, None, "no date"),
    ],
)
def test_days_in_words(earliest, latest, words):
    """Days are written as far as they are known, and an open side is said."""
    assert wording.days(earliest, latest) == words


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text", ["≥ 10,000 under way", "Volodymyr Zelensky, 14–21 Oct", "“dozens” Łódź Порт", "WWWiii"]
)
def test_widths_are_those_of_the_renderer(text, bold):
    """A label is measured before it is drawn: never less than the renderer makes of it, and 2 % more at most."""
    import vl_convert

    mark = {"type": "text", "align": "left", "fontSize": 40, "font": "Liberation Sans", "text": text}
    spec = {"data": {"values": [{}]}, "mark": mark | ({"fontWeight": "bold"} if bold else {}), "padding": 0, "width": 1}
    spec |= {"height": 1, "encoding": {"x": {"value": 0}}, "config": {"view": {"stroke": None}}}
    svg = vl_convert.vegalite_to_svg(spec)

    measured = letters.width(text, 40, bold=bold)
    assert measured - measured * 0.02 - 1 <= float(ElementTree.fromstring(svg).get("width")) <= measured + 1


@pytest.mark.parametrize(
    ("voice", "isolated"), [("وزارة الدفاع", ["وزارة الدفاع"]), ("משרד הביטחון (MoD)", ["משרד הביטחון"]), ("Порт", [])]
)
def test_words_from_right_to_left_keep_to_themselves(voice, isolated):
    """A day beside an Arabic or Hebrew name stays a day: the name does not draw the number into its own order."""
    svg = charts.figures_over_time([claim(1, 5, 5, actor_label=voice)]).svg()

    assert re.findall('<tspan unicode-bidi="isolate">([^<]*)</tspan>', svg) == isolated
    assert f"{voice}, 3–5 Mar" in [text.words for text in texts(svg)]


def test_fit_and_wrap():
    """What is too long is cut with dots or broken into lines, and never wider than its room."""
    name = "Federation of employers of the northern ports"

    assert letters.width(letters.fit(name, 100, 13), 13) <= 100
    assert letters.fit(name, 1000, 13) == name
    assert " ".join(letters.wrap(name, 120, 13)) == name
    assert all(letters.width(line, 13) <= 120 for line in letters.wrap(name, 120, 13))


@pytest.mark.parametrize("count", [0, 1, 2, 7, 12])
def test_labels_keep_their_distance(count):
    """Labels stay 40 px apart, in the order of their marks, within the panel where they fit."""
    draw = random.Random(count)
    wanted = [draw.uniform(0, 500) for _ in range(count)]
    placed = dodged(wanted, 40, 10, 490)
    ordered = sorted(zip(wanted, placed, strict=True))

    assert all(later[1] - earlier[1] >= 39.98 for earlier, later in pairwise(ordered))
    assert all(9.99 <= level <= 490.01 for level in placed)


@pytest.mark.parametrize(
    ("first", "last", "form", "start"),
    [
        (date(2024, 10, 1), date(2024, 10, 22), "%-d %b", date(2024, 10, 7)),
        (date(2024, 2, 5), date(2024, 11, 3), "%b", date(2024, 3, 1)),
        (date(2019, 1, 1), date(2024, 1, 1), "%Y", date(2019, 1, 1)),
        (date(2024, 12, 20), date(2025, 1, 10), "%-d %b %Y", date(2024, 12, 23)),
        (date(1, 1, 1), date(9999, 12, 31), "%Y", date(1000, 1, 1)),
    ],
)
def test_ticks_are_days_of_the_calendar(first, last, form, start):
    """Ticks stand on Mondays, firsts of a month or firsts of a year, and name the year where it changes."""
    days, chosen = ticks.days(first, last, 560)

    assert (chosen, days[0]) == (form, start)
    assert days == sorted(days)


@pytest.mark.parametrize("side", [0, 1])
def test_contrast(side):
    """Text has a contrast of 4.5 or more on page and band, lines of 3, in light and in dark."""
    for token in ("ink", "muted", "link", "unattributed", "rule", *(f"bloc-{number}" for number in range(1, 7))):
        for ground in ("bg", "band"):
            ratio = contrast(theme.TOKENS[token][side], theme.TOKENS[ground][side])
            assert ratio >= (3 if token == "rule" else 4.5)


def test_blocs_beyond_the_palette_are_grey():
    """The seventh bloc and whoever has none share the grey of the unattributed."""
    assert [theme.bloc(position) for position in (0, 5, 6, None)] == [
        "bloc-1",
        "bloc-6",
        "unattributed",
        "unattributed",
    ]


@pytest.mark.parametrize("sheet", [figures.font_css, figures.notebook_css])
def test_fonts_come_with_the_page(sheet):
    """The font face rules hold both fonts whole, under a name that the licence leaves free."""
    rules = sheet()

    assert rules.count("@font-face") == 2
    assert "http" not in rules
    assert 20_000 < len(rules) < 100_000
    assert "SIL OPEN FONT LICENSE" in (letters.FONTS / "OFL.txt").read_text(encoding="utf-8")
