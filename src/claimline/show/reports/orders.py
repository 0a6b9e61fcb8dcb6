"""Orders: the reports that are asked for, checked, with all that each of them will depend on. No kernel, no pandas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimline.model import Extract
from claimline.remedy import hint
from claimline.show.reports import manifest, recipes
from claimline.show.reports.parameters import FOLDERS, Parameter, ParameterError, Value, checked, schema
from claimline.show.reports.recipes import NAME, Recipe
from claimline.store import read_extract


class ReportError(ValueError):
    """Reports that cannot be made at all; the message names what is missing and the remedy."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where what reports are made from lies: the folders of notebooks and of the extract, and the file of recipes."""

    notebooks: Path
    data: Path
    recipes: Path | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One report to make: the notebook it is made of, by name and parsed, the values asked for, and its origin.

    `command` are the words that ask for it again. `earlier` is the folder of an extract to compare with, if any.
    """

    name: str
    source: str
    notebook: Mapping[str, Any]
    asked: Mapping[str, Value]
    origin: manifest.Origin
    command: tuple[str, ...]
    earlier: Path | None = None


def orders(
    names: Sequence[str],
    given: Sequence[tuple[str, str]],
    places: Places,
    extract: Extract,
    called: str | None = None,
) -> list[Order]:
    """
    Return what to make: the reports called *names*, or all, with the parameters *given* as (name, words).

    A report to which *given* adds parameters is another one than the report that it is asked for by, and has a name of
    its own: the one it is to be *called*, or the old one with what was given. Everything is checked here, before a
    kernel starts. A parameter must be known to a report that is asked for by name; where all reports are made, to at
    least one. Raises ParameterError, RecipeError, ReportError or StoreError.
    """
    found = notebooks(places.notebooks)
    known = recipes.read(places.recipes, found) if places.recipes else {}
    chosen = recipes.chosen(names, found, known, extract)
    if called is not None:
        _may_be_called(called, chosen, given, {*found, *known})
    parsed = {source: _parsed(places.notebooks / f"{source}.ipynb") for source in {one.notebook for one in chosen}}
    schemas = {source: schema(notebook, f"{source}.ipynb") for source, notebook in parsed.items()}
    if not names:
        _known_somewhere(given, schemas)
    listed = []
    for one in chosen:
        fitting = [pair for pair in given if names or pair[0] in schemas[one.notebook]]
        asked = _asked(one, fitting, schemas[one.notebook], extract, places)
        values = {parameter.name: parameter.default for parameter in schemas[one.notebook].values()} | asked
        origin = _origin(parsed[one.notebook], values, places)
        added = [part for pair in fitting for part in pair]
        name = (called or recipes.joined(one.name, added)) if fitting else one.name
        options = [part for pair in fitting for part in ("-p", *pair)] + (["--as", called] if called else [])
        command = ("claimline", "report", one.name, *options)
        listed.append(Order(name, one.notebook, parsed[one.notebook], asked, origin, command))
    return listed


def notebooks(folder: Path) -> list[str]:
    """Return the names of the notebooks in *folder*. Raises ReportError for none, and for one that is no plain name."""
    found = sorted(path.stem for path in folder.glob("*.ipynb"))
    if odd := next((name for name in found if not NAME.fullmatch(name)), None):
        raise ReportError(f"{folder / odd}.ipynb: a report's name is small letters, digits, - and _: rename it")
    if not found:
        raise ReportError(f"{folder}: no notebooks here: run in the project's folder, or give --notebooks")
    return found


def compared(listed: Sequence[Order], earlier: Path) -> list[Order]:
    """
    Return *listed* with the extract in the folder *earlier* to compare with, where a notebook takes one.

    Raises ReportError where none does, and StoreError where there is no such extract.
    """
    read_extract(earlier)
    if not any("earlier" in order.origin.parameters for order in listed):
        names = ", ".join(order.name for order in listed)
        raise ReportError(f"{names}: compares nothing: ask for a report whose notebook has the parameter 'earlier'")
    files = [path for path in earlier.iterdir() if path.suffix in (".csv", ".json", ".parquet")]
    digest = manifest.of_files((path.name, path) for path in files)
    return [_since(order, earlier, digest) if "earlier" in order.origin.parameters else order for order in listed]


def _since(order: Order, earlier: Path, digest: str) -> Order:
    origin = replace(order.origin, parameters={**order.origin.parameters, "earlier": digest})
    command = (*order.command, "--earlier", "FOLDER")
    return replace(order, name=f"{order.name}-compared", earlier=earlier, origin=origin, command=command)


def words(value: Value) -> str:
    """Return *value* as it is given on the command line."""
    return ",".join(value) if isinstance(value, list) else str(value)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_bytes())
        if notebook["nbformat"] == 4 and isinstance(notebook["cells"], list):
            return dict(notebook)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReportError(f"{path}: {error}: restore the notebook") from error
    raise ReportError(f"{path}: not a notebook of format 4: save it in JupyterLab")


def _may_be_called(called: str, chosen: Sequence[Recipe], given: Sequence[object], taken: Iterable[str]) -> None:
    if not NAME.fullmatch(called):
        raise ReportError(f"--as {called!r}: a report's name is small letters, digits, - and _")
    if called in taken:
        raise ReportError(f"--as {called}: a notebook or a recipe has this name: choose another")
    if len(chosen) != 1 or not given:
        raise ReportError("--as names one report with parameters: give one NAME, and -p")


def _known_somewhere(given: Sequence[tuple[str, str]], schemas: Mapping[str, Mapping[str, Parameter]]) -> None:
    every = {name for known in schemas.values() for name in known if name not in FOLDERS}
    wrong = [f"{name}: no such parameter: {hint(name, sorted(every))}" for name, _ in given if name not in every]
    if wrong:
        raise ParameterError("\n".join(wrong))


def _asked(
    recipe: Recipe,
    given: Sequence[tuple[str, str]],
    known: Mapping[str, Parameter],
    extract: Extract,
    places: Places,
) -> dict[str, Value]:
    """Return the values of *recipe*, with those *given* on the command line instead of its own."""
    try:
        own = checked(known, recipe.given, extract.codes)
    except ParameterError as error:
        lines = "\n".join(f"{places.recipes}: {recipe.name}: {line}" for line in str(error).splitlines())
        raise ParameterError(lines) from error
    return own | checked(known, given, extract.codes)


def _origin(notebook: Mapping[str, Any], values: Mapping[str, Value], places: Places) -> manifest.Origin:
    lock = places.notebooks.resolve().parent / "requirements.lock"
    return manifest.Origin(
        notebook=manifest.of_notebook(notebook),
        parameters=dict(values),
        code=manifest.code(),
        lock=manifest.sha256(lock.read_bytes()) if lock.is_file() else None,
        versions=manifest.versions(),
    )
