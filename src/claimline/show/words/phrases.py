"""Phrases for sentences and tables: amounts with their bounds in words, days with their doubt, lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claimline.model import Basis, Bound, Claim
from claimline.show.words import wording

_BOUNDS = {
    Bound.ABOUT: "about ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.LESS_THAN: "less than ",
    Bound.AT_MOST: "at most ",
}
# ISO 4217: the signs that a reader of English takes for exactly one currency. Any other is named by its code.
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}

#: How a day is known, as a note below it says it.
BASES = {
    Basis.STATED: "stated in the text",
    Basis.ANCHORED: "worked out from the publication date",
    Basis.SEQUENCE: "between its neighbours on a newest-first page",
    Basis.OTHER_DOCUMENT: "from another document",
    Basis.CODEBOOK: "from the codebook",
    Basis.ANALYST: "set by an analyst",
    Basis.NONE: "not known",
}

#: What the text says of an event beyond that it happens.
AUXILIARIES = {
    "future": "still to come",
    "hypothetical": "hypothetical",
    "negated": "did not happen",
    "historical": "",
}

# How a number is spread over what is counted; any other word is a period ("a day").
_SHARED = {"each": " each", "change": " of change", "total": "", None: ""}


def amount(claim: Claim) -> str:
    """Return the number of *claim* as its source bounded it, without what is counted: "at least 1,500"."""
    low, high = claim.low, claim.high
    known = [value for value in (low, high) if value is not None]
    if not known or claim.bound is Bound.VAGUE:
        return f"“{_vague(claim)}”"
    if len(set(known)) == 2:
        return f"{_united(claim, known[0])} to {_united(claim, known[1])}"
    more = " more" if claim.increment else ""
    return (_BOUNDS.get(claim.bound, "") if claim.bound else "") + _united(claim, known[0]) + more


def _vague(claim: Claim) -> str:
    """Return the words of a number that is only a convention of ours: "dozens of"."""
    return claim.hedge or claim.quote.partition(claim.counted or "\0")[0].strip() or claim.quote


def _united(claim: Claim, value: float) -> str:
    said = wording.number(value)
    if claim.kind == "money":
        unit = claim.unit or ""
        return f"{_SIGNS[unit]}{said}" if unit in _SIGNS else f"{unit} {said}".strip()
    return f"{said}%" if claim.kind == "percent" else said


def figure(claim: Claim) -> str:
    """Return what *claim* says in a few words: the amount and what is counted, or the statement itself."""
    if claim.low is None and claim.high is None:
        return short(claim.quote)
    counted = "" if claim.kind in ("money", "percent") else claim.counted or claim.unit or ""
    each = _SHARED.get(claim.distribution, f" a {claim.distribution}")
    return f"{amount(claim)} {counted}".strip() + each


def stage(claim: Claim) -> str:
    """Return whether what is claimed happened, is under way, is planned or is denied; "" where nobody said."""
    return wording.status({"polarity": claim.polarity, "status": claim.status})


def days(earliest: str | None, latest: str | None) -> str:
    """Return the days from *earliest* to *latest*, ISO, as print has them; no day is "no date"."""
    return wording.days(*(date.fromisoformat(day) if day else None for day in (earliest, latest)))


def carriers(via: str | None, voice: str) -> str:
    """Return who carried the words between the outlet and *voice*, from the outside in; "" where the outlet heard it.

    *via* is the chain as the extract has it, "outlet <- agency <- voice"; it may lack the article that *voice* has.
    """
    chain = (via or "").split(" <- ")[1:]
    return ", ".join(name for name in chain if not voice.casefold().endswith(name.casefold()))


def listed(items: Sequence[str]) -> str:
    """Return *items* as print lists them: "a, b and c"."""
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def short(text: str, most: int = 60) -> str:
    """Return *text* on one line, cut at a word and ended with dots where it is longer than *most* characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"


def quoted(text: str, most: int = 60) -> str:
    """Return *text*, made short, in quotation marks unless it brings its own."""
    words = short(text, most)
    return words if words.startswith(('"', "“", "”", "'", "‘", "’")) else f"“{words}”"
