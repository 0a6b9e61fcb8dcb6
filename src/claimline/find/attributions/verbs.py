"""Read a cue verb: its group, its subject, and on which side its content stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from claimline.find.attributions.agents import after
from claimline.find.attributions.content import complement, object_end, says_nothing_more
from claimline.find.attributions.group import Group, agrees, verb_group
from claimline.find.attributions.inversions import inverted, opening
from claimline.find.attributions.passives import by_agent, passive
from claimline.find.attributions.prose import QUOTE, WORD, Sentence, Token
from claimline.find.attributions.subjects import before
from claimline.find.attributions.takes import light_end
from claimline.find.attributions.tokens import (
    Cue,
    Range,
    Tokens,
    around,
    closing,
    content_start,
    is_adverb,
    low,
    trimmed,
)
from claimline.find.attributions.words import Form, lexicon, negated, words

_forms = partial(words, "forms")


def read_verb(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue whose verb stands at *at*, or None if it does not attribute."""
    tokens = sentence.tokens
    if tokens[at].low in _forms("chains") and _leads_to_cue(tokens, at):
        return None
    for form in lexicon().forms[tokens[at].low]:
        last = _tail_end(tokens, at + 1, form)
        if last is None:
            continue
        if form.cue_class == "idle":
            return None
        group = verb_group(tokens, at, last - at, form.shape)
        cue = _read(sentence, group, form) if "would" not in form.takes or group.would else None
        if cue is not None:
            return replace(cue, cue_class=negated(cue.cue_class)) if group.negated else cue
    return None


def _tail_end(tokens: Tokens, at: int, form: Form) -> int | None:
    """Return where the particles of *form* end, an adverb before them ("called again on"), or None without them."""
    apart = len(form.tail) == 1 and form.tail[0] in words("grammar", "prepositions") and is_adverb(tokens, at)
    end = at + apart + len(form.tail)
    return end if tuple(token.low for token in tokens[at + apart : end]) == form.tail else None


def _leads_to_cue(tokens: Tokens, at: int) -> bool:
    """Whether the verb at *at* only leads to the cue: "refused to confirm", but not "refused to accept the offer"."""
    following = at + 3 if is_adverb(tokens, at + 2) else at + 2
    forms = lexicon().forms.get(low(tokens, following), ()) if low(tokens, at + 1) == "to" else ()
    return any(not form.takes & {"that", "quoted"} for form in forms)


