"""Every chart of an extract, and reading a drawing back: texts with their boxes, and how far colours stand apart."""

import math
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import extremes
from claimline.show import charts
from claimline.show.changes import changes
from claimline.show.drawing import letters
from claimline.weigh import tables

#: Each chart as it is made of a whole extract.
CHARTS = {
    "figures over time": lambda whole: charts.figures_over_time(tables.claims(whole)),
    "claim strip": lambda whole: charts.claim_strip(tables.claims(whole)),
    "stance ladder": lambda whole: charts.stance_ladder(tables.stances(whole), as_of="2026-01-31"),
    "corroboration": charts.corroboration,
    "attribution squares": lambda whole: charts.attribution_squares(tables.claims(whole)),
    "timeline": lambda whole: charts.timeline(tables.events(whole)),
    "change strip": lambda whole: charts.change_strip(changes(extremes.before(whole), whole)),
    "date bars": lambda whole: charts.date_bars(tables.claims(whole)),
    "quality bars": charts.quality_bars,
}
SVG = "{http://www.w3.org/2000/svg}"


class Text(NamedTuple):
    """A text of a drawing with its left and right end, baseline and size, px."""

    words: str
    left: float
    right: float
    baseline: float
    size: float


def texts(svg: str) -> list[Text]:
    """Return every text in *svg*, in its own px, as wide as the charts' font makes it."""
    return list(_texts(ElementTree.fromstring(svg), 0.0, 0.0))


def _texts(element: ElementTree.Element, x: float, y: float) -> Iterator[Text]:
    moves = re.findall(r"translate\((-?[\d.e-]+)(?:,(-?[\d.e-]+))?\)", element.get("transform", ""))
    x, y = x + sum(float(move[0]) for move in moves), y + sum(float(move[1] or 0) for move in moves)
    isolated = [part for part in element if part.get("unicode-bidi")]
    words = "".join([element.text or "", *((part.text or "") + (part.tail or "") for part in isolated)])
    if element.tag == f"{SVG}text" and words:
        size = float(element.get("font-size", "").removesuffix("px"))
        wide = letters.width(words, size, bold=element.get("font-weight") == "bold")
        left = x - {"end": wide, "middle": wide / 2}.get(element.get("text-anchor", ""), 0)
        yield Text(words, left, left + wide, y, size)
    for child in element:
        yield from _texts(child, x, y)


def clashes(placed: list[Text]) -> list[tuple[str, str]]:
    """Return the pairs of texts of which one covers a part of the other."""
    return [
        (one.words, other.words)
        for one, other in combinations(placed, 2)
        if min(one.right, other.right) - max(one.left, other.left) > 1 and abs(one.baseline - other.baseline) < 10
    ]


def luminance(colour: str) -> float:
    """Return the relative luminance of *colour*, #rrggbb, as WCAG 2 has it."""
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, as WCAG 2 has it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


# ---- colours as they are seen ------------------------------------------------------------------------

#: What each kind of vision makes of linear RGB, a row a channel: Machado, Oliveira and Fernandes 2009, severity 1.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_CAT02 = ((0.7328, 0.4296, -0.1624), (-0.7036, 1.6975, 0.0061), (0.0030, 0.0136, 0.9834))
_HPE = (  # from CAT02's responses to those of the cones, Hunt-Pointer-Estevez
    (0.7409792, 0.2180250, 0.0410058),
    (0.2853532, 0.6242014, 0.0904454),
    (-0.0096280, -0.0056980, 1.0153260),
)
_WHITE = (95.047, 100.0, 108.883)


def apart(one: str, other: str, vision: str = "normal") -> float:
    """Return how far apart two colours look: CAM02-UCS distance, sRGB's viewing conditions (Luo, Cui and Li 2006)."""
    return math.dist(_ucs(one, vision), _ucs(other, vision))


def _ucs(colour: str, vision: str) -> tuple[float, float, float]:
    seen = [min(max(part, 0), 1) for part in _times(VISIONS[vision], _linear(colour))]
    adapting, background = 64 / math.pi * 0.2, 20.0  # cd/m2; 64 lux, grey world
    k = 1 / (5 * adapting + 1)
    luminance_level = 0.2 * k**4 * 5 * adapting + 0.1 * (1 - k**4) ** 2 * (5 * adapting) ** (1 / 3)
    degree = 1 - math.exp((-adapting - 42) / 92) / 3.6
    n = background / 100
    induction, z = 0.725 * (1 / n) ** 0.2, 1.48 + math.sqrt(n)
    whites = _times(_CAT02, _WHITE)
    scale = [degree * 100 / white + 1 - degree for white in whites]

    def cones(xyz: list[float]) -> list[float]:
        adapted = [part * by for part, by in zip(_times(_CAT02, xyz), scale, strict=True)]
        return [_compressed(part, luminance_level) for part in _times(_HPE, adapted)]

    def achromatic(r: float, g: float, b: float) -> float:
        return (2 * r + g + b / 20 - 0.305) * induction

    r, g, b = cones([100 * part for part in _times(_XYZ, seen)])
    a_axis, b_axis = r - 12 * g / 11 + b / 11, (r + g - 2 * b) / 9
    hue = math.atan2(b_axis, a_axis)
    lightness = 100 * (achromatic(r, g, b) / achromatic(*cones(list(_WHITE)))) ** (0.69 * z)
    eccentric = 0.25 * (math.cos(hue + 2) + 3.8)
    t = 50000 / 13 * induction * eccentric * math.hypot(a_axis, b_axis) / (r + g + 21 * b / 20)
    chroma = t**0.9 * math.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourful = math.log(1 + 0.0228 * chroma * luminance_level**0.25) / 0.0228
    return 1.7 * lightness / (1 + 0.007 * lightness), colourful * math.cos(hue), colourful * math.sin(hue)


def _compressed(part: float, level: float) -> float:
    power = (level * abs(part) / 100) ** 0.42
    return math.copysign(400 * power / (power + 27.13), part) + 0.1


def _times(matrix: tuple[tuple[float, ...], ...], vector: list[float] | tuple[float, ...]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]
