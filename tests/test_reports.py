"""Reports: parameters, sentences, pages, and the engine that makes them."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from claimline.model import Basis, Bound, Claim, Code, Document, Extract, Grade, Link, Problem, Stance
from claimline.show import evidence, findings, positions, quality, selection
from claimline.show.charts import figures
from claimline.show.page import beside, blocks, page, pictures, sheets
from claimline.show.page.rendering import prose, visible
from claimline.show.reports import manifest, notebook, orders, references, reports
from claimline.show.reports.parameters import ParameterError, checked, schema
from claimline.show.words import phrases, wording
from claimline.store import write_extract

CODES = (
    Code("measure", "drivers_out", "Drivers on strike", None, 0),
    Code("bloc", "workers", "Workers", None, 0),
    Code("actor", "RWU", "Rail Workers' Union", "workers", 0),
    Code("actor", "maes", "Piet Maes", None, 1),
    Code("issue", "raise", "Higher pay", "policy", 0),
    *(Code("level", f"policy.{level}", label, "policy", rung) for rung, (level, label) in enumerate(
        [("rules_out", "Rules it out"), ("under_review", "Weighing it"), ("commits", "Commits")]
    )),
)  # fmt: skip
DOCUMENT = Document(
    "d.txt", "0" * 64, "Drivers walk out", None, "article", "2024-03-14", "2024-03-14", "2024-03-14", Basis.STATED, None
)


def claim(key: str, quote: str, low: float | None, **other: object) -> Claim:
    """Return a claim of the union on drivers, said on 13 March, with *other* fields changed."""
    said = {
        name: value
        for start in ("", "said")
        for name, value in zip(
            ([start] if start else ["date"]) + [f"{start}_earliest".lstrip("_"), f"{start}_latest".lstrip("_")],
            ["2024-03-13"] * 3,
            strict=True,
        )
    }
    row = Claim(
        id=key, document="d.txt", passage="p1", start=0, end=len(quote), quote=quote, measure="drivers_out", low=low,
        high=low, bound=Bound.EXACT, kind="count", unit="driver", counted="drivers", distribution=None, increment=False,
        part_of=None, status="done", polarity="positive", hedge=None, actor="the union", actor_code="RWU",
        on_behalf_of="RWU", via="outlet <- Rail Workers' Union", speech="reported", anonymity="named", attribution=None,
        date_basis=Basis.STATED, said_basis=Basis.STATED, context=quote + " walked out", context_start=0, rule="r",
        **said,
    )  # fmt: skip
    return replace(row, **other)


def stance(key: str, level: str, day: str | None, **other: object) -> Stance:
    """Return a stance of Piet Maes on higher pay."""
    row = Stance(
        id=key, document="d.txt", passage="p1", start=0, end=4, quote="said", actor="Piet Maes", actor_code="maes",
        on_behalf_of=None, issue="raise", ladder="policy", level=level, legal_bar=False, trigger=None, channel=None,
        hedge=None, source=None, via=None, speech="reported", date=day, earliest=day, latest=day,
        date_basis=Basis.STATED if day else Basis.NONE, context="said so", context_start=0, rule="r",
    )  # fmt: skip
    return replace(row, **other)


def extract(*rows: Claim | Stance, **other: object) -> Extract:
    claims = tuple(row for row in rows if isinstance(row, Claim))
    stances = tuple(row for row in rows if isinstance(row, Stance))
    return Extract(documents=(DOCUMENT,), claims=claims, stances=stances, codes=CODES, **other)


# ---- parameters ------------------------------------------------------------------------------------

CELL = """
extract = "../data"
measures = []
actors = []
issue = None
since = None
until = None
as_of = None
top = 3
wide = False
"""


def asked(*given: tuple[str, str]) -> dict:
    return checked(known(CELL), given, CODES)


def known(source: str) -> dict:
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source}
    return schema({"cells": [cell]}, "n.ipynb")


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ([("since", "2024-10-01"), ("measures", "drivers_out")], {"since": "2024-10-01", "measures": ["drivers_out"]}),
        ([("actors", "RWU, maes"), ("actors", "workers")], {"actors": ["RWU", "maes", "workers"]}),
        ([("measures", "drivers on strike")], {"measures": ["drivers_out"]}),
        ([("top", "12"), ("wide", "yes")], {"top": 12, "wide": True}),
        ([("issue", "raise"), ("as_of", "2024-02-29")], {"issue": "raise", "as_of": "2024-02-29"}),
    ],
)
def test_a_parameter_is_typed_by_its_default(given, values):
    """A list takes one or several values, a day is a day, and a code may be given by its label."""
    assert asked(*given) == values


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("mesures", "drivers_out"), "did you mean 'measures'?"),
        (("measures", "driver_out"), "did you mean 'drivers_out'?"),
        (("measures", " , "), "no value"),
        (("issue", "rise"), "did you mean 'raise'?"),
        (("actors", "nobody"), "known: workers, RWU, maes"),
        (("since", "last week"), "expected a day like"),
        (("since", "2024-13-01"), "expected a day like"),
        (("since", "٢٠٢٤-١٠-٠١"), "expected a day like"),
        (("top", "1e9"), "expected a whole number"),
        (("top", "٣"), "expected a whole number"),
        (("wide", "maybe"), "expected true or false"),
        (("extract", "/etc"), "no such parameter"),
        (("top=1;import os", "1"), "no such parameter"),
        (("issue", "ra\u202eise"), "U+202E"),
        (("issue", "\udcff"), "U+DCFF"),
        (("issue", "x" * 300), "longer than"),
    ],
)
def test_an_odd_parameter_is_refused_with_a_remedy(given, says):
    """What is unknown or ill-typed never reaches a kernel; the message names the parameter and what to do."""
    with pytest.raises(ParameterError, match=re.escape(says)) as caught:
        asked(given)

    assert str(caught.value).startswith(given[0])


def test_all_that_is_wrong_is_said_at_once():
    """Three mistakes are three lines."""
    with pytest.raises(ParameterError) as caught:
        asked(("sinse", "2024-01-01"), ("top", "many"), ("until", "soon"))

    assert len(str(caught.value).splitlines()) == 3


def test_days_have_an_order():
    """A range that ends before it begins is refused."""
    with pytest.raises(ParameterError, match="swap"):
        asked(("since", "2024-02-01"), ("until", "2024-01-01"))


@pytest.mark.parametrize("source", ["import os", "a = open('x')", "a = b = 1", "a = {}", "a = [1]", "a.b = 1", "a ="])
def test_the_parameters_cell_holds_literals_only(source):
    """A parameters cell that does anything but set names to plain literals is refused."""
    with pytest.raises(ParameterError, match=r"n\.ipynb"):
        known(source)


# ---- choosing and saying ---------------------------------------------------------------------------


LATER = {"said_earliest": "2024-03-16", "said_latest": "2024-03-18"}


@pytest.mark.parametrize(
    ("asked_for", "kept"),
    [
        ({}, {"c1", "c2", "c3", "c4"}),
        ({"measures": ["drivers_out"]}, {"c1", "c3"}),
        ({"actors": ["workers"]}, {"c1", "c3"}),
        ({"since": "2024-03-14"}, {"c4"}),
        ({"until": "2024-03-13"}, {"c1", "c2"}),
        ({"as_of": "2024-03-13"}, set()),
        ({"as_of": "2024-03-14"}, {"c1", "c2", "c3"}),
        ({"as_of": "2024-03-16"}, {"c1", "c2", "c3", "c4"}),
    ],
)
def test_select(asked_for, kept):
    """A row is kept if its days meet the range; one without a day meets no range; later documents are not yet known."""
    whole = extract(
        claim("c1", "400 drivers", 400.0),
        claim("c2", "9 buses", 9.0, measure=None, actor_code="maes", on_behalf_of=None),
        claim("c3", "500 drivers", 500.0, said_earliest=None, said_latest=None),
        claim("c4", "6 trams", 6.0, measure=None, actor_code=None, on_behalf_of=None, **LATER),
    )

    assert {row.id for row in selection.select(whole, **asked_for).claims} == kept


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"low": 1500.0, "high": None, "bound": Bound.AT_LEAST}, "at least 1,500 drivers"),
        ({"low": 3e6, "high": None, "bound": Bound.MORE_THAN}, "more than 3 million drivers"),
        ({"low": None, "high": 20.0, "bound": Bound.AT_MOST}, "at most 20 drivers"),
        ({"low": 10.0, "high": 20.0, "bound": Bound.BETWEEN}, "10 to 20 drivers"),
        ({"low": 24.0, "high": 99.0, "bound": Bound.VAGUE, "hedge": "dozens of"}, "“dozens of” drivers"),
        ({"low": 12e6, "high": 12e6, "kind": "money", "unit": "USD"}, "$12 million"),
        ({"low": 12e6, "high": 12e6, "kind": "money", "unit": "KRW"}, "KRW 12 million"),
        ({"low": 12e6, "high": 12e6, "kind": "money", "unit": "EUR", "increment": True}, "€12 million more"),
        ({"low": 4.5, "high": 4.5, "kind": "percent"}, "4.5%"),
        ({"low": 1e6, "high": 1e6, "distribution": "each"}, "1 million drivers each"),
    ],
)
def test_a_figure_in_words_keeps_its_bound(other, said):
    """A bound is a word before the number, a vague number stays the word that it was, money has its currency."""
    assert phrases.figure(replace(claim("c1", "quoted words", 1.0), **other)) == said


def test_findings_link_every_number():
    """Each number in a sentence is a link to its row, and different stages are not called a contradiction."""
    whole = extract(
        claim("c1", "at least 400 drivers", 400.0, high=None, bound=Bound.AT_LEAST),
        claim("c2", "900 drivers", 900.0, status="planned"),
    )

    block = findings.figures(whole, whole)

    [sentence] = block.content["findings"]
    assert block.content["title"] == "Drivers on strike: two figures, from at least 400 to 900"
    assert [run for run in sentence if isinstance(run, dict)] == [
        {"text": "at least 400", "row": "c1"},
        {"text": "900", "row": "c2"},
    ]
    assert "none contradicts another" in blocks.plain(sentence)
    assert "They come from one voice." in blocks.plain(sentence)

    link = Link("l1", "c1", "c2", "contradicts", "same_source", "inferred", "d.txt", 0, 4, "at l", "r")
    disputed = replace(whole, links=(link,))
    assert "none contradicts" not in blocks.plain(findings.figures(disputed, disputed).content["findings"][0])


def test_many_figures_are_told_by_their_ends():
    """Of many figures the lowest and the highest are told; a voice that answers twice is told once."""
    rows = [claim(f"c{n}", f"{n} drivers", float(n)) for n in range(10, 20)]
    doubts = [
        Link(f"l{n}", f"x{n}", "c10", "cannot_confirm", "unknown", "stated", "d.txt", n, 16, "cannot", "r")
        for n in (1, 2)
    ]
    whole = extract(*rows, *(claim(f"x{n}", "no", None, kind="proposition") for n in (1, 2)), links=tuple(doubts))

    first, second = (blocks.plain(runs) for runs in findings.briefing(whole, whole).content["findings"][:2])

    union = "Rail Workers' Union"
    assert first.startswith(
        f"Ten figures for Drivers on strike; the lowest: {union} says 10 [c10] (happened); the highest: "
    )
    assert second.startswith(f"{union} cannot confirm [l1] what {union} says")


def test_a_part_is_no_second_figure():
    """What is part of a figure is not counted beside it."""
    whole = extract(claim("c1", "400 drivers", 400.0), claim("c2", "four depots", 4.0, part_of="c1"))

    assert "one figure" in blocks.plain(findings.figures(whole, whole).content["findings"][0]).lower()


def test_stances_are_compared_and_never_averaged():
    """A sentence on an issue tells each level that was said, the lowest first, with its row and its hedge."""
    whole = extract(
        stance("s1", "rules_out", "2024-03-10"),
        stance("s2", "commits", "2024-03-12", hedge="might"),
        stance("s3", "under_review", None),
    )

    block = findings.stances(whole, whole)

    assert block.content["title"] == "Higher pay: Piet Maes between “Rules it out” and “Commits” (hedged)"
    assert blocks.plain(block.content["findings"][0]) == (
        "Higher pay: Piet Maes in three statements, "
        "“Rules it out” [s1], “Weighing it” [s3] and “Commits” [s2] (hedged)."
    )


def test_an_answer_is_told_with_the_words_it_rests_on():
    """Who cannot confirm what is a sentence, linked to the very words; a conclusion of ours is no such sentence."""
    said = claim("c1", "400 drivers", 400.0)
    other = claim("c2", "I cannot confirm that", None, actor="Piet Maes", actor_code="maes", kind="proposition")
    stated = Link("l1", "c2", "c1", "cannot_confirm", "independent", "stated", "d.txt", 2, 16, "cannot confirm", "r")
    whole = extract(said, other, links=(stated, replace(stated, id="l2", relation="denies", basis="inferred")))

    told = blocks.plain(findings.briefing(whole, whole).content["findings"][1])
    shown = {row["id"]: row for row in evidence.evidence(whole).content["rows"]}

    assert told == "Piet Maes cannot confirm [l1] what Rail Workers' Union says: “400 drivers” [c1]."
    assert shown["l1"]["quote"] == "cannot confirm"
    assert "l2" not in shown


@pytest.mark.parametrize(
    ("hedges", "said"),
    [
        ([None], "Commits [s0]"),
        (["might"], "Commits [s0] (hedged)"),
        ([None, "might", None], "Commits (1 [s0], 2 [s1] hedged, 3 [s2])"),
        (["might", "may"], "Commits, hedged (1 [s0], 2 [s1])"),
    ],
)
def test_a_level_said_again_is_one_entry(hedges, said):
    """Each time that a level was said is a linked number, and a hedge stays with its statement."""
    whole = extract(*(stance(f"s{n}", "commits", "2024-03-12", hedge=hedge) for n, hedge in enumerate(hedges)))

    [row] = positions.positions(whole).content["rows"]

    assert blocks.plain(row[2]) == said


def test_a_vague_number_stays_a_word():
    """ "Dozens" is never told as the number that a convention of ours makes of it, whether or not it is hedged."""
    vague = claim("c1", "dozens of drivers", 24.0, high=None, bound=Bound.VAGUE, counted="drivers")

    assert phrases.figure(vague) == "“dozens of” drivers"


def test_a_headline_is_short():
    """A briefing has one headline of at most fourteen words; the second finding stands below it."""
    whole = extract(
        claim("c1", "400 drivers", 400.0),
        stance("s1", "rules_out", "2024-03-10"),
        stance("s2", "commits", "2024-03-12"),
    )

    content = findings.briefing(whole, whole).content

    assert content["title"] == "Drivers on strike: 400, says Rail Workers' Union"
    assert content["second"] == "Higher pay: Piet Maes between “Rules it out” and “Commits”"
    assert wording.title("a " * 20, "b", words=14) == "B"


def test_nobody_is_no_voice():
    """What names no source is not counted among the voices, nor told as resting on one."""
    whole = extract(
        claim("c1", "400 drivers", 400.0),
        claim("c2", "9 depots", 9.0, actor=None, actor_code=None, anonymity="none", measure="depots"),
    )

    content = findings.sources(whole, whole).content

    assert content["title"] == "One named voice behind 1 of 2 claims"
    assert "One measure rests on one voice each" in blocks.plain([run for runs in content["findings"] for run in runs])


def test_nothing_chosen_is_said():
    """A selection that nothing meets gives a page that says so."""
    whole = extract(claim("c1", "400 drivers", 400.0))
    none = selection.select(whole, since="2030-01-01")

    for head in (findings.figures, findings.stances, findings.briefing, findings.sources):
        assert head(none, whole).content["title"]
    assert evidence.evidence(none).content["rows"] == []


# ---- pages -----------------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"
FOOTER = {
    "name": "n", "version": "0", "asked": "", "command": "c", "parameters": "{}", "versions": "", "seeds": [],
    "notebook": "0", "extract": "0", "code": "0", "lock": None,
}  # fmt: skip


def executed(*outputs: dict) -> dict:
    """Return an executed notebook that shows *outputs*, one a cell."""
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "show()", "execution_count": 1, "outputs": [output]}
        for output in outputs
    ]
    return {"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# N\n\n## What?\n"}, *cells]}


def shows(thing: object) -> dict:
    data = thing if isinstance(thing, dict) else thing._repr_mimebundle_()
    data, metadata = data if isinstance(data, tuple) else (data, {})
    return {"output_type": "execute_result", "data": data, "metadata": metadata, "execution_count": 1}


def figure(svg: str, rows: list | None = None) -> dict:
    markup = f'<figure class="claimline-figure" id="f"><div class="wide">{svg}</div></figure>'
    bundle = {"id": "f", "title": "t", "subtitle": "", "note": "", "alt": "a", "encodings": {}, "rows": rows or []}
    return shows({"text/plain": "t", "text/html": f"<style></style>{markup}", figures.MIME: bundle})


def written(*outputs: dict) -> str:
    return sheets.report(page.page(executed(*outputs)), FOOTER).decode()


def test_markup_in_a_document_is_shown_and_never_runs():
    """Script in a quote, a speaker, a title or prose stands on the page as the characters that it is."""
    evil = claim("c1", EVIL, 400.0, actor=EVIL, actor_code=None, counted=EVIL, hedge=EVIL, context=EVIL, via=EVIL)
    whole = replace(extract(evil), documents=(replace(DOCUMENT, title=EVIL),))

    html = written(shows(findings.figures(whole, whole)), shows(evidence.evidence(whole)))

    assert html.count("<script") == 1  # ours
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "<script" not in prose(EVIL + " [x](javascript:alert(1))")
    assert "javascript:" not in prose("[x](javascript:alert(1))")


def test_hidden_characters_are_written_out():
    """A bidirectional override or a zero-width space is seen and not obeyed."""
    assert visible("a\u202eb\u200b\x07") == "a⟨U+202E⟩b⟨U+200B⟩⟨U+0007⟩"
    assert "\u202e" not in written(shows(evidence.evidence(extract(claim("c1", "4\u202e00 drivers", 400.0)))))


def test_the_page_may_load_and_run_nothing():
    """The policy allows one style sheet and one script, each by its hash, and no frame or address."""
    html = written(shows(evidence.evidence(extract(claim("c1", "400 drivers", 400.0)))))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    sheet, run = (
        "sha256-" + base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (styles[0], scripts[0])
    )

    assert policy.startswith(
        f"default-src &#39;none&#39;; style-src &#39;{sheet}&#39;; script-src &#39;{run}&#39;; font-src"
    )
    assert (len(styles), len(scripts), html.count("<script")) == (1, 1, 1)
    assert "unsafe" not in policy
    assert not re.findall(r"\bsrc=|<link|<base|http-equiv=\"refresh|https?://(?!www\.w3\.org/)", html)


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>1</script></svg>",
        "<svg><foreignObject/></svg>",
        '<svg onload="x()"/>',
        '<svg><a href="https://example.org/">x</a></svg>',
        '<svg><a href="javascript:x()">x</a></svg>',
        '<svg><path fill="url(https://example.org/x)"/></svg>',
        '<svg><image href="#x"/></svg>',
        "<svg><style>x</style></svg>",
        '<svg style="background:url(x)"/>',
        "<svg><path></svg>",
    ],
)
def test_a_drawing_holds_shapes_words_and_row_links_only(svg):
    """A figure's drawing that could act, load or leave the page stops the report and names the cell."""
    with pytest.raises(page.PageError, match="cell 2: figure f"):
        page.page(executed(figure(svg)))


