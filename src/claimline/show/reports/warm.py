"""Kernels forked from one process that has done the imports; jupyter's clients use them without knowing.

Jupyter asks a *provisioner* to start a kernel. This one, `claimline-warm`, has a server (`kernel_server`) fork it, and
starts it as always wherever a fork would not be the very same kernel: on another system than Linux, with another Python
or launcher, with other settings that Python or a drawing library reads at its start, or where no server answers.
papermill, nbclient and nbval use it where the environment variable CHOICE names it.

The server is reached by a pair of sockets without a name, so that nobody else can. It ends when the last process that
holds the other end does, however that ends; a kernel ends with the process that asked for it.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

#: The name by which jupyter knows this provisioner, that of its own, and the variable that says which one to use.
NAME, COLD = "claimline-warm", "local-provisioner"
CHOICE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
#: Seconds that the server may take to import and to fork.
PATIENCE = 60
_LAUNCHER = ["-m", "ipykernel_launcher"]
_UNDERSTOOD = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}
_READ_AT_START = ("PYTHON", "MPL", "MATPLOTLIB", "LANG", "LC_", "LD_")
# A kernel sets this after its start; matplotlib, imported before, would not see it and lose the figures of pyplot.
_INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


class Server:
    """The process that kernels are forked from, and this process's end of the way to it."""

    def __init__(self) -> None:
        self.way, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.settings = _settings(os.environ)
        command = [sys.executable, "-m", "claimline.show.reports.kernel_server", str(other.fileno())]
        with other:
            self.process = subprocess.Popen(
                command,
                env={**_INLINE, **os.environ},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        self._owner = os.getpid()
        atexit.register(self.close)

    def fork(self, arguments: list[str], folder: str, environment: Mapping[str, str], files: list[int]) -> Forked:
        """Return a new kernel in *folder*; *files* are its stdin, stdout and stderr. Raises OSError or ValueError."""
        if _settings(environment) != self.settings:
            raise ValueError("other settings than the server was started with")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        order = json.dumps({"arguments": arguments, "folder": folder, "environment": dict(environment)})
        with theirs:
            socket.send_fds(self.way, [order.encode()], [theirs.fileno(), *files])
        ours.settimeout(PATIENCE)
        return Forked(int(ours.recv(32)), ours)

    def close(self) -> None:
        """Let go of the server, which then ends; only who started it waits until it has."""
        self.way.close()
        if self._owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(5)


class Forked:
    """A kernel that the server forked, as far as jupyter's clients need the `Popen` of one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, way: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._way = way

    def poll(self) -> int | None:
        """Return the exit code, or None while the kernel runs."""
        return self._ended(0.0)

    def wait(self) -> int | None:
        """Return the exit code when the kernel has ended."""
        return self._ended(None)

    def _ended(self, seconds: float | None) -> int | None:
        if self.returncode is None:
            self._way.settimeout(seconds)
            with suppress(BlockingIOError):
                self.returncode = int(self._way.recv(32) or -signal.SIGKILL)  # nothing: the server is gone
                self._way.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send the signal *number* to the kernel, if it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Start a kernel by a fork of the server where that gives the very same kernel, and as always where not."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel that *cmd* describes; see `LocalProvisioner`."""
        try:
            kernel = _forked(cmd, kwargs)
        except (OSError, ValueError):
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel  # type: ignore[assignment]
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info


_servers: list[Server] = []


def start() -> None:
    """Start the server, where it is wanted and can be had: it imports while the caller does something else."""
    if not _servers and sys.platform == "linux" and os.environ.get(CHOICE, NAME) == NAME:
        _servers.append(Server())


def _forked(cmd: list[str], options: Mapping[str, Any]) -> Forked:
    """Return the kernel of *cmd*, forked. Raises OSError or ValueError where that would not be the same kernel."""
    start()
    if not _servers or cmd[:3] != [sys.executable, *_LAUNCHER] or options.keys() - _UNDERSTOOD:
        raise ValueError("no kernel that can be forked")
    with open(os.devnull, "r+b", buffering=0) as nothing:
        given = [options.get(name) for name in ("stdin", "stdout", "stderr")]
        files = [_descriptor(file, number, nothing.fileno()) for number, file in enumerate(given)]
        return _servers[0].fork(cmd[3:], os.path.abspath(options.get("cwd") or "."), options["env"], files)


def _descriptor(file: Any, inherited: int, nothing: int) -> int:
    """Return the descriptor of *file* as `Popen` would take it, but that a kernel has no input."""
    if file is None:
        return inherited or nothing
    if isinstance(file, int):
        return nothing if file < 0 else file
    return int(file.fileno())


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what of *environment* is read when Python or a drawing library starts."""
    return {name: value for name, value in {**_INLINE, **environment}.items() if name.startswith(_READ_AT_START)}
