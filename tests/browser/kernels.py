"""A notebook run here and now, without a kernel: for pages of many extracts in seconds."""

import ast
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def executed(name: str, **parameters: object) -> dict:
    """Return the notebook *name* with what its cells show, given *parameters*."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = _run("".join(cell["source"]), names)
            names |= parameters if "parameters" in cell["metadata"].get("tags", ()) else {}
    return notebook


def _run(source: str, names: dict[str, object]) -> list[dict]:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return []
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)._repr_mimebundle_()
    data, metadata = json.loads(json.dumps(shown if isinstance(shown, tuple) else (shown, {})))
    return [{"output_type": "execute_result", "data": data, "metadata": metadata}]
