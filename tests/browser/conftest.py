"""One browser and one set of built pages for all that looks at them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from claimline.show.reports import orders, reports
from claimline.store import read_extract

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))  # where the extracts are that pages are made of here
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def installed() -> str | None:
    """Return the path of an installed Chromium, or of the one that Playwright brought, or None."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    brought = sorted(Path.home().glob(".cache/ms-playwright/chromium*/chrome-linux*/*chrom*"))
    return found or next((str(path) for path in brought if os.access(path, os.X_OK) and path.is_file()), None)


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium; under CI its absence is a failure, elsewhere the checks are skipped and say so.

    It ends with its module: as long as it is open, an event loop runs that other tests would stumble over.
    """
    path = installed()
    if path is None and os.environ.get("CI"):
        pytest.fail("no Chromium: CI must have one")
    if path is None:
        pytest.skip("no Chromium installed: the pages were not looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The reports as the code makes them now; those already in the repository are not made again."""
    out = tmp_path_factory.mktemp("built") / "reports"
    if (ROOT / "reports").is_dir():
        shutil.copytree(ROOT / "reports", out)
    data = ROOT / "data"
    extract = read_extract(data)
    listed = orders.orders([], [], orders.Places(ROOT / "notebooks", data), extract)
    outcome = reports.build(listed, extract, data, out, lambda words: None)
    assert not outcome.failed
    return out
