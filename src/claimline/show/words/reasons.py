"""Why one row is linked with another, in words: by the relation and the rule of the link. Pure."""

from __future__ import annotations

from claimline.model import Link
from claimline.weigh.framing import FRAMING

_RULES = {
    "inferred.movement": "the first time that its side says what it left unsaid",
    "inferred.counted": "its figure counts what the other states",
    "inferred.evidence": "its source is material evidence on what the other puts a number to",
    "inferred.stances": "two documents tell alike of the same way of doing it",
    "inferred.barred": "a law is said to bar the very way in which it is said to have been done",
    "inferred.only": "both say that 'only' this was done, and not the same",
    **{rule: f"it {message}" for rule, message in FRAMING.items()},
}
_CLAIMS = {
    "contradicts": "no number satisfies both, of one thing, at one stage and in one week",
    "updates": "the same source, later or at a later stage",
    "same_proposition": "the same thing at one stage and time, and neither excludes the other",
}


def reason(link: Link) -> str:
    """Return why *link* joins its rows: the words that state it, or what the rule concludes from."""
    if link.basis == "stated":
        return f"“{' '.join(link.quote.split())}”"
    return _RULES.get(link.rule) or _CLAIMS.get(link.relation, link.rule)
