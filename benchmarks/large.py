"""A large extract as a feed would give it, made from numbers alone: every table, codes and links, in bounded memory.

A part is 512 documents in the order of the corpus. In a corpus that is in order of its days a part has some hours of
one day; in one that is `mixed`, every part has documents of all three years. A row is drawn from its number alone, so
that any number of processes write the same extract.
"""

from __future__ import annotations

import datetime
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimline.codebook import codes
from claimline.model import TABLES, Code
from claimline.read.codebook import parse_codebook
from claimline.store.arrow import arrow_schema, to_arrow
from claimline.store.dataset import commit, land_part
from claimline.store.places import by_table, land_search, searches

DOCUMENTS, CLAIMS, DAYS = 512, 2_048, 3 * 365
_FIRST, _BEFORE = datetime.date(2022, 1, 1), 30
_PLACES = ("Harrow", "Selby", "Tarn", "Wick", "Morven", "Dunlin", "Astley", "Corran", "Brae", "Ferrol", "Lowick")
_BODIES = ("Harbour Board", "Council", "Fishers' Union", "Coast Guard")
_BLOCS = ("North", "South", "Coast", "Hills", "Islands", "Press")
_NOUNS = (
    *("boats", "crates", "nets", "carts", "ropes", "anchors", "lanterns", "sails", "engines", "licences", "permits"),
    *("houses", "tents", "blankets", "stoves", "bridges", "lorries", "wagons", "sheep", "cattle", "chairs", "books"),
    *("guards", "drivers", "medics", "pilots", "divers", "clerks", "masons", "welders", "drones", "trucks", "barges"),
    *("pumps", "cranes", "radios", "beacons", "ladders", "hoses", "rafts"),
)
#: Said without a number; each is counted by the measure of its place.
_DEEDS = ("boats were sent north", "crates were taken away", "nets were paid for", "carts were held back")
_ISSUES = tuple(
    f"{word}_of_{noun}" for word in ("export", "passage") for noun in ("boats", "crates", "tents", "drones")
)
_OUTLETS = ("Morning Post", "Evening Mail", "Coast Gazette", "Northern Star", "Daily Tide", "Weekly Mirror")
_ENDS = (
    "had been counted at the quay after the storm, while the road inland was still being mended",
    "had been delivered before the winter, and that more would follow as soon as the ferry ran again",
    "had been lost in the last week alone, which officials in the town put down to the weather",
    "would be sent over the coming month if the council agreed to pay for the passage",
)
_CUES = ("said", "reported", "told reporters", "announced")
_BOUNDS = {"": "exact", "at least ": "at_least", "up to ": "at_most", "about ": "about"}
_STANDS = {
    "rules out the": "rules_out",
    "is reluctant about the": "reluctant",
    "hints at the": "hints",
    "is weighing the": "under_review",
    "commits itself to the": "commits",
}
_RELATIONS = ("supports", "contradicts", "updates", "same_proposition", "denies", "cannot_confirm", "backs_partly")
_STATED = ("supports", "denies", "cannot_confirm", "backs_partly")
_ACTORS, _UNNAMED, _NOBODY = 300, 300, 301

Numbers = Any  # an array of numpy
Texts = pa.Array


def write_extract(folder: Path, claims: int, *, mixed: bool = False, workers: int = 2) -> None:
    """Write an extract of about so many *claims* to *folder*; *mixed* has documents of all years in every part."""
    parts = max(1, round(claims / CLAIMS))
    names = [f"part-{number:05d}" for number in range(parts)]
    head = {table: arrow_schema(table).empty_table() for table in TABLES} | {"codes": to_arrow("codes", topic())}
    land_part(folder, "head", head, {})
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(partial(_land, folder, parts, mixed), range(parts), chunksize=8))
        parts = {table: ["head", *names] for table in TABLES}
        planned = list(searches(folder, parts))
        list(pool.map(partial(land_search, folder, said={}), planned))
    commit(folder, parts, {}, None, by_table(planned))


