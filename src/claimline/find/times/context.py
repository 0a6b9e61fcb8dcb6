"""Read what surrounds a time expression: paragraph, quotation, tense, and the part it plays. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimline.find.times.grammar import Phrase, cues, language
from claimline.find.times.phrases import before, describes, ends, following
from claimline.find.times.values import Value

# A newline inside a paragraph of a hard-wrapped text: the line goes on in small letters or digits, or breaks off
# after a word that wants a name of a day or month.
_WRAP = re.compile(
    r"(?<=[a-z0-9,;.])\n(?=[a-z0-9])|(?:(?<= last)|(?<= next)|(?<= this)|(?<= past)|(?<=since)|(?<=until))\n(?=[A-Z])"
)
_SENTENCE = re.compile(r"[.!?][\"')]*[ \t]+(?=[\"'(]?[A-Z])|[;\n]")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Gov|Lt|Col|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))\Z"
)
_QUOTATION = re.compile(r'"[^"\n]*(?:"|(?=\n)|\Z)')
_PARTICIPLE = r"(?!need|speed|indeed|exceed|proceed|succeed|feed|seed|hundred|sacred|naked|wicked|crooked)[a-z]{2,}ed"
_PROGRESSIVE = r"(?:is|are|am|'s|'re|'m)[ \t]+(?:not[ \t]+)?[a-z]{2,}ing"
_VERB_GROUP = re.compile(r"(?:[ \t]+(?:to|not|be|been|have|get|[a-z]+ly))*[ \t]+\Z")
_COPULA = re.compile(r"\b(?:is|are)(?:[ \t]+on)?[ \t]+\Z")
_HYPHENED = re.compile(r"-[a-z]+\Z")  # "a two-day visit"
_NUMBER = re.compile(r"[$\u20ac\u00a3]?[0-9][0-9.,]*[0-9]|[0-9]")
_SCOPE = 200  # how far a clause reaches: more is another thought, and a page without a full stop stays linear


_DEFERRED_TO = re.compile(r"\b(?:until|till|to)[ ]+\Z")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; `own` where its speaker talks of himself."""

    start: int
    end: int
    own: bool


def unwrapped(plain: str) -> str:
    """Return *plain* with the newlines inside its paragraphs as spaces; the length never changes."""
    return _WRAP.sub(" ", plain)


def quotations(plain: str) -> list[Quotation]:
    """Return the stretches between double quotation marks, in order; one that is not closed ends with its line."""
    own = cues("first_person")
    return [Quotation(m.start(), m.end(), bool(own.search(m[0]))) for m in _QUOTATION.finditer(plain)]


def clause_before(plain: str, start: int) -> str:
    """Return what stands before *start* in its sentence."""
    reach = plain[max(start - _SCOPE, 0) : start]
    ends = [m.end() for m in _SENTENCE.finditer(reach) if not _ABBREVIATION.search(reach[: m.start()])]
    return reach[ends[-1] :] if ends else reach


def clause_after(plain: str, end: int) -> str:
    """Return what stands after *end* in its sentence."""
    reach = plain[end : end + _SCOPE]
    found = _SENTENCE.search(reach)
    return reach[: found.start()] if found else reach


@cache
def _tenses() -> re.Pattern[str]:
    def words(name: str) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in language()["around"][name])

    future = f"(?P<future>{words('future')}|{_PROGRESSIVE})"
    return re.compile(rf"(?:(?<![\w'])|(?=')){future}(?!\w)|\b(?<!to )(?P<past>{words('past')}|{_PARTICIPLE})(?!\w)")


def side(plain: str, start: int, end: int) -> int:
    """Return -1 where the clause looks back from its writing, 1 where it looks ahead, 0 where nothing tells.

    The verb before the expression decides ("will meet on Friday, he said"), and that after it where there is none
    before. A participle or infinitive in the future's own verb group ("will be held", "plans to cut") is no past.
    """
    left = clause_before(plain, start)
    if _COPULA.search(left) or _is_deferred(left):
        return 1
    found = list(_tenses().finditer(left))
    if found:
        return _decided(left, found)
    ahead = _tenses().search(clause_after(plain, end))
    if ahead is None:
        return 1 if cues("until").search(left[-12:]) else 0
    return 1 if ahead["future"] else -1


def _is_deferred(left: str) -> bool:
    """Whether *left* ends with a putting off ("was postponed until", "moved the vote to")."""
    return bool(_DEFERRED_TO.search(left)) and bool(cues("deferred").search(left[-60:]))


def _decided(left: str, found: list[re.Match[str]]) -> int:
    last = found[-1]
    if last["future"]:
        return 1
    if len(found) > 1 and found[-2]["future"] and _VERB_GROUP.match(left[found[-2].end() : last.start()]):
        return 1
    return -1


@cache
def _made() -> re.Pattern[str]:
    words = "|".join(language()["around"]["made"])
    return re.compile(
        rf"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )\b(?:{words})"
        r"(?: (?:back|in|from|to|during|as|far|the))*[ ]*\Z"
    )


def role(phrase: Phrase, value: Value, plain: str, low: str, quotation: Quotation | None) -> str:
    """Return the part that *phrase* plays, in the words of the extract's `role` column."""
    if _is_attributive(phrase, value, plain, low):
        return "attributive"
    if re.match(r":[ \t]*(?:\Z|\n|[*\u2022\u2013-])", plain[phrase.end : phrase.end + 12]):
        return "digest-header"
    if quotation and quotation.own and value.kind not in ("past", "future", "duration"):
        return "reported-speech"
    if value.kind == "extent" and value.precision != "night" and _measures(phrase, plain):
        return "measure-period"
    part = _ROLES.get(value.kind, "event")
    ends = part == "event" and value.edtf and _deadline().search(low, max(0, phrase.start - 20), phrase.start)
    return "deadline" if ends else part


@cache
def _deadline() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(language()['around']['deadline'])})\s\Z")


_ROLES = {
    "state_until_pub": "state",
    "duration": "background",
    "named-period": "background",
    "named-event": "background",
}


def _is_attributive(phrase: Phrase, value: Value, plain: str, low: str) -> bool:
    """Whether the date says which thing is meant or when it was made, not when anything happened."""
    if value.kind == "recurrence" or phrase.rule in ("year-earlier", "long-duration"):
        return True
    if plain[phrase.end : phrase.end + 1] == "-" and plain[phrase.end + 1 : phrase.end + 2].islower():
        return True
    if phrase.rule in ("year", "decade") and _describes(phrase, plain, low):
        return True
    hyphened = phrase.rule == "duration" and _HYPHENED.search(plain, phrase.start, phrase.end)
    made = value.precision != "day" and _made().search(low[max(phrase.start - 40, 0) : phrase.start])
    return bool(hyphened) or bool(made)


def _describes(phrase: Phrase, plain: str, low: str) -> bool:
    """A decade has its own article, and describes a noun where no preposition makes it a time ("1990s music")."""
    if phrase.rule == "year":
        return describes(low, phrase.start, phrase.end)
    if cues("month").fullmatch(before(low, phrase.start)):
        return False
    return plain.startswith(" ", phrase.end) and not ends(low, phrase.end) and following(low, phrase.end).isalpha()


def _measures(phrase: Phrase, plain: str) -> bool:
    """Whether the sentence gives a number that the stretch of time is the measure of."""
    around = clause_before(plain, phrase.start) + " " + clause_after(plain, phrase.end)
    return bool(_NUMBER.search(around))
