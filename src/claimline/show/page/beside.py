"""What lies in a folder beside a page for whoever goes on from it: rows, tables and figures, as files. Pure.

The page is whole without them. Tables are CSV in which no cell starts a formula, everything else is JSON or a picture.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimline.model import Extract, cells
from claimline.show.page import pictures, sheets
from claimline.show.page.blocks import plain
from claimline.show.page.page import Page, PageError
from claimline.store.cells import line
from claimline.store.tables import write_table

#: The name of the picture that a report is known by in a list.
THUMBNAIL = "thumbnail.svg"
# The tables whose rows a page shows as evidence.
_TABLES = ("claims", "stances", "links", "events")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}\.[a-z]{3,4}")


def files(made: Page, extract: Extract, footer: Mapping[str, Any]) -> dict[str, bytes]:
    """
    Return the files that belong into the folder beside the page *made*, by name.

    Its rows are those of *extract* that it asks for, as many as there are. Raises PageError where two have one name, or
    one has a name that is no plain file's.
    """
    found: dict[str, bytes] = {}
    for name, content in (*_rows(made, extract), *_shown(made, footer)):
        if not _NAME.fullmatch(name):
            raise PageError(f"a figure or table is called {name!r}: use small letters, digits and hyphens")
        if name in found:
            raise PageError(f"two figures or tables are called {name.partition('.')[0]!r}: give each its own name")
        found[name] = content
    return found


def _rows(made: Page, extract: Extract) -> Iterator[tuple[str, bytes]]:
    chosen = {table: [row for row in getattr(extract, table) if row.id in made.rows] for table in _TABLES}
    for table, rows in chosen.items():
        if rows:
            yield f"{table}.csv", write_table(table, rows)
    if made.rows:
        named = {**chosen, "codes": extract.codes}
        yield "rows.json", _json({table: [dict(cells(row)) for row in rows] for table, rows in named.items()})


def _shown(made: Page, footer: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    parts = [part for section in made.sections for part in section.parts]
    drawn = [part.content for part in parts if part.kind == "figure" and part.content["drawn"]]
    if drawn:
        yield THUMBNAIL, pictures.thumbnail(drawn[0]).encode()
    for part in parts:
        if part.kind == "table":
            shown = [[plain(cell) for cell in row] for row in part.content["rows"]]
            yield f"{part.content['name']}.csv", _csv(part.content["columns"], shown)
        elif part.kind == "figure":
            yield from _figure(made, part.content, footer)


def _figure(made: Page, figure: Mapping[str, Any], footer: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    name = figure["id"]
    if figure.get("print"):
        yield f"{name}.svg", base64.b64decode(figure["print"].partition(",")[2])
        return
    if figure["data"]:
        yield f"{name}.csv", _csv(figure["data"][0], (row.values() for row in figure["data"]))
    if figure["drawn"]:
        if figure["specs"]:
            yield f"{name}.json", _json(figure["specs"])
        picture = pictures.svg(figure, source(made, footer))
        yield f"{name}.svg", picture.encode()
        yield f"{name}.png", pictures.png(picture)
        yield f"{name}.html", sheets.figure(made, figure, footer)


def source(made: Page, footer: Mapping[str, Any]) -> str:
    """Return in one line where a figure of *made* is from."""
    return f"claimline report {footer['name']}. {made.scope} Extract {footer['extract'][:12]}."


def _csv(head: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    return "".join(map(line, (head, *rows))).encode()


def _json(matter: object) -> bytes:
    return (json.dumps(matter, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
