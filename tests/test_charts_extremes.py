"""Whatever comes, every chart can be read, leads to its rows, is said in words, and is the same everywhere."""

import hashlib
import json
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

import extremes
from claimline.show.charts import figures
from claimline.show.drawing import letters, theme
from drawings import CHARTS, SVG, VISIONS, apart, clashes, contrast, texts

EVERY = [(chart, case) for case in extremes.CASES for chart in CHARTS]


@pytest.fixture(scope="module")
def drawn(figures_at_extremes):
    """Every chart of every case with its two drawings as its page has them."""
    svgs = re.compile(r"<svg.*?</svg>", re.DOTALL)
    return {name: (figure, svgs.findall(figure.html)) for name, figure in figures_at_extremes.items()}


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_words(drawn, chart, case):
    """A title is a sentence of twelve words at most, the text alternative fits in 600 characters, a note says more."""
    figure, _ = drawn[chart, case]
    left = [row for row in figure.rows if not row["drawn"]]

    assert 1 <= len(figure.title.split()) <= 12
    assert figure.title[0] == figure.title[0].upper()
    assert 0 < len(figure.alt) <= 600
    assert figure.digest.splitlines()[0] == figure.title
    assert figure.note or not left or chart == "corroboration"


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_the_digest_has_every_mark(drawn, chart, case):
    """The digest has one line for each mark, and each mark is a row of the table behind the figure."""
    figure, _ = drawn[chart, case]
    lines = [line for line in figure.digest.splitlines() if " | " in line]
    ids = [row["id"] for row in figure.rows if row["drawn"]]
    told = [line.rsplit(" | ", 1)[-1] for line in lines]

    assert len(lines) == len(ids)
    assert {row for row in ids if row} <= set(told)


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_every_mark_links_to_its_row(drawn, chart, case):
    """Every drawn row has one named link, every link leads to a row, and none leaves the page."""
    figure, drawings = drawn[chart, case]
    known = {f"#{row['id']}" for row in figure.rows}
    shown = {f"#{row['id']}" for row in figure.rows if row["drawn"] and row["id"]}

    for svg in drawings:
        links = [link for link in ElementTree.fromstring(svg).iter(f"{SVG}a") if link.get("aria-hidden") is None]
        linked = [link.get("href") for link in links]
        assert set(linked) <= known
        assert len(linked) == len(set(linked))
        assert all(link.find(f"{SVG}title").text for link in links)
        assert shown <= set(linked) or svg is drawings[-1]
    outside = figure.html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r'(?:href|src|action)="(?!#)|url\(', outside)


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_nothing_overlaps_or_clips(drawn, chart, case):
    """No two texts of a drawing overlap, none leaves it, and none is smaller than 12 px."""
    for svg in drawn[chart, case][1]:
        root = ElementTree.fromstring(svg)
        width, height = float(root.get("width")), float(root.get("height"))
        placed = texts(svg)

        assert all(text.size >= 12 for text in placed)
        assert [text.words for text in placed if text.left < -1.5 or text.right > width + 1.5] == []
        assert [text.words for text in placed if text.baseline - 10 < -1 or text.baseline + 2 > height + 1] == []
        assert clashes(placed) == []


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_one_drawing_serves_light_and_dark(drawn, chart, case):
    """Every colour in a drawing is a token that the stylesheet replaces, and nothing is styled in place."""
    figure, _ = drawn[chart, case]
    tokens = {theme.light(token) for token in theme.DRAWN}
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+|[a-z]+)"', figure.html)) - {"none"}

    assert colours <= tokens
    assert all(f"[fill='{colour}']" in sheet for colour in colours for sheet in (theme.css(), figures.notebook_css()))
    assert not re.search(r"<[^<>]* style=", figure.html)


@pytest.mark.parametrize(("chart", "case"), EVERY)
def test_the_bundle_is_meaning_only(drawn, chart, case):
    """What a notebook holds of a figure for comparison has no colours and no versions, and is plain JSON."""
    shown, _ = drawn[chart, case][0]._repr_mimebundle_()
    bundle = shown[figures.MIME]
    matter = json.dumps(bundle)

    assert set(shown) == {"text/plain", "text/html", figures.MIME}
    assert not re.search(r"#[0-9A-Fa-f]{6}\b|vega", matter)
    assert json.loads(matter) == bundle


@pytest.mark.parametrize("chart", CHARTS)
def test_hostile_text_stays_text(drawn, chart):
    """Markup, expressions and control characters in the data end up as words, and never as code."""
    figure, _ = drawn[chart, "hostile"]
    html = f"<main>{figure.html}</main>"
    elements = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(html).iter()}

    assert not elements & {"script", "img", "b"}
    assert not re.search("[\x00-\x08\x1b\u202a-\u202e\u2066-\u2069]", html)
    for spec in (figure.wide, figure.narrow):
        assert not re.search(r"alert|datum\['x'\]", json.dumps(_without_values(spec)))


