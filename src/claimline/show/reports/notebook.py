"""Execute a notebook with papermill, in private, and accept the result only if it is complete."""

from __future__ import annotations

import ast
import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimline.private import private_folder
from claimline.show.reports import forks, reads
from claimline.show.reports.parameters import Value
from claimline.show.reports.reads import Read
from claimline.store import read_in_part
from claimline.store.manifest import PARTS

#: Seconds that one cell may take, and that a kernel may take to start.
CELL_SECONDS = 300
START_SECONDS = 120
#: Bytes that a kernel may hold, so that a cell that runs away is stopped by name before the machine is.
CELL_BYTES = 6 << 30
#: What one cell may show: so many things, and so many characters in all. More is a loop that went wrong.
MOST_OUTPUTS, MOST_SHOWN = 500, 20_000_000

# With JupyterLab installed, jsonschema compiles a grammar of internationalised addresses at import: seconds in each
# process, and no schema of ours has an address. It is switched off here, in processes that are ours alone.
_GRAMMAR = "rfc3987_syntax"
_NOTED = "reads"
_IN_KERNEL = [
    f"--IPKernelApp.exec_lines=from claimline.show.reports import reads as _; _.watch('../{_NOTED}', '../data'); del _",
    f"--IPKernelApp.exec_lines=__import__('sys').modules.__setitem__('{_GRAMMAR}', None)",
    f"--IPKernelApp.exec_lines=(_ := __import__('resource')).setrlimit(_.RLIMIT_DATA, ({CELL_BYTES},) * 2); del _",
    "--IPKernelApp.log_level=CRITICAL",
    "--HistoryManager.enabled=False",  # a database that is written to disk and gone with the private folder
]
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(Exception):
    """A notebook that did not run to its end, or whose outputs are not all there. `cell` counts from 1."""

    def __init__(self, cell: int | None, under: str, reason: str, source: str = "") -> None:
        super().__init__(f"cell {cell} (“{under}”): {reason}" if cell else reason)
        self.cell, self.reason, self.source = cell, reason, source


def execute(
    notebook: Mapping[str, Any], parameters: Mapping[str, Value], data: Path, earlier: Path | None = None
) -> tuple[dict[str, Any], list[Read]]:
    """
    Return *notebook* (nbformat 4, parsed) executed with *parameters* on the extract in the folder *data*, and what it
    read of that extract.

    The extract in the folder *earlier*, if there is one, is for it to compare with. It runs in a private folder beside
    copies of both, so that nothing it does or is killed in reaches the project, and no path of this machine reaches the
    report. Raises NotebookError.
    """
    with _private(data, earlier) as folder:
        executed = _run(notebook, dict(parameters) | ({"earlier": "../earlier"} if earlier else {}), folder)
        noted = folder.parent / _NOTED
        read = reads.of(notebook, noted.read_text(encoding="utf-8").splitlines() if noted.is_file() else ())
    for cell in executed["cells"]:
        if reason := missing(cell):
            raise _error(executed, cell, reason)
    return executed, read


@contextmanager
def _private(data: Path, earlier: Path | None) -> Iterator[Path]:
    with private_folder() as folder:
        (folder / "notebooks").mkdir()
        _lay(data, folder / "data")
        if earlier:
            shutil.copytree(earlier, folder / "earlier")
        before = dict(os.environ)
        os.environ["IPYTHONDIR"] = str(folder / "ipython")  # no start-up file of the user runs in a report
        os.environ.setdefault(forks.CHOICE, forks.NAME)
        try:
            yield folder / "notebooks"
        finally:
            for name in ("IPYTHONDIR", forks.CHOICE):
                os.environ.pop(name)
            os.environ.update(before)


def _lay(data: Path, place: Path) -> None:
    """
    Lay a copy of the extract in *data* at *place*.

    The parts of one that is too large to be held are gigabytes: these are not copied, but reached through a link.
    """
    if not read_in_part(data):
        shutil.copytree(data, place)
        return
    shutil.copytree(data, place, ignore=shutil.ignore_patterns(PARTS))
    (place / PARTS).symlink_to((data / PARTS).resolve())


def load() -> None:
    """Import and compile what running a notebook takes, so that processes forked from this one need not."""
    sys.modules.setdefault(_GRAMMAR, None)  # type: ignore[arg-type]
    import nbclient  # noqa: F401
    import nbformat

    with _absent("pyarrow"):  # papermill would read notebooks from far away with it
        import papermill.engines
        import papermill.parameterize  # noqa: F401
    nbformat.validate(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]


