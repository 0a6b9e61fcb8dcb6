"""Clusters: what is one event, however often it is told."""

from dataclasses import replace

import pytest

from claimline.codebook import Actor, Codebook
from claimline.model import Basis, Event
from claimline.weigh.clusters import clustered

TOPIC = Codebook(
    actors=(
        Actor("brady", "Ann Brady", "person", names=("Ann Brady",)),
        Actor("lee", "Tom Lee", "person", names=("Tom Lee",)),
    )
)
FIRST = Event(
    id="e1", document="1.txt", start=0, end=28, quote="Ann Brady accused the dockers", type="ACCUSE", mode=None,
    actors="town; union", recipients=None, auxiliary=None, cluster="", date="2024-05-02", earliest="2024-05-02",
    latest="2024-05-02", date_basis=Basis.STATED, rule="made",
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "one"),
    [
        ({}, True),
        ({"quote": "the dockers were accused by Tom Lee and Ann Brady"}, True),
        ({"actors": "union; state"}, True),
        ({"earliest": None, "latest": None}, True),
        ({"earliest": None, "latest": "2024-05-30"}, True),
        ({"earliest": "2024-05-03", "latest": "2024-05-03"}, False),
        ({"latest": "2024-05-01"}, False),
        ({"type": "DEMAND"}, False),
        ({"mode": "threat"}, False),
        ({"auxiliary": "negated"}, False),
        ({"quote": "Tom Lee accused the dockers"}, False),
        ({"quote": "the dockers were accused"}, False),
        ({"actors": "state"}, False),
        ({"actors": None}, False),
    ],
)
def test_one_event_told_twice(told, one):
    """Two tellings are one event if they are of one kind, name one person, share an actor and may be of one day."""
    first, second = clustered([FIRST, replace(FIRST, id="e2", **told)], TOPIC)

    assert (first.cluster, second.cluster) == ("e1", "e1" if one else "e2")


def test_the_first_telling_is_the_one():
    """Who shares something with two events told before is of the earlier one, and so is all that follows it."""
    other = replace(FIRST, id="e2", quote="Tom Lee accused the dockers", actors="state")
    both = replace(FIRST, id="e3", quote="Tom Lee and Ann Brady accused the dockers", actors="state; town")
    again = replace(other, id="e4")

    assert [row.cluster for row in clustered([FIRST, other, both, again], TOPIC)] == ["e1", "e2", "e1", "e2"]
    assert [row.cluster for row in clustered([both, FIRST, other], TOPIC)] == ["e3", "e3", "e3"]
