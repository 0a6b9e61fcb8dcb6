"""Draw a Vega-Lite spec as a still SVG that stands on its own. Pure: spec in, text out.

The renderer's drawing is put right in five ways: row links point into the page again (it resolves `#id` against a
web address of its own), each row is one named link with a tooltip, whatever carries no link is hidden from screen
readers (the figure's text alternative and table say it better), numbers are rounded to hundredths of a px, and words
that run from right to left keep to themselves. What the renderer writes on every shape and means nothing is left out:
it would be a quarter of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from claimline.language.signs import visible
from claimline.show.drawing import renderer, theme

SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LINK = f"{{{SVG}}}a"
_GROUP = f"{{{SVG}}}g"
_NUMBER = re.compile(r"-?[0-9]*\.[0-9]{3,}(?:e-?[0-9]+)?")
# Words that are read from right to left, and what lies between them where it is no other letter or digit.
_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(rf"({_LETTER}(?:(?:\W|{_LETTER})*{_LETTER})?)")
_EMPTY = {"background", "foreground"}
# What every shape is without being told.
_USUAL = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "font-weight": "normal",
    "text-anchor": "start",
    "stroke-width": "1",
    "transform": "translate(0,0)",
    "x2": "0",
    "y2": "0",
}


def drawn(spec: Mapping[str, Any], name: str, tooltips: Mapping[str, str]) -> str:
    """Return *spec* as SVG text whose accessible name is *name*.

    *tooltips* gives what each linked row says, line by line, by row id; it is what hovering shows and the link's name.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(renderer.svg(_shown(spec)))
    _prune(root)
    _link(root, tooltips)
    for element in root.iter():
        for key in ("d", "transform", "x2", "y2"):
            if key in element.attrib:
                element.set(key, _NUMBER.sub(_rounded, element.attrib[key]))
        _spare(element)
    for text in list(root.iter(f"{{{SVG}}}text")):
        _isolate(text)
    root.set("font-family", theme.FONT)
    root.attrib |= {"role": "graphics-document", "aria-roledescription": "chart", "aria-label": visible(name)}
    return ElementTree.tostring(root, encoding="unicode")


def _shown(part: Any) -> Any:
    """Return *part* of a spec with what hides in its words written out: the renderer would drop it without a word."""
    if isinstance(part, Mapping):
        return {name: _shown(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_shown(value) for value in part]
    return visible(part) if isinstance(part, str) else part


def _spare(element: ElementTree.Element) -> None:
    """Drop from *element* what it would be anyway, and the charts' one font, which the root says for all."""
    for key, usual in {**_USUAL, "font-family": theme.FONT}.items():
        if element.get(key) == usual:
            del element.attrib[key]


def _isolate(text: ElementTree.Element) -> None:
    """Keep words that run from right to left from drawing numbers beside them, a day for instance, into their order."""
    before, *parts = _RIGHT_TO_LEFT.split(text.text or "")
    if parts:
        text.text = before
        for words, after in zip(parts[::2], parts[1::2], strict=True):
            span = ElementTree.SubElement(text, f"{{{SVG}}}tspan", {"unicode-bidi": "isolate"})
            span.text, span.tail = words, after


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _prune(root: ElementTree.Element) -> None:
    """Drop the renderer's empty shapes and its own words for screen readers; hide groups that hold no link."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in _EMPTY and not child.get("fill"):
                parent.remove(child)
        for key in ("role", "aria-roledescription", "aria-label", "aria-hidden", "class", "pointer-events"):
            parent.attrib.pop(key, None)
        if parent.tag == _GROUP and parent.find(f".//{_LINK}") is None:
            parent.set("aria-hidden", "true")


def _link(root: ElementTree.Element, tooltips: Mapping[str, str]) -> None:
    """Point links into the page, name them, and let the keyboard stop once at each row."""
    met: set[str] = set()
    for link in root.iter(_LINK):
        row = link.attrib.pop(_HREF).partition("#")[2]
        link.set("href", f"#{row}")
        if row in met:
            link.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
        met.add(row)
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = visible(tooltips.get(row, row))
        link.insert(0, title)
