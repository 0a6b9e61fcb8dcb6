"""Every number on every report page leads to its words, or is one that is computed from rows that do.

A number stands in a row of evidence, links to one, is one that a row of the extract has (a bound, a day, or in its
words), counts rows, or is a round tick of a scale. There is no other, and no number of a row differs from its words.
"""

import re
from html.parser import HTMLParser

import pytest
from projects import ROOT, STRIKE, made
from tried import rounds, survived

from claimline.show.evidence import evidence
from claimline.show.reports.shown import numbers, shown
from claimline.store import read_extract

NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
BARE = ("style", "script", "footer", "code", "pre")
EMPTY = ("meta", "link", "img", "br", "hr", "input")


class Reader(HTMLParser):
    """Keeps each number of a page with the elements around it, as (name, id, address)."""

    def __init__(self):
        super().__init__()
        self.around, self.found = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in EMPTY:
            self.around.append((tag, given.get("id") or "", given.get("href") or ""))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while any(name == tag for name, _, _ in self.around):
            if self.around.pop()[0] == tag:
                return

    def handle_data(self, data):
        if not any(name in BARE for name, _, _ in self.around):
            self.found += [(number, data.strip(), tuple(self.around)) for number in numbers(data)]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Reports of our notebooks on the strike: all of them in the soak, the two with most numbers otherwise."""
    return made(tmp_path_factory.mktemp("numbers"), STRIKE, rounds(["briefing", "figures"], NOTEBOOKS))


def of_rows(extract):
    """Return every number that the rows of *extract* have: bounds, days, offsets and all that stands in their words."""
    words = [str(value) for row in evidence(extract, "claims", "stances", "events", "questions").content["rows"]
             for value in row.values()]  # fmt: skip
    ends = [f"{value:.15g}" for row in extract.claims for value in (row.low, row.high) if value is not None]
    cells = [str(getattr(row, name)) for table in ("documents", "times", "events", "rejected", "problems")
             for row in getattr(extract, table) for name in row.__slots__]  # fmt: skip
    return set(numbers(" ".join([*words, *ends, *cells]).replace("-", " - "))) | set(ends)


def leads(number, around, known, counts):
    """Return whether *number*, with the elements *around* it, leads to its words or is computed from rows that do."""
    linked = any(name == "a" and address.startswith("#") for name, _, address in around)
    of_row = any(name == "tr" and key for name, key, _ in around)
    drawn = any(name == "svg" for name, _, _ in around)
    tick = drawn and len(number.replace(".", "").strip("0")) <= 2
    return linked or of_row or tick or number.lstrip("0") in known | counts or number in known


def test_every_number_leads_to_its_words(project):
    """Number for number, on every page of the project."""
    extract = read_extract(project / "data")
    known = {one.lstrip("0") for one in of_rows(extract)} | of_rows(extract)
    most = max(
        len(getattr(extract, table)) for table in ("claims", "stances", "passages", "links", "problems", "rejected")
    )
    counts = {str(number) for number in range(most + 1)} | {""}
    read = []
    for path in sorted((project / "reports").glob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        read += [(path.name, *one) for one in reader.found]
    stray = [one for one in read if not leads(one[1], one[3], known, counts)]

    assert len(read) > 100
    assert not stray, stray[:5]
    survived("number", len(read), len(read))


def test_a_row_says_what_its_words_say(project):
    """Each number in the reading of a row of evidence is a bound of its row, or stands in its quote."""
    extract = read_extract(project / "data")
    bounds = {row.id: {f"{end:.15g}" for end in (row.low, row.high) if end is not None} for row in extract.claims}
    tried = 0
    for row in evidence(extract, "claims", "stances").content["rows"]:
        said = set(numbers(row["reading"]))
        tried += len(said)
        scaled = any(word in row["reading"] for word in ("million", "billion", "thousand"))
        assert said <= bounds.get(row["id"], set()) | set(numbers(row["quote"])) or scaled, row

    assert tried > 5
    survived("number", tried, tried)


@pytest.mark.parametrize(("number", "around"), [("98765", "<p>98,765 left.</p>"), ("4711", "<h1>4,711</h1>")])
def test_a_number_from_nowhere_is_found(project, number, around):
    """A number that no row has is told: the test above can fail."""
    known = of_rows(read_extract(project / "data"))
    reader = Reader()
    reader.feed(around)

    assert [one[0] for one in reader.found] == [number]
    assert not leads(number, reader.found[0][2], known, {"1", "2"})


def test_a_page_is_read_as_a_browser_reads_it(project):
    """What verifies a page finds every row of evidence in it."""
    page = (project / "reports" / "briefing.html").read_text(encoding="utf-8")

    assert set(shown(page).rows) == set(re.findall(r'<tr role="row" id="([a-z0-9]+)"', page))
