"""Find numbers in digits and words, ranges joined. Pure: a plain text in, numbers out, no judgement of claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite

from claimline.find.quantities.plaintext import BREAK, Plain, plain
from claimline.find.quantities.values import WORD, digits_value, tidy, vague_value, words_value
from claimline.find.quantities.words import number_patterns, number_words


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, at plain offsets. `high` is None where the word names no upper end ("dozens").

    `form` is digits, words, both, fraction, ratio, vague, none, ordinal or misread (what makes no number); `currency`
    the code of a symbol in front; `scaled` whether a magnitude was named ("million"); `joined` whether two numbers
    make one range; `inside` where the noun starts that stands within a ratio ("one voter in six").
    """

    start: int
    end: int
    low: float
    high: float | None
    form: str
    currency: str | None = None
    scaled: bool = False
    joined: bool = False
    inside: int | None = None

    @property
    def small(self) -> bool:
        """Whether this is a small number in words, such as opens many an idiom."""
        return self.form in ("words", "both") and not self.scaled and self.low <= 12

    @property
    def one(self) -> bool:
        """Whether this is the number one itself, whose noun is singular."""
        return self.low == 1 and self.form in ("words", "digits") and not self.scaled and not self.joined


def numbers(page: Plain) -> Iterator[Number]:
    """Yield every number of *page* from left to right."""
    held: Number | None = None
    for number in _each(page.lower):
        joined = held and next((one for way in _WAYS if (one := way(page.lower, held, number))), None)
        if held and not joined:
            yield held
        held = joined or number
    if held:
        yield held


def _each(text: str) -> Iterator[Number]:
    trigger = number_patterns().trigger
    position = 0
    while found := trigger.search(text, position):
        number = _at(text, found.start())
        if number.start >= position:
            yield number
        position = max(number.end, found.start() + 1)


def _at(text: str, start: int) -> Number:
    """Return the number that starts at *start*."""
    patterns = number_patterns()
    spelt = patterns.words.match(text, start)
    number = None
    if spelt:
        number = _spelt(spelt)
    elif not text[start].isalpha():
        found = patterns.digits.match(text, _amount_start(text, start))
        number = _in_digits(found) if found and not _is_doubtful(text, start) else None
        number = _named(number, start) if number else None
    if number and isfinite(number.low):
        return number
    glued = _GLUED.match(text, start)
    return Number(start, glued.end() if glued else _word_end(text, start), 0, 0, "misread")


# Digits as no English number has them: with an exponent, underscore, times, accent, two points, or in threes by spaces.
_GLUED = re.compile(
    r"[0-9][0-9.,]{0,60}(?:[_^×][0-9]|[\u0300-\u036f\u20d0-\u20ff]|e[+-]?[0-9]|(?<=\.\.)(?<!\.\.\.)[0-9])\w*"
    r"|[0-9]{1,3}(?: [0-9]{3}){1,9}(?=\s[a-z]|\Z)"
)


def _is_doubtful(text: str, start: int) -> bool:
    """Whether the digits at *start* are glued to others, or open a paragraph behind what is a minus or a bullet."""
    opens = text[start - 1 : start] == "-" and (start == 1 or text[start - 2] == BREAK)
    return opens or _GLUED.match(text, start) is not None


_LONGEST = 60  # characters in a number that means something
_DIGITS = 15  # significant digits that a value keeps
_MOST = 1e18
_MINUS = re.compile(r"[\s(]-[0-9]")


def _amount_start(text: str, start: int) -> int:
    """Return where the currency or the minus in front of the digits at *start* begins, or *start*."""
    symbols = number_words().symbols
    if text.endswith("minus ", 0, start) or _MINUS.match(text, max(0, start - 2)):
        return start - (1 if text[start - 1] == "-" else 6)
    for length in (4, 3, 2, 1):
        opening = start - length
        symbol = text[max(0, opening) : start].rstrip()
        if opening >= 0 and symbol in symbols and not (symbol[0].isalpha() and text[opening - 1 : opening].isalnum()):
            return opening
    return start


def _word_end(text: str, start: int) -> int:
    end = start + 1
    while end < len(text) and text[end].isalnum() and end - start < 40:
        end += 1
    return end


def _in_digits(found: re.Match[str]) -> Number:
    value, scaled, end = digits_value(found)
    if found.end() - found.start() > _LONGEST or not _is_exact(found["digits"] or "", value):
        return Number(found.start(), found.end(), 0, 0, "misread")
    currency = number_words().symbols.get(found["currency"] or "")
    return Number(found.start(), end, value, value, "digits", currency, scaled)


def _is_exact(digits: str, value: float) -> bool:
    """Whether *value* says all that *digits* say, and is no more than anything is ever counted to."""
    return len(re.sub("[.,]", "", digits).strip("0")) <= _DIGITS and abs(value) < _MOST


