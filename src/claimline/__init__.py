"""claimline: cited figures and policy stances, over time.

The names below are the public surface. They are loaded when first used, so that `import claimline` costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from claimline.codebook import Codebook
    from claimline.find.attributions import find_attributions
    from claimline.find.quantities import find_quantities
    from claimline.find.times import find_times
    from claimline.model import Extract, Source
    from claimline.read.corrections import Amendment
    from claimline.store import count_claims, read_extract
    from claimline.weigh import tables

__all__ = [
    "count_claims",
    "extract",
    "extract_seeds",
    "find_attributions",
    "find_quantities",
    "find_times",
    "read_extract",
    "tables",
]

_HOMES = {
    "find_attributions": "claimline.find.attributions",
    "find_quantities": "claimline.find.quantities",
    "find_times": "claimline.find.times",
    "count_claims": "claimline.store",
    "read_extract": "claimline.store",
}


def __getattr__(name: str) -> Any:
    if name == "tables":
        return import_module("claimline.weigh.tables")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'claimline' has no attribute {name!r}")


def extract(documents: Sequence[Source], codebook: Codebook, corrections: Sequence[Amendment] = ()) -> Extract:
    """Return what *documents* claim on the topic of *codebook*, with an analyst's *corrections* applied."""
    from claimline.find.extract import find_document
    from claimline.weigh.reconcile import reconcile

    texts = {source.document.document: source.text for source in documents}
    return reconcile([find_document(source, codebook) for source in documents], codebook, texts, corrections)


def extract_seeds(folder: Path | str, codebook: Path | str | None = None) -> Extract:
    """
    Return the extract of a *folder* of texts with its `sources.toml`, `codebook.toml` and `corrections.toml`.

    Raises ReadError, CodebookError or CorrectionError, each a ValueError of one line: file, place, field, remedy.
    """
    from pathlib import Path

    from claimline.read.codebook import read_codebook
    from claimline.read.corrections import read_corrections
    from claimline.read.documents import read_seeds

    folder = Path(folder)
    topic = read_codebook(Path(codebook) if codebook else folder / "codebook.toml")
    return extract(read_seeds(folder), topic, read_corrections(folder / "corrections.toml"))
