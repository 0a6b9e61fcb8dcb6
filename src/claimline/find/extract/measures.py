"""Tell which measure a figure is on: by its words, or by the figure or the question that it takes up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from claimline.codebook import Measure, flat, language, pattern
from claimline.find.clauses.demonstratives import taken_up
from claimline.find.extract.page import Page
from claimline.model import Claim, Passage, Quantity

#: The endings of the rule of a claim whose measure is not in its own sentence.
OTHER, AGAIN, ASKED = ".other", ".again", ".asked"

terms = cache(pattern)


def counts(page: Page, passage: Passage, quantity: Quantity) -> Measure | None:
    """Return the first measure that *quantity* counts: by its head noun, and by the words about it."""
    left, right = page.sentence(passage, quantity.start, quantity.end)
    ends = [words for words in (quantity.unit, quantity.noun and quantity.noun.quote, quantity.counted) if words]
    words = [flat(end).strip() for end in ends]
    known = [one for one in page.codebook.measures if one.kind == quantity.kind and _heads(one, words)]
    noun, sentence = quantity.counted or quantity.quote, page.text[left:right]
    found = next((one for one in known if _counts(one, noun, sentence)), None)
    if found is None and known and (owned := taken_up(page.scene, left, right)):
        found = next((one for one in known if _counts(one, noun, "\n".join([sentence, *owned]))), None)
    return found


def _heads(measure: Measure, words: Sequence[str]) -> bool:
    return any(found.end() == len(word) for word in words for found in terms(measure.heads).finditer(word))


def _counts(measure: Measure, noun: str, sentence: str) -> bool:
    return fits(measure.about, measure.excludes, flat(f"{noun}\n{sentence}" if measure.near else noun))


def fits(about: tuple[tuple[str, ...], ...], excludes: tuple[str, ...], words: str) -> bool:
    """Tell whether each group of *about* has a term in *words*, and none of *excludes* is there."""
    return all(terms(group).search(words) for group in about) and not terms(excludes).search(words)


# ---- what another figure or a question tells ----------------------------------------------------------


def followed(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """
    Return *claims*, in the order of the text, with the measure of those that only take up what was said before.

    "The other 30 million" is of what the figure before it is of; a sum told again ("as I said") is on the measure it
    was on; "about 3,000", said in answer to a question about one thing counted, counts that. The rule tells which.
    """
    found: list[Claim] = []
    for claim in claims:
        measure, way = (None, "") if claim.measure else _followed(page, claim, found)
        found.append(replace(claim, measure=measure, rule=claim.rule + way) if measure else claim)
    return found


def _followed(page: Page, claim: Claim, earlier: Sequence[Claim]) -> tuple[str | None, str]:
    like = [one for one in earlier if one.measure and (one.kind, one.unit) == (claim.kind, claim.unit)]
    before = page.text[max(0, claim.start - 20) : claim.start].casefold().rstrip()
    near = [one for one in like if one.passage == claim.passage]
    if near and before.endswith(tuple(language("status")["follows"]["other"])):
        return near[-1].measure, OTHER
    same = [one for one in like if (one.low, one.high) == (claim.low, claim.high) or _lowest(one) == _lowest(claim)]
    if same and terms(tuple(language("status")["follows"]["again"])).search(claim.context):
        return same[-1].measure, AGAIN
    return _asked(page, claim), ASKED


def _lowest(claim: Claim) -> float | None:
    return claim.low if claim.low is not None else claim.high


def _asked(page: Page, claim: Claim) -> str | None:
    """Return the one measure that the question is about which a bare number answers."""
    question = page.scene.question(claim.start) if claim.kind == "count" and claim.unit is None else ""
    about = [one for one in page.codebook.measures if one.kind == "count" and terms(one.heads).search(question)]
    named = [one.code for one in about if fits(one.about, one.excludes, question)] if question else []
    return named[0] if len(named) == 1 else None
