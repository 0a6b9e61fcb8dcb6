"""Make one report: execute its notebook, write its page and what lies beside it, enter it into the manifest."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from claimline.model import Extract
from claimline.show.page import beside, page, rendering, sheets
from claimline.show.reports import manifest, notebook, reads
from claimline.show.reports.listing import FAILED
from claimline.show.reports.notebook import NotebookError, execute
from claimline.show.reports.orders import Order, words
from claimline.store import publish, read_extract, writing


def load() -> None:
    """Import and compile what making a report takes, so that processes forked from this one need not."""
    notebook.load()
    rendering.load()
    import PIL.PngImagePlugin  # noqa: F401
    import vl_convert  # noqa: F401


def make(order: Order, extract: Extract, data: Path, out: Path) -> str | None:
    """
    Make the report of *order* from the *extract* in the folder *data* into *out*; return the reason if it failed.

    One that fails leaves the report that was there as it was, with a page beside it that says why.
    """
    try:
        executed, read = execute(order.notebook, order.asked, data, order.earlier)
        held = reads.Rows(extract, partial(read_extract, data))
        rows, extract = held.described(read), held.extract(read)
        footer = _footer(order, rows, extract)
        made = page.page(executed)
        files = beside.files(made, extract, footer)
    except (NotebookError, page.PageError) as error:
        return failed(order.name, str(error), out, getattr(error, "source", ""))
    content = sheets.report(made, footer, files)
    entry: dict[str, Any] = {part: getattr(made, part) for part in ("title", "second", "scope", "findings")}
    entry |= {"heading": made.name, "asked": _told(order), "sha256": manifest.sha256(content)}
    entry["made_from"] = order.origin.as_json() | {"rows": rows, "seeds": dict(footer["seeds"])}
    entry["files"] = {name: manifest.sha256(file) for name, file in sorted(files.items())}
    with writing(out):
        _publish(out / order.name, files)
        publish(out / f"{order.name}.html", content)
        manifest.write(out, manifest.read(out) | {order.name: entry})
        (out / f"{order.name}{FAILED}").unlink(missing_ok=True)
    return None


def failed(name: str, reason: str, out: Path, source: str = "") -> str:
    """Publish the page that says for which *reason* the report *name* was not made; return the reason and its place."""
    path = out / f"{name}{FAILED}"
    with writing(out):
        publish(path, sheets.failure(name, reason.splitlines(), source))
    return f"{reason} (see {path})"


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into the *folder* beside a page, each whole, and remove what an earlier report left there."""
    for name, content in files.items():
        publish(folder / name, content)
    for path in folder.glob("*"):
        if path.name not in files:
            path.unlink()


def _told(order: Order) -> str:
    return "; ".join(f"{name} {words(value)}" for name, value in order.asked.items())


def _footer(order: Order, rows: list[reads.Read], extract: Extract) -> dict[str, Any]:
    """Return what the foot of a page says: enough for anyone to make the page again and see that it is the same.

    Its extract is the hash of the *rows* that it read; its seeds are told where it read the list of documents.
    """
    origin = order.origin
    documents = extract.documents if reads.whole("documents", rows) else ()
    return {
        "name": order.name,
        "version": origin.versions["claimline"],
        "asked": _told(order),
        "command": shlex.join(order.command),
        "parameters": json.dumps(dict(origin.parameters), ensure_ascii=False),
        "versions": ", ".join(f"{name} {number}" for name, number in origin.versions.items()),
        "seeds": sorted((row.document, row.sha256) for row in documents),
        "extract": manifest.sha256(json.dumps(rows, sort_keys=True).encode()),
        **{part: getattr(origin, part) for part in ("notebook", "code", "lock")},
    }