def test_every_mark_leads_to_evidence():
    """A mark whose row has no evidence on the page stops the report; one that has is linked back from its row."""
    drawing = figure('<svg xmlns="http://www.w3.org/2000/svg"><a href="#c1"><text>4</text></a></svg>')
    with pytest.raises(page.PageError, match="'c1' has no evidence"):
        page.page(executed(drawing))

    html = written(drawing, shows(evidence.evidence(extract(claim("c1", "400 drivers", 400.0)))))

    assert '<a href="#f">figure 1</a>' in html
    assert 'id="c1"' in html


def test_evidence_that_nothing_draws_is_folded_and_there():
    """On a page with figures a row that none of them draws and no finding names waits behind a click."""
    whole = extract(claim("c1", "400 drivers", 400.0), claim("c2", "they are out", None, kind="proposition"))
    drawing = figure('<svg xmlns="http://www.w3.org/2000/svg"><a href="#c1"><text>4</text></a></svg>')
    rows = shows(evidence.evidence(whole))

    before, _, after = written(drawing, rows).partition('<details class="more">')

    assert 'id="c1"' in before
    assert 'id="c2"' in after
    assert '<details class="more">' not in written(rows)


def test_evidence_without_room_is_counted_and_in_its_file(monkeypatch):
    """On a full page a row that nothing draws is left to its file, which has all; how many is said, no link is dead."""
    rows = [claim(f"c{n}", f"{n} drivers", float(n)) for n in range(1, 5)]
    whole = extract(*rows)
    drawing = figure('<svg xmlns="http://www.w3.org/2000/svg"><a href="#c1"><text>4</text></a></svg>')
    drawing["data"]["text/html"] = drawing["data"]["text/html"].replace("</div>", '<a href="#c2">c2</a></div>')
    monkeypatch.setattr(page, "_ROOM", 1600)

    made = page.page(executed(drawing, shows(evidence.evidence(whole)), shows(quality.voices(whole))))
    html = sheets.report(made, FOOTER, ["claims.csv"]).decode()

    assert made.known == {"c1", "c2"}
    assert "2 further rows are not on this page" in html
    assert 'All 4 are in <a href="n/claims.csv" download>claims.csv</a>' in html
    assert '<a href="#c2">c2</a>' in html
    monkeypatch.setattr(page, "_ROOM", 0)
    assert (
        '<a href="#c2">'
        not in sheets.report(page.page(executed(drawing, shows(evidence.evidence(whole)))), FOOTER).decode()
    )


