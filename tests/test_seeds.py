"""The seeds, end to end: what must be right on the two documents that the project starts from.

The values stand in the tables here, so that the tests need nothing beside the repository. Where the hand-coded gold
lies beside it, the last tests compare against that too.
"""

import csv
import json
import re
from pathlib import Path

import pytest

import claimline
from claimline.model import TABLES, Bound
from claimline.read.documents import read_seeds
from claimline.store import files
from claimline.weigh.check import check

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
PAGE, ARTICLE = "000_ff2a88a4293bb0b3.txt", "002_3176638af3cf08c7.txt"


@pytest.fixture(scope="module")
def extract():
    return claimline.extract_seeds(ROOT / "seeds")


@pytest.fixture(scope="module")
def texts():
    return {source.document.document: source.text for source in read_seeds(ROOT / "seeds")}


def the_claim(extract, document, quote):
    [row] = [row for row in extract.claims if row.document == document and row.quote == quote]
    return row


# ---- figures ---------------------------------------------------------------------------------------

AT_LEAST, MORE, EXACT, VAGUE = Bound.AT_LEAST, Bound.MORE_THAN, Bound.EXACT, Bound.VAGUE
NIS, ZELENSKY, MINISTRY, SHIN, ZALUZHNYI = "NIS", "Volodymyr_Zelensky", "KOR_MFA", "Shin_Won_sik", "Valerii_Zaluzhnyi"

# When it was said, and what that rests on: a day in the text, or the neighbours on a newest-first page.
DIGEST, APRIL, FRIDAY = (("2024-10-22", "anchored"), ("2024-04-02", "anchored"), ("2024-10-18", "anchored"))
PUBLISHED = ("[..2024-10-25]", "anchored")
AUTUMN, SUMMER = ("[2024-10-01..2024-10-21]", "sequence"), ("[2024-07-08..2024-10-21]", "sequence")
JUNE, MAY = ("[2024-06-20..2024-07-08]", "sequence"), ("[2024-05-12..2024-06-20]", "sequence")
MARCH = ("[2024-03-11..2024-04-02]", "sequence")

# document, quote, measure, bound, low, high, who (code), status, said
FIGURES = [
    (PAGE, "another $800 million", "aid_to_UKR", EXACT, 8e8, 8e8, ZELENSKY, "planned", DIGEST),
    (PAGE, "four brigades", "brigades", EXACT, 4, 4, NIS, "planned", AUTUMN),
    (PAGE, "12,000 soldiers", "troops", EXACT, 12e3, 12e3, NIS, "planned", AUTUMN),
    (PAGE, "two professional armies", None, EXACT, 2, 2, ZALUZHNYI, "done", AUTUMN),
    (PAGE, "more than a million personnel each", "army_personnel", MORE, 1e6, None, ZALUZHNYI, "done", AUTUMN),
    (PAGE, "$12 million", "aid_to_UKR", EXACT, 12e6, 12e6, None, "done", SUMMER),
    (PAGE, "at least $34 million", "parts_for_RUS", AT_LEAST, 34e6, None, None, "done", JUNE),
    (PAGE, "at least 10,000 containers", "containers", AT_LEAST, 1e4, None, SHIN, "ongoing", MAY),
    (PAGE, "dozens of ballistic missiles", "ballistic_missiles", VAGUE, 24, None, SHIN, "done", MAY),
    (PAGE, "two Russian organizations", "sanctioned_organizations", EXACT, 2, 2, MINISTRY, "done", APRIL),
    (PAGE, "two individuals", "sanctioned_individuals", EXACT, 2, 2, MINISTRY, "done", APRIL),
    (PAGE, "two ships", "sanctioned_ships", EXACT, 2, 2, MINISTRY, "done", APRIL),
    (PAGE, "over 3 million artillery shells", "artillery_shells", MORE, 3e6, None, None, "ongoing", MARCH),
    (ARTICLE, "at least 10,000 North Korean troops", "troops", AT_LEAST, 1e4, None, ZELENSKY, "ongoing", PUBLISHED),
    (ARTICLE, "at least 1,500 North Korean special forces", "troops", AT_LEAST, 1500, None, NIS, "done", FRIDAY),
]


@pytest.mark.parametrize(("document", "quote", "measure", "bound", "low", "high", "who", "status", "said"), FIGURES)
def test_figures(extract, document, quote, measure, bound, low, high, who, status, said):
    """Each of the fifteen figures has its measure, bound, source, stage and a date that says what it rests on."""
    row = the_claim(extract, document, quote)

    assert (row.measure, row.bound, row.low, row.high) == (measure, bound, low, high)
    assert (row.actor_code, row.status) == (who, status)
    assert (row.said, row.said_basis) == said


def test_counted_nouns_keep_their_modifiers(extract):
    """North Korean troops are counted, not Korean ones."""
    assert the_claim(extract, ARTICLE, "at least 10,000 North Korean troops").counted == "North Korean troops"
    assert (
        the_claim(extract, ARTICLE, "at least 1,500 North Korean special forces").counted
        == "North Korean special forces"
    )


