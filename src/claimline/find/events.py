"""Find events in text: who did what to whom, in PLOVER's types. Pure: text and codebook in, findings out.

Codes what a finite verb says happened, with the auxiliary that the verb group gives it. What is only wished,
owed or wondered about makes no event. Types and modes follow the PLOVER manual (Halterman and others, 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from claimline.codebook import Codebook, language
from claimline.find.clauses.noun_phrases import Phrase, imagined, nominal, phrase_before, shares_subject, verbal
from claimline.find.clauses.phrases import Hit, Lexicon, hits, lexicon, outermost
from claimline.find.clauses.scene import Scene, scene
from claimline.find.clauses.sentences import Word, clauses
from claimline.find.clauses.subjects import Party, party, speaker, subjects
from claimline.find.clauses.verbs import Group, Mood, forms, group
from claimline.model import Happening


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb that codes an event: its row of the language table, its group and where its words end."""

    row: Mapping[str, Any]
    verb: Group
    last: int


def find_events(text: str, codebook: Codebook) -> list[Happening]:
    """Return the events that *text* reports, in the order of the text."""
    return [replace(event, quote=text[event.start : event.end]) for event in happenings(scene(text, codebook))]


def happenings(view: Scene) -> list[Happening]:
    """Return the events in a text that is laid out already, each with its quote made plain."""
    found: list[Happening] = []
    for number, sentence in enumerate(view.sentences):
        if view.text[sentence.end - 1] != "?":
            found += [*_verbal(view, number), *_nominal(view, number)]
    return sorted(found, key=lambda event: (event.start, event.end, event.type))


@cache
def _lexicon() -> Lexicon:
    rows = language("events")["cues"]
    return lexicon((str(number), row["verbs"], row.get("phrases", ())) for number, row in enumerate(rows))


# ---- what verbs say -----------------------------------------------------------------------------------


def _verbal(view: Scene, number: int) -> Iterator[Happening]:
    words = view.words[number]
    deeds = [deed for hit in outermost(hits(words, _lexicon())) if (deed := _deed(view, number, hit)) is not None]
    for start, end in clauses(view.text, view.sentences[number]) if deeds else ():
        ruling = _ruling(view, number, [deed for deed in deeds if start <= words[deed.verb.first].start < end])
        stops = [*(words[deed.verb.first].start for deed, _ in ruling[1:]), end]
        for (deed, parties), stop in zip(ruling, stops, strict=False):
            yield from _happening(view, number, deed, parties, (start, stop))


def _ruling(view: Scene, number: int, deeds: Sequence[Deed]) -> list[tuple[Deed, Sequence[Party]]]:
    """Return the deeds that somebody does and that stand under no earlier one."""
    words = view.words[number]
    ruling: list[tuple[Deed, Sequence[Party]]] = []
    for deed in deeds:
        shares = ruling and not deed.verb.passive and shares_subject(words, deed.verb.first)
        parties = ruling[-1][1] if shares else _actors(view, number, deed)
        if parties is not None and (not ruling or _independent(words, deed, ruling[-1][0])):
            ruling.append((deed, parties))
    return ruling


def _deed(view: Scene, number: int, hit: Hit) -> Deed | None:
    words = view.words[number]
    verb = group(words, hit.first, hit.form, hit.last)
    if not verbal(words, verb, hit.form) or imagined(words, verb.first):
        return None
    if hit.form == "base" and verb.first == hit.first and view.compound(number, hit.first):
        return None
    row = language("events")["cues"][int(hit.name)]
    if verb.mood is Mood.INFINITIVE and _ahead(words, verb):
        mood = Mood.FUTURE if row.get("future") == "THREATEN" or _promised(words, verb) else None
    else:
        mood = _mood(verb, hit.form, view.sentences[number].headline and view.follows_name(number, verb.first))
    if mood is None:
        return None
    return Deed(row, Group(_begin(words, verb), hit.last, mood, verb.negated, verb.passive, verb.background), hit.last)


def _mood(verb: Group, form: str, headline: bool) -> Mood | None:
    """Return the mood of what happens; a headline drops the auxiliary after a name ("Oslo to send")."""
    if verb.mood is Mood.DUTY:
        return None
    if verb.mood is Mood.INFINITIVE:
        return Mood.FUTURE if headline else None
    return None if verb.mood is Mood.PARTICIPLE and not (headline and form == "ing") else verb.mood


