"""The words that attribute, in all their forms, as `language/attributions.toml` lists them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimline.codebook import language


class Form(NamedTuple):
    """One form of a cue verb. `shape` is base, third, past or ing; `tail` the particle that must follow."""

    shape: str
    cue_class: str
    takes: frozenset[str]
    tail: tuple[str, ...]
    verb: str
    noun: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every table of the language that the finder looks words up in, by the word that triggers it."""

    forms: dict[str, tuple[Form, ...]]
    hedges: dict[str, str]
    clausal: frozenset[str]
    answers: dict[str, str]
    pleas: dict[str, str]
    minded: dict[str, str]
    pasts: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    openings: frozenset[str]

    def nominal(self, noun: str) -> str:
        """Return the class of a noun that attributes: its verb's where it has one ("claims" like "claim")."""
        kin = (noun, noun.removesuffix("s"), *(noun.removesuffix(end) + "e" for end in ("ations", "ation")))
        return next((self.forms[word][0].cue_class for word in kin if word in self.forms), "claims")


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return the words listed under [section] name, for membership tests."""
    return frozenset(language("attributions")[section][name])


@cache
def lexicon() -> Lexicon:
    """Return the tables, inflected and indexed once."""
    table = language("attributions")
    forms: dict[str, list[Form]] = {}
    for row in table["verbs"]:
        for entry in row["words"]:
            for form, found in _forms(entry, row["class"], frozenset(row["takes"])):
                forms.setdefault(form, []).append(found)
    according = tuple(tuple(phrase.split()) for phrase in table["phrases"]["according"])
    return Lexicon(
        forms={form: tuple(sorted(found, key=lambda entry: -len(entry.tail))) for form, found in forms.items()},
        hedges={word: name for name, listed in table["hedges"].items() for word in listed},
        clausal=words("nouns", "clausal"),
        answers=dict(table["nouns"]["answers"]),
        pleas={noun: joint for joint, nouns in table["nouns"]["pleas"].items() for noun in nouns},
        minded={word: name for name, listed in table["minded"].items() for word in listed},
        pasts=frozenset(form for form, found in forms.items() if any(entry.shape == "past" for entry in found)),
        according=according,
        openings=frozenset(phrase[0] for phrase in according),
    )


def negated(cue_class: str) -> str:
    """Return what a cue of *cue_class* does when it is negated."""
    known: dict[str, str] = language("attributions")["negated"]
    return known.get(cue_class, f"not_{cue_class}")


def _forms(entry: str, cue_class: str, takes: frozenset[str]) -> Iterator[tuple[str, Form]]:
    verb, *tail = entry.split()
    for form, shape in _inflected(verb):
        yield form, Form(shape, cue_class, takes, tuple(tail), verb, form in words("forms", "nouns"))


def _inflected(verb: str) -> Iterator[tuple[str, str]]:
    """Yield each form of *verb* once, with its shape; past and participle are one shape."""
    irregular = language("attributions")["irregular"].get(verb, ())
    stem = verb[:-1] if verb.endswith("e") else verb
    pasts = irregular[:2] or ([verb[:-1] + "ied"] if _soft_y(verb) else [stem + "ed"])
    shaped = {verb: "base", _third(verb): "third", irregular[2] if len(irregular) > 2 else stem + "ing": "ing"}
    for past in pasts:
        shaped.setdefault(past, "past")
    yield from shaped.items()


def _third(verb: str) -> str:
    if _soft_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _soft_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeo"
