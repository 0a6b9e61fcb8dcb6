"""Tell who a source is: named or not, whom a pronoun or a bare surname stands for, who carried the words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from claimline.codebook import pattern
from claimline.find.attributions.prose import WORD, Sentence, Token
from claimline.find.attributions.tokens import is_name
from claimline.find.attributions.words import words

_grammar = partial(words, "grammar")
_voices = partial(words, "voices")

_SINGULAR = frozenset({"he", "she"})
_FIRST = frozenset({"i", "we", "my", "our"})
_REACH = 500  # characters back to which a pronoun may point: about three sentences
_OWN = {"his": "he", "her": "she", "their": "they", "its": "it"}


@dataclass(frozen=True, slots=True)
class Voice:
    """A source that has been met: its words and where they stand, what kind of speaker it is, where it spoke last."""

    start: int
    text: str
    anonymity: str  # named, titled, unnamed
    person: bool
    plural: bool
    at: int


@dataclass(slots=True)
class Voices:
    """What anaphora needs of the reading so far: sources heard and people named, and who spoke the last content.

    `subject` is the first person of the last sentence that named any: "he" means its subject rather than its object.
    """

    heard: list[Voice] = field(default_factory=list)
    people: list[Voice] = field(default_factory=list)
    subject: Voice | None = None
    spoken: tuple[int, int, Voice] | None = None


def voice(tokens: Sequence[Token], text: str) -> Voice:
    """Return what the words of a source tell of it. *tokens* are the source's, *text* is what they are cut from."""
    end = tokens[-1].start if tokens[-1].low == "," else tokens[-1].end
    kind = anonymity(tokens)
    head = _head(tokens)
    titled = any(token.low in _voices("titles") for token in tokens)
    names = sum(is_name(token) and token.low not in _grammar("determiners") for token in tokens)
    person = kind != "unnamed" and (titled or (names >= 2 and not _body(tokens)))
    return Voice(
        tokens[0].start, text[tokens[0].start : end].rstrip(), kind, person, _plural(head, tokens), tokens[0].start
    )


def _plural(head: Token, tokens: Sequence[Token]) -> bool:
    return any(token.low == "and" for token in tokens) or (head.text[0].islower() and head.low.endswith("s"))


def _body(tokens: Sequence[Token]) -> bool:
    """Whether the words name a body rather than a person: one of them is the noun of an institution."""
    return tokens[0].low == "the" or any(token.low.removesuffix("s") in _voices("bodies") for token in tokens)


def anonymity(tokens: Sequence[Token]) -> str:
    """Return named, titled ("the defense minister") or unnamed ("officials", "a source") for a source's words."""
    if any(token.low in _voices("anonymous") for token in tokens):
        return "unnamed"
    head = _head(tokens)
    beside = _named_beside(tokens)
    if head.low in _voices("unnamed") and not beside:
        return "unnamed"
    if (is_name(head) and not head.text[0].isdigit()) or beside:
        return "named"
    first = tokens[0].low
    if first in _grammar("indefinite") or (head.low.endswith("s") and first != "the"):
        return "unnamed"
    owned = (
        any(token.low.endswith(("'s", "s'")) for token in tokens) or first in _OWN or first in {"the", "this", "that"}
    )
    return "titled" if owned or head.low in _voices("titles") else "unnamed"


def _head(tokens: Sequence[Token]) -> Token:
    """Return the noun the phrase is about: the last word before its first comma, bracket, preposition or relative."""
    head = tokens[0]
    for token in tokens[1:]:
        if token.low == ".":
            continue
        participle = token.low.endswith("ed") and token.text[0].islower() and head is not tokens[0]
        if (
            token.kind != WORD
            or token.low in _AFTER_HEAD | _grammar("prepositions") | _grammar("relatives")
            or participle
        ):
            break
        head = token
    return head


_AFTER_HEAD = frozenset({"familiar", "close", "that"})


def _named_beside(tokens: Sequence[Token]) -> bool:
    """Whether an apposition names the speaker: "the mayor of Lyon, Claire Dumont,"."""
    return any(
        token.low == "," and at + 2 < len(tokens) and is_name(tokens[at + 1]) and is_name(tokens[at + 2])
        for at, token in enumerate(tokens)
    )


# ---- anaphora ----------------------------------------------------------------------------------------


