"""Tell who speaks for a body and who only belongs to it: "the bank's governor" and "a bank clerk". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from claimline.language import flat, language

_WORD = re.compile(r"[^\W_][\w.-]*(?:'(?!s\b)\w+)*")
_BREAK = re.compile(r"[,;:()\"]|\s[-–—]\s")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(language("voices")["belonging"][name])


@cache
def _offices() -> frozenset[str]:
    """Return the words that are written with a capital beside a name and are no name."""
    voices = language("attributions")["voices"]
    return _listed("heads") | _listed("papers") | _listed("ranks") | {*voices["titles"], *voices["bodies"]}


def speaks(phrase: str, start: int, end: int, own: Iterable[str]) -> bool:
    """
    Tell whether *phrase*, a source as written, speaks as the actor of the names *own*, one at `start:end` of it.

    A name alone does ("Oslo"), and so do its office and its papers ("Oslo's foreign minister", "a spokesman for
    Oslo"). Anybody else beside it only belongs to it ("an Oslo baker", "a professor at Oslo"), and a name that goes
    on is another's ("the Oslo Gazette", "South Oslo"). The words are those of `language/voices.toml`.
    """
    plain = flat(phrase)
    lead = _words(plain[:start])
    if lead and plain[start - 1 : start] == " " and lead[-1].lower() in _listed("points"):
        return False
    known = _parts(own)
    after = [word for word in _following(plain, end) if word not in known]
    return _stands_for(after) and _governed_by_office(plain[:start])


def named_apart(lead: str, own: Iterable[str]) -> bool:
    """Tell whether *lead*, the words before a surname, ends in a first name that is none of *own*: "Jon" for Moe."""
    words = _words(_BREAK.split(flat(lead))[-1])
    if not words or not lead.endswith(" ") or flat(lead).endswith("'s ") or not _is_name(words[-1]):
        return False
    return len(words[-1].rstrip(".")) > 1 and words[-1] not in _parts(own)


def _parts(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name.split()}


def is_place(phrase: str, start: int) -> bool:
    """Tell whether the name at *start* only says where: "Danish officials in Oslo"."""
    lead = [word.lower() for word in _words(flat(phrase)[:start]) if word.lower() not in _listed("ranks")]
    return bool(lead) and lead[-1] in _listed("places")


def is_office(phrase: str, end: int) -> bool:
    """Tell whether an office follows the adjective that ends at *end*: "Danish officials", but not "a Danish baker"."""
    words = _following(flat(phrase), end)
    return bool(words) and _stands_for(words)


def names_holder(unknown: str) -> bool:
    """
    Tell whether *unknown*, a source without the names that are known in it, names a person: "'s minister Kari Moe".

    What is then said is that person's, on behalf of the body.
    """
    return any(_personal(_words(part)) for part in _BREAK.split(flat(unknown)))


def _personal(words: Sequence[str]) -> bool:
    return any(_is_name(one) and _is_name(two) for one, two in pairwise(words))


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.lower().rstrip(".") not in _offices()


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text.replace("'s ", " ").removesuffix("'s"))
    return found


def _following(text: str, end: int) -> list[str]:
    """Return the words that go on after *end*, up to a mark, a preposition or a relative."""
    found = []
    for word in _words(_BREAK.split(text[end:], maxsplit=1)[0]):
        if word.lower() in _listed("joints"):
            break
        if word.lower() not in _listed("apart"):
            found.append(word)
    return found


def _stands_for(words: Sequence[str]) -> bool:
    """Whether *words*, which follow a name, are none or end, but for a person's name, in an office or a paper."""
    common = [word.lower() for word in words if not _is_name(word)]
    if not _listed("past").isdisjoint(common):
        return False
    held = _listed("heads") | _listed("papers")
    return common[-1] in held or " ".join(common[-2:]) in held if common else not words


def _governed_by_office(before: str) -> bool:
    """Whether the noun that governs a name, if one does, is an office: "the president of", but not "a baker in"."""
    words = _words(_BREAK.split(before)[-1])
    lows = [word.lower() for word in words]
    joint = next((at for at, word in enumerate(lows) if word in _listed("governing")), 0)
    if not joint or "and" in lows[joint:]:
        return _listed("past").isdisjoint(lows)
    abroad = lows[joint] != "of" and lows[joint - 1] in _listed("abroad")
    return _stands_for(words[:joint]) and not abroad
