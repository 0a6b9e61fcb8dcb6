"""Find what attributes in one sentence: the cue, who is said to speak, and where the content stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from claimline.find import speech_sources as sources
from claimline.find.prose import QUOTE, WORD, Sentence
from claimline.find.speech_content import complement, content_start, light_end, says_nothing_more
from claimline.find.speech_sources import Range, Tokens, low
from claimline.find.speech_words import Form, lexicon, negated, words

_forms = partial(words, "forms")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token positions in its sentence. `content` is None where another sentence or clause must give it."""

    first: int
    last: int
    cue_class: str
    source: Range | None
    content: Range | None
    rule: str  # before, after, inverted, coordinated, participle, infinitive, passive, citing, noun, hedge, ...
    carrier: Range | None = None


class Group(NamedTuple):
    """A verb with its auxiliaries, adverbs and particle: tokens first..last, the verb itself at `head`."""

    first: int
    head: int
    last: int
    passive: bool
    infinitive: bool
    finite: bool
    negated: bool


def cues(sentence: Sentence) -> list[Cue]:
    """Return the cues of *sentence*, left to right; none overlaps another."""
    tokens, found, free = sentence.tokens, [], 0
    for at, token in enumerate(tokens):
        if token.kind != WORD or at < free or (at and token.text[0].isupper() and not sentence.headline):
            continue
        for reader in _readers(token.low):
            cue = reader(sentence, at)
            if cue is not None and cue.first >= free:
                found.append(cue)
                free = max(cue.last, cue.content[0] if cue.content else 0)
                break
    return found


def _readers(word: str) -> list[Callable[[Sentence, int], Cue | None]]:
    table = lexicon()
    readers: list[Callable[[Sentence, int], Cue | None]] = []
    if word in table.openings:
        readers.append(_according)
    if word in table.hedges:
        readers.append(_hedge)
    if word in _forms("quoting"):
        readers.append(_quoted)
    if word in table.forms:
        readers.append(_verb)
    if word in table.clausal:
        readers.append(_noun)
    if word in table.answers:
        readers.append(_answer)
    return readers


# ---- phrases, adverbs and nouns ----------------------------------------------------------------------


