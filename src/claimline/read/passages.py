"""Split a text into passages: what is a headline, a paragraph, a list item, page furniture. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from claimline.codebook import flat, language
from claimline.model import Passage, Source, row_id
from claimline.read.documents import header_end

_WIDEST = 120  # columns: nobody wraps wider by hand
_SHORT = 8  # words: a caption, a byline, a heading
_ENDLESS = 5_000  # characters: a paragraph is no longer; all that looks around in a passage is bounded by it
_TEASER = 80  # characters: a line that long is a sentence or more
_BLANK = re.compile(r"\n[ \t\r\ufeff]*\n")
_INLINE = re.compile(r"[:.;]?\s([*•·▪‣●])\s")
_WORD = re.compile(r"[^\W_][\w'.&-]*")
_MARKS = re.compile(r"[\W\d_]+")

Stretch = tuple[int, int]


def split(source: Source) -> list[Passage]:
    """
    Return the passages of *source* in the order of the text.

    They never overlap, and what lies between them is white space and bullets. `truncated` marks a passage that the
    page cut off: a long one without closing punctuation, in a text that otherwise closes its paragraphs.
    """
    text, name = source.text, source.document.document
    header = header_end(text)
    items = (item for block in _paragraphs(text, header) for item in _items(text, *block))
    stretches = [piece for item in items for piece in _pieces(text, *item)]
    kinds = _kinds(text, [(start, end) for start, end, _ in stretches], [listed for _, _, listed in stretches])
    cut = _cut(text, [(start, end) for start, end, _ in stretches], kinds)
    rows = [
        Passage(row_id("p", name, start, end), name, start, end, kind, truncated, None)
        for (start, end, _), kind, truncated in zip(stretches, kinds, cut, strict=True)
    ]
    if header:
        end = len(text[:header].rstrip())  # the line break after it stays one: what follows is another passage
        rows.insert(0, Passage(row_id("p", name, 0, end), name, 0, end, "furniture", False, None))
    return _repeats(text, rows)


def unwrapped(text: str, passages: Sequence[Passage]) -> str:
    """Return *text* with every line break inside a passage made a space: what the finders are given.

    The length, and so every offset, stays as it is.
    """
    pieces, position = [], 0
    for passage in passages:
        inside = text[passage.start : passage.end]
        pieces += [text[position : passage.start], inside.replace("\r", " ").replace("\n", " ")]
        position = passage.end
    return "".join([*pieces, text[position:]])


# ---- paragraphs ------------------------------------------------------------------------------------


def _paragraphs(text: str, start: int) -> Iterator[Stretch]:
    """Yield the paragraphs from *start* on: blocks between blank lines where lines were wrapped, else lines."""
    blocks = list(_trimmed(text, _between(text, start, _BLANK)))
    if _is_wrapped(text, blocks):
        bullet = _line_bullet()
        for begin, end in blocks:
            breaks = [begin, *(match.start() for match in bullet.finditer(text, begin + 1, end)), end]
            yield from _trimmed(text, pairwise(breaks))
    else:
        yield from _trimmed(text, _between(text, start, re.compile("\n")))


def _between(text: str, start: int, separator: re.Pattern[str]) -> Iterator[Stretch]:
    for match in separator.finditer(text, start):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    for start, end in stretches:
        inside = text[start:end]
        bare = inside.strip("\ufeff \t\r\n\xa0\f\v\x85\u2028\u2029")
        if bare:
            begin = start + inside.index(bare)
            yield begin, begin + len(bare)


def _is_wrapped(text: str, blocks: list[Stretch]) -> bool:
    """Say whether lines inside *blocks* were wrapped: then most of those that follow another go on in lower case."""
    lines = [text[start:end].splitlines() for start, end in blocks]
    following = [line.strip() for block in lines for line in block[1:]]
    lower = sum(line[:1].islower() for line in following)
    lengths = sorted(len(line) for block in lines for line in block)
    return lower * 2 > len(following) and lengths[len(lengths) * 19 // 20] <= _WIDEST


@cache
def _line_bullet() -> re.Pattern[str]:
    marks = "|".join(map(re.escape, language("passages")["bullets"]))
    return re.compile(rf"(?m)^[ \t]*(?:{marks}|[0-9]{{1,3}}[.)])[ \t]+(?=\S)")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of one paragraph, each with whether it is a list item: "News: * this * that" holds three."""
    marks = [match.span(1) for match in _INLINE.finditer(text, start, end)]
    bullet = _line_bullet().match(text, start, end)
    listed = bool(bullet and "\n" not in text[start : bullet.end()])
    begin = bullet.end() if bullet and listed else start
    if len(marks) + listed < 2:
        yield begin, end, listed
        return
    edges = [(start, begin), *marks, (end, end)]
    for number, ((_, left), (right, _)) in enumerate(pairwise(edges)):
        for first, last in _trimmed(text, iter([(left, right)])):
            yield first, last, listed or number > 0


