"""Find where the content of a cue verb begins: a clause, a quotation, an object. Pure."""

from __future__ import annotations

from functools import partial

from claimline.find.attributions.prose import MARK, QUOTE, WORD
from claimline.find.attributions.takes import TAKES, idles, points
from claimline.find.attributions.tokens import Tokens, begins_setting, closing, is_adverb, is_name, is_time, low
from claimline.find.attributions.words import Form, lexicon, words

_grammar = partial(words, "grammar")
_forms = partial(words, "forms")

_ASKING = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})


def complement(tokens: Tokens, at: int, form: Form, strict: bool = False) -> int | None:
    """
    Return where the content begins that the verb before *at* governs, or None if there is none that attributes.

    *strict* asks for a clause or a quotation: used where the verb has no subject of its own to be judged by.
    """
    second = at + 1 + is_adverb(tokens, at + 1) if low(tokens, at) in {"and", "or", "nor"} else 0
    if second and low(tokens, second) in lexicon().forms:  # "said and later repeated that"
        return complement(tokens, second + 1, form, strict)
    if form.takes == {"light"}:
        return at if TAKES["light"](tokens, at) else None
    start = _clausal(tokens, at, form)
    if "quoted" in form.takes:
        return start if start is not None and tokens[start].kind == QUOTE else None
    return start if start is not None else _granted(tokens, at, form, strict)


def _granted(tokens: Tokens, at: int, form: Form, strict: bool) -> int | None:
    """Return *at* if what follows is one of the things that the verb's table row takes, or a clause without "that"."""
    if at >= len(tokens):
        return None
    weak = strict and not form.takes & {"anything", "naming", "as"}
    if "that" in form.takes or ("helped" in form.takes and idles(tokens, at)):
        return None
    taken = not weak and any(TAKES[kind](tokens, at) for kind in form.takes & TAKES.keys())
    return at if taken or clause_follows(tokens, at) or _past_ahead(tokens, at, form) else None


def _clausal(tokens: Tokens, at: int, form: Form) -> int | None:
    """Return where a quotation, a that-clause or a question begins, over addressee and adverbials, or None."""
    leads = low(tokens, at) in _grammar("prepositions") | _grammar("time_leads") | {","} or _dates(tokens, at)
    gap = leads or form.verb in _forms("addressed") or is_time(tokens, at) or is_adverb(tokens, at)
    for n in range(at, min(len(tokens), at + 24)):
        start = _opening(tokens, n, form)
        if start is not None:
            return start
        if n > at and gap and (tokens[n].low in _grammar("pronouns") or _told_to(tokens, n, form)):
            return n
        if tokens[n].low in _ASKING and (
            n == at or tokens[n].low in {"what", "whether", "how"} or form.verb in {"ask", "tell", "say"}
        ):
            return n
        if not gap or _interrupts(tokens, n) or (n > at and _states(tokens, n)):
            return None
    return None


def _opening(tokens: Tokens, at: int, form: Form) -> int | None:
    """Return where a clause or quotation begins that the token at *at* opens: a quotation, "that", a colon."""
    token = tokens[at]
    if token.kind == QUOTE:
        return at
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return None
    if token.low == ":" or (token.low == "," and following.kind == QUOTE):
        return at + 1
    if token.low == ",":
        return _resumed(tokens, at)
    pointing = form.takes & {"object", "matter"} and points(tokens, at)
    if token.low != "that" or pointing or following.low in _forms("auxiliaries"):
        return None
    return at + 1 + (following.low == ",") if following.kind != MARK or following.low == "," else None


def _resumed(tokens: Tokens, comma: int) -> int | None:
    """Return where "that" goes on after *comma*, at once or after an insertion: ", citing two aides, that ..."."""
    for at in range(comma, min(comma + 12, len(tokens) - 1)):
        if tokens[at].low == "," and tokens[at + 1].low == "that":
            return at + 2 if at + 2 < len(tokens) else None
        if any("anything" in form.takes for form in lexicon().forms.get(tokens[at].low, ())):
            return None
    return None


def _states(tokens: Tokens, at: int) -> bool:
    """Whether another verb at *at* takes the clause: "a letter seen on Monday | says", "papers leaked | show that"."""
    shapes = {form.shape for form in lexicon().forms.get(tokens[at].low, ()) if not (form.noun or form.tail)}
    return "third" in shapes or ("past" in shapes and low(tokens, at + 1) == "that")


def _told_to(tokens: Tokens, at: int, form: Form) -> bool:
    """Whether a clause begins at *at* after the one spoken to: "told the BBC | the plan was dead"."""
    before = tokens[at - 1]
    named = is_name(before) or before.low.endswith("s")
    return form.verb in _forms("addressed") and named and tokens[at].low in _grammar("determiners")


def _interrupts(tokens: Tokens, at: int) -> bool:
    word = tokens[at].low
    if tokens[at].kind == MARK:
        return word not in {"-", ".", "(", ")", "'"} or (word == "." and not is_time(tokens, at - 1))
    if word in {"to", "as"}:
        return not (_addresses(tokens, at) if word == "to" else _dates(tokens, at))
    return word in _forms("auxiliaries") or word in {"and", "but", "because", "while"}


