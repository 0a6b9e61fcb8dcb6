"""An extract from disk, in whichever form it is there, whole or what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.model import Extract
from claimline.store.atomic import StoreError, reading
from claimline.store.manifest import read_manifest
from claimline.store.package import read_package

if TYPE_CHECKING:
    import pyarrow as pa

    from claimline.store.listed import Listed

_EVER = "9999"


def read_extract(
    folder: Path | str = "data",
    *,
    measures: Sequence[str] = (),
    actors: Sequence[str] = (),
    issue: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Extract:
    """
    Return the extract in *folder*. Raises StoreError naming file, row and column where it is damaged.

    One that is too large to be held is read as far as it is asked for, in the words of `selection.select`: the
    statements that it would keep, with all that they rest on. Of more than a page can tell these are the latest, and
    where nothing is asked for, the latest on the measures with the most claims; a problem under the rule `partial` says
    so. Any other is read whole, whatever is asked.
    """
    folder = Path(folder)
    with reading(folder):
        resources = _resources(folder)
        if not _is_parquet(resources):
            return read_package(folder, resources)
        from claimline.store.dataset import read_dataset
        from claimline.store.opening import read_opening
        from claimline.store.selecting import Asked, is_large, read_selected

        if is_large(resources):
            if not any((measures, actors, issue, since, until, as_of)):
                return read_opening(folder, resources)
            return read_selected(
                folder, resources, Asked(measures, actors, issue, since, min(until or _EVER, as_of or _EVER))
            )
        return read_dataset(folder, resources)


def read_whole(folder: Path | str, purpose: str) -> Extract:
    """Return the extract in *folder*, every row of it. Raises StoreError where *purpose* would need more than fits."""
    folder = Path(folder)
    with reading(folder):
        resources = _resources(folder)
        if _is_parquet(resources):
            from claimline.store.selecting import MOST, is_large

            if is_large(resources):
                limit = f"{purpose} holds every row in memory, up to {MOST:,} statements, and there are more"
                raise StoreError(f"{folder}: {limit}: extract a month of the corpus by itself")
    return read_extract(folder)


@contextmanager
def listing(folder: Path | str) -> Iterator[Listed | None]:
    """Give the files of the extract in *folder*, which stays as it is for so long; None where its rows can be held."""
    folder = Path(folder)
    with reading(folder):
        resources = _resources(folder)
        if _is_parquet(resources):
            from claimline.store.listed import listed
            from claimline.store.selecting import is_large

            if is_large(resources):
                yield listed(folder, resources)
                return
        yield None


def read_in_part(folder: Path | str) -> bool:
    """Tell whether the extract in *folder* is too large to be held, so that what is asked for decides what is read."""
    resources = _resources(Path(folder))
    if not _is_parquet(resources):
        return False
    from claimline.store.selecting import is_large

    return is_large(resources)


def read_row(folder: Path | str, prefix: str) -> Extract:
    """Return of a large extract the rows whose ids begin with *prefix* and what is near them; any other extract whole.

    Raises StoreError where the extract is damaged.
    """
    folder = Path(folder)
    with reading(folder):
        resources = _resources(folder)
        if _is_parquet(resources):
            from claimline.store.nearby import read_near
            from claimline.store.selecting import is_large

            if is_large(resources):
                return read_near(folder, resources, prefix)
    return read_extract(folder)


def count_claims(folder: Path | str = "data") -> pa.Table:
    """
    Return how many claims a large extract has of each measure, actor and month, with the lowest and highest figure.

    No row is made: ten million claims are counted in seconds. Raises StoreError where *folder* holds no large extract.
    """
    from claimline.store.counting import counted

    folder = Path(folder)
    with reading(folder):
        resources = _resources(folder)
        if not _is_parquet(resources):
            raise StoreError(f"{folder}: in CSV: count its rows with claimline.tables.claims")
        return counted(folder, resources)


def _resources(folder: Path) -> dict[str, Mapping[str, Any]]:
    return {resource["name"]: resource for resource in read_manifest(folder)["resources"]}


def _is_parquet(resources: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(resource.get("format") == "parquet" for resource in resources.values())
