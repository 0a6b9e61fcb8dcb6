"""Find quantities in text. Pure: text in, findings out.

A quantity is a number as a source bounded it, with what it counts. What only looks like one (a date, a model's
name, an ordinal) is rejected with its reason, so that an analyst can ask why a number is not in a chart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from claimline.find.quantities.counted import Counted, counted
from claimline.find.quantities.elision import elided, resumes
from claimline.find.quantities.hedges import Hedge, combined, hedge_behind, hedges_before, negated
from claimline.find.quantities.neighbours import Finding, of_them, whole_of
from claimline.find.quantities.numbers import Number, numbers
from claimline.find.quantities.pairs import joined
from claimline.find.quantities.plaintext import Plain, plain
from claimline.find.quantities.refusals import refused
from claimline.find.quantities.titles import entitled, heading, inside
from claimline.find.quantities.traps import Candidate, trap
from claimline.find.quantities.units import period, unit
from claimline.find.quantities.values import tidy
from claimline.find.quantities.verbs import finite_follows
from claimline.find.quantities.words import any_of, number_words
from claimline.findings import Bound, Quantity, Rejection
from claimline.language import language


class _Words(NamedTuple):
    """What `language/quantities.toml` says about the matter around a number, compiled once."""

    of: re.Pattern[str]
    of_all: re.Pattern[str]
    of_whom: re.Pattern[str]
    matter: re.Pattern[str]
    each: re.Pattern[str]
    compound: re.Pattern[str]
    counting: dict[str, str]
    beyond: re.Pattern[str]
    numeral: re.Pattern[str]
    degrees: re.Pattern[str]


@cache
def _words() -> _Words:
    table = language("quantities")
    fore = any_of(table["nouns"]["fore"])
    numerals = rf"(?:(?:[0-9][0-9.,]*|{any_of(number_words().scales)}|{any_of(number_words().cardinals)})\s+)*"
    owner = rf"(?:[\w-]+(?:\s[\w-]+)?'s?\s+(?=[0-9]|(?:{any_of(number_words().cardinals)})\b))?"
    return _Words(
        degrees=re.compile(rf"\s(?:{any_of(table['numbers']['none']['degrees'])})\b"),
        of=re.compile(rf",?\s+of\s+(?:(?:{fore})\s+)?{owner}{numerals}"),
        of_all=re.compile(rf"\s+(?:of\s+(?:(?:{fore})\s+)?|(?:{fore})\s+){owner}{numerals}"),
        of_whom=re.compile(r"\sof\s(?:whom|which)\s\Z"),
        matter=re.compile(rf"\s+(?:of|in|worth of)\s+(?:(?:{any_of(table['nouns']['fore'])})\s+)?"),
        each=re.compile(rf"\s(?:{any_of(table['adjuncts']['each'])})(?!\w)"),
        compound=re.compile(r"-([a-z]+)"),
        counting=table["compounds"]["counting"],
        beyond=re.compile(rf"\s(?:{any_of(table['bare']['beyond'])})(?!\w)"),
        numeral=re.compile(rf"[0-9]|(?:{any_of(number_words().cardinals)})\b"),
    )


_MANY = 1e5  # the least count beside which "2.5m" is taken for millions ...
_MANY_NEAR = 60  # ... within so many characters

#: Forms of number that are no quantity wherever they stand, with the reason to give.
_NEVER = {"misread": "not_understood", "ordinal": "ordinal"}


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of *text* from left to right. Any text will do; none makes it raise."""
    return scan(text)[0]


def scan(text: str) -> tuple[list[Quantity], list[Rejection]]:
    """Return the quantities of *text* and the candidates that were rejected, each list from left to right."""
    page = plain(text)
    found: list[Finding] = []
    rejected: list[Rejection] = []
    position = 0
    for number in numbers(page):
        if number.start < position:
            continue
        outcome = _judged(page, number, found[-1] if found else None)
        if isinstance(outcome, Finding):
            found.append(outcome)
        elif number.form != "none":  # "no longer" only denies: nobody takes it for a number
            reason, start, position = outcome
            span = page.span(start, position)
            rejected.append(Rejection(span.start, span.end, span.quote, reason, f"trap.{reason}"))
    found = joined(page.lower, found)
    return [_related(page, found, place) for place in range(len(found))], rejected


