"""Read a report's page out of its executed notebook. Pure: notebook in, page out.

Of all that a notebook can print, only what our own show functions emit reaches the page: findings, tables and
evidence as JSON that our templates write again, figures as drawings that hold nothing but shapes, text and links to
rows, and plain text, escaped. Anything else stops the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from claimline.show.charts import figures
from claimline.show.page import blocks, rendering, screening

_BLOCKS = {blocks.mime(kind): kind for kind in blocks.KINDS}
_PLAIN = "text/plain"
# So many characters of evidence stand on a page at most, unless its figures draw and its findings name more rows; what
# frames a row of evidence is about as long as the row.
_ROOM = 250_000
_FRAME = 600


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

    `title` is the first finding and `second` the one that stands below it, "" for none; `findings` are sentences of
    runs. `rows` holds the ids of all evidence rows, `known` those that stand on the page: every link must lead to one
    of them. `folded` holds those of them that no figure draws and no finding names, on a page that has figures: their
    evidence is behind one more click.
    """

    name: str
    title: str
    second: str
    scope: str
    findings: list[blocks.Runs]
    sections: list[Section]
    code: list[str]
    rows: frozenset[str]
    known: frozenset[str]
    shown: Mapping[str, list[dict[str, Any]]]
    folded: frozenset[str]


def page(notebook: Mapping[str, Any]) -> Page:
    """Return the page of an executed *notebook* (nbformat 4, parsed). Raises PageError."""
    name, sections = _sections(notebook)
    parts = [part for section in sections for part in section.parts]
    head: Mapping[str, Any] = next((part.content for part in parts if part.kind == "findings"), {})
    every = {row["id"]: row for part in parts if part.kind == "evidence" for row in part.content["rows"]}
    figures_ = [part.content for part in parts if part.kind == "figure"]
    shown = _drawn(figures_, every.keys())
    named = {run["row"] for runs in head.get("findings", ()) for run in runs if not isinstance(run, str)}
    called = shown.keys() | named
    folded = _fitting(every, called)
    known = folded | (called & every.keys())
    for figure in figures_:
        figure["markup"] = _within(figure.get("markup", ""), known)
    return Page(
        name,
        head.get("title", name),
        head.get("second", ""),
        head.get("scope", ""),
        [_linked(runs, known) for runs in head.get("findings", [])],
        sections,
        code=[source for cell in notebook["cells"] if cell["cell_type"] == "code" and (source := _source(cell))],
        rows=frozenset(every),
        known=known,
        shown=shown,
        folded=folded if shown else frozenset(),
    )


def _fitting(every: Mapping[str, Mapping[str, Any]], called: Set[str]) -> frozenset[str]:
    """Return those of *every* evidence row, by id, that nothing on the page calls and that there is room for."""
    lengths = {row: _FRAME + sum(len(str(value)) for value in told.values()) for row, told in every.items()}
    room = _ROOM - sum(lengths[row] for row in every if row in called)
    reached = accumulate(lengths[row] for row in every if row not in called)
    others = (row for row in every if row not in called)
    return frozenset(row for row, length in zip(others, reached, strict=True) if length <= room)


def _drawn(figures_: Iterable[Mapping[str, Any]], every: Set[str]) -> dict[str, list[dict[str, Any]]]:
    """Return which of *figures_* draw a row, by its id. Raises PageError for a mark without evidence in *every*."""
    shown: dict[str, list[dict[str, Any]]] = {}
    for figure in figures_:
        for row in sorted(figure["rows"] - every):
            raise PageError(f"figure {figure['id']}: its mark {row!r} has no evidence row: show its evidence too")
        for row in sorted(figure["drawn"]):
            shown.setdefault(row, []).append({"id": figure["id"], "number": figure["number"]})
    return shown


def _linked(runs: blocks.Runs, known: frozenset[str]) -> blocks.Runs:
    return [run if isinstance(run, str) or run["row"] in known else run["text"] for run in runs]


def _within(markup: str, known: frozenset[str]) -> Markup:
    """Return *markup* with the links of its table to rows that are not on the page made plain."""
    link = re.compile(r'<a href="#(\w+)">(\w+)</a>')
    return Markup(link.sub(lambda found: found[0] if found[1] in known else found[2], markup))


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _sections(notebook: Mapping[str, Any]) -> tuple[str, list[Section]]:
    """Return the notebook's name, from its first heading, and its sections, one for each second-level heading."""
    name, sections, drawn = "", [Section("start", "Start")], 0
    for thing in _things(notebook):
        if isinstance(thing, Part):
            if thing.kind == "figure" and thing.content["drawn"]:
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
            yield _figure(data, output.get("metadata", {}).get(figures.MIME, {}), number)
        elif set(data) <= {_PLAIN}:
            yield Part("text", "".join(data.get(_PLAIN, "")))
        else:
            raise PageError(f"cell {number}: shows {', '.join(sorted(data))}: show a figure, a table or plain text")


def _figure(data: Mapping[str, Any], specs: Mapping[str, Any], number: int) -> Part:
    try:
        return Part("figure", screening.content(data, specs))
    except screening.DrawingError as error:
        raise PageError(f"cell {number}: {error}") from error
