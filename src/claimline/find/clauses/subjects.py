"""Say who a verb's subject is: a known actor, an unnamed source, whoever a pronoun stands for. Pure.

A subject that is none of these is a matter ("sanctions were ..."), and no position is laid at its door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimline.codebook import Actor, ActorMention
from claimline.find.clauses.couples import couple
from claimline.find.clauses.noun_phrases import (
    Phrase,
    first_verb,
    governed,
    head,
    listed,
    members,
    nominal,
    phrase_before,
    proper,
    speech_forms,
    stripped,
)
from claimline.find.clauses.people import anaphors, another_opens, in_play, owner_taken_up, people_before, possessive
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word
from claimline.find.clauses.verbs import Mood, auxiliaries, group

_SPEECH_REACH = 4  # sentences that a pronoun may look back over


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or speaks: the label to show, the code if known, and the code of the principal.

    `kind` is the known actor's kind, or agent ("the Swedish side"), unnamed ("a government source"), private ("Danish
    lawmakers": for themselves), proper (a name that the codebook does not have), clause (a pronoun for what was said
    before), answers ("the warnings") or matter (no actor at all).
    """

    label: str
    kind: str
    code: str | None = None
    principal: str | None = None

    @property
    def acts(self) -> bool:
        """Tell whether this is somebody who can take a position."""
        return self.kind not in ("clause", "answers", "matter", "media")


def subjects(scene: Scene, number: int, first: int) -> tuple[Party, ...]:
    """Return the subjects of the verb group that begins at word *first* of sentence *number*."""
    words = scene.words[number]
    phrase = phrase_before(words, first)
    if phrase.left == phrase.right:
        return _implied(scene, number, phrase)
    if both := couple(scene, words[phrase.left : phrase.right]):
        return tuple(known(scene, actor) for actor in both)
    parts = list(members(words, phrase))
    parties = [party(scene, number, part) for part in parts]
    telling = [one for one in parties if one.kind not in ("matter", "clause")]
    return tuple(telling) if len(telling) == len(parties) else tuple(parties[-1:])


def _implied(scene: Scene, number: int, phrase: Phrase) -> tuple[Party, ...]:
    """Return the subject of a verb that has none before it: "which bought", "and demanded", ", a member, ..."."""
    words = scene.words[number]
    if phrase.left == 0:
        return ()
    if phrase.bound in listed("bounds", "relatives"):
        return _antecedent(scene, number, phrase.left - 1)
    if phrase.bound == ",":
        comma = next((at for at in range(phrase.left - 2, -1, -1) if words[at].lower == ","), None)
        if comma:
            return subjects(scene, number, comma)
    return _opening(scene, number, phrase.left - 1)


def _antecedent(scene: Scene, number: int, at: int) -> tuple[Party, ...]:
    words = scene.words[number]
    end = at - 1 if at and words[at - 1].lower == "," else at
    one = party(scene, number, phrase_before(words, end))
    return (one,) if one.acts else ()


def _opening(scene: Scene, number: int, before: int) -> tuple[Party, ...]:
    """Return the first actor of the sentence that is not inside a prepositional phrase."""
    words = scene.words[number]
    if before <= 0:
        return ()
    for mention in scene.named(words[0].start, words[before].start):
        if not mention.adjective and not governed(words, mention.start):
            return (known(scene, mention.actor),)
    opening = phrase_before(words, first_verb(words, before))
    one = party(scene, number, opening) if opening.left < opening.right else None
    return (one,) if one and one.acts else ()


def known(scene: Scene, actor: Actor) -> Party:
    """Return *actor* as a party."""
    return Party(actor.label, actor.kind, actor.code, scene.codebook.principal(actor).code)


def party(scene: Scene, number: int, phrase: Phrase) -> Party:
    """Return who the noun phrase names."""
    words = stripped(scene.words[number][phrase.left : phrase.right])
    if not words:
        return Party("", "matter")
    lowers = " ".join(word.lower for word in words)
    acronym = len(words) == 1 and words[0].text.isupper() and len(lowers) > 1  # "US" is not "us"
    last = words[-1].lower if words[-1].lower in listed("anaphors", "subjects") else ""  # "on Monday it"
    kind = None if acronym else anaphors().get(lowers) or anaphors().get(last) or possessive(words)
    if kind:
        return _resolved(scene, number, kind, words)
    return _named(scene, words)