def test_parts_increments_and_shares(extract):
    """Four brigades are part of the 12,000, never added to them; another $800 million is on top; a million is each."""
    assert the_claim(extract, PAGE, "four brigades").part_of == the_claim(extract, PAGE, "12,000 soldiers").id
    assert the_claim(extract, PAGE, "another $800 million").increment
    assert the_claim(extract, PAGE, "more than a million personnel each").distribution == "each"


def test_what_is_claimed_has_its_own_date(extract):
    """Where the text dates what is claimed, that is the claim's date, beside the date of the statement."""
    parts, armies = (
        the_claim(extract, PAGE, quote) for quote in ("at least $34 million", "more than a million personnel each")
    )

    assert (parts.date, parts.earliest, parts.latest, parts.date_basis) == (
        "2018/2023",
        "2018-01-01",
        "2023-12-31",
        "stated",
    )
    assert (armies.date, armies.said) == ("2023-22", "[2024-10-01..2024-10-21]")


def test_no_other_number_is_a_claim(extract):
    """Nothing comes out of claim-free passages: every figure is one of the fifteen, or counts the two laws."""
    figures = {(row.document, row.quote) for row in extract.claims if row.kind != "proposition"}

    assert figures - {(row[0], row[1]) for row in FIGURES} <= {
        (ARTICLE, "Both laws"),
        (PAGE, "A South Korean citizen"),
        (PAGE, "a number of U.S. nationals"),
    }


@pytest.mark.parametrize(
    ("quote", "reason"),
    [("155mm", "calibre"), ("K600", "model_name"), ("1953", "year"), ("1970s", "decade"), ("third", "ordinal"),
     ("more than two years", "time")],
)  # fmt: skip
def test_rejected_numbers_say_why(extract, quote, reason):
    """A number that is no claim is kept with its reason, so that one can ask why it is not in the chart."""
    assert {row.reason for row in extract.rejected if row.quote == quote} == {reason}


@pytest.mark.parametrize(
    ("document", "start", "proposition", "who", "status"),
    [
        (PAGE, 925, "PRK_troops_trained", "Park_Sun_won", "ongoing"),
        (PAGE, 1310, "PRK_pilots_sent", "Newsweek", "done"),
        (PAGE, 2974, "PRK_troops_deployed", "Kim_Yong_hyun", "planned"),
        (PAGE, 3347, "PRK_troops_deployed", "Kim_Yong_hyun", "planned"),
        (PAGE, 5087, "PRK_shells_supplied", "NIS", "done"),
    ],
)
def test_propositions(extract, document, start, proposition, who, status):
    """What the codebook names is a claim without a number, so that backing and doubt have something to point at."""
    [row] = [row for row in extract.claims if row.measure == proposition and abs(row.start - start) < 3]

    assert (row.document, row.kind, row.low, row.high) == (document, "proposition", None, None)
    assert (row.actor_code, row.status) == (who, status)


def test_chains(extract):
    """Wire services and unnamed officials are links of the chain from the outlet to the source."""
    chains = {row.via for row in extract.stances}

    assert "outlet <- Yonhap <- unnamed presidential official" in chains
    assert "outlet <- Yonhap <- government source" in chains


# ---- links and problems ----------------------------------------------------------------------------


def quotes(extract):
    rows = [*extract.claims, *extract.stances]
    return {row.id: row.quote for row in rows} | {row.id: row.cue for row in extract.attributions}


ZELENSKY_SAYS, NIS_SAYS = "at least 10,000 North Korean troops", "at least 1,500 North Korean special forces"


@pytest.mark.parametrize(
    ("relation", "source", "target", "basis", "independence"),
    [
        ("backs_partly", NIS_SAYS, ZELENSKY_SAYS, "stated", "unknown"),
        ("cannot_confirm", "can’t confirm", ZELENSKY_SAYS, "stated", "unknown"),
        ("cannot_confirm", "can’t confirm", NIS_SAYS, "stated", "unknown"),
        ("cannot_confirm", "refused to back", ZELENSKY_SAYS, "stated", "unknown"),
        ("deflects", "has downplayed", "He warned his Russian counterpart", "stated", "unknown"),
        ("mischaracterises", "dismissals", ZELENSKY_SAYS, "stated", "unknown"),
        ("cites_evidence", NIS_SAYS, "says", "stated", "same_source"),
        ("updates", NIS_SAYS, "12,000 soldiers", "inferred", "same_source"),
        ("same_proposition", "North Korea was likely planning", "As Russia and North Korea", "inferred", "same_source"),
        ("supports", "North Korean troops could soon", "12,000 soldiers", "inferred", "unknown"),
        ("contradicts", "South Korea’s Defense Procurement Act", "So far this has only", "inferred", "same_source"),
        ("contradicts", "Up until now, Seoul has only provided", "So far, Seoul has only provided", "inferred", None),
    ],
)
def test_links(extract, relation, source, target, basis, independence):
    """A link goes to the claim that it answers, and says whether the text states it and who depends on whom."""
    words = quotes(extract)
    found = [
        row for row in extract.links
        if row.relation == relation and words[row.source].startswith(source) and words[row.target].startswith(target)
    ]  # fmt: skip

    assert len(found) == 1
    assert found[0].basis == basis
    assert independence in (None, found[0].independence)