def test_a_long_table_is_folded_and_then_cut():
    """Forty rows are shown, eighty wait behind a click, and of the rest it is said where they are."""
    long = blocks.table("t", "T", ["A"], [[[f"row {n}"]] for n in range(130)])

    html = sheets.report(page.page(executed(shows(long))), FOOTER, ["t.csv"]).decode()

    assert [f">row {n}<" in html for n in (0, 39, 40, 119, 120)] == [True, True, True, True, False]
    assert html.index(">row 39<") < html.index("<summary>80 more</summary>") < html.index(">row 40<")
    assert '10 further rows are not on this page: <a href="n/t.csv" download>t.csv</a> has all 130.' in html


def test_links_between_rows_read_from_both_ends():
    """A note under a row says what it does to the other, or what the other does to it, and names both."""
    whole = extract(claim("c1", "400 drivers", 400.0), claim("c2", "90 drivers", 90.0, actor_code="maes"))
    link = Link("l1", "c2", "c1", "updates", "unknown", "inferred", "d.txt", 0, 4, "90 d", "r")

    one, two = evidence.evidence(replace(whole, links=(link,))).content["rows"]

    assert blocks.plain(one["notes"][0]) == "is updated by Piet Maes: 90 drivers [c2] (inferred)"
    assert blocks.plain(two["notes"][0]) == "updates Rail Workers' Union: 400 drivers [c1] (inferred)"


