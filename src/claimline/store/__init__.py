"""Read and write the extract. The only room that touches `data/`."""

from claimline.store.atomic import StoreError, publish, reading, settle, writing
from claimline.store.extracts import count_claims, listing, read_extract, read_in_part, read_row, read_whole
from claimline.store.manifest import MANIFEST, corpus_of, seeds_of
from claimline.store.package import differing, files, write_extract

__all__ = [
    "MANIFEST",
    "StoreError",
    "corpus_of",
    "count_claims",
    "differing",
    "files",
    "listing",
    "publish",
    "read_extract",
    "read_in_part",
    "read_row",
    "read_whole",
    "reading",
    "seeds_of",
    "settle",
    "write_extract",
    "writing",
]
