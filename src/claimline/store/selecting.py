"""The part of a large extract that is asked for: filters go down to the files, and no other row is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from claimline.model import Claim, Event, Extract, Stance
from claimline.store.arrow import arrow_schema, from_arrow
from claimline.store.atomic import StoreError
from claimline.store.order import ordered

#: Statements that are made into rows at once, at most: more are for counting, not for reading.
MOST = 200_000

Resources = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, as `selection.select` has it; nothing given asks for all, and `until` is far off then."""

    measures: Sequence[str]
    actors: Sequence[str]
    issue: str | None
    since: str | None
    until: str


def is_large(resources: Resources) -> bool:
    """Tell whether an extract has more statements than are made into rows at once."""
    return sum(int(resources[table].get("rows", 0)) for table in ("claims", "stances", "events")) > MOST


def opened(folder: Path, resources: Resources, table: str, coded: Sequence[str] = ()) -> ds.Dataset:
    """
    Return the files of *table* as one dataset; page checksums are verified as pages are read.

    The columns *coded* come as dictionaries: a text that stands in many rows is made once.
    """
    options = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    reading = ds.ParquetReadOptions(dictionary_columns=list(coded))
    form = ds.ParquetFileFormat(default_fragment_scan_options=options, read_options=reading)
    code = pa.dictionary(pa.int32(), pa.string())
    fields = [field.with_type(code) if field.name in coded else field for field in arrow_schema(table)]
    paths = [str(folder / path) for path, known in resources[table]["files"].items() if known["rows"]]
    return ds.dataset(paths, schema=pa.schema(fields), format=form)


def read_selected(folder: Path, resources: Resources, asked: Asked) -> Extract:
    """
    Return the claims, stances and events that are *asked* for, with all rows of their documents that they rest on.

    Raises StoreError where that is more than fits, and says what there is most of.
    """
    codes = from_arrow("codes", _table(folder, resources, "codes", None))
    members = {*asked.actors, *(code.code for code in codes if code.parent in asked.actors)}
    statements = {
        "claims": _all(_days("said_earliest", "said_latest", asked), _of(members), _in("measure", asked.measures)),
        "stances": _all(
            _days("earliest", "latest", asked), _of(members), _in("issue", [asked.issue] if asked.issue else [])
        ),
        "events": _all(_days("earliest", "latest", asked)),
    }
    number = sum(opened(folder, resources, table).count_rows(filter=asks) for table, asks in statements.items())
    if number > MOST:
        raise StoreError(f"{folder}: {number:,} statements at once: ask for less: {_most(folder, resources)}")
    found = Extract(codes=codes, **{name: rows_of(folder, resources, name, asks) for name, asks in statements.items()})
    return ordered(with_grounds(folder, resources, found))


def with_grounds(folder: Path, resources: Resources, found: Extract) -> Extract:
    """Return *found* with the rows of its documents, and what is linked to or told of its statements."""
    statements: list[Claim | Stance | Event] = [*found.claims, *found.stances, *found.events]
    documents, ids = sorted({row.document for row in statements}), sorted({row.id for row in statements})
    grounds = ("documents", "passages", "times", "attributions", "rejected")
    rows = {name: rows_of(folder, resources, name, _in("document", documents, always=True)) for name in grounds}
    joined = _in("source", ids, always=True) | _in("target", ids, always=True)
    links = rows_of(folder, resources, "links", joined)
    told = _in("id", [*ids, *documents, *(row.id for row in links)], always=True)
    corrections = rows_of(folder, resources, "corrections", _in("row", ids, always=True))
    problems = rows_of(folder, resources, "problems", told)
    return replace(found, **rows, links=links, problems=problems, corrections=corrections)


def rows_of(folder: Path, resources: Resources, table: str, asks: ds.Expression | None) -> tuple[Any, ...]:
    """Return the rows of *table* that the filter *asks* for. Raises StoreError where they are damaged."""
    return from_arrow(table, _table(folder, resources, table, asks))


def _table(folder: Path, resources: Resources, table: str, asks: ds.Expression | None) -> pa.Table:
    try:
        return opened(folder, resources, table).to_table(filter=asks)
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise StoreError(f"{folder}: {table}: damaged: {reason}: run the extract again") from error


# ---- what is asked, as filters ---------------------------------------------------------------------


def _all(*asks: ds.Expression | None) -> ds.Expression | None:
    given = [one for one in asks if one is not None]
    return reduce(and_, given) if given else None


def _in(column: str, values: Sequence[str], always: bool = False) -> Any:
    return pc.field(column).isin(pa.array(values, pa.string())) if values or always else None


def _of(members: set[str]) -> Any:
    codes = pa.array(sorted(members), pa.string())
    return pc.field("actor_code").isin(codes) | pc.field("on_behalf_of").isin(codes) if members else None


def _days(earliest: str, latest: str, asked: Asked) -> Any:
    """Return the filter of rows that may be of the days *asked* for: an open side may be any day."""
    first: Any = pc.field(earliest)
    last: Any = pc.field(latest)
    ends = (last >= (asked.since or "")) | last.is_null()
    return ends & ((first <= asked.until) | first.is_null())


# ---- counting --------------------------------------------------------------------------------------

_COUNTED = ("measure", "actor_code", "said_latest")


def counted(folder: Path, resources: Resources) -> pa.Table:
    """Return how many claims there are of each measure, actor and month, with the lowest and the highest figure."""
    rows = (
        opened(folder, resources, "claims", _COUNTED).to_table(columns=[*_COUNTED, "low", "high"]).unify_dictionaries()
    )
    months = pa.chunked_array([_months(chunk) for chunk in rows["said_latest"].chunks], pa.string())
    rows = rows.drop_columns("said_latest").append_column("month", months)
    grouped = rows.group_by(["measure", "actor_code", "month"])
    found = grouped.aggregate([([], "count_all"), ("low", "min"), ("high", "max")])
    columns: dict[str, Any] = {name: found[name] for name in ("measure", "actor_code", "month")}
    columns |= {"claims": found["count_all"], "low": found["low_min"], "high": found["high_max"]}
    texts: dict[str, Any] = {name: columns[name].cast(pa.string()) for name in ("measure", "actor_code", "month")}
    return pa.table({**columns, **texts}).sort_by([(name, "ascending") for name in texts])


def _months(days: Any) -> Any:
    """Return the months of *days*, each day cut once."""
    return pc.take(pc.utf8_slice_codeunits(days.dictionary, 0, 7), days.indices)


def _most(folder: Path, resources: Resources) -> str:
    """Return, as a remedy, the measures of which there is most."""
    measures = counted(folder, resources).group_by("measure").aggregate([("claims", "sum")])
    ranked = measures.drop_null().sort_by([("claims_sum", "descending")]).slice(0, 3).to_pylist()
    told = ", ".join(f"{row['measure']} ({row['claims_sum']:,})" for row in ranked)
    return f"some measures, actors or days; there is most of {told}"
