"""Find the cue words of a language table in a sentence: verbs in any form, fixed phrases, phrases with a gap. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimline.find.clauses.sentences import Word
from claimline.find.clauses.verbs import forms

_GAP = 10  # words that "..." may stand for


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: words[first] to words[last]. `form` is the verb's form, or "phrase"; `term` its entry."""

    name: str
    first: int
    last: int
    form: str
    term: str


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    rest: tuple[str, ...]
    form: str
    term: str


Lexicon = Mapping[str, Sequence[_Entry]]


def lexicon(classes: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> Lexicon:
    """Return the lexicon of (name, verbs, phrases): each entry stands under its first word."""
    entries: dict[str, list[_Entry]] = {}
    for name, verbs, phrases in classes:
        for verb in verbs:
            first, *rest = verb.split()
            for spelt, form in forms(first).items():
                entries.setdefault(spelt, []).append(_Entry(name, tuple(rest), form, verb))
        for phrase in phrases:
            first, *rest = phrase.split()
            entries.setdefault(first.lower(), []).append(
                _Entry(name, tuple(word.lower() for word in rest), "phrase", phrase)
            )
    return entries


def hits(words: Sequence[Word], cues: Lexicon) -> list[Hit]:
    """Return every cue in *words*, left to right, the longer first where two begin together."""
    found = dict.fromkeys(hit for at, word in enumerate(words) for hit in _at(words, at, word.lower, cues))
    return sorted(found, key=lambda hit: (hit.first, -hit.last))


def _at(words: Sequence[Word], at: int, word: str, cues: Lexicon) -> Iterator[Hit]:
    entries = cues.get(word, ())
    if word.endswith("n't"):
        entries = [*entries, *cues.get("n't", ())]
    for entry in entries:
        last = _end(words, at, entry.rest)
        if last is not None:
            yield Hit(entry.name, at, last, entry.form, entry.term)


def _end(words: Sequence[Word], at: int, rest: Sequence[str]) -> int | None:
    """Return the index of the last word where *rest* follows words[at]; None where it does not."""
    for position, wanted in enumerate(rest):
        if wanted == "...":
            return _after_gap(words, at, rest[position + 1 :])
        at += 1
        if wanted == "to" and at < len(words) and words[at].lower == "not":  # "decided not to"
            at += 1
        if at >= len(words) or not _is(words[at].lower, wanted):
            return None
    return at


def _after_gap(words: Sequence[Word], at: int, rest: Sequence[str]) -> int | None:
    for begin in range(at + 1, min(at + 2 + _GAP, len(words))):
        if words[begin].text in ",;:":
            return None
        if _is(words[begin].lower, rest[0]):
            return _end(words, begin, rest[1:])
    return None


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def outermost(found: Sequence[Hit]) -> list[Hit]:
    """Return the hits that lie inside no longer one: "not rule out" hides "rule out"."""
    return [
        hit
        for hit in found
        if not any(
            other.first <= hit.first and hit.last <= other.last and other.last - other.first > hit.last - hit.first
            for other in found
        )
    ]
