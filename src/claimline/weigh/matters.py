"""Which measures and propositions a stretch of text raises, and who has made claims on them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Codebook, pattern
from claimline.model import Claim, Extract


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in every document.

    `claims` holds those on measures and propositions by their voice (the actor's code, its words, and the code of whom
    it speaks for), in the order of their last possible days; `published` the first day on which each document can have
    come out.
    """

    claims: Mapping[str, Sequence[Claim]]
    published: Mapping[str, str | None]


def spoken(extract: Extract) -> Spoken:
    """Return what is said in *extract*, by each voice that says it."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for row in sorted(extract.claims, key=said_by):
        for voice in dict.fromkeys((row.actor_code, row.actor, row.on_behalf_of)):
            if voice and row.measure:
                found[voice].append(row)
    return Spoken(found, {row.document: row.published_earliest for row in extract.documents})


def said_by(claim: Claim) -> tuple[str, str, int]:
    """Return what puts claims in the order of their last possible days; one without a day comes last."""
    return claim.said_latest or "9999", claim.document, claim.start


def kin(code: str | None, codebook: Codebook) -> set[str]:
    """Return the measure or proposition *code*, and the propositions and the measure that state the same."""
    same = {one.code for one in codebook.propositions if code and one.measure == code}
    same |= {one.measure for one in codebook.propositions if one.code == code and one.measure}
    return same | ({code} if code else set())


def raised(text: str, codebook: Codebook) -> set[str]:
    """Return the measures and propositions that *text*, flattened, speaks of, with their kin."""
    terms = [(one.code, (one.heads, *one.about)) for one in codebook.measures]
    terms += [(one.code, one.about) for one in codebook.propositions]
    codes = [code for code, groups in terms if all(_any(group).search(text) for group in groups)]
    return set().union(*(kin(code, codebook) for code in codes))


@cache
def _any(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(terms)
