"""The process that draws for all kernels: one chart after the other, as `drawing.renderer` asks for them.

It is forked from the kernels' server before that has imported anything, and ends when nobody holds the other end of the
way to it. The renderer has threads, and so can be shared in no other way. Kernels share nothing else by it: what it
returns depends on a spec alone, and one that takes it down or keeps it busy has the others draw for themselves.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
from functools import lru_cache
from multiprocessing.connection import Connection, wait

from claimline.show.drawing import renderer

#: Bytes that it may hold: as many as a kernel, which would hold them if it drew for itself.
BYTES = 6 << 30
_FIRST = b'{"data": {"values": [{"a": 1}]}, "mark": "text", "encoding": {"text": {"field": "a"}}}'


def start(kept: socket.socket) -> socket.socket:
    """Return the way to a new process that draws. No thread may run in this one; *kept* stays its own."""
    way, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        ours.close()
        return way
    way.close()
    kept.close()
    _serve(ours)
    sys.exit()


def _serve(way: socket.socket) -> None:
    """Draw what is asked for by the connections that come by *way*, until nobody holds its other end any more."""
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    lines: list[Connection] = []
    while True:
        for ready in wait([way, *lines]):
            if ready is way:
                content, handles, _, _ = socket.recv_fds(way, 1, 1)
                if not content:
                    return
                lines += map(Connection, handles)
                _drawn(_FIRST)  # the slow part
            elif isinstance(ready, Connection) and not _answered(ready):
                lines.remove(ready)
                ready.close()


def _answered(line: Connection) -> bool:
    """Answer what came by *line*; return whether anybody is there."""
    try:
        line.send_bytes(_drawn(line.recv_bytes()))
    except (OSError, EOFError):
        return False
    return True


@lru_cache(maxsize=64)
def _drawn(spec: bytes) -> bytes:
    """Return *spec* drawn, or nothing where it cannot be. Reports of one run often show the same chart."""
    try:
        return renderer.drawn(json.loads(spec)).encode()
    except ValueError:
        return b""
