"""On which days an answer can have been given, from the time words beside it or else from its page. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claimline.model import Attribution, Time

#: The first and the last day of something, ISO; an open side is None.
Days = tuple[str | None, str | None]

#: Characters between a time expression and the words that it dates: "on", a comma, a blank.
_BESIDE = 5
#: Roles of a time expression that never date a statement.
_SIDELINED = frozenset({"attributive", "background", "state", "digest-header"})


def said(row: Attribution, others: Sequence[Attribution], times: Sequence[Time], published: str | None) -> Days:
    """
    Return the days on which *row* was said; *others* and *times* are those of its document.

    A time expression right beside the source, the cue or the content dates it ("Brady said on Sunday"); of words that
    are quoted or told of, so does one beside who says them. Otherwise they were said by the last day on which the
    document can have been *published*.
    """
    dated = [time for time in times if time.earliest and time.latest and time.role not in _SIDELINED]
    around = [one for one in others if one.actor == row.actor and covers(one, row.cue_start)]
    for one in (row, *around):
        for time in dated:
            if not covers(one, time.start) and any(_beside(time, *span) for span in _spans(one)):
                return time.earliest, time.latest
    return None, published


def covers(row: Attribution, place: int) -> bool:
    """Tell whether *place* stands in what *row* says."""
    return (
        row.content_start is not None and row.content_end is not None and row.content_start <= place < row.content_end
    )


def shifted(day: str, days: int) -> str:
    """Return the day so many *days* after *day*, both ISO; beyond the years 1 to 9999 the nearest that there is."""
    number = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


def _spans(row: Attribution) -> list[tuple[int, int]]:
    spans = [(row.source_start, row.source_end), (row.cue_start, row.cue_end), (row.content_start, row.content_end)]
    return [(start, end) for start, end in spans if start is not None and end is not None]


def _beside(time: Time, start: int, end: int) -> bool:
    return start - _BESIDE <= time.end and time.start <= end + _BESIDE
