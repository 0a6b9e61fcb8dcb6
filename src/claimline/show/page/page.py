"""Make a report's page from its executed notebook: one file, no script, no network. Pure: notebook in, HTML out.

Of all that a notebook can print, only what our own show functions emit reaches the page: findings, tables and
evidence as JSON that our templates write again, figures as drawings that hold nothing but shapes, text and links to
rows, and plain text, escaped. Anything else stops the report.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from claimline.show.charts import figures
from claimline.show.page import blocks, rendering, screening

_BLOCKS = {blocks.mime(kind): kind for kind in blocks.KINDS}
_PLAIN = "text/plain"
_ALSO = "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"


class PageError(ValueError):
    """An executed notebook that no page can be made of; the message names the cell or the figure, and the remedy."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on a page: prose, findings, table, evidence, figure or plain text, and its content."""

    kind: str
    content: Any


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. `id` is unique on its page."""

    id: str
    heading: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written: what its head says, its sections, and which figures show which rows.

    `title` is the first finding and `second` the one that stands below it, "" for none. `known` holds the ids that have
    an evidence row: every link on the page must lead to one of them. `folded` holds those that no figure draws and no
    finding names, on a page that has figures: their evidence is all there, behind one more click.
    """

    name: str
    title: str
    second: str
    scope: str
    sections: list[Section]
    code: list[str]
    known: frozenset[str]
    shown: Mapping[str, list[dict[str, Any]]]
    folded: frozenset[str]


def page(notebook: Mapping[str, Any]) -> Page:
    """Return the page of an executed *notebook* (nbformat 4, parsed). Raises PageError."""
    name, sections = _sections(notebook)
    parts = [part for section in sections for part in section.parts]
    head: Mapping[str, Any] = next((part.content for part in parts if part.kind == "findings"), {})
    known = frozenset(row["id"] for part in parts if part.kind == "evidence" for row in part.content["rows"])
    shown: dict[str, list[dict[str, Any]]] = {}
    for figure in (part.content for part in parts if part.kind == "figure"):
        for row in sorted(figure["rows"]):
            if row not in known:
                raise PageError(f"figure {figure['id']}: its mark {row!r} has no evidence row: show its evidence too")
        for row in sorted(figure["drawn"]):
            shown.setdefault(row, []).append({"id": figure["id"], "number": figure["number"]})
    code = [source for cell in notebook["cells"] if cell["cell_type"] == "code" and (source := _source(cell))]
    title, second, scope = (head.get(part, other) for part, other in (("title", name), ("second", ""), ("scope", "")))
    named = {run["row"] for runs in head.get("findings", ()) for run in runs if not isinstance(run, str)}
    folded = known - shown.keys() - named if shown else frozenset()
    return Page(name, title, second, scope, sections, code, known, shown, folded)


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _sections(notebook: Mapping[str, Any]) -> tuple[str, list[Section]]:
    """Return the notebook's name, from its first heading, and its sections, one for each second-level heading."""
    name, sections, drawn = "", [Section("start", "Start")], 0
    for thing in _things(notebook):
        if isinstance(thing, Part):
            if thing.kind == "figure" and "print" not in thing.content:
                thing.content["number"] = drawn = drawn + 1
            sections[-1].parts.append(thing)
        elif thing.startswith("## "):
            heading = thing.removeprefix("## ").strip()
            sections.append(Section(_slug(heading, {section.id for section in sections}), heading))
        else:
            name = name or thing.removeprefix("# ").strip()
    return name or "Report", [section for section in sections if section.parts]


def _things(notebook: Mapping[str, Any]) -> Iterator[Part | str]:
    """Yield what *notebook* holds in its order: parts of the page, and headings of the first two levels as text."""
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "code":
            yield from _shown(cell, number)
            continue
        for chunk in re.split(r"(?m)^(?=##? )", _source(cell)):
            head, _, text = chunk.partition("\n") if chunk.startswith(("# ", "## ")) else ("", "", chunk)
            if head:
                yield head
            if text.strip():
                yield Part("prose", rendering.prose(text))


def _slug(heading: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "part"
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if name not in taken)


def _shown(cell: Mapping[str, Any], number: int) -> Iterator[Part]:
    """Yield what *cell*, the one with *number*, shows on the page."""
    for output in cell["outputs"]:
        if output["output_type"] == "stream":
            yield Part("text", "".join(output["text"]))
            continue
        data = output.get("data", {})
        kind = next((_BLOCKS[mime] for mime in data if mime in _BLOCKS), None)
        if kind:
            yield Part(kind, data[blocks.mime(kind)])
        elif figures.MIME in data:
            yield _figure(data, number)
        elif set(data) <= {_PLAIN}:
            yield Part("text", "".join(data.get(_PLAIN, "")))
        else:
            raise PageError(f"cell {number}: shows {', '.join(sorted(data))}: show a figure, a table or plain text")


def _figure(data: Mapping[str, Any], number: int) -> Part:
    try:
        return Part("figure", screening.content(data))
    except screening.DrawingError as error:
        raise PageError(f"cell {number}: {error}") from error


# ---- writing ---------------------------------------------------------------------------------------


def written(made: Page, footer: Mapping[str, Any]) -> bytes:
    """Return *made* as one HTML file; *footer* tells how to rebuild and cite it."""
    return _closed("page.html.j2", css(), page=made, footer=footer)


def _closed(template: str, styles: str, **values: Any) -> bytes:
    """Return *template* as a page that may load nothing, run nothing, and be styled by *styles* alone."""
    allowed = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; {_ALSO}"
    return rendering.rendered(template, css=Markup(styles), policy=policy, **values).encode()


def css() -> str:
    """Return the stylesheet of a page: fonts, tokens, figures, and the page itself."""
    return "\n".join([figures.font_css(), figures.css(), rendering.source("page.css")])


def index(entries: list[dict[str, Any]], failed: list[str], version: str, digest: str) -> bytes:
    """Return the page that lists the reports: *entries* as the manifest has them, and the names of those that *failed*.

    The page carries *digest*, which tells whether it still lists what there is.
    """
    return _closed("index.html.j2", css(), entries=entries, failed=failed, version=version, digest=digest)


def failure(name: str, lines: list[str], source: str) -> bytes:
    """Return the page that says why the report *name* was not made, and which cell to look at."""
    return _closed("failed.html.j2", css(), name=name, lines=lines, source=source)