def _addresses(tokens: Tokens, to: int) -> bool:
    """Whether "to" at *to* leads to those who are spoken to: "to a committee", "to Reuters", "to reporters"."""
    if to + 1 >= len(tokens) or tokens[to + 1].kind != WORD:
        return False
    return is_name(tokens[to + 1]) or tokens[to + 1].low in _grammar("determiners") or tokens[to + 1].low.endswith("s")


def _dates(tokens: Tokens, at: int) -> bool:
    """Whether a date begins at *at* that no date word opens: "as late as May", "two years ago"."""
    late = {"late", "early", "recently", "far", "long"}
    if {"ago", "earlier", "later"} & {low(tokens, at + 2), low(tokens, at + 3)}:  # "two years ago"
        return low(tokens, at) in _grammar("determiners") or tokens[at].text[0].isdigit()
    return low(tokens, at) == "as" and (low(tokens, at + 1) in late or low(tokens, at - 1) in late)


def _subject_like(tokens: Tokens, at: int) -> bool:
    token = tokens[at] if at < len(tokens) else None
    if token is None or token.kind != WORD:
        return False
    return token.low not in _grammar("prepositions") | {"to", "as", "and", "or", "but"} and not token.low.endswith("ly")


def object_end(tokens: Tokens, start: int) -> int:
    """Return where content that begins at *start* ends: an object at ", chiming" or ", with", a clause at the end."""
    end = closing(tokens)
    if start < len(tokens) and (
        tokens[start - 1].low == "that" or tokens[start].kind == QUOTE or clause_follows(tokens, start)
    ):
        return end
    for at in range(start + 1, end - 1):
        following = tokens[at + 1].low
        if tokens[at].low == "," and (following.endswith("ing") or following in {"with", "which", "while", "but"}):
            return at
    return end


def clause_follows(tokens: Tokens, at: int) -> bool:
    """Whether a clause without "that" begins at *at*: a pronoun as its subject, or a noun phrase and a finite verb."""
    return _pronoun_acts(tokens, at) or (_subject_like(tokens, at) and _verb_ahead(tokens, at))


def _pronoun_acts(tokens: Tokens, at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != WORD:
        return False
    if low(tokens, at) == "it":
        verb = low(tokens, at + 1 + is_adverb(tokens, at + 1))
        return verb.endswith("ed") or verb in _grammar("finite")
    if low(tokens, at) not in {"he", "she", "they", "we", "i"}:
        return False
    return following.low not in _grammar("prepositions") | _grammar("boundaries") - {"still", "already", "also", "now"}


def _past_ahead(tokens: Tokens, at: int, form: Form) -> bool:
    """Whether a noun phrase at *at* is the subject of a past form: "claimed the army shelled the town"."""
    if form.verb in _forms("concrete") or not _subject_like(tokens, at):
        return False
    for n in range(at + 1, min(len(tokens), at + 8)):
        word, following = tokens[n], low(tokens, n + 1)
        if word.kind != WORD or word.low in _grammar("boundaries") | _grammar("prepositions") | {"and"}:
            return False
        if word.low.endswith("ed") and word.text[0].islower() and not _modifies(tokens, n):
            return following != "by"
    return False


def _modifies(tokens: Tokens, at: int) -> bool:
    """Whether the participle at *at* stands before its noun: "the proposed law"."""
    previous = low(tokens, at - 1)
    return previous in _grammar("determiners") or previous.endswith(("ly", "'s"))


def _verb_ahead(tokens: Tokens, at: int) -> bool:
    """Whether a finite verb comes before the noun phrase at *at* is closed by a mark or a relative."""
    for n in range(at, min(len(tokens), at + 14)):
        token = tokens[n]
        if token.kind != WORD:
            if token.low in {"-", "'", "(", ")"} or token.kind == QUOTE:
                continue
            return False
        if token.low in _forms("auxiliaries") - {"being", "having", "be"} or token.low in _forms("contracted"):
            return n > at
        if n > at and token.low in _grammar("finite"):
            return True
        if token.low in _grammar("relatives") | {
            "that",
            "as",
            "because",
            "when",
            "while",
            "and",
            "but",
            "if",
            "after",
            "before",
        }:
            return False
    return False


# ---- the ends of clauses ----


def says_nothing_more(tokens: Tokens, at: int, form: Form | None = None) -> bool:
    """Whether after *at* only adverbials, an addressee or another clause come: what is attributed stands before."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.kind == MARK:
        return token.low not in {":", "("}
    if token.kind == QUOTE:
        return False
    if is_adverb(tokens, at) and token.low.endswith("ly"):
        return says_nothing_more(tokens, at + 1, form)
    if is_time(tokens, at) or begins_setting(tokens, at):
        return not _that_ahead(tokens, at)
    if form is not None and form.verb in _forms("addressed"):
        return not _that_ahead(tokens, at) and not _told_clause(tokens, at)
    return token.low in _grammar("prepositions") | _grammar("time_leads") | _forms("closers") and not _that_ahead(
        tokens, at
    )


def _that_ahead(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 12, len(tokens))):
        if (tokens[n].kind == MARK and tokens[n].low in {",", ";", ":", "—"}) or tokens[n].kind == QUOTE:
            return False
        if tokens[n].low == "that":
            return True
    return False


def _told_clause(tokens: Tokens, at: int) -> bool:
    for n in range(at, min(at + 10, len(tokens))):
        if tokens[n].kind == MARK:
            return False
        if tokens[n].low in _grammar("pronouns") or tokens[n].low in _forms("auxiliaries"):
            return n > at
    return False
