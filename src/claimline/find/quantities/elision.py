"""The noun that a quantity leaves out because the text says it elsewhere: "another 50", "Five were hurt". Pure.

Only where the words around the number point there: a number that nobody says the noun of counts nothing known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.counted import Counted, counted, is_plural
from claimline.find.quantities.neighbours import Finding, of_them, part_of_those
from claimline.find.quantities.plaintext import BREAK, Plain
from claimline.find.quantities.verbs import finite_follows, led_by
from claimline.find.quantities.words import any_of
from claimline.language import language

_REACH = 300
_NEAR = 90  # characters between two numbers that count the same thing without saying it twice
_TOKEN = re.compile(r"\w+(?:[-']\w+)*")
_SENTENCE = re.compile(rf"[.!?]['\"]?\s|{BREAK}")
_COORDINATE = re.compile(r"(?: [a-z-]+)? (?:and|or) ")
_ARTICLE = re.compile(r"[\"']?(?:the\s)?")
_CLAUSE = re.compile(r"(?:[;,](?:\s(?:and|but|or|then))?|\s(?:and|but|or|then))\s\Z")
_HAD = re.compile(r"\s(?:had|has|have|saw|left|leaving|with)\s\Z")
_PARALLEL = re.compile(r"\s(?:for|in|on|at|from|to|by|among|with|during|of)\s")
_TO = re.compile(r"\sto\s\Z")
_OF_WHOM = re.compile(r"(?:\A|\W)of (?:whom|which) \Z")


class _Words(NamedTuple):
    number_of: re.Pattern[str]
    sums: re.Pattern[str]
    links: frozenset[str]
    compared: re.Pattern[str]
    beyond: re.Pattern[str]
    summing: re.Pattern[str]
    apart: re.Pattern[str]
    governed: re.Pattern[str]
    batch: re.Pattern[str]
    rest: re.Pattern[str]


@cache
def _words() -> _Words:
    table = language("quantities")
    bare = table["bare"]
    return _Words(
        number_of=re.compile(rf"(?<!\w)(?:{any_of(bare['counting'])})\s"),
        sums=re.compile(rf"(?<!\w)(?:{any_of(bare['sums'])})(?!\w)"),
        links=frozenset([*bare["before"], *table["closed"]["auxiliaries"], *table["ranges"]["changes"]]),
        compared=re.compile(rf"(?<!\w)(?:{any_of(bare['compared'])})\s\Z"),
        beyond=re.compile(rf"\s(?:{any_of(bare['beyond'])})(?!\w)"),
        summing=re.compile(rf"\s(?:{any_of(table['hedges']['behind']['exact'])})\Z"),
        governed=re.compile(rf"\s(?:{any_of(table['closed']['prepositions'])})\s(?:(?:the|its|their|his|her)\s)?\Z"),
        batch=re.compile(rf"(?<!\w)(?:{any_of(bare['batches'])}) of \Z"),
        rest=re.compile(rf"(?<!\w)(?:{any_of(bare['rest'])}) \Z"),
        apart=re.compile(rf"\s(?:that|which|who|whose|{any_of(bare['groups'])})\s"),
    )


def resumes(text: str, last: Finding, start: int, end: int) -> bool:
    """Whether the number in `start:end` goes on counting what *last* counted, by the words around it.

    "up from 1,114", "40,000 fewer than", "2.3 years for men and 1.9 for women", "; four testified".
    """
    words = _words()
    gap = text[last.end : start]
    if last.noun is None or len(gap) > _NEAR or _SENTENCE.search(gap):
        return False
    if gap == " from " or _OF_WHOM.search(gap) or words.compared.search(gap) or words.beyond.match(text, end):
        return True
    clause = _CLAUSE.search(gap)
    if clause and text.startswith(_preposition(text, end) or BREAK, last.end):
        return True
    return bool((clause or _HAD.search(gap)) and finite_follows(text, end, participles=True))


def _preposition(text: str, place: int) -> str | None:
    found = _PARALLEL.match(text, place)
    return found[0] if found else None


def elided(page: Plain, found: Sequence[Finding], place: int) -> Counted | None:
    """Return the noun that the text says elsewhere: "Casualties exceeded 600", "the total to 80", "another 50"."""
    finding = found[place]
    if _words().batch.search(page.lower, max(0, finding.start - _NEAR), finding.start):
        return None
    if finding.level:
        other = next((one for one in found[max(0, place - 1) : place + 2] if one is not finding and one.level), None)
        if other and other.noun:
            return other.noun
    least = max(0, finding.start - _REACH)
    ends = [end.end() for end in _SENTENCE.finditer(page.cased, least, finding.start)]
    start = ends[-1] if ends else least
    earlier = [one for one in _since(found, place, start) if one.noun]
    return (
        _again(page.lower, finding, earlier)
        or _continued(page, found, place)
        or _apposed(page, start, finding)
        or _subject(page, start, finding.start)
        or _shared(page.lower, finding, found[place + 1 : place + 2])
        or _referred(page.lower, start, finding, earlier)
        or (None if earlier else _before(page, found, place, start))
    )


def _again(text: str, finding: Finding, earlier: Sequence[Finding]) -> Counted | None:
    """Return the noun that is counted once more, whatever its kind: "another 2,000", "compared with 14.2"."""
    if not earlier:
        return None
    last = earlier[0]
    more = any(hedge.role == "increment" for hedge in finding.hedges)
    grown = any(hedge.role == "increment" for hedge in last.hedges) and _TO.search(text, last.end, finding.start)
    counts = [one.noun for one in earlier if one.noun and one.noun.kind == "count"]
    if counts and finite_follows(text, finding.end, participles=True):  # "over 11 weeks; four testified"
        return counts[0] if resumes(text, last, finding.start, finding.end) else None
    if more or grown or resumes(text, last, finding.start, finding.end):
        return last.noun
    to = text.startswith("up to ", finding.start) or _TO.search(text, last.end, finding.start)
    kinds = ("percent", "money") if to else ("percent",)
    return last.noun if led_by(text, finding.start) == "" and last.noun and last.noun.kind in kinds else None


def _continued(page: Plain, found: Sequence[Finding], place: int) -> Counted | None:
    """Return the noun of the quantity before, also of the sentence before, that this one adds to or is the rest of."""
    finding, before = found[place], found[max(0, place - 3) : place]
    last = next((one for one in reversed(before) if one.noun), None)
    if last is None or BREAK in page.lower[last.end : finding.start]:
        return None
    more = any(hedge.role == "increment" for hedge in finding.hedges)
    rest = _words().rest.search(page.lower, max(0, finding.start - 20), finding.start)
    return last.noun if (more or rest) and finding.start - last.end < 2 * _NEAR else None


def _apposed(page: Plain, start: int, finding: Finding) -> Counted | None:
    """Return the plural in front of a comma that *finding* sums up: "workers, 1,100 in total"."""
    if not _words().summing.search(page.lower, finding.number.end, finding.end):
        return None
    tokens = list(_TOKEN.finditer(page.cased, start, finding.start))
    if not tokens or page.cased[tokens[-1].end() : finding.start] not in (", ", " - ", " ("):
        return None
    return counted(page.cased, tokens[-1].start()) if is_plural(tokens[-1][0].lower(), tokens[-1][0]) else None


def _referred(text: str, start: int, finding: Finding, earlier: Sequence[Finding]) -> Counted | None:
    """Return what the sentence has counted before, where the words point at it or nothing else was counted."""
    words = _words()
    nouns = [one.noun for one in earlier if one.noun and one.noun.kind == "count"]
    if not nouns:
        return None
    near = finding.number.form == "none" or of_them(text, finding.end)
    if near or _OF_WHOM.search(text, start, finding.start) or words.sums.search(text, start, finding.start):
        return nouns[0]
    apart = words.apart.search(text, earlier[0].end, finding.start)
    if finding.hedges and not apart and finding.number.form != "fraction" and len({noun.head for noun in nouns}) == 1:
        return nouns[0]
    return next((one.noun for one in earlier if part_of_those(text, one)), None)


def _before(page: Plain, found: Sequence[Finding], place: int, start: int) -> Counted | None:
    """
    Return what the sentence before counts or is about, where a sentence opens with a bare number: "73 were shot down."

    Safe only where that sentence has one candidate: one counted noun, or none and a plural for its subject.
    """
    finding = found[place]
    end = page.lower.rfind(".", max(0, start - 3), start)
    if end < 0 or page.cased[start : finding.start].strip("\"' ") or not finite_follows(page.lower, finding.end):
        return None
    least = max(page.lower.rfind(BREAK, 0, end) + 1, end - _REACH)
    opening = [stop.end() for stop in _SENTENCE.finditer(page.cased, least, end)]
    left = opening[-1] if opening else least
    counts = {one.noun.head: one for one in _since(found, place, left) if one.noun and one.noun.kind == "count"}
    if counts:
        only = next(iter(counts.values()))
        return only.noun if len(counts) == 1 and finding.number.low <= only.number.low else None
    article = _ARTICLE.match(page.lower, left)
    subject = counted(page.cased, article.end() if article else left)
    return subject if subject and finite_follows(page.lower, subject.end) else None


def _since(found: Sequence[Finding], place: int, start: int) -> Iterator[Finding]:
    """Yield the findings in front of that at *place* back to the offset *start*, the nearest first."""
    while place and found[place - 1].start >= start:
        place -= 1
        yield found[place]


def _shared(text: str, finding: Finding, following: Sequence[Finding]) -> Counted | None:
    """Return the noun of the next quantity where both share it: "3,000 full-time and 500 part-time staff"."""
    for other in following:
        if other.noun and other.noun.kind == "count" and _COORDINATE.fullmatch(text, finding.end, other.start):
            return other.noun
    return None


def _subject(page: Plain, start: int, end: int) -> Counted | None:
    """Return the plural in front of the verb, or what a "number of" names, between *start* and *end*."""
    named = list(_words().number_of.finditer(page.lower, start, end))
    if named:
        return counted(page.cased, named[-1].end())
    tokens = list(_TOKEN.finditer(page.cased, start, end))
    if not tokens or page.cased[tokens[-1].end() : end].strip():
        return None
    links = _words().links
    verbs = [token for token in tokens if token[0].lower() not in links]
    if not verbs or (verbs[-1] is tokens[-1] and page.lower[end : end + 1].isdigit()):
        return None
    last = verbs[-1]
    if _words().governed.search(page.lower, start, last.start()):
        return None
    return counted(page.cased, last.start()) if is_plural(last[0].lower(), last[0]) else None
