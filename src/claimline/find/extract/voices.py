"""Find whose voice a stretch of text is in: joins attributions with the actors of the codebook. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claimline.codebook import Actor, flat, language
from claimline.find.extract.page import Page
from claimline.model import Attribution, Passage, Said, Span, row_id

Named = tuple[str | None, Actor | None]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, through whom and how. The narrator's voice has no attribution, and as a rule no actor."""

    actor: str | None
    actor_code: str | None
    on_behalf_of: str | None
    via: str
    speech: str
    anonymity: str
    attribution: str | None = None
    said: Said | None = None


def voice(page: Page, passage: Passage, start: int, end: int) -> Voice:
    """
    Return the voice of a stretch of *passage*: the innermost attribution whose content covers it.

    Where none covers it (a whole sentence with its "she said"), it is the one whose content fills most of it.
    """
    near = page.said[passage.id]
    said = _covering(near, start, end) or _filling(near, start, end)
    if said is None:
        return _narrator(page, passage)
    return _voice(page, passage, said)


def distance(heard: Voice, *kinds: str) -> Span | None:
    """Return the cue of the voice where it is a hedge by itself, of one of the *kinds* of `language/status.toml`."""
    cue = heard.said.cue if heard.said and is_of(heard, *kinds) else None
    return None if cue is None or cue.quote.split()[-1].casefold() in language("status")["distance"]["plain"] else cue


def answered(page: Page, passage: Passage, start: int, end: int, *kinds: str) -> bool:
    """
    Tell whether a stretch is what an answer of one of *kinds* is about: "denied that ...", "denied reports that ...".

    What somebody named says inside it remains theirs: "could not confirm Moss's claim that ...".
    """
    heard = voice(page, passage, start, end)
    if is_of(heard, *kinds):
        return True
    inner = heard.said
    if inner is None or inner.content is None:
        return False
    outer = [
        one for one in page.said[passage.id] if one.content and one.content.start <= inner.cue.start < one.content.end
    ]
    table = language("status")["distance"]
    about = [one.content for one in outer if one.content and any(one.cue_class in table[kind] for kind in kinds)]
    return any(inner.source is None or inner.source.start < one.start for one in about)


def is_of(heard: Voice, *kinds: str) -> bool:
    """Tell whether the cue of the voice is of one of the *kinds* of `language/status.toml`."""
    table = language("status")["distance"]
    return heard.said is not None and any(heard.said.cue_class in table[kind] for kind in kinds)


def within(page: Page, passage: Passage, start: int, end: int, actor: str) -> Voice | None:
    """Return the voice of *actor* that a stretch of *passage* itself names: "the mayor announced today that ..."."""
    inside = [one for one in page.said[passage.id] if start <= one.cue.start and one.cue.end <= end]
    return next((heard for one in inside if (heard := _voice(page, passage, one)).actor == actor), None)


def _narrator(page: Page, passage: Passage) -> Voice:
    """Return the voice of the text itself: nobody's in a medium's, its publisher's where an actor publishes its own."""
    home = page.codebook.home
    speech = "headline" if passage.kind == "headline" else "narration"
    if home is None:
        return Voice(None, None, None, page.outlet, speech, "none")
    return Voice(home.label, home.code, page.codebook.principal(home).code, page.outlet, speech, "named")


def asked(page: Page, passage: Passage, start: int, end: int) -> bool:
    """Tell whether a stretch of *passage* only stands in a question of a transcript, told by nobody named there."""
    questions = [one for one in page.said[passage.id] if one.rule == "turn" and one.cue_class == "asks"]
    if not any(one.content and one.cue.start <= start < one.content.end for one in questions):
        return False
    return voice(page, passage, start, end).anonymity == "none"


def _covering(said: Sequence[Said], start: int, end: int) -> Said | None:
    around = [one for one in said if one.content and one.content.start <= start and end <= one.content.end]
    return min(around, key=_breadth, default=None)