def _pieces(text: str, start: int, end: int, listed: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield a stretch in pieces none of which is endless, cut behind a sentence or else behind a word."""
    while end - start > _ENDLESS:
        cut = max(text.rfind(stop, start + _ENDLESS // 2, start + _ENDLESS) for stop in (". ", "! ", "? ")) + 1
        cut = cut or text.rfind(" ", start + _ENDLESS // 2, start + _ENDLESS) + 1 or start + _ENDLESS
        yield from ((*piece, listed) for piece in _trimmed(text, iter([(start, cut)])))
        start = cut
    yield from ((*piece, listed) for piece in _trimmed(text, iter([(start, end)])))


# ---- kinds -----------------------------------------------------------------------------------------


def _kinds(text: str, stretches: list[Stretch], listed: list[bool]) -> list[str]:
    kinds: list[str] = []
    for stretch, item, leads in zip(stretches, listed, [*listed, False][1:], strict=True):
        heading = leads and text[slice(*stretch)].endswith(":")
        kinds.append("list_item" if item else "headline" if heading else _kind(text, stretch, kinds, stretches))
    return kinds


def _kind(text: str, stretch: Stretch, before: list[str], stretches: list[Stretch]) -> str:
    inside = flat(text[slice(*stretch)])
    if _is_furniture(inside):
        return "furniture"
    if inside.startswith((">", "|")) or _is_introduced(text, before, stretches):
        return "quote"
    if _is_closed(inside):
        return "body"
    if "headline" not in before and "body" not in before:
        return "headline" if len(inside.split()) <= 3 * _SHORT else "body"
    if len(inside.split()) > _SHORT:
        return "body"
    return "furniture" if _is_capitalised(inside) else "headline"


def _is_introduced(text: str, before: list[str], stretches: list[Stretch]) -> bool:
    """Say whether the paragraph before ends in a colon and so introduces a quotation set apart."""
    return bool(before) and before[-1] == "body" and text[slice(*stretches[len(before) - 1])].endswith(":")


def _is_furniture(inside: str) -> bool:
    cues = language("passages")
    low = inside.casefold()
    words = inside.split()
    if not any("a" <= letter <= "z" for letter in low):
        return len(words) <= 2 * _SHORT
    if inside.isupper() and len(words) == 1 and len(inside) <= 4:
        return True
    if len(words) > 4 * _SHORT:
        return False
    if low.startswith(tuple(cues["credits"])) or any(notice in low for notice in cues["notices"]):
        return not _is_closed(inside) or len(words) <= 2 * _SHORT
    return not _MARKS.sub("", _buttons().sub(" ", low))


@cache
def _buttons() -> re.Pattern[str]:
    terms = sorted(language("passages")["buttons"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, terms)) + r")(?!\w)")


def _is_capitalised(inside: str) -> bool:
    words = [word for word in _WORD.findall(inside) if len(word) > 3 or word[0].isdigit()]
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _is_closed(inside: str) -> bool:
    return inside.endswith(tuple(language("passages")["closing"])) and not inside.endswith(
        tuple(language("passages")["cut"])
    )


# ---- cut off, and repeated -------------------------------------------------------------------------


def _cut(text: str, stretches: list[Stretch], kinds: list[str]) -> list[bool]:
    """Say of each stretch whether the page cut it off."""
    open_ended = [not _is_closed(flat(text[slice(*stretch)])) for stretch in stretches]
    body = [is_open for is_open, kind in zip(open_ended, kinds, strict=True) if kind == "body"]
    closes = sum(body) * 2 < len(body)
    ends = [
        text.find("\n", end) if kind == "list_item" else end for (_, end), kind in zip(stretches, kinds, strict=True)
    ]
    lines = dict.fromkeys(ends, 0)
    for (start, end), line in zip(stretches, ends, strict=True):
        lines[line] += end - start
    cut = tuple(language("passages")["cut"])
    return [
        kind != "furniture"
        and (
            text.endswith(cut, start, end)
            or (is_open and closes and kind in ("body", "list_item") and lines[line] > _TEASER and _is_last(text, end))
        )
        for (start, end), kind, is_open, line in zip(stretches, kinds, open_ended, ends, strict=True)
    ]


def _is_last(text: str, end: int) -> bool:
    """Say whether nothing but white space follows on the line."""
    return re.compile(r"[ \t\r]*(?:\n|$)").match(text, end) is not None


def _repeats(text: str, rows: list[Passage]) -> list[Passage]:
    first: dict[str, str] = {}
    found = []
    for row in rows:
        said = " ".join(flat(text[row.start : row.end]).split()).casefold()
        earlier = first.setdefault(said, row.id) if len(said) > _TEASER / 2 else row.id
        found.append(replace(row, repeats=earlier if earlier != row.id else None))
    return found