@cache
def _ahead_forms() -> Mapping[str, str]:
    ahead = language("events")["ahead"]
    return {spelt: form for verb in [*ahead["plans"], *ahead["promises"]] for spelt, form in forms(verb).items()}


def _ahead(words: Sequence[Word], verb: Group) -> bool:
    return verb.first > 0 and words[verb.first - 1].lower in _ahead_forms() and not nominal(words, verb.first - 1)


def _begin(words: Sequence[Word], verb: Group) -> int:
    """Return where the verb group begins, the "plans" before an infinitive included."""
    if verb.mood is Mood.INFINITIVE and _ahead(words, verb):
        at = verb.first - 1
        return group(words, at, _ahead_forms()[words[at].lower]).first
    return verb.first


def _promised(words: Sequence[Word], verb: Group) -> bool:
    """Tell whether the infinitive follows a promise and no mere plan."""
    promises = (spelt for promise in language("events")["ahead"]["promises"] for spelt in forms(promise))
    return words[verb.first - 1].lower in promises


def _independent(words: Sequence[Word], deed: Deed, before: Deed) -> bool:
    """Tell whether the deed is coordinate to the one before, or has its own clause ("that Oslo forces launch")."""
    phrase = phrase_before(words, deed.verb.first)
    if phrase.left <= before.last:
        return False
    if phrase.left == phrase.right:
        return phrase.bound in (",", ";", "and", "or")
    reported = phrase.bound == "that" and before.row["type"] in language("events")["reach"]["reported"]
    return (
        phrase.bound in (",", ";", "which", "who", "that", "where", "after", "before", "as", "while") and not reported
    )


def _actors(view: Scene, number: int, deed: Deed) -> Sequence[Party] | None:
    """Return who does it, () for a passive that does not say; None where the subject is no actor."""
    if deed.row.get("speaker"):
        voice = speaker(view, number)
        return (voice,) if voice and voice.acts else None
    words = view.words[number]
    if deed.verb.passive:
        by = next((at for at in range(deed.last + 1, min(deed.last + 6, len(words) - 1)) if words[at].lower == "by"), 0)
        doer = party(view, number, Phrase(by + 1, min(by + 5, len(words)), "by")) if by else None
        return (doer,) if doer and doer.acts else ()
    acting = tuple(one for one in subjects(view, number, deed.verb.first) if one.acts)
    return acting or None


def _owners(deed: Deed, parties: Sequence[Party], patients: Sequence[Party]) -> Sequence[Party]:
    """Return who does it; of what is sent or deployed without a "by" it is who owns it."""
    owned = deed.row.get("owner") and deed.verb.passive and not parties
    return [one for one in patients if one.principal] if owned else parties


def _happening(
    view: Scene, number: int, deed: Deed, parties: Sequence[Party], scope: tuple[int, int]
) -> Iterator[Happening]:
    words = view.words[number]
    phrase = phrase_before(words, deed.verb.first)
    start = max(scope[0], words[min(phrase.left, deed.verb.first)].start)
    end = max(words[deed.last].end, start + len(view.text[start : scope[1]].rstrip(" ,;")))
    patients = _patients(view, number, deed)
    doers = _owners(deed, parties, patients)
    actors, kind = _codes(doers), _type(deed)
    recipients = tuple(code for code in _recipients(view, number, deed, patients, end) if code not in actors)
    together = len(actors) > 1  # "Oslo and Copenhagen held talks": each is the other's
    sides = (actors and recipients) or together if deed.row.get("recipient") else (actors or recipients)
    known = any(one.principal for one in (*doers, *patients)) or view.named(start, end)
    if kind and known and (sides or (patients and view.named(start, end))):
        mode = deed.row.get("mode") if kind == deed.row["type"] else None
        auxiliary = _auxiliary(deed, f"{phrase.bound} {view.text[start:end]}")
        yield Happening(start, end, view.text[start:end], kind, mode, actors, recipients, auxiliary, "events.verb")


def _type(deed: Deed) -> str:
    """Return the type; some deeds still to come are of another ("to provide" is an agreement)."""
    future = deed.verb.mood in (Mood.FUTURE, Mood.WOULD)
    if future and deed.verb.negated and "refused" in deed.row:
        return str(deed.row["refused"])
    return str(deed.row.get("future", deed.row["type"]) if future else deed.row["type"])


