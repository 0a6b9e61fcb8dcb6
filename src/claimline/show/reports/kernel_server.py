"""The process that kernels are forked from: it imports, waits for orders, forks, and tells how each kernel ended.

What may be imported here: modules that start no thread of Python's, open no file, and keep nothing that should differ
between two kernels. A kernel forked while a second thread ran could inherit a lock that nobody lets go of, so the
threads are counted before every fork. Those of numpy and pyarrow are not Python's: these libraries stop them and start
them again around a fork. pyplot is left out: it ties itself to the kernel that imports it, and one imported before
would lose that kernel's figures without a word.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from claimline.show.drawing import renderer
from claimline.show.page import rendering
from claimline.show.reports import drawing_server

_IMPORTS = (
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel_launcher",
    "pandas",
    "claimline.show.changed",
    "claimline.show.charts",
    "claimline.show.evidence",
    "claimline.show.findings",
    "claimline.show.movement",
    "claimline.show.positions",
    "claimline.show.quality",
    "claimline.show.reports.reads",
    "claimline.show.selection",
    "claimline.store",
    "claimline.weigh.tables",
)
# What only some notebooks need.
_RARE = ("matplotlib.backends.backend_svg", "matplotlib.figure")
_ORDER_BYTES = 1 << 20
# What comes with an order: the way back to whoever gave it, and the kernel's stdin, stdout and stderr.
_FILES = 4


def serve(way: socket.socket, names: Sequence[str]) -> None:
    """Import *names*; fork a kernel for each order that comes by *way*, until nobody holds its other end any more."""
    drawing = drawing_server.start(way)
    renderer.share(drawing)
    environment = _imported(names)
    with suppress(OSError):
        drawing.send(b".")  # it gets ready now and not before: a single report waits for these imports first
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    kernels: dict[socket.socket, int] = {}
    while True:
        ready, _, _ = select.select([way, woken, *kernels], [], [])
        if woken in ready:
            woken.recv(4096)
        for back in [back for back in ready if back in kernels]:  # whoever gave this order is gone
            _end(kernels[back])
        _reap(kernels)
        if way in ready:
            content, handles, _, _ = socket.recv_fds(way, _ORDER_BYTES, _FILES)
            if not content or threading.active_count() > 1:
                break
            back = socket.socket(fileno=handles[0])
            order = json.loads(content)
            order["environment"] = environment | order["environment"]
            kernels[back] = _fork(order, handles[1:], [way, woken, wake, back, *kernels])
            back.send(str(kernels[back]).encode())
    for pid in kernels.values():
        _end(pid)


def _imported(names: Sequence[str]) -> dict[str, str]:
    """Import *names*; return what that set in the environment, for a kernel that is started has it as well."""
    before = dict(os.environ)
    for name in names:
        import_module(name)
    rendering.load()
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def _fork(order: dict[str, Any], files: list[int], ways: list[socket.socket]) -> int:
    """Return the process id of a new kernel, which has *files* as its stdin, stdout and stderr and none of *ways*."""
    server = os.getpid()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python counts threads that are not its own, and warns of them
        pid = os.fork()
    if not pid:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for way in ways:
            way.close()
        for number, handle in enumerate(files):
            os.dup2(handle, number)
    for handle in files:
        os.close(handle)
    return pid or _kernel(order, server)


def _kernel(order: dict[str, Any], server: int) -> int:
    """Be the kernel of *order*, from here to the end of this process."""
    os.environ.clear()
    os.environ.update(order["environment"], JPY_PARENT_PID=str(server))
    os.chdir(order["folder"])
    import numpy
    from ipykernel.kernelapp import IPKernelApp

    numpy.random.seed()  # or every kernel would draw the same numbers
    # It ends with its parent, which is the server and not the client that jupyter would name.
    launcher = str(import_module("ipykernel_launcher").__file__)
    sys.argv = [launcher, *order["arguments"], f"--IPKernelApp.parent_handle={server}"]
    IPKernelApp.launch_instance()
    sys.exit()


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _reap(kernels: dict[socket.socket, int]) -> None:
    """Tell whoever asked for a kernel that has ended how it did, and forget it."""
    for back, pid in list(kernels.items()):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with suppress(OSError):
                back.send(str(os.waitstatus_to_exitcode(status)).encode())
            back.close()
            del kernels[back]


if __name__ == "__main__":
    if sys.path[0] == os.getcwd():
        del sys.path[0]  # as the launcher of a kernel does; a kernel puts its own folder there
    with suppress(KeyboardInterrupt):
        serve(socket.socket(fileno=int(sys.argv[1])), (*_IMPORTS, *(() if sys.argv[2:] == ["few"] else _RARE)))