def _named(number: Number, start: int) -> Number:
    """Return *number*, whose digits begin at *start*, without a currency that names something else: COP28."""
    doubtful = number.currency and number.low < number_words().doubtful.get(number.currency.lower(), 0)
    return replace(number, start=start, currency=None) if doubtful and not number.scaled else number


_FORMS = {
    "ratio": "ratio",
    "share": "fraction",
    "fraction": "fraction",
    "vague": "vague",
    "ordinal": "ordinal",
    "both": "both",
    "none": "none",
}


def _spelt(found: re.Match[str]) -> Number:
    kind = found.lastgroup or ""
    kind = "part" if kind == "of_scale" else kind
    words = WORD.findall(found[0])
    value = words_value(kind, found[kind], words)
    form = _FORMS.get(kind, "words") if value is not None else "misread"
    low = value or 0.0
    scaled = any(word in number_words().scales for word in words)
    return Number(found.start(), found.end(), low, None if form == "vague" else low, form, None, scaled)


def customary_high(quote: str) -> float | None:
    """
    Return the most that the vague word in *quote* is taken for by convention ("dozens": 99); None if there is none.

    A chart may fade out there; no claim is bounded by it. The conventions are data: `language/quantities.toml`.
    """
    page = plain(quote)
    vague = (number for number in numbers(page) if number.form == "vague")
    return next((vague_value(WORD.findall(page.lower[n.start : n.end]), number_words().customary) for n in vague), None)


# ---- ranges ------------------------------------------------------------------------------------------

_OPENING = re.compile(r"(?<!\w)(between|from)\s+(?:[^\w\s]\s?)?\Z")
_PERCENT = re.compile(r"\s?(?:%|per ?cent)")
_ONE_IN = re.compile(r"\s(?!of\b)[a-z-]+(?:\s(?!of\b)[a-z-]+)?\sin\s(?:every\s)?")
_COUNTING_ON = re.compile(
    r"-|\.[0-9]|\s?%|\s(?!(?:is|was|has|does|needs|says)\b)[a-z-]+s\b|\s(?:people|men|women|children)\b"
)
_GAP = 14


def _range(text: str, first: Number, second: Number) -> Number | None:
    """Return *first* and *second* as one range if the text joins them so."""
    gap = text[first.end : second.start]
    if len(gap) > _GAP or BREAK in gap or first.joined or {first.form, second.form} - {"digits", "words"}:
        return None
    before = _OPENING.search(text, max(0, first.start - _GAP), first.start)
    if not _joins(gap, before[1] if before else "", text, first.start):
        return None
    low, high = aligned(first, second), second.low
    if low >= high or (first.currency and _PERCENT.match(text, second.end)):
        return None
    start = before.start() if before else first.start
    currency = first.currency or second.currency
    return Number(start, second.end, low, high, second.form, currency, second.scaled, joined=True)


def _joins(gap: str, opening: str, text: str, start: int) -> bool:
    """Whether *gap* joins two ends of a range that *opening* ("between", "from") opens."""
    words = number_words()
    join = " ".join(gap.split()).strip(",( ")
    if join not in words.joins or (join == "and") != (opening == "between"):
        return False
    near = WORD.findall(text[max(0, start - 40) : start])[-4:]
    changing = any(word in words.changes for word in near)
    return not (join == "to" and changing and (opening == "from" or near[-1] == "by"))


def _restated(text: str, first: Number, second: Number) -> Number | None:
    """Return *first* and *second* as one where the second only writes it again: "10,000 (ten thousand)"."""
    again = first.low == second.low and first.high == second.high
    if not again or text[first.end : second.start].strip() != "(" or text[second.end : second.end + 1] != ")":
        return None
    return replace(
        first,
        end=second.end + 1,
        currency=first.currency or second.currency,
        scaled=first.scaled or second.scaled,
    )


def _one_in(text: str, first: Number, second: Number) -> Number | None:
    """Return "one voter in six" as the ratio that it is, if the six counts nothing else."""
    whole = second.form in ("digits", "words") and 2 <= second.low <= 1000 and not second.currency
    if not first.one or not whole or not _ONE_IN.fullmatch(text, first.end, second.start):
        return None
    if _COUNTING_ON.match(text, second.end):
        return None
    low = tidy(first.low / second.low)
    return Number(first.start, second.end, low, low, "ratio", inside=first.end)


def aligned(first: Number, second: Number) -> float:
    """Return what *first* is worth in the magnitude of *second* ("$20-30 billion")."""
    if first.scaled or not second.scaled or first.low >= 1000:
        return first.low
    return first.low * next(size for size in (1e12, 1e9, 1e6, 1e3, 100, 12, 1) if second.low >= size)


_WAYS = (_range, _restated, _one_in)
