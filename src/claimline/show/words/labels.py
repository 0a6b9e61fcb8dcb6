"""What the codes of an extract are called. Pure: an extract in, labels out."""

from __future__ import annotations

from claimline.model import Attribution, Claim, Extract, Stance


class Labels:
    """The labels, order and rungs of the codes of one extract; a code that it does not list is its own label."""

    def __init__(self, extract: Extract) -> None:
        self._codes = {(code.scheme, code.code): code for code in extract.codes}

    def of(self, scheme: str, code: str | None) -> str:
        """Return the label of *code* in *scheme*."""
        known = self._codes.get((scheme, code or ""))
        return known.label if known else code or "none"

    def measure(self, code: str | None) -> str:
        """Return the label of what a claim is about: a measure, or a proposition where it has no number."""
        return self.of("measure" if ("measure", code) in self._codes else "proposition", code)

    def position(self, scheme: str, code: str) -> int:
        """Return where the codebook lists *code*; a code that it does not list comes last."""
        known = self._codes.get((scheme, code))
        return known.position if known and known.position is not None else 999

    def voice(self, row: Claim | Stance | Attribution) -> str:
        """Return who said *row*: the known actor's label, the words as written, or that nobody is named."""
        if row.actor_code:
            return self.of("actor", row.actor_code)
        return row.actor or "no source named"

    def principal(self, row: Stance) -> str:
        """Return for whom *row* speaks: the label of the actor on whose behalf it was said, or of the speaker."""
        return self.of("actor", row.on_behalf_of) if row.on_behalf_of else self.voice(row)

    def level(self, row: Stance) -> str:
        """Return what the level of *row* is called on its ladder."""
        return self.of("level", f"{row.ladder}.{row.level}")

    def rung(self, row: Stance) -> int:
        """Return the rung of *row* on its ladder, from 0; a level that stands on no rung is -1."""
        known = self._codes.get(("level", f"{row.ladder}.{row.level}"))
        return known.position if known and known.position is not None else -1
