"""The one script that makes figures answer, for pages and notebooks. Pure: package text out.

It adds to drawings that are whole without it: a tooltip, a filter by voice and period, the passage of a chosen mark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def script() -> str:
    """Return the script; where it stands twice, the second only looks for figures that are new."""
    return (files(__package__) / "live.js").read_text(encoding="utf-8")


@cache
def css() -> str:
    """Return the rules of what the script shows."""
    return (files(__package__) / "live.css").read_text(encoding="utf-8").strip()
