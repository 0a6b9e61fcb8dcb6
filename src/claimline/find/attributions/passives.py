"""Read what follows "be": a cue verb in the passive ("was condemned by X", "was told that"), "is sure that". Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import clause_follows, complement
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
    if follows == "by" and (form.takes & {"object", "matter"} or cue_class in _forms("passive")):
        source = after(tokens, group.last + 1)
        if source is not None and low(tokens, source[1]) != "to":
            content = trimmed(tokens, (content_start(tokens, group.first), group.first))
    if source is None and form.verb in _forms("addressed"):
        told = _told(tokens, group, form)
        return told and Cue(group.first, group.last, cue_class, None, told, "passive")
    if source is None and cue_class == "confirms" and _denied(tokens, group):
        cue_class = cue_class if group.negated else negated(cue_class)
    elif source is None and (cue_class not in _forms("passive") or form.verb in _forms("active")):
        return None
    elif source is None and (follows == "that" or (expletive and follows not in _forms("breaks"))):
        content = trimmed(tokens, (group.last + (follows == "that"), closing(tokens)))
    elif source is None and not _about_subject(tokens, group, form, expletive):
        return None
    return Cue(group.first, group.last, cue_class, source, content, "passive")


def _told(tokens: Tokens, group: Group, form: Form) -> Range | None:
    """Return what somebody is told, asked or urged: "was told (that) ...", "were asked whether ...", "was told to"."""
    start = complement(tokens, group.last, form._replace(takes=frozenset()))
    follows = {"to", "of"} if form.cue_class == "warns" else {"to"}
    if start is None and low(tokens, group.last) in follows:
        start = group.last
    return trimmed(tokens, (start, closing(tokens))) if start is not None else None


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
