"""The live layer: what a figure answers when it is pointed at, chosen, filtered and brushed. It runs alone."""

import pytest
from windows import opened

FIGURE = "figure.claimline-figure:has(.wide svg a)"


@pytest.fixture
def page(browser, built):
    """The briefing at a desk's width, scripts on; nothing may go wrong on it, and nothing may be asked for."""
    page, asked = opened(browser, built, "briefing", 1200)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.reload()
    page.wait_for_selector("figure[data-live]")
    yield page
    page.context.close()
    assert wrong == []
    assert all(address.startswith(("file:", "data:")) for address in asked)


def mark(page):
    """Return the first mark of the first drawing."""
    return page.locator(FIGURE).first.locator(".wide svg a:not([tabindex])").first


def evidence(page, *, hidden):
    return page.locator(f"table.evidence tr[id]{'[hidden]' if hidden else ':not([hidden])'}").count()


def test_a_mark_says_its_quote_to_mouse_and_keyboard(page):
    """Pointing at a mark or coming to it by keyboard shows its figure, voice and quote; Escape takes them away."""
    tip = page.get_by_role("tooltip")
    mark(page).hover()
    pointed = tip.inner_text()
    page.keyboard.press("Escape")
    gone = tip.is_hidden()
    mark(page).focus()

    assert "“" in pointed
    assert gone
    assert tip.inner_text() == pointed


def test_a_chosen_mark_shows_its_passage_with_the_quote_marked(page):
    """A click shows, under the figure, the words of the evidence row with the quote highlighted, and the way to it."""
    row = mark(page).get_attribute("href")
    mark(page).click()
    shown = page.locator(FIGURE).first.locator(".claimline-passage")

    assert shown.locator("blockquote").inner_text() == page.locator(f"tr{row} .quote").inner_text().strip('“”"')
    assert shown.locator("mark").inner_text() in page.locator(f"tr{row}").inner_text()
    assert shown.locator("a").get_attribute("href") == row


def test_a_voice_and_a_period_filter_the_tables(page):
    """Pressing a voice leaves its rows alone in the tables and the other marks faint, and so does a period."""
    figure, whole = page.locator(FIGURE).first, evidence(page, hidden=False)
    folded = figure.locator(".claimline-filter")
    folded.locator("summary").click()
    folded.locator(".voices button").first.click()
    by_voice, faint = evidence(page, hidden=True), figure.locator("svg a.faint").count()
    folded.get_by_role("button", name="Show all").click()
    again = evidence(page, hidden=False)
    folded.get_by_label("From day").fill("2999-01-01")
    told = folded.locator("output").inner_text()

    assert by_voice > 0
    assert faint > 0
    assert again == whole
    assert told.startswith("0 of ")


def test_a_box_drawn_over_marks_chooses_them(page):
    """Dragging over one mark leaves its rows in the table behind the figure, and fills in the days they were said."""
    figure = page.locator(FIGURE).first
    place = mark(page)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.mouse.move(box["x"] - 6, box["y"] - 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 6, box["y"] + box["height"] + 6, steps=4)
    page.mouse.up()
    told = figure.locator("output").inner_text()
    left = figure.locator("tr[data-row]:not([hidden])").evaluate_all("rows => rows.map(row => row.dataset.row)")

    assert place.get_attribute("href")[1:] in left
    assert told.startswith(f"{len(left)} of ")
    assert figure.get_by_label("From day").input_value()


def test_what_is_open_can_be_read_by_everyone(page):
    """With filter and passage open, axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    mark(page).click()
    page.locator(".claimline-filter summary").first.click()

    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