def _related(page: Plain, found: Sequence[Finding], place: int) -> Quantity:
    """Return the finding at *place* with what its neighbours say of it: an elided noun, the whole it is part of."""
    finding = found[place]
    quantity = _quantity(page, finding)
    noun = None if finding.noun else elided(page, found, place)
    if noun:
        kind = noun.kind if quantity.kind == "count" else quantity.kind
        phrase = None if noun.kind in ("money", "percent") else _phrase(page, noun)
        rule = quantity.rule.replace(quantity.kind, kind, 1)
        quantity = replace(quantity, unit=noun.head, counted=phrase or quantity.counted, kind=kind, rule=rule)
    around = found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None
    whole = whole_of(page.lower, finding, *around)
    return replace(quantity, whole=page.place(whole.start, whole.end)) if whole else quantity


def _judged(page: Plain, number: Number, last: Finding | None) -> Finding | tuple[str, int, int]:
    """
    Return the quantity that *number* makes, or why it makes none, with the offsets that show it.

    *last* is the quantity before: a number within its noun phrase, as in "33 737 MAX jets", only describes.
    """
    if number.form in _NEVER:
        return _NEVER[number.form], number.start, number.end
    if number.form == "none":
        return _nothing(page, number) or ("denial", number.start, number.end)
    text = page.lower
    number = _in_millions(text, number, last)
    after = hedge_behind(text, number.end)
    after = None if after and page.cased[after.start].isupper() else after  # the 737 Max
    end = after.end if after else number.end
    measured = _measured(page, number, end)
    before = hedges_before(text, number, measured.kind if measured else None)
    named = before and inside(page.cased, before[0].start) and not heading(page.cased, before[0].start, end)
    before = [] if named else before  # the 737 MAX 8
    start = min([number.start, *(hedge.start for hedge in before)])
    verb_next = _words().of_whom.search(text, max(0, start - 12), start)  # "of whom 200 developed symptoms"
    noun = measured or (None if verb_next else _noun(page, number, end))
    candidate = Candidate(text, page.cased, number, bool(before or after), noun is not None, measured is not None)
    refusal = trap(candidate)
    if refusal:
        return refusal
    within = last.noun if last else None
    modifies = within is not None and within.start <= number.start < within.end and not measured
    reason = "modifier" if modifies else refused(candidate, noun, end)
    if reason and not (reason == "counts_nothing" and last and resumes(text, last, start, end)):
        return reason, number.start, number.end
    return _finding(page, number, noun, before, after, end)


def _in_millions(text: str, number: Number, last: Finding | None) -> Number:
    """Return *number* with the "m" behind it as millions, not metres, where the figure before counts as many."""
    glued = number.form == "digits" and text[number.end : number.end + 1] == "m" and not number.scaled
    if not glued or text[number.end + 1 : number.end + 2].isalnum() or not last or not last.noun:
        return number
    if last.noun.kind != "count" or last.number.low < _MANY or number.start - last.end > _MANY_NEAR:
        return number
    low, high = number.low * 1e6, number.high and number.high * 1e6
    return replace(number, end=number.end + 1, low=low, high=high, scaled=True)


def _nothing(page: Plain, number: Number) -> Finding | None:
    """Return the zero that *number*, "no" or one of its kind, counts; None where it only denies ("no doubt")."""
    words, none = _words(), language("quantities")["numbers"]["none"]
    text, written = page.lower, page.lower[number.start : number.end]
    of = words.of.match(text, number.end)
    noun = None
    if of or written != "none":
        start = of.end() if of else number.end + 1
        noun = counted(page.cased, start, one=not of and written != "no")
    bare = not noun and (of_them(text, number.end) or (written in none["alone"] and finite_follows(text, number.end)))
    if entitled(Candidate(text, page.cased, number, False, noun is not None, False), noun):
        return None
    if words.degrees.match(text, number.end):
        return None
    if not bare and (noun is None or noun.head in none["abstract"] or words.numeral.match(text, noun.start)):
        return None
    return _finding(page, number, noun, hedges_before(text, number, None), None, number.end)


def _noun(page: Plain, number: Number, end: int) -> Counted | None:
    """Return the noun phrase counted by *number*, also through "of" ("dozens of ballistic missiles")."""
    words = _words()
    compound = words.compound.match(page.lower, end)
    if compound and compound[1] in words.counting:
        return Counted(compound.start(1), compound.end(1), words.counting[compound[1]])
    share = number.form in ("fraction", "ratio")
    of = (words.of_all if share else words.of).match(page.lower, end)
    if not of and page.lower[end : end + 1].isalnum():
        return None
    if number.inside:
        return counted(page.cased, number.inside, one=True)
    one = number.one or (share and of is not None)
    start = of.end() if of else end
    if number.joined and ", " in page.lower[number.start : number.end] and page.lower.startswith(", ", end):
        start = end + 1  # "as many as 50, perhaps 60, boats"
    return counted(page.cased, start) or (counted(page.cased, start, one=True) if one else None)


