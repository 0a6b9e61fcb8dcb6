"""How stances on one issue stand to each other: told alike, barred by a law, or leaving something out. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from claimline.codebook import flat, language
from claimline.model import Link, Stance
from claimline.weigh.groups import grouped
from claimline.weigh.links import link
from claimline.weigh.scope import near
from claimline.weigh.terms import terms

#: Days within which two statements of what was "only" done are held against each other.
_YEAR = 366


def positions(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield the links between *stances*, of one principal, that no text states."""
    ordered = sorted(stances, key=_told)
    yield from _alike(ordered)
    yield from _barred(ordered)
    yield from _narrowed(ordered)


def _told(row: Stance) -> tuple[str, str, int, str]:
    return row.latest or "", row.document, row.start, row.id


def _alike(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield the stances that one document reports as one before it did, where they say how it is done."""
    told = [row for row in stances if row.channel]
    for group in grouped(told, lambda row: (row.issue, row.level, row.channel)).values():
        for one, two in pairwise(group):
            if one.document != two.document:
                yield link(two, one, "same_proposition", "inferred.stances")


def _barred(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield a law that is said to bar a way of doing it, with what is said to have been done in that very way."""
    tops = {name: list(ladder["rungs"])[-1] for name, ladder in language("ladders")["ladders"].items()}
    for group in grouped((row for row in stances if row.channel), lambda row: row.issue).values():
        done = _standing(row for row in group if row.level == tops[row.ladder])
        for law in (row for row in group if row.legal_bar):
            for deed in done:
                if str(deed.channel) in str(law.channel).split():
                    yield link(law, deed, "contradicts", "inferred.barred")


def _standing(stances: Iterable[Stance]) -> list[Stance]:
    """Return those of *stances* that stand for all: of what many documents tell alike, what the first two tell."""
    kept: list[Stance] = []
    heard: dict[Hashable, set[str]] = defaultdict(set)
    for row in stances:
        documents = heard[row.level, row.channel]
        if len(documents) < 2 or row.document in documents:
            documents.add(row.document)
            kept.append(row)
    return kept


def _narrowed(stances: Sequence[Stance]) -> Iterator[Link]:
    """Yield two statements of a year that an actor did "only" this, and only that: one of them leaves something out."""
    only = terms("answers", "limits", "only")
    once = {(row.document, row.start, row.end): row for row in reversed(stances) if only.search(flat(row.quote))}
    for group in grouped(reversed(once.values()), lambda row: row.level).values():
        standing: deque[Stance] = deque()
        heard: set[tuple[str, frozenset[str]]] = set()
        for two in group:
            while standing and not _of_a_year(standing[0], two):
                standing.popleft()
            words = _matter(two.quote)
            for one in standing:
                other = _matter(one.quote)
                if words != other and (words <= other or other <= words):
                    first, second = sorted((one, two), key=lambda row: (row.document, row.start))
                    yield link(second, first, "contradicts", "inferred.only")
            if ((two.latest or "")[:4], words) not in heard:  # what is told alike all the time is held once a year
                heard.add(((two.latest or "")[:4], words))
                standing.append(two)


def _of_a_year(one: Stance, two: Stance) -> bool:
    return one.latest == two.latest or near(one.latest, two.latest, _YEAR)


def _matter(quote: str) -> frozenset[str]:
    """Return the words after "only" that say what the statement is about."""
    after = terms("answers", "limits", "only").split(flat(quote).lower(), maxsplit=1)[-1]
    clause = after.replace(",", " , ").split(" , ")[0]
    words = {word.strip(".,;:\"'()") for word in clause.split()}
    return frozenset(words - set(language("answers")["common"]["words"]) - {""})