def _read(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    tokens = sentence.tokens
    if group.passive or by_agent(tokens, group, form):
        return passive(tokens, group, form)
    having = low(tokens, group.first) == "having"
    if group.infinitive or having or (form.shape == "ing" and not group.finite):
        return _loose(sentence, group, form)
    if group.first == 0:
        return opening(tokens, group, form)
    return inverted(tokens, group, form) or _finite(sentence, group, form)


def _finite(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    """Read "X said that ..." and "..., X said"."""
    tokens = sentence.tokens
    source = before(tokens, group.first)
    if source is None:
        return _coordinated(sentence, group, form)
    if _only_describes(tokens, group, form) or _no_voice(tokens, source, group, form):
        return None
    if summed := _summed_up(tokens, source, group, form):
        return summed
    form = _granting(sentence, group, form, source)
    source = _without_cited(tokens, source)
    start = None if _follows_content(tokens, source, group, form) else complement(tokens, group.last, form)
    if start is None:
        if not _closes(tokens, source, group, form):
            return _of_antecedent(tokens, source, group, form)
        end = source[0] - (low(tokens, source[0] - 1) == "as")
        content = around(tokens, (content_start(tokens, source[0]), end), group.last)
        speaker = None if _listens(sentence, source, form) else source
        return Cue(group.first, group.last, form.cue_class, speaker, trimmed(tokens, content), "after")
    last = light_end(tokens, group.last) if "light" in form.takes else group.last
    start = max(start, last + (last > group.last and low(tokens, last) == "that"))
    found = trimmed(tokens, (start, object_end(tokens, start) if "anything" not in form.takes else closing(tokens)))
    speaker = None if "heard" in form.takes else source
    return Cue(group.first, last, form.cue_class, speaker, found, "before") if found else None


def _listens(sentence: Sentence, source: Range, form: Form) -> bool:
    """Whether the subject is who is told: "the court heard", and in a headline "court told"."""
    told = sentence.headline and form.verb == "tell" and form.shape == "past"
    return "heard" in form.takes or (told and _holds(sentence.tokens, source, "hearers"))


def _summed_up(tokens: Tokens, source: Range, group: Group, form: Form) -> Cue | None:
    """Read "..., or that is what X says"."""
    be = source[0] - 2
    if low(tokens, be + 1) != "what" or low(tokens, be) not in _forms("be"):
        return None
    told = trimmed(tokens, (content_start(tokens, be), be)) if says_nothing_more(tokens, group.last) else None
    return Cue(group.first, group.last, form.cue_class, source, told, "relative") if told else None


def _of_antecedent(tokens: Tokens, source: Range, group: Group, form: Form) -> Cue | None:
    """Read "a claim (that) X denies": the words in question stand before the one who answers them."""
    end = source[0] - (low(tokens, source[0] - 1) in {"that", "which"})
    end -= low(tokens, end - 1) == ","
    told = low(tokens, end - 1) in words("nouns", "matters") and says_nothing_more(tokens, group.last)
    if not told or not form.takes & {"object", "matter"}:
        return None
    return Cue(group.first, group.last, form.cue_class, source, before(tokens, end), "relative")


def _holds(tokens: Tokens, span: Range, nouns: str) -> bool:
    return any(token.low in words("nouns", nouns) for token in tokens[slice(*span)])


def _without_cited(tokens: Tokens, source: Range) -> Range:
    """Return *source* without what it cites: "The Herald, citing two aides, reported"."""
    start, end = source
    commas = [at for at in range(start + 1, end - 1) if low(tokens, at) == ","]
    return start, next((at for at in commas if low(tokens, at + 1) in {"citing", "quoting"}), end)


def _granting(sentence: Sentence, group: Group, form: Form, source: Range) -> Form:
    """Return *form* as it counts here: with an auxiliary, in a headline, or with evidence for its subject."""
    shown = "evidence" in form.takes and _holds(sentence.tokens, source, "evidence")
    if shown:
        return form._replace(takes=form.takes | {"object"})
    return _helped(form) if group.first < group.head or sentence.headline else form


def _no_voice(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Whether what stands before a verb form cannot be its subject, or nobody."""
    last = low(tokens, source[1] - 1)
    nobody = last in {"anybody", "anyone"} or (last in {"nobody", "one", "none"} and form.cue_class == "believes")
    if nobody or last.endswith(("'s", "s'")):
        return True
    if "heard" in form.takes and not _holds(tokens, source, "hearers"):
        return True
    asks = {token.low for token in tokens[group.last : group.last + 5]}
    if low(tokens, group.first - 1) == "who" and asks & words("voices", "nameless"):
        return True
    return _fills(tokens, source, group) or not agrees(tokens, source, group, form)


def _only_describes(tokens: Tokens, group: Group, form: Form) -> bool:
    """Whether a past form is a participle after its noun: "an expert called by both", "half of those asked said"."""
    if form.shape != "past" or group.first < group.head or "anything" in form.takes:
        return False
    says = any(
        "anything" in one.takes and one.shape != "ing" for one in lexicon().forms.get(low(tokens, group.last), ())
    )
    return says or low(tokens, group.last) == "by"


def _helped(form: Form) -> Form:
    """Return *form* as it counts with an auxiliary, or in a headline that leaves it out."""
    return form._replace(takes=form.takes | {"object"}) if "helped" in form.takes else form


def _fills(tokens: Tokens, source: Range, group: Group) -> bool:
    """Whether the words only fill a pause: "you know", "I think" between commas."""
    said = f"{tokens[source[0]].low} {tokens[group.head].low}"
    if said in words("grammar", "fillers"):
        return low(tokens, group.last) not in {"that", "what", "how", "why"}
    between = low(tokens, source[0] - 1) in {",", "—"} and low(tokens, group.last) in {",", "—"}
    return between and tokens[source[0]].low in {"i", "we", "you"}


def _coordinated(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    """Read "and demanded that ...": the subject stands in an earlier clause."""
    tokens = sentence.tokens
    joint = low(tokens, group.first - 1)
    listed = joint == "," and (sentence.headline or "anything" in form.takes)
    if not (listed or joint in {"and", "or", "but", "then"}) or (form.noun and form.shape != "past"):
        return None
    start = complement(tokens, group.last, form)
    if start is None:
        again = low(tokens, group.first - 2) in lexicon().pasts and "anything" not in form.takes
        repeats = again and form.shape == "past" and says_nothing_more(tokens, group.last)
        return Cue(group.first, group.last, form.cue_class, None, None, "coordinated") if repeats else None
    return Cue(group.first, group.last, form.cue_class, None, trimmed(tokens, (start, closing(tokens))), "coordinated")


def _loose(sentence: Sentence, group: Group, form: Form) -> Cue | None:
    """Read "adding that", "a video suggesting", "with Larsen explaining that", "chiming in to say that"."""
    tokens = sentence.tokens
    source = None
    if form.cue_class == "cites" and not group.infinitive:
        source = after(tokens, group.last)
        if source is None:
            return None
        return Cue(group.first, group.last, "cites", source, None, "citing")
    if not group.infinitive and group.first > 0 and tokens[group.first - 1].kind == WORD:
        source = before(tokens, group.first)
        if (source is None and not _hangs(tokens, group.first)) or _owns(tokens, source):
            return None
    if group.infinitive and low(tokens, group.first - 2) in _forms("judging"):
        return None
    leads = sentence.headline and source is not None and source[0] == 0
    opens = group.first == 0 or low(tokens, group.first - 1) == ","
    strict = not leads and not (form.takes & {"object", "prospect", "as"} and opens)
    start = complement(tokens, group.last, _helped(form) if leads else form, strict)
    if start is None or (group.infinitive and not _stated(tokens, start, form)):
        return None
    rule = "infinitive" if group.infinitive else "participle"
    return Cue(group.first, group.last, form.cue_class, source, trimmed(tokens, (start, closing(tokens))), rule)


def _owns(tokens: Tokens, source: Range | None) -> bool:
    """Whether *source* only owns the noun that looks like a participle: "the court's ruling"."""
    return source is not None and low(tokens, source[1] - 1).endswith(("'s", "s'"))


def _stated(tokens: Tokens, start: int, form: Form) -> bool:
    """Whether an infinitive states something ("to say that") and is no mere task ("to explain why")."""
    return low(tokens, start - 1) == "that" or tokens[start].kind == QUOTE or "anything" in form.takes


def _hangs(tokens: Tokens, first: int) -> bool:
    return low(tokens, first - 1) in {"and", "while", "by", "before", "after", "when"}


def _ends_quoted(token: Token) -> bool:
    """Whether a quotation closes as one that its speaker follows: '"We lost," X said live on air'."""
    return token.kind == QUOTE and token.text[-2:-1] in {",", "?", "!"}


# "At least 40 boats", "as many as 40 boats" begin a clause that counts, and no setting.
_COUNTING = frozenset({"least", "most", "many", "much", "few"})


def _follows_content(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Like `_closes`, but for content that may be a mere setting ("In the spring, X said"): tried as such last."""
    start = content_start(tokens, source[0])
    quoted = any(token.kind == QUOTE for token in tokens[start : source[0]])
    setting = low(tokens, start) in words("grammar", "openers") and low(tokens, start + 1) not in _COUNTING
    return (quoted or not setting) and _closes(tokens, source, group, form)


def _closes(tokens: Tokens, source: Range, group: Group, form: Form) -> bool:
    """Whether the cue closes its clause after what it attributes: '..., X said on Monday'."""
    start = content_start(tokens, source[0])
    if source[0] - start < 2 and not (source[0] and tokens[source[0] - 1].kind == QUOTE):
        return False
    as_said = low(tokens, source[0] - 1) == "as" and low(tokens, source[0] - 2) == ","  # "..., as X likes to say"
    if source[0] == 0 or (tokens[source[0] - 1].kind == WORD and not as_said):
        return False
    if "quoted" in form.takes and not any(token.kind == QUOTE for token in tokens[start : source[0]]):
        return False
    if _ends_quoted(tokens[source[0] - 1]):
        return says_nothing_more(tokens, group.last, form) or complement(tokens, group.last, form, True) is None
    return says_nothing_more(tokens, group.last, form)