def _named(scene: Scene, words: Sequence[Word]) -> Party:
    nouns = head(words)
    start, end = words[0].start, words[-1].end
    inner = [mention for mention in scene.named(start, end) if not nouns or mention.start < nouns[-1].end]
    label = scene.text[start:end]
    if actor := _actor(inner):
        if _stands(scene, words, nouns):
            return known(scene, actor)
        return Party(label, "proper" if nouns and nouns[-1].text[:1].isupper() else "private")
    noun = nouns[-1].lower if nouns else ""
    owner = _owner(scene, inner) or _owner(scene, scene.named(start, end)) or owner_taken_up(scene, start, end)
    if noun in listed("sources", "unnamed"):
        return Party(label, "unnamed", None, owner)
    if noun in listed("sources", "private"):
        return Party(label, "private")
    if noun in listed("sources", "media"):
        return Party(label, "media")
    if owner and (inner or in_play(scene, noun)):
        return _owned(scene, label, [word.lower for word in nouns], owner)
    surname = _surnamed(scene, words[0]) if len(nouns) == 1 else None
    return known(scene, surname) if surname else Party(label, "proper" if proper(nouns) else "matter")


def _stands(scene: Scene, words: Sequence[Word], nouns: Sequence[Word]) -> bool:
    """Tell whether a noun phrase acts as the actor that it names: "the union", "union members", no "union fan"."""
    if not nouns or scene.codebook.home:
        return True
    if nouns[-1].lower in listed("sources", "many") or in_play(scene, nouns[-1].lower):
        return True
    if any(word.lower in listed("bounds", "determiners") for word in words[1:]):
        return True  # no single noun phrase: "The union made a strike conditional"
    return scene.codebook.resolve(scene.text[words[0].start : nouns[-1].end]) is not None


def _owned(scene: Scene, label: str, nouns: Sequence[str], owner: str) -> Party:
    """Return who "the Swedish side", "Oslo's position" or "Danish law" is: an agent, its owner, a law."""
    holder = scene.codebook.actor(owner)
    if any(noun in listed("sources", "law") for noun in nouns):
        return Party(label, "law", None, owner)
    if any(noun in listed("sources", "agents") or in_play(scene, noun) for noun in nouns):
        return Party(label, "agent", None, owner)
    held = holder and any(noun in listed("sources", "held") for noun in nouns)
    return known(scene, holder) if holder and held else Party(label, "matter")


def _surnamed(scene: Scene, word: Word) -> Actor | None:
    """Return the person last named in full whose name *word* is a part of ("Larsen" after "Ane Larsen")."""
    for mention in reversed(scene.named(0, word.start)) if word.text[:1].isupper() else ():
        if mention.actor.kind == "person" and word.lower in scene.text[mention.start : mention.end].lower().split():
            return mention.actor
    return None


def _actor(mentions: Sequence[ActorMention]) -> Actor | None:
    """Return the actor that the mentions name: a person or body before the state that describes it."""
    nouns = [mention.actor for mention in mentions if not mention.adjective]
    specific = [actor for actor in nouns if actor.kind != "state"]
    return (specific or nouns)[-1] if nouns else None


def _owner(scene: Scene, mentions: Sequence[ActorMention]) -> str | None:
    """Return the code of the one principal that the mentions point to."""
    codes = {scene.codebook.principal(mention.actor).code for mention in mentions if mention.actor.kind != "media"}
    return codes.pop() if len(codes) == 1 else None


# ---- pronouns ----------------------------------------------------------------------------------------

_STANDS_FOR = {
    "person": ("person",),
    "body": ("state", "body", "alliance", "law"),
    "state": ("state", "alliance"),
    "law": ("law",),
    "group": ("state", "body", "alliance", "person"),
}


def _resolved(scene: Scene, number: int, kind: str, words: Sequence[Word]) -> Party:
    """Return what a pronoun or a possessive stands for."""
    label = scene.text[words[0].start : words[-1].end]
    if kind in ("clause", "answers"):
        return Party(label, kind)
    if kind == "speaker":
        return speaker(scene, number) or Party(label, "matter")
    if kind == "group" and (people := people_before(scene, number, words[0].start, _SPEECH_REACH)):
        return Party(people[0], "agent" if people[1] else "matter", None, people[1])
    if kind == "body" and another_opens(scene.words[number], words[0]):
        return Party(label, "matter")
    actor = _earlier(scene, number, words[0].start, _STANDS_FOR[kind])
    if kind == "person" and not actor and number:
        return _opener(scene, number - 1) or Party(label, "matter")
    return known(scene, actor) if actor else Party(label, "matter")


