"""The renderer of Vega-Lite: here, or in a process that draws for many.

It takes a third of a second to start and is slow with its first charts, so that processes which each draw a few have
one process draw for them all. What it returns depends on the spec alone. Whoever gets no answer draws for itself, so
that a spec which cannot be drawn fails where it was asked for, with the renderer's own words.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

#: Seconds that the process which draws for others may take over one chart.
PATIENCE = 20
_ask: Callable[[str], str] | None = None


def svg(spec: Mapping[str, Any]) -> str:
    """Return *spec*, which loads nothing, as SVG in the renderer's own words. Raises ValueError where it cannot."""
    if _ask is not None:
        try:
            return _ask(json.dumps(spec))
        except (OSError, EOFError, TypeError, ValueError):
            share(None)
    return drawn(spec)


def drawn(spec: Mapping[str, Any]) -> str:
    """Return *spec* as SVG, drawn by this process. Raises ValueError where it cannot be drawn."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[]))


def share(way: socket.socket | None) -> None:
    """Have what listens at the other end of *way* draw for this process and those forked from it; None: nobody."""
    global _ask
    _ask = _Asked(way) if way else None


class _Asked:
    """Asks for drawings over a connection of this process's own, which it makes when it first asks."""

    def __init__(self, way: socket.socket) -> None:
        self._way = way
        self._line: Connection | None = None

    def __call__(self, spec: str) -> str:
        if self._line is None:
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._way, [b"."], [theirs.fileno()])
            self._line = Connection(ours.detach())
        self._line.send_bytes(spec.encode())
        if not self._line.poll(PATIENCE):
            raise TimeoutError("no drawing came")
        answer = self._line.recv_bytes()
        if not answer:
            raise ValueError("it cannot be drawn")
        return answer.decode()
