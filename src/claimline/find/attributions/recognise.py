"""Find who said what through whom. Pure: text in, attributions out; the standard library only.

`prose` reads the text into sentences, `cues` finds what attributes in each, `subjects` and
`agents` the noun phrase that speaks, `content` what it says, `speakers` who that is. Here they
become `model.Said`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimline.codebook import flat
from claimline.find.attributions import prose
from claimline.find.attributions.cues import cues
from claimline.find.attributions.prose import QUOTE, Prose, Sentence, Token, Turn
from claimline.find.attributions.speakers import Voice, Voices, carrier, handed, people, resolve, voice
from claimline.find.attributions.tokens import Cue, begins_setting, is_time
from claimline.find.attributions.words import lexicon, words
from claimline.model import Said, Span

Place = tuple[int, int]


def find_attributions(text: str) -> list[Said]:
    """
    Return every attribution in *text*, left to right by its cue.

    An attribution is a cue ("said", "according to", "reportedly", "accusations that") with its source and its
    content where the text gives them. Offsets are code points in *text*. No text raises.
    """
    reading = prose.read(flat(text), text)
    met = Voices()
    found = [_turn(reading, turn) for turn in reading.turns]
    for sentence, following in _followed(reading.sentences):
        found += _in_sentence(reading, sentence, following, met)
        named = list(people(sentence, reading.text))
        met.people += named
        met.subject = named[0] if named else met.subject
    return sorted(found, key=lambda said: (said.cue.start, said.cue.end))


def _followed(sentences: Sequence[Sentence]) -> list[tuple[Sentence, Sentence | None]]:
    """Return each sentence with the next one that does not stand in a quotation."""
    pairs: list[tuple[Sentence, Sentence | None]] = []
    following: Sentence | None = None
    for sentence in reversed(sentences):
        pairs.append((sentence, following))
        following = sentence if sentence.inside is None else following
    return pairs[::-1]


def _turn(reading: Prose, turn: Turn) -> Said:
    """Return a transcript's turn as an attribution: the label speaks, the turn is what it says."""
    end = turn.body + len(reading.text[turn.body : turn.end].rstrip())
    label = _span(reading.original, (turn.start, turn.label_end))
    asks = label.quote == "Q"
    mark = min(turn.label_end + 1, len(reading.text))
    cue = label if asks else _span(reading.original, (turn.label_end, mark))
    return Said(
        cue=cue,
        source=None if asks else label,
        content=_span(reading.original, (turn.body, end)),
        actor=None if asks else label.quote,
        via=(),
        speech="direct",
        anonymity="none" if asks else "named",
        cue_class="asks" if asks else "says",
        clause=(turn.start, turn.body),
        rule="turn",
    )


def _in_sentence(reading: Prose, sentence: Sentence, following: Sentence | None, met: Voices) -> Iterator[Said]:
    found = [cue for cue in cues(sentence) if not _adds_nothing(sentence, cue)]
    speaker = _speaker(sentence, met)
    actor: Voice | None = None
    for position, cue in enumerate(found):
        heard = _heard(cue.source, sentence, reading.text)
        if heard is not None:
            actor = resolve(heard, sentence, met, speaker)
        elif cue.rule in {"hedge", "noun", "passive"}:
            actor = None
        content = _content(reading, sentence, found, position, following)
        if content and actor and sentence.inside is None:
            met.spoken = (*content, actor)
        yield _said(reading, sentence, cue, content, actor)
        if heard is not None and heard.text.lower() not in words("grammar", "pronouns"):
            known = replace(actor or heard, at=heard.at)
            met.heard.append(known)
            if known.person:
                met.people.append(known)


def _adds_nothing(sentence: Sentence, cue: Cue) -> bool:
    """Whether a quoted speaker only speaks of their own speaking: "I think" inside what they say, but not "I told"."""
    if sentence.inside is None or cue.source is None or cue.cue_class not in words("voices", "own"):
        return False
    if cue.last - cue.first == 1 and sentence.tokens[cue.first].low in lexicon().pasts:
        return False
    return sentence.tokens[cue.source[0]].low in {"i", "we"}


