"""Which rows of its extract a report reads, so that it is made again when they change and not when others do.

In a report's kernel the tables of the extract tell when they are looked at: their rows, or only how many there are.
What `selection.select` looks at to choose rows does not count; what it chooses does, and is known by what was asked
of it. A notebook that could reach the extract in another way is taken to read all of it.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import claimline
from claimline.model import TABLES, Extract
from claimline.show import selection
from claimline.store import read_in_part

#: One thing read: its `table`, `what` of it (its rows or their number), and what was asked, in turn, to choose them.
Read = dict[str, Any]
ROWS, NUMBER = "rows", "number"
#: What was asked of an extract too large to be held stands, under this name, before what was asked to choose rows.
_READ = "read"
_WAYS_AROUND = {"open", "exec", "eval", "compile", "globals", "vars", "get_ipython"}


class Watched(tuple[Any, ...]):
    """The rows of a table; `tell` hears what of them is looked at, and `asked` is what was asked to choose them."""

    tell: Callable[[str], None]
    asked: list[Any]

    def __len__(self) -> int:
        self.tell(NUMBER)
        return super().__len__()

    def __radd__(self, before: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*before, *self)


def _telling(name: str) -> Callable[..., Any]:
    def told(rows: Watched, *others: Any) -> Any:
        rows.tell(ROWS)
        return getattr(tuple, name)(rows, *others)

    return told


# All that a tuple has to offer but its length; building text of it by % is the one way that Python does not ask for.
_LOOKS = "iter getitem contains add mul rmul eq ne lt le gt ge hash repr"
for _name in (*(f"__{name}__" for name in _LOOKS.split()), "index", "count"):
    setattr(Watched, _name, _telling(_name))


# ---- in the kernel ---------------------------------------------------------------------------------


def watch(path: str, folder: str) -> None:
    """Note in the file *path*, a line each, what is read of the extract in *folder* from now on in this process."""
    read_extract, select = claimline.read_extract, selection.select
    noted: set[str] = set()

    def note(read: Read) -> None:
        line = json.dumps(read, sort_keys=True)
        if line not in noted:
            noted.add(line)
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def reading(folder_: Path | str = "data", **asked: Any) -> Extract:
        extract = read_extract(folder_, **asked)
        if str(folder_) != folder:
            return extract
        first = [{_READ: asked}] if _plain(asked) and read_in_part(folder_) else []
        return _watched(extract, dict.fromkeys(TABLES, first), note)

    def choosing(extract: Extract, **asked: Any) -> Extract:
        if not isinstance(extract.claims, Watched) or not _plain(asked):
            return select(extract, **asked)
        whole = replace(extract, **{table: tuple(tuple.__iter__(getattr(extract, table))) for table in TABLES})
        found = select(whole, **asked)
        chosen = {table: getattr(extract, table).asked for table in TABLES}
        every = [*extract.claims.asked, asked]  # claims are chosen anew each time
        chosen |= {table: every for table in TABLES if getattr(found, table) is not getattr(whole, table)}
        return _watched(found, chosen, note)

    claimline.read_extract = reading  # type: ignore[assignment]
    selection.select = choosing


def _plain(asked: Mapping[str, Any]) -> bool:
    """Return whether what was *asked* can be written down and asked again."""
    try:
        return bool(json.loads(json.dumps(asked)) == asked)
    except (TypeError, ValueError):
        return False


def _watched(extract: Extract, asked: Mapping[str, list[Any]], note: Callable[[Read], None]) -> Extract:
    """Return *extract* with tables that tell *note* what is read of them; *asked* is what chose their rows."""

    def table(name: str) -> Watched:
        rows = Watched(getattr(extract, name))
        rows.asked = asked.get(name, [])
        rows.tell = lambda what: note({"table": name, "what": what, "chosen": rows.asked})
        return rows

    return replace(extract, **{name: table(name) for name in TABLES})


# ---- outside ---------------------------------------------------------------------------------------


def of(notebook: Mapping[str, Any], noted: Iterable[str]) -> list[Read]:
    """Return what *notebook* read, from the lines that its kernel *noted*; all there is where it could read unseen."""
    reads = [json.loads(line) for line in sorted(set(noted))]
    if not reads or _reaches_around(notebook):
        return [{"table": table, "what": ROWS, "chosen": []} for table in TABLES]
    whole = [{**read, "what": ROWS} for read in reads]
    return [read for read, rows in zip(reads, whole, strict=True) if read["what"] == ROWS or rows not in reads]


def _reaches_around(notebook: Mapping[str, Any]) -> bool:
    """Return whether *notebook* could read an extract otherwise than by `claimline.read_extract`."""
    try:
        trees = [ast.parse("".join(cell["source"])) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    except SyntaxError:  # a command of the kernel's own: what it does cannot be told from here
        return True
    return any(_odd(node) for tree in trees for node in ast.walk(tree))


def _odd(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(one.name != "claimline" for one in names)
        case ast.ImportFrom(module=module):
            return not f"{module}.".startswith("claimline.show.")
        case ast.Attribute(value=ast.Name(id="claimline"), attr=attribute):
            return attribute not in ("read_extract", "tables")
        case ast.Name(id=name):
            return name in _WAYS_AROUND or name.startswith("__")
    return False


def whole(table: str, reads: Iterable[Read]) -> bool:
    """Return whether *reads* hold every row of *table*."""
    return any(read["table"] == table and read["what"] == ROWS and not read["chosen"] for read in reads)


class Rows:
    """
    The rows of an extract as hashes, each worked out once.

    Of one that is too large to be held, *read* reads what a report asked for: `read_extract` on its folder.
    """

    def __init__(self, extract: Extract, read: Callable[..., Extract] | None = None) -> None:
        self._chosen = {"[]": extract}
        self._read = read
        self._known: dict[str, str] = {}

    def sha256(self, read: Read) -> str:
        """Return the hash of what *read* finds in the extract."""
        key = json.dumps([read["table"], read["what"], read["chosen"]], sort_keys=True)
        if key not in self._known:
            rows = getattr(self._select(read["chosen"]), read["table"])
            told = str(len(rows)) if read["what"] == NUMBER else "\n".join(map(repr, rows))
            self._known[key] = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return self._known[key]

    def described(self, reads: Iterable[Read]) -> list[Read]:
        """Return *reads*, each with the hash of what it finds in the extract."""
        return [{**read, "sha256": self.sha256(read)} for read in reads]

    def _select(self, asked: list[Any]) -> Extract:
        key = json.dumps(asked, sort_keys=True)
        if key not in self._chosen:
            self._chosen[key] = self._found(asked)
        return self._chosen[key]

    def _found(self, asked: list[Any]) -> Extract:
        if self._read and len(asked) == 1 and _READ in asked[0]:
            return self._read(**asked[0][_READ])
        return selection.select(self._select(asked[:-1]), **asked[-1])

    def extract(self, reads: Sequence[Read]) -> Extract:
        """Return the extract, or of one that is too large to be held what the report that made *reads* asked of it."""
        chosen = (read["chosen"][:1] for read in reads)
        first: list[Any] = next((one for one in chosen if one and _READ in one[0]), [])
        return self._select(first)
