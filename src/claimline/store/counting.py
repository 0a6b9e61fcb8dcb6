"""Counting the claims of a large extract: by measure, actor and month, and no row is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from claimline.store.arrow import arrow_schema
from claimline.store.atomic import StoreError
from claimline.store.scanning import Files, Resources

#: The columns by which is counted, and how many letters of each: of a day the month.
_BY = {"measure": None, "actor_code": None, "said_latest": 7}
_OF = ("low", "high")
_EMPTY = pa.table(
    {
        **dict.fromkeys(("measure", "actor_code", "month"), pa.array([], pa.string())),
        **{"claims": pa.array([], pa.int64()), "low": pa.array([], pa.float64()), "high": pa.array([], pa.float64())},
    }
)


def counted(folder: Path, resources: Resources) -> pa.Table:
    """Return how many claims there are of each measure, actor and month, with the lowest and the highest figure."""
    held = _held(Files(folder, resources)).unify_dictionaries()
    if not held.num_rows:
        return _EMPTY
    codes: list[Any] = []
    names: list[Any] = []
    for column, letters in _BY.items():
        known, at = _coded(held[column], letters)
        codes, names = [*codes, at], [*names, known]
    shape = tuple(len(known) for known in names)
    key = pa.array(np.ravel_multi_index(codes, shape))
    rows = pa.table([key, held["low"], held["high"]], names=["key", *_OF])
    found = rows.group_by("key").aggregate([([], "count_all"), ("low", "min"), ("high", "max")])
    places = np.unravel_index(found["key"].to_numpy(), shape)
    texts = [known.take(np.asarray(at)) for known, at in zip(names, places, strict=True)]
    order: Any = pa.array(np.lexsort([_ranks(known)[at] for known, at in zip(names, places, strict=True)][::-1]))
    columns: list[Any] = [*texts, found["count_all"], found["low_min"], found["high_max"]]
    return pa.table(columns, names=_EMPTY.column_names).take(order)


def _held(files: Files) -> pa.Table:
    """Return the columns that are counted, their texts as dictionaries; every page's checksum is verified."""
    options = ds.ParquetFragmentScanOptions(page_checksum_verification=True, pre_buffer=False)
    reading = ds.ParquetReadOptions(dictionary_columns=list(_BY))
    form = ds.ParquetFileFormat(default_fragment_scan_options=options, read_options=reading)
    code = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema([arrow_schema("claims").field(name).with_type(code) for name in _BY])
    whole = pa.unify_schemas([schema, pa.schema([arrow_schema("claims").field(name) for name in _OF])])
    paths = [str(files.folder / path) for path in files.searched("claims") or files.paths("claims")]
    try:
        return ds.dataset(paths, schema=whole, format=form).to_table()
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise StoreError(f"{files.folder}: claims: damaged: {reason}: run the extract again") from error


def _coded(column: Any, letters: int | None) -> tuple[Any, Any]:
    """Return the values of *column*, None the last of them, and of each row the place of its own, cut to *letters*."""
    whole = column.combine_chunks()
    cut = pc.utf8_slice_codeunits(whole.dictionary, 0, letters).dictionary_encode()
    known = pa.concat_arrays([cut.dictionary, pa.nulls(1, pa.string())])
    places = np.append(cut.indices.to_numpy(), len(known) - 1)
    return known, places[whole.indices.fill_null(len(places) - 1).to_numpy()]


def _ranks(known: Any) -> Any:
    """Return the rank of each of the values *known* in their order, None last."""
    ranks = np.empty(len(known), np.int64)
    ranks[pc.sort_indices(known).to_numpy()] = np.arange(len(known))
    return ranks
