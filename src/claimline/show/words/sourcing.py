"""How the source of a row is named: one of five ways, from a person by name to nobody. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from claimline.codebook import flat, language, pattern
from claimline.model import Extract

PERSON, BODY, UNNAMED = "Named person", "Named body", "Unnamed official"
MEDIA, NOBODY = "Media or data", "Nobody named"
#: All ways, the firmest first.
WAYS = (PERSON, BODY, UNNAMED, MEDIA, NOBODY)


def way(row: Mapping[str, Any]) -> str:
    """Return how the source of *row* (as `tables.claims` gives it) is named.

    The codebook says what its actors are; of any other source the words themselves do. An office without a name ("the
    minister") is somebody unnamed, and so is whoever is neither media nor a body.
    """
    if not (row.get("actor") or row.get("actor_code")):
        return NOBODY
    unnamed = row.get("anonymity") == "unnamed"
    kind = row.get("actor_kind")
    if kind:
        return _KINDS.get(kind, BODY) if not unnamed or _KINDS.get(kind) == MEDIA else UNNAMED
    return _by_words(flat(str(row.get("actor"))), str(row.get("anonymity")))


def ways(extract: Extract) -> dict[str, str]:
    """Return how the source of each claim of *extract* is named, by the claim's id."""
    kinds = {row.code: row.label for row in extract.codes if row.scheme == "kind"}
    return {row.id: way(asdict(row) | {"actor_kind": kinds.get(row.actor_code or "")}) for row in extract.claims}


_KINDS = {"person": PERSON, "media": MEDIA, "law": MEDIA}


def _by_words(source: str, anonymity: str) -> str:
    words = re.findall(r"[^\W_]+", source.casefold())
    somebody = anonymity == "unnamed" and any(word in _people() for word in words)
    if not somebody and (source in language("attributions")["voices"]["agencies"] or _printed().search(source)):
        return MEDIA
    if anonymity == "unnamed":
        return UNNAMED if somebody or not _shown().search(source) else MEDIA
    if any(word.removesuffix("s") in language("attributions")["voices"]["bodies"] for word in words):
        return BODY
    return PERSON if anonymity == "named" else UNNAMED


@cache
def _people() -> frozenset[str]:
    return frozenset(language("attributions")["voices"]["unnamed"]) - frozenset(
        language("subjects")["sources"]["media"]
    )


@cache
def _printed() -> re.Pattern[str]:
    return pattern([*language("attributions")["voices"]["media"], *language("subjects")["sources"]["media"]])


@cache
def _shown() -> re.Pattern[str]:
    return pattern(language("answers")["evidence"]["nouns"])
