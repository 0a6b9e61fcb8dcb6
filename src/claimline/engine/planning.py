"""Say what joins the units of an extract, and what of that is to be done: which rows are held against each other anew.

Which rows belong together is marked (`marks`). A joint is a range of buckets of one kind; its name is drawn from the
sums of all that is marked there. A document that is added has the joints made again in which its rows stand, and of
these only the buckets: what came of the others is taken from the joint that was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimline.engine.asides import SUMS, read
from claimline.engine.marks import BUCKETS, BY_SPAN, DOUBT, EVENT, SIDE, Totals, codes
from claimline.engine.work import Task, named
from claimline.weigh.across import RULES

#: Rows of a joint, at most if it can be halved: it is soon written again, and there are not too many files.
USUAL = 20_000
#: Rows that a worker holds at once, about, and those below which no second worker is worth its reading.
AT_ONCE, WORTH_IT = 150_000, 20_000


@dataclass(frozen=True, slots=True)
class Joint:
    """
    Some buckets of one kind. Of one that is to be made it is known what is in it, by code: the sums of what is marked.

    Its codes are `due` in turns, each of which a worker can hold; they have so many `rows`. `before` is the part that
    has what came of the others.
    """

    name: str
    kind: str
    codes: range
    sums: Mapping[int, int] = field(default_factory=dict)
    due: tuple[frozenset[int], ...] = ()
    rows: int = 0
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """Joints that are made at once, of rows in *parts*."""

    name: str
    joints: tuple[Joint, ...]
    parts: Sequence[str]


def joints(task: Task, totals: Totals) -> Iterator[Joint]:
    """Yield the joints of all that *totals* has been told is marked; where there is one row, there is none."""
    for kind in (*RULES, EVENT):
        for own in _cut(kind, totals):
            if totals.number(own) > 1:
                yield _joint(task, kind, own, totals.told(own))
    # What those whose doubts are told state themselves: few claims are of any use, and few are held.
    for own in _cut(SIDE, totals):
        doubts = codes(DOUBT)[own.start % BUCKETS :][: len(own)]
        if totals.number(own) and totals.number(doubts):
            yield _joint(task, DOUBT, own, totals.told(own), totals.told(doubts))


def _joint(task: Task, kind: str, own: range, *told: str) -> Joint:
    return Joint(named(f"{kind}-{own.start:06d}", task, str(len(own)), *told), kind, own)


def _cut(kind: str, totals: Totals) -> Iterator[range]:
    """Yield the codes of *kind* in ranges, each halved as long as it has more rows than usual."""
    # What is handed on from span to span is of one key: all of its buckets are of one joint.
    least = BY_SPAN if kind in RULES and RULES[kind].over else 1
    waiting = [codes(kind)]
    while waiting:
        own = waiting.pop()
        if len(own) > least and totals.number(own) > USUAL:
            middle = len(own) // 2
            waiting += [own[middle:], own[:middle]]
        else:
            yield own


def renewed(folder: Path, made: Iterable[Joint], totals: Totals, there: Iterable[str]) -> Iterator[Joint]:
    """Yield the joints that are to be *made*, less what one of the parts that are *there* has of the same buckets."""
    known = {_range(name): name for name in sorted(there)}
    for joint in made:
        before, sums = known.get(_range(joint.name)), totals.there(joint.codes)
        held = read(folder, before, SUMS) if before else None
        stood = dict(zip(held["code"].to_pylist(), held["sum"].to_pylist(), strict=True)) if held else {}
        due = [one for one, total in sums.items() if stood.get(one) != total]
        turns, rows = _turns(joint.kind, due, totals), totals.number(due)
        yield replace(joint, sums=sums, due=turns, rows=rows, before=before if stood else None)


def _range(name: str) -> str:
    """Return which buckets the joint of this *name* has: the name without what it is drawn from."""
    return name.rpartition("-")[0]


def _turns(kind: str, due: Iterable[int], totals: Totals) -> tuple[frozenset[int], ...]:
    """Return the codes *due* in turns, one or more: by a rule, buckets of one key can be more than a worker holds."""
    if kind not in RULES:
        return (frozenset(due),)
    turns: list[set[int]] = [set()]
    rows = 0
    for one in sorted(due):
        more = totals.number([one])
        if turns[-1] and rows + more > AT_ONCE:
            turns.append(set())
            rows = 0
        turns[-1].add(one)
        rows += more
    return tuple(map(frozenset, turns))


def loads(due: Sequence[Joint], parts: Sequence[str], workers: int) -> Iterator[Load]:
    """
    Yield the joints that are *due* in loads that a worker can hold, and that keep so many *workers* busy.

    Every load reads all parts, so that a load should be as large as it can.
    """
    most = min(AT_ONCE, max(WORTH_IT, sum(one.rows for one in due) // workers + USUAL))
    held: list[Joint] = []
    rows = 0
    for joint in due:
        if held and rows + joint.rows > most:
            yield Load(held[0].name, tuple(held), parts)
            held, rows = [], 0
        held.append(joint)
        rows += joint.rows
    if held:
        yield Load(held[0].name, tuple(held), parts)