@contextmanager
def _absent(name: str) -> Iterator[None]:
    """Have no module *name* to import, unless it is imported already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def _run(notebook: Mapping[str, Any], parameters: Mapping[str, Value], folder: Path) -> dict[str, Any]:
    load()
    import nbformat
    import papermill
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    for name in ("papermill", "traitlets"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    node = load_notebook_node(nbformat.from_dict(notebook))  # type: ignore[no-untyped-call]
    if parameters:
        node = parameterize_notebook(node, dict(parameters), kernel_name="python3", language="python")
    try:
        return papermill.execute_notebook(  # type: ignore[no-any-return]
            node,
            None,
            engine_name=_engine(),
            kernel_name="python3",
            cwd=folder,
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            start_timeout=START_SECONDS,
            execution_timeout=CELL_SECONDS,
            shutdown_kernel="immediate",
            extra_arguments=_IN_KERNEL,
        )
    except papermill.PapermillExecutionError as error:
        reason = _COLOURS.sub("", f"{error.ename}: {error.evalue}")
        raise _error(node, node["cells"][error.cell_index], reason) from error


def _engine() -> str:
    """Return the name of papermill's own engine with one thing added: it says how far a run came that just ended."""
    from papermill.engines import NBClientEngine, papermill_engines

    class Watched(NBClientEngine):  # type: ignore[misc]
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
            nb_man.save = lambda **_: None  # it would be written out whole three times, and read by nobody
            try:
                super().execute_managed_notebook(nb_man, kernel_name, **options)
            except TimeoutError as error:
                raise _error(nb_man.nb, _stopped(nb_man.nb), f"took longer than {CELL_SECONDS} s") from error
            except RuntimeError as error:
                raise _error(nb_man.nb, _stopped(nb_man.nb), f"the kernel died or did not start: {error}") from error

    papermill_engines.register("claimline", Watched)
    return "claimline"


def _error(node: Mapping[str, Any], cell: Mapping[str, Any] | None, reason: str) -> NotebookError:
    """Return the error at *cell*, numbered as the notebook on disk has it: without the cell of injected parameters."""
    reason = reason.strip().splitlines()[0]
    if cell is None:
        return NotebookError(None, "", reason)
    own = [other for other in node["cells"] if "injected-parameters" not in other["metadata"].get("tags", ())]
    number = next((n for n, other in enumerate(own, 1) if other is cell), 1)
    return NotebookError(number, heading(own, number), reason, "".join(cell["source"]))


def _stopped(node: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the cell at which a run ended without a word: the last one that papermill began."""
    begun = [cell for cell in node["cells"] if cell["metadata"].get("papermill", {}).get("start_time")]
    return begun[-1] if begun else None


def heading(cells: Sequence[Mapping[str, Any]], number: int) -> str:
    """Return the last heading of *cells* at or above the one with *number*, counted from 1."""
    told = "start"
    for cell in cells[:number]:
        lines = "".join(cell["source"]).splitlines() if cell["cell_type"] == "markdown" else []
        told = next((line.lstrip("# ") for line in reversed(lines) if line.startswith("#")), told)
    return told


def missing(cell: Mapping[str, Any]) -> str | None:
    """
    Return what is missing from an executed *cell*, or None if it is complete.

    A cell that ends in an expression must show it: a kernel can lose an output (a lone surrogate is enough) and
    still report success.
    """
    if cell["cell_type"] != "code":
        return None
    if cell.get("execution_count") is None:
        return "was not executed"
    if any(output["output_type"] == "error" for output in cell["outputs"]):
        return "ended in an error"
    if (many := len(cell["outputs"])) > MOST_OUTPUTS:
        return f"shows {many:,} things: more than {MOST_OUTPUTS}"
    if (long := sum(map(_length, cell["outputs"]))) > MOST_SHOWN:
        return f"shows {long:,} characters: more than {MOST_SHOWN:,}"
    # A kernel that loses what was printed complains of it, with this machine's paths, and reports success.
    if complaint := [line for output in cell["outputs"] if output.get("name") == "stderr" for line in _lines(output)]:
        return f"complained: {complaint[-1]}"
    if _ends_in_an_expression(cell) and not any(out.get("data") or out.get("text") for out in cell["outputs"]):
        return "shows nothing where it should"
    return None


def _ends_in_an_expression(cell: Mapping[str, Any]) -> bool:
    try:
        body = ast.parse("".join(cell["source"])).body
    except SyntaxError:  # a command of the kernel's own, which need not show anything
        return False
    return bool(body) and isinstance(body[-1], ast.Expr)


def _lines(output: Mapping[str, Any]) -> list[str]:
    return [line for line in "".join(output.get("text", "")).splitlines() if line.strip()]


def _length(output: Mapping[str, Any]) -> int:
    return sum(len(str(part)) for part in (output.get("text", ""), *output.get("data", {}).values()))
