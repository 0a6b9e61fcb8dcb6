"""Read a topic's codebook from TOML, and refuse one that cannot be used in one line with its remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from claimline.codebook import Actor, Bloc, Codebook, Issue, Measure, Proposition, language
from claimline.read.files import read_toml
from claimline.remedy import hint


class CodebookError(ValueError):
    """A codebook that cannot be used; the message names file, entry, field and remedy."""


_SECTIONS: dict[str, type] = {
    "actors": Actor,
    "measures": Measure,
    "propositions": Proposition,
    "issues": Issue,
    "blocs": Bloc,
}


def read_codebook(path: Path) -> Codebook:
    """Return the topic in the TOML file at *path*. Raises CodebookError, naming file, entry, field and remedy."""
    return parse_codebook(read_toml(path, CodebookError), str(path))


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


_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
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
    if not isinstance(entry, Mapping):
        raise CodebookError(f"{where}: expected a table, got {entry!r}")
    for key in entry:
        if key not in names:
            raise CodebookError(f"{where}: unknown field {key!r}: {hint(key, names)}")


def _check(codebook: Codebook, name: str) -> None:
    """Raise CodebookError where one row points at another that is not there, or a code stands twice."""
    for section in _SECTIONS:
        code, times = next(iter(Counter(row.code for row in getattr(codebook, section)).most_common(1)), ("", 0))
        if times > 1:
            raise CodebookError(f"{name}: {section}: code {code!r} stands twice: rename one")
    tenures = [(actor, side, getattr(actor, side)) for actor in codebook.actors for side in ("since", "until")]
    for actor, side, day in tenures:
        if day and not _DAY.fullmatch(day):
            raise CodebookError(f"{name}: actors {actor.code}.{side}: {day!r} is no day: write it as 2024-10-25")
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
