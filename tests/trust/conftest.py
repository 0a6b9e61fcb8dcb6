"""Long tests wait for the soak; every run says how many of the faults it tried were survived."""

import os
from pathlib import Path

import pytest
from table import written
from tried import FAULTS, SOAK, tally

ENTER = os.environ.get("CLAIMLINE_TABLE")  # a shorter run may enter what it counted, too
PAGE = Path(__file__).resolve().parents[2] / "docs" / "trust.md"


def pytest_configure(config):
    config.addinivalue_line("markers", "soak: takes minutes; runs with `make soak` only")


def pytest_collection_modifyitems(config, items):
    long = [] if SOAK else [item for item in items if item.get_closest_marker("soak")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_terminal_summary(terminalreporter, exitstatus):
    counted = tally()
    if counted:
        terminalreporter.section("faults survived")
    for fault, (passed, tried) in counted.items():
        terminalreporter.write_line(f"{passed} of {tried}  {FAULTS[fault][0]}")
    if (SOAK or ENTER) and exitstatus == pytest.ExitCode.OK and counted:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), counted), encoding="utf-8")
        terminalreporter.write_line(f"{PAGE}: its rows are written")
