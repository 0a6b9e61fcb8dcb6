"""The published table has a row for each fault that is tried, in today's words, and each was survived in full."""

from pathlib import Path

import pytest
from table import listed, written
from tried import FAULTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "trust.md"


def test_the_table_is_of_today():
    """Fault for fault in order and words; none untried, none lost."""
    rows = listed(PAGE.read_text(encoding="utf-8"))

    assert [row[:2] for row in rows] == list(FAULTS.values())
    assert all(0 < tried == passed for _, _, passed, tried in rows), "run `make soak`, which enters what it counts"


@pytest.mark.parametrize("counted", [{"killed": (99, 100)}, {}, {"bytes": (1000, 1000)}])
def test_a_run_enters_what_it_counted(counted):
    """Rows that were tried are replaced, the others stay, and what was not survived is not hidden."""
    page = PAGE.read_text(encoding="utf-8")
    rows = {fault: (n, m) for fault, _, n, m in listed(written(page, counted))}

    assert {FAULTS[fault][0]: pair for fault, pair in counted.items()}.items() <= rows.items()
    assert len(rows) == len(FAULTS)
    assert PAGE.read_text(encoding="utf-8") == page