def _opener(scene: Scene, number: int) -> Party | None:
    """Return the nameless subject with which a sentence opens ("A Danish official said ..."), for a later "he"."""
    words = scene.words[number]
    phrase = phrase_before(words, first_verb(words, len(words)))
    plain = phrase.left < phrase.right and words[phrase.left].lower not in anaphors()
    one = party(scene, number, phrase) if plain else None
    return one if one and one.kind in ("agent", "unnamed", "proper", "private") else None


def _earlier(scene: Scene, number: int, before: int, kinds: Sequence[str]) -> Actor | None:
    """Return the actor that the sentence, or one of those before it, first names as a subject could be named."""
    for at in range(number, max(-1, number - _SPEECH_REACH), -1):
        sentence = scene.sentences[at]
        fitting = [m for m in scene.named(sentence.start, min(sentence.end, before)) if m.actor.kind in kinds]
        plain = [m for m in fitting if not m.adjective and not governed(scene.words[at], m.start)]
        chosen = plain or [m for m in fitting if not m.adjective]
        if chosen:
            return chosen[0].actor
    return None


def speaker(scene: Scene, number: int) -> Party | None:
    """Return who sentence *number* says is speaking; else who its quotation or its turn in a transcript says."""
    here = _speakers(scene, number)
    if here:
        return here[-1]
    return _quoted_by(scene, number) or _titled(scene, number) or _by_default(scene, number)


def _titled(scene: Scene, number: int) -> Party | None:
    """Return the known name before the colon of a headline ("Holm: We will not sell")."""
    colon = next((word for word in scene.words[number][:6] if word.text == ":"), None)
    named = scene.named(scene.sentences[number].start, colon.start) if colon else ()
    return known(scene, named[-1].actor) if named and not named[-1].adjective else None


def _by_default(scene: Scene, number: int) -> Party | None:
    """Return whose turn of a transcript it is, or else who publishes its own text."""
    turn, home = scene.turns[number], scene.codebook.home
    if turn is None:
        return known(scene, home) if home else None
    actor = scene.codebook.resolve(scene.text[slice(*turn)])
    return known(scene, actor) if actor else Party(scene.text[slice(*turn)], "proper")


def _quoted_by(scene: Scene, number: int) -> Party | None:
    """Return who speaks a quotation still open at the end of the sentence: a later sentence tells."""
    paragraph = scene.sentences[number].paragraph
    opened = scene.text.count('"', scene.sentences[number].start, scene.sentences[number].end) % 2
    for after in range(number + 1, len(scene.sentences)) if opened else ():
        if scene.sentences[after].paragraph != paragraph:
            return None
        if found := _speakers(scene, after):
            return found[-1]
    return None


def _speakers(scene: Scene, number: int) -> list[Party]:
    words = scene.words[number]
    found = []
    for at, word in enumerate(words):
        form = speech_forms().get(word.lower)
        if form is None or nominal(words, at):
            continue
        verb = group(words, at, form)
        if verb.mood in (Mood.DONE, Mood.PRESENT) and not verb.passive:
            found += [one for one in _saying(scene, number, verb.first, at) if one.kind not in ("matter", "clause")]
    return found


def _saying(scene: Scene, number: int, first: int, verb: int) -> tuple[Party, ...]:
    """Return the subject of a verb of saying, which may follow it ("...," said Anna Novak)."""
    words = scene.words[number]
    phrase = phrase_before(words, first)
    if phrase.left < phrase.right:
        first_person = any(anaphors().get(words[at].lower) == "speaker" for at in range(phrase.left, phrase.right))
        return () if first_person else (party(scene, number, phrase),)
    if phrase.bound not in (",", '"'):
        return ()
    end = next((at for at in range(verb + 1, len(words)) if words[at].text in ",.;"), len(words))
    told = any(word.lower in auxiliaries() for word in words[verb + 1 : end])  # "Novak, who came, said Oslo was"
    inverted = end > verb + 1 and words[verb + 1].lower not in anaphors() and not told
    after = party(scene, number, Phrase(verb + 1, end, "")) if inverted else None
    if after and after.acts:
        return (after,)
    return tuple(one for one in _implied(scene, number, phrase) if one.acts)
