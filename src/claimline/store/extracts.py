"""An extract from disk, in whichever form it is there."""

from __future__ import annotations

from pathlib import Path

from claimline.model import Extract
from claimline.store.atomic import reading
from claimline.store.manifest import read_manifest
from claimline.store.package import read_package


def read_extract(folder: Path | str = "data") -> Extract:
    """Return the extract in *folder*. Raises StoreError naming file, row and column where it is damaged."""
    folder = Path(folder)
    with reading(folder):
        resources = {resource["name"]: resource for resource in read_manifest(folder)["resources"]}
        if any(resource.get("format") == "parquet" for resource in resources.values()):
            from claimline.store.dataset import read_dataset

            return read_dataset(folder, resources)
        return read_package(folder, resources)
