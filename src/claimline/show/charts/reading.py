"""What can be read off a drawing, whatever its colours and whoever draws it: for the check that a figure is unchanged.

Pure: a Vega-Lite spec in, a few lines out. An axis is told in full. A layer is told by its mark, the number of its
shapes, and a fingerprint of where they stand, what they say and where they lead, so that a bar of another length, a
lost arrow or a wrong link is a change, while another shade or another version of a library is none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimline.show.drawing import theme

Spec = Mapping[str, Any]

#: A colour is read as the role that it plays, so that a theme may change its shades.
_ROLES = {theme.light(token): token for token in theme.DRAWN}
_PARTS = ("vconcat", "hconcat", "layer")


def reading(spec: Spec) -> list[str]:
    """Return what *spec* draws, one line for each axis and each layer, in the order of drawing."""
    return list(dict.fromkeys(_views(spec, "")))


def _views(spec: Spec, place: str) -> Iterator[str]:
    for name in _PARTS:
        for number, part in enumerate(spec.get(name, ()), 1):
            yield from _views(part, f"{place}{number}" if name == "layer" else f"{place}{number}.")
    if "mark" in spec:
        yield from _axes(spec["encoding"], place.rpartition(".")[0])
        yield f"{place} {_layer(spec)}"


def _axes(encoding: Spec, place: str) -> Iterator[str]:
    for channel in ("x", "y"):
        told = encoding.get(channel, {})
        if told.get("scale"):
            axis = {key: value for key, value in (told.get("axis") or {}).items() if key in _READ}
            scale = {key: told["scale"][key] for key in ("type", "domain", "range") if key in told["scale"]}
            yield f"{place} {channel} {json.dumps({**scale, **axis}, ensure_ascii=False, sort_keys=True)}"


_READ = {"values", "format", "labelExpr", "title", "labels", "orient"}


def _layer(spec: Spec) -> str:
    mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
    values = spec["data"]["values"]
    told = [{channel: _seen(one, value) for channel, one in spec["encoding"].items()} for value in values]
    look = {key: plain(value) for key, value in mark.items() if key not in _LOOKS}
    return counted(mark["type"], told, look)


def counted(kind: str, told: Sequence[Any], look: Any = None) -> str:
    """Return a line on marks of one *kind*: how many were *told*, and a fingerprint of them and of their *look*."""
    text = json.dumps([look, told], ensure_ascii=False, sort_keys=True)
    return f"{kind} x{len(told)} {hashlib.sha256(text.encode()).hexdigest()[:8]}"


#: What of a mark is taste: a thicker line says nothing else.
_LOOKS = {"size", "strokeWidth", "fontSize", "cornerRadius", "font"}


def _seen(channel: Any, value: Spec) -> Any:
    """Return what *channel* makes of *value*: its datum if it is on a scale, else its place to the px."""
    if isinstance(channel, list):
        return [_seen(one, value) for one in channel]
    datum = value.get(channel["field"]) if "field" in channel else channel.get("value")
    return datum if channel.get("scale") else plain(datum)


def plain(value: Any) -> Any:
    """Return *value* as it is read: a number to the px, a colour of the charts as the role that it plays."""
    if isinstance(value, float):
        return round(value)
    return _ROLES.get(value, value) if isinstance(value, str) else value