def test_a_problem_names_its_rows_by_their_words():
    """Whoever reads a problem sees the words that it is about, linked where their evidence is shown."""
    problem = Problem("claims", "c1", Grade.WARNING, "r", "look twice")
    whole = extract(claim("c1", "400 drivers", 400.0), problems=(problem, replace(problem, id="p9", table="passages")))

    [row] = quality.problems(whole).content["rows"]

    assert blocks.plain(row[2]) == "2: “400 drivers” [c1], p9"


@pytest.mark.parametrize("mime", ["text/html", "image/svg+xml", "application/javascript", "text/markdown", "image/png"])
def test_only_what_our_own_functions_emit_is_shown(mime):
    """Any other rich output of a cell stops the report."""
    with pytest.raises(page.PageError, match=r"cell 2: shows .*" + re.escape(mime)):
        page.page(executed(shows({"text/plain": "x", mime: "<b>x</b>"})))


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["../../evil"], "use small letters"),
        (["/etc/passwd"], "use small letters"),
        (["A figure"], "use small letters"),
        (["t", "t"], "give each its own name"),
        (["claims"], "give each its own name"),
    ],
)
def test_a_file_beside_a_page_has_a_plain_name_of_its_own(names, says):
    """No figure or table is written outside the page's folder, or over another's file."""
    tables_ = [shows(blocks.table(name, "T", ["A"], [])) for name in names]
    whole = extract(claim("c1", "400 drivers", 400.0))
    made = page.page(executed(shows(evidence.evidence(whole)), *tables_))

    with pytest.raises(page.PageError, match=says):
        beside.files(made, whole, FOOTER)


