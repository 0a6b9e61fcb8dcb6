"""The tables as data frames: every column, codes in words, days as days; and the names that others rely on."""

import subprocess
import sys

import pandas as pd
import pytest

import claimline
from claimline.codebook import Actor, Bloc, Codebook, Issue, Measure
from claimline.model import TABLES, Basis, Document, Extract, Source
from claimline.schema import columns
from claimline.weigh import tables

TOPIC = Codebook(
    actors=(
        Actor("board", "Harbour Board", bloc="town", names=("Harbour Board",)),
        Actor("lee", "Ada Lee", "person", "board", names=("Ada Lee",)),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
    issues=(Issue("line", "The ferry line", "policy", (("ferry line",),)),),
    blocs=(Bloc("town", "The town"),),
)
TEXT = "Ada Lee said on April 8 that 40 boats were laid up.\nThe Harbour Board rules out closing the ferry line.\n"


@pytest.fixture(scope="module")
def extract():
    document = Document(
        "d.txt", "", None, None, "article", "2024-05-10", "2024-05-10", "2024-05-10", Basis.STATED, None
    )
    return claimline.extract([Source(document, TEXT)], TOPIC)


def test_claims_have_labels_and_days(extract):
    """A claim's row has its measure, actor and bloc in words, and its days as dates beside the texts."""
    [row] = tables.claims(extract).to_dict("records")

    assert (row["measure_label"], row["actor_label"]) == ("Boats laid up", "Ada Lee")
    assert (row["bloc"], row["bloc_label"]) == ("town", "The town")
    assert (row["said_latest"], row["said_latest_day"]) == ("2024-04-08", pd.Timestamp(2024, 4, 8))
    assert (row["low"], row["high"]) == (40.0, 40.0)


def test_stances_have_rungs(extract):
    """A stance's row has issue and level in words and the level's rung, the lowest of its ladder being 0."""
    [row] = tables.stances(extract).to_dict("records")

    assert (row["issue_label"], row["level_label"], row["rung"]) == ("The ferry line", "Rules it out", 0)
    assert (row["actor_label"], row["bloc"]) == ("Harbour Board", "town")


NAMED = ("claims", "stances", "attributions", "documents", "times", "events", "links", "rejected", "problems")


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("filled", [True, False])
def test_every_table_is_a_frame(extract, name, filled):
    """Each table is a frame with all its columns, in their types, whether it has rows or none."""
    frame = getattr(tables, name)(extract if filled else Extract())

    assert list(frame.columns)[: len(columns(name))] == list(columns(name))
    assert len(frame) == (len(getattr(extract, name)) if filled else 0)
    for day in (column for column in frame if column.endswith("_day")):
        assert frame[day].dtype.kind == "M"
        assert frame[day].dt.tz is None


def test_problems_come_with_the_worst_first(extract):
    """Errors stand before warnings, and warnings before notes."""
    grades = [str(grade) for grade in tables.problems(extract)["grade"]]

    assert grades == sorted(grades, key=["error", "warning", "note"].index)


# Analysts' notebooks and outside checks are written against these names.
RELIED_ON = {
    "documents": "document sha256 title publisher kind published published_earliest published_latest published_basis",
    "passages": "id document start end kind truncated repeats",
    "claims": "id document passage start end quote measure low high bound kind unit counted distribution increment "
    "status polarity hedge actor via speech date earliest latest date_basis rule",
    "times": "id document start end quote edtf earliest latest precision kind role basis stable_under_anchor rule",
    "attributions": "id document source_start source_end cue_start cue_end content_start content_end actor via "
    "speech anonymity rule",
    "stances": "id document start end quote actor on_behalf_of issue ladder level legal_bar trigger channel via speech "
    "date earliest latest date_basis rule",
    "events": "id document start end quote type mode actors recipients auxiliary cluster date earliest latest rule",
    "links": "id source target relation independence basis document start end quote rule",
    "rejected": "document start end quote reason rule",
    "problems": "table id grade rule message",
}


@pytest.mark.parametrize("table", RELIED_ON)
def test_the_columns_that_others_rely_on(table):
    """No column goes that others were promised."""
    assert set(RELIED_ON[table].split()) <= set(columns(table))
    assert table in TABLES


def test_the_public_surface_is_there():
    """Everything that the package promises can be had from it, and a name that is not there is told."""
    for name in claimline.__all__:
        assert getattr(claimline, name)
    with pytest.raises(AttributeError, match="no attribute 'find_numbers'"):
        claimline.find_numbers  # noqa: B018


def test_importing_the_package_loads_nothing_heavy():
    """The package and its finders load without pandas: a finder's first call must not wait for it."""
    code = (
        "import sys, claimline; claimline.find_quantities('40 boats'); claimline.find_times('May 8'); "
        "claimline.find_attributions('She said so.'); print(sorted({'pandas', 'numpy', 'altair'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["", "\x00", "\ud800 40 boats", "٤٠ boats", "40 " * 3000, "“" * 500, "\n" * 500])
def test_finders_take_any_text(text):
    """No text, however odd, makes a finder raise, and every quote stands where it says."""
    for one in (*claimline.find_quantities(text), *claimline.find_times(text, published="2024-05-10")):
        assert text[one.start : one.end] == one.quote
    for said in claimline.find_attributions(text):
        assert text[said.cue.start : said.cue.end] == said.cue.quote