def _according(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    for phrase in lexicon().according:
        end = at + len(phrase)
        if tuple(token.low for token in tokens[at:end]) != phrase:
            continue
        opens = at == 0 or tokens[at - 1].low in {"and", "but", "while"}
        source = sources.after(tokens, end, apposed=not opens and tokens[at - 1].low not in {",", "that"})
        if source is None:
            return None
        content = (
            (source[1] + (low(tokens, source[1]) == ","), _stop(tokens)) if opens else (content_start(tokens, at), at)
        )
        return Cue(at, end, "says", source, _trimmed(tokens, content), "according")
    return None


def _hedge(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    cue_class = lexicon().hedges[tokens[at].low]
    if not tokens[at].low.endswith("ly") and (at + 1 >= len(tokens) or tokens[at + 1].kind != WORD):
        return None
    return Cue(at, at + 1, cue_class, None, _clause(tokens, at), "hedge")


def _quoted(sentence: Sentence, at: int) -> Cue | None:
    """Read "X quoted Y as saying" and "Y was quoted as saying": Y is the source, X the carrier."""
    tokens = sentence.tokens
    stop = next(
        (
            n
            for n in range(at + 1, min(at + 14, len(tokens) - 1))
            if tokens[n].low == "as" and tokens[n + 1].low in _forms("sayings")
        ),
        None,
    )
    if stop is None:
        return None
    group = _group(tokens, at, 1, "past")
    if group.passive:
        source = sources.before(tokens, group.first)
        return Cue(group.first, stop + 2, "says", source, _told(tokens, source, group.first, stop + 2), "quoted")
    content = _trimmed(tokens, (stop + 2, _stop(tokens)))
    carrier = sources.before(tokens, group.first)
    return Cue(group.first, at + 1, "says", sources.after(tokens, at + 1), content, "quoted", carrier)


def _told(tokens: Tokens, source: Range | None, first: int, last: int) -> Range | None:
    """Return what follows the cue, or what stands before its source if nothing does."""
    if not says_nothing_more(tokens, last):
        return _trimmed(tokens, (last, _stop(tokens)))
    end = source[0] if source else first
    return _trimmed(tokens, (content_start(tokens, end), end))


def _noun(sentence: Sentence, at: int) -> Cue | None:
    """Read "accusations that ..." and "the claim by X that ..."."""
    tokens = sentence.tokens
    that, source = at + 1, None
    if low(tokens, at + 1) in {"by", "from", "of"}:
        source = sources.after(tokens, at + 2, apposed=False)
        that = source[1] if source else at + 1
    if low(tokens, that) != "that" or says_nothing_more(tokens, that + 1):
        return None
    if _verb_follows(tokens, that + 1):
        return None
    cue_class = lexicon().nominal(tokens[at].low)
    return Cue(at, at + 1, cue_class, source or _owner(tokens, at), _trimmed(tokens, (that + 1, _stop(tokens))), "noun")


def _verb_follows(tokens: Tokens, at: int) -> bool:
    """Whether a verb follows "that" at once, which makes it a relative: "claims that (initially) set off"."""
    at += _adverb(tokens, at)
    word = low(tokens, at)
    return (
        word in _forms("auxiliaries")
        or word in words("grammar", "finite")
        or word in lexicon().forms
        or word.endswith("ed")
    )


def _owner(tokens: Tokens, at: int) -> Range | None:
    """Return the possessor right before a noun and its adjectives: "Zelensky's new claim", "his claim"."""
    for end in range(at, max(0, at - 3), -1):
        word = low(tokens, end - 1)
        if word.endswith(("'s", "s'")):
            return sources.before(tokens, end)
        if word in {"his", "her", "their", "its", "our", "my"}:
            return end - 1, end
        if word in words("grammar", "determiners") or tokens[end - 1].kind != WORD:
            return None
    return None


def _answer(sentence: Sentence, at: int) -> Cue | None:
    """Read "official dismissals of the claim"."""
    tokens = sentence.tokens
    if low(tokens, at + 1) != "of" or not any(
        low(tokens, n) in words("nouns", "matters") for n in range(at + 2, at + 6)
    ):
        return None
    return Cue(
        at,
        at + 1,
        lexicon().answers[tokens[at].low],
        _owner(tokens, at),
        _trimmed(tokens, (at + 2, _stop(tokens))),
        "noun",
    )


# ---- verbs -------------------------------------------------------------------------------------------


def _verb(sentence: Sentence, at: int) -> Cue | None:
    tokens = sentence.tokens
    if tokens[at].low in _forms("chains") and _leads_to_cue(tokens, at):
        return None
    for form in lexicon().forms[tokens[at].low]:
        if tuple(token.low for token in tokens[at + 1 : at + 1 + len(form.tail)]) != form.tail:
            continue
        group = _group(tokens, at, 1 + len(form.tail), form.shape)
        cue = _read(sentence, group, form)
        if cue is not None:
            return replace(cue, cue_class=negated(cue.cue_class)) if group.negated else cue
    return None


def _leads_to_cue(tokens: Tokens, at: int) -> bool:
    """Whether the verb at *at* only leads to the cue: "refused to confirm"."""
    following = at + 3 if _adverb(tokens, at + 2) else at + 2
    return low(tokens, at + 1) == "to" and low(tokens, following) in lexicon().forms


def _read(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    tokens = sentence.tokens
    if group.passive:
        return _passive(tokens, group, form)
    if group.infinitive or (form.shape == "ing" and not group.finite):
        return _loose(sentence, group, form)
    return _inverted(tokens, group, form) or _finite(sentence, group, form)


def _finite(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    """Read "X said that ..." and "..., X said"."""
    tokens = sentence.tokens
    source = sources.before(tokens, group.first)
    if source is None:
        return _coordinated(tokens, group, form)
    if low(tokens, source[1] - 1).endswith(("'s", "s'")) or _fills(tokens, source, group):
        return None
    if "helped" in form.takes and group.first < group.head:
        form = form._replace(takes=form.takes | {"object"})
    if not _agrees(tokens, source, group, form):
        return None
    start = None if _follows_content(tokens, source, group, form) else complement(tokens, group.last, form)
    if start is None:
        if not _closes(tokens, source, group, form):
            return None
        content = (content_start(tokens, source[0]), source[0])
        return Cue(group.first, group.last, form.cue_class, source, _trimmed(tokens, content), "after")
    last = light_end(tokens, group.last) if "light" in form.takes else group.last
    return Cue(group.first, last, form.cue_class, source, _trimmed(tokens, (max(start, last), _stop(tokens))), "before")


def _fills(tokens: Tokens, source: Range, group: Group) -> bool:
    """Whether the words only fill a pause: "you know", "I think" between commas."""
    said = f"{tokens[source[0]].low} {tokens[group.head].low}"
    if said in words("grammar", "fillers"):
        return low(tokens, group.last) not in {"that", "what", "how", "why"}
    between = low(tokens, source[0] - 1) in {",", "—"} and low(tokens, group.last) in {",", "—"}
    return between and tokens[source[0]].low in {"i", "we", "you"}


def _coordinated(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read "and demanded that ...": the subject stands in an earlier clause."""
    joint = low(tokens, group.first - 1)
    if joint not in {"and", "or", "but", "then"} or (form.noun and form.shape != "past"):
        return None
    start = complement(tokens, group.last, form, strict="object" not in form.takes)
    if start is None:
        return None
    return Cue(group.first, group.last, form.cue_class, None, _trimmed(tokens, (start, _stop(tokens))), "coordinated")


def _loose(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    """Read "adding that", "a video suggesting", "with Austin explaining that", "chiming in to say that"."""
    tokens = sentence.tokens
    source = None
    if form.cue_class == "cites" and not group.infinitive:
        source = sources.after(tokens, group.last)
        if source is None:
            return None
        return Cue(group.first, group.last, "cites", source, None, "citing")
    if not group.infinitive and group.first > 0 and tokens[group.first - 1].kind == WORD:
        source = sources.before(tokens, group.first)
        if source is None and not _hangs(tokens, group.first):
            return None
    start = complement(tokens, group.last, form, strict=not (sentence.headline and source and source[0] == 0))
    if start is None:
        return None
    rule = "infinitive" if group.infinitive else "participle"
    return Cue(group.first, group.last, form.cue_class, source, _trimmed(tokens, (start, _stop(tokens))), rule)


def _hangs(tokens: Tokens, first: int) -> bool:
    return low(tokens, first - 1) in {"and", "while", "by", "without", "before", "after", "when"}


def _passive(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read "it has been reported", "is widely believed to be", "was condemned by X"."""
    follows = low(tokens, group.last)
    if follows == "by":
        source = sources.after(tokens, group.last + 1)
        content = (content_start(tokens, group.first), group.first)
        if source and (form.takes & {"object", "matter"} or form.cue_class in _forms("passive")):
            return Cue(group.first, group.last, form.cue_class, source, _trimmed(tokens, content), "passive")
    if form.cue_class not in _forms("passive") or form.verb in {"know", "feel", "judge", "suppose"}:
        return None
    expletive = low(tokens, group.first - 1) == "it"
    if follows == "that" or (expletive and follows not in {"", ".", ",", "to", "by", "in", "on", "as", "at"}):
        return Cue(
            group.first,
            group.last,
            form.cue_class,
            None,
            _trimmed(tokens, (group.last + (follows == "that"), _stop(tokens))),
            "passive",
        )
    if follows == "to" and form.verb not in {"tell", "post", "write", "continue", "claim"}:
        return Cue(group.first, group.last, form.cue_class, None, _clause(tokens, group.first), "passive")
    if expletive and tokens[group.first - 2 : group.first - 1] and low(tokens, group.first - 2) == ",":
        return Cue(group.first, group.last, form.cue_class, None, _clause(tokens, group.first), "passive")
    return None


def _inverted(tokens: Tokens, group: Group, form: Form) -> Cue | None:
    """Read '..., said X' and '"...," said X'."""
    if (
        group.first != group.head
        or form.shape not in {"past", "third", "base"}
        or group.first == 0
        or (form.noun and form.shape == "base")
    ):
        return None
    previous = tokens[group.first - 1]
    quoted = previous.kind == QUOTE or (
        previous.low == "," and group.first > 1 and tokens[group.first - 2].kind == QUOTE
    )
    if not quoted and sources.before(tokens, group.first) is not None:
        return None
    if not quoted and (
        previous.low != ","
        or group.first < 4
        or ("anything" not in form.takes and form.cue_class not in {"says", "claims", "reports"})
    ):
        return None
    following = low(tokens, group.last)
    if (following in {"that", "to", "the"} and not quoted and following != "the") or (
        following in {"it", "he", "she", "they", "we"} and not quoted
    ):
        return None
    source = sources.after(tokens, group.last)
    if source is None or (not quoted and low(tokens, source[1]) in _forms("auxiliaries") | {"that"}):
        return None
    content = (content_start(tokens, group.first), group.first)
    return Cue(group.first, group.last, form.cue_class, source, _trimmed(tokens, content), "inverted")


def _follows_content(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Like `_closes`, but for content that may be a mere setting ("In the spring, X said"): tried as such last."""
    start = content_start(tokens, source[0])
    quoted = any(token.kind == QUOTE for token in tokens[start : source[0]])
    if "quoted" in form.takes and not quoted:
        return False
    return (quoted or low(tokens, start) not in words("grammar", "openers")) and _closes(tokens, source, group, form)


def _closes(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Whether the cue closes its clause after what it attributes: '..., X said on Monday'."""
    start = content_start(tokens, source[0])
    if source[0] - start < 2 and not (source[0] and tokens[source[0] - 1].kind == QUOTE):
        return False
    if source[0] == 0 or tokens[source[0] - 1].kind == WORD:
        return False
    return says_nothing_more(tokens, group.last, form)


def _agrees(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Whether a form that may be a noun is a verb here: it has an auxiliary or agrees with its subject."""
    helped = low(tokens, group.first) in _forms("auxiliaries") or low(tokens, group.head - 1) == "to"
    if not form.noun or (group.first < group.head and helped):
        return True
    if low(tokens, group.last) in _forms("auxiliaries") or low(tokens, group.last) in {"said", "says", "of"}:
        return False
    last = tokens[source[1] - 1]
    if form.shape == "third" and tokens[source[0]].low in _forms("several"):
        return False
    if (last.low in _forms("describing") and source[1] - source[0] <= 2 and last.low != "media") or last.low.endswith(
        "'s"
    ):
        return False
    plural = last.low in _forms("plurals") or (last.low.endswith("s") and not last.low.endswith("ss"))
    joined = any(token.low == "and" for token in tokens[source[0] : source[1]])
    if form.shape == "base":
        return plural or joined
    return form.shape != "third" or last.text[0].isupper() or not plural


def _group(tokens: Tokens, at: int, length: int, shape: str) -> Group:
    """Return the verb at *at* with what stands before it: "has repeatedly", "refused to", "could not"."""
    first, chained = at, False
    while first > 0:
        word = low(tokens, first - 1)
        if word in _forms("auxiliaries") or word in _forms("contracted") or _adverb(tokens, first - 1):
            first -= 1
        elif word == "to" and low(tokens, first - 2) in _forms("chains"):
            first, chained = first - 2, True
        else:
            break
    lows = [token.low for token in tokens[first:at]]
    helpers = [word for word in lows if word in _forms("auxiliaries") or word in _forms("contracted")]
    object_follows = low(tokens, at + length) in words("grammar", "objects") | words("grammar", "determiners")
    be = bool(helpers) and helpers[-1] in _forms("be") and not (helpers[-1] == "'s" and object_follows)
    no = any(word in _forms("negations") or word.endswith("n't") for word in lows) or (
        chained and any(w in _forms("refusals") for w in lows)
    )
    return Group(
        first,
        at,
        at + length,
        be and shape == "past",
        low(tokens, first - 1) == "to",
        bool(helpers) or shape != "ing",
        no,
    )


def _adverb(tokens: Tokens, at: int) -> bool:
    word = low(tokens, at)
    return word in _forms("adverbs") or (
        word.endswith("ly")
        and len(word) > 4
        and tokens[at].text[0].islower()
        and word not in {"family", "daily", "only", "assembly"}
    )


# ---- stretches -----------------------------------------------------------------------------------------


def _stop(tokens: Tokens) -> int:
    end = len(tokens)
    while end > 0 and tokens[end - 1].low in {".", "!", "?", ";", "…"}:
        end -= 1
    return end


def _clause(tokens: Tokens, at: int) -> Range | None:
    """Return the clause around *at*: from the last conjunction after a comma, or from a participle after a comma."""
    start = content_start(tokens, at)
    if at > 0 and low(tokens, at - 1) == ",":
        start = at
    return _trimmed(tokens, (start, _stop(tokens)))


def _trimmed(tokens: Tokens, span: Range) -> Range | None:
    start, end = span
    while start < end and tokens[start].low in {",", "-", "—", "–", ":", ".", ")"}:
        start += 1
    while end > start and tokens[end - 1].low in {",", "-", "—", "–", ":", "("}:
        end -= 1
    return (start, end) if start < end else None
