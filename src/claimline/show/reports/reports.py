"""Make the reports: which are due, each executed and published whole, and the index and manifest beside them.

What decides whether a report is due is known without pandas, altair or a kernel; they are imported when one is made.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from claimline.model import Extract
from claimline.remedy import hint
from claimline.show.reports import manifest
from claimline.show.reports.parameters import Parameter, ParameterError, Value, checked, schema
from claimline.store import publish, read_extract, writing

_FAILED = ".failed.html"
_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,60}")


class ReportError(ValueError):
    """Reports that cannot be made at all; the message names what is missing and the remedy."""


@dataclass(frozen=True, slots=True)
class Order:
    """One report to make: its notebook (parsed), the values asked for, and all that its page will depend on.

    `earlier` is the folder of an extract to compare with, if there is one.
    """

    name: str
    notebook: Mapping[str, Any]
    asked: Mapping[str, Value]
    origin: manifest.Origin
    earlier: Path | None = None


@dataclass(slots=True)
class Outcome:
    """What became of each report: made, already current, or failed with a reason."""

    made: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def orders(
    names: Sequence[str], given: Sequence[tuple[str, str]], notebooks: Path, data: Path, extract: Extract
) -> list[Order]:
    """
    Return what to make: the reports called *names*, or all, with the parameters *given* as (name, words).

    Everything is checked here, before a kernel starts. A parameter must be known to a report that is asked for by
    name; where all reports are made, to at least one. Raises ParameterError, ReportError or StoreError.
    """
    parsed = {name: _notebook(notebooks / f"{name}.ipynb") for name in _chosen(names, notebooks)}
    schemas = {name: schema(notebook, f"{name}.ipynb") for name, notebook in parsed.items()}
    if not names:
        _known_somewhere(given, schemas)
    listed = []
    for name, notebook in parsed.items():
        known = schemas[name]
        asked = checked(known, [pair for pair in given if names or pair[0] in known], extract.codes)
        values = {parameter.name: parameter.default for parameter in known.values()} | asked
        listed.append(Order(name, notebook, asked, _origin(notebook, values, notebooks, data, extract)))
    return listed


def compared(listed: Sequence[Order], earlier: Path) -> list[Order]:
    """
    Return *listed* with the extract in the folder *earlier* to compare with, where a notebook takes one.

    Raises ReportError where none does, and StoreError where there is no such extract.
    """
    read_extract(earlier)
    taking = [order for order in listed if "earlier" in order.origin.parameters]
    if not taking:
        names = ", ".join(order.name for order in listed)
        raise ReportError(f"{names}: compares nothing: ask for a report whose notebook has the parameter 'earlier'")
    digest = _of_extract(earlier)
    return [
        replace(order, earlier=earlier, origin=_since(order.origin, digest)) if order in taking else order
        for order in listed
    ]


def _since(origin: manifest.Origin, digest: str) -> manifest.Origin:
    return replace(origin, parameters=dict(origin.parameters) | {"earlier": digest})


def _chosen(names: Sequence[str], notebooks: Path) -> list[str]:
    found = sorted(path.stem for path in notebooks.glob("*.ipynb"))
    odd = next((name for name in found if not _SLUG.fullmatch(name)), None)
    if odd:
        raise ReportError(f"{notebooks / odd}.ipynb: a report's name is small letters, digits, - and _: rename it")
    if not found:
        raise ReportError(f"{notebooks}: no notebooks here: run in the project's folder, or give --notebooks")
    for name in names:
        if name not in found:
            raise ParameterError(f"no report {name!r}: {hint(name, found)}")
    return list(dict.fromkeys(names)) or found


def _notebook(path: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_bytes())
        if notebook["nbformat"] == 4 and isinstance(notebook["cells"], list):
            return dict(notebook)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{path}: {error}: restore the notebook") from error
    raise ReportError(f"{path}: not a notebook of format 4: save it in JupyterLab")


def _known_somewhere(given: Sequence[tuple[str, str]], schemas: Mapping[str, Mapping[str, Parameter]]) -> None:
    every = {name: parameter for known in schemas.values() for name, parameter in known.items() if name != "extract"}
    wrong = [f"{name}: no such parameter: {hint(name, list(every))}" for name, _ in given if name not in every]
    if wrong:
        raise ParameterError("\n".join(wrong))


def _origin(
    notebook: Mapping[str, Any], values: Mapping[str, Value], notebooks: Path, data: Path, extract: Extract
) -> manifest.Origin:
    lock = notebooks.resolve().parent / "requirements.lock"
    return manifest.Origin(
        notebook=manifest.of_notebook(notebook),
        parameters=dict(values),
        extract=_of_extract(data),
        seeds={document.document: document.sha256 for document in extract.documents},
        code=manifest.code(),
        lock=manifest.sha256(lock.read_bytes()) if lock.is_file() else None,
        versions=manifest.versions(),
    )


def _of_extract(folder: Path) -> str:
    return manifest.of_files((path.name, path) for path in folder.iterdir() if path.suffix in (".csv", ".json"))


# ---- making ----------------------------------------------------------------------------------------


def build(listed: Sequence[Order], data: Path, out: Path, tell: Callable[[str], None]) -> Outcome:
    """
    Make those of *listed* that are due from the extract in *data* into *out*; *tell* hears what is being done.

    A report that fails leaves the one that was there as it was, with a page beside it that says why.
    """
    outcome = Outcome()
    for order in listed:
        if manifest.current(out, order.name, manifest.read(out).get(order.name), order.origin):
            outcome.current.append(order.name)
            continue
        tell(f"{order.name}: running")
        reason = _make(order, data, out)
        if reason:
            outcome.failed[order.name] = reason
        else:
            outcome.made.append(order.name)
    with writing(out):
        _index(out)
    return outcome


def _make(order: Order, data: Path, out: Path) -> str | None:
    """Make one report and enter it into the manifest; return the reason if it failed."""
    from claimline.show.page import beside, page, sheets
    from claimline.show.reports.notebook import NotebookError, execute

    failed = out / f"{order.name}{_FAILED}"
    with writing(out):
        pass  # where nothing can be written, that is told before a kernel starts
    footer = _footer(order)
    try:
        made = page.page(execute(order.notebook, order.asked, data, order.earlier))
        files = beside.files(made, read_extract(data), footer)
    except (NotebookError, page.PageError) as error:
        with writing(out):
            publish(failed, sheets.failure(order.name, str(error).splitlines(), getattr(error, "source", "")))
        return f"{error} (see {failed})"
    content = sheets.report(made, footer, files)
    entry: dict[str, Any] = {
        "heading": made.name,
        "title": made.title,
        "second": made.second,
        "scope": made.scope,
        "findings": made.findings,
        "asked": _told(order.asked),
    }
    entry |= {"made_from": order.origin.as_json(), "sha256": manifest.sha256(content)}
    entry["files"] = {name: manifest.sha256(file) for name, file in sorted(files.items())}
    with writing(out):
        _publish(out / order.name, files)
        publish(out / f"{order.name}.html", content)
        manifest.write(out, manifest.read(out) | {order.name: entry})
        failed.unlink(missing_ok=True)
    return None


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into the *folder* beside a page, each whole, and remove what an earlier report left there."""
    for name, content in files.items():
        publish(folder / name, content)
    for path in folder.glob("*"):
        if path.name not in files:
            path.unlink()


