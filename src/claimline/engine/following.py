"""Follow a rule over the rows of a joint, and keep what the joint before it has where all is as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claimline.engine.asides import DRAWN, ENDS, SUMS, aside, read, rows_of
from claimline.engine.gathering import Mark, codes_in
from claimline.engine.marks import code
from claimline.engine.planning import Joint
from claimline.engine.weighing import linked
from claimline.engine.work import Task
from claimline.model import Claim, Link
from claimline.store.arrow import to_arrow
from claimline.weigh.across import RULES, Place, groups, handed_on
from claimline.weigh.framing import Pages
from claimline.weigh.within import unstated

Tables = Mapping[str, pa.Table]
Held = tuple[Mark, Any]
#: Links with their code, and the ends of spans with code and span.
Links = list[tuple[int, Link]]
Ends = list[tuple[int, int, Claim]]
#: A link that goes from one span to the next is of no bucket.
_OVER = -1


def follow(task: Task, joint: Joint, turns: Iterable[Sequence[Held]], said: Set[frozenset[str]]) -> Tables:
    """
    Return the tables of *joint*, of which *turns* have the rows that are due: links, and what the next joint can use.

    *said* has the pairs of rows of which a text itself says how they stand.
    """
    found = _kept(task, joint)
    for held in turns:
        links, ends = _drawn(joint, held, said)
        found[ENDS].append(_ends_table(ends))
        _tell(found, links)
    handed = _together(found[ENDS], "code", "span")
    _tell(found, [(_OVER, link) for link in unstated(_over(joint.kind, handed), said)])
    drawn = _together(found["links"], "document", "start", "end", "id")
    return {
        "links": drawn.drop_columns("code"),
        "problems": _together(found["problems"], "id", "rule"),
        SUMS: aside(SUMS, sorted(joint.sums.items())),
        DRAWN: drawn.select(["code"]),
        ENDS: handed,
    }


def _drawn(joint: Joint, held: Sequence[Held], said: Set[frozenset[str]]) -> tuple[Links, Ends]:
    """Return the links between the rows that are *held*, and the ends of their spans."""
    rule, known = RULES[joint.kind], _pages(held)
    links: Links = []
    ends: Ends = []
    for one in groups(Place(rule.key(row), mark.span, mark.beside, row) for mark, row in held):
        bucket = code(joint.kind, one.key, one.span)
        links += [(bucket, link) for link in unstated(rule.links(one.own, one.beside, known), said)]
        ends += [(bucket, one.span, row) for row in rule.ends(one.own)]
    return links, ends


def _tell(found: dict[str, list[pa.Table]], links: Links) -> None:
    """Put *links* into what is *found*, and the problems that they tell of."""
    found["links"].append(_links_table(links))
    found["problems"].append(linked(link for _, link in links)["problems"])


def _pages(held: Sequence[Held]) -> Pages:
    return Pages(
        heads={row.id for mark, row in held if mark.head},
        own={row.id for mark, row in held if mark.own},
        doubted={row.id for mark, row in held if mark.doubted},
        many={row.document for mark, row in held if mark.many},
    )


def _over(kind: str, ends: pa.Table) -> Iterator[Link]:
    """Yield the links from span to span, of which *ends* has the first and the last rows."""
    spans: Any = ends["span"].to_pylist()
    told = zip(spans, rows_of("claims", ends), strict=True)
    yield from handed_on(kind, ((RULES[kind].key(row), span, row) for span, row in told))


def _kept(task: Task, joint: Joint) -> dict[str, list[pa.Table]]:
    """Return what the joint before *joint* has of the buckets that are not due, by table; links have their codes."""
    found: dict[str, list[pa.Table]] = {"links": [], "problems": [], ENDS: []}
    still = codes_in(set(joint.sums).difference(*joint.due))
    if joint.before is None or not len(still):
        return found
    links, drawn, problems, ends = (read(task.folder, joint.before, one) for one in ("links", DRAWN, "problems", ENDS))
    if links is not None and drawn is not None:
        links = links.append_column("code", drawn["code"]).filter(pc.is_in(drawn["code"], still))
        found["links"] = [links]
        if problems is not None:
            found["problems"] = [problems.filter(pc.is_in(problems["id"], links["id"].combine_chunks()))]
    if ends is not None:
        found[ENDS] = [ends.filter(pc.is_in(ends["code"], still))]
    return found


def _links_table(rows: Links) -> pa.Table:
    codes: Any = pa.array([code for code, _ in rows], pa.int32())
    return to_arrow("links", [link for _, link in rows]).append_column("code", codes)


def _ends_table(rows: Ends) -> pa.Table:
    """Return *rows*, code, span and claim, as a table; what stands around a claim is of no use there."""
    codes: Any = pa.array([code for code, *_ in rows], pa.int32())
    spans: Any = pa.array([span for _, span, _ in rows], pa.int32())
    claims = to_arrow("claims", [row for *_, row in rows]).drop_columns("context")
    return claims.append_column("code", codes).append_column("span", spans)


def _together(tables: Sequence[pa.Table], *by: str) -> pa.Table:
    """Return the rows of *tables* in the order of the columns *by*, and in memory as if they had been made at once."""
    first, *others = tables
    whole = pa.concat_tables([first, *(one.cast(first.schema) for one in others)])
    return whole.sort_by([(name, "ascending") for name in by]).combine_chunks()
