"""Every pattern of the package, how it is used, and the texts that are worst for it.

As a program: imports every module with `re` watched, reads texts that use them, and prints what it saw as JSON.
"""

import importlib
import json
import pkgutil
import re
import re._constants as ops
import re._parser as parser
import sys
from functools import cache
from itertools import islice, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
#: A span that long is as long as the text: what is only ever given less is bounded, however it is written.
LONG = 2_000
MANY = 30

# ---- what there is, and how it is used --------------------------------------------------------------


class Watched:
    """A compiled pattern that notes which of its methods were given more than LONG characters."""

    def __init__(self, real):
        self.real, self.long = real, set()

    def __getattr__(self, name):
        found = getattr(self.real, name)
        return self._noted(name, found) if name in METHODS else found

    def _noted(self, name, found):
        def call(*given, **options):
            text, *rest = given[1:] if name in ("sub", "subn") else given
            start, end = (rest[0] if rest else 0), (rest[1] if len(rest) > 1 else len(text))
            if name not in ("sub", "subn", "split") and min(end, len(text)) - start <= LONG:
                return found(*given, **options)
            if len(text) > LONG:
                self.long.add(name)
            return found(*given, **options)

        return call


def watch():
    """Watch each pattern that the package compiles from now on; return them by pattern and flags."""
    seen, plain = {}, re._compile

    def compiled(pattern, flags):
        if isinstance(pattern, Watched):
            return pattern
        frame = sys._getframe(1)
        while frame and frame.f_globals.get("__name__", "").partition(".")[0] == "re":
            frame = frame.f_back
        home = frame.f_globals.get("__name__", "") if frame else ""
        real = plain(pattern, flags)
        if not home.startswith("claimline") or not isinstance(real.pattern, str):
            return real
        return seen.setdefault((real.pattern, real.flags), (home, Watched(real)))[1]

    re._compile = compiled
    return seen


def exercise():
    """Use what there is: all modules, all that a text can hold, in lines and in one sentence without end."""
    import claimline

    for module in pkgutil.walk_packages(claimline.__path__, "claimline."):
        if not module.name.endswith("__main__") and not module.name.startswith(
            ("claimline.show.live", "claimline.engine")
        ):
            importlib.import_module(module.name)
    from claimline.model import Basis, Document, Source
    from claimline.read.codebook import read_codebook

    topic = read_codebook(ROOT / "tests" / "strike" / "codebook.toml")
    said = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    said += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "strike").glob("*.txt"))]
    said += [json.loads(line)["text"] for path in sorted((ROOT / "tests" / "gold").glob("*_dev.jsonl"))
             for line in path.read_text(encoding="utf-8").splitlines() if '"text"' in line][:600]  # fmt: skip
    endless = " ".join(said).replace("\n", " ")[:30_000]
    for text in ("\n".join(said)[:60_000], endless, re.sub("[.!?¶;:,]", "", endless), *said[:4]):
        day = ("2024-10-25",) * 3
        claimline.extract(
            [Source(Document("d.txt", "0", None, None, "article", *day, Basis.STATED, None), text)], topic
        )


# ---- the texts that are worst -----------------------------------------------------------------------


_PROBES = "a 1.-A,“\x01é"


def _some(items):
    """Return characters that are in the set *items*, of different kinds where there are."""
    odd = re.compile("[" + "".join(_class(item) for item in items) + "]")
    common = [sign for sign in _PROBES if odd.match(sign)]
    kind, value = items[0]
    own = [chr(value)] if kind is ops.LITERAL else [chr(value[0])] if kind is ops.RANGE else []
    return [*own, *common][:3] or ["x"]


_LETTER = {
    ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_SPACE: r"\s",
    ops.CATEGORY_NOT_SPACE: r"\S", ops.CATEGORY_WORD: r"\w", ops.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class(item):
    kind, value = item
    if kind is ops.NEGATE:
        return "^"
    if kind is ops.CATEGORY:
        return _LETTER[value]
    if kind is ops.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return re.escape(chr(value))


def samples(tree, most=3):
    """Yield up to *most* short texts that *tree* matches, its assertions left out of account."""
    parts = [list(islice(_samples(node, most), most)) or [""] for node in tree]
    longest = max(map(len, parts), default=1)
    for number in range(min(most, longest)):
        yield "".join(part[number % len(part)] for part in parts)


_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_SIGNS = {
    ops.LITERAL: lambda value: [chr(value)],
    ops.NOT_LITERAL: lambda value: [sign for sign in "a 1" if ord(sign) != value],
    ops.ANY: lambda _: ["a", " "],
    ops.IN: _some,
}


def _samples(node, most):
    kind, value = node
    if kind in _SIGNS:
        yield from _SIGNS[kind](value)
    elif kind in _REPEATS:
        yield from (text * max(value[0], 1) for text in samples(value[2], most))
    elif kind is ops.SUBPATTERN:
        yield from samples(value[3], most)
    elif kind is ops.BRANCH:
        for branch in value[1][:: max(1, len(value[1]) // most)]:
            yield from samples(branch, 1)
    elif kind is ops.ATOMIC_GROUP:
        yield from samples(value, most)


def _inside(node):
    """Yield the trees within *node*."""
    kind, value = node
    if kind in _REPEATS:
        yield value[2]
    elif kind is ops.SUBPATTERN:
        yield value[3]
    elif kind is ops.BRANCH:
        yield from value[1]
    elif kind is ops.ATOMIC_GROUP:
        yield value
    elif kind in (ops.ASSERT, ops.ASSERT_NOT):
        yield value[1]


def pumps(tree, before=("",)):
    """Yield each part of *tree* that may stand there again and again: what must stand before it, and itself."""
    for index, node in enumerate(tree):
        lead = [one + two for one, two in product(before[:2], list(samples(list(tree)[:index], 2)) or [""])]
        if node[0] in _REPEATS and node[1][1] >= MANY:
            for pump in samples(node[1][2], 4):
                yield lead[0], pump
        for body in _inside(node):
            yield from pumps(body, lead)


@cache
def worst(pattern, flags):
    """Return the texts that are worst for *pattern*, each as (once, again and again, at the end)."""
    tree = parser.parse(pattern, flags)
    drawn = list(dict.fromkeys(pumps(tree)))
    whole = [text for text in samples(tree, 3) if text]
    found = [(lead, pump, end) for lead, pump in drawn for end in ("\x01", "\n")] + [("", text, "") for text in whole]
    found += [("", lead + pump, "\x01") for lead, pump in drawn] + [("", text[:-1], "\x01") for text in whole]
    return list(dict.fromkeys(one for one in found if one[1])) or [("", "a", "")]


if __name__ == "__main__":
    watched = watch()
    exercise()
    print(json.dumps([
        {"home": home, "pattern": pattern, "flags": flags, "long": sorted(one.long)}
        for (pattern, flags), (home, one) in watched.items()
    ]))  # fmt: skip