def _said(reading: Prose, sentence: Sentence, cue: Cue, content: Place | None, actor: Voice | None) -> Said:
    tokens = sentence.tokens
    clause = _clause(sentence, cue)
    return Said(
        cue=_span(reading.original, _place(tokens, (cue.first, cue.last))),
        source=_span(reading.original, _place(tokens, cue.source)) if cue.source else None,
        content=_span(reading.original, content) if content else None,
        actor=_as_written(reading.original, actor) if actor else None,
        via=_via(reading.text, sentence, cue, clause),
        speech=_speech(sentence, cue, content),
        anonymity=actor.anonymity if actor else "none",
        cue_class=cue.cue_class,
        clause=clause,
        rule=cue.rule,
    )


def _as_written(text: str, actor: Voice) -> str:
    """Return the actor in the original's own characters, on one line."""
    return " ".join(text[actor.start : actor.start + len(actor.text)].split())


def _heard(source: Place | None, sentence: Sentence, text: str) -> Voice | None:
    return voice(sentence.tokens[source[0] : source[1]], text) if source else None


def _speaker(sentence: Sentence, met: Voices) -> Voice | None:
    """Return who speaks the quotation or turn that *sentence* stands in."""
    if sentence.inside is not None and met.spoken is not None:
        start, end, actor = met.spoken
        if start <= sentence.start < end:
            return actor
    turn = sentence.turn
    return Voice(turn.start, turn.name, "named", True, False, turn.start) if turn and turn.name != "Q" else None


# ---- content -----------------------------------------------------------------------------------------


def _content(
    reading: Prose, sentence: Sentence, found: Sequence[Cue], position: int, following: Sentence | None
) -> Place | None:
    """Return where the content of a cue stands: its clause, with what a quotation adds after the cue."""
    cue, tokens = found[position], sentence.tokens
    if cue.content is None:
        near = found[position - 1] if position else (found[position + 1] if len(found) > 1 else None)
        return _place(tokens, near.content) if near and near.content else None
    start, end = _place(tokens, cue.content)
    if cue.rule in {"after", "inverted"}:
        return start, _resumed(reading, sentence, cue, following, end)
    end = min(end, _relative_end(tokens, cue, found))
    return start, _cut(tokens, cue, found[position + 1 :], start, end)


def _relative_end(tokens: Sequence[Token], cue: Cue, found: Sequence[Cue]) -> int:
    """Return where the relative clause of *cue* ends ("of the 50 that X pledged, ..."), or else the sentence."""
    last = tokens[-1].end
    if cue.rule != "before" or not cue.source or tokens[cue.source[0] - 1].low not in {"that", "which"}:
        return last
    reported = any(other.content and other.content[0] == cue.source[0] for other in found)  # "said that X pledged"
    comma = next((token.start for token in tokens[cue.last :] if token.low == ","), last)
    return last if reported or not cue.source[0] else comma


def _cut(tokens: Sequence[Token], cue: Cue, later: Sequence[Cue], start: int, end: int) -> int:
    """Return *end* drawn back to where a later cue of the sentence takes over."""
    for other in later:
        stop = _takeover(tokens, cue, other)
        if stop is not None and stop > 0 and tokens[stop - 1].end > start:
            return min(end, tokens[stop - 1].end)
    return end


def _takeover(tokens: Sequence[Token], cue: Cue, other: Cue) -> int | None:
    """Return where *other* takes over from *cue*: ", but Y said", ", Y said", "and demanded", "X, who ..., said"."""
    if other.rule in {"after", "inverted"} and other.content and other.content[0] <= cue.first:
        return other.content[1]
    if other.source and other.source[0] <= cue.first < other.source[1]:
        return other.source[1] - (tokens[other.source[1] - 1].low == ",")
    joint = min(other.first, other.source[0] if other.source else other.first) - 1
    apart = other.rule in {"citing", "participle"} and tokens[joint].low == ","
    turns = tokens[joint].low in _TURNS and tokens[joint - 1].low == ","
    if not (apart or turns or other.rule == "coordinated"):
        return None
    return joint - (tokens[joint - 1].low == ",")


