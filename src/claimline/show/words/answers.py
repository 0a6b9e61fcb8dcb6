"""What one voice says of another's statement, in words that stand in a text. Pure."""

from __future__ import annotations

from claimline.model import Extract, Link
from claimline.show.selection import statements
from claimline.show.words.labels import Labels

#: Relations in which one voice answers another, as a sentence says them.
ANSWERS = {
    "supports": "supports",
    "backs_partly": "backs in part",
    "cannot_confirm": "cannot confirm",
    "denies": "denies",
    "deflects": "plays down",
    "contradicts": "contradicts",
}


#: What a link says of its near end, and of its far end; each is followed by the other end.
TOLD = {
    "supports": ("supports", "is supported by"),
    "backs_partly": ("backs in part", "is backed in part by"),
    "cannot_confirm": ("cannot confirm", "cannot be confirmed by"),
    "denies": ("denies", "is denied by"),
    "deflects": ("plays down", "is played down by"),
    "contradicts": ("contradicts", "contradicts"),
    "updates": ("updates", "is updated by"),
    "same_proposition": ("says the same as", "says the same as"),
    "same_source": ("has the same source as", "has the same source as"),
    "mischaracterises": ("mischaracterises", "is mischaracterised by"),
    "cites_evidence": ("cites as evidence", "is cited as evidence by"),
}


def answers(extract: Extract) -> list[Link]:
    """Return the links of *extract* in which a text says, in so many words, that one voice answers another's row."""
    rows = {row.id for row in statements(extract)}
    return [row for row in extract.links if row.relation in ANSWERS and row.basis == "stated" and row.target in rows]


def voices(extract: Extract, labels: Labels) -> dict[str, str]:
    """Return who speaks at the near end of each link of *extract*, by the id of the row that the link starts from."""
    found = {row.id: labels.voice(row) for row in (*statements(extract), *extract.attributions)}
    return {link.source: found.get(link.source, "the text") for link in extract.links}
