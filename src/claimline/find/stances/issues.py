"""Say which issues of the codebook a stretch of text is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimline.codebook import Issue, pattern


@lru_cache(maxsize=1024)
def _terms(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(terms)


def issues(known: Sequence[Issue], ladder: str, scope: str, context: str) -> list[Issue]:
    """Return the issues on *ladder* that *scope* is about, given the *context* around it."""
    return [issue for issue in known if issue.ladder == ladder and _about(issue, scope, context)]


def _about(issue: Issue, scope: str, context: str) -> bool:
    if issue.excludes and _terms(issue.excludes).search(scope):
        return False
    return all(_terms(group).search(scope) for group in issue.about) and all(
        _terms(group).search(context) for group in issue.context
    )
