"""The link between two rows: how it stands on its words, and whether its ends depend on each other. Pure."""

from __future__ import annotations

from claimline.codebook import flat
from claimline.model import Attribution, Claim, Link, Span, Stance, row_id
from claimline.weigh.terms import terms

Row = Claim | Stance | Attribution

#: Relations in which one end bears the other out, so that it matters whether it knows by itself.
_AGREEING = ("supports", "backs_partly", "same_proposition")


def link(source: Row, target: Row, relation: str, rule: str, words: tuple[str, Span] | None = None) -> Link:
    """
    Return the link from *source* to *target*.

    It is stated where *words*, a document and a span of it, say so; else it is inferred and rests on the source.
    """
    document, span = words or (source.document, _span(source))
    return Link(
        id=row_id("l", source.id, target.id, relation),
        source=source.id,
        target=target.id,
        relation=relation,
        independence=_independence(source, target, relation),
        basis="stated" if words else "inferred",
        document=document,
        start=span.start,
        end=span.end,
        quote=span.quote,
        rule=rule,
    )


def _span(row: Row) -> Span:
    if isinstance(row, Attribution):
        return Span(row.cue_start, row.cue_end, row.cue)
    return Span(row.start, row.end, row.quote)


def teller(row: Row) -> str:
    """Return who told of *row*: the source of a claim, the reporter of a stance, else the document's narrator."""
    if isinstance(row, Stance):
        return row.source or row.document
    return row.actor_code or row.actor or row.document


def _independence(source: Row, target: Row, relation: str) -> str:
    """
    Return how the ends of a link depend on each other.

    They have one source if one voice tells both; they are independent only where the text says so of the nearer end
    ("has independently found").
    """
    if teller(source) == teller(target):
        return "same_source"
    alone = relation in _AGREEING and isinstance(source, Claim) and _by_itself(flat(source.context))
    return "independent" if alone else "unknown"


def _by_itself(sentence: str) -> bool:
    """Tell whether *sentence* says that its source found out by itself, and not that nobody could."""
    found = terms("answers", "knowing", "by_itself").search(sentence)
    return found is not None and not terms("answers", "knowing", "unable").search(sentence, 0, found.start())
