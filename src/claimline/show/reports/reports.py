"""Make the reports: which of them are due, each executed and published whole, and the list and manifest beside them.

What decides whether a report is due is known without pandas, altair or a kernel; they are imported when one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from claimline.model import Extract
from claimline.show.reports import listing, manifest
from claimline.show.reports.orders import Order
from claimline.show.reports.reads import Rows
from claimline.show.reports.workers import Died, side_by_side
from claimline.store import read_extract, writing


@dataclass(slots=True)
class Outcome:
    """What became of each report: made, already current, or failed with a reason; and why it was due, if it was."""

    made: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    due: dict[str, list[str]] = field(default_factory=dict)
    traces: list[str] = field(default_factory=list)


def build(listed: Sequence[Order], extract: Extract, data: Path, out: Path, tell: Callable[[str], None]) -> Outcome:
    """
    Make those of *listed* that are due from the *extract* in *data* into *out*; *tell* hears of each that is done.

    They are made side by side. One that fails leaves the report that was there as it was, and all others unharmed.
    """
    outcome, entries, rows = Outcome(), manifest.read(out), Rows(extract, partial(read_extract, data))
    for order in listed:
        if why := manifest.due(out, order.name, entries.get(order.name), order.origin, rows):
            outcome.due[order.name] = why
        else:
            outcome.current.append(order.name)
    due = [order for order in listed if order.name in outcome.due]
    with writing(out):
        pass  # where nothing can be written, that is told before a kernel starts
    for number, (name, result) in enumerate(_made(due, extract, data, out), 1):
        tell(f"{number}/{len(due)} {name}{' failed' if result else ''}")
        if isinstance(result, Died):
            outcome.traces.append(result.trace)
        if result:
            outcome.failed[name] = str(result)
        else:
            outcome.made.append(name)
    with writing(out):
        listing.index(out)
    return outcome


def _made(due: Sequence[Order], extract: Extract, data: Path, out: Path) -> Iterator[tuple[str, str | Died | None]]:
    """Make each of *due*; yield its name with the reason if it failed."""
    if not due:
        return
    from claimline.show.reports import forks

    forks.start(few=len(due) == 1)  # it imports while this process does
    from claimline.show.reports.making import failed, load, make

    load()
    for order, result in side_by_side(partial(make, extract=extract, data=data, out=out), due):
        if isinstance(result, Died):
            failed(order.name, str(result), out)
        yield order.name, result
