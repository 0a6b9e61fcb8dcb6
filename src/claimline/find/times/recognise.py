"""Find time expressions in English text, as EDTF with the days that they allow. Pure: text in, findings out.

An expression is read on its own first: what resolves then is stated. What does not is read against the dates before
it in its text, and then under every day on which the text can have been written. A missing date stays missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimline import edtf
from claimline.find.times import context
from claimline.find.times.context import Quotation
from claimline.find.times.grammar import Phrase, cues
from claimline.find.times.phrases import describes, phrases
from claimline.find.times.resolution import Anchor, Resolution, anchor, recent, resolve
from claimline.find.times.values import Scene, Value
from claimline.findings import Basis, When
from claimline.language import flat

Window = tuple[int, int, str]

# Rules whose value depends on the tense of their clause.
_TENSED = {"month-day", "day-month", "day-range", "month", "months", "month-range", "season", "quarter", "weekday"}
_TENSED |= {"week-weekday", "weekday-range", "weekend", "holiday", "shifted"}
_DAYS = {"month-day", "day-month"}
# How far from its quotation the day of an utterance is looked for, in characters.
_NEAR = 300
# Rules that count from the date that the text gave last, also if that was in the paragraph before.
_CARRIED = {"discourse", "discourse-day", "discourse-weekday", "before"}


def find_times(text: str, published: str | None = None, windows: Sequence[Window] = ()) -> list[When]:
    """Return the time expressions of *text*, in order.

    *published* is when it was written, an ISO day or an EDTF range; *windows* are stretches (start, end, EDTF) of
    it that were written at another time. Raises EdtfError where one of these cannot be read; no text raises.
    """
    anchors = [(start, end, anchor(value)) for start, end, value in sorted(windows)]
    page = anchor(published)

    def written(phrase: Phrase) -> Anchor:
        place = bisect_right(anchors, phrase.start, key=lambda window: window[0]) - 1
        return anchors[place][2] if place >= 0 and phrase.start < anchors[place][1] else page

    plain = context.unwrapped(flat(text))
    low = lowered(plain)
    read = list(phrases(plain, low))
    source = _Source(plain, low, context.quotations(plain), read, _dated(read))
    found: list[When] = []
    before = _Trail()
    for group in _paragraphs(source, written):
        whens, before = _paragraph(source, group, written(group[0]), before)
        found += whens
    return [replace(when, quote=text[when.start : when.end]) for when in sorted(found, key=lambda when: when.start)]


def lowered(plain: str) -> str:
    """Return *plain* in lower case, letter for letter: a letter that would become two stays as it is."""
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@dataclass(frozen=True, slots=True)
class _Source:
    """A flattened text, the same in lower case, its quotations and its time expressions in order.

    `years` has, for each (month, day) that the text gives with a year, the years that it gives.
    """

    plain: str
    low: str
    quotations: list[Quotation]
    phrases: list[Phrase]
    years: Mapping[tuple[int, int], set[int]]

    def told(self, phrase: Phrase) -> list[int]:
        """Return the years with which the text itself writes the month and day of *phrase*, which has none."""
        if phrase.rule not in _DAYS or {"year", "weekday", "which2"} & phrase.groups.keys():
            return []
        return sorted(self.years.get((phrase.groups["month"], phrase.groups["day"]), ()))

    def quotation(self, phrase: Phrase) -> Quotation | None:
        """Return the quotation that *phrase* stands in."""
        number = bisect_right(self.quotations, phrase.start, key=lambda quotation: quotation.start) - 1
        inside = number >= 0 and phrase.start < self.quotations[number].end
        return self.quotations[number] if inside else None


def _dated(read: list[Phrase]) -> Mapping[tuple[int, int], set[int]]:
    """Return the years of each month and day that is written with one."""
    years: dict[tuple[int, int], set[int]] = {}
    for phrase in read:
        if phrase.rule in _DAYS and phrase.groups.keys() >= {"month", "day", "year"}:
            years.setdefault((phrase.groups["month"], phrase.groups["day"]), set()).add(phrase.groups["year"])
    return years


@dataclass(frozen=True, slots=True)
class _Trail:
    """The dates that the text gave last: a day, a date of any precision, and the year that frames the paragraph."""

    day: date | None = None
    other: date | None = None
    basis: Basis = Basis.NONE
    year: int | None = None

    def of(self, unit: str) -> date | None:
        """Return the date that a count of *unit*s goes from: of days only a day, of longer ones any date."""
        return self.day if unit in ("day", "week", "fortnight") else self.other

    def after(self, when: When, framing: bool) -> _Trail:
        """Return the trail once *when* has been read."""
        if when.kind != "point" or when.earliest is None or when.role == "attributive":
            return self
        first = date.fromisoformat(when.earliest)
        day = first if when.precision == "day" else self.day
        return _Trail(day, first, when.basis, first.year if framing else self.year)


def _paragraphs(source: _Source, written: Callable[[Phrase], Anchor]) -> Iterator[list[Phrase]]:
    """Yield the phrases of each line that has some, those apart that were written at another time."""
    group: list[Phrase] = []
    for phrase in source.phrases:
        here = group and "\n" not in source.plain[group[-1].end : phrase.start]
        if group and not (here and written(group[-1]) is written(phrase)):
            yield group
            group = []
        group.append(phrase)
    if group:
        yield group


def _paragraph(source: _Source, group: list[Phrase], written: Anchor, before: _Trail) -> tuple[list[When], _Trail]:
    """Return the findings of one line, and the dates it leaves for the next.

    What stands outside quotation marks is read first: it may give the day on which the quoted words were spoken.
    """
    quoted = [(phrase, source.quotation(phrase)) for phrase in group]
    told, trail = _read(source, [pair for pair in quoted if pair[1] is None], written, before)
    spoken: list[When] = []
    for phrase, quotation in quoted:
        if quotation is not None:
            day = _utterance(source, told, quotation)
            spoken += _read(source, [(phrase, quotation)], anchor(day) if day else written, _Trail(), bool(day))[0]
    return told + spoken, trail


def _read(
    source: _Source,
    pairs: list[tuple[Phrase, Quotation | None]],
    written: Anchor,
    before: _Trail,
    uttered: bool = False,
) -> tuple[list[When], _Trail]:
    found: list[When] = []
    trail = _Trail()
    for phrase, quotation in pairs:
        known = before if phrase.rule in _CARRIED and trail.of(_unit(phrase)) is None else trail
        scene = _scene(source, phrase, known)
        years = [] if recent(phrase, scene, written) else source.told(phrase)
        result = _elsewhere(phrase, years) or resolve(phrase, scene, written, known.basis)
        value = result.value
        if uttered and phrase.rule == "now":
            value = Value(value.edtf, "day", "point")
        role = context.role(phrase, value, source.plain, source.low, quotation)
        quote = source.plain[phrase.start : phrase.end]
        first, last = value.span()
        when = When(
            *(phrase.start, phrase.end, quote, value.edtf, first, last),
            *(value.precision, value.kind, role, result.basis, phrase.rule, result.stable),
        )
        found.append(when)
        trail = trail.after(when, _frames(source, phrase))
    return found, trail


def _scene(source: _Source, phrase: Phrase, trail: _Trail) -> Scene:
    """Return what the words around *phrase* and the dates before it say, without a day of writing."""
    tensed = phrase.rule in _TENSED and "year" not in phrase.groups
    side = context.side(source.plain, phrase.start, phrase.end) if tensed else 0
    describing = phrase.rule == "month-day" and describes(source.low, phrase.start, phrase.end)
    return Scene(None, None, side, trail.of(_unit(phrase)), trail.year if side <= 0 else None, describing)


def _elsewhere(phrase: Phrase, years: list[int]) -> Resolution | None:
    """Return a day that the text writes with its year in another place: of two years, one of the two days."""
    days = [f"{year:04d}-{phrase.groups['month']:02d}-{phrase.groups['day']:02d}" for year in years]
    if not days or not all(map(edtf.valid, days)):
        return None
    value = Value(days[0], "day", "point") if len(days) == 1 else Value(f"[{','.join(days)}]", "day", "one_of")
    return Resolution(value, Basis.STATED)


def _unit(phrase: Phrase) -> str:
    """Return the unit in which *phrase* counts from another date."""
    return str(phrase.groups.get("period") or phrase.groups.get("unit") or "day")


def _frames(source: _Source, phrase: Phrase) -> bool:
    """Whether *phrase* opens its sentence with a year that is written, and so frames what follows."""
    if "year" not in phrase.groups or phrase.rule == "years":
        return False
    return bool(cues("frame").fullmatch(context.clause_before(source.plain, phrase.start).strip()))


def _utterance(source: _Source, told: list[When], quotation: Quotation) -> str | None:
    """Return the day of the words of *quotation*, where its paragraph gives it near by and beside a verb of speech."""
    first = bisect_left(told, quotation.start - _NEAR, key=lambda when: when.start)
    last = bisect_left(told, quotation.end + _NEAR, key=lambda when: when.start)
    days = [when for when in told[first:last] if when.precision == "day" and when.kind == "point" and when.edtf]
    spoken = [when for when in days if _by_speech(source.plain, when) and when.earliest]
    near = min(spoken, key=lambda when: max(when.start - quotation.end, quotation.start - when.end), default=None)
    return near.edtf if near else None


def _by_speech(plain: str, when: When) -> bool:
    ahead = context.clause_before(plain, when.start)[-60:]
    return bool(cues("speech").search(ahead))
