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
from claimline.find.clauses.noun_phrases import imagined, speech_forms, verbal
from claimline.find.clauses.phrases import Hit, Lexicon, hits, lexicon, outermost
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word
from claimline.find.clauses.verbs import Group, Mood, forms, group

_NEAR = 4  # words after a cue in which "not" or a verb of stopping turns it round
_REACH = 10  # words after a cue in which "keep ... unchanged" does


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of class *name* with the verb group it stands in, and the entry (`term`) that found it.

    `complement` is what the words after it do to it: against ("decided not to"), stays ("to keep ... unchanged").
    """

    name: str
    verb: Group
    last: int
    form: str
    term: str
    complement: str | None


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


def cues(view: Scene, number: int, cue_words: Lexicon) -> list[Cue]:
    """Return the cues of sentence *number* that stand as finite verbs or as phrases, left to right."""
    found = outermost(hits(view.words[number], cue_words))
    return [cue for hit in found if (cue := _cue(view, number, hit)) is not None]


def _cue(view: Scene, number: int, hit: Hit) -> Cue | None:
    words = view.words[number]
    phrase = hit.form == "phrase"
    verb = group(words, hit.first, "base" if phrase else hit.form, hit.last)
    if (not phrase and not verbal(words, verb, hit.form)) or imagined(words, verb.first):
        return None
    if hit.form == "base" and verb.first == hit.first and view.compound(number, hit.first):
        return None
    mood = _finite(verb, hit.form, view.sentences[number].headline and view.follows_name(number, verb.first))
    if mood is None:
        return None
    if mood is Mood.WOULD and any(speech_forms().get(word.lower) == "past" for word in words[: verb.first]):
        mood = Mood.FUTURE  # "said it would" reports "will"
    verb = Group(verb.first, hit.last, mood, verb.negated, verb.passive, verb.background)
    return Cue(hit.name, verb, hit.last, hit.form, hit.term, _complement(words, hit))


def _finite(verb: Group, form: str, headline: bool) -> Mood | None:
    """Return the mood if somebody takes a position here and now; None for "the aim to ...", "by providing".

    A headline drops the auxiliary after a name: "Oslo to send", "Oslo considering".
    """
    if verb.mood is Mood.DUTY:
        return None
    if verb.mood is Mood.INFINITIVE:
        return Mood.FUTURE if headline else None
    if verb.mood is Mood.PARTICIPLE:
        return Mood.PRESENT if form == "phrase" or (headline and form == "ing") else None
    return verb.mood


@cache
def _turns() -> frozenset[str]:
    stops = (form for verb in row("stops")["verbs"] for form in forms(verb.split()[0]) if " " not in verb)
    return frozenset([*stops, "not", "never", "against"])


def _complement(words: Sequence[Word], hit: Hit) -> str | None:
    """Return how the complement of a cue turns it round; verbs of leaving things as they are come first."""
    after = words[hit.last + 1 : hit.last + 1 + _REACH]
    if hits(after, _stays()):
        return "stays"
    near = [*words[hit.first + 1 : hit.last], *after[:_NEAR]]
    return "against" if any(word.lower in _turns() for word in near) else None


@cache
def _stays() -> Lexicon:
    return lexicon([("stays", row("stays")["verbs"], ())])


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
        unwilling = cue.verb.mood in (Mood.FUTURE, Mood.WOULD, Mood.ABLE)
        return entry.get("unwilling" if unwilling and "unwilling" in entry else "negated")
    if cue.form == "phrase":
        return plain
    if cue.verb.mood is Mood.FUTURE and "future" in entry:
        return str(entry["future"])
    if cue.complement and ladder == "policy":
        return "no_change" if cue.complement == "stays" else entry.get("against")
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
