"""How far along a claimed thing is: planned, ongoing or done, by the verb group around it. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimline.codebook import flat, language, pattern

_REACH = 160  # characters to either side: verb groups stand close to what they govern
# A bare past tense tells what is done, a bare participle ("providing it with") what is under way.
_MEANING = {"past": "done", "participle": "ongoing"}
_CLAUSE = re.compile(r"[.;:!?](?=\s)|\n|,?\s(?:but|while|although|though|whereas|because|since|after|before|if)\s")


def status(text: str, start: int, end: int, money: bool = False) -> str | None:
    """
    Return planned, ongoing or done for what `text[start:end]` counts; None where the verbs do not say.

    *money* that is announced is still to be paid; of other things an announcement may tell what happened.

    "1,500 have been sent" is done, "10,000 are being sent" ongoing, "will deploy 12,000" planned. A verb group that
    follows at once decides, because the counted thing is its subject; else the last one before, in the same clause.
    """
    after = _CLAUSE.split(flat(text[end : end + _REACH]), maxsplit=1)[0]
    before = _CLAUSE.split(flat(text[max(0, start - _REACH) : start]))[-1]
    following = _following(money).match(after)
    if following:
        return following.lastgroup
    governing = list(_governing(money).finditer(before))
    return _named(governing[-1]) if governing else _plain_past(after)


def of_statement(text: str, start: int, end: int, at: int) -> str | None:
    """Return planned, ongoing or done for a statement: by its last verb group before *at*, or by its first."""
    plain = flat(text[start:end])
    before = list(_governing(False).finditer(_CLAUSE.split(plain[: at - start])[-1]))
    found = before[-1] if before else _governing(False).search(plain)
    return _named(found) if found else None


def _named(found: re.Match[str]) -> str | None:
    return _MEANING.get(found.lastgroup or "", found.lastgroup)


def _plain_past(after: str) -> str | None:
    """Return done where a simple past follows ("2,000 walked out"): the last resort, for it looks like a participle."""
    return "done" if re.match(rf"\s+(?:each\s+|all\s+)?{_past()}(?!\w)", after) else None


def hedges(text: str) -> list[tuple[int, int]]:
    """Return where words of doubt stand in *text* ("reportedly", "likely"); a capital inside makes a name ("May")."""
    return list(_hedges(text))


@lru_cache(maxsize=16)  # each claim of a sentence asks for the same one
def _hedges(text: str) -> tuple[tuple[int, int], ...]:
    found = _doubts().finditer(flat(text))
    return tuple(match.span() for match in found if match[0][0].islower() or not text[: match.start()].strip("\"'“‘ "))


@cache
def _doubts() -> re.Pattern[str]:
    return pattern(language("status")["hedges"])


def _any(key: str) -> str:
    terms = sorted(language("status")[key], key=lambda term: (-len(term), term))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, term.split())) for term in terms) + ")"


@cache
def _past() -> str:
    return rf"(?:{_any('past')}|(?!{_any('not_past')}\b)[a-z]{{2,}}ed)"


@cache
def _groups(money: bool) -> str:
    """Return the alternatives of a finite verb group, each under the name of the status that it means."""
    adverbs = rf"(?:(?:{_any('adverbs')}|[a-z]{{2,}}ly)\s+)*"
    verb = rf"(?!(?:{_any('not_verbs')}|{_any('adverbs')})\b)[a-z]{{2,}}"
    base = rf"(?:(?:be|have)\s+{adverbs}(?:been\s+)?[a-z]{{2,}}(?:ing|ed)|{verb})"
    progressive = rf"{_any('be')}\s+{adverbs}(?:being\s+)?(?!(?:{_any('adjectives')}|{_any('plans')})\b)[a-z]{{2,}}ing"
    told = rf"(?!{_any('announcing')}\b)" if money else ""
    announced = rf"(?:(?:{_any('have')}|{_any('be')})\s+{adverbs})?{_any('announcing')}|" if money else ""
    perfect = rf"(?:{_any('doubtful')}\s+{adverbs})?{_any('have')}\s+{adverbs}(?:been\s+)?{adverbs}{told}{_past()}"
    ahead = rf"(?:{_any('be')}\s+)?(?:to|not\s+to)\s+{adverbs}{base}"
    return (
        rf"(?P<done>{perfect}|{_any('was')}\s+{adverbs}{_past()})"
        rf"|(?P<planned>{announced}{_any('modals')}\s+{adverbs}{base}|{_any('plans')}|{ahead})"
        rf"|(?P<ongoing>{_any('be')}\s+{adverbs}{_any('under_way')}|(?:{_any('have')}\s+{adverbs}been\s+{adverbs}[a-z]{{2,}}ing|{progressive}|(?:{_any('be')}\s+{adverbs})?being\s+[a-z]{{3,}}))"
    )


@cache
def _following(money: bool) -> re.Pattern[str]:
    # "12,000 to be sent" are planned; "12,000 to fight" tells what for.
    purpose = r"(?!(?:not\s+)?to\s+(?!be\b))"
    kind = r"(?:\s+(?:in|of|worth\s+of)(?:\s+[a-z-]+){1,3}?)?"  # "$30 billion in loans will come"
    return re.compile(rf"{kind}\s+(?:each\s+|all\s+|that\s+|who\s+|which\s+)?{purpose}(?:{_groups(money)})(?!\w)")


@cache
def _governing(money: bool) -> re.Pattern[str]:
    participle = rf"(?!{_any('not_progressive')}\b)[a-z]{{2,}}ing"
    return re.compile(rf"(?<![\w'-])(?:{_groups(money)}|(?P<past>{_past()})|(?P<participle>{participle}))(?!\w)")
