"""The list of the reports that are there and of those that failed: `index.html`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimline.show.reports import manifest
from claimline.store import publish

#: How the name ends of a page that says why a report could not be made.
FAILED = ".failed.html"


def index(out: Path) -> None:
    """Write the list of the reports in *out*, if it is not what it was."""
    entries = manifest.read(out)
    listed = [{"name": name, **entry} for name, entry in _ordered(entries) if (out / f"{name}.html").is_file()]
    failed = sorted(path.name.removesuffix(FAILED) for path in out.glob(f"*{FAILED}"))
    told = json.dumps([listed, failed, manifest.code()])
    path, digest = out / "index.html", manifest.sha256(told.encode())
    if path.is_file() and digest.encode() in path.read_bytes():
        return
    from claimline.show.page import beside, sheets

    for entry in listed:
        picture = out / entry["name"] / beside.THUMBNAIL
        entry["thumbnail"] = picture.read_bytes() if manifest.holds(picture, entry["files"]) else b""
    publish(path, sheets.index(listed, failed, manifest.versions()["claimline"], digest))


def _ordered(entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    # The one to send comes first; a reader who opens the list wants it more than the alphabet.
    yield from sorted(entries.items(), key=lambda item: (item[0] != "briefing", item[0]))
