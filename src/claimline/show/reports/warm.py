"""Kernels forked from one process that has done the imports; jupyter's clients use them without knowing.

Jupyter asks a *provisioner* to start a kernel. This one, `claimline-warm`, has a server (`forks`) fork it, and starts
it as always wherever a fork would not be the very same kernel: on another system than Linux, with another Python or
launcher, with other settings that Python or a drawing library reads at its start, or where no server answers.
papermill, nbclient and nbval use it where the environment variable `forks.CHOICE` names it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from claimline.show.reports import forks

_LAUNCHER = ["-m", "ipykernel_launcher"]
_UNDERSTOOD = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}


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


def _forked(cmd: list[str], options: Mapping[str, Any]) -> forks.Forked:
    """Return the kernel of *cmd*, forked. Raises OSError or ValueError where that would not be the same kernel."""
    forks.start()
    if not forks.servers or cmd[:3] != [sys.executable, *_LAUNCHER] or options.keys() - _UNDERSTOOD:
        raise ValueError("no kernel that can be forked")
    with open(os.devnull, "r+b", buffering=0) as nothing:
        given = [options.get(name) for name in ("stdin", "stdout", "stderr")]
        files = [_descriptor(file, number, nothing.fileno()) for number, file in enumerate(given)]
        return forks.servers[0].fork(cmd[3:], os.path.abspath(options.get("cwd") or "."), options["env"], files)


def _descriptor(file: Any, inherited: int, nothing: int) -> int:
    """Return the descriptor of *file* as `Popen` would take it, but that a kernel has no input."""
    if file is None:
        return inherited or nothing
    if isinstance(file, int):
        return nothing if file < 0 else file
    return int(file.fileno())