def test_data_for_a_spreadsheet_is_inert():
    """In the downloaded table a cell that starts a formula is text."""
    made = page.page(executed(figure("<p/>", [{"id": "c1", "quote": "=cmd()", "low": -3.0}])))

    assert beside.files(made, extract(), FOOTER)["f.csv"] == b"id,quote,low\nc1,'=cmd(),-3\n"


def test_a_report_is_known_by_its_first_marks():
    """The list shows a report's marks without words and links, what is found in it, and what it was asked for."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="290" height="900"><g transform="translate(5,400)">'
        '<a href="#c1"><title>four</title><path d="M1,20h9v9h-9Z" fill="#214776"/></a><text>4</text></g></svg>'
    )
    thumb = pictures.thumbnail({"markup": f'<figure><div class="narrow">{svg}</div></figure>'})
    entry = {"name": "n", "heading": "N", "asked": "since 2024-01-01", "title": "T", "second": "", "scope": "S."}

    listed = sheets.index(
        [{**entry, "findings": [["a ", blocks.linked("4", "c1")]], "thumbnail": thumb.encode()}], [], "0", ""
    )

    assert 'viewBox="0 412 290 174"' in thumb
    assert not re.search("<text|<title|<a ", thumb)
    assert '<a href="n.html#c1">4</a>' in listed.decode()
    assert "N: since 2024-01-01" in listed.decode()


# ---- the engine ------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """A project with one tiny notebook that shows one figure in words."""
    whole = extract(claim("c1", "400 drivers", 400.0))
    write_extract(whole, tmp_path / "data")
    save(tmp_path, "value = evidence.evidence(chosen)\nvalue")
    return tmp_path


def save(project: Path, last: str) -> None:
    sources = [
        ("markdown", "# Tiny\n\n## What is said?"),
        ("code", 'extract = "../data"\nas_of = None'),
        ("code", "import claimline\nfrom claimline.show import evidence\n\nchosen = claimline.read_extract(extract)"),
        ("code", last),
    ]
    cells = [
        {"cell_type": kind, "id": f"c{n}", "metadata": {}, "source": text} for n, (kind, text) in enumerate(sources)
    ]
    for cell in cells[1:]:
        cell |= {"execution_count": None, "outputs": []}
    cells[1]["metadata"] = {"tags": ["parameters"]}
    (project / "notebooks").mkdir(exist_ok=True)
    saved = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "notebooks" / "tiny.ipynb").write_text(json.dumps(saved))


def make(project: Path, *given: tuple[str, str], out: str = "reports") -> reports.Outcome:
    from claimline.store import read_extract

    data = project / "data"
    whole = read_extract(data)
    listed = orders.orders([], given, orders.Places(project / "notebooks", data), whole)
    return reports.build(listed, whole, data, project / out, lambda words: None)


MADE = {"tiny.html", "tiny/claims.csv", "tiny/rows.json", "index.html", "manifest.json"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_second_run_does_nothing(project):
    """With nothing changed nothing is executed; a changed parameter, extract or page makes the report again."""
    assert make(project).made == ["tiny"]
    before = files(project / "reports")

    assert make(project).current == ["tiny"]
    assert files(project / "reports") == before
    assert set(before) == MADE

    (project / "reports" / "tiny.html").write_bytes(b"damaged")
    assert make(project).made == ["tiny"]
    assert files(project / "reports") == before
    assert make(project, ("as_of", "2024-03-14")).made == ["tiny-as_of-2024-03-14"]
    assert files(project / "reports").items() > {name: before[name] for name in ("tiny.html", "tiny/rows.json")}.items()
    assert b"as_of 2024-03-14" in (project / "reports" / "index.html").read_bytes()


def test_deciding_needs_nothing_heavy(project):
    """That nothing is due is known without pandas, altair, jinja2 or a kernel."""
    make(project)
    program = f"""
