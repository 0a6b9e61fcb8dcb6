"""Tell what pronouns and possessives are, and whose people or counted things "they" and "these" are about. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from claimline.codebook import language, pattern
from claimline.find.clauses.demonstratives import owned, taken_up
from claimline.find.clauses.noun_phrases import listed
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word

_terms = cache(pattern)
_POSSESSIVES = frozenset(("his", "her", "its", "their", "our", "my"))


@cache
def anaphors() -> Mapping[str, str]:
    """Return pronoun -> kind of what it stands for."""
    return {
        word: kind for kind, group in language("subjects")["anaphors"].items() for word in group if kind != "subjects"
    }


def possessive(words: Sequence[Word]) -> str | None:
    """Return the kind of whom "its position" stands for, which its owner's ally or owner is not."""
    owns = words[0].lower in _POSSESSIVES and words[-1].lower not in listed("sources", "others")
    return anaphors().get(words[0].lower) if owns else None


def another_opens(words: Sequence[Word], pronoun: Word) -> bool:
    """Tell whether *pronoun* may take up whom its sentence opens with, who is none known: "Its owner said it ..."."""
    opening = words[:3]
    owned = len(opening) == 3 and opening[0].lower in _POSSESSIVES and opening[0].start < pronoun.start
    return owned and not listed("sources", "others").isdisjoint(word.lower for word in opening[1:])


def in_play(scene: Scene, noun: str) -> bool:
    """Tell whether *noun* names people, or what the topic counts: it acts for its owner, and "they" may be it."""
    heads = tuple(head for measure in scene.codebook.measures if measure.kind == "count" for head in measure.heads)
    return noun in listed("pointers", "people") or _terms(heads).fullmatch(noun) is not None


def people_before(scene: Scene, number: int, before: int, reach: int) -> tuple[str, str | None] | None:
    """
    Return the people named last before the offset *before*, and the code of their owner where the text tells it.

    They are looked for in sentence *number* and, back from there, in *reach* sentences altogether.
    """
    for at in range(number, max(-1, number - reach), -1):
        for word in reversed(scene.words[at]):
            if word.start < before and in_play(scene, word.lower):
                phrase = owned(scene, word.start, word.end)
                left = max(scene.sentences[at].start, word.start - len(" these two small "))
                phrases = [phrase] if phrase else taken_up(scene, left, word.end)
                return (phrases[0], _owner(scene, phrases)) if phrases else (word.text, None)
    return None


def owner_taken_up(scene: Scene, start: int, end: int) -> str | None:
    """Return the code of the one principal to whom the text before gave what "these ..." in `start:end` names."""
    return _owner(scene, taken_up(scene, start, end))


def _owner(scene: Scene, phrases: list[str]) -> str | None:
    codebook = scene.codebook
    codes = {codebook.principal(one.actor).code for phrase in phrases for one in codebook.mentions(phrase)}
    return codes.pop() if len(codes) == 1 else None
