"""Read English verbs: their forms, and what the auxiliaries before one make of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from claimline.codebook import language
from claimline.find.clauses.sentences import Word


class Mood(StrEnum):
    """What the verb group says of the deed: done, going on, to come, possible, imagined, owed, or only named."""

    DONE = "done"
    PRESENT = "present"
    FUTURE = "future"
    WOULD = "would"
    POSSIBLE = "possible"
    ABLE = "able"
    DUTY = "duty"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries: words[first] to words[last]. `background` marks the past perfect."""

    first: int
    last: int
    mood: Mood
    negated: bool
    passive: bool
    background: bool = False


_VOWELS = "aeiou"


@cache
def forms(verb: str) -> Mapping[str, str]:
    """Return the forms of *verb*, a base form: form -> base, s, past, participle or ing; "past" where two agree."""
    grammar = language("verbs")
    past, participle = grammar["irregular"].get(verb) or (_ed(verb), _ed(verb))
    found = {_ing(verb): "ing", participle: "participle", past: "past", _s(verb): "s", verb: "base"}
    if past == participle:
        found[past] = "past"
    if verb in grammar["group"]["either"]:  # "signaled" and "signalled"
        found |= {f"{verb}{verb[-1]}ed": "past", f"{verb}{verb[-1]}ing": "ing"}
    return found


def _doubles(verb: str) -> bool:
    return verb in language("verbs")["group"]["doubling"] and verb[-1] not in "wxyk"


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "be")):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"


def _s(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


@cache
def _classes() -> Mapping[str, str]:
    """Return auxiliary word -> its class."""
    group: Mapping[str, Any] = language("verbs")["group"]
    kinds = ("future", "would", "possible", "able", "duty", "have", "be", "do")
    return {word: kind for kind in kinds for word in group[kind]}


@cache
def auxiliaries() -> frozenset[str]:
    """Return the auxiliaries that open a finite verb group."""
    return frozenset(_classes())


@cache
def _before_to() -> frozenset[str]:
    group = language("verbs")["group"]
    return frozenset([*group["ahead"], *group["forecast"], *group["told"]])


@cache
def _loose() -> frozenset[str]:
    group = language("verbs")["group"]
    return frozenset([*group["negations"], *group["adverbs"]])


def group(words: Sequence[Word], index: int, form: str, last: int | None = None) -> Group:
    """Return the verb group whose main verb, of *form*, is words[index]; its particles run to *last*."""
    first = _first(words, index)
    chain = _told(_kept([word.lower for word in words[first:index]]))
    kinds = [_classes()[word] for word in chain if word in _classes()]
    denials = {*language("verbs")["group"]["negations"]} - ({"yet"} if "have" not in kinds else set())  # "may yet"
    negated = any(word.endswith("n't") or word in denials for word in chain)
    negated = negated or ("no" in chain and "longer" in chain)
    after = (last or index) + 1
    reduced = not kinds and after < len(words) and words[after].lower == "by"  # "the offer, rejected by ..."
    passive = (_passive(chain) or reduced) and form in ("past", "participle")
    return Group(first, index, _mood(chain, kinds, form), negated, passive, chain[:1] == ["had"] or "had" in chain)


def _passive(chain: Sequence[str]) -> bool:
    """Tell whether the last auxiliary is a "be" that no "to" parts from the verb ("is to cut" is active)."""
    last = next((word for word in reversed(chain) if word in _classes() or word == "to"), "")
    return _classes().get(last) == "be"


def _kept(chain: list[str]) -> list[str]:
    """Return the auxiliaries without "continue to": who continues to do something does it."""
    kept = language("verbs")["group"]["keeping"]
    at = next((at for at, word in enumerate(chain) if word in kept), None)
    return chain if at is None else [*chain[:at], *chain[at + 2 :]]


def _told(chain: list[str]) -> list[str]:
    """Return the auxiliaries without "is said": "is said to be weighing" is "is weighing", told by others."""
    told = next((at for at, word in enumerate(chain) if word in language("verbs")["group"]["told"]), None)
    if told is None:
        return chain
    rest = [word for word in chain[told + 1 :] if word != "to"]
    return rest or ["will"]


def _first(words: Sequence[Word], index: int) -> int:
    """Return where the auxiliaries and adverbs before words[index] begin."""
    first = index
    while first and _belongs(words, first - 1):
        first -= 1
    return first


def _belongs(words: Sequence[Word], at: int) -> bool:
    word, after = words[at].lower, words[at + 1].lower
    if word == '"':  # scare quotes: was "unequivocal"
        return at > 0 and words[at - 1].lower in _classes()
    if word in language("verbs")["group"]["keeping"]:
        return after == "to"
    if word in _before_to():  # "are not going to"
        left = next((n for n in range(at - 1, -1, -1) if words[n].lower not in _loose()), None)
        return after == "to" and left is not None and words[left].lower in _classes()
    return word == "to" or word in _classes() or word in _loose() or (word.endswith("ly") and len(word) > 4)


_MODALS = {mood.value: mood for mood in (Mood.FUTURE, Mood.WOULD, Mood.POSSIBLE, Mood.ABLE, Mood.DUTY)}
_PLAIN = {"past": Mood.DONE, "s": Mood.PRESENT, "base": Mood.PRESENT}


def _mood(chain: Sequence[str], kinds: Sequence[str], form: str) -> Mood:
    if "couldn't" in chain or ("could" in chain and "not" in chain):
        return Mood.ABLE  # what one could not do one was not able to; what one may not do is left open
    if kinds and kinds[0] in _MODALS:
        return _MODALS[kinds[0]]
    if not _forecast().isdisjoint(chain):
        return Mood.POSSIBLE
    if chain[:1] in (["being"], ["having"]):
        return Mood.PARTICIPLE
    if "to" in chain:
        return _infinitive(chain, kinds)
    return _tense(chain, kinds, form)


def _tense(chain: Sequence[str], kinds: Sequence[str], form: str) -> Mood:
    if "have" in kinds and form != "base":
        return Mood.DONE if form != "ing" else Mood.PRESENT
    if "be" in kinds:
        return Mood.PRESENT if {"was", "were", "been"}.isdisjoint(chain) else Mood.DONE
    if "do" in kinds:
        return Mood.PRESENT if {"did", "didn't"}.isdisjoint(chain) else Mood.DONE
    return _PLAIN.get(form, Mood.PARTICIPLE)


@cache
def _forecast() -> frozenset[str]:
    return frozenset(language("verbs")["group"]["forecast"])


def _infinitive(chain: Sequence[str], kinds: Sequence[str]) -> Mood:
    """Return the mood of "to ...": "is to", "is set to" and "has yet to" are finite, the rest is an infinitive."""
    if "be" in kinds[:1] and chain[0] != "to":
        return Mood.FUTURE
    return Mood.DONE if "have" in kinds[:1] and "yet" in chain else Mood.INFINITIVE
