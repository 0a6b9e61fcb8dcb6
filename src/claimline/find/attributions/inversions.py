"""Read a cue verb before its subject: '"...," said X', 'The find, argues X, is new', 'Says X: "..."'. Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.group import Group
from claimline.find.attributions.prose import QUOTE
from claimline.find.attributions.subjects import before
from claimline.find.attributions.takes import says_no_more
from claimline.find.attributions.tokens import Cue, Tokens, around, closing, content_start, low, trimmed
from claimline.find.attributions.words import Form, lexicon, words

_forms = partial(words, "forms")


def inverted(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read '..., said X' and '"...," said X'."""
    so = group.first + 1 == group.head and low(tokens, group.first) == "so"  # "or so says the mayor"
    if (
        (group.first != group.head and not so)
        or form.shape not in {"past", "third", "base"}
        or group.first == 0
        or (form.noun and form.shape == "base")
    ):
        return None
    quoted = _after_quotation(tokens, group.first)
    if form.noun and quoted and tokens[group.first - 1].text[-2:-1].isalnum():
        return None  # '"unfair" charges'
    if not quoted and not so and not _after_comma(tokens, group, form):
        return None
    start = _past_insertion(tokens, group.last) if quoted else group.last
    source = after(tokens, start) if not says_no_more(tokens, start) else None
    if source is None or _says(tokens, source[0]):
        return None
    if not quoted and low(tokens, source[1]) in _forms("auxiliaries") | {"that"}:
        return None
    content = around(tokens, (content_start(tokens, group.first), group.first), source[1])
    return Cue(group.first, group.last, form.cue_class, source, trimmed(tokens, content), "inverted")


def _says(tokens: Tokens, at: int) -> bool:
    """Whether a verb of saying stands at *at*, so that what is before it is its subject: ", reports say"."""
    return any("anything" in form.takes and not form.noun for form in lexicon().forms.get(low(tokens, at), ()))


def _past_insertion(tokens: Tokens, at: int) -> int:
    """Return *at* moved over an adverbial between commas: '"...," recalled, years later, the widow'."""
    close = next((n for n in range(at + 1, min(at + 8, len(tokens))) if low(tokens, n) == ","), None)
    return close + 1 if close and low(tokens, at) == "," else at


def opening(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read 'Says X: "..."' at the beginning of a sentence."""
    source = after(tokens, group.last) if form.shape in {"past", "third"} else None
    if source is None or low(tokens, source[1]) not in {":", ","} or source[1] + 1 >= len(tokens):
        return None
    content = trimmed(tokens, (source[1] + 1, closing(tokens)))
    quoted = tokens[source[1] + 1].kind == QUOTE
    return Cue(group.first, group.last, form.cue_class, source, content, "opening") if quoted else None


def _after_quotation(tokens: Tokens, first: int) -> bool:
    return tokens[first - 1 - (low(tokens, first - 1) == "," and first > 1)].kind == QUOTE


def _after_comma(tokens: Tokens, group: Group, form: Form) -> bool:
    """Whether "said X" may follow reported words and a comma: no subject before it, and a noun phrase after it."""
    following = low(tokens, group.last)
    closed = low(tokens, group.first - 1) == "," and (group.first >= 4 or _shut(tokens, group))
    if not closed or before(tokens, group.first) is not None:
        return False
    reporting = "anything" in form.takes or form.cue_class in {"says", "claims", "reports"} or _speaks(tokens, group)
    return reporting and following not in words("grammar", "pronouns") | {"that", "to"}


def _speaks(tokens: Tokens, group: Group) -> bool:
    """Whether who follows a verb can be nothing but its speaker: ", admits the mayor"."""
    source = after(tokens, group.last)
    return source is not None and any(
        token.low in words("voices", "titles") | words("voices", "unnamed") for token in tokens[slice(*source)]
    )


def _shut(tokens: Tokens, group: Group) -> bool:
    """Whether "argues X" at the beginning of a sentence is put between commas: "The find, argues Reid, is new"."""
    source = after(tokens, group.last)
    return group.first > 1 and source is not None and low(tokens, source[1]) in {",", ":"}