def _filling(said: Sequence[Said], start: int, end: int) -> Said | None:
    inside = [one for one in said if one.content and start <= one.cue.start and one.cue.end <= end]
    inside = [one for one in inside if one.content and one.content.start < end and start < one.content.end]
    return max(inside, key=_breadth, default=None)


def _breadth(said: Said) -> int:
    return said.content.end - said.content.start if said.content else 0


def attribution(page: Page, passage: Passage, said: Said) -> Attribution:
    """Return the row of *said*, whose cue is in *passage*, with its source resolved."""
    heard = _voice(page, passage, said)
    source, content = said.source, said.content
    return Attribution(
        id=str(heard.attribution),
        document=page.document.document,
        source_start=source.start if source else None,
        source_end=source.end if source else None,
        cue_start=said.cue.start,
        cue_end=said.cue.end,
        content_start=content.start if content else None,
        content_end=content.end if content else None,
        source=page.stored[source.start : source.end] if source else None,
        cue=page.stored[said.cue.start : said.cue.end],
        actor=heard.actor,
        actor_code=heard.actor_code,
        via=heard.via,
        speech=said.speech,
        anonymity=said.anonymity,
        cue_class=said.cue_class,
        rule=said.rule,
    )


def _voice(page: Page, passage: Passage, said: Said) -> Voice:
    heard = page.voices.get(said)
    if heard is None:
        heard = page.voices[said] = _made_out(page, passage, said)
    return heard


def _made_out(page: Page, passage: Passage, said: Said) -> Voice:
    name, actor = _speaker(page, passage, said)
    above = page.codebook.principal(actor) if actor else page.codebook.behalf(name or "")
    source = said.source.start if said.source else said.cue.start
    return Voice(
        actor=name,
        actor_code=actor.code if actor else None,
        on_behalf_of=above.code if above else None,
        via=" <- ".join(_chain(page, passage, said)),
        speech=said.speech,
        anonymity=said.anonymity,
        attribution=row_id("a", page.document.document, source, said.cue.start, said.cue.end),
        said=said,
    )


# A text can pile up any number of speakers; who is meant stands near, and more around one another report no speech.
_DEEPEST = 8  # sayings within one another
_NEAR = 40  # sayings before and after


def _near(page: Page, passage: Passage, said: Said) -> tuple[Sequence[Said], Sequence[Said]]:
    """Return the sayings of *passage* before *said* and from it on, as far as one stands around or leads to another."""
    listed = page.said[passage.id]
    number = bisect_left(listed, said.cue.start, key=lambda one: one.cue.start)
    return listed[max(0, number - _NEAR) : number], listed[number : number + _NEAR]


def _around(page: Page, passage: Passage, said: Said) -> Said | None:
    """Return the narrowest saying whose content holds the cue of *said*."""
    broader = [one for part in _near(page, passage, said) for one in part if _breadth(one) > _breadth(said)]
    return _covering(broader, said.cue.start, said.cue.end)


def _chain(page: Page, passage: Passage, said: Said, depth: int = _DEEPEST) -> list[str]:
    """Return outlet, enclosing speakers, carriers and source, from the outside in, each once."""
    outer = _around(page, passage, said) if depth else None
    chain = _chain(page, passage, outer, depth - 1) if outer else [page.outlet]
    name, _ = _speaker(page, passage, said)
    for link in (*map(bare, said.via), *_told_to(page, passage, said), name):
        if link and link not in chain:
            chain.append(link)
    return chain


def _told_to(page: Page, passage: Passage, said: Said) -> list[str]:
    """Return the media of the codebook that the source spoke to: "told the Post"."""
    after = [one for one in page.mentions[passage.id] if said.cue.end <= one.start < said.clause[1]]
    return [one.actor.label for one in after if one.actor.kind == "media" and one.actor.label != said.actor]


# ---- who is meant ----------------------------------------------------------------------------------


