"""Keep labels apart: the one placement rule that every chart shares. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def dodged(wanted: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Return levels as near to the *wanted* ones as can be, *apart* px from one another, from *top* to *bottom*.

    Order is kept. Where they cannot all fit, they run on past the bottom rather than overlap.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    levels: list[float] = []
    for index in order:
        levels.append(max(wanted[index], top, levels[-1] + apart if levels else top))
    limit = bottom
    for position in range(len(levels) - 1, -1, -1):
        levels[position] = max(min(levels[position], limit), top + apart * position)
        limit = levels[position] - apart
    placed = dict(zip(order, levels, strict=True))
    return [round(placed[index], 2) for index in range(len(wanted))]
