"""Tell what "these boats" and "this quarrel" take up: the same noun, whose owner the text named before. Pure."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from claimline.find.clauses.noun_phrases import listed
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.verbs import auxiliaries

_REACH = 8000  # characters back in which the noun stands with its owner
_MOST = 4  # demonstratives of one stretch that are followed
_LEFT = 60  # characters before the noun in which its owner stands

_POINTING = re.compile(r"\b(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch)(?=((?:\s+[a-z][a-z-]+){1,3})\b)")
# Between an owner and its noun: "Norwegian fishing boats", "Oslo's two old boats".
_MODIFIERS = re.compile(r"(?:'s)?(?:\s[\w-]+){0,3}\s")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")


def taken_up(scene: Scene, start: int, end: int) -> list[str]:
    """
    Return the phrases that the demonstratives between *start* and *end* stand for, in the order of the text.

    "These boats" are the "Norwegian boats" or the "boats from Oslo" that were named last. One whose noun no known actor
    owned before stands for nothing here.
    """
    found = islice(_POINTING.finditer(scene.text, start, end), _MOST)
    return [phrase for match in found if (phrase := _taken_up(scene, match))]


def _taken_up(scene: Scene, match: re.Match[str]) -> str | None:
    for noun in match[1].split():
        if noun in _no_nouns():
            return None
        at = match.start()
        while (at := scene.text.rfind(noun, max(0, match.start() - _REACH), at)) >= 0:
            if phrase := owned(scene, at, at + len(noun)):
                return phrase
    return None


def owned(scene: Scene, start: int, end: int) -> str | None:
    """
    Return the noun at *start* with the known actor that stands right before or, after a preposition, right behind it.

    None where none does.
    """
    text = scene.text
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return None
    named = scene.named(max(0, start - _LEFT), start)
    if named and named[-1].adjective and _MODIFIERS.fullmatch(text, named[-1].end, start):
        return text[named[-1].start : end]
    if (owners := _behind(scene, end)) > end:
        return text[text.rfind(" ", 0, start - 1) + 1 : owners]  # with the word before: "the trade quarrel"
    return None


def _behind(scene: Scene, end: int) -> int:
    """Return where the owners end that follow at *end* ("between Oslo and Copenhagen"), or *end* where none does."""
    tie = _ties().match(scene.text, end)
    while tie:
        named = [one for one in scene.named(tie.end(), tie.end() + _LEFT) if one.start == tie.end()]
        if not named:
            return end
        end = named[-1].end
        tie = _AND.match(scene.text, end)
    return end


@cache
def _no_nouns() -> frozenset[str]:
    """Return the words behind which no noun of the demonstrative can stand: "this is", "these of", "this and"."""
    bounds = listed("bounds", "words") | listed("bounds", "relatives") | listed("bounds", "prepositions")
    return bounds | auxiliaries() | {"and", "or"}


@cache
def _ties() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(sorted(listed('bounds', 'prepositions')))})\s+(?:the\s+)?")