def _index(out: Path) -> None:
    """Write the list of the reports that are there and of those that failed, if it is not what it was."""
    entries = manifest.read(out)
    listed = [{"name": name, **entry} for name, entry in _ordered(entries) if (out / f"{name}.html").is_file()]
    failed = sorted(path.name.removesuffix(_FAILED) for path in out.glob(f"*{_FAILED}"))
    told = json.dumps([listed, failed, manifest.code()])
    path, digest = out / "index.html", manifest.sha256(told.encode())
    if path.is_file() and digest.encode() in path.read_bytes():
        return
    from claimline.show.page import beside, sheets

    for entry in listed:
        picture = out / entry["name"] / beside.THUMBNAIL
        entry["thumbnail"] = picture.read_bytes() if manifest.holds(picture, entry["files"]) else b""
    publish(path, sheets.index(listed, failed, manifest.versions()["claimline"], digest))


def _ordered(entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    # The one to send comes first; a reader who opens the list wants it more than the alphabet.
    yield from sorted(entries.items(), key=lambda item: (item[0] != "briefing", item[0]))


def _told(asked: Mapping[str, Value]) -> str:
    return "; ".join(f"{name} {_words(value)}" for name, value in asked.items())


def _words(value: Value) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _footer(order: Order) -> dict[str, Any]:
    """Return what the foot of a page says: enough for anyone to make the page again and see that it is the same."""
    options = [part for name, value in order.asked.items() for part in ("-p", name, _words(value))]
    options += ["--earlier", "FOLDER"] if order.earlier else []
    origin = order.origin
    return {
        "name": order.name,
        "version": origin.versions["claimline"],
        "asked": _told(order.asked),
        "command": shlex.join(["claimline", "report", order.name, *options]),
        "parameters": json.dumps(dict(origin.parameters), ensure_ascii=False),
        "versions": ", ".join(f"{name} {number}" for name, number in origin.versions.items()),
        "seeds": sorted(origin.seeds.items()),
        **{part: getattr(origin, part) for part in ("notebook", "extract", "code", "lock")},
    }


# ---- references ------------------------------------------------------------------------------------


def accept(listed: Sequence[Order], notebooks: Path, data: Path) -> list[str]:
    """
    Write what the notebooks of *listed* show now into them, as the reference that nbval compares with.

    Returns the names of those that changed. Raises NotebookError.
    """
    from claimline.show.reports.notebook import execute

    changed = []
    for order in listed:
        path = notebooks / f"{order.name}.ipynb"
        content = (json.dumps(_bare(execute(order.notebook, {}, data)), indent=1, ensure_ascii=False) + "\n").encode()
        if path.read_bytes() != content:
            publish(path, content)
            changed.append(order.name)
    return changed


def _bare(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return *notebook* without what differs from run to run: timings, paths, the machine's Python, the specs."""
    cells = [dict(cell, metadata=_kept(cell["metadata"], ("tags",))) for cell in notebook["cells"]]
    outputs = [dict(cell, outputs=list(map(_plain, cell["outputs"]))) if "outputs" in cell else cell for cell in cells]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": outputs, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _plain(output: Mapping[str, Any]) -> dict[str, Any]:
    return dict(output) | ({"metadata": {}} if "metadata" in output else {})


def _kept(metadata: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: metadata[name] for name in names if metadata.get(name)}
