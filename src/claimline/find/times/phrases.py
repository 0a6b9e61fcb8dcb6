"""Find the words of a text that are time expressions, and leave those that only look like one. Pure.

"May" the verb, "Theresa May", "2000 patients", "a 39-year-old man", "a second term" are left; each test looks at the
few words around the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimline.find.times.grammar import Phrase, candidates, cues, language

_WORD = re.compile(r"\w+")
_WORD_BEFORE = re.compile(r"([\w'.-]+)[ \t\r]*(?:[(\"][ \t]*)?\Z")
_WORD_AFTER = re.compile(r"[ \t\r]*([\w'-]+)")
_NUMERIC = re.compile(r"[-\u2013/:.,]?[0-9%]|[-\u2013][a-z]")
_YEAR_BEFORE = re.compile(r"\b(?:1[89]|20)[0-9]{2},? (?:and |or )?\Z")
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?\n][\"']?)\s*\Z")
_LIFE = re.compile(r"(?:his|her|their|my|our|your|mid|early|late)[- ](?:to[- ]\w+[- ])?\Z")  # "in her late 60s"


def phrases(plain: str, low: str) -> Iterator[Phrase]:
    """Yield the time expressions of *plain*, a flattened text; *low* is the same text in lower case."""
    position = 0
    for start, fitting in candidates(low):
        if start < position:
            continue
        if phrase := next((phrase for phrase in fitting if _accepted(phrase, plain, low)), None):
            yield phrase
            position = phrase.end


def before(text: str, start: int) -> str:
    """Return the word in front of *start*, or nothing."""
    found = _WORD_BEFORE.search(text, max(start - 30, 0), start)
    return found[1] if found else ""


def following(text: str, end: int) -> str:
    """Return the word behind *end*, or nothing."""
    found = _WORD_AFTER.match(text, end, end + 40)
    return found[1] if found else ""


def _accepted(phrase: Phrase, plain: str, low: str) -> bool:
    if not all(plain[start].isupper() for name, start in phrase.starts.items() if name.rstrip("23") in _NAMES):
        return False
    test = _TESTS.get(phrase.rule)
    return test is None or test(phrase, plain, low)


_NAMES = {"month", "weekday", "holiday"}


def _is_month(phrase: Phrase, plain: str, low: str) -> bool:
    word = _WORD.match(low, phrase.starts["month"])[0]  # type: ignore[index]
    if phrase.groups.keys() > {"month"}:
        return True
    if len(word) < 4 and word != "may" and plain[phrase.end - 1] != ".":
        return False
    if not cues("ambiguous_month").fullmatch(word):
        return True
    named = following(plain, phrase.end)[:1].isupper() and plain[phrase.end : phrase.end + 1] == " "
    return not named and bool(cues("month").fullmatch(before(low, phrase.start)))


def _is_months(phrase: Phrase, plain: str, low: str) -> bool:
    return before(low, phrase.start) not in ("mr.", "ms.", "mrs.") and not following(plain, phrase.end)[:1].isupper()


def _is_season(phrase: Phrase, plain: str, low: str) -> bool:
    if phrase.groups.keys() - {"season", "within"}:
        return True
    bare_fall = low.startswith("fall", phrase.start)  # "since fall" is a time less often than "a fall"
    cued = cues("season").fullmatch(before(low, phrase.start)) and not bare_fall
    return bool(cued) and ends(low, phrase.end) and not low.startswith(" of ", phrase.end)


def ends(low: str, end: int) -> bool:
    """Return whether no noun follows: a mark, a line end or a function word does."""
    word = following(low, end)
    return not word or low[end] not in " \t\r" or bool(cues("function").fullmatch(word))


def _is_year(phrase: Phrase, plain: str, low: str) -> bool:
    start, end = phrase.start, phrase.end
    if _NUMERIC.match(low, end) or low[max(start - 1, 0) : start] in tuple("-.,:/#'\u2013\u20ac\u00a3+"):
        return False
    if phrase.groups.keys() > {"year"}:
        return True
    word = before(low, start)
    likely = phrase.groups["year"] >= 1800 or ends(low, end)  # "in 1200 homes"
    if likely and (cues("year").fullmatch(word) or describes(low, start, end)):
        return True
    if cues("perhaps_year").fullmatch(word):
        return ends(low, end) or bool(cues("of_year").match(low, end + 1))
    return _stands_alone(low, start, end)


def _stands_alone(low: str, start: int, end: int) -> bool:
    """A year in brackets, in a list of years, or at the head of its sentence before a verb."""
    if low[max(start - 1, 0) : start] == "(" and low[end : end + 1] in tuple("),-;"):
        return True
    ahead = low[max(start - 20, 0) : start]
    if _YEAR_BEFORE.search(ahead):
        return True
    return bool(_SENTENCE_BEGINS.search(ahead) and cues("year_verb").fullmatch(following(low, end)))


def describes(low: str, start: int, end: int) -> bool:
    """Return whether the year from *start* to *end* describes the noun behind it ("the 1953 model")."""
    word = before(low, start)
    if ends(low, end) or not following(low, end)[:1].isalpha():
        return False
    return (
        bool(cues("determiner").fullmatch(word))
        or word.endswith(("'s", "s'"))
        or bool(cues("of_year").match(low, end + 1) and not word[-1:].isdigit())
    )


def _is_years(phrase: Phrase, plain: str, low: str) -> bool:
    """Both ends in order, and "and" only after "between": "in 2021 and 2022" are two years."""
    first, last = phrase.groups["year"], phrase.groups.get("year2") or 0
    last = last or first // 100 * 100 + phrase.groups["yy"]
    mark, opener = phrase.groups["to"], phrase.groups.get("between")
    if (mark in ("and", "or") and opener != "between") or first >= last or _NUMERIC.match(low, phrase.end):
        return False
    return bool(opener) or mark in ("to", "through", "until") or (first >= 1800 and last - first < 200)


def _is_decade(phrase: Phrase, plain: str, low: str) -> bool:
    if "ten2" not in phrase.groups and "tens" not in phrase.groups:
        return True
    quote = low[phrase.start : phrase.end]
    if cues("degrees").search(low[max(phrase.start - 60, 0) : phrase.start]) and "'" not in quote:
        return False
    life = _LIFE.search(low[max(phrase.start - 20, 0) : phrase.start])
    return quote.startswith(("the", "'", "nineteen")) and not life


def _is_spelled_year(phrase: Phrase, plain: str, low: str) -> bool:
    old = phrase.groups["hundreds"] < 2000 and phrase.groups["rest"] >= 10
    if "-" in low[phrase.starts["hundreds"] : phrase.starts["rest"]]:
        return False
    word = before(low, phrase.start)
    cued = cues("year").fullmatch(word) or cues("perhaps_year").fullmatch(word)
    whole = (phrase.groups["hundreds"] == 2000 and low.startswith("two", phrase.start)) or phrase.groups["rest"] >= 10
    return old or bool(cued and whole and ends(low, phrase.end))


def _is_weekday(phrase: Phrase, plain: str, low: str) -> bool:
    name = _WORD.match(low, phrase.starts["weekday"])
    if name and cues("weekday_name").match(low, name.end() + 1):
        return False
    return not cues("other_weekday").fullmatch(before(low, phrase.start))


def _is_duration(phrase: Phrase, plain: str, low: str) -> bool:
    """No age, no ordinal ("a second term"), no fraction ("three quarters of them"), no part of a bigger number."""
    unit = phrase.groups["unit"]
    if cues("age").match(low, phrase.end + (low[phrase.end : phrase.end + 1] in (" ", "-"))):
        return False
    singular = low.endswith((" second", " quarter"), phrase.start, phrase.end)
    return not singular and not (unit == "quarter" and low.startswith(" of", phrase.end))


def _is_each_period(phrase: Phrase, plain: str, low: str) -> bool:
    """Whether a number or a plural stands in front ("$5 million a year", "40 calls a day")."""
    word = before(low, phrase.start)
    number = word[-1:].isdigit() or word in language()["number"] or cues("magnitude").fullmatch(word)
    return bool(number) or (
        word.endswith("s") and not cues("stretch").fullmatch(word) and not cues("function").fullmatch(word)
    )


def _is_weekend(phrase: Phrase, plain: str, low: str) -> bool:
    return not low.startswith(" of ", phrase.end)  # "the weekend of 5-6 October" is dated by what follows


def _is_vague_duration(phrase: Phrase, plain: str, low: str) -> bool:
    word = before(low, phrase.start)
    return bool(cues("stretch").fullmatch(word)) and not low.startswith((" of", "-old"), phrase.end)


def _is_now(phrase: Phrase, plain: str, low: str) -> bool:
    """Not the "now" that opens a sentence or a reason: "Now, look", "now that it rains"."""
    if low[phrase.start : phrase.end] != "now":
        return True
    opens = plain[phrase.start].isupper() and plain.startswith(",", phrase.end)
    opens = opens or low.startswith(" and then", phrase.end)
    return not opens and following(low, phrase.end) != "that" and before(low, phrase.start) not in ("from", "than")


def _is_state(phrase: Phrase, plain: str, low: str) -> bool:
    """Not the distance or degree of "so far as", "so far away"."""
    far = low.endswith(" far", phrase.start, phrase.end)
    return not far or following(low, phrase.end) not in ("as", "away", "from", "apart", "behind", "off", "out", "that")


def _is_vague(phrase: Phrase, plain: str, low: str) -> bool:
    words, ahead, behind = low[phrase.start : phrase.end], before(low, phrase.start), following(low, phrase.end)
    if words == "earlier":
        apart = plain.startswith((",", "."), phrase.end) or plain[phrase.start].isupper()
        return apart or bool(cues("speech").fullmatch(ahead))
    if words in ("soon", "shortly"):
        return ahead not in ("as", "how", "too", "so") and behind not in ("after", "before", "as")
    if words == "in the past":
        return not any(behind in language()[table] for table in ("number", "some", "unit")) and not behind.isdigit()
    return True


def _is_last_stretch(phrase: Phrase, plain: str, low: str) -> bool:
    counted = phrase.groups.keys() & {"digits", "number"}
    return bool(counted or phrase.groups["unit"] not in ("second", "minute", "hour")) and not low.startswith(
        (" of", "-"), phrase.end
    )


def _is_part_stretch(phrase: Phrase, plain: str, low: str) -> bool:
    """A quarter has its own rule, and "the final months of 2023" are not counted."""
    counted = phrase.groups.keys() & {"digits", "number"}
    plural = low.startswith("s", phrase.starts["unit"] + len(phrase.groups["unit"]))
    return phrase.groups["unit"] in ("day", "week", "month", "year") and bool(counted or not plural)


def _is_period_of(phrase: Phrase, plain: str, low: str) -> bool:
    return bool(phrase.groups["period"] != "day")  # "at the end of the day" is no time


def _is_named(phrase: Phrase, plain: str, low: str) -> bool:
    return any(letter.isupper() for letter in plain[phrase.start : phrase.end])


_TESTS: dict[str, Callable[[Phrase, str, str], bool]] = {
    "month": _is_month,
    "months": _is_months,
    "part-stretch": _is_part_stretch,
    "season": _is_season,
    "year": _is_year,
    "years": _is_years,
    "decade": _is_decade,
    "spelled-year": _is_spelled_year,
    "weekday": _is_weekday,
    "each-period": _is_each_period,
    "duration": _is_duration,
    "weekend": _is_weekend,
    "vague-duration": _is_vague_duration,
    "now": _is_now,
    "state": _is_state,
    "vague": _is_vague,
    "last-stretch": _is_last_stretch,
    "named-period": _is_named,
    "period-of": _is_period_of,
}
