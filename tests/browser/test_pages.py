"""The built pages in a real browser: at phone and desk widths, light and dark, with scripts on and off."""

from pathlib import Path

import pytest
from windows import PROBE, faults, opened

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb")), "index"]
VIEWS = ((1200, "light"), (1200, "dark"), (360, "dark"), (360, "light"), (320, "light"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everyone(browser, built, name):
    """Nothing overflows, overlaps, is cut or faint; every link has its place; axe finds nothing; nothing is fetched."""
    page, asked = opened(browser, built, name, 1200)
    wrong = faults(page, VIEWS, axe_in=VIEWS[:4])
    page.context.close()

    assert wrong == {}
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


SABOTAGE = """() => {
  const svg = [...document.querySelectorAll(".claimline-figure svg")].find((one) => one.getClientRects().length);
  const [first, over, faint, small, gone] = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
  over.setAttribute("transform", first.getAttribute("transform") || "");
  faint.style.fill = "#eeeeee";
  small.style.fontSize = "6px";
  gone.setAttribute("transform", "translate(5000,5)");
  svg.querySelector("a").setAttribute("href", "#nowhere");
  document.querySelector("main").id = document.querySelector("section").id;
  document.querySelector("h1").style.minWidth = "3000px";
  const [, second, third] = document.querySelectorAll("figure.claimline-figure:has(svg)");
  for (const part of second.querySelectorAll("path,rect,text,line")) part.style.fill = part.style.stroke = "#f4f4f4";
  second.querySelector(".title").textContent = "";
  third.querySelector("tbody").remove();
}"""


def test_the_probe_sees_what_is_wrong(browser, built):
    """A page spoilt in ten ways is found wrong in each of them: the checks above can fail."""
    page, _ = opened(browser, built, "briefing", 1200)
    page.evaluate(SABOTAGE)
    found = page.evaluate(PROBE)
    page.context.close()

    wrong = {"overflow", "overlaps", "clipped", "small", "faint", "pale", "dangling", "twice", "nameless", "tableless"}
    assert {key for key in wrong if not found[key]} == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_scripts(browser, built, name):
    """With scripts off every figure is drawn, and the evidence is a link away."""
    page, _ = opened(browser, built, name, 1200, java_script_enabled=False)
    figures = page.locator(".claimline-figure").all()
    drawn = [[one.is_visible() for one in figure.locator("svg").all()].count(True) for figure in figures]
    link = page.locator(".findings a").first
    row = page.locator("#" + link.get_attribute("href").partition("#")[2]) if link.count() else None
    if row:
        link.click()
        row.wait_for()  # the index leads to another page, which has to come first

    assert drawn == [1] * len(figures)
    assert row is None or row.is_visible()
    page.context.close()


def test_folded_evidence_opens_for_its_link_and_on_paper(browser, built):
    """A link to a row behind a click opens it, without scripts; on paper nothing is folded."""
    page, _ = opened(browser, built, "briefing", 1200, java_script_enabled=False)
    rows = page.locator(".more tbody tr")
    ids = [row.get_attribute("id") for row in rows.all()]
    link = next(one for one in page.locator(".plain a").all() if one.get_attribute("href")[1:] in ids)
    row = page.locator(link.get_attribute("href"))
    folded = row.is_visible()
    page.emulate_media(media="print")
    printed = [one.is_visible() for one in rows.all()]
    page.emulate_media(media="screen")
    link.click()
    opens = row.is_visible()
    page.context.close()

    assert ids
    assert (folded, opens) == (False, True)
    assert all(printed)


def test_a_page_is_printed_whole(browser, built, tmp_path):
    """On paper the briefing is light whatever the screen is, and no wider than the sheet."""
    page, _ = opened(browser, built, "briefing", 1200, "dark")
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": 680, "height": 900})
    found = page.evaluate(PROBE)
    pdf = page.pdf(path=str(tmp_path / "briefing.pdf"), format="A4", tagged=True)
    page.context.close()

    assert found["overflow"] == 0
    assert found["unseen"] == []
    assert pdf.startswith(b"%PDF")
    assert b"StructTreeRoot" in pdf