import sys
from claimline.cli import main
code = main(["report", "--data", "{project}/data", "--notebooks", "{project}/notebooks", "--out", "{project}/reports"])
heavy = {{"pandas", "altair", "papermill", "jinja2", "nbformat", "mistune", "numpy"}} & set(sys.modules)
assert code == 0 and not heavy, (code, heavy)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=project, check=False)

    assert run.returncode == 0, run.stderr
    assert "nothing changed, no report made again (1 are current)" in run.stderr


@pytest.mark.parametrize(
    ("last", "says"),
    [
        ("1 / 0", "cell 4 (“What is said?”): ZeroDivisionError: division by zero"),
        ("bytes(7 << 30)", "cell 4 (“What is said?”): MemoryError"),
        ("chosen if False else None", "cell 4 (“What is said?”): shows nothing where it should"),
        ("import os\nos._exit(1)", "cell 4 (“What is said?”): the kernel died"),
    ],
)
def test_a_failed_report_leaves_the_last_one(project, last, says):
    """When a cell fails, loses its output or kills its kernel, the old report stands and a page names the cell."""
    make(project)
    before = files(project / "reports")
    save(project, last)

    outcome = make(project)

    assert outcome.made == []
    assert outcome.failed["tiny"].startswith(says)
    after = files(project / "reports")
    assert b"This report could not be made" in after.pop("tiny.failed.html")
    assert b"tiny could not be made the last time" in after.pop("index.html")
    assert after == {name: content for name, content in before.items() if name != "index.html"}

    save(project, "evidence.evidence(chosen)")
    assert make(project).made == ["tiny"]
    assert not (project / "reports" / "tiny.failed.html").exists()


