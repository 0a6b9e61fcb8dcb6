"""The codebook: everything that is data and not code. Reads TOML; interprets no text beyond finding names.

Two halves. The *language* (`claimline/language/*.toml`) is English and ships with the package. The *topic*
(`seeds/codebook.toml`) belongs to the documents: actors, measures, propositions and issues.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from claimline.language import flat, language
from claimline.model import Code

__all__ = [
    "Actor",
    "ActorMention",
    "Bloc",
    "Codebook",
    "CodebookError",
    "Issue",
    "Measure",
    "Proposition",
    "codes",
    "flat",
    "language",
    "parse_codebook",
    "pattern",
    "read_codebook",
]


class CodebookError(ValueError):
    """A codebook that cannot be used; the message names file, entry, field and remedy."""


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
    `titles` the offices a person holds ("president"): in a text of that person's own principal "the president" is
    this person; elsewhere a title alone names nobody.
    """

    code: str
    label: str
    kind: str = "body"  # state, body, person, alliance, law, media
    of: str | None = None
    bloc: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


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

    `home` is the actor whose own text is read (see `at_home`): it is the "we" that no speaker stands for.
    """

    actors: tuple[Actor, ...] = ()
    measures: tuple[Measure, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    issues: tuple[Issue, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    home: Actor | None = None
    _names: dict[str, tuple[Actor, bool]] = field(init=False, repr=False, compare=False)
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the names once: they are looked up in every sentence of every document."""
        spelt = [(name, actor, False) for actor in self.actors for name in actor.names]
        spelt += [(name, actor, True) for actor in self.actors for name in actor.adjectives]
        object.__setattr__(self, "_names", {_key(name): (actor, adjective) for name, actor, adjective in spelt})
        object.__setattr__(self, "_pattern", pattern(name for name, _, _ in spelt))

    def actor(self, code: str) -> Actor | None:
        """Return the actor of *code*."""
        return next((actor for actor in self.actors if actor.code == code), None)

    def principal(self, actor: Actor) -> Actor:
        """Return the actor on whose behalf *actor* finally speaks: itself where it speaks for none."""
        above = self.actor(actor.of) if actor.of else None
        return self.principal(above) if above else actor

    def at_home(self, publisher: str | None) -> Codebook:
        """Return this codebook as *publisher* itself uses it: "we" and "the company" are it, "the president" its own.

        A medium speaks for none of those of whom it writes, and one that the codebook does not have for nobody.
        """
        home = self.resolve(publisher) if publisher else None
        if home is None or home.kind == "media":
            return self
        above = self.principal(home)
        ours = {one.code: one.titles for one in self.actors if self.principal(one) == above}
        if home.kind == "body":
            ours[home.code] = (*home.titles, *language("voices")["houses"])
        names = {code: tuple(f"the {title}".lower() for title in titles) for code, titles in ours.items()}
        actors = tuple(replace(one, names=(*one.names, *names.get(one.code, ()))) for one in self.actors)
        return replace(self, actors=actors, home=home)

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
        by: data seen *by* the Post, a lawyer *for* her, a letter *to* the ministry.
        """
        aside = _ASIDE.search(phrase)
        named = [
            mention
            for mention in self.mentions(phrase)
            if not mention.adjective
            and not (aside and aside.start() < mention.start and (aside[0] != "for" or mention.actor.kind == "person"))
        ]
        if not named:
            return None
        persons = [mention for mention in named if mention.actor.kind == "person"]
        specific = [mention for mention in named if mention.actor.kind != "state"]
        return (persons or specific or named)[-1].actor


def _key(name: str) -> str:
    return " ".join(flat(name).casefold().split())


# ---- reading ---------------------------------------------------------------------------------------

_SECTIONS: dict[str, type] = {
    "actors": Actor,
    "measures": Measure,
    "propositions": Proposition,
    "issues": Issue,
    "blocs": Bloc,
}


def read_codebook(path: Path) -> Codebook:
    """Return the topic in the TOML file at *path*. Raises CodebookError, naming file, entry, field and remedy."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Codebook()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{path}: {error}: mend the file") from error
    return parse_codebook(raw, str(path))