def _without_values(spec):
    """Return *spec* without the data values, the title and the text of axes: what a renderer may interpret."""
    if isinstance(spec, dict):
        return {key: _without_values(value) for key, value in spec.items() if key not in ("values", "title")}
    return [_without_values(value) for value in spec] if isinstance(spec, list) else spec


@pytest.mark.parametrize("chart", CHARTS)
def test_altair_takes_the_specs(drawn, chart):
    """Both drawings are valid altair charts that an analyst can change."""
    figure, _ = drawn[chart, "three claims"]

    for form in ("wide", "narrow"):
        assert figure.altair(form).to_dict()["vconcat"]


@pytest.mark.parametrize("case", ["nothing", "40 claims", "hostile", "many scripts"])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_printed(drawn, chart, case, tmp_path):
    """A print figure has every text of the drawing, no link and no address; only what SVG itself is named by."""
    figure, _ = drawn[chart, case]
    figure.print(tmp_path / "chart.svg")
    printed = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(printed)
    words = {"".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")}

    assert {text.words.strip() for text in texts(figure.svg())} <= words
    assert root.find(f".//{SVG}a") is None
    assert set(re.findall(r'https?://[^" ]*', printed)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@pytest.mark.parametrize("name", ["chart.pdf", "chart.png"])
def test_a_print_figure_is_what_its_ending_says(drawn, tmp_path, name):
    """The ending of the path decides what is written, and the file bears no date."""
    drawn["timeline", "40 claims"][0].print(tmp_path / name)
    written = (tmp_path / name).read_bytes()

    assert written.startswith({"chart.pdf": b"%PDF", "chart.png": b"\x89PNG"}[name])
    assert b"CreationDate" not in written


def test_a_print_figure_of_another_kind_is_refused(drawn, tmp_path):
    """An ending that means no drawing is refused in one line that says which would do, and nothing is written."""
    with pytest.raises(ValueError, match=r"'jpg': end the path in \.svg, \.pdf or \.png"):
        drawn["timeline", "nothing"][0].print(tmp_path / "chart.jpg")
    assert list(tmp_path.iterdir()) == []


def digests():
    """Return a digest of the bytes of every chart of one case, as drawn and as printed."""
    from claimline.show.charts.printing import printed

    whole = extremes.extract("many scripts")
    parts = [chart(whole) for chart in CHARTS.values()]
    drawings = [figure.html.encode() for figure in parts] + [printed(figure.wide, "svg") for figure in parts]
    drawings += [printed(parts[5].wide, form) for form in ("pdf", "png")]
    return [hashlib.sha256(drawing).hexdigest() for drawing in drawings]


def test_same_bytes_everywhere(drawn):
    """Drawings are the same bytes in every process, this one too, under any hash seed, in any time zone and locale."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", "import test_charts_extremes; print(*test_charts_extremes.digests())"],
            env=os.environ
            | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(Path(__file__).parent)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for zone, seed, locale in (
            ("America/Los_Angeles", "2", "C"),
            ("Pacific/Auckland", "3", "C.UTF-8"),
        )
    ]
    here = [hashlib.sha256(drawn[chart, "many scripts"][0].html.encode()).hexdigest() for chart in CHARTS]
    one, other = (process.communicate()[0].split() for process in running)

    assert one == other
    assert one[: len(here)] == here
    assert len(one) == 2 * len(CHARTS) + 2


# ---- colours -----------------------------------------------------------------------------------------

MARKS = (*(f"bloc-{number}" for number in range(1, 7)), "unattributed")


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_marks_stand_apart(side, vision):
    """Any two colours of blocs differ by 12 or more in CAM02-UCS, with normal vision and with each dichromacy."""
    colours = [theme.TOKENS[token][side] for token in MARKS]

    assert min(apart(one, other, vision) for one, other in combinations(colours, 2)) >= 12


@pytest.mark.parametrize("side", [0, 1])
def test_letters_stand_out_from_their_ground(side):
    """Letters on a square or a tile have a contrast of 4.5 or more, as have squares on the page."""
    token = {name: values[side] for name, values in theme.TOKENS.items()}

    assert all(contrast(token["bg"], token[name]) >= 4.5 for name in (*MARKS, "ink", "muted"))
    assert all(
        contrast(token["tile-ink"], token[name]) >= 4.5 for name in token if name.startswith("tile-a") or "-c" in name
    )
    assert all(contrast(token["bg"], token[name]) >= 3 for name in ("rule", "link"))


def test_a_letter_that_the_font_lacks_is_measured_wide():
    """Korean, Arabic or emoji letters come from a font that nobody knows: each counts as one em and more."""
    assert letters.width("국정", 10) >= 20
    assert letters.width("🚢", 10) >= 10
