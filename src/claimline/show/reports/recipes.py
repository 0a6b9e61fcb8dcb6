"""Recipes: named reports, each a notebook with parameters, and matrices of them; which of them are asked for.

A recipe is a table of `recipes.toml`. It names a `notebook`, or another recipe that it adds to, and sets `parameters`;
one with `each` is a matrix: a report for each combination of the values listed there, `"*"` being every code of the
extract, but for those of which the extract says nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any

from claimline.model import Extract
from claimline.remedy import hint
from claimline.show import selection
from claimline.show.reports.parameters import Parameter, ParameterError, checked

NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_PARTS = ("notebook", "parameters", "each")
_ALL = "*"
# The table in which a parameter chooses rows; one that is not here chooses in both.
_CHOOSES = {"measures": "claims", "issue": "stances"}


class RecipeError(ValueError):
    """Recipes that cannot be used; the message names file, recipe and remedy."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A report that can be asked for: its name, its notebook, and its parameters as (name, words)."""

    name: str
    notebook: str
    given: tuple[tuple[str, str], ...] = ()


def read(path: Path, notebooks: Collection[str]) -> dict[str, dict[str, Any]]:
    """
    Return the recipes in the file *path* by name, each with its notebook, parameters and matrix; none if it is absent.

    Raises RecipeError where one has no good name, is called like one of *notebooks*, or leads to none of them.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: {error}: mend the file") from error
    for name, entry in entries.items():
        if wrong := _wrong(name, entry, notebooks):
            raise RecipeError(f"{path}: {name}: {wrong}")
    try:
        return {name: _whole((name,), entries, notebooks) for name in entries}
    except ValueError as error:
        raise RecipeError(f"{path}: {error}") from error


def _wrong(name: str, entry: object, notebooks: Collection[str]) -> str | None:
    """Return what is wrong with *entry* by itself, and the remedy."""
    if not NAME.fullmatch(name):
        return "a report's name is small letters, digits, - and _: rename it"
    if name in notebooks:
        return "a notebook has this name: rename the recipe"
    if not isinstance(entry, dict):
        return f"must be a table: write [{name}]"
    if odd := next((part for part in entry if part not in _PARTS), None):
        return f"{odd}: no such part: {hint(odd, _PARTS)}"
    if not isinstance(entry.get("notebook"), str):
        return 'notebook: missing: name one, as in notebook = "figures"'
    if odd := next((part for part in _PARTS[1:] if not isinstance(entry.get(part, {}), dict)), None):
        return f"{odd}: must be a table of parameters and their values"
    return None


def _whole(way: tuple[str, ...], entries: Mapping[str, Any], notebooks: Collection[str]) -> dict[str, Any]:
    """Return the recipe at the end of *way*, joined with those that it adds to. Raises ValueError."""
    name, entry = way[-1], entries[way[-1]]
    source = entry["notebook"]
    if source in notebooks:
        base = {"notebook": source, "parameters": {}, "each": {}}
    elif source in way:
        raise ValueError(f"{' -> '.join((*way, source))}: adds to itself: name a notebook")
    elif source in entries:
        base = _whole((*way, source), entries, notebooks)
    else:
        raise ValueError(f"{name}: no notebook and no recipe {source!r}: {hint(source, [*notebooks, *entries])}")
    return base | {part: base[part] | entry.get(part, {}) for part in _PARTS[1:]}


def chosen(
    names: Sequence[str], notebooks: Sequence[str], recipes: Mapping[str, Mapping[str, Any]], extract: Extract
) -> list[Recipe]:
    """
    Return what *names* ask for: notebooks, recipes, matrices, or single reports of a matrix.

    No name asks for every notebook and every recipe that is no matrix. Raises RecipeError for a name that is not known
    and where two reports would have one name.
    """
    asked = names or [*notebooks, *(name for name, recipe in recipes.items() if not recipe["each"])]
    reports = cache(lambda name: list(_reports(name, recipes[name], extract)))
    found: dict[str, Recipe] = {}
    for name in asked:
        for recipe in _named(name, notebooks, recipes, reports):
            if found.setdefault(recipe.name, recipe) != recipe:
                raise RecipeError(f"two reports would be called {recipe.name!r}: rename a recipe")
    return list(found.values())


def _named(
    name: str, notebooks: Sequence[str], recipes: Mapping[str, object], reports: Callable[[str], list[Recipe]]
) -> list[Recipe]:
    """Return what *name* asks for; *reports* gives the reports of a recipe."""
    if name in notebooks:
        return [Recipe(name, name)]
    if name in recipes:
        return reports(name)
    for matrix in (other for other in recipes if name.startswith(f"{other}-")):
        if found := [one for one in reports(matrix) if one.name == name]:
            return found
    raise RecipeError(f"no report {name!r}: {hint(name, [*notebooks, *recipes])}")


def _reports(name: str, recipe: Mapping[str, Any], extract: Extract) -> Iterator[Recipe]:
    """Yield the one report of *recipe*, or each of its matrix of which the *extract* has something to say."""
    fixed = tuple((key, _words(value)) for key, value in recipe["parameters"].items())
    axes = {key: _values(name, key, value, extract) for key, value in recipe["each"].items()}
    for values in product(*axes.values()):
        given = dict(zip(axes, values, strict=True))
        if not given or _says(extract, given):
            yield Recipe(joined(name, values), recipe["notebook"], (*fixed, *given.items()))


def joined(name: str, words: Sequence[str]) -> str:
    """Return a name made of *name* and *words*; of a hash of them where they are too long or spelt with other signs."""
    slug = "-".join([name, *words]).lower()
    return slug if NAME.fullmatch(slug) else f"{name[:50]}-{blake2b(repr(words).encode(), digest_size=5).hexdigest()}"


def _values(name: str, key: str, value: object, extract: Extract) -> list[str]:
    # A parameter takes the codes of the scheme that it is the name, or the plural, of.
    codes = [code.code for code in extract.codes if code.scheme == key.removesuffix("s")]
    listed = codes if value == _ALL else value
    if not isinstance(listed, list) or not listed:
        raise RecipeError(f'recipe {name}: each.{key}: list values, or write "*" for every actor, issue or measure')
    known = {key: Parameter(key, "text", None)}
    try:
        return [str(checked(known, [(key, _words(one))], extract.codes)[key]) for one in listed]
    except ParameterError as error:
        raise RecipeError(f"recipe {name}: each.{error}") from error


def _words(value: object) -> str:
    """Return a value as it would be given on the command line."""
    if isinstance(value, list):
        return ",".join(map(_words, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _says(extract: Extract, given: Mapping[str, str]) -> bool:
    """Return whether the *extract* holds a row of what *given* asks for, or may: where only a part of it is read."""
    if selection.partly(extract):
        return True
    rows = selection.select(
        extract,
        measures=[given[key] for key in ("measures",) if key in given],
        actors=[given[key] for key in ("actors",) if key in given],
        issue=given.get("issue"),
    )
    tables = {_CHOOSES[key] for key in given if key in _CHOOSES} or {"claims", "stances"}
    return any(getattr(rows, table) for table in tables)
