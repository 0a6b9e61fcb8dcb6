"""The process that kernels are forked from, and a kernel forked from it, as the process sees them that asks for them.

The server (`kernel_server`) is reached by a pair of sockets without a name, so that nobody else can. It ends when the
last process that holds the other end does, however that ends; a kernel ends with the process that asked for it.
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

#: The name by which jupyter knows the provisioner that asks for these kernels, that of its own, and the variable that
#: says which one to use.
NAME, COLD = "claimline-warm", "local-provisioner"
CHOICE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
#: Seconds that the server may take to import and to fork.
PATIENCE = 60
# What a kernel, and what draws for it, reads when it starts and never again.
_READ_AT_START = ("PYTHON", "MPL", "MATPLOTLIB", "LANG", "LC_", "LD_", "TZ")
# A kernel sets this after its start; matplotlib, imported before, would not see it and lose the figures of pyplot.
_INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
# Every kernel imports a debugger, which would complain on stderr that Python's own modules are frozen.
_QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class Server:
    """The process that kernels are forked from, and this process's end of the way to it.

    For `few` kernels it imports less before it forks: each imports for itself what only some notebooks need.
    """

    def __init__(self, *, few: bool = False) -> None:
        self.way, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.settings = _settings(os.environ)
        command = [sys.executable, "-m", "claimline.show.reports.kernel_server", str(other.fileno())]
        command += ["few"] * few
        with other:
            self.process = subprocess.Popen(
                command,
                env={**_INLINE, **_QUIET, **os.environ},
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
        """End the kernel, and see that it has: who asks too early asks again after a tenth of a second."""
        self.send_signal(signal.SIGKILL)
        with suppress(TimeoutError):
            self._ended(1.0)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


servers: list[Server] = []


def start(*, few: bool = False) -> None:
    """Start the server, where it is wanted and can be had: it imports while the caller does something else."""
    if not servers and sys.platform == "linux" and os.environ.get(CHOICE, NAME) == NAME:
        servers.append(Server(few=few))


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what of *environment* is read when Python or a drawing library starts."""
    return {name: value for name, value in {**_INLINE, **environment}.items() if name.startswith(_READ_AT_START)}
