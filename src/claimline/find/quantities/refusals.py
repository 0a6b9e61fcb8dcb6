"""Tell when a number that no trap catches still makes no claim: part of a word, a pronoun, an idiom. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.counted import Counted
from claimline.find.quantities.neighbours import of_them
from claimline.find.quantities.numbers import Number
from claimline.find.quantities.titles import entitled
from claimline.find.quantities.traps import Candidate
from claimline.find.quantities.verbs import led_by
from claimline.find.quantities.words import any_of
from claimline.language import language

# "12.000 nurses" is twelve thousand where it was written; English reads twelve.
_CONTINENTAL = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_REACH = 60
_OLDEST = 110  # years of age, up to which "was 34" tells an age


_DETERMINED = ("the", "its", "their", "his", "her", "our", "all", "that", "those", "these", "a", "an")
_NEXT = re.compile(r"\s+([a-z]+)")
_CLOSED = ("determiners", "prepositions", "conjunctions", "adverbs", "auxiliaries")


class _Words(NamedTuple):
    dating: re.Pattern[str]
    before: re.Pattern[str]
    weak: re.Pattern[str]
    sums: re.Pattern[str]
    after: re.Pattern[str]
    referring: re.Pattern[str]
    idioms: frozenset[str]
    one_before: re.Pattern[str]
    one_after: re.Pattern[str]
    one_says: re.Pattern[str]
    one_told: re.Pattern[str]
    shared: frozenset[str]
    groups: re.Pattern[str]
    one_of: re.Pattern[str]
    name: re.Pattern[str]
    owned: re.Pattern[str]
    opening: re.Pattern[str]
    group: re.Pattern[str]
    labels: frozenset[str]
    unnamed: frozenset[str]
    alone: re.Pattern[str]


@cache
def _words() -> _Words:
    table = language("quantities")
    bare, idioms = table["bare"], table["idioms"]
    return _Words(
        dating=re.compile(rf"\s(?:{any_of(table['adjuncts']['dating'])})(?!\w)"),
        before=re.compile(rf"(?<!\w)(?:{any_of(bare['before'])})\s+\Z"),
        weak=re.compile(rf"(?<!\w)(?:{any_of(bare['weak'])})\s+\Z"),
        sums=re.compile(rf"(?<!\w)(?:{any_of([*bare['sums'], *bare['counting']])})(?!\w)"),
        after=re.compile(rf"\s+(?:{any_of(bare['after'])})(?!\w)"),
        referring=re.compile(rf"(?<!\w)(?:{any_of(idioms['referring'])})\s+\Z"),
        idioms=frozenset(idioms["heads"]),
        one_before=re.compile(rf"(?<!\w)(?:{any_of(idioms['one_before'])})\s+\Z|[-'—]\s?\Z"),
        name=re.compile(r"[a-z0-9,'] ([A-Z]\w+) \Z"),
        owned=re.compile(r"\b(?:[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur) [A-Z]\w+ \Z"),
        opening=re.compile(r"(?:\A|[.!?¶]['\"]? ?)([A-Z][a-z]+) \Z"),
        group=re.compile(r"\b(?:Group|Gang|House|Class|Council|Round) of \Z"),
        labels=frozenset(table["names"]["soft_labels"]),
        unnamed=frozenset([*table["names"]["months"], *(word for name in _CLOSED for word in table["closed"][name])]),
        one_of=re.compile(
            rf"\sof\s(?:{any_of(table['nouns']['fore'])})\s(?:[0-9]|(?:{any_of(table['numbers']['cardinals'])})\b)"
        ),
        alone=re.compile(r"(?:\A|[.!?¶]['\"]?\s?|\b(?:only|just|exactly|at least)\s)\Z"),
        shared=frozenset(
            [*_DETERMINED, *table["closed"]["prepositions"], *table["closed"]["auxiliaries"], *bare["after"]]
        ),
        groups=re.compile(rf"(?<!\w)(?:{any_of(bare['groups'])})\s+of\s+\Z"),
        one_says=re.compile(rf"(?:,[^,.;¶]{{1,60}},| who [^,.;¶]{{1,60}})?\s(?:{any_of(idioms['one_says'])})(?!\w)"),
        one_told=re.compile(rf"(?<!\w)(?:{any_of(idioms['one_told'])})\s+\Z"),
        one_after=re.compile(rf"[\s-]*(?:{any_of(idioms['one_after'])})(?!\w)"),
    )


def refused(candidate: Candidate, noun: Counted | None, end: int) -> str | None:
    """Return why *candidate*, whose matter ends at *end* and which counts *noun*, is no claim, or None if it is one."""
    return _miswritten(candidate, noun, end) or _idle(candidate, noun, end)


def _miswritten(candidate: Candidate, noun: Counted | None, end: int) -> str | None:
    text, number = candidate.text, candidate.number
    if _embedded(text, number, noun, end):
        return "model_name"
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha() and noun is None:
        return "compound"
    if noun and noun.kind == "count" and _CONTINENTAL.fullmatch(text, number.start, number.end):
        return "not_understood"
    if noun and noun.kind == "duration" and _words().dating.match(text, noun.end):
        return "relative_date"
    return None


def _idle(candidate: Candidate, noun: Counted | None, end: int) -> str | None:
    number = candidate.number
    if number.form == "fraction" and _part_of_name(candidate.text, number):
        return "compound"
    if number.one and number.form == "words":
        reason = _pronoun(candidate.text, number, noun)
        if reason:
            return reason
    part_of_name = {"words": _named, "digits": _numbered}.get(number.form)
    if (part_of_name and part_of_name(candidate, noun)) or entitled(candidate, noun):
        return "name"
    if number.small:
        reason = _referring(candidate, noun)
        if reason:
            return reason
    if noun is None and (number.form == "both" or not _bare_claim(candidate, end)):
        return "counts_nothing"
    return None


def _part_of_name(text: str, number: Number) -> bool:
    """Whether "a third" or "half" belongs to the noun behind it: "a third party", "half measures"."""
    if number.low != 0.5 and not text.startswith(("a", "one"), number.start):
        return False
    following = _NEXT.match(text, number.end)
    return following is not None and following[1] not in _words().shared


def _embedded(text: str, number: Number, noun: Counted | None, end: int) -> bool:
    """Whether the number is part of a longer word or figure: "9M133", "1,5", "3:1"."""
    before, after = text[max(0, number.start - 1) : number.start], text[end : end + 2]
    if before.isalnum() or (
        before
        and before in "-/:.,'"
        and text[number.start].isdigit()
        and number.start > 1
        and text[number.start - 2].isalnum()
    ):
        return True
    if after[:1].isalnum():
        return noun is None or noun.start != end
    return len(after) == 2 and after[0] in ".,:/'" and after[1].isdigit()


def _pronoun(text: str, number: Number, noun: Counted | None) -> str | None:
    """Return "pronoun" where "one" counts nothing: "no one", "one of", "one another"."""
    words = _words()
    left = text[max(0, number.start - 16) : number.start]
    if noun and words.one_of.match(text, number.end) and words.alone.search(left):
        return None
    if noun is None or words.one_before.search(left) or words.one_after.match(text, number.end):
        return "pronoun"
    told = words.one_told.search(left) or words.one_says.match(text, noun.end)
    return "pronoun" if told and noun.kind == "count" else None


def _referring(candidate: Candidate, noun: Counted | None) -> str | None:
    """Return why a small number in words makes no claim: it refers back, is an idiom or a name."""
    number, words = candidate.number, _words()
    of_units = noun is not None and noun.kind != "count"
    if not of_units and words.referring.search(candidate.text, max(0, number.start - 14), number.start):
        return "reference"
    if noun and noun.kind == "count" and noun.head in words.idioms:
        return "idiom"
    return None


def _named(candidate: Candidate, noun: Counted | None) -> bool:
    """Whether a number in words is part of a name: "the Big Four auditors", "the Thirty Years' War"."""
    cased, start = candidate.cased, candidate.number.start
    if noun and noun.kind != "count" and cased[start].isupper() and cased[noun.start].isupper():
        return True
    before = cased[max(0, start - 3) : start].rstrip(" ")[-1:]
    if not cased[start].isupper() or not (before.isalnum() or before == ","):
        return False
    if noun is None or cased[noun.end - len(noun.head) : noun.end][:1].isupper():
        return candidate.number.small
    word = cased[max(0, start - _REACH) : start].split()
    return bool(word) and word[-1][0].isupper()


def _numbered(candidate: Candidate, noun: Counted | None) -> bool:
    """Whether bare digits behind a name belong to it: "Leopard 2 tanks", "Fahrenheit 451"; but "Monday 12 people"."""
    number, words = candidate.number, _words()
    left = max(0, number.start - _REACH)
    if words.group.search(candidate.cased, left, number.start):
        return True
    before = words.name.search(candidate.cased, left, number.start)
    if noun is None and before is None and number.low < 10:  # "Maroon 5 sang"
        before = words.opening.search(candidate.cased, left, number.start)
    if not candidate.bare or number.joined or not before or before[1].lower() in words.unnamed:
        return False
    if "," in candidate.text[number.start : number.end] or number.low >= 1000:
        return False
    return (
        noun is None
        or words.owned.search(candidate.cased, left, number.start) is not None
        or before[1].lower() in words.labels
        or (number.low < 10 and noun.kind == "count" and candidate.cased[noun.start].islower())
    )


def _bare_claim(candidate: Candidate, end: int) -> bool:
    """Whether a number that counts nothing by itself is a claim nevertheless: "the toll was 779"."""
    text, number, words = candidate.text, candidate.number, _words()
    range_told = number.joined and (not number.small or text.startswith(("between", "from"), number.start))
    if candidate.hedged or number.scaled or range_told or number.form in ("vague", "ratio"):
        return True
    led = led_by(text, number.start)
    if led is not None and (number.form == "fraction" or (led and number.form == "digits")):
        return True
    if number.form == "fraction" and number.low != 0.5 and not text.startswith(("a", "one"), number.start):
        return True
    if words.groups.search(text, max(0, number.start - 20), number.start):
        return True
    if words.after.match(text, end) or (text.startswith(" of ", end) and not number.small):
        return True
    before = text[max(0, number.start - 12) : number.start].rstrip()
    if of_them(text, end) and before.endswith((",", " and", "including", "-")):
        return True
    return number.form == "digits" and _said(text, number)


def _said(text: str, number: Number) -> bool:
    """Whether bare digits are said to be a figure: by a separator, or by the word in front ("rose to 432")."""
    words, left = _words(), max(0, number.start - 14)
    if "," in text[number.start : number.end]:
        return True
    if number.low < 10 or not words.before.search(text, left, number.start):
        return False
    aged = number.low <= _OLDEST and words.weak.search(text, left, number.start)
    return not aged or bool(words.sums.search(text, max(0, number.start - 80), number.start))
