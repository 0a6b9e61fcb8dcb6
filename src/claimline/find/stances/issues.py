"""Say which issues of the codebook a stretch of text is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from claimline.codebook import Issue, flat, language, pattern


@lru_cache(maxsize=1024)
def _terms(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(terms)


def about(known: Sequence[Issue], ladder: str, scope: str, context: str) -> list[Issue]:
    """Return the issues on *ladder* that *scope* is about, given the *context* around it."""
    return [issue for issue in known if issue.ladder == ladder and _fits(issue, scope, context)]


def cut_off(known: Sequence[Issue], scope: str, context: str) -> Issue | None:
    """
    Return the one issue whose term the last words of *scope* begin, where a page cut the text off behind them.

    All else that the issue asks for must be there ("Oslo considering buying fighter" of "fighter jets"). Words that
    begin a term of two issues name neither.
    """
    begun = [issue for issue in known if any(_fits(issue, whole, context) for whole in _completed(issue, scope))]
    return begun[0] if len(begun) == 1 else None


def _completed(issue: Issue, scope: str) -> Iterator[str]:
    """Yield *scope* with its last words completed to each term of *issue* that they begin."""
    said = flat(scope).rstrip(" .,;:-").split()
    folded = [word.casefold() for word in said]
    for term in {term for group in issue.about for term in group}:
        parts = term.casefold().split()
        for length in range(1, len(parts)):
            if folded[-length:] == parts[:length] and parts[length - 1] not in _unspecific():
                yield " ".join([*said[:-length], term.removesuffix("*")])


@lru_cache(maxsize=1)
def _unspecific() -> frozenset[str]:
    """Return the words behind which anything may stand: "to", "of", "with"."""
    bounds = language("subjects")["bounds"]
    return frozenset([*bounds["prepositions"], *bounds["determiners"], *bounds["words"]])


def _fits(issue: Issue, scope: str, context: str) -> bool:
    if issue.excludes and _terms(issue.excludes).search(scope):
        return False
    return all(_terms(group).search(scope) for group in issue.about) and all(
        _terms(group).search(context) for group in issue.context
    )
