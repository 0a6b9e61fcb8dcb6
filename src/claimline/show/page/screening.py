"""Take a figure out of a notebook and let nothing through but shapes, words and links to rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from claimline.language.signs import visible
from claimline.show.charts.figures import MIME
from claimline.show.drawing.svg import SVG

_PAGE = {"figure", "figcaption", "h3", "p", "div", "span", "details", "summary"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_SHAPES = {"svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "defs", "clippath"}
_ELEMENTS = _PAGE | _TABLE | _SHAPES | {"a", "text", "tspan", "title"}
_PRINT = re.compile(r'<img class="claimline-print" alt="[^"<>]*" src="(data:image/svg\+xml;base64,[A-Za-z0-9+/=]+)">')
_REFERENCE = re.compile(r"#[A-Za-z][\w-]*|url\(#[\w-]+\)")
# Attributes whose value is words or a row's id: nothing in them acts.
_WORDS = ("aria-label", "title", "data-row", "data-voice")
_LOUD = re.compile(r"url|expression|import|javascript|data:", re.IGNORECASE)


class DrawingError(ValueError):
    """A figure that may not be shown; the message says what it holds that no drawing of ours does."""


def content(data: Mapping[str, Any], specs: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return a figure's output *data* as the page needs it: words, markup, which rows it links to and which it draws.

    *specs* are its drawings as Vega-Lite, if they are known: they are handed on and never run. Raises DrawingError.
    """
    bundle = data[MIME]
    html = "".join(data["text/html"])
    if printed := _PRINT.fullmatch(html):
        return {"id": bundle["id"], "alt": bundle["alt"], "print": printed[1], "rows": set(), "drawn": set()}
    markup = visible(html[html.index("<figure") :].replace(' xlink:href="#', ' href="#'))
    try:
        root = ElementTree.fromstring(markup)
    except ElementTree.ParseError as error:
        raise DrawingError(f"figure {bundle.get('id')}: its drawing is damaged: {error}") from error
    linked = {row for element in root.iter() for row in _links(element, str(bundle["id"]))}
    drawn = {element.get("href", "#")[1:] for element in root.iter(f"{{{SVG}}}a")}
    return {
        **{part: bundle[part] for part in ("id", "title", "subtitle", "note", "alt")},
        "markup": markup,
        "rows": linked,
        "drawn": drawn,
        "data": bundle["rows"],
        "specs": dict(specs),
    }


def _links(element: ElementTree.Element, figure: str) -> list[str]:
    """Return the rows that *element* links to, after making sure that it holds nothing that could act."""
    name = element.tag.rpartition("}")[2].lower()
    if name not in _ELEMENTS:
        raise DrawingError(f"figure {figure}: its drawing holds <{name}>")
    rows = []
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on") or attribute in ("src", "style", "srcset", "action", "formaction"):
            raise DrawingError(f"figure {figure}: its drawing holds the attribute {attribute}")
        if attribute == "href":
            if not re.fullmatch(r"#\w+", value):
                raise DrawingError(f"figure {figure}: its drawing links to {value!r}")
            rows.append(value[1:])
        elif not attribute.startswith(_WORDS) and _LOUD.search(value) and not _REFERENCE.fullmatch(value):
            raise DrawingError(f"figure {figure}: its drawing holds {attribute}={value!r}")
    return rows
