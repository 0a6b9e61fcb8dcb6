"""What changed since an earlier extract, as a part of a page. Pure: two extracts in, a figure or a line out."""

from __future__ import annotations

from claimline.model import Extract
from claimline.show.changes import changes
from claimline.show.charts import Figure, change_strip
from claimline.show.page.blocks import Block, note


def since(chosen: Extract, earlier: Extract | None) -> Figure | Block:
    """Return what is new, revised, withdrawn or newly contested in *chosen*; where nothing is, a line that says so."""
    if earlier is None:
        return note("changes", ["No earlier extract was given to compare with."])
    found = changes(earlier, chosen)
    if not found:
        return note("changes", ["Nothing: every claim and stance is as it was in the earlier extract."])
    return change_strip(found)