def _speaker(page: Page, passage: Passage, said: Said, depth: int = _DEEPEST) -> Named:
    """
    Return the name of the source and, where the codebook knows it, the actor.

    A pronoun stands for the speaker around it, else for whom the text named last; a lone surname for the person
    last named in full. What cannot be told stays as written.
    """
    words = said.actor or (said.source.quote if said.source else None)
    if words is None:
        return None, None
    if said.source and _is_pronoun(said.source.quote) and (nearer := _nearer(page, passage, said.source, words)):
        return nearer.label, nearer
    actor = page.codebook.resolve(words) or _by_surname(page, bare(words), said.cue.start)
    if actor:
        return actor.label, actor
    if not _is_pronoun(words):
        return bare(words), None
    return _antecedent(page, passage, said, depth) if depth else (words, None)


def _nearer(page: Page, passage: Passage, pronoun: Span, taken: str) -> Actor | None:
    """Return whom *passage* itself names before *pronoun*, where *taken*, for whom it was taken, is not named in it."""
    own = flat(pronoun.quote).casefold() in language("voices")["own"]
    if own or _is_pronoun(taken) or taken in page.text[passage.start : pronoun.start]:
        return None
    return _named_first(page, passage, pronoun.start, pronoun.quote)


def _by_surname(page: Page, surname: str, position: int) -> Actor | None:
    """Return the person last named before *position* whose name holds the word *surname*."""
    if not re.fullmatch(r"[A-Z][\w'-]+", surname):
        return None
    named = page.people.get(surname, ())
    number = bisect_left(named, position, key=lambda one: one.start)
    return named[number - 1].actor if number else None


def _antecedent(page: Page, passage: Passage, said: Said, depth: int) -> Named:
    pronoun = said.actor or (said.source.quote if said.source else "")
    if flat(pronoun).casefold() in language("voices")["own"]:
        around = _around(page, passage, said)
        return _speaker(page, passage, around, depth - 1) if around and around.actor else _self(page, pronoun, around)
    earlier = [one for one in _near(page, passage, said)[0] if passage.start <= one.cue.start]
    earlier = [one for one in earlier if one.actor and not _is_pronoun(one.actor)]
    broader = [one for one in earlier if _breadth(one) > _breadth(said)]
    around = _covering(broader, said.cue.start, said.cue.end)
    if around or earlier:
        return _speaker(page, passage, around or earlier[-1], depth - 1)
    actor = _last_subject(page, passage, said.cue.start, pronoun)
    return (actor.label, actor) if actor else (pronoun, None)


def _self(page: Page, pronoun: str, around: Said | None) -> Named:
    """Return who says "we" where no speaker around it is named: whoever publishes the text as its own, else nobody."""
    home = None if around else page.codebook.home
    return (home.label, home) if home else (pronoun, None)


def _last_subject(page: Page, passage: Passage, position: int, pronoun: str) -> Actor | None:
    """Return the first actor of the fitting kind that this passage, or else the one before, names."""
    number = bisect_left(page.starts, passage.start)
    near = (passage, *page.passages[max(0, number - 1) : number])
    return next((actor for one in near if (actor := _named_first(page, one, position, pronoun))), None)


def _named_first(page: Page, passage: Passage, position: int, pronoun: str) -> Actor | None:
    """Return the first actor that *passage* names before *position* and for whom *pronoun* can stand."""
    person = flat(pronoun).casefold() in language("voices")["people"]
    named = [one.actor for one in page.mentions[passage.id] if one.start < position and not one.adjective]
    return next((actor for actor in named if (actor.kind == "person") == person), None)


def _is_pronoun(words: str) -> bool:
    known = language("voices")
    word = flat(words).casefold()
    return word in known["people"] or word in known["bodies"]


def bare(words: str) -> str:
    """Return *words* without the article or pronoun that leads them: "a tired engineer" is a tired engineer."""
    first, _, rest = words.partition(" ")
    return rest.strip() if rest and first.casefold() in language("voices")["determiners"] else words
