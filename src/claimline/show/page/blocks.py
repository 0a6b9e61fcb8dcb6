"""Pieces of a page that are words: findings, tables, evidence. Pure: a block is plain JSON and shows itself.

A page is made again from a block's JSON and never from its HTML, so that nothing a notebook prints can reach a page
as markup. The digest is what a reviewer and nbval read: one line for each thing shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from claimline.show.page import rendering

#: A stretch of text: words, or words that link to an evidence row (`{"text": ..., "row": ...}`).
Run: TypeAlias = str | dict[str, str]
Runs: TypeAlias = list[Run]

_NOTHING = "Nothing in the extract meets all that was asked for; fewer parameters, or a longer period, may find more."

KINDS = ("findings", "table", "evidence", "note")


def mime(kind: str) -> str:
    """Return the MIME type under which a notebook holds a block of *kind*."""
    return f"application/vnd.claimline.{kind}+json"


def linked(text: str, row: str) -> Run:
    """Return *text* as a link to the evidence row with the id *row*."""
    return {"text": text, "row": row}


def plain(runs: Sequence[Run]) -> str:
    """Return the words of *runs*, each link followed by the id of its row, which is how a digest shows it."""
    return "".join(run if isinstance(run, str) else f"{run['text']} [{run['row']}]" for run in runs)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page: its kind, its matter as plain JSON, and the text that stands for it in a reference."""

    kind: str
    content: Mapping[str, Any]
    digest: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Return the block in every form a notebook needs: digest, JSON, and HTML for JupyterLab."""
        html = rendering.fragment(self.kind, self.content)
        return {"text/plain": self.digest, mime(self.kind): dict(self.content), "text/html": html}


def findings(title: str, scope: str, sentences: Sequence[Runs], second: str = "") -> Block:
    """Return the head of a page: a *title* that states the finding, a *second* one below it, *scope*, *sentences*.

    Where there is nothing to say, that is said.
    """
    told = [runs for runs in sentences if runs] or [[_NOTHING]]
    content = {"title": title, "second": second, "scope": scope, "findings": told}
    digest = [title, *([second] if second else []), scope, *(f"- {plain(runs)}" for runs in told)]
    return Block("findings", content, "\n".join(digest))


def table(name: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[Runs]]) -> Block:
    """Return a table called *name* (a slug): a *caption* that says what it shows, *columns*, and linked cells."""
    lines = [" | ".join(plain(cell) for cell in row) for row in rows]
    content = {"name": name, "caption": caption, "columns": list(columns), "rows": [list(row) for row in rows]}
    return Block("table", content, "\n".join([caption, " | ".join(columns), *lines]))


def note(name: str, runs: Runs) -> Block:
    """Return a line called *name* (a slug) that stands where there is nothing to show, and says so."""
    return Block("note", {"name": name, "runs": runs}, plain(runs))
