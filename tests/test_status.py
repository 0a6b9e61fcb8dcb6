"""Planned, ongoing or done: what the verb group around a figure says."""

import pytest

from claimline.find.extract.status import hedges, of_statement, status


@pytest.mark.parametrize(
    ("sentence", "figure", "expected"),
    [
        ("The bank will lend 40 firms the money.", "40 firms", "planned"),
        ("The bank plans to close 40 branches.", "40 branches", "planned"),
        ("Bank to close another 40 branches, union says", "another 40 branches", "planned"),
        ("The bank could soon close 40 branches.", "40 branches", "planned"),
        ("The bank pledged $5 million.", "$5 million", "planned"),
        ("Another 40 branches would be closed.", "Another 40 branches", "planned"),
        ("The list names 40 branches to be closed.", "40 branches", "planned"),
        ("At least 40 branches are being closed.", "At least 40 branches", "ongoing"),
        ("The bank is closing 40 branches.", "40 branches", "ongoing"),
        ("Neighbours saw 40 lorries being loaded.", "40 lorries", "ongoing"),
        ("The bank has been closing 40 branches a year.", "40 branches", "ongoing"),
        ("It is expanding, reportedly opening 40 branches.", "40 branches", "ongoing"),
        ("At least 40 branches have already been closed.", "At least 40 branches", "done"),
        ("The bank has already closed 40 branches.", "40 branches", "done"),
        ("The bank closed 40 branches.", "40 branches", "done"),
        ("The bank previously gave $5 million to a fund.", "$5 million", "done"),
        ("Some 40 branches were closed last year.", "Some 40 branches", "done"),
        ("Two thousand workers walked out.", "Two thousand workers", "done"),
        ("The bank sent letters and 40 leaflets.", "40 leaflets", "done"),
        ("They closed early, but the bank will open 40 branches.", "40 branches", "planned"),
        ("It will sell the tower. The bank closed 40 branches.", "40 branches", "done"),
        ("The bank has branches totalling 4,000 desks.", "4,000 desks", None),
        ("According to the bank, 40 branches there.", "40 branches", None),
        ("The city is building 40 branches.", "40 branches", "ongoing"),
        ("Some 40 branches are to be built.", "40 branches", "planned"),
        ("40 branches are under construction.", "40 branches", "ongoing"),
        ("40 branches are missing.", "40 branches", None),
        ("Some 40 branches may have burned.", "40 branches", "done"),
        ("Some 40 branches are being trained.", "40 branches", "ongoing"),
        ("It went on to various towns, closing 40 branches.", "40 branches", "ongoing"),
        ("40 branches", "40 branches", None),
    ],
)
def test_status(sentence, figure, expected):
    """The verb group that governs the figure, before or right after it in its clause, tells how far along it is."""
    start = sentence.index(figure)

    assert status(sentence, start, start + len(figure)) == expected


@pytest.mark.parametrize(
    ("sentence", "figure", "expected"),
    [
        ("The bank has announced more than $5 million for schools.", "more than $5 million", "planned"),
        ("Today we are announcing a $5 million fund.", "$5 million", "planned"),
        ("The bank announced that it had paid $5 million.", "$5 million", "done"),
        ("The bank announced a fund, which is valued at $5 million.", "$5 million", "planned"),
        ("The other $5 million in loans will come from friends.", "$5 million", "planned"),
        ("The state approved $5 million for homes.", "$5 million", "planned"),
        ("The state set aside $5 million.", "$5 million", "planned"),
        ("The bank paid $5 million.", "$5 million", "done"),
    ],
)
def test_announced_money(sentence, figure, expected):
    """Money that is announced is still to come; what an announcement tells of as done is done."""
    start = sentence.index(figure)

    assert status(sentence, start, start + len(figure), money=True) == expected


@pytest.mark.parametrize(
    ("statement", "upto", "expected"),
    [
        ("the bank has closed branches to save money", "closed", "done"),
        ("the bank was likely planning to close branches", "close", "planned"),
        ("the possibility of such a closure is high", "closure", "planned"),
        ("the bank is closing branches to save money", "closing", "ongoing"),
        ("signs of branches being emptied were seen", "branches", "ongoing"),
    ],
)
def test_the_status_of_a_statement(statement, upto, expected):
    """A statement without a figure is as far along as the verb group up to what it is about."""
    assert of_statement(statement, 0, len(statement), statement.index(upto) + len(upto)) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bank reportedly closed a likely 40 branches", ["reportedly", "likely"]),
        ("Signs of closure were seen on May 12", ["Signs of"]),
        ("The bank may close them", ["may"]),
        ("The bank closed in May", []),
    ],
)
def test_hedges(text, words):
    """Words of doubt are found as they stand; the month of May is none."""
    assert [text[start:end] for start, end in hedges(text)] == words
