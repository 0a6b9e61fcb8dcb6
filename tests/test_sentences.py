"""Where sentences, clauses and words begin and end."""

import pytest

from claimline.find.clauses.sentences import clauses, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("He met Gen. Holm on Oct. 22 in the U.S. He left.", ["He met Gen. Holm on Oct. 22 in the U.S. He left."]),
        ("J. Holm spoke. Was he heard? Yes!", ["J. Holm spoke.", "Was he heard?", "Yes!"]),
        ('"We go." He left.', ['"We go."', "He left."]),
        ("Rates rose 4.5 percent. Pay fell.", ["Rates rose 4.5 percent.", "Pay fell."]),
        ("Rates rose 4.5. Pay fell.", ["Rates rose 4.5.", "Pay fell."]),
        ("She said no. He asked No. 7.", ["She said no.", "He asked No. 7."]),
        ("Today: * Oslo to sell ships * Danes protest", ["Today:", "Oslo to sell ships", "Danes protest"]),
        ("A headline\n\nA sentence.", ["A headline", "A sentence."]),
        (" \n ", []),
    ],
)
def test_sentences(text, expected):
    """A point after an abbreviation, an initial or in a number ends nothing; a bullet and a line end do."""
    found = sentences(text)

    assert [text[one.start : one.end] for one in found] == expected


def test_headline():
    """A short line without a full stop, and an item of a list, is read as a headline."""
    found = sentences("Oslo to sell ships\nOslo sold ships.\nToday: * Danes protest")

    assert [one.headline for one in found] == [True, False, False, True]
    assert [one.paragraph for one in found] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Law forbids it, but Oslo may act.", ["Law forbids it", "Oslo may act."]),
        ("Though Holm denied it, Oslo acted.", ["Holm denied it", "Oslo acted."]),
        ("Oslo sold ships; the Danes did not.", ["Oslo sold ships", "the Danes did not."]),
        ("He said he met them but that he refused.", ["He said he met them but that he refused."]),
        ("While watching them, Oslo waited.", ["While watching them, Oslo waited."]),
        ("Oslo sells ships, Danes protest", ["Oslo sells ships", "Danes protest"]),
    ],
)
def test_clauses(text, expected):
    """Joined statements come apart; what "but that" goes on with stays in its sentence."""
    [sentence] = sentences(text)

    assert [text[start:end] for start, end in clauses(text, sentence)] == expected


def test_words():
    """Contractions, hyphens, numbers with commas and abbreviations are one word each."""
    text = "The U.S. can't sell 10,000 long-range ships."
    found = words(text, 0, len(text))

    assert [one.text for one in found] == ["The", "U.S.", "can't", "sell", "10,000", "long-range", "ships", "."]
    assert all(text[one.start : one.end] == one.text for one in found)
