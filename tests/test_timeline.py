"""The timeline: days as far as they are known, crowded times enlarged, and one row for one event."""

from datetime import date, timedelta

import pytest

from claimline.show import charts
from claimline.show.charts.timeline_view import crowded
from claimline.show.drawing import plot


def event(number, earliest, latest, **given):
    """Return an event's row as `tables.events` gives it; *given* replaces columns."""
    row = {
        "id": f"e{number}", "document": "wire.txt", "start": number, "end": number + 9, "quote": "the quay was closed",
        "type": "COERCE", "mode": None, "actors": "port", "auxiliary": None, "cluster": f"e{number}",
        "earliest": earliest, "latest": latest, "date_basis": "stated", "actor_label": "Port", "bloc": "P",
        "bloc_position": 0,
    }  # fmt: skip
    return row | given


def day(number):
    return (date(2025, 1, 1) + timedelta(days=number)).isoformat()


def drawn(figure):
    """Return the panels of the wide drawing."""
    return figure.wide["vconcat"][1]["hconcat"]


def values(panels, **wanted):
    return [
        value
        for panel in panels
        for layer in panel["layer"]
        if wanted.items() <= layer["mark"].items()
        for value in layer["data"]["values"]
    ]


@pytest.mark.parametrize(
    ("earliest", "latest", "dots", "caps", "fades"),
    [
        ("2025-03-03", "2025-03-03", 1, 0, False),
        ("2025-03-03", "2025-03-09", 0, 2, False),
        (None, "2025-03-09", 0, 1, True),
        ("2025-03-03", None, 0, 1, True),
    ],
)
def test_only_a_known_day_is_a_dot(earliest, latest, dots, caps, fades):
    """A day is a dot, days that the text allows are a bar with caps, and an open side fades out."""
    panels = drawn(charts.timeline([event(1, earliest, latest), event(2, "2025-01-01", "2025-01-01")]))
    ends = [value for value in values(panels, type="rule", strokeWidth=2.4) if value["x"] == value["x2"]]

    assert len(values(panels, type="point", size=120)) == dots + 1
    assert len(ends) == caps
    assert bool(values(panels, type="rule", strokeWidth=7)) == fades


@pytest.mark.parametrize(
    ("days", "window"),
    [
        ([0, 100, 200, 300], None),
        ([0, 291, 295, 300], (291, 300)),
        ([0, 5, 9, 300], (0, 9)),
        ([0, 150, 155, 160, 300], (150, 160)),
        ([0, 1, 2], None),
        ([5, 5, 5, 5, 5], None),
        ([0, 0, 0, 0, 10, 20, 30, 40], (0, 10)),
    ],
)
def test_a_crowded_time_is_half_the_events_in_a_quarter_of_the_days(days, window):
    """A time gets a panel of its own where half of the events or more fall into a quarter of the whole time."""
    found = crowded([date.fromisoformat(day(number)) for number in days])

    assert found == (window and tuple(date.fromisoformat(day(number)) for number in window))


@pytest.mark.parametrize(
    ("days", "panels"), [([0, 100, 200, 300], 1), ([0, 291, 295, 300], 2), ([0, 150, 155, 160, 300], 3)]
)
def test_panels_follow_one_another_in_time(days, panels):
    """What lies before and after a crowded time keeps panels of its own; every event is in one, all are UTC."""
    figure = charts.timeline([event(number, day(n), day(n)) for number, n in enumerate(days)])
    shown = drawn(figure)
    scales = [panel["layer"][1]["encoding"]["x"]["scale"] for panel in shown]
    domains = [tuple(scale["domain"]) for scale in scales]

    assert len(shown) == panels
    assert domains == sorted(domains)
    assert {scale["type"] for scale in scales} == {"utc"}
    assert len({value["href"] for value in values(shown, type="point", size=120)}) == len(days)
    assert sum(panel["width"] for panel in shown) < plot.WIDE
    assert ("enlarged" in figure.subtitle) == (panels > 1)


def test_an_event_told_twice_is_one_row():
    """Rows of one cluster are one event: the row that dates it best is drawn, and the others are said and listed."""
    rows = [event(1, "2025-03-01", "2025-03-20"), event(2, "2025-03-04", "2025-03-04", cluster="e1")]
    figure = charts.timeline(rows)

    assert figure.title == "One dated event: 4 Mar 2025"
    assert [row["drawn"] for row in figure.rows] == [False, True]
    assert figure.note == "One row tells again of an event that is drawn."
    assert "(told 2 times)" in figure.alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No event matches this selection"),
        ([event(1, None, None)], "One event, none with a date"),
        ([event(n, day(3), day(3)) for n in range(3)], "Three events, all of 4 Jan 2025"),
        ([event(n, day(n * 40), day(n * 40)) for n in range(3)], "Three events in order, Jan–Mar 2025"),
        ([event(n, day(n), day(n)) for n in (0, 291, 295, 300)], "3 of 4 dated events fall in 19–28 Oct 2025"),
    ],
)
def test_the_title_is_what_the_days_show(rows, title):
    """The title tells when most events fall, or else from when to when they are."""
    assert charts.timeline(rows).title == title


@pytest.mark.parametrize(
    ("auxiliary", "shape", "hollow"),
    [(None, "circle", False), ("historical", "circle", False), ("future", "circle", True),
     ("hypothetical", "circle", True), ("negated", "M", False)],
)  # fmt: skip
def test_what_did_not_happen_looks_so(auxiliary, shape, hollow):
    """What is only planned or imagined is a ring, what is said not to have happened a cross."""
    [point] = values(drawn(charts.timeline([event(1, day(1), day(1), auxiliary=auxiliary)])), type="point", size=120)

    assert point["shape"].startswith(shape)
    assert (point["fill"] == plot.BG) == hollow
