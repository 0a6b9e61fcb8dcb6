"""Read what a headline attributes by a mark alone: "Police: two dead", "Prices will fall – economist". Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.prose import QUOTE, WORD, Sentence
from claimline.find.attributions.speakers import carrier
from claimline.find.attributions.tokens import Cue, Range, Tokens, closing, is_name, trimmed
from claimline.find.attributions.words import words

_voices = partial(words, "voices")

_LONGEST = 5  # words of a source that stands beside a mark
_SHORTEST = 3  # words of what it says
_DASHES = frozenset({"–", "—", "-", "--"})


def marked(sentence: Sentence) -> Cue | None:
    """Return the mark that attributes in a headline, its source on the one side and its content on the other."""
    tokens = sentence.tokens
    end = closing(tokens)
    marks = [at for at in range(1, end - 1) if tokens[at].low == ":" or _parts(sentence, at)]
    if not sentence.headline or len(marks) != 1:
        return None
    [at] = marks
    says = tokens[at].low == ":" and _says(tokens, (at + 1, end))
    leads = says and (_speaks(tokens, (0, at), closes=False) or _in_own_words(tokens, at, end))
    if leads:
        return Cue(at, at + 1, "says", (0, at), trimmed(tokens, (at + 1, end)), "headline")
    if _says(tokens, (0, at)) and _speaks(tokens, (at + 1, end), closes=True):
        return Cue(at, at + 1, "says", (at + 1, end), trimmed(tokens, (0, at)), "headline")
    return None


def _parts(sentence: Sentence, at: int) -> bool:
    """Whether a dash at *at* parts two phrases: it stands between spaces."""
    tokens = sentence.tokens
    apart = tokens[at - 1].end < tokens[at].start and tokens[at].end < tokens[at + 1].start
    return tokens[at].low in _DASHES and apart


def _says(tokens: Tokens, part: Range) -> bool:
    stretch = tokens[part[0] : part[1]]
    return any(token.kind == QUOTE for token in stretch) or sum(token.kind == WORD for token in stretch) >= _SHORTEST


def _in_own_words(tokens: Tokens, colon: int, end: int) -> bool:
    """Whether a name before a colon is quoted or speaks of itself after it: "Brady: 'We were lucky'"."""
    own = any(token.kind == QUOTE or token.low in {"'", "i", "we", "my", "our"} for token in tokens[colon + 1 : end])
    return own and colon <= _SHORTEST and all(map(is_name, tokens[:colon]))


def _speaks(tokens: Tokens, part: Range, closes: bool) -> bool:
    """
    Whether *part* is somebody who can speak: an office, a group of people, and at the end of a headline a name.

    A lone capital word before a colon may be a rubric ("Weather: ..."), and so may a medium after a dash.
    """
    source = tokens[part[0] : part[1]]
    if not source or len(source) > _LONGEST or any(token.kind != WORD for token in source):
        return False
    last = source[-1].low
    if last in _voices("unnamed") or any(token.low in _voices("titles") for token in source):
        return True
    medium = carrier(" ".join(token.text for token in source)) is not None
    return closes and not medium and all(map(is_name, source)) and len(source) <= _SHORTEST