def parse_codebook(raw: Mapping[str, Any], name: str = "codebook") -> Codebook:
    """Return the topic that *raw*, a parsed TOML document called *name*, describes."""
    _known(raw, _SECTIONS, name)

    def rows(section: str) -> tuple[Any, ...]:
        if not isinstance(raw.get(section, []), list):
            raise CodebookError(f"{name}: {section}: expected a list of tables: write each entry under [[{section}]]")
        listed = enumerate(raw.get(section, ()), 1)
        return tuple(_row(_SECTIONS[section], entry, f"{name}: {section}[{number}]") for number, entry in listed)

    read: dict[str, Any] = {section: rows(section) for section in _SECTIONS}
    codebook = Codebook(**read)
    _check(codebook, name)
    return codebook


def _row(kind: type, entry: Mapping[str, Any], where: str) -> Any:
    names = {column.name: column for column in fields(kind)}
    _known(entry, names, where)
    values = {}
    for key, value in entry.items():
        wanted = str(names[key].type)
        if not _fits(value, wanted):
            raise CodebookError(f"{where}.{key}: expected {_WORDS.get(wanted, wanted)}, got {value!r}")
        values[key] = _frozen(value)
    try:
        return kind(**values)
    except TypeError as error:
        missing = [key for key in ("code", "label", "heads", "about", "ladder") if key in names and key not in values]
        raise CodebookError(f"{where}: add {', '.join(missing)}") from error


_WORDS = {
    "str": "a text",
    "str | None": "a text",
    "bool": "true or false",
    "tuple[str, ...]": "a list of texts",
    "tuple[tuple[str, ...], ...]": "a list of lists of texts",
}


def _fits(value: object, wanted: str) -> bool:
    if wanted == "bool":
        return isinstance(value, bool)
    if wanted.startswith("str"):
        return isinstance(value, str)
    inner = "tuple[str, ...]" if wanted.startswith("tuple[tuple") else "str"
    return isinstance(value, list) and all(_fits(item, inner) for item in value)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _known(entry: object, names: Iterable[str], where: str) -> None:
    from difflib import get_close_matches

    if not isinstance(entry, Mapping):
        raise CodebookError(f"{where}: expected a table, got {entry!r}")
    for key in entry:
        if key not in names:
            near = get_close_matches(key, list(names), 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
            raise CodebookError(f"{where}: unknown field {key!r}: {hint}")


def _check(codebook: Codebook, name: str) -> None:
    """Raise CodebookError where one row points at another that is not there, or a code stands twice."""
    for section in _SECTIONS:
        seen: set[str] = set()
        for row in getattr(codebook, section):
            if row.code in seen:
                raise CodebookError(f"{name}: {section}: code {row.code!r} stands twice: rename one")
            seen.add(row.code)
    ladders = language("ladders")["ladders"]
    references = [
        *((f"actors {a.code}.of", a.of, {b.code for b in codebook.actors}) for a in codebook.actors if a.of),
        *((f"actors {a.code}.bloc", a.bloc, {b.code for b in codebook.blocs}) for a in codebook.actors if a.bloc),
        *((f"issues {i.code}.ladder", i.ladder, set(ladders)) for i in codebook.issues),
        *((f"issues {i.code}.actors", a, {b.code for b in codebook.actors}) for i in codebook.issues for a in i.actors),
        *(
            (f"propositions {p.code}.measure", p.measure, {m.code for m in codebook.measures})
            for p in codebook.propositions
            if p.measure
        ),
    ]
    for where, value, known in references:
        if value not in known:
            raise CodebookError(f"{name}: {where}: {value!r} is not defined; known: {', '.join(sorted(known))}")


def codes(codebook: Codebook) -> tuple[Code, ...]:
    """Return the codebook as the extract carries it: labels, order and colour groups, ladders with their rungs."""
    rows = [Code("bloc", bloc.code, bloc.label, None, position) for position, bloc in enumerate(codebook.blocs)]
    for position, actor in enumerate(codebook.actors):
        rows.append(Code("actor", actor.code, actor.label, _bloc(codebook, actor), position))
    rows += [Code("measure", row.code, row.label, None, position) for position, row in enumerate(codebook.measures)]
    rows += [Code("proposition", row.code, row.label, None, n) for n, row in enumerate(codebook.propositions)]
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