def topic() -> list[Code]:
    """Return the codes of the topic: blocs, actors, measures, propositions, issues and ladders."""
    actors = [
        {
            "code": f"actor_{at:03d}",
            "label": _label(at),
            "names": [_label(at)],
            "kind": "body",
            "bloc": f"bloc_{at % len(_BLOCS)}",
        }
        for at in range(_ACTORS)
    ]
    blocs = [{"code": f"bloc_{at}", "label": label} for at, label in enumerate(_BLOCS)]
    measures = [{"code": noun, "label": noun.title(), "heads": [noun]} for noun in _NOUNS]
    known = codes(parse_codebook({"blocs": blocs, "actors": actors, "measures": measures}))
    deeds = [Code("proposition", f"deed_{at}", deed, _NOUNS[at], at) for at, deed in enumerate(_DEEDS)]
    return [
        *known,
        *deeds,
        *(Code("issue", one, one.replace("_", " "), "policy", at) for at, one in enumerate(_ISSUES)),
    ]


def named(number: int) -> str:
    """Return the id of claim *number*."""
    return str(_ids("c", np.array([number]))[0])


def _label(at: int) -> str:
    return f"{_PLACES[at % 11]} {_BODIES[at // 11 % 4]} {at // 44 + 1}"


def _land(folder: Path, parts: int, mixed: bool, number: int) -> None:
    land_part(folder, f"part-{number:05d}", tables(number, parts, mixed), {})


def tables(number: int, parts: int, mixed: bool) -> dict[str, pa.Table]:
    """Return the tables of part *number* of *parts*."""
    documents = _documents(number, parts, mixed)
    claims = _claims(number, documents)
    columns = {
        "documents": _document_rows(documents),
        "passages": _passage_rows(documents, claims),
        "claims": _claim_rows(documents, claims),
        "attributions": _attribution_rows(documents, claims),
        "times": _time_rows(documents, claims),
        "stances": _stance_rows(documents),
        "events": _event_rows(documents),
        "links": _link_rows(number, documents, claims),
        "rejected": _rejected_rows(documents, claims),
        "problems": _problem_rows(claims),
    }
    return {table: _filled(table, held) for table, held in columns.items()}


# ---- drawing ---------------------------------------------------------------------------------------


def _drawn(numbers: Numbers, salt: int) -> Numbers:
    """Return a number for each of *numbers*, as good as random (splitmix64)."""
    mixed = numbers.astype(np.uint64) * np.uint64(64) + np.uint64(salt) + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def _below(numbers: Numbers, salt: int, limit: int) -> Numbers:
    return (_drawn(numbers, salt) % np.uint64(limit)).astype(np.int64)


def _ranked(numbers: Numbers, salt: int, limit: int) -> Numbers:
    """Return for each of *numbers* one below *limit*, the first ones far more often."""
    weights = 1 / (np.arange(limit) + 3)
    even = _drawn(numbers, salt) / np.float64(2**64)
    return np.minimum(np.searchsorted(np.cumsum(weights / weights.sum()), even), limit - 1)


def _ids(prefix: str, numbers: Numbers, salt: int = 63) -> Texts:
    """Return ids as the extract has them: the prefix and ten letters."""
    letters = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", np.uint8)
    shifts = np.arange(0, 50, 5, dtype=np.uint64)
    places = (_drawn(numbers, salt)[:, None] >> shifts) & np.uint64(31)
    signs = np.concatenate(
        [np.full((len(numbers), 1), ord(prefix), np.uint8), letters[places.astype(np.int64)]], axis=1
    )
    return pa.array(signs.tobytes().decode("ascii")[at : at + 11] for at in range(0, 11 * len(numbers), 11))


def _of(pool: Any, places: Numbers) -> Texts:
    """Return of the texts *pool* those at *places*; None where a place is -1."""
    at = pa.array(places, pa.int64(), mask=np.asarray(places) < 0)
    return pa.array(list(pool), pa.string()).take(at)


def _joined(*parts: Any) -> Texts:
    return pc.binary_join_element_wise(*parts, "")


def _lengths(texts: Texts) -> Numbers:
    return pc.utf8_length(texts).to_numpy()


