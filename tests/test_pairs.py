"""Claims of one week are compared by few pairs, with the outcome of all pairs."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

import claimline
from claimline.codebook import Codebook
from claimline.model import Basis, Bound, Document, Source
from claimline.weigh import across, claims
from claimline.weigh.across import RULES
from claimline.weigh.framing import Pages
from claimline.weigh.scope import WEEK, near


def _made(model, number, random, days):
    """Return a claim like *model* that says one of few things, of one of few sources, in one of few documents."""
    low = random.choice([10.0, 20.0, 30.0])
    day = str(date(2024, 1, 1) + timedelta(days=random.randrange(days)))
    return replace(
        model, id=f"c{number}", document=f"d{random.randrange(60)}", start=number, low=low,
        high=random.choice([low, None]),
        bound=random.choice([Bound.EXACT, Bound.ABOUT]), actor=random.choice("ABC"), actor_code=None, measure="boats",
        polarity=random.choice(["positive", "positive", "negative"]), status=random.choice([None, "done"]),
        increment=random.random() < 0.1, part_of=None,
        speech=random.choice(["direct", "reported"]), earliest=day, latest=day, date=day,
        said=day, said_earliest=day, said_latest=day,
    )  # fmt: skip


def _all_pairs(group):
    """Yield the contradictions of each with each, of one document first; of each source the first is enough."""
    ordered = sorted(group, key=claims._first_day)
    for place, two in enumerate(ordered):
        week = [one for one in ordered[:place] if near(one.earliest, two.earliest, WEEK)]
        yield from claims._contradicted(two, sorted(week, key=lambda one: one.document != two.document))


def _group(seed, days=12, number=300):
    row = Document("a", "a", None, None, "article", None, None, None, Basis.NONE, None)
    [model, *_] = claimline.extract([Source(row, "The board said that 40 boats were lost.")], Codebook()).claims
    random = Random(seed)
    return [_made(model, place, random, days) for place in range(number)]


@pytest.mark.parametrize("seed", range(5))
def test_few_pairs_find_what_all_pairs_find(seed, monkeypatch):
    """Of many claims that say the same in many documents, the links are those of comparing each with each."""
    group = _group(seed, number=700)
    compared = []
    monkeypatch.setattr(claims, "_exclude", lambda *pair, rule=claims._exclude: compared.append(pair) or rule(*pair))
    few = [one.id for one in claims.excluded(group)]
    number = len(compared)
    whole = [one.id for one in _all_pairs(group)]

    assert sorted(few) == sorted(whole)
    assert len(few) > 100
    assert number < len(compared) - number


@pytest.mark.parametrize("span", [1, 2, 3])
@pytest.mark.parametrize("name", sorted(RULES))
def test_rules_followed_key_by_key_find_what_they_find_at_once(name, span, monkeypatch):
    """Spans of days, in whatever order their keys come, hide nothing and tell nothing twice."""
    rows = _group(7, days=200, number=600) if RULES[name].table == "claims" else []
    own = frozenset(row.id for row in rows if row.speech == "direct" and row.start % 3 == 0)
    known = Pages(frozenset(), own, frozenset(), frozenset())
    monkeypatch.setattr(across, "SPAN", 100_000)
    whole = sorted(one.id for one in _followed(name, [*across.places(name, rows)], known))
    monkeypatch.setattr(across, "SPAN", span)
    held = [*across.places(name, rows)]
    Random(span).shuffle(held)

    assert sorted(one.id for one in _followed(name, held, known)) == whole
    assert not rows or len({one.span for one in held}) > 2
    assert not rows or len(whole) > 10


def _followed(name, held, known):
    """Yield the links of each group by itself, and those between them."""
    rule, ends = RULES[name], []
    for one in across.groups(held):
        ends += [(one.key, one.span, row) for row in rule.ends(one.own)]
        yield from rule.links(one.own, one.beside, known)
    yield from across.handed_on(name, ends)
