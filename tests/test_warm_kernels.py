"""Warm kernels: forked, they are the kernels that a cold start gives; they hold their limits and leave nothing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient

import claimline
from claimline.show.reports import forks
from claimline.store import write_extract

ROOT = Path(__file__).resolve().parents[1]
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
SERVER = "claimline.show.reports.kernel_server"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The notebooks beside an extract that is made by the code of today."""
    folder = tmp_path_factory.mktemp("project")
    write_extract(claimline.extract_seeds(ROOT / "seeds"), folder / "data")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


def executed(
    notebook: nbformat.NotebookNode, provisioner: str, folder: Path = ROOT, **options: object
) -> nbformat.NotebookNode:
    """Return *notebook* run in *folder* by a kernel that *provisioner* started."""
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, provisioner
    try:
        here = {"metadata": {"path": str(folder)}}
        return NotebookClient(notebook, kernel_name="python3", resources=here, **options).execute()
    finally:
        factory.default_provisioner_name = before


def shown(codes: Sequence[str], provisioner: str = forks.NAME) -> list[dict]:
    """Return the outputs of cells of these *codes*."""
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    done = executed(nbformat.v4.new_notebook(cells=cells), provisioner)
    return [output for cell in done.cells for output in cell.outputs]


def told(code: str) -> str:
    [output] = shown([code])
    return output["data"]["text/plain"]


@pytest.mark.parametrize("name", NAMES)
def test_warm_is_cold(name, project):
    """Every output of every notebook is the same whether its kernel was forked or started, figures and all."""
    path = project / "notebooks" / f"{name}.ipynb"
    warm_, cold = (executed(nbformat.read(path, 4), one, path.parent) for one in (forks.NAME, forks.COLD))

    assert [cell.get("outputs") for cell in warm_.cells] == [cell.get("outputs") for cell in cold.cells]
    assert sum(len(cell.get("outputs", ())) for cell in warm_.cells) >= 4


STATE = (
    "import os, resource, signal, sys, threading, warnings, pandas, matplotlib.figure",
    "sys.path, sys.argv[0], sys.flags, __name__, sys.warnoptions",
    "os.getcwd(), sorted(os.environ), os.getpgrp() == os.getsid(0) == os.getpid()",
    "[signal.getsignal(one) for one in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)]",
    "[resource.getrlimit(one) for one in (resource.RLIMIT_DATA, resource.RLIMIT_NOFILE)]",
    "sorted(type(thread).__name__ for thread in threading.enumerate())",
    "matplotlib.get_backend(), dict(matplotlib.rcParams)",
    "sorted((one[0], one[2].__name__, one[4]) for one in warnings.filters)",
)


def test_a_forked_kernel_is_in_the_state_of_a_started_one():
    """Path, arguments, environment, signals, limits, threads, settings and warnings are those of a cold start."""
    warm_, cold = (shown(STATE, one) for one in (forks.NAME, forks.COLD))

    assert warm_ == cold
    assert len(warm_) == len(STATE) - 1


def test_libraries_with_threads_of_their_own_work_after_the_fork():
    """pyarrow and numpy compute on several threads, and pyplot shows its figure, in a kernel that was forked."""
    code = """
import numpy, pyarrow, pyarrow.compute
from matplotlib import pyplot
matrix = numpy.random.default_rng(1).random((700, 700))
table = pyarrow.table({"key": [n % 7 for n in range(200_000)], "value": list(range(200_000))})
summed = table.group_by("key", use_threads=True).aggregate([("value", "sum")]).num_rows
pyplot.plot([1, 2, 3])
print(summed, numpy.allclose(matrix @ numpy.linalg.inv(matrix), numpy.eye(700)), pyarrow.cpu_count() > 0)
"""
    outputs = shown([code])

    assert ["".join(out["text"]) for out in outputs if out["output_type"] == "stream"] == ["7 True True\n"]
    assert [out for out in outputs if "image/png" in out.get("data", {})]


def test_kernels_do_not_share_their_chance():
    """Two kernels draw different numbers, from the standard library and from numpy."""
    code = "import random, numpy; random.random(), float(numpy.random.random())"

    assert len({*eval(told(code)), *eval(told(code))}) == 4


