"""Read noun phrases: where the one before a verb begins, and whether a word is a verb at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import language
from claimline.find.clauses.sentences import Word
from claimline.find.clauses.verbs import Group, auxiliaries, forms


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words[left:right] of a sentence, and the word that bounds it on the left."""

    left: int
    right: int
    bound: str


@cache
def listed(table: str, key: str) -> frozenset[str]:
    """Return the words under *key* of *table* in `language/subjects.toml`."""
    return frozenset(language("subjects")[table][key])


@cache
def speech_forms() -> Mapping[str, str]:
    """Return every form of the verbs of saying, save those that are mostly nouns ("the states")."""
    speech = language("subjects")["speech"]
    spoken = {spelt: kind for verb in speech["verbs"] for spelt, kind in forms(verb.split()[0]).items()}
    return {spelt: kind for spelt, kind in spoken.items() if spelt not in speech["nouns"]}


@cache
def mind_forms() -> frozenset[str]:
    """Return every form of the verbs that tell what somebody hopes, expects or asks of others."""
    return frozenset(spelt for verb in language("subjects")["minds"]["verbs"] for spelt in forms(verb))


def imagined(words: Sequence[Word], first: int) -> bool:
    """Tell whether the verb group at *first* is only what somebody hopes or asks ("hoped Oslo would", "whether")."""
    phrase = phrase_before(words, first)
    if phrase.bound == "whether":
        return True
    at = phrase.left - 2 if phrase.bound == "that" else phrase.left - 1
    if at < 0 or phrase.left == phrase.right or words[at].lower not in mind_forms():
        return False
    return not (words[at].lower in listed("minds", "own") and at and words[at - 1].lower in ("i", "we"))


def shares_subject(words: Sequence[Word], first: int) -> bool:
    """Tell whether the verb group at *first* has the subject of the verb before it ("condemned ... and demanded")."""
    phrase = phrase_before(words, first)
    return phrase.left == phrase.right and phrase.bound in ("and", "or")


# ---- the noun phrase before a verb -----------------------------------------------------------------


def phrase_before(words: Sequence[Word], first: int) -> Phrase:
    """Return the noun phrase that ends where the verb group at *first* begins."""
    left = first
    while left and not _bounds(words, left - 1, left == first):
        left -= 1
    return Phrase(left, first, words[left - 1].lower if left else "")


def _bounds(words: Sequence[Word], at: int, empty: bool) -> bool:
    """Tell whether words[at] ends the noun phrase to its right."""
    word = words[at].lower
    if word == "," and words[at + 1].lower in ("jr", "sr", "jr.", "sr."):
        return False  # "John Doe, Jr. met": no comma of the sentence
    if word in ",;:()" or word in ("--", "—", "–"):
        return True
    if word == '"':
        return at == 0 or words[at - 1].text in ",.?!:"
    if word in ("and", "or"):
        return empty
    if word in listed("bounds", "words") or word in listed("bounds", "relatives") or word in mind_forms():
        return True
    return word in speech_forms() and not nominal(words, at)


def nominal(words: Sequence[Word], at: int) -> bool:
    """Tell whether words[at], spelt like a verb, is used as a noun: "the reports", "Oslo's demands"."""
    before = words[at - 1].lower if at else ""
    return before in listed("bounds", "determiners") or before.endswith(("'s", "s'"))


def verbal(words: Sequence[Word], verb: Group, form: str) -> bool:
    """Tell whether the words are a verb and not a noun that is spelt alike: "the strikes", "divided over strikes".

    A verb without auxiliaries has a subject right before it, in which no other verb stands; a bare one ("allies
    consider", not "possible transfer") has a plural subject.
    """
    alone = verb.first == verb.last and verb.first and words[verb.first - 1].lower == "as"
    if nominal(words, verb.last) or alone:  # "as opposed to", "as announced"
        return False
    if any(word.lower in auxiliaries() or word.lower == "to" for word in words[verb.first : verb.last]):
        return True
    phrase = phrase_before(words, verb.first)
    before = [word.lower for word in words[phrase.left : phrase.right]]
    if any(word in auxiliaries() for word in before):
        return False
    if form not in ("base", "s"):
        return True
    if "to" in before:
        return False
    many = before and (before[-1].endswith("s") or before[-1] in ("we", "i", "they") or "and" in before)
    return form == "s" or bool(many) or phrase.bound == "who"


def governed(words: Sequence[Word], start: int) -> bool:
    """Tell whether the name at *start* follows a preposition or "the" after one."""
    before = [word.lower for word in words if word.start < start][-2:]
    return any(word in listed("bounds", "prepositions") for word in before[-1:] if word) or (
        before[-1:] == ["the"] and before[:1] != before[-1:] and before[0] in listed("bounds", "prepositions")
    )


def head(words: Sequence[Word]) -> Sequence[Word]:
    """Return the phrase up to its first preposition."""
    prepositions = listed("bounds", "prepositions")
    cut = next((at for at, word in enumerate(words) if word.lower in prepositions), len(words))
    return words[:cut] or words


def proper(head: Sequence[Word]) -> bool:
    """Tell whether the phrase is a name that the codebook does not know: "Anna Novak", "the G7"."""
    capitals = [word for word in head if word.text[:1].isupper() and word.lower not in listed("bounds", "determiners")]
    return head[-1:] == capitals[-1:] and (len(capitals) >= 2 or _ACRONYM.fullmatch(head[-1].text) is not None)


_ACRONYM = re.compile(r"[A-Z]{1,3}[A-Z0-9]{1,4}")


def first_verb(words: Sequence[Word], before: int) -> int:
    """Return where the first auxiliary or verb of saying stands, *before* where there is none."""
    verbs = (at for at in range(before) if words[at].lower in auxiliaries() or words[at].lower in speech_forms())
    return next(verbs, before)


def members(words: Sequence[Word], phrase: Phrase) -> Iterator[Phrase]:
    """Yield the members of "A and B". Before the "and" may stand a clause of its own, or a noun "of A and B"."""
    last = next((at for at in range(phrase.right - 1, phrase.left, -1) if words[at].lower == "and"), None)
    before = [word.lower for word in words[phrase.left : last]] if last else []
    if last and any(word in auxiliaries() or word.endswith("ed") for word in before):
        yield Phrase(last + 1, phrase.right, "and")
    elif last and not any(word in listed("bounds", "prepositions") for word in before):
        yield Phrase(phrase.left, last, phrase.bound)
        yield Phrase(last + 1, phrase.right, "and")
    else:
        yield phrase


def stripped(words: Sequence[Word]) -> Sequence[Word]:
    """Return the phrase without opening quotes and adverbs ("so far this")."""
    at = 0
    adverbs = {*language("verbs")["group"]["adverbs"], '"', "'", "and", "yet", "however", "meanwhile"} - {"both"}
    while at < len(words) and words[at].lower in adverbs:
        at += 1
    return words[at:]
