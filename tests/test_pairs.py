"""Claims of one week are compared by few pairs, with the outcome of all pairs."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

import claimline
from claimline.codebook import Codebook
from claimline.model import Basis, Bound, Document, Extract, Source
from claimline.weigh import claims
from claimline.weigh.scope import WEEK, near


def _made(model, number, random):
    """Return a claim like *model* that says one of few things, of one of few sources, in one of few documents."""
    low = random.choice([10.0, 20.0, 30.0])
    day = str(date(2024, 1, 1) + timedelta(days=random.randrange(12)))
    return replace(
        model, id=f"c{number}", document=f"d{random.randrange(6)}", start=number, low=low,
        high=random.choice([low, None]),
        bound=random.choice([Bound.EXACT, Bound.ABOUT]), actor=random.choice("ABC"), actor_code=None, measure="boats",
        polarity=random.choice(["positive", "positive", "negative"]), status=random.choice([None, "done"]),
        increment=random.random() < 0.1, part_of=None, earliest=day, latest=day, date=day,
    )  # fmt: skip


def _all_pairs(group):
    dated = sorted((row for row in group if row.earliest and row.latest), key=claims._first_day)
    pairs = (pair for pair in combinations(dated, 2) if near(pair[0].earliest, pair[1].earliest, WEEK))
    return (pair for pair in pairs if pair[0].document != pair[1].document)


@pytest.mark.parametrize("seed", range(5))
def test_few_pairs_find_what_all_pairs_find(seed, monkeypatch):
    """Of many claims that say the same in many documents, the links are those of comparing each with each."""
    row = Document("a", "a", None, None, "article", None, None, None, Basis.NONE, None)
    [model, *_] = claimline.extract([Source(row, "The board said that 40 boats were lost.")], Codebook()).claims
    random = Random(seed)
    extract = Extract(claims=tuple(_made(model, number, random) for number in range(300)))
    compared = []

    def counting(group, pairs=claims._of_a_week):
        compared.extend(found := list(pairs(group)))
        return iter(found)

    monkeypatch.setattr(claims, "_of_a_week", counting)
    few = claims.compared(extract, Codebook())
    monkeypatch.setattr(claims, "_of_a_week", _all_pairs)
    whole = claims.compared(extract, Codebook())

    assert {one.id for one in few} == {one.id for one in whole}
    assert len({one.id for one in few if one.relation == "contradicts"}) > 100
    assert len(compared) < len(list(_all_pairs(extract.claims)))
