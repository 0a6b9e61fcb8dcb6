"""Cut a sentence into statements, and tell of each on what it hangs and how it is flagged. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import language
from claimline.find.clauses.noun_phrases import speech_forms
from claimline.find.clauses.phrases import Lexicon, hits, lexicon, outermost
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word, clauses, words


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of sentence `number`, with the stretches that only say on what it hangs.

    `cut` where it is the last one before a page cut its text off.
    """

    number: int
    start: int
    end: int
    triggers: tuple[tuple[int, int, bool], ...]
    cut: bool = False


@cache
def _trigger_lexicon() -> Lexicon:
    table = language("stances")["triggers"]
    return lexicon((name, (), phrases) for name, phrases in table.items())


def statements(view: Scene, number: int, reacting: bool) -> Iterator[Clause]:
    """Yield the clauses of sentence *number*; *reacting* where a verb of reacting names its trigger with "to"."""
    triggers = tuple(_triggers(view.words[number], reacting))
    sentence = view.sentences[number]
    parts = clauses(view.text, sentence)
    for start, end in parts:
        cut = sentence.end in view.cuts and end == parts[-1][1]
        yield Clause(number, start, end, tuple(one for one in triggers if start <= one[0] < end), cut)


def _triggers(words: Sequence[Word], reacting: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield the (start, end) of each stretch on which another hangs, and whether it is a condition."""
    for hit in outermost(hits(words, _trigger_lexicon())):
        if hit.name == "aside" or (hit.name == "answered" and not reacting):
            continue
        last = hit.last
        leading = hit.first == 0 or words[hit.first - 1].lower in ("that", "but", "and", ",", '"')
        while hit.name != "staged" and last + 1 < len(words) and not _closes(words, last + 1, leading):
            last += 1
        yield words[hit.first].start, words[last].end, hit.name != "reasons"


def _closes(words: Sequence[Word], at: int, leading: bool) -> bool:
    """Tell whether words[at] ends the stretch: a comma does where the main clause or the speaker follows it."""
    if words[at].text != ",":
        return words[at].text == ";" or (at == len(words) - 1 and words[at].text in ".!\"'")
    after = [word.lower for word in words[at + 1 :]]
    return leading or after[:1] in (['"'], ["and"], ["but"]) or any(word in speech_forms() for word in after)


def without(text: str, scope: tuple[int, int], cut: Sequence[tuple[int, int, bool]]) -> str:
    """Return the *scope* of *text* without the stretches *cut*."""
    start, end = scope
    parts = []
    for left, right, _ in cut:
        parts.append(text[start : max(start, min(left, end))])
        start = max(start, right)
    return " ".join([*parts, text[start:end]])


@cache
def _flags(table: str) -> Lexicon:
    return lexicon((name, (), phrases) for name, phrases in language("stances")[table].items())


def flag(quote: str, table: str) -> str | None:
    """Return the hedge as written, or the channels that the words name."""
    listed = words(quote, 0, len(quote))
    found = hits(listed, _flags(table))
    if table == "hedges":
        found = [hit for hit in found if hit.first == 0 or listed[hit.first].text[0].islower()]  # the month of May
        return quote[listed[found[0].first].start : listed[found[0].last].end] if found else None
    return " or ".join(sorted({hit.name for hit in found})) or None
