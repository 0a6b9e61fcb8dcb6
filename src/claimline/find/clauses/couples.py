"""Tell whom "the two officials" or "both leaders" take up: those of the two sides that the text named last. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claimline.codebook import Actor, language
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word

_REACH = 1500  # characters back in which the two were named


def couple(scene: Scene, phrase: Sequence[Word]) -> list[Actor]:
    """
    Return the two persons, or the two states, that *phrase* takes up, in the order in which they were named.

    Nobody where it names no couple, or where the text before does not tell two of different principals.
    """
    kind = _couples().get(" ".join(word.lower for word in phrase))
    if kind is None:
        return []
    start, found = phrase[0].start, dict[str, Actor]()
    for mention in reversed(scene.named(max(0, start - _REACH), start)):
        if mention.actor.kind == kind and not mention.adjective:
            found.setdefault(scene.codebook.principal(mention.actor).code, mention.actor)
        if len(found) == 2:
            return list(found.values())[::-1]
    return []


@cache
def _couples() -> dict[str, str]:
    """Return phrase -> the kind of those that it stands for."""
    table = language("subjects")["couples"]
    return {f"{two} {noun}": kind for two in table["two"] for kind in ("person", "state") for noun in table[kind]}
