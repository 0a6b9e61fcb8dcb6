"""Find positions in text: who stands where on which issue. Pure: text and codebook in, findings out.

A position is a cue, its subject and an issue of the codebook, read in one clause. What the clause leaves open ("this
could change", "his answer was unequivocal") comes from the statements before it; what stays open makes no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from claimline.codebook import Codebook, Issue, language
from claimline.find.clauses.noun_phrases import Phrase, phrase_before, shares_subject
from claimline.find.clauses.scene import Scene, scene
from claimline.find.clauses.sentences import Word
from claimline.find.clauses.subjects import Party, party, speaker, subjects
from claimline.find.stances.levels import Cue, cue_lexicon, cues, ladders, level, row
from claimline.find.stances.matters import Stand, Taken, around, cut_off, matters
from claimline.find.stances.statements import Clause, flag, statements
from claimline.model import Position

_MEMORY = 200  # positions that are remembered while reading on


@dataclass(frozen=True, slots=True)
class Coded:
    """What a cue comes to for one issue and one party: the level, on whose behalf, and by which `way` beside words."""

    issue: Issue
    level: str
    party: Party
    behalf: str | None
    way: str


def find_stances(text: str, codebook: Codebook, cuts: Iterable[int] = ()) -> list[Position]:
    """
    Return the positions that *text* reports on the issues of *codebook*, in the order of the text.

    *cuts* are the ends of passages that a page cut off. There, the beginning of a term may name an issue; the rule of
    such a position ends in `.cut_off`, because what the passage went on to say is not known.
    """
    return [replace(one, quote=text[one.start : one.end]) for one in positions(scene(text, codebook, cuts))]


def positions(view: Scene) -> list[Position]:
    """Return the positions in a text that is laid out already, each with its quote made plain."""
    if not view.codebook.issues:
        return []
    cue_words = cue_lexicon(view.codebook.issues)
    stands: list[Stand] = []
    for number, sentence in enumerate(view.sentences):
        if view.text[sentence.end - 1] == "?":
            continue
        found = cues(view, number, cue_words)
        reacting = any(cue.name == "reactions" for cue in found)
        for clause in statements(view, number, reacting) if found else ():
            stands += _stands(view, clause, found, stands)
    return [stand.position for stand in stands]


# ---- one clause ---------------------------------------------------------------------------------------


def _stands(view: Scene, clause: Clause, found: Sequence[Cue], before: Sequence[Stand]) -> list[Stand]:
    """Return the positions of one clause: on each ladder what is outermost, and what is coordinate to it."""
    words = view.words[clause.number]
    taken: list[tuple[Cue, Sequence[Party]]] = []
    for cue in found:
        if _free(words, clause, cue):
            shared = taken[-1][1] if taken and shares_subject(words, cue.verb.first) else ()
            taken.append((cue, shared or _parties(view, clause, cue, before)))
    made: list[Stand] = []
    for ladder in ("policy", "response"):
        ruling = _ruling(words, [(cue, parties) for cue, parties in taken if parties and ladder in ladders(cue.name)])
        starts = [words[cue.verb.first].start for cue, _ in ruling]
        for (cue, parties), scope in zip(ruling, pairwise([clause.start, *starts[1:], clause.end]), strict=False):
            made += _stand(view, clause, Taken(cue, parties, ladder, scope), [*before[-_MEMORY:], *made])
    return _single(made)


def _free(words: Sequence[Word], clause: Clause, cue: Cue) -> bool:
    """Tell whether the cue stands in this clause and in nothing on which the clause hangs."""
    start = words[cue.verb.first].start
    return clause.start <= start < clause.end and not any(left < start < right for left, right, _ in clause.triggers)


def _ruling(words: Sequence[Word], taken: Sequence[tuple[Cue, Sequence[Party]]]) -> list[tuple[Cue, Sequence[Party]]]:
    """Return the cues that no earlier one governs."""
    ruling: list[tuple[Cue, Sequence[Party]]] = []
    for cue, parties in taken:
        if not ruling or _coordinate(words, cue, ruling[-1][0]):
            ruling.append((cue, parties))
    return ruling


def _coordinate(words: Sequence[Word], cue: Cue, before: Cue) -> bool:
    """Tell whether the cue stands beside the one before ("..., and demanded") and not under it."""
    phrase = phrase_before(words, cue.verb.first)
    joints = (",", ";", "and", "or") if phrase.left == phrase.right else (",", ";")
    return phrase.left > before.last and phrase.bound in joints


def _single(made: Sequence[Stand]) -> list[Stand]:
    """Return one stand for each clause, party and issue: the outermost, or of answers the strongest."""
    rungs = list(language("ladders")["ladders"]["response"]["rungs"])
    best: dict[tuple[object, ...], Stand] = {}
    for stand in made:
        key = (stand.position.ladder, stand.position.issue, stand.position.on_behalf_of or stand.party.label)
        held = best.setdefault(key, stand)
        if stand.position.ladder == "response" and rungs.index(stand.position.level) > rungs.index(held.position.level):
            best[key] = stand
    return list(best.values())


def _stand(view: Scene, clause: Clause, taken: Taken, before: Sequence[Stand]) -> Iterator[Stand]:
    """Yield the positions that one cue makes on its ladder: one for each party and issue."""
    about = matters(view, clause, taken, before)
    if not about and row(taken.cue.name).get("bar"):  # "if Oslo decided to sell, hurdles would remain"
        about = matters(view, replace(clause, triggers=()), taken, before)
    begun = None if about or not clause.cut else cut_off(view, clause, taken)
    about, way = ([begun], ".cut_off") if begun else (about, "")
    for issue, one in product(about, dict.fromkeys(taken.parties)):
        spoken = _spoken(view, clause, one)
        behalf = spoken.principal or _implied(view, clause, issue, spoken)
        if (issue.actors and behalf not in issue.actors) or not _done_by(issue, taken.cue):
            continue
        found = _level(clause, taken, spoken, _earlier(before, issue.code, behalf))
        if found:
            position = _position(view, clause, taken, Coded(issue, found, spoken, behalf, way))
            yield Stand(position, one, view.sentences[clause.number].paragraph)


def _done_by(issue: Issue, cue: Cue) -> bool:
    """Tell whether the deed is one that counts for the issue: where it names its own, only those do."""
    return cue.name != "acts" or not issue.acts or cue.term in issue.acts


def _level(clause: Clause, taken: Taken, party: Party, earlier: Stand | None) -> str | None:
    if row(taken.cue.name).get("echo"):
        return earlier.position.level if earlier else None
    conditional = any(condition for _, _, condition in clause.triggers)
    return level(taken.cue, taken.ladder, conditional, party.kind == "law")


def _earlier(before: Sequence[Stand], issue: str, behalf: str | None) -> Stand | None:
    """Return the last stand that the same principal took on the same issue."""
    return next(
        (one for one in reversed(before) if one.position.issue == issue and one.position.on_behalf_of == behalf), None
    )


# ---- who ------------------------------------------------------------------------------------------------


def _parties(view: Scene, clause: Clause, cue: Cue, before: Sequence[Stand]) -> Sequence[Party]:
    """Return who takes the position; none where it cannot be told."""
    found = subjects(view, clause.number, cue.verb.first)
    if row(cue.name).get("pointer") and not any(party.kind == "clause" for party in found):
        return ()
    if cue.verb.passive and cue.form != "phrase":
        return _agents(view, clause, cue, found, before)
    if row(cue.name).get("speaker_only"):
        return _voice(view, clause)
    acting = [party for party in found if party.acts]
    if acting or row(cue.name).get("speaker"):
        return acting or _voice(view, clause)
    return [before[-1].party] if before and any(party.kind == "clause" for party in found) else ()


def _agents(view: Scene, clause: Clause, cue: Cue, found: Sequence[Party], before: Sequence[Stand]) -> Sequence[Party]:
    """Return who does what a passive says: "by ...", whoever did what "this" stands for, or the one who speaks."""
    words = view.words[clause.number]
    by = next((at for at in range(cue.last + 1, min(cue.last + 5, len(words) - 1)) if words[at].lower == "by"), None)
    doer = party(view, clause.number, Phrase(by + 1, min(by + 5, len(words)), "by")) if by else None
    if doer and doer.acts:
        return [doer]
    if any(party.kind == "clause" for party in found):
        return [before[-1].party] if before else ()
    return _voice(view, clause)


def _voice(view: Scene, clause: Clause) -> Sequence[Party]:
    voice = speaker(view, clause.number)
    return [voice] if voice and voice.acts else ()


def _spoken(view: Scene, clause: Clause, party: Party) -> Party:
    """Return the speaker where it speaks for *party* ("Norway will ..., the president said"), or else *party*."""
    voice = speaker(view, clause.number)
    home = view.codebook.home  # it publishes what others of its own do, and does not do it for them
    same = voice and voice.acts and voice.principal and voice.principal == party.principal
    same = same and not (home and voice and voice.code == home.code)
    return voice if voice and same and party.kind != "law" else party


def _implied(view: Scene, clause: Clause, issue: Issue, party: Party) -> str | None:
    """Return for whom an unnamed source speaks: the one actor whose issue it is, if the text around names it."""
    if party.kind != "unnamed" or len(issue.actors) != 1:
        return None
    principals = {
        view.codebook.principal(mention.actor).code
        for start, end in around(view, clause)
        for mention in view.named(start, end)
    }
    return issue.actors[0] if issue.actors[0] in principals else None


# ---- the row --------------------------------------------------------------------------------------------


def _position(view: Scene, clause: Clause, taken: Taken, coded: Coded) -> Position:
    entry = row(taken.cue.name)
    quote = view.text[clause.start : clause.end]
    return Position(
        start=clause.start,
        end=clause.end,
        quote=quote,
        actor=coded.party.label,
        on_behalf_of=coded.behalf,
        issue=coded.issue.code,
        ladder=taken.ladder,
        level=coded.level,
        rule=f"stances.{taken.cue.name}{coded.way}",
        legal_bar=bool(entry.get("bar")) or (coded.party.kind == "law" and "law" in entry),
        trigger=next((view.text[left:right] for left, right, _ in clause.triggers), None),
        channel=flag(quote, "channels"),
        hedge=flag(view.text[clause.start : view.words[clause.number][taken.cue.last].end], "hedges"),
    )