@cache
def _days() -> tuple[list[str], list[str]]:
    """Return all days, those before the first too, in ISO and in words."""
    days = [_FIRST + datetime.timedelta(days=at - _BEFORE) for at in range(DAYS + _BEFORE)]
    return [day.isoformat() for day in days], [f"{day:%B} {day.day}" for day in days]


def _iso(days: Numbers) -> Texts:
    return _of(_days()[0], days)


def _filled(table: str, columns: dict[str, Any]) -> pa.Table:
    """Return *columns* as the rows of *table*: what is not given is empty, or what stands for nothing."""
    count, plain = len(next(iter(columns.values()))), {"string": "text", "int64": 0, "double": 0.0, "bool": False}
    arrays = []
    for field in arrow_schema(table):
        given = columns.get(field.name, None if field.nullable else plain[str(field.type)])
        whole = isinstance(given, (pa.Array, np.ndarray))
        arrays.append(given if whole else pa.repeat(pa.scalar(given, field.type), count))
    return pa.table(
        [pa.array(one).cast(field.type) for one, field in zip(arrays, arrow_schema(table), strict=True)],
        schema=arrow_schema(table),
    )


# ---- documents and what they claim -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents of a part: their numbers, days of publication, names and headlines; who speaks in the headline."""

    numbers: Numbers
    days: Numbers
    names: Texts
    headlines: Texts
    actors: Numbers
    issues: Numbers
    stands: Numbers


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims of a part in the order of the text; a sentence is who, how, when, what and the rest."""

    numbers: Numbers
    documents: Numbers  # the place of each one's document
    measures: Numbers
    actors: Numbers
    figures: Numbers
    bounds: Numbers
    days: Numbers
    open: Numbers  # whether no first day is known
    who: Texts
    cue: Texts
    day: Texts
    quote: Texts
    context: Texts
    start: Numbers
    quoted: Numbers  # where the quote starts

    def cued(self) -> Numbers:
        """Return where the cue starts."""
        return self.start + _lengths(self.who) + 1

    def dated(self) -> Numbers:
        """Return where the day starts."""
        return self.cued() + _lengths(self.cue) + len(" on ")


def _documents(number: int, parts: int, mixed: bool) -> _Documents:
    numbers = np.arange(number * DOCUMENTS, (number + 1) * DOCUMENTS)
    days = _below(numbers, 1, DAYS) if mixed else numbers * DAYS // (parts * DOCUMENTS)
    actors, issues, stands = _ranked(numbers, 2, _ACTORS), _ranked(numbers, 3, len(_ISSUES)), _below(numbers, 4, 5)
    who, what = _of(map(_label, range(_ACTORS)), actors), _of((one.replace("_", " ") for one in _ISSUES), issues)
    headlines = _joined(who, " ", _of(_STANDS, stands), " ", what)
    names = pa.array(f"feed-{at:09d}" for at in numbers.tolist())
    return _Documents(numbers, days + _BEFORE, names, headlines, actors, issues, stands)


def _matters(numbers: Numbers) -> Numbers:
    """Return what each claim counts: the place of a measure or, after these, of a deed."""
    measures = _ranked(numbers, 10, len(_NOUNS))
    deeds = (measures < len(_DEEDS)) & (_below(numbers, 11, 5) == 0)
    return np.where(deeds, measures + len(_NOUNS), measures)


def _claims(number: int, documents: _Documents) -> _Claims:
    numbers = np.arange(number * CLAIMS, (number + 1) * CLAIMS)
    held = np.sort(_below(numbers, 12, DOCUMENTS))
    measures, days = _matters(numbers), documents.days[held] - _below(numbers, 13, 14)
    actors = np.where(_below(numbers, 14, 8) == 0, _NOBODY, _ranked(numbers, 15, _ACTORS))
    actors = np.where(_below(numbers, 16, 20) == 0, _UNNAMED, actors)
    figures, bounds = _figures(numbers, measures, days), _below(numbers, 19, len(_BOUNDS))
    who = _of([*map(_label, range(_ACTORS)), "Two officials", "It"], actors)
    cue = _of([*_CUES, "became known"], np.where(actors == _NOBODY, len(_CUES), _below(numbers, 17, len(_CUES))))
    day = _of(_days()[1], days)
    written = pa.array(f"{one:,} " for one in figures.tolist())
    counted = _joined(_of(_BOUNDS, bounds), written, _of(_NOUNS, measures % len(_NOUNS)))
    quote = pc.if_else(pa.array(measures >= len(_NOUNS)), _of(_DEEDS, measures % len(_NOUNS) % len(_DEEDS)), counted)
    before = _joined(who, " ", cue, " on ", day, " that ")
    rest = _joined(" ", _of(_ENDS, _below(numbers, 18, len(_ENDS))), " in ", _of(_PLACES, _below(numbers, 20, 11)), ".")
    context = _joined(before, quote, rest)
    start = _starts(held, _lengths(context) + 2) + _lengths(documents.headlines)[held] + 2
    return _Claims(
        *(numbers, held, measures, actors, figures, bounds, days, _below(numbers, 21, 10) == 0),
        *(who, cue, day, quote, context, start, start + _lengths(before)),
    )


def _figures(numbers: Numbers, measures: Numbers, days: Numbers) -> Numbers:
    """Return what is counted: of one measure and quarter of a year many say the same, and some something else."""
    agreed = _below(measures * 1000 + days // 90, 22, 900) * 100 + 500
    return agreed * np.array([10, 10, 10, 10, 11, 8, 15, 20])[_below(numbers, 23, 8)] // 10


def _starts(held: Numbers, lengths: Numbers) -> Numbers:
    """Return where each text starts in its document, one after the other."""
    before = np.cumsum(lengths) - lengths
    first = np.searchsorted(held, held)
    return before - before[first]


# ---- the rows of each table ------------------------------------------------------------------------


def _document_rows(known: _Documents) -> dict[str, Any]:
    days = _iso(known.days)
    parts = [[f"{one:016x}" for one in _drawn(known.numbers, salt).tolist()] for salt in (5, 6, 7, 8)]
    return {
        "document": known.names,
        "sha256": pa.array(map("".join, zip(*parts, strict=True))),
        "title": known.headlines,
        "publisher": _of(_OUTLETS, _below(known.numbers, 9, len(_OUTLETS))),
        "kind": "article",
        **dict.fromkeys(("published", "published_earliest", "published_latest"), days),
        "published_basis": "stated",
        "encoding": "utf-8",
    }


def _passage_rows(documents: _Documents, claims: _Claims) -> dict[str, Any]:
    heads, bodies = len(documents.names), len(claims.numbers)
    ends = np.concatenate([_lengths(documents.headlines), claims.start + _lengths(claims.context)])
    return {
        "id": pa.concat_arrays([_ids("p", documents.numbers, 62), _ids("p", claims.numbers)]),
        "document": pa.concat_arrays([documents.names, documents.names.take(pa.array(claims.documents))]),
        "start": np.concatenate([np.zeros(heads, np.int64), claims.start]),
        "end": ends,
        "kind": pa.array(["headline"] * heads + ["body"] * bodies),
    }


def _claim_rows(documents: _Documents, claims: _Claims) -> dict[str, Any]:
    deeds, at_most = claims.measures >= len(_NOUNS), claims.bounds == 2
    earliest, latest = _iso(np.where(claims.open, -1, claims.days)), _iso(claims.days)
    edtf = pc.if_else(pa.array(claims.open), _joined("[..", latest, "]"), latest)
    figures, spoken = claims.figures.astype(np.float64), np.where(claims.actors == _NOBODY, -1, 0)
    known = np.where(claims.actors < _ACTORS, claims.actors, -1)
    named = np.searchsorted([_ACTORS, _NOBODY], claims.actors, side="right")
    days: dict[str, Any] = {"": edtf, "_earliest": earliest, "_latest": latest}
    return {
        **{"id": _ids("c", claims.numbers), "document": documents.names.take(pa.array(claims.documents))},
        **{"passage": _ids("p", claims.numbers), "start": claims.quoted, "quote": claims.quote},
        "end": claims.quoted + _lengths(claims.quote),
        "measure": _of([*_NOUNS, *(f"deed_{at}" for at in range(len(_DEEDS)))], claims.measures),
        "low": pa.array(figures, mask=deeds | at_most),
        "high": pa.array(figures, mask=deeds | (claims.bounds == 1)),
        "bound": _of(_BOUNDS.values(), np.where(deeds, -1, claims.bounds)),
        "kind": _of(("count", "proposition"), deeds.astype(int)),
        **dict.fromkeys(("unit", "counted"), _of(_NOUNS, np.where(deeds, -1, claims.measures))),
        "status": _of(("planned", "ongoing", "done"), _below(claims.numbers, 24, 4) - 1),
        "polarity": "positive",
        "hedge": _of(("reportedly",), np.where(_below(claims.numbers, 25, 9) == 0, 0, -1)),
        "actor": _of([*map(_label, range(_ACTORS)), "two officials"], np.where(spoken < 0, -1, claims.actors)),
        **dict.fromkeys(("actor_code", "on_behalf_of"), _of(map("actor_{:03d}".format, range(_ACTORS)), known)),
        "via": "outlet",
        "speech": _of(("reported", "narration"), (claims.actors == _NOBODY).astype(int)),
        "anonymity": _of(("named", "unnamed", "none"), named),
        "attribution": pc.if_else(pa.array(spoken == 0), _ids("a", claims.numbers), None),
        **{"date": edtf, "earliest": earliest, "latest": latest, "date_basis": "stated"},
        **{f"said{name}": held for name, held in days.items()},
        **{"said_basis": "stated", "context": claims.context, "context_start": claims.start},
        "rule": _of(("count.digits", "proposition"), deeds.astype(int)),
    }


def _attribution_rows(documents: _Documents, claims: _Claims) -> dict[str, Any]:
    there = pa.array(claims.actors != _NOBODY)
    known, ends = np.where(claims.actors < _ACTORS, claims.actors, -1), claims.start + _lengths(claims.context)
    named = np.where(claims.actors == _UNNAMED, 1, 0)
    columns: dict[str, Any] = {
        **{"id": _ids("a", claims.numbers), "document": documents.names.take(pa.array(claims.documents))},
        **{"source_start": claims.start, "source_end": claims.start + _lengths(claims.who), "cue": claims.cue},
        **{"cue_start": claims.cued(), "cue_end": claims.cued() + _lengths(claims.cue), "source": claims.who},
        **{"content_start": claims.quoted, "content_end": ends, "actor": claims.who},
        "actor_code": _of(map("actor_{:03d}".format, range(_ACTORS)), known),
        **{"via": "outlet", "speech": "reported", "anonymity": _of(("named", "unnamed"), named), "cue_class": "says"},
        "rule": "before",
    }
    return _where(there, columns)


def _where(there: Any, columns: dict[str, Any]) -> dict[str, Any]:
    return {name: one if isinstance(one, str) else pa.array(one).filter(there) for name, one in columns.items()}


def _time_rows(documents: _Documents, claims: _Claims) -> dict[str, Any]:
    return {
        **{"id": _ids("t", claims.numbers), "document": documents.names.take(pa.array(claims.documents))},
        **{"start": claims.dated(), "end": claims.dated() + _lengths(claims.day), "quote": claims.day},
        **dict.fromkeys(("edtf", "earliest", "latest"), _iso(claims.days)),
        **{"precision": "day", "kind": "point", "role": "event", "basis": "anchored", "stable_under_anchor": True},
        "rule": "month-day",
    }


def _headed(documents: _Documents, every: int, prefix: str) -> tuple[Numbers, dict[str, Any]]:
    """Return which documents say something in their headlines, and the columns that tell where it stands."""
    at = np.flatnonzero(documents.numbers % every == every - 1)
    heads = documents.headlines.take(pa.array(at))
    return at, {
        **{"id": _ids(prefix, documents.numbers[at]), "document": documents.names.take(pa.array(at))},
        **{"quote": heads, "end": _lengths(heads)},
    }


def _stance_rows(documents: _Documents) -> dict[str, Any]:
    at, columns = _headed(documents, 8, "s")
    actors, day = _of(map("actor_{:03d}".format, range(_ACTORS)), documents.actors[at]), _iso(documents.days[at])
    return {
        **columns,
        **{"passage": _ids("p", documents.numbers[at], 62), "context": columns["quote"], "via": "outlet"},
        **{"actor": _of(map(_label, range(_ACTORS)), documents.actors[at]), "actor_code": actors},
        **{"on_behalf_of": actors, "issue": _of(_ISSUES, documents.issues[at]), "ladder": "policy"},
        **{"level": _of(_STANDS.values(), documents.stands[at]), "speech": "headline", "rule": "stances.levels"},
        **{**dict.fromkeys(("date", "earliest", "latest"), day), "date_basis": "anchored"},
    }


def _event_rows(documents: _Documents) -> dict[str, Any]:
    at, columns = _headed(documents, 4, "e")
    told = documents.numbers[at]
    return {
        **columns,
        "type": _of(("REJECT", "CONSULT", "AID", "ACCUSE"), _below(told, 30, 4)),
        "actors": _of(map("actor_{:03d}".format, range(_ACTORS)), documents.actors[at]),
        "recipients": _of(map("actor_{:03d}".format, range(_ACTORS)), _ranked(told, 31, _ACTORS)),
        "cluster": _ids("e", told - 4 * (_below(told, 32, 5) == 0)),
        **dict.fromkeys(("date", "earliest", "latest"), _iso(documents.days[at])),
        **{"date_basis": "anchored", "rule": "events.verb"},
    }


def _link_rows(number: int, documents: _Documents, claims: _Claims) -> dict[str, Any]:
    """Return links to what was said before of the same: mostly in this part, some in the one before."""
    before = np.arange(max(0, number - 1) * CLAIMS, number * CLAIMS)
    every = np.concatenate([before, claims.numbers])
    matters = _matters(every)
    order = np.argsort(matters, kind="stable")
    back = np.arange(len(order)) - 1 - _below(every, 40, 30)
    earlier = np.where(back >= 0, order[np.maximum(back, 0)], 0)
    source, target = order, earlier
    linked = (matters[source] == matters[target]) & (source >= len(before)) & (_below(every[source], 41, 12) == 0)
    linked &= source != target
    source, target = source[linked] - len(before), every[target[linked]]
    relation = _below(claims.numbers[source], 42, len(_RELATIONS))
    stated = np.isin(np.array(_RELATIONS)[relation], _STATED)
    speaking = pa.array(stated & (claims.actors[source] != _NOBODY))
    numbers, at = claims.numbers[source], pa.array(source)
    return {
        "id": _ids("l", numbers),
        "source": pc.if_else(speaking, _ids("a", numbers), _ids("c", numbers)),
        "target": _ids("c", target),
        "relation": _of(_RELATIONS, relation),
        "independence": "unknown",
        "basis": _of(("inferred", "stated"), stated.astype(int)),
        "document": documents.names.take(pa.array(claims.documents[source])),
        **{"start": claims.quoted[source], "quote": claims.quote.take(at)},
        "end": claims.quoted[source] + _lengths(claims.quote.take(at)),
        "rule": _of(("inferred.claims", "answer.words"), stated.astype(int)),
    }


def _rejected_rows(documents: _Documents, claims: _Claims) -> dict[str, Any]:
    there, ends = pa.array(claims.numbers % 4 == 0), claims.dated() + _lengths(claims.day)
    numbers = pc.utf8_slice_codeunits(claims.day, -2)
    columns = {"document": documents.names.take(pa.array(claims.documents)), "start": ends - 2, "end": ends}
    return _where(there, {**columns, "quote": numbers, "reason": "date", "rule": "trap.date"})


def _problem_rows(claims: _Claims) -> dict[str, Any]:
    columns = {"id": _ids("c", claims.numbers), "table": "claims", "grade": "note", "rule": "undated"}
    told = "no date in the text: only the publication bounds it"
    return _where(pa.array(claims.open), {**columns, "message": told})