_TURNS = frozenset({"but", "while", "and", "though", "although", "whereas"})


def _resumed(reading: Prose, sentence: Sentence, cue: Cue, following: Sentence | None, end: int) -> int:
    """Return *end* moved to the end of a quotation that goes on after the cue, in this sentence or as the next one."""
    quotes = [token.end for token in sentence.tokens[cue.last :] if token.kind == QUOTE]
    if quotes:
        return quotes[-1]
    quoted = any(token.kind == QUOTE for token in sentence.tokens[: cue.first])
    alone = following is not None and [token.kind for token in following.tokens] == [QUOTE]
    if quoted and alone and following and "\n" not in reading.text[sentence.end : following.start]:
        return following.tokens[0].end
    return end


# ---- clause, chain, speech ------------------------------------------------------------------------------


def _clause(sentence: Sentence, cue: Cue) -> Place:
    """Return the attribution clause: source and cue with addressee and adverbials, and a time put before them."""
    tokens = sentence.tokens
    first = min(cue.first, cue.source[0]) if cue.source else cue.first
    last = max(cue.last, cue.source[1]) if cue.source else cue.last
    if cue.rule in {"before", "coordinated", "participle", "infinitive"} and cue.content:
        last = max(last, cue.content[0])
    elif cue.rule in {"after", "inverted", "according", "quoted"}:
        while last < len(tokens) and tokens[last].kind != QUOTE and tokens[last].low not in {",", ";", "—", "–"}:
            last += 1
    led = _led(tokens, first) if cue.rule == "before" else first
    return _place(tokens, (led, last))


def _led(tokens: Sequence[Token], first: int) -> int:
    """Return *first*, or the sentence's first word if only a time comes between: "Earlier in October, X told"."""
    lead = tokens[:first]
    if not 1 < len(lead) <= 8 or lead[-1].low != "," or any(token.kind == QUOTE for token in lead):
        return first
    return 0 if any(is_time(tokens, at) for at in range(first)) or begins_setting(tokens, 0) else first


def _via(text: str, sentence: Sentence, cue: Cue, clause: Place) -> tuple[str, ...]:
    tokens = sentence.tokens
    if cue.carrier is not None:
        start, end = _place(tokens, cue.carrier)
        return (carrier(text[start:end]) or text[start:end],)
    if cue.rule in {"hedge", "noun"}:
        return ()
    around = text[clause[0] : clause[1]]
    if cue.source is not None:
        start, end = _place(tokens, cue.source)
        passed = handed(text[start:end])
        if passed:
            return (passed,)
        around = text[clause[0] : max(start, clause[0])] + " " + text[end : clause[1]] if end <= clause[1] else around
    named = carrier(around)
    return (named,) if named else ()


def _speech(sentence: Sentence, cue: Cue, content: Place | None) -> str:
    if sentence.headline:
        return "headline"
    if cue.rule == "hedge" or (cue.source is None and cue.rule in {"passive", "noun"}):
        return "narration"
    told = _place(sentence.tokens, cue.content) if cue.content else content
    end = min(told[1], content[1]) if told and content else 0
    held = [token for token in sentence.tokens if told and told[0] <= token.start and token.end <= end]
    kinds = {token.kind for token in held if token.kind != prose.MARK}
    if QUOTE not in kinds:
        return "reported"
    return "direct" if kinds == {QUOTE} or len(held) == 1 else "mixed"


def _place(tokens: Sequence[Token], span: Place) -> Place:
    return tokens[span[0]].start, tokens[span[1] - 1].end


def _span(text: str, place: Place) -> Span:
    return Span(place[0], place[1], text[place[0] : place[1]])
