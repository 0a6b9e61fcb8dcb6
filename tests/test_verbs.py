"""The forms of English verbs, and what the words before one make of it."""

import pytest

from claimline.find.clauses.sentences import words
from claimline.find.clauses.verbs import Mood, forms, group


@pytest.mark.parametrize(
    ("verb", "spelt"),
    [
        ("rule", {"rule", "rules", "ruled", "ruling"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("veto", {"veto", "vetoes", "vetoed", "vetoing"}),
        ("send", {"send", "sends", "sent", "sending"}),
        ("give", {"give", "gives", "gave", "given", "giving"}),
        ("plan", {"plan", "plans", "planned", "planning"}),
        ("weigh", {"weigh", "weighs", "weighed", "weighing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("pass", {"pass", "passes", "passed", "passing"}),
        ("signal", {"signal", "signals", "signaled", "signaling", "signalled", "signalling"}),
        ("cut", {"cut", "cuts", "cutting"}),
    ],
)
def test_forms(verb, spelt):
    """Every form of a verb is known from its base."""
    assert set(forms(verb)) == spelt


@pytest.mark.parametrize(
    ("text", "mood", "negated", "passive"),
    [
        ("Oslo sent", Mood.DONE, False, False),
        ("Oslo has not yet sent", Mood.DONE, True, False),
        ("ships were reportedly sent", Mood.DONE, False, True),
        ("ships are being sent", Mood.PRESENT, False, True),
        ("Oslo will never send", Mood.FUTURE, True, False),
        ("Oslo won't send", Mood.FUTURE, True, False),
        ("Oslo is set to send", Mood.FUTURE, False, False),
        ("Oslo continues to send", Mood.PRESENT, False, False),
        ("Oslo will not continue to send", Mood.FUTURE, True, False),
        ("Oslo is expected to send", Mood.POSSIBLE, False, False),
        ("Oslo is said to have sent", Mood.DONE, False, False),
        ("Oslo has yet to send", Mood.DONE, True, False),
        ("Oslo would send", Mood.WOULD, False, False),
        ("Oslo might send", Mood.POSSIBLE, False, False),
        ("Oslo cannot send", Mood.ABLE, True, False),
        ("Oslo should send", Mood.DUTY, False, False),
        ("Oslo did not send", Mood.DONE, True, False),
        ("Oslo no longer sends", Mood.PRESENT, True, False),
        ("the wish to send", Mood.INFINITIVE, False, False),
        ("ships being sent", Mood.PARTICIPLE, False, True),
    ],
)
def test_group(text, mood, negated, passive):
    """The auxiliaries tell whether it happened, will, might or should, and by whom it is told."""
    found = words(text, 0, len(text))
    verb = group(found, len(found) - 1, forms("send")[found[-1].lower])

    assert (verb.mood, verb.negated, verb.passive) == (mood, negated, passive)


def test_reduced():
    """A participle before "by" is passive without "be"."""
    found = words("ships sent by Oslo", 0, 18)

    assert group(found, 1, "past").passive
