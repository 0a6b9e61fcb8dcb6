"""How stances on one issue stand to each other: told alike, barred by a law, or leaving something out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from claimline.codebook import flat, language
from claimline.model import Link, Stance
from claimline.weigh.groups import grouped
from claimline.weigh.links import link
from claimline.weigh.terms import terms


def positions(stances: Sequence[Stance]) -> list[Link]:
    """Return the links between *stances* that no text states."""
    return [*_alike(stances), *_barred(stances), *_narrowed(stances)]


def _alike(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield the stances that two documents report alike, where they say how it is done."""
    told = [row for row in stances if row.channel]
    for group in grouped(told, lambda row: (row.on_behalf_of, row.issue, row.level, row.channel)).values():
        for one, two in combinations(group, 2):
            if one.document != two.document:
                yield link(two, one, "same_proposition", "inferred.stances")


def _barred(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield a law that is said to bar a way of doing it, with what is said to have been done in that very way."""
    tops = {name: list(ladder["rungs"])[-1] for name, ladder in language("ladders")["ladders"].items()}
    told = [row for row in stances if row.channel]
    for group in grouped(told, lambda row: (row.on_behalf_of, row.issue)).values():
        done = [row for row in group if row.level == tops[row.ladder]]
        for law in (row for row in group if row.legal_bar):
            for deed in done:
                if str(deed.channel) in str(law.channel).split():
                    yield link(law, deed, "contradicts", "inferred.barred")


def _narrowed(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield two statements that an actor did "only" this, and only that: one of them leaves something out."""
    only = terms("answers", "limits", "only")
    limited = [row for row in stances if only.search(flat(row.quote))]
    once = {(row.document, row.start, row.end): row for row in reversed(limited)}
    for group in grouped(reversed(once.values()), lambda row: (row.on_behalf_of, row.level)).values():
        for one, two in combinations(group, 2):
            first, second = _matter(one.quote), _matter(two.quote)
            if first != second and (first <= second or second <= first):
                yield link(two, one, "contradicts", "inferred.only")


def _matter(quote: str) -> frozenset[str]:
    """Return the words after "only" that say what the statement is about."""
    after = terms("answers", "limits", "only").split(flat(quote).lower(), maxsplit=1)[-1]
    clause = after.replace(",", " , ").split(" , ")[0]
    words = {word.strip(".,;:\"'()") for word in clause.split()}
    return frozenset(words - set(language("answers")["common"]["words"]) - {""})
