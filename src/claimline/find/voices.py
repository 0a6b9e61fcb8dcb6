"""Find whose voice a stretch of text is in: joins attributions with the actors of the codebook. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimline.codebook import Actor, ActorMention, Codebook, flat, language
from claimline.model import Attribution, Passage, Said, row_id


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, through whom and how. The narrator's voice has no actor and no attribution."""

    actor: str | None
    actor_code: str | None
    on_behalf_of: str | None
    via: str
    speech: str
    anonymity: str
    attribution: str | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A document as the voices need it: its name and outlet, its text, passages and attributions.

    `stored` is the text as it stands, `text` the same flattened and unwrapped, character for character.
    """

    document: str
    outlet: str
    stored: str
    text: str
    passages: Sequence[Passage]
    said: Sequence[Said]
    codebook: Codebook
    mentions: Sequence[ActorMention]


def narrator() -> str:
    """Return the word for an outlet whose name is not known."""
    return str(language("voices")["narrator"])


def voice(setting: Setting, start: int, end: int, passage: Passage) -> Voice:
    """
    Return the voice of `text[start:end]`: the innermost attribution whose content covers it.

    Where none covers it (a whole sentence with its "she said"), it is the one whose content fills most of it.
    """
    said = covering(setting.said, start, end) or _filling(setting.said, start, end)
    if said is None:
        speech = "headline" if passage.kind == "headline" else "narration"
        return Voice(None, None, None, setting.outlet, speech, "none")
    return _voice(setting, said)


def covering(said: Sequence[Said], start: int, end: int) -> Said | None:
    """Return the attribution with the shortest content that covers the stretch; None where none does."""
    around = [one for one in said if one.content and one.content.start <= start and end <= one.content.end]
    return min(around, key=_breadth, default=None)


def _breadth(said: Said) -> int:
    return said.content.end - said.content.start if said.content else 0


def _filling(said: Sequence[Said], start: int, end: int) -> Said | None:
    inside = [one for one in said if one.content and start <= one.cue.start and one.cue.end <= end]
    inside = [one for one in inside if one.content and one.content.start < end and start < one.content.end]
    return max(inside, key=_breadth, default=None)


def attribution(setting: Setting, said: Said) -> Attribution:
    """Return the row of *said*, its source resolved."""
    heard = _voice(setting, said)
    source, content = said.source, said.content
    return Attribution(
        id=str(heard.attribution),
        document=setting.document,
        source_start=source.start if source else None,
        source_end=source.end if source else None,
        cue_start=said.cue.start,
        cue_end=said.cue.end,
        content_start=content.start if content else None,
        content_end=content.end if content else None,
        source=setting.stored[source.start : source.end] if source else None,
        cue=setting.stored[said.cue.start : said.cue.end],
        actor=heard.actor,
        actor_code=heard.actor_code,
        via=heard.via,
        speech=said.speech,
        anonymity=said.anonymity,
        cue_class=said.cue_class,
        rule=said.rule,
    )


def _voice(setting: Setting, said: Said) -> Voice:
    name, actor = speaker(setting, said)
    above = setting.codebook.principal(actor) if actor else None
    source = said.source.start if said.source else said.cue.start
    return Voice(
        actor=name,
        actor_code=actor.code if actor else None,
        on_behalf_of=above.code if above else None,
        via=" <- ".join(_chain(setting, said)),
        speech=said.speech,
        anonymity=said.anonymity,
        attribution=row_id("a", setting.document, source, said.cue.start, said.cue.end),
        said=said,
    )


def _chain(setting: Setting, said: Said) -> list[str]:
    """Return outlet, enclosing speakers, carriers and source, from the outside in, each once."""
    outer = covering([one for one in setting.said if one is not said], said.cue.start, said.cue.end)
    chain = _chain(setting, outer) if outer and _breadth(outer) > _breadth(said) else [setting.outlet]
    name, _ = speaker(setting, said)
    for link in (*map(bare, said.via), *_told_to(setting, said), name):
        if link and link not in chain:
            chain.append(link)
    return chain


def _told_to(setting: Setting, said: Said) -> list[str]:
    """Return the media of the codebook that the source spoke to: "told the Post"."""
    addressed = [
        one for one in setting.mentions if one.actor.kind == "media" and said.cue.end <= one.start < said.clause[1]
    ]
    return [one.actor.label for one in addressed if one.actor.label != said.actor]


# ---- who is meant ----------------------------------------------------------------------------------


def speaker(setting: Setting, said: Said) -> tuple[str | None, Actor | None]:
    """
    Return the name of the source and, where the codebook knows it, the actor.

    A pronoun stands for the speaker around it, else for whom the text named last; a lone surname for the person
    last named in full. What cannot be told stays as written.
    """
    words = _words(said)
    if words is None:
        return None, None
    actor = resolve(setting, words, said.cue.start)
    if actor:
        return actor.label, actor
    return _antecedent(setting, said, words) if _is_pronoun(words) else (bare(words), None)


def _words(said: Said) -> str | None:
    """Return the words that name the source, a pronoun included; None where there are none."""
    return said.actor or (said.source.quote if said.source else None)


def resolve(setting: Setting, words: str, position: int) -> Actor | None:
    """Return the known actor that *words* name at *position*, by themselves or as a surname used before."""
    actor = setting.codebook.resolve(words)
    surname = bare(words)
    if actor or not re.fullmatch(r"[A-Z][\w'-]+", surname):
        return actor
    before = [one for one in setting.mentions if one.start < position]
    named = [one.actor for one in before if surname in setting.text[one.start : one.end].split()]
    return next((one for one in reversed(named) if one.kind == "person"), None)


def _antecedent(setting: Setting, said: Said, pronoun: str) -> tuple[str | None, Actor | None]:
    earlier = [
        one for one in setting.said if one.actor and not _is_pronoun(one.actor) and one.cue.start < said.cue.start
    ]
    around = covering([one for one in earlier if _breadth(one) > _breadth(said)], said.cue.start, said.cue.end)
    if around:
        return speaker(setting, around)
    here = next((one for one in setting.passages if one.start <= said.cue.start < one.end), None)
    if here and earlier and earlier[-1].cue.start >= here.start:
        return speaker(setting, earlier[-1])
    actor = _last_subject(setting, said, here, pronoun) if here else None
    return (actor.label, actor) if actor else (pronoun, None)


def _last_subject(setting: Setting, said: Said, here: Passage, pronoun: str) -> Actor | None:
    """Return the first actor of the fitting kind that this passage, or else the one before, names."""
    person = flat(pronoun).casefold() in language("voices")["people"]
    position = list(setting.passages).index(here)
    for passage in reversed(setting.passages[max(0, position - 1) : position + 1]):
        end = min(passage.end, said.cue.start)
        for one in setting.mentions:
            named = passage.start <= one.start < end and not one.adjective
            if named and (one.actor.kind == "person") == person:
                return one.actor
    return None


def _is_pronoun(words: str) -> bool:
    known = language("voices")
    return flat(words).casefold() in {*known["people"], *known["bodies"]}


def bare(words: str) -> str:
    """Return *words* without the article or pronoun that leads them: "a defense source" is a defense source."""
    first, _, rest = words.partition(" ")
    return rest.strip() if rest and first.casefold() in language("voices")["determiners"] else words
