"""Tell what a cue is about: the issues that its words name, or those that "this" and "those reports" point to. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.codebook import Issue, language
from claimline.find.clauses.demonstratives import taken_up
from claimline.find.clauses.phrases import Hit, Lexicon, hits, lexicon
from claimline.find.clauses.scene import Scene
from claimline.find.clauses.sentences import Word, words
from claimline.find.clauses.subjects import Party
from claimline.find.stances import issues
from claimline.find.stances.levels import Cue, row
from claimline.find.stances.statements import Clause, without
from claimline.model import Position

_LOOK_BACK = 2  # paragraphs in which "this" and "the warnings" find what they point to
_QUESTIONS = 3  # of which each follows up the one before
_POINTING = re.compile(r"\b(?:this|that|it|these|those)\b")


@dataclass(frozen=True, slots=True)
class Taken:
    """A cue that rules its part of a clause (`scope`), who takes the position, and the ladder it is read on."""

    cue: Cue
    parties: Sequence[Party]
    ladder: str
    scope: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stand:
    """A position while the text is being read: the row, where it stands, and who takes it."""

    position: Position
    party: Party
    paragraph: int


def around(view: Scene, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the paragraph of the clause, the one before, and the document's headline."""
    number = view.sentences[clause.number].paragraph
    for paragraph in dict.fromkeys((number, number - 1, 0)):
        if (found := view.paragraph(paragraph)) and (paragraph or view.sentences[0].headline or number < 2):
            yield found


def cut_off(view: Scene, clause: Clause, taken: Taken) -> Issue | None:
    """Return the issue whose term is only begun where the page cut the text off."""
    known = [issue for issue in view.codebook.issues if issue.ladder == taken.ladder]
    scope = without(view.text, taken.scope, clause.triggers)
    return issues.cut_off(known, scope, _context(view, clause))


def _context(view: Scene, clause: Clause) -> str:
    return "\n".join(view.text[start:end] for start, end in around(view, clause))


def matters(view: Scene, clause: Clause, taken: Taken, before: Sequence[Stand]) -> Sequence[Issue]:
    """
    Return what the scope of a cue is about, without what it hangs on; a pointer takes what it points to.

    An answer is about what it answers: "suspended talks in answer to the walkout".
    """
    cut = [one for one in clause.triggers if taken.ladder == "policy" or one[2]]
    text = without(view.text, taken.scope, cut)
    context = _context(view, clause)
    found = issues.about(view.codebook.issues, taken.ladder, text, context)
    if not found and (owned := taken_up(view, *taken.scope)):
        found = issues.about(view.codebook.issues, taken.ladder, "\n".join([text, *owned]), context)
    if found:
        return found
    pointers = _pointers_in(without(view.text, _own(view, clause, taken), clause.triggers))
    codes = {stand.position.issue for stand in _pointed(view, clause, pointers, taken.ladder, before)}
    if not codes and pointers:
        found = []
        if "clause" in pointers:  # "has asked for them, but ... declined to send them"
            sofar = view.text[view.sentences[clause.number].start : clause.end]
            found = issues.about(view.codebook.issues, taken.ladder, sofar, context)
        return found or _answered(view, clause, taken.ladder) or _spoken_of(view, taken, pointers, context)
    return [issue for issue in view.codebook.issues if issue.code in codes and issue.ladder == taken.ladder]


def _own(view: Scene, clause: Clause, taken: Taken) -> tuple[int, int]:
    """
    Return the scope without what only says when ("This is the first since it sold"), and without "it" as the doer.
    """
    start, end = taken.scope
    before = [word for word in view.words[clause.number][: taken.cue.verb.first] if start <= word.start]
    doer = before[-1:] if before and before[-1].lower == "it" and not row(taken.cue.name).get("speaker") else []
    return max([start, *(word.end for word in before if word.lower in _WHEN or word in doer)]), end


_WHEN = frozenset({"since", "after", "before", "when", "until", "while"})


def _answered(view: Scene, clause: Clause, ladder: str) -> Sequence[Issue]:
    """
    Return what the question is about that this turn of a transcript answers: "I am concerned about it".

    A question that only points itself ("Can you say more about that?") is about what the question before it was.
    """
    asked = view.asked[clause.number]
    for _ in range(_QUESTIONS):
        question = view.text[slice(*asked)] if asked else ""
        found = issues.about(view.codebook.issues, ladder, question, question)
        if found or asked is None or not _POINTING.search(question):
            return found
        asked = view.asked[max(0, bisect_left(view.sentences, asked[0], key=lambda one: one.start) - 1)]
    return []


def _spoken_of(view: Scene, taken: Taken, pointers: frozenset[str], context: str) -> Sequence[Issue]:
    """Return what the text around is about where an answer is to that: "monitors the situation", "this is alarming"."""
    whole = "told" in pointers or bool(row(taken.cue.name).get("speaker"))
    if taken.ladder != "response" or not whole:
        return []
    return issues.about(view.codebook.issues, taken.ladder, context, context)


@cache
def _pointers() -> Lexicon:
    table = language("subjects")["anaphors"]
    return lexicon(
        [
            ("clause", (), [*(word for word in table["clause"] if word != "that"), "that 's", "it", "them"]),
            ("answers", (), table["answers"]),
            ("told", (), language("subjects")["pointers"]["told"]),
        ],
    )


def _pointers_in(scope: str) -> frozenset[str]:
    """Return the kinds of pointers in *scope*; a "this" before a noun of its own ("this war") points to that alone."""
    found = words(scope, 0, len(scope))
    return frozenset(hit.name for hit in hits(found, _pointers()) if not _determines(found, hit))


def _determines(found: Sequence[Word], hit: Hit) -> bool:
    following = found[hit.last + 1].lower if hit.last + 1 < len(found) else ""
    if hit.first < hit.last or found[hit.first].lower not in ("this", "these", "those") or not following.isalpha():
        return False
    return not (following in _after_pronoun() or following.endswith(("ed", "ly")) or _is_verb(following))


def _is_verb(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "ies"))


@cache
def _after_pronoun() -> frozenset[str]:
    """Return the words that follow a pronoun and no determiner: auxiliaries, adverbs, prepositions, conjunctions."""
    groups, bounds = language("verbs")["group"], language("subjects")["bounds"]
    return frozenset(word for group in groups.values() for word in group) | {
        *bounds["words"],
        *bounds["prepositions"],
        *bounds["determiners"],
        *bounds["relatives"],
        "and",
        "or",
    }


def _pointed(
    view: Scene, clause: Clause, kinds: frozenset[str], ladder: str, before: Sequence[Stand]
) -> Sequence[Stand]:
    """Return the earlier stands that "this" (the last) or "the warnings" (all that others took) point to."""
    paragraph = view.sentences[clause.number].paragraph
    near = [stand for stand in before if stand.paragraph >= paragraph - _LOOK_BACK and stand.position.ladder == ladder]
    if ladder == "response" and ("answers" in kinds or (near and near[-1].position.start == clause.start)):
        return near if "answers" in kinds else near[-1:]
    return near[-1:] if "clause" in kinds and near and near[-1].paragraph >= paragraph - 1 else ()
