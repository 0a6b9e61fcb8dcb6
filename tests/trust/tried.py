"""The faults that are tried, what is expected of each, and how many of those tried in this run were survived."""

import os

#: Whether this is the long run: `make soak`.
SOAK = bool(os.environ.get("CLAIMLINE_SOAK"))

#: In the order of the published table: the fault, and what is expected.
FAULTS = {
    "payload": ("markup, script or a formula wherever text can reach a page", "shown as written, inert, nothing moves"),
    "tap": ("the same payloads, watched by a listener on this machine", "no request, no navigation"),
    "killed": ("kill -9 at random moments of extract and report", "old or new, never torn; the next run sweeps"),
    "stopped": ("kill -9 before every write, fsync and rename", "old or new, never torn; the next run sweeps"),
    "refused_call": ("the n-th open, write, fsync or rename fails (ENOSPC, EIO, EACCES)", "old stays; a line says so"),
    "full": ("a full file system, a folder that takes no file", "old stays; a line says so"),
    "at_once": ("two and eight runs at once, with a reader", "whole and of one run, whenever it is read"),
    "kernel": ("kernel killed, hung, out of memory, flooding, printing no text", "not published, the cell named"),
    "encoding": ("encodings, byte order marks, damaged bytes", "exact and recorded, or refused with the byte"),
    "file": ("special files, links, odd names, files too large, too deep", "refused by name, nothing waited for"),
    "spelling": ("spellings of numbers", "exact, refused or flagged"),
    "sign": ("signs that hide, reorder or imitate, in figures and dates", "flagged, and no value from them"),
    "size": ("lines, tags and lists without end", "refused, or about linear"),
    "property": ("texts made up by Hypothesis", "quotes hold, same again, nothing raises"),
    "fuzz": ("texts made up by a coverage-guided fuzzer", "quotes hold, nothing raises"),
    "pattern": ("each pattern on its own worst text, once and doubled", "at most 2.5 times the work"),
    "extract": ("an extract changed after it was written", "refused, or the same rows"),
    "report": ("a published report or what it rests on changed", "told by `claimline verify`"),
    "bytes": ("other time zone, locale, hash seed, folder, order of files", "the same bytes"),
    "metamorphic": ("documents twice, more and fewer", "only what must change does"),
    "number": ("each number on each report page", "leads to its words, or is computed from what does"),
    "message": ("refusals", "one line: file, reason, remedy; no traceback"),
}  # fmt: skip

_tally: dict[str, list[int]] = {}


def survived(fault: str, passed: int = 1, tried: int = 1) -> None:
    """Count *passed* of *tried* for *fault*, a key of FAULTS; a test that saw fewer pass fails here."""
    assert fault in FAULTS
    counted = _tally.setdefault(fault, [0, 0])
    counted[0] += passed
    counted[1] += tried
    assert passed == tried, f"{FAULTS[fault][0]}: {passed} of {tried}"


def tally() -> dict[str, tuple[int, int]]:
    """Return how many of those tried were survived, by fault, in the order of FAULTS."""
    return {fault: (_tally[fault][0], _tally[fault][1]) for fault in FAULTS if fault in _tally}


def rounds(short: int, long: int) -> int:
    """Return how often to try: *short* in `make test`, *long* in `make soak`."""
    return long if SOAK else short
