"""EDTF: what a value allows, and what is none."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from claimline import edtf

READ = [
    ("2024-10-22", "2024-10-22", "2024-10-22"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2023-21", "2023-03-01", "2023-05-31"),
    ("2023-22", "2023-06-01", "2023-08-31"),
    ("2023-23", "2023-09-01", "2023-11-30"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2024-34", "2024-04-01", "2024-06-30"),
    ("2024-41", "2024-07-01", "2024-12-31"),
    ("197X", "1970-01-01", "1979-12-31"),
    ("18XX", "1800-01-01", "1899-12-31"),
    ("2018/2023", "2018-01-01", "2023-12-31"),
    ("2024-10-21/2024-10-22", "2024-10-21", "2024-10-22"),
    ("../2023", None, "2023-12-31"),
    ("2022-02-24/..", "2022-02-24", None),
    ("2022-02-24/", "2022-02-24", None),
    ("[2024-10-21..2024-10-25]", "2024-10-21", "2024-10-25"),
    ("[..2024-10-28]", None, "2024-10-28"),
    ("[2024-10..]", "2024-10-01", None),
    ("[2024-10-19,2024-10-20]", "2024-10-19", "2024-10-20"),
    ("{2024-09,2024-10}", "2024-09-01", "2024-10-31"),
    ("{2020,2022..2023}", "2020-01-01", "2023-12-31"),
    ("2022~", "2022-01-01", "2022-12-31"),
    ("2022-05?", "2022-05-01", "2022-05-31"),
    ("XXXX-10-22", None, None),
    ("XXXX-02-29", None, None),
]


@pytest.mark.parametrize(("value", "earliest", "latest"), READ)
def test_span(value, earliest, latest):
    """A value allows these days, and an end that is open stays open."""
    assert edtf.span(value) == (earliest, latest)


@pytest.mark.parametrize("value", [value for value, first, last in READ if first and last and "-24" not in value])
def test_span_agrees_with_the_edtf_package(value):
    """Another reader of the standard sees the same days. (It ends winter with its year; a winter does not.)"""
    other = parse_edtf(value)
    first, last = (tuple(day)[:3] for day in (other.lower_strict(), other.upper_strict()))

    assert edtf.span(value) == ("{:04d}-{:02d}-{:02d}".format(*first), "{:04d}-{:02d}-{:02d}".format(*last))


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "22 October 2024", "2024-13", "2024-W42", "2023-02-29", "2024-10-2", "2024-00", "2024-22-01"),
        *("2024/2023", "../..", "/", "[]", "[..]", "{}", "[2018/2019]", "[2024", "{2024]", "٢٠٢٤", "0000", "2024\n"),
        *("000X", "00XX", "197XX", "19X", "1XXX"),
    ],
)
def test_what_is_no_edtf(value):
    """What cannot be read is an error of one line that names it, never a guess."""
    with pytest.raises(edtf.EdtfError, match=r"^not EDTF: ") as error:
        edtf.span(value)

    assert "\n" not in str(error.value)
    assert not edtf.valid(value)


@given(st.dates(date(100, 1, 1)), st.dates(date(100, 1, 1)))
def test_what_is_written_can_be_read(one, other):
    """Writing and reading bring the same days back."""
    first, last = sorted((one.isoformat(), other.isoformat()))

    assert edtf.span(edtf.one_of(first, last)) == (first, last)
    assert edtf.span(edtf.interval(first, last)) == (first, last)
    assert edtf.span(edtf.interval(first, None)) == (first, None)
    assert edtf.span(edtf.one_of(None, last)) == (None, last)
    assert edtf.span(edtf.all_of(last, first)) == (first, last)
    assert edtf.span(edtf.month(one.year, one.month))[0] == one.replace(day=1).isoformat()
    assert edtf.span(edtf.decade(one.year))[0][:3] == f"{one.year // 10:03d}"
    assert edtf.span(edtf.century(one.year))[1][:2] == f"{one.year // 100:02d}"


@given(st.text(alphabet="0123456789X-./[]{},~?", max_size=24))
def test_reading_never_raises_anything_else(value):
    """Any text is EDTF or an EdtfError."""
    assert edtf.valid(value) in (True, False)
