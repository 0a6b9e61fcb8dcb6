"""What more than one room of tests looks at: every chart of every extreme extract, drawn once."""

import pytest

import extremes
from claimline.show.charts import Figure
from drawings import CHARTS


@pytest.fixture(scope="session")
def figures_at_extremes() -> dict[tuple[str, str], Figure]:
    """The figure of each chart, by the names of the chart and of the case."""
    known = {case: extremes.extract(case) for case in extremes.CASES}
    return {(chart, case): make(whole) for case, whole in known.items() for chart, make in CHARTS.items()}