def test_a_kernel_is_forked_only_if_it_would_be_the_same(monkeypatch):
    """With another hash seed than the server's, or without a server that answers, the kernel is started as always."""
    parent = "import os; open(f'/proc/{os.getppid()}/cmdline').read()"
    assert SERVER in told(parent)

    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert SERVER not in told(parent)
    monkeypatch.undo()

    server = forks.Server()
    server.process.kill()
    monkeypatch.setattr(forks, "servers", [server])
    assert SERVER not in told(parent)


DRAW = """
import os, signal, sys, threading
from pathlib import Path
from claimline.show.drawing import renderer
spec = {"data": {"values": [{"a": "x < y"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}}
near = [one.name for one in Path("/proc").iterdir() if one.name.isdigit() and one.name != str(os.getpid())]
stats = {one: Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in near}
[drawer] = [int(one) for one, stat in stats.items() if stat[1] == str(os.getppid()) == stat[2] and stat[0] != "Z"]
shared, here = renderer.svg(spec), "vl_convert" in sys.modules
"""


def test_a_chart_that_cannot_be_drawn_fails_where_it_was_asked_for():
    """The kernel is told in the renderer's own words, and draws its next chart."""
    cannot = "try: renderer.svg({**spec, 'mark': 'nosuch'})\nexcept ValueError as told: print('Vega-Lite' in str(told))"
    outputs = shown([DRAW.partition("near = ")[0], cannot, "len(renderer.svg(spec)) > 500"])

    assert outputs[0]["text"] == "True\n"
    assert outputs[1]["data"]["text/plain"] == "True"


def test_one_process_draws_for_all_kernels():
    """A forked kernel has another process draw, to the letter what it would draw itself, until nobody answers there."""
    ends = "os.kill(drawer, signal.SIGKILL); alone = renderer.svg(spec)"
    outputs = shown([DRAW, "shared == renderer.drawn(spec), here", ends, "shared == alone, len(alone) > 500"])

    assert [output["data"]["text/plain"] for output in outputs] == ["(True, False)", "(True, True)"]


def test_a_cell_that_hangs_can_be_interrupted():
    """What jupyter does to a kernel reaches one that was forked."""
    cells = [nbformat.v4.new_code_cell(code) for code in ("import time; time.sleep(60)", "1 + 1")]

    notebook = executed(
        nbformat.v4.new_notebook(cells=cells), forks.NAME, timeout=2, interrupt_on_timeout=True, allow_errors=True
    )

    assert notebook.cells[0].outputs[-1]["ename"] == "KeyboardInterrupt"
    assert notebook.cells[1].outputs[0]["data"]["text/plain"] == "2"


def test_nothing_is_left_when_the_client_is_killed(tmp_path):
    """When the process that asked for kernels is killed, its server and its kernels are gone with it."""
    program = f"""
import sys, time
sys.path.insert(0, {str(ROOT / "tests")!r})
import test_warm_kernels as t
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
KernelProvisionerFactory.instance().default_provisioner_name = t.forks.NAME
manager = KernelManager(kernel_name="python3", connection_file={str(tmp_path / "kernel.json")!r})
manager.start_kernel()
print(t.forks.servers[0].process.pid, manager.provisioner.pid, flush=True)
time.sleep(60)
"""
    client = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    ids = [int(word) for word in client.stdout.readline().split()]
    assert len(ids) == 2
    assert all(Path(f"/proc/{one}").exists() for one in ids)

    client.send_signal(signal.SIGKILL)
    client.wait()
    client.stdout.close()
    ends = time.monotonic() + 10
    while any(_alive(one) for one in ids) and time.monotonic() < ends:
        time.sleep(0.05)

    assert not [one for one in ids if _alive(one)]


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_way_to_the_server_has_no_name():
    """No file and no address leads to the server: this process holds one end of its only way."""
    told("1")
    [server] = forks.servers

    assert server.way.getsockname() in ("", b"")
    assert server.way.getpeername() in ("", b"")
    assert not os.get_inheritable(server.way.fileno())