def test_a_hung_cell_is_stopped(project, monkeypatch):
    """A cell that takes longer than it may is named, and nothing is published."""
    monkeypatch.setattr(notebook, "CELL_SECONDS", 3)
    save(project, "import time\ntime.sleep(60)")

    assert make(project).failed["tiny"].startswith("cell 4 (“What is said?”): took longer than 3 s")
    assert not (project / "reports" / "tiny.html").exists()


def test_the_same_bytes_anywhere(project):
    """Another time zone, hash seed, locale and folder give the same page, index and manifest."""
    make(project)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import test_reports as t;"
        " print(t.make(Path(sys.argv[2]), out='elsewhere').made)"
    )
    odd = os.environ | {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C"}
    command = [sys.executable, "-c", program, str(Path(__file__).parent), str(project)]
    run = subprocess.run(command, capture_output=True, text=True, env=odd, cwd="/", check=False)

    assert "['tiny']" in run.stdout, run.stderr
    assert files(project / "elsewhere") == files(project / "reports")
    assert str(project) not in (project / "reports" / "tiny.html").read_text()


def test_the_manifest_has_no_clock_and_says_what_a_page_is_made_of(project):
    """The manifest has the hashes of notebook, rows read, seeds, code and lock, and the parameters and versions."""
    make(project)
    text = (project / "reports" / "manifest.json").read_text()
    made_from = json.loads(text)["reports"]["tiny"]["made_from"]

    assert set(made_from) == {"notebook", "parameters", "rows", "seeds", "code", "lock", "versions"}
    assert made_from["seeds"] == {"d.txt": "0" * 64}
    assert made_from["code"] == manifest.code()
    assert not re.search(r"[0-9]{2}:[0-9]{2}", text)


def test_a_reference_is_accepted_only_in_words(project):
    """Accepting writes the outputs into the notebook, and nothing of the run: no time, no path; once is enough."""
    from claimline.store import read_extract

    data = project / "data"
    places = orders.Places(project / "notebooks", data)
    listed = orders.orders([], [], places, read_extract(data))

    assert [name for name, _ in references.accept(listed, project / "notebooks", data)] == ["tiny"]
    saved = (project / "notebooks" / "tiny.ipynb").read_text()
    again = orders.orders([], [], places, read_extract(data))
    assert list(references.accept(again, project / "notebooks", data)) == []
    assert "papermill" not in saved
    assert "application/vnd.claimline.evidence+json" in saved


def test_what_a_killed_run_left_is_swept(project):
    """A half-written file of a run that was killed is gone after the next run, and was never a report."""
    (project / "reports").mkdir()
    (project / "reports" / ".staged-half").write_bytes(b"<html>")

    make(project)

    assert set(files(project / "reports")) == MADE


def test_names_are_slugs(project):
    """A notebook whose name is no plain slug is refused before anything runs."""
    (project / "notebooks" / "tiny.ipynb").rename(project / "notebooks" / "Tiny report.ipynb")

    with pytest.raises(orders.ReportError, match="rename it"):
        make(project)
