"""Numbers that are spelt oddly, and signs that hide or imitate: read exactly, refused or flagged, never wrong."""

import pytest
from tried import survived

import claimline
from claimline import find_quantities, find_times
from claimline.codebook import Codebook
from claimline.model import Basis, Document, Source

# What stands in the text, and every value that may be taken from it: none at all is always allowed.
SPELT = [
    ("5", {5}), ("1,000", {1000}), ("1 000", {1000}), ("1\u00a0000", {1000}), ("1\u202f234", {1234}),
    ("1\u2009234", {1234}), ("12,34,567", {1234567}), ("10,000,000", {1e7}), ("1,000.000", {1000}), ("0.1", {0.1}),
    ("½", {0.5}), ("1½", {1.5}), ("1k", {1000}), ("1M", {1e6}), ("123456789012345", {123456789012345}),
    ("1 234", set()), ("1 234 567", set()), ("12 345", set()),
    ("1.000", set()), ("1.234.567", set()), ("1.234,56", set()), ("1'234'567", set()), ("1’234", set()),
    ("1_000", set()), ("1,23", set()), ("1,2345", set()), ("1,23,45", set()), ("1,000,00", set()), ("1.000,000", set()),
    ("1 000,50", set()), ("1'000.50", set()), ("1..5", set()), ("1.5.3", set()), ("00012", set()),
    ("1e5", set()), ("1e309", set()), ("1E+10", set()), ("1e-7", set()), ("1.7976931348623157e308", set()),
    ("10^6", set()), ("10⁶", set()), ("1×10⁶", set()), ("0x1F", set()), ("0b11", set()), ("NaN", set()), ("inf", set()),
    ("-5", {-5}), ("−5", {-5}), ("+5", {5}), ("9" * 400, set()), ("1" + "0" * 400, set()), ("9007199254740993", set()),
    ("99999999999999999999", set()), ("1" + "0" * 40 + " million", set()), ("0." + "0" * 400 + "1", set()),
    ("1,000 million billion trillion", set()), ("٥", set()), ("٥٠٠", set()), ("5٠0", set()), ("5٠٠", set()),
    ("１２", set()), ("１,000", set()), ("1，000", set()), ("1．5", set()), ("۴۰۰", set()), ("४००", set()),
    ("𝟏𝟐", set()), ("𝟱", set()), ("²³", set()), ("①②", set()), ("Ⅻ", set()), ("1٬000", set()),
    ("1٫5", set()), ("1،000", set()), ("l00", set()), ("1O0", set()), ("10О", set()), ("1万", set()),
    ("5KK", set()), ("1/0", set()), ("1\u0301", set()), ("5\u20e3", set()),
]  # fmt: skip
HIDING = [
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202a", "\u202b", "\u202c",
    "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufffd", "\x01", "\x07", "\x1b", "\x7f", "\x85",
    "\ue000", "\u200b\u200b", "\u202e\u2066",
]  # fmt: skip


def values(text):
    return {end for found in find_quantities(text) for end in (found.low, found.high) if end is not None}


def extracted(text):
    """Return the extract of one document that says *text*."""
    document = Document("d.txt", "0", None, None, "article", "2024-10-25", *["2024-10-25"] * 2, Basis.STATED, None)
    return claimline.extract([Source(document, text)], Codebook())


@pytest.mark.parametrize(("number", "allowed"), SPELT, ids=[ascii(number[:24]) for number, _ in SPELT])
def test_a_number_is_read_exactly_or_not_at_all(number, allowed):
    """In a sentence, at its start and with a hedge: the value that the spelling has in English, or none."""
    for sentence in (f"They lost {number} ships.", f"{number} ships left.", f"At least {number} ships left, he said."):
        assert values(sentence) <= allowed, sentence
    survived("spelling")


@pytest.mark.parametrize("number", ["5", "1,000", "1\u00a0000", "12,34,567", "½", "123456789012345"])
def test_a_number_that_english_has_is_read(number):
    """The table above would let everything be refused: these are read."""
    assert values(f"They lost {number} ships.")


FOREIGN = [number for number, _ in SPELT if any(sign.isdecimal() and not sign.isascii() for sign in number)]


@pytest.mark.parametrize("number", FOREIGN)
def test_digits_of_another_script_are_flagged(number):
    """An analyst hears of digits that no figure was taken from."""
    assert "digits" in {one.rule for one in extracted(f"They lost {number} ships.").problems}
    survived("sign")


@pytest.mark.parametrize("sign", HIDING, ids=[ascii(sign) for sign in HIDING])
def test_a_sign_within_digits_takes_their_value(sign):
    """A sign that nobody sees within a number, a day or a year: no value, the text as it was, and a flag."""
    for text in (f"They lost 1{sign}000 ships.", f"They lost 1,0{sign}00 ships.", f"He left 1{sign}5 years ago."):
        assert not values(text), ascii(text)
        assert not [one for one in find_times(text) if "ago" in one.quote and one.earliest], ascii(text)
        told = extracted(text)
        assert {one.rule for one in told.problems} & {"hidden", "broken"}, ascii(text)
        assert not told.claims
    for text in (f"He left on Oct. 2{sign}2.", f"He left on 2024-10-2{sign}2."):
        found = find_times(text, published="2024-10-25")
        assert not [one for one in found if one.earliest and one.earliest == one.latest], ascii(text)
    survived("sign", 5, 5)


MIXED = ["Rоgоv", "Кim", "Αpple", "раypal", "Minіstry", "οne hundred"]


@pytest.mark.parametrize("word", MIXED)
def test_a_letter_that_imitates_another_is_flagged(word):
    """A word of two alphabets is kept as it stands, and told."""
    told = extracted(f"The minister {word} said 400 nurses left.")

    assert "mixed" in {one.rule for one in told.problems}
    survived("sign")


@pytest.mark.parametrize("text", ["Ларин said 400 nurses left.", "Ζεύς said so.", "naïve Café Żółw", "5 µm", "ﬁne"])
def test_a_text_that_only_is_of_another_script_is_not_flagged(text):
    """Another alphabet, an accent or a unit is no deception."""
    assert {one.rule for one in extracted(text).problems} <= {"unattributed", "undated"}


def test_quotes_of_deceptive_text_are_the_text():
    """Whatever signs are in it, a quote is what stands there."""
    text = " ".join(f"They lost 4{sign}00 ships and 300 b{sign}oats on Monday, he said." for sign in HIDING)
    whole = extracted(text)

    rows = [*whole.claims, *whole.times, *whole.rejected, *whole.stances]
    assert rows
    assert all(row.quote == text[row.start : row.end] for row in rows)
