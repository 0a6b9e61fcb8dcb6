"""Read and write the extract. The only room that touches `data/`."""

from claimline.store.atomic import StoreError, publish, writing
from claimline.store.package import MANIFEST, differing, files, read_extract, seeds_of, write_extract

__all__ = [
    "MANIFEST",
    "StoreError",
    "differing",
    "files",
    "publish",
    "read_extract",
    "seeds_of",
    "write_extract",
    "writing",
]
