"""What changed since an earlier extract, as a part of a page. Pure: two extracts in, a block out."""

from __future__ import annotations

from collections import Counter

from claimline.model import Extract
from claimline.show.changes import Change, changes
from claimline.show.page.blocks import Block, Runs, linked, note, table
from claimline.show.selection import statements
from claimline.show.words import wording

# What a reader calls each kind of change, the gravest first.
_KINDS = {
    "contested": "newly contested",
    "moved": "moved",
    "revised": "revised",
    "gone": "withdrawn",
    "added": "new",
}


def since(chosen: Extract, earlier: Extract | None) -> Block:
    """Return what is different in *chosen* from the *earlier* extract, the gravest first; a line where nothing is."""
    if earlier is None:
        return note("changes", ["No earlier extract was given to compare with."])
    found = sorted(changes(earlier, chosen), key=lambda change: list(_KINDS).index(change.kind))
    if not found:
        return note("changes", ["Nothing: every claim and stance is as it was in the earlier extract."])
    shown = {row.id for row in statements(chosen)}
    counts = Counter(change.kind for change in found)
    caption = ", ".join(f"{counts[kind]} {words}" for kind, words in _KINDS.items() if counts[kind])
    rows: list[list[Runs]] = [_told(change, shown) for change in found]
    return table("changes", f"Since the earlier extract: {caption}", ["Change", "Before", "Now"], rows)


def _told(change: Change, shown: set[str]) -> list[Runs]:
    now = linked(change.after, change.id) if change.id in shown else change.after or "–"
    return [[wording.sentence(_KINDS[change.kind])], [change.before or "–"], [now]]
