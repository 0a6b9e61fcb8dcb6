"""A figure as a picture: to use elsewhere, or small, to be known by. Pure: a figure's markup in, SVG or PNG out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from claimline.show.drawing import letters, theme
from claimline.show.drawing.svg import SVG

_MARGIN = 24
_TITLE, _SMALL = 17, 13
_LEADING = 1.35
_THUMBNAIL = 0.6  # of a thumbnail's width is its height at most
_DOWN = re.compile(r"translate\([^,)]*,([^)]*)\)")
_START = re.compile(r"M[^,]*,(-?[0-9.]+)")
_OF_A_LINK = ("href", "aria-label", "aria-hidden", "tabindex")


def svg(figure: Mapping[str, Any], source: str) -> str:
    """
    Return the wide drawing of *figure*, which has one, as an SVG that stands alone: light, without links.

    Its title and subtitle stand above it, its note and *source*, a line that says where it is from, below.
    """
    drawing = _drawing(figure, "wide")
    wide, high = _size(drawing)
    top, above = _lines([(figure["title"], _TITLE), (figure["subtitle"], _SMALL)], wide, _MARGIN)
    end, below = _lines([(figure["note"], _SMALL), (source, _SMALL)], wide, top + high + 12)
    root = _framed(wide + 2 * _MARGIN, end + _MARGIN)
    root.attrib |= {"role": "img", "aria-label": figure["alt"]}
    # Nothing of it lies outside; a renderer that had to make sure would spend most of its time on that.
    drawing.attrib |= {"x": str(_MARGIN), "y": f"{top:g}", "overflow": "visible"}
    root.extend([*above, _still(drawing), *below])
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def png(picture: str) -> bytes:
    """Return *picture*, an SVG as `svg` gives it, as PNG: two px to one, in 64 colours, of which white is one."""
    import vl_convert
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(vl_convert.svg_to_png(picture, scale=2))) as drawn:
        drawn.convert("RGB").quantize(64, method=Image.Quantize.MAXCOVERAGE).save(out, "PNG")
    return out.getvalue()


def thumbnail(figure: Mapping[str, Any]) -> str:
    """Return the first marks of *figure*, which has a drawing, as an SVG for a list: narrow, without words or links."""
    drawing = _drawing(figure, "narrow")
    wide, high = _size(drawing)
    first = max(0.0, min(_tops(drawing, 0.0), default=0.0) - 8)
    _still(drawing)
    for parent in list(drawing.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}text", f"{{{SVG}}}title"):
                parent.remove(child)
    for key in list(drawing.attrib):
        del drawing.attrib[key]
    drawing.attrib |= {
        "viewBox": f"0 {first:g} {wide:g} {min(high - first, wide * _THUMBNAIL):g}",
        "aria-hidden": "true",
    }
    return ElementTree.tostring(drawing, encoding="unicode")


def _drawing(figure: Mapping[str, Any], form: str) -> ElementTree.Element:
    ElementTree.register_namespace("", SVG)
    found = ElementTree.fromstring(figure["markup"]).find(f"div[@class='{form}']/{{{SVG}}}svg")
    assert found is not None
    return found


def _tops(element: ElementTree.Element, y: float, *, linked: bool = False) -> Iterator[float]:
    """Yield where the linked shapes in *element* begin, px from the top of the drawing; *y* is where it stands."""
    y += sum(float(down) for down in _DOWN.findall(element.get("transform", "")))
    linked = linked or element.tag == f"{{{SVG}}}a"
    if linked and (start := _START.match(element.get("d", ""))):
        yield y + float(start[1])
    for child in element:
        yield from _tops(child, y, linked=linked)


def _size(drawing: ElementTree.Element) -> tuple[float, float]:
    return float(drawing.attrib["width"]), float(drawing.attrib["height"])


def _still(drawing: ElementTree.Element) -> ElementTree.Element:
    """Return *drawing* without what cannot be seen, its links made groups: what they lead to is not in the picture.

    What is drawn with no opacity is there for pointers; a renderer spends nearly half of its time on it.
    """
    for parent in list(drawing.iter()):
        for child in [one for one in parent if one.get("opacity") == "0"]:
            parent.remove(child)
    for element in drawing.iter(f"{{{SVG}}}a"):
        element.tag = f"{{{SVG}}}g"
        for key in _OF_A_LINK:
            element.attrib.pop(key, None)
    for key in ("role", "aria-roledescription", "aria-label"):
        drawing.attrib.pop(key, None)
    return drawing


def _framed(wide: float, high: float) -> ElementTree.Element:
    size = {"width": f"{wide:g}", "height": f"{high:g}"}
    root = ElementTree.Element(f"{{{SVG}}}svg", size | {"viewBox": f"0 0 {wide:g} {high:g}"})
    ElementTree.SubElement(root, f"{{{SVG}}}rect", size | {"fill": theme.light("bg")})
    return root


def _lines(texts: list[tuple[str, int]], room: float, y: float) -> tuple[float, list[ElementTree.Element]]:
    """Return where *texts*, each with its size, end when set below *y* in lines of *room* px, and these lines."""
    found = []
    for text, size in texts:
        for line in letters.wrap(letters.plain(text), room, size, bold=size == _TITLE):
            y += size * _LEADING
            found.append(_line(line, size, y))
    return y + 8, found


def _line(text: str, size: int, y: float) -> ElementTree.Element:
    ink, weight = ("ink", "700") if size == _TITLE else ("muted", "400")
    look = {"font-family": theme.FONT, "font-size": str(size), "font-weight": weight, "fill": theme.light(ink)}
    element = ElementTree.Element(f"{{{SVG}}}text", {"x": str(_MARGIN), "y": f"{y:.2f}"} | look)
    element.text = text
    return element
