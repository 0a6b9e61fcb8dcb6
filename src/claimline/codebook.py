"""The codebook: everything that is data and not code. Pure; interprets no text beyond finding names and terms.

Two halves. The *language* (`claimline/language/*.toml`) is English and ships with the package. The *topic*
(`seeds/codebook.toml`) belongs to the documents: actors, measures, propositions and issues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from claimline.language import flat, language
from claimline.language.belonging import is_office, is_place, named_apart, names_holder, speaks
from claimline.model import Code

__all__ = [
    "Actor",
    "ActorMention",
    "Bloc",
    "Codebook",
    "Issue",
    "Measure",
    "Proposition",
    "codes",
    "flat",
    "language",
    "pattern",
]


def pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of *terms* as whole words in a flattened text, longest first.

    A term with a capital matches as written (or all in capitals), one without in any case. A space stands for
    any white space, a trailing `*` for any ending.
    """
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    if not ordered:
        return re.compile(r"(?!)")
    return re.compile(r"(?<![\w])(?:" + "|".join(map(_term, ordered)) + r")(?![\w])")


def _term(term: str) -> str:
    stem = term.removesuffix("*")
    body = r"\s+".join(re.escape(word) for word in flat(stem).split())
    ending = r"\w*" if term.endswith("*") else ""
    if stem == stem.lower():
        return f"(?i:{body}){ending}"
    capitals = r"\s+".join(re.escape(word) for word in flat(stem).upper().split())
    return f"(?:{body}|{capitals}){ending}"


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, body, person, alliance, law or medium that speaks or acts.

    `of` is the code of the actor on whose behalf it speaks; `bloc` its colour group (inherited through `of`);
    `names` every spelling that is the actor, `adjectives` those that only describe ("Danish");
    `titles` the offices a person holds ("president"), `since` and `until` the days between which: in a text of that
    person's own principal "the president" is this person; elsewhere "the Danish president" is, where every day that
    the text can be of lies between the two. An office without `since` names nobody there.
    """

    code: str
    label: str
    kind: str = "body"  # state, body, person, alliance, law, media
    of: str | None = None
    bloc: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that several sources count. A quantity belongs to it if its head noun is one of `heads`
    and each group of `about` has a term in the noun phrase or, where `near` is true, in the sentence."""

    code: str
    label: str
    heads: tuple[str, ...]
    kind: str = "count"
    about: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """A statement without a number that sources make, back or doubt: every group of `about` must be met."""

    code: str
    label: str
    about: tuple[tuple[str, ...], ...]
    measure: str | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A question on which actors take positions, compared on one ladder of the language.

    A statement is about it if every group of `about` has a term in the statement, every group of `context` has one
    in its passage, the passage before or the document's headline, and no term of `excludes` is in the statement.
    `actors` are the codes of those whose position it is (empty: anybody's), `acts` the only verbs that
    count as doing it (for interest rates "cut"; empty: those of the language).
    """

    code: str
    label: str
    ladder: str
    about: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...] = ()
    excludes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bloc:
    """A group of actors that shares a colour in every chart."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A name of a known actor at a place in a text. `adjective` marks "Danish" against "Denmark"."""

    start: int
    end: int
    actor: Actor
    adjective: bool


_ASIDE = re.compile(r"\b(?:by|with|from|to|against|about|for)\b")


@dataclass(frozen=True, slots=True)
class Codebook:
    """A topic: who speaks, what is counted, what is stated, what is at issue.

    `home` is the actor whose own text is read (see `at_home`): it is the "we" that no speaker stands for. `days` are
    the first and the last day that the text can be of, where they are known: who held an office is asked of them.
    """

    actors: tuple[Actor, ...] = ()
    measures: tuple[Measure, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    issues: tuple[Issue, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    home: Actor | None = None
    days: tuple[str, str] | None = None
    _names: dict[str, tuple[Actor, bool]] = field(init=False, repr=False, compare=False)
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _holders: dict[str, Actor] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the names once: they are looked up in every sentence of every document."""
        spelt = [(name, actor, False) for actor in self.actors for name in actor.names]
        spelt += [(name, actor, True) for actor in self.actors for name in actor.adjectives]
        object.__setattr__(self, "_names", {_key(name): (actor, adjective) for name, actor, adjective in spelt})
        object.__setattr__(self, "_pattern", pattern(name for name, _, _ in spelt))
        held = [(_key(title), one) for one in self.actors for title in self._offices(one)]
        shared = Counter(title for title, _ in held)
        object.__setattr__(self, "_holders", {title: one for title, one in held if shared[title] == 1})

    def _offices(self, actor: Actor) -> set[str]:
        """Return the ways of naming *actor* by an office and its owner ("the Danish president") on the text's days."""
        if not (actor.since and self.days and actor.since <= self.days[0] and self.days[1] <= (actor.until or "9999")):
            return set()
        above = self.principal(actor)
        owned = {title for title in actor.titles if any(name in title for name in (*above.names, *above.adjectives))}
        bare = [title for title in actor.titles if title not in owned]
        owned |= {f"{name}'s {title}" for title in bare for name in above.names}
        owned |= {f"{title} of {name}" for title in bare for name in above.names}
        return owned | {f"{adjective} {title}" for title in bare for adjective in above.adjectives}

    def actor(self, code: str) -> Actor | None:
        """Return the actor of *code*."""
        return next((actor for actor in self.actors if actor.code == code), None)

    def principal(self, actor: Actor) -> Actor:
        """Return the actor on whose behalf *actor* finally speaks: itself where it speaks for none."""
        above = self.actor(actor.of) if actor.of else None
        return self.principal(above) if above else actor

    def at_home(self, publisher: str | None, days: tuple[str, str] | None = None) -> Codebook:
        """Return this codebook as *publisher* itself uses it: "we" and "the company" are it, "the president" its own.

        A medium speaks for none of those of whom it writes, and one that the codebook does not have for nobody.
        *days* are the first and the last day that the text can be of.
        """
        home = self.resolve(publisher) if publisher else None
        if home is None or home.kind == "media":
            return replace(self, days=days)
        above = self.principal(home)
        ours = {one.code: one.titles for one in self.actors if self.principal(one) == above}
        if home.kind == "body":
            ours[home.code] = (*home.titles, *language("voices")["houses"])
        names = {code: tuple(f"the {title}".lower() for title in titles) for code, titles in ours.items()}
        actors = tuple(replace(one, names=(*one.names, *names.get(one.code, ()))) for one in self.actors)
        return replace(self, actors=actors, home=home, days=days)

    def mentions(self, text: str) -> list[ActorMention]:
        """Return every known name in *text*, left to right, the longest at each place."""
        found = []
        plain = flat(text)
        for match in self._pattern.finditer(plain):
            if self.home and match[0][:4].lower() == "the " and plain.startswith(" of ", match.end()):
                continue  # "the president of the bank" is not the president
            actor, adjective = self._names[_key(match[0])]
            found.append(ActorMention(match.start(), match.end(), actor, adjective))
        return found

    def resolve(self, phrase: str) -> Actor | None:
        """Return the actor that *phrase* names, or None: a guess is never made.

        A person named in the phrase wins over a body, and both over the state that describes them ("Norwegian Finance
        Minister Kari Nordmann", "Dana Reed of Northline"); a mere adjective names nobody, nor does one who only stands
        by (data seen *by* the Post, a lawyer *for* her), one who only belongs to a body ("a Lisbon baker"), or a
        person whom the codebook does not have, whatever the office (see `behalf`). An office alone, with its owner,
        names who held it on the days of the text.
        """
        named = [one for one in self._standing(phrase) if not one.adjective]
        persons = [one for one in named if one.actor.kind == "person"]
        specific = [one for one in named if one.actor.kind != "state"]
        chosen = next(reversed(persons or specific or named), None)
        if not persons and (holder := self._holders.get(_key(phrase).removeprefix("the "))):
            return holder
        if chosen is None:
            return None
        alone = bool(persons) or chosen.actor.kind == "media"
        return chosen.actor if alone or not names_holder(self._pattern.sub(", ", flat(phrase))) else None

    def behalf(self, phrase: str) -> Actor | None:
        """Return the one principal for whom an office or its unknown holder speaks: "Norwegian officials", or None."""
        bodies = [one for one in self._standing(phrase) if one.actor.kind not in ("media", "person")]
        owners = {self.principal(one.actor).code for one in bodies}
        return self.actor(owners.pop()) if len(owners) == 1 else None

    def _standing(self, phrase: str) -> list[ActorMention]:
        """Return the mentions in *phrase* that speak in it, by name or by an office, and do not only stand by."""
        aside, found, left = _ASIDE.search(phrase), list[ActorMention](), 0
        for one in self.mentions(phrase):
            by = aside and aside.start() < one.start and (aside[0] != "for" or one.actor.kind == "person")
            speaking = (
                is_office(phrase, one.end) if one.adjective else speaks(phrase, one.start, one.end, one.actor.names)
            )
            other = one.actor.kind == "person" and named_apart(phrase[left : one.start], one.actor.names)
            left = one.end
            if not (by or other) and speaking and not (found and is_place(phrase, one.start)):
                found.append(one)
        return found


def _key(name: str) -> str:
    return " ".join(flat(name).casefold().split())


def codes(codebook: Codebook) -> tuple[Code, ...]:
    """Return the codebook as the extract carries it: labels, order and colour groups, ladders with their rungs."""
    rows = [Code("bloc", bloc.code, bloc.label, None, position) for position, bloc in enumerate(codebook.blocs)]
    for position, actor in enumerate(codebook.actors):
        rows.append(Code("actor", actor.code, actor.label, _bloc(codebook, actor), position))
        principal = codebook.principal(actor)
        rows += [Code("principal", actor.code, principal.label, principal.code, position)] if principal != actor else []
    rows += [Code("kind", actor.code, actor.kind, None, None) for actor in codebook.actors]
    rows += [Code("measure", row.code, row.label, None, position) for position, row in enumerate(codebook.measures)]
    rows += [Code("proposition", row.code, row.label, row.measure, n) for n, row in enumerate(codebook.propositions)]
    rows += [Code("issue", row.code, row.label, row.ladder, position) for position, row in enumerate(codebook.issues)]
    for position, (ladder, entry) in enumerate(language("ladders")["ladders"].items()):
        rows.append(Code("ladder", ladder, entry["label"], None, position))
        rows += [
            Code("level", f"{ladder}.{level}", label, ladder, rung)
            for rung, (level, label) in enumerate(entry["rungs"].items())
        ]
        rows += [
            Code("level", f"{ladder}.{level}", label, ladder, None) for level, label in entry.get("off", {}).items()
        ]
    return tuple(rows)


def _bloc(codebook: Codebook, actor: Actor) -> str | None:
    above = codebook.actor(actor.of) if actor.of else None
    return actor.bloc or (_bloc(codebook, above) if above else None)