def test_three_stages_are_no_rivals(extract):
    """1,500 sent, 10,000 being sent and 12,000 planned do not contradict one another."""
    troops = {row.id for row in extract.claims if row.measure == "troops"}

    assert not [row for row in extract.links if row.relation == "contradicts" and row.source in troops]


@pytest.mark.parametrize(
    ("rule", "count", "told"),
    [
        ("order", 1, "told as the later, but 'April 2022' is before 'July 2023'"),
        ("truncated", 4, "cut off by the page"),
        ("repeat", 1, "counted once"),
        ("scope", 1, "two statements of what was 'only' done"),
        ("mischaracterises", 1, "no named source says so"),
        ("barred", 2, "a law is said to bar what is said to have been done"),
    ],
)
def test_problems(extract, rule, count, told):
    """An analyst hears what cannot be, what was cut off, what repeats and what does not fit together."""
    found = [row for row in extract.problems if row.rule == rule]

    assert len(found) == count
    assert all(told in row.message for row in found)


def test_undated_and_unattributed_rows_are_told(extract):
    """Every row that the text does not date, and every claim that nobody is named for, is a problem by name."""
    told = {(row.rule, row.id) for row in extract.problems}

    for row in (*extract.claims, *extract.stances):
        assert (("undated", row.id) in told) == (row.date_basis == "sequence" or row.earliest is None)
    assert {row.id for row in extract.claims if row.actor is None} == {
        key for rule, key in told if rule == "unattributed"
    }


# ---- the whole -------------------------------------------------------------------------------------


def test_every_row_holds(extract, texts):
    """Every row finds its quote at its offsets, points at rows that are there, and has dates and bounds in order."""
    assert check(extract, texts) == []


def test_documents_are_as_the_sources_tell(extract):
    """Of each document the extract knows what `sources.toml` says, and no more."""
    assert [(row.document, row.kind, row.published, row.publisher) for row in extract.documents] == [
        (PAGE, "topic_page", "[2024-10-22..2024-10-28]", None),
        (ARTICLE, "article", "[2024-10-21..2024-10-25]", None),
    ]


def test_the_same_bytes_twice(extract):
    """Reading the same seeds again gives the same bytes."""
    assert files(claimline.extract_seeds(ROOT / "seeds")) == files(extract)


def test_the_committed_extract_is_current(extract):
    """The extract in the repository is the one that the seeds and the code make."""
    folder = ROOT / "data"
    if not folder.is_dir():
        pytest.skip("no extract is committed yet")

    for name, content in files(extract, "../seeds").items():
        assert (folder / name).read_bytes() == content, f"{name}: run `make report`"


# ---- beside the gold -------------------------------------------------------------------------------


def gold(name):
    path = GOLD / name
    if not path.exists():
        pytest.skip(f"the hand-coded {name} is not beside the project")
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else list(csv.DictReader(text.splitlines()))


def test_the_gold_figures_are_all_there(extract):
    """Each core figure of the gold is a claim at its very offsets, with its bound."""
    signs = {"=": {EXACT}, ">": {MORE}, ">=": {AT_LEAST}, "vague": {VAGUE}}
    rows = {(row.document, row.start, row.end): row for row in extract.claims}

    for figure in gold("quantities.json"):
        if not figure["note"].startswith(("secondary", "typed")):
            row = rows[figure["doc"], figure["start"], figure["end"]]
            assert (row.bound in signs[figure["bound"]], row.low, row.quote) == (True, figure["lo"], figure["quote"])


def test_the_gold_stances_are_there(extract):
    """The gold's 31 stances are all there with their actor's principal, issue and level."""
    found = 0
    for row in gold("stances.csv"):
        issue = re.sub(r"\W+", "_", row["issue"]).strip("_")
        place = range(int(row["start"]), int(row["end"]))
        coded = (row["doc"], row["on_behalf_of"], issue, row["position"])
        found += any(
            coded == (one.document, one.on_behalf_of, one.issue, one.level)
            and one.start < place.stop
            and place.start < one.end
            for one in extract.stances
        )

    assert found == 31


def test_the_gold_times_are_there(extract):
    """The gold's 24 dated expressions have its EDTF value in the extract."""
    rows = {(row.document, row.start, row.end): row.edtf for row in extract.times}
    dated = [row for row in gold("times.csv") if row["edtf"]]
    right = [row for row in dated if rows.get((row["doc"], int(row["start"]), int(row["end"]))) == row["edtf"]]

    assert len(dated) == 24
    assert [row["text"] for row in dated if row not in right] == []


def test_tables_are_all_filled(extract):
    """No table of the extract of the seeds is empty but that of corrections, of which there are none to make."""
    assert {table for table in TABLES if not getattr(extract, table)} == {"corrections"}