def _patients(view: Scene, number: int, deed: Deed) -> Sequence[Party]:
    """Return those to whom a passive says it is done."""
    return subjects(view, number, deed.verb.first) if deed.verb.passive else ()


def _recipients(view: Scene, number: int, deed: Deed, patients: Sequence[Party], end: int) -> Iterator[str]:
    words = view.words[number]
    after = words[deed.last].end
    if deed.last + 1 < len(words) and words[deed.last + 1].lower in _WHOM:
        return  # "talk to you about Oslo"
    near = _named(view, after, _reach(words, deed, end)) or _named(view, after, _quoted(words, deed, end))[:1]
    yield from dict.fromkeys([*_codes([one for one in patients if one.acts]), *near])


def _codes(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.principal or one.label for one in parties))


def _reach(words: Sequence[Word], deed: Deed, end: int) -> int:
    """Return where the words end that can name to whom it is done: at "over", "if", a purpose, a closing quote."""
    stops = set(language("events")["reach"]["stops"])
    if deed.row["type"] not in language("events")["reach"]["reported"]:
        stops.add("that")
    for at in range(deed.last + 1, len(words) - 1):
        purpose = words[at].lower == "to" and words[at + 1].text.islower() and words[at + 1].lower not in ("the", "a")
        closing = words[at].text in ",." and words[at + 1].text == '"'
        if words[at].start >= end or words[at].lower in stops or purpose or closing:
            return min(end, words[at].start)
    return end


_WHOM = frozenset(("you", "me", "us", "him", "her", "them"))


def _quoted(words: Sequence[Word], deed: Deed, end: int) -> int:
    """Return where the quotation closes in which the deed is told, *end* where it is in none."""
    after = range(deed.last + 1, len(words))
    return min(
        end, next((words[at].start for at in after if words[at].text == '"' and words[at - 1].text in ",.?!"), end)
    )


def _named(view: Scene, start: int, end: int) -> Sequence[str]:
    """Return the principals of those who are named after the verb, in their order."""
    named = [mention.actor for mention in view.named(start, end) if mention.actor.kind != "media"]
    return [view.codebook.principal(actor).code for actor in named]


# ---- auxiliary ------------------------------------------------------------------------------------------


def _auxiliary(deed: Deed, clause: str) -> str | None:
    """Return how the event stands to the present: negated, hypothetical, future, historical, or plainly told."""
    if deed.verb.negated and _type(deed) != deed.row.get("refused"):
        return "negated"
    lowered = f" {clause.lower()}"
    if deed.verb.mood in (Mood.WOULD, Mood.POSSIBLE, Mood.ABLE) or " if " in lowered or " unless " in lowered:
        return "hypothetical"
    if deed.verb.mood is Mood.FUTURE:
        return "future"
    background = any(phrase.lower() in lowered for phrase in language("events")["background"]["words"])
    return "historical" if deed.verb.background or (background and deed.verb.mood is Mood.DONE) else None


# ---- what nouns say ---------------------------------------------------------------------------------------


@cache
def _deed_nouns() -> Lexicon:
    return lexicon((str(n), (), row["nouns"]) for n, row in enumerate(language("events")["deeds"]))


def _nominal(view: Scene, number: int) -> Iterator[Happening]:
    """Yield the deeds that a noun with its owner names: "the union's demands to ..."."""
    words = view.words[number]
    for hit in hits(words, _deed_nouns()):
        owners = view.named(words[max(0, hit.first - 3)].start, words[hit.first].start)
        if not owners or not words[hit.first - 1].lower.endswith(("'s", "s'")):
            continue
        row = language("events")["deeds"][int(hit.name)]
        actor = view.codebook.principal(owners[-1].actor).code
        start, end = owners[-1].start, max(words[hit.last].end, _clause_end(view, number, words[hit.first].start))
        yield Happening(
            start, end, view.text[start:end], row["type"], row.get("mode"), (actor,), (), None, "events.noun"
        )


def _clause_end(view: Scene, number: int, at: int) -> int:
    return next((end for start, end in clauses(view.text, view.sentences[number]) if start <= at < end), at)
