"""Choose the rows that a report is about. Pure: an extract in, a smaller extract out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimline.model import PARTIAL, Claim, Event, Extract, Stance


def cutoff(extract: Extract, as_of: str | None = None) -> str | None:
    """Return the day up to which *extract* is read: *as_of*, or else the latest day on which a document was published.

    There is no clock in a report: without either, nothing is cut off and None is returned.
    """
    return as_of or max((row.published_latest for row in extract.documents if row.published_latest), default=None)


def partly(extract: Extract) -> str:
    """Return, as sentences that follow others, what is said of an extract of which only a part has been read."""
    return "".join(f" {row.message}." for row in extract.problems if row.rule == PARTIAL and not row.id)


def select(
    extract: Extract,
    *,
    measures: Sequence[str] = (),
    actors: Sequence[str] = (),
    issue: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Extract:
    """
    Return *extract* with the claims, stances and events that were asked for; an empty sequence and None ask for all.

    *actors* are codes of actors or of their blocs: who speaks, or who acts or is acted upon. A row is kept if the days
    on which it may have been said, or have happened, meet [*since*, *until*]; one that no day is known of meets no such
    range. *as_of* leaves out what was certainly published or said later. Links to a row and problems go with it.
    """
    last = as_of or "9999"
    late = {row.document for row in extract.documents if (row.published_earliest or "") > last}
    members = _members(extract, actors)

    def kept(row: Claim | Stance) -> bool:
        earliest, latest = days_said(row)
        known = row.document not in late and (earliest or "") <= last
        return known and (not actors or _speaks(row, members)) and _meets(earliest, latest, since, until)

    def happened(row: Event) -> bool:
        acting = {*(row.actors or "").split("; "), *(row.recipients or "").split("; ")}
        known = row.document not in late and (not actors or bool(acting & members))
        return known and _meets(row.earliest, row.latest, since, until)

    claims = tuple(row for row in extract.claims if kept(row) and (not measures or row.measure in measures))
    stances = tuple(row for row in extract.stances if kept(row) and issue in (None, row.issue))
    events = tuple(row for row in extract.events if happened(row))
    found = replace(extract, claims=claims, stances=stances, events=events)
    left = _ids(extract) - _ids(found)
    links = tuple(row for row in extract.links if row.target not in left)
    left |= {row.id for row in extract.links} - {row.id for row in links}
    return replace(found, links=links, problems=tuple(row for row in extract.problems if row.id not in left))


def _ids(extract: Extract) -> set[str]:
    return {row.id for row in statements(extract)} | {row.id for row in extract.events}


def statements(extract: Extract) -> list[Claim | Stance]:
    """Return the claims and then the stances of *extract*, each in the order of the documents' text."""
    claims = sorted(extract.claims, key=lambda row: (row.document, row.start, row.id))
    stances = sorted(extract.stances, key=lambda row: (row.document, row.start, row.id))
    return [*claims, *stances]


def days_said(row: Claim | Stance) -> tuple[str | None, str | None]:
    """Return the earliest and the latest day on which *row* can have been said, ISO."""
    return (row.said_earliest, row.said_latest) if isinstance(row, Claim) else (row.earliest, row.latest)


def _members(extract: Extract, actors: Sequence[str]) -> set[str]:
    wanted = set(actors)
    return wanted | {code.code for code in extract.codes if code.scheme == "actor" and code.parent in wanted}


def _speaks(row: Claim | Stance, members: set[str]) -> bool:
    return row.actor_code in members or row.on_behalf_of in members


def _meets(earliest: str | None, latest: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    if earliest is None and latest is None:
        return False
    return (latest or "9999") >= (since or "") and (earliest or "") <= (until or "9999")
