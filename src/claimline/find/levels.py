"""Read the cues of a position: what class each word belongs to, and the level that its verb group gives it. Pure.

The classes are rows of `language/stances.toml`; this module only knows how negation, mood, conditions and the
verbs of stopping turn one level into another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claimline.codebook import Issue, language
from claimline.find.phrases import Hit, Lexicon, hits, lexicon, outermost
from claimline.find.sentences import Word
from claimline.find.subjects import nominal
from claimline.find.verbs import Group, Mood, forms, group

_NEAR = 4  # words after a cue in which "not" or a verb of stopping turns it round


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of class *name* with the verb group it stands in; `against` where its complement is negative."""

    name: str
    verb: Group
    last: int
    form: str
    against: bool


_DEEDS = ("acts", "reactions", "repeats", "stops")


@lru_cache(maxsize=64)
def cue_lexicon(issues: tuple[Issue, ...]) -> Lexicon:
    """Return the lexicon of the language's cue classes and of the deeds that *issues* name."""
    table = language("stances")
    rows: list[tuple[str, Sequence[str], Sequence[str]]] = [
        (name, row.get("verbs", ()), row.get("phrases", ())) for name, row in table["classes"].items()
    ]
    rows += [(name, table[name]["verbs"], ()) for name in _DEEDS]
    rows += [("acts", issue.acts, ()) for issue in issues]
    return lexicon(rows)


def row(name: str) -> Mapping[str, Any]:
    """Return the row of the language table for the class *name*."""
    table = language("stances")
    found: Mapping[str, Any] = table[name] if name in _DEEDS else table["classes"][name]
    return found


def ladders(name: str) -> Sequence[str]:
    """Return the ladders on which the class *name* gives a level."""
    return ("policy",) if name in _DEEDS else tuple(row(name)["levels"])


def cues(words: Sequence[Word], cue_words: Lexicon, headline: bool) -> list[Cue]:
    """Return the cues of a sentence that stand as finite verbs or as phrases, left to right."""
    found = outermost(hits(words, cue_words))
    return [cue for hit in found if (cue := _cue(words, hit, headline)) is not None]


def _cue(words: Sequence[Word], hit: Hit, headline: bool) -> Cue | None:
    phrase = hit.form == "phrase"
    if not phrase and nominal(words, hit.first):
        return None
    verb = group(words, hit.first, "base" if phrase else hit.form)
    if hit.form == "base" and verb.first == hit.first and not _plural(words, hit.first):
        return None
    mood = _finite(words, verb, hit.form, headline)
    if mood is None:
        return None
    verb = Group(verb.first, hit.last, mood, verb.negated, verb.passive, verb.background)
    return Cue(hit.name, verb, hit.last, hit.form, _turned(words, hit.last))


def _plural(words: Sequence[Word], first: int) -> bool:
    """Tell whether what stands before a bare verb can be its subject ("allies consider", not "possible transfer")."""
    before = [word.lower for word in words[max(0, first - 4) : first]]
    return bool(before) and (before[-1].endswith("s") or before[-1] in ("we", "i", "they", "who") or "and" in before)


def _finite(words: Sequence[Word], verb: Group, form: str, headline: bool) -> Mood | None:
    """Return the mood if somebody takes a position here and now; None for "the aim to ...", "by providing"."""
    if verb.mood is Mood.DUTY:
        return None
    if verb.mood is Mood.INFINITIVE:
        return Mood.FUTURE if headline and _after_name(words, verb.first) else None
    if verb.mood is Mood.PARTICIPLE:
        finite = form == "phrase" or (headline and form == "ing" and _after_name(words, verb.first))
        return Mood.PRESENT if finite else None
    return verb.mood


def _after_name(words: Sequence[Word], first: int) -> bool:
    """Tell whether the word before is a name: headlines drop the auxiliary ("Oslo to send", "Oslo considering")."""
    return bool(first) and words[first - 1].text[:1].isupper()


@cache
def _turns() -> frozenset[str]:
    stops = (form for verb in row("stops")["verbs"] for form in forms(verb.split()[0]) if " " not in verb)
    return frozenset([*stops, "not", "never", "against"])


def _turned(words: Sequence[Word], last: int) -> bool:
    return any(word.lower in _turns() for word in words[last + 1 : last + 1 + _NEAR])


def level(cue: Cue, ladder: str, conditional: bool, law: bool) -> str | None:
    """Return the level of *cue* on *ladder*; None where its verb group takes the position out of it."""
    entry = row(cue.name)
    if cue.name in _DEEDS:
        return _deed(entry, cue.verb, conditional)
    if entry.get("moods"):
        return _answer(entry, cue.verb, ladder)
    if law and "law" in entry and not cue.verb.negated:
        return str(entry["law"])
    if conditional and "condition" in entry and not cue.verb.negated:
        return str(entry["condition"])
    return _attitude(entry, cue, ladder)


def _attitude(entry: Mapping[str, Any], cue: Cue, ladder: str) -> str | None:
    plain: str | None = entry["levels"].get(ladder)
    if cue.verb.negated:
        return entry.get("negated")
    if cue.form == "phrase":
        return plain
    if cue.against and ladder == "policy":
        return entry.get("against")
    return entry.get("possible") if cue.verb.mood in (Mood.POSSIBLE, Mood.ABLE) else plain


def _deed(entry: Mapping[str, Any], verb: Group, conditional: bool) -> str | None:
    if verb.negated:
        found: str | None = entry["negated"].get(verb.mood)
    else:
        found = entry["levels"].get(verb.mood)
        found = entry["condition"].get(verb.mood, found) if conditional else found
    return found


def _answer(entry: Mapping[str, Any], verb: Group, ladder: str) -> str | None:
    """Return the level of a deed that answers: done it acts, to come it threatens."""
    if verb.negated:
        return None
    by_mood = {Mood.DONE: entry["levels"][ladder], Mood.PRESENT: entry["levels"][ladder], Mood.FUTURE: "threatens"}
    return by_mood.get(verb.mood)