def _measured(page: Plain, number: Number, end: int) -> Counted | None:
    """Return the unit behind *number*; a measure goes on through "of" to the matter ("200 tonnes of rice")."""
    measured = unit(page.lower, number, end)
    of = _words().of.match(page.lower, measured.end) if measured and measured.kind == "measure" else None
    if not measured or not of:
        return measured
    matter = counted(page.cased, of.end()) or counted(page.cased, of.end(), one=True)
    return replace(measured, end=matter.end) if matter else measured


def _finding(
    page: Plain, number: Number, noun: Counted | None, before: list[Hedge], after: Hedge | None, end: int
) -> Finding:
    """Return the quantity with its hedges, bound and distribution."""
    text = page.lower
    end = max(end, noun.end if noun else 0)
    spread = period(text, end)
    each = None if spread else _words().each.match(text, end)
    behind = hedge_behind(text, end) if noun and not after else None
    if behind and behind.role:
        behind = None
    if noun and noun.size != 1:
        number = replace(number, low=tidy(number.low * noun.size), high=number.high and tidy(number.high * noun.size))
    hedges = tuple(hedge for hedge in (*before[::-1], after, behind) if hedge)
    bound = combined(hedges)
    if bound in (Bound.EXACT, Bound.ABOUT) and number.joined:
        bound = Bound.BETWEEN
    if bound in (Bound.EXACT, Bound.ABOUT) and number.form == "vague":
        bound = Bound.VAGUE
    start = min([number.start, *(hedge.start for hedge in hedges)])
    end = max([end, *(hedge.end for hedge in hedges), each.end() if each else 0])
    distribution = "each" if each else spread[0] if spread else None
    negative = negated(text, start) or any(hedge.role == "exception" for hedge in hedges)
    return Finding(number, start, end, bound, hedges, noun, distribution, negative)


def _quantity(page: Plain, finding: Finding) -> Quantity:
    number, noun = finding.number, finding.noun
    low, high = _bounded(number, finding.bound)
    kind = "ratio" if number.form in ("fraction", "ratio") and (noun is None or noun.kind == "count") else None
    kind = kind or (noun.kind if noun else "count")
    spans = [page.span(hedge.start, hedge.end) for hedge in finding.hedges]
    phrase = page.span(noun.start, noun.end) if noun and noun.head and noun.kind not in ("money", "percent") else None
    matter = _matter(page, noun) if noun and noun.head and not phrase else None
    whole = page.span(finding.start, finding.end)
    return Quantity(
        start=whole.start,
        end=whole.end,
        quote=whole.quote,
        number=page.span(number.start, number.end),
        low=low,
        high=high,
        bound=finding.bound,
        kind=kind,
        unit=noun.head or None if noun else None,
        counted=_phrase(page, noun) if noun and phrase else matter,
        rule=f"{kind}.{number.form}" + (f".{finding.level}" if finding.level else ""),
        hedge=spans[0] if spans else None,
        noun=phrase,
        distribution=finding.distribution,
        increment=any(hedge.role == "increment" for hedge in finding.hedges),
        polarity="negative" if finding.negative else "positive",
    )


def _matter(page: Plain, noun: Counted) -> str | None:
    """Return what money or a share is spent on or taken of: "$110 million in awards", "a $5 million package"."""
    if _words().beyond.match(page.lower, noun.end):  # "3p higher"
        return None
    through = _words().matter.match(page.lower, noun.end)
    if noun.kind == "percent" and (through is None or " of" not in through[0]):
        return None
    start = through.end() if through else noun.end
    matter = counted(page.cased, start) or counted(page.cased, start, one=True, named=through is not None)
    return _phrase(page, matter) if matter and not page.cased[matter.start].isdigit() else None


def _phrase(page: Plain, noun: Counted) -> str:
    """Return the words of *noun* as written, without what only lays them out."""
    return " ".join(page.cased[noun.start : noun.end].split())


def _bounded(number: Number, bound: Bound) -> tuple[float | None, float | None]:
    """Return the interval that *bound* makes of *number*; an open side is None."""
    if bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return number.low, None
    if bound in (Bound.LESS_THAN, Bound.AT_MOST):
        return None, number.high if number.high is not None else number.low
    if bound is Bound.UNSPECIFIED:
        return None, None
    return number.low, number.high
