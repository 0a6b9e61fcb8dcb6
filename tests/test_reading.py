"""What can be read off a drawing: every change that a reader would see is one, and a change of taste is none."""

import configparser
import copy
import re
from pathlib import Path

import pytest

import extremes
from claimline import tables
from claimline.show import charts
from claimline.show.charts import printing
from claimline.show.charts.print_reading import print_reading
from claimline.show.charts.reading import reading
from claimline.show.drawing import plot, theme

COLOUR = theme.light("bloc-1")


def spec() -> plot.Spec:
    """Return a small drawing: an axis of values, two points with words and links, a bar in px."""
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 10], "type": "linear"},
        "axis": {"values": [0, 5, 10]},
    }
    points = [
        {"x": 10.2, "value": 2.5, "shape": "circle", "fill": COLOUR, "colour": COLOUR, "href": "#c1", "said": "two"},
        {"x": 60.0, "value": 10.0, "shape": "circle", "fill": plot.BG, "colour": COLOUR, "href": "#c2", "said": "ten"},
    ]
    marks = plot.points(points, y=y, href=plot.words("href"), tooltip=plot.tooltip(["said"]))
    bar = plot.bars([{"x": 0.0, "y": 0.0, "x2": 40.0, "y2": 7.0, "colour": COLOUR}], 0.28)
    return plot.sheet([plot.view(100, 50, [marks, bar])], 100, "Two points", "")


def points_of(drawing: plot.Spec) -> list[dict]:
    return drawing["vconcat"][0]["layer"][0]["data"]["values"]


def encoding(drawing: plot.Spec) -> dict:
    return drawing["vconcat"][0]["layer"][0]["encoding"]


CHANGES = {
    "a value": lambda one: points_of(one)[0].update(value=2.6),
    "a point lost": lambda one: points_of(one).pop(),
    "two points swapped": lambda one: points_of(one).reverse(),
    "a link": lambda one: points_of(one)[0].update(href="#c9"),
    "a tooltip": lambda one: points_of(one)[0].update(said="three"),
    "hollow made solid": lambda one: points_of(one)[1].update(fill=COLOUR),
    "another voice's colour": lambda one: points_of(one)[0].update(colour=theme.light("bloc-2")),
    "an axis that does not start at zero": lambda one: encoding(one)["y"]["scale"].update(domain=[2, 10]),
    "an axis from right to left": lambda one: encoding(one)["y"]["scale"].update(range=[50, 0]),
    "a logarithm": lambda one: encoding(one)["y"]["scale"].update(type="log"),
    "the numbers at an axis": lambda one: encoding(one)["y"]["axis"].update(values=[0, 10]),
    "a longer bar": lambda one: one["vconcat"][0]["layer"][1]["data"]["values"][0].update(x2=44.0),
    "pale made solid": lambda one: one["vconcat"][0]["layer"][1]["mark"].update(opacity=1),
}
TASTE = {
    "a thicker line": lambda one: one["vconcat"][0]["layer"][0]["mark"].update(strokeWidth=3),
    "half a px": lambda one: points_of(one)[0].update(x=10.4),
    "a font": lambda one: one["config"].update(font="Arial"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_a_reader_sees_is_read(change):
    """A value, a mark, a place, a link, an axis or the part that a colour plays."""
    altered = copy.deepcopy(spec())
    CHANGES[change](altered)

    assert reading(altered) != reading(spec())


@pytest.mark.parametrize("change", TASTE)
def test_a_change_of_taste_is_not_read(change):
    """Line widths, fonts and parts of a px say nothing else about the data."""
    altered = copy.deepcopy(spec())
    TASTE[change](altered)

    assert reading(altered) == reading(spec())


def test_another_theme_is_no_change(monkeypatch):
    """A colour is read as the role that it plays."""
    from claimline.show.charts import reading as module

    before = reading(spec())
    altered = copy.deepcopy(spec())
    for point in points_of(altered):
        point |= {part: "#123456" for part in ("fill", "colour") if point[part] == COLOUR}
    altered["vconcat"][0]["layer"][1]["data"]["values"][0]["colour"] = "#123456"
    monkeypatch.setattr(module, "_ROLES", {**module._ROLES, "#123456": "bloc-1"})

    assert reading(altered) == before


PRINTED = {
    "a mark lost": lambda patch: patch.setitem(printing._MARKS, "rule", lambda *_: None),
    "a title lost": lambda patch: patch.setattr(printing, "_heading", lambda _: []),
    "numbers of an axis lost": lambda patch: patch.setattr(printing, "_levels", lambda *_: None),
}


@pytest.mark.parametrize("change", PRINTED)
def test_a_figure_for_print_is_read_as_matplotlib_holds_it(change, monkeypatch):
    """What goes wrong between the drawing and the paper is read too."""
    drawing = charts.figures_over_time(tables.claims(extremes.extract("40 claims"))).wide
    before = print_reading(printing.sheet(drawing))
    assert print_reading(printing.sheet(drawing)) == before

    PRINTED[change](monkeypatch)

    assert print_reading(printing.sheet(drawing)) != before


def sanitized(html: str) -> str:
    """Return *html* as nbval compares it."""
    patterns = configparser.RawConfigParser()
    patterns.read(Path(__file__).with_name("nbval.cfg"))
    for section in patterns.sections():
        html = re.sub(patterns.get(section, "regex"), patterns.get(section, "replace"), html)
    return html


SHOWN = '<div class="claimline-block"><style>p{color:red}</style>\n<p>Said by <a href="#c1">one</a>.</p></div>'


@pytest.mark.parametrize(
    ("html", "same"),
    [
        (SHOWN.replace("red", "blue").replace("<p>", '<p class="scope">'), True),
        (SHOWN.replace("<p>", "<section>\n<p>").replace("</p>", "</p></section>"), True),
        (SHOWN.replace("#c1", "#c2"), False),
        (SHOWN.replace("Said", "Denied"), False),
        (SHOWN.replace('<a href="#c1">one</a>', "one"), False),
    ],
)
def test_of_html_the_words_and_links_are_compared(html, same):
    """Style and markup of a page are no matter of the reference; what it says and where it leads is."""
    assert (sanitized(html) == sanitized(SHOWN)) is same
