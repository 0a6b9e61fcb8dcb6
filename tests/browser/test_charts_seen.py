"""Every chart at every extreme, as a browser shows it: one page, wide and narrow, light and dark."""

import re
from pathlib import Path

import pytest
from windows import opened

from claimline.show.charts import figures

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sheet(figures_at_extremes, tmp_path_factory):
    """The folder of a page that holds every figure, each under a name of its own."""
    shown = {
        re.sub("[^a-z0-9]+", "-", f"{chart} {case}"): figure
        for (chart, case), figure in figures_at_extremes.items()
        if figure.tooltips
    }
    style = f"<style>{figures.font_css()}{figures.css()}body{{background:var(--bg)}}</style>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Charts</title>{style}'
    folder = tmp_path_factory.mktemp("charts")
    body = "".join(figure.html.replace(f'"{figure.id}', f'"{name}') for name, figure in shown.items())
    (folder / "charts.html").write_text(f"{head}<main>{body}</main></html>", encoding="utf-8")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900])
def test_every_chart_can_be_read_by_everyone(browser, sheet, width, scheme):
    """No text of any chart overlaps another, is cut, small or faint, and every drawing is seen and has a name."""
    window, asked = opened(browser, sheet, "charts", width, scheme)
    found = window.evaluate(PROBE)
    window.context.close()

    wrong = {key: value for key, value in found.items() if key not in ("marks", "dangling") and value}
    assert not wrong
    assert sum(found["marks"]) > 1000
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
