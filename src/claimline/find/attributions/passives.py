"""Read what follows "be": a cue verb in the passive ("was condemned by X", "was told that"), "is sure that". Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import clause_follows, complement, says_nothing_more
from claimline.find.attributions.group import Group, verb_group
from claimline.find.attributions.prose import Sentence
from claimline.find.attributions.subjects import before
from claimline.find.attributions.tokens import Cue, Range, Tokens, clause, closing, content_start, low, trimmed
from claimline.find.attributions.words import Form, lexicon, negated, words

_forms = partial(words, "forms")


def passive(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read "it has been reported", "is widely believed to be", "was condemned by X", "could not be verified"."""
    follows, cue_class = low(tokens, group.last), form.cue_class
    source, content = None, clause(tokens, group.first)
    expletive = low(tokens, group.first - 1) == "it"
    acts = form.takes & {"object", "matter", "anything"} or cue_class in _forms("passive")
    if follows == "by" and acts:
        source = after(tokens, group.last + 1)
        content = content if source is None else _by(tokens, group, source)
    if source is None and form.verb in _forms("addressed"):
        told = _told(tokens, group, form) or _told_before(tokens, group)
        return told and Cue(group.first, group.last, cue_class, None, told, "passive")
    if source is None and cue_class == "confirms" and _denied(tokens, group):
        cue_class = cue_class if group.negated else negated(cue_class)
    elif source is None and not _impersonal(tokens, group, form):
        return None
    elif source is None and (start := _stated(tokens, group, form, expletive)) is not None:
        content = trimmed(tokens, (start, closing(tokens)))
    elif source is None and not _about_subject(tokens, group, form, expletive):
        return None
    return Cue(group.first, group.last, cue_class, source, content, "passive")


def _impersonal(tokens: Tokens, group: Group, form: Form) -> bool:
    """Whether a passive without its agent attributes to nobody in particular: "is said to", not "is told to"."""
    bound = "quoted" in form.takes or ("that" in form.takes and low(tokens, group.last) != "that")
    return not bound and form.cue_class in _forms("passive") and form.verb not in _forms("active")


def by_agent(tokens: Tokens, group: Group, form: Form) -> bool:
    """Whether a participle without "be" has who acts after it: ", backed by both parties," and "and praised by X"."""
    if form.shape != "past" or group.first < group.head or low(tokens, group.last) != "by":
        return False
    apart = low(tokens, group.first - 1) in {",", "and", "but"} and group.first > 1
    return apart and bool(form.takes & {"object", "matter"}) and form.cue_class not in _forms("listed")


def _by(tokens: Tokens, group: Group, source: Range) -> Range | None:
    """Return what is said of a passive with its agent: what follows the agent as a clause, or else its subject."""
    if low(tokens, source[1]) == "that":
        return trimmed(tokens, (source[1] + 1, closing(tokens)))
    if low(tokens, source[1]) == "to":
        return clause(tokens, group.first)
    return trimmed(tokens, (content_start(tokens, group.first), group.first))


def _told(tokens: Tokens, group: Group, form: Form) -> Range | None:
    """Return what somebody is told, asked or urged: "was told (that) ...", "were asked whether ...", "was told to"."""
    start = complement(tokens, group.last, form._replace(takes=frozenset()))
    follows = {"warn": {"to", "of"}, "ask": {"to", "about"}}.get(form.verb, {"to"})
    if start is None and low(tokens, group.last) in follows:
        start = group.last
    return trimmed(tokens, (start, closing(tokens))) if start is not None else None


def _told_before(tokens: Tokens, group: Group) -> Range | None:
    """Return what stands before the one who is told it: "The dam was weak, the committee was told"."""
    told = before(tokens, group.first)
    if told is None or low(tokens, told[0] - 1) != "," or not says_nothing_more(tokens, group.last):
        return None
    return trimmed(tokens, (content_start(tokens, told[0]), told[0]))


def _stated(tokens: Tokens, group: Group, form: Form, expletive: bool) -> int | None:
    """Return where the clause begins that "it" stands for: "it was announced on Monday that", "it is feared ..."."""
    if low(tokens, group.last) == "that":
        return group.last + 1
    start = complement(tokens, group.last, form._replace(takes=frozenset())) if expletive else None
    plain = expletive and low(tokens, group.last) not in _forms("breaks")
    return group.last if start is None and plain else start


def _denied(tokens: Tokens, group: Group) -> bool:
    """Whether the cue is negated itself or by its subject: "neither claim could be verified"."""
    return group.negated or low(tokens, content_start(tokens, group.first)) in {"neither", "no", "none"}


def _about_subject(tokens: Tokens, group: Group, form: Form, expletive: bool) -> bool:
    """Whether the whole clause is what is said: "is believed to be", "was accused of", "..., it is thought"."""
    follows = low(tokens, group.last)
    if follows == "to":
        return True
    if follows in {"of", "over"}:
        return form.cue_class == "accuses"
    return expletive and low(tokens, group.first - 2) == ","


def minded(sentence: Sentence, at: int) -> Cue | None:
    """Read "X is confident that ...": an adjective of thinking or feeling with a clause."""
    tokens = sentence.tokens
    group = verb_group(tokens, at, 1, "past")
    source = before(tokens, group.first) if group.passive else None
    asks = low(tokens, at + 1) in {"whether", "if"}
    that = low(tokens, at + 1) == "that"
    if source is None or not (asks or that or clause_follows(tokens, at + 1)):
        return None
    content = trimmed(tokens, (at + 1 + that, closing(tokens)))
    cue_class = lexicon().minded[tokens[at].low]
    doubts = negated(cue_class) if group.negated else cue_class
    return Cue(group.first, at + 1, doubts, source, content, "before") if content else None
