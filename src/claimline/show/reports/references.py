"""The reference that nbval compares with: what the notebooks show, saved in them, and what a new one changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any

from claimline.show.page.blocks import plain
from claimline.show.reports.orders import Order
from claimline.show.reports.workers import Died, side_by_side
from claimline.store import publish

_OURS = "application/vnd.claimline."
_ROWS = {"c": "claim", "s": "stance", "l": "link", "e": "event", "t": "time"}


def accept(listed: Sequence[Order], notebooks: Path, data: Path) -> Iterator[tuple[str, list[str] | Died]]:
    """
    Write what the notebooks of *listed* show now into them.

    Yields the name of each that changed with a line for each thing that changed, or with the reason why it cannot be
    told what it shows; that one stays as it was.
    """
    from claimline.show.reports import forks

    forks.start(few=len(listed) == 1)
    from claimline.show.reports.notebook import load

    load()
    for order, result in side_by_side(partial(_accepted, notebooks=notebooks, data=data), listed):
        if result:
            yield order.name, result


def _accepted(order: Order, notebooks: Path, data: Path) -> list[str] | Died:
    from claimline.show.reports.notebook import NotebookError, execute

    path = notebooks / f"{order.name}.ipynb"
    try:
        shown = _bare(execute(order.notebook, {}, data)[0])
    except NotebookError as error:
        return Died(str(error))
    content = (json.dumps(shown, indent=1, ensure_ascii=False) + "\n").encode()
    if path.read_bytes() == content:
        return []
    publish(path, content)
    return changes(order.notebook, shown) or ["nothing that is read: only how it is drawn or saved"]


def _bare(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return *notebook* without what differs from run to run: timings, paths, the machine's Python, the specs."""
    cells = [dict(cell, metadata=_kept(cell["metadata"], ("tags",))) for cell in notebook["cells"]]
    outputs = [dict(cell, outputs=list(map(_saved, cell["outputs"]))) if "outputs" in cell else cell for cell in cells]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": outputs, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _saved(output: Mapping[str, Any]) -> dict[str, Any]:
    return dict(output) | ({"metadata": {}} if "metadata" in output else {})


def _kept(metadata: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: metadata[name] for name in names if metadata.get(name)}


# ---- what changed, in words ------------------------------------------------------------------------


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """
    Return in a line each what the executed notebook *new* shows otherwise than *old*, as "12,000 -> 10,900, claim q11".

    What is shown more than once is told once, at the first place.
    """
    before, after = _shown(old), _shown(new)
    told = (
        line for name in dict.fromkeys([*before, *after]) for line in _told(before.get(name), after.get(name), name)
    )
    return list(dict.fromkeys(told))


def _told(before: object, after: object, name: str) -> Iterator[str]:
    if before is None or after is None:
        yield f"{name}: {'new' if before is None else 'gone'}"
    else:
        yield from _differences(before, after, "")


def _shown(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return what *notebook* shows that is ours, by a name: the figure's, the table's, or the kind of a block."""
    shown: dict[str, Any] = {}
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            for mime, content in output.get("data", {}).items():
                if mime.startswith(_OURS):
                    kind = mime.removeprefix(_OURS).removesuffix("+json")
                    name = " ".join(filter(None, [kind, content.get("id") or content.get("name")]))
                    shown[name] = {part: value for part, value in content.items() if part != "id"}
    return shown


def _differences(before: Any, after: Any, row: str) -> Iterator[str]:
    """Yield in words how *before* and *after* differ; *row* is the id of the row that they are about, if known."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and _row(before) == _row(after):
        for key in dict.fromkeys([*before, *after]):
            yield from _differences(before.get(key), after.get(key), _row(before) or row)
    elif isinstance(before, list) and isinstance(after, list) and not _another_sentence(before, after):
        yield from _pairs(before, after, row)
    else:
        about = f", {_ROWS.get(row[0], 'row')} {row}" if row else ""
        yield f"{_words(before)} -> {_words(after)}{about}"


def _another_sentence(before: list[Any], after: list[Any]) -> bool:
    return len(before) != len(after) and _runs(before) and _runs(after)


def _runs(thing: list[Any]) -> bool:
    return all(isinstance(one, str) or (isinstance(one, dict) and "text" in one) for one in thing)


def _row(thing: Mapping[str, Any]) -> str:
    return str(thing.get("row") or thing.get("id") or "")


def _pairs(before: list[Any], after: list[Any], row: str) -> Iterator[str]:
    """Yield how two lists differ: rows are known by their ids, anything else by its words and its place."""
    matched = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), autojunk=False)
    for kind, start, end, first, last in matched.get_opcodes():
        old, new = before[start:end], after[first:last]
        if kind == "equal" or (kind == "replace" and len(old) == len(new)):
            for one, other in zip(old, new, strict=True):
                yield from _differences(one, other, row)
        else:
            yield from (f"gone: {_words(one)}" for one in old)
            yield from (f"new: {_words(one)}" for one in new)


def _key(thing: Any) -> str:
    return (_row(thing) if isinstance(thing, dict) else "") or json.dumps(thing, sort_keys=True)


def _words(thing: Any) -> str:
    """Return *thing* in words: runs as their text, a row as the cells that say something, nothing as "nothing"."""
    if thing is None or thing == "":
        return "nothing"
    if isinstance(thing, dict):
        told = thing.get("text") or "; ".join(
            str(value) for value in thing.values() if isinstance(value, str) and value
        )
        return f"{told} [{thing['row']}]" if "row" in thing else told
    if isinstance(thing, list):
        return plain(thing) if _runs(thing) else " | ".join(map(_words, thing))
    return str(thing) if isinstance(thing, str | bool) else f"{thing:,}"
