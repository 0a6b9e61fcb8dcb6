"""Hold a published report against what it was made from: offline, and without making it again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimline.model import TABLES, Extract
from claimline.read.addresses import is_texts
from claimline.read.corpora import readable
from claimline.read.documents import read_seeds
from claimline.read.files import ReadError
from claimline.show.evidence import evidence
from claimline.show.page.rendering import visible
from claimline.show.reports import manifest
from claimline.show.reports.orders import Places, ReportError, notebooks
from claimline.show.reports.parameters import ParameterError, schema
from claimline.show.reports.reads import Rows
from claimline.show.reports.shown import Shown, numbers, shown
from claimline.store import corpus_of, read_whole
from claimline.weigh.check import check

_SORTS = ("claims", "stances", "events", "questions")


class VerifyError(ValueError):
    """A report that cannot be looked at at all; the message names it and the remedy."""


def reports_at(place: Path) -> list[Path]:
    """Return the pages at *place*: a page, or a folder of reports with its manifest. Raises VerifyError."""
    if place.is_dir():
        listed = sorted({*(place / f"{name}.html" for name in manifest.read(place)), *_pages(place)})
        if listed:
            return listed
    elif place.is_file():
        return [place]
    raise VerifyError(f"{place}: no report here: give a page, or a folder of reports")


def _pages(folder: Path) -> Iterator[Path]:
    """Yield the pages in *folder* that ought to be reports: those that are no list and tell of no failure."""
    for path in folder.glob("*.html"):
        if path.name != "index.html" and not path.name.endswith(".failed.html"):
            yield path


def differences(page: Path, places: Places) -> list[str]:
    """
    Return what about the report *page* is not as its manifest says, or not as what lies at *places* has it.

    Looked at are the page and the files beside it, the notebook, parameters, lock, code and versions, the rows of the
    extract and the texts that they stand in, and on the page each row of evidence and each number that links to one.
    Raises StoreError where there is no extract to hold it against.
    """
    entry = manifest.read(page.parent).get(page.stem)
    if entry is None:
        return [f"not in {page.parent / manifest.NAME}: nobody says what it was made from"]
    extract = read_whole(places.data, "verify")
    try:
        made_from = entry["made_from"]
        told = [*_files(page, entry), *_made(made_from, places), *_rows(made_from, extract)]
        told += [*_texts(made_from, extract, places.data)]
        if page.is_file():
            found = shown(page.read_bytes().decode("utf-8"))
            told += [*_foot(found, entry), *_evidence(found, extract), *_links(found, extract)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return [f"{manifest.NAME}: what it says of {page.stem} cannot be read ({error}): make the report again"]
    return told


# ---- what it was made from -------------------------------------------------------------------------


def _files(page: Path, entry: Mapping[str, Any]) -> Iterator[str]:
    wanted = {page: entry["sha256"]} | {page.parent / page.stem / name: sha for name, sha in entry["files"].items()}
    for path, sha in wanted.items():
        if not path.is_file():
            yield f"{path.relative_to(page.parent)}: gone"
        elif manifest.sha256(path.read_bytes()) != sha:
            yield f"{path.relative_to(page.parent)}: its bytes are not those that were published"
    beside = {path for path in (page.parent / page.stem).rglob("*") if path.is_file()}
    for path in sorted(beside - wanted.keys()):
        yield f"{path.relative_to(page.parent)}: nobody published it"


def _made(made_from: Mapping[str, Any], places: Places) -> Iterator[str]:
    parsed = {name: json.loads((places.notebooks / f"{name}.ipynb").read_bytes()) for name in _notebooks(places)}
    name = next((one for one, book in parsed.items() if manifest.of_notebook(book) == made_from["notebook"]), None)
    if name is None:
        yield f"{places.notebooks}: the notebook that it was made of is not here, or was changed since"
    else:
        yield from _parameters(made_from["parameters"], parsed[name], name)
    lock = places.notebooks.resolve().parent / "requirements.lock"
    if made_from["lock"] != (manifest.sha256(lock.read_bytes()) if lock.is_file() else None):
        yield f"{lock.name}: not the lock that it was made with"
    if made_from["code"] != manifest.code():
        yield "code: not the code of claimline that it was made with"
    for library, number in sorted({**made_from["versions"], **manifest.versions()}.items()):
        if made_from["versions"].get(library) != number:
            yield f"{library}: {made_from['versions'].get(library)} then, {number} now"


def _notebooks(places: Places) -> list[str]:
    try:
        return notebooks(places.notebooks)
    except ReportError:
        return []


def _parameters(values: Mapping[str, Any], notebook: Mapping[str, Any], name: str) -> Iterator[str]:
    try:
        known = schema(notebook, f"{name}.ipynb")
    except ParameterError as error:
        yield str(error)
        return
    for parameter in sorted(known.keys() ^ values.keys()):
        yield f"parameter {parameter}: {'not told' if parameter in known else f'unknown to {name}.ipynb'}"


def _rows(made_from: Mapping[str, Any], extract: Extract) -> Iterator[str]:
    rows = Rows(extract)
    for read in made_from["rows"]:
        if rows.sha256(read) != read["sha256"]:
            yield f"{read['table']}: the extract has other {read['what']} than it was made from"


def _texts(made_from: Mapping[str, Any], extract: Extract, data: Path) -> Iterator[str]:
    documents = {row.document: row.sha256 for row in extract.documents}
    for name, sha in made_from["seeds"].items():
        if documents.get(name) != sha:
            yield f"{name}: not the text that it was made from"
    corpus = corpus_of(data)
    try:
        read = (read_seeds(Path(corpus)) if is_texts(corpus) else readable(corpus)) if corpus else ()
        texts = {one.document.document: one.text for one in read}
    except ReadError as error:
        yield str(error)
        return
    for problem in check(extract, texts):
        yield f"{data / problem.table}:{problem.id} {problem.rule} {problem.message}"


# ---- what it shows ---------------------------------------------------------------------------------


def _foot(found: Shown, entry: Mapping[str, Any]) -> Iterator[str]:
    made_from = entry["made_from"]
    told = {"Code": made_from["code"], "Lock": made_from["lock"] or "none", "Notebook": made_from["notebook"]}
    told |= dict(made_from["seeds"])
    for term, value in told.items():
        if found.foot.get(term) != value:
            yield f"page: {term}: {found.foot.get(term, 'nothing')!r}, and its manifest has {value!r}"
    if json.loads(found.foot.get("Parameters", "null")) != made_from["parameters"]:
        yield f"page: Parameters: {found.foot.get('Parameters')!r}, and its manifest has {made_from['parameters']!r}"
    if found.heading != " ".join(str(visible(entry["title"])).split()):
        yield f"page: its heading {found.heading!r} is not {entry['title']!r}, which its manifest has"


def _evidence(found: Shown, extract: Extract) -> Iterator[str]:
    known = {row["id"]: row for row in evidence(extract, *_SORTS).content["rows"]}
    for key, words in found.rows.items():
        row = known.get(key)
        if row is None:
            yield f"page: evidence {key}: no row of the extract"
            continue
        for part in ("reading", "voice", "date", "quote", "document", "hedge"):
            if (value := " ".join(str(visible(str(row[part] or ""))).split())) not in words:
                yield f"page: evidence {key}: {part}: the extract has {value!r}, the page has not"
        if f"characters {row['start']} to {row['end']}" not in words:
            yield f"page: evidence {key}: it stands at characters {row['start']} to {row['end']}"


def _links(found: Shown, extract: Extract) -> Iterator[str]:
    """Tell of links that lead nowhere, and of numbers that the row they link to does not have.

    What a row has are the numbers of its words and its bounds, those of the rows that it stands between, and any number
    that may count rows.
    """
    counts = {str(number) for number in range(max(len(getattr(extract, table)) for table in TABLES) + 1)}
    bounds = {row.id: f"{_plain(row.low)} {_plain(row.high)}" for row in extract.claims}
    tied = {row.id: f"{row.source} {row.target}".split() for row in extract.links}
    for key, words in found.links:
        if key not in found.ids:
            yield f"page: the link {words!r} leads nowhere"
        elif key in found.rows and words != key:
            near = [part.get(one, "") for one in (key, *tied.get(key, ())) for part in (found.rows, bounds)]
            odd = set(numbers(words)) - set(numbers(" ".join(near))) - counts
            if odd:
                yield f"page: {words!r} links to {key}, which has no {', '.join(sorted(odd))}"


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