def resolve(found: Voice, sentence: Sentence, met: Voices, speaker: Voice | None) -> Voice | None:
    """
    Return who *found* is: itself, or whom its pronoun, surname or "the official" stands for.

    *speaker* is who speaks the quotation or turn the words stand in. None means that nobody fits: never a guess.
    """
    word = found.text.lower()
    word = _OWN.get(word, word)
    if word in _FIRST:
        return speaker
    if word in _grammar("pronouns"):
        meant = _pronoun(word, found.at, sentence, met)
        return None if meant and speaker and meant.text == speaker.text and sentence.inside else meant
    if " " not in found.text and found.anonymity == "named":
        return _surname(found, met)
    if word.startswith("the ") and word.count(" ") <= 2 and found.anonymity != "named":
        return _again(found, met)
    return found


def _pronoun(word: str, at: int, sentence: Sentence, met: Voices) -> Voice | None:
    if word == "you":
        return None
    heard = [one for one in met.heard[-8:] if _fits(word, one) and at - one.at < _REACH]
    if heard and heard[-1].at >= sentence.start:
        return heard[-1]
    subject = met.subject
    if word in _SINGULAR and subject and at - subject.at < _REACH and (not heard or heard[-1].at < subject.at):
        return subject
    return heard[-1] if heard else None


def _fits(word: str, one: Voice) -> bool:
    if word in _SINGULAR:
        return one.person and not one.plural
    return one.plural or not one.person if word == "they" else not one.person and not one.plural


def _surname(found: Voice, met: Voices) -> Voice:
    """Return the fullest earlier naming of a person by the one name given; the name itself if there is none."""
    name = found.text.removesuffix("'s")
    for one in reversed(met.people[-200:]):
        parts = one.text.split(",")[0].split()
        first = len(parts) > 1 and name in parts[:-1] and "-" in parts[parts.index(name) + 1]
        if one.at < found.at and len(parts) > 1 and (parts[-1] == name or first):
            return one
    return found


_NAMED = re.compile(r",| (?:of|for|at|in|from) ")  # what follows tells more of a source that has been named


def _again(found: Voice, met: Voices) -> Voice:
    """Return the earlier source that "the official" takes up, where it was told more fully: "a defense official"."""
    head = found.text.split()[-1].lower()
    for one in reversed(met.heard[-12:]):
        lows = _NAMED.split(one.text, maxsplit=1)[0].lower().split()
        if head in lows and lows[0] != "the" and len(lows) > 1 and found.at - one.at < 4 * _REACH:
            return one
    return found


def people(sentence: Sentence, text: str) -> Iterable[Voice]:
    """Yield the persons that *sentence* names with a title: "Secretary of Labour Ane Larsen"."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        end = _titled_run(tokens, at)
        if end > at:
            yield Voice(
                tokens[at].start, text[tokens[at].start : tokens[end - 1].end], "named", True, False, tokens[at].start
            )
        at = max(end, at + 1)


def _titled_run(tokens: Sequence[Token], at: int) -> int:
    """Return where a run of names that begins at *at* and holds a title before its last word ends, or *at*."""
    if not tokens[at].text[:1].isupper():
        return at
    end, title = at, -1
    while end < len(tokens) and tokens[end].kind == WORD:
        word = tokens[end]
        if word.low in _voices("titles"):
            title = end
        elif not (word.text[0].isupper() or (word.low == "of" and title == end - 1)):
            break
        end += 1
    return end if at <= title < end - 1 and tokens[end - 1].text[0].isupper() else at


# ---- carriers ----------------------------------------------------------------------------------------


@cache
def _agencies() -> re.Pattern[str]:
    return pattern(_voices("agencies"))


@cache
def _named_media() -> re.Pattern[str]:
    nouns = "|".join(sorted(_voices("media"), key=len, reverse=True))
    name = r"[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3}"
    return re.compile(rf"(?:\b(?:{nouns})s? (?P<after>{name}))|(?P<before>{name}) (?:{nouns})\b")


@cache
def _carried() -> re.Pattern[str]:
    phrases = "|".join(sorted(_voices("carried")))
    return re.compile(rf"\b(?:{phrases}) (?P<rest>(?:the )?[A-Z][^,.;\n]{{1,40}})")


def carrier(text: str) -> str | None:
    """Return the medium that *text*, an attribution clause without its source, names as the one spoken to."""
    medium = _named_media().search(text)
    if medium and medium["after"]:
        return medium["after"]
    agency = _agencies().search(text)
    if agency:
        return agency[0]
    return medium["before"] if medium else None


def handed(source: str) -> str | None:
    """Return the medium that handed *source* on: "customs data seen by Reuters"."""
    phrase = _carried().search(source)
    if phrase is None:
        return None
    return carrier(phrase["rest"]) or phrase["rest"].removeprefix("the ").strip()
