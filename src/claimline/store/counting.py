"""Counting the claims of a large extract: by measure, actor and month, and no row is made."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from claimline.store.arrow import arrow_schema
from claimline.store.atomic import StoreError
from claimline.store.scanning import Files, Resources

#: The columns by which is counted, and how many letters of each: of a day the month.
_BY = {"measure": None, "actor_code": None, "said_latest": 7}
_OF = {"low": np.fmin, "high": np.fmax}
#: Places that are held for each row, at most; one takes 24 bytes.
ROOM = 1
_EMPTY = pa.table(
    {
        **dict.fromkeys(("measure", "actor_code", "month"), pa.array([], pa.string())),
        **{"claims": pa.array([], pa.int64()), "low": pa.array([], pa.float64()), "high": pa.array([], pa.float64())},
    }
)


def counted(folder: Path, resources: Resources) -> pa.Table:
    """Return how many claims there are of each measure, actor and month, with the lowest and the highest figure."""
    held = _held(Files(folder, resources))
    if not held.num_rows:
        return _EMPTY
    names = [_names(held[name], letters) for name, letters in _BY.items()]
    shape = tuple(map(len, names))
    keys = np.zeros(held.num_rows, np.int64)
    for place, (name, letters) in enumerate(_BY.items()):
        _add_codes(keys, held[name], letters, {one: code for code, one in enumerate(names[place])}, shape[place + 1 :])
    groups, places, counts = _grouped(keys, math.prod(shape))
    found = zip(names, np.unravel_index(groups, shape), strict=True)
    texts = [pa.array(known, pa.string()).take(pa.array(at)) for known, at in found]
    bounds = [_furthest(held[name], places, len(counts), pick)[counts > 0] for name, pick in _OF.items()]
    numbers = [pa.array(counts[counts > 0]), *(pa.array(one, from_pandas=True) for one in bounds)]
    return pa.Table.from_arrays([*texts, *numbers], schema=_EMPTY.schema)


def _names(column: Any, letters: int | None) -> list[str | None]:
    """Return the values of *column*, cut to *letters*, in their order, and None at the end."""
    return [*sorted({value for chunk in column.chunks for value in _values(chunk, letters)}), None]


def _values(chunk: Any, letters: int | None) -> list[str]:
    return [value[:letters] for value in chunk.dictionary.to_pylist()]


def _add_codes(
    keys: Any, column: Any, letters: int | None, codes: Mapping[str | None, int], below: Sequence[int]
) -> None:
    """Add to each of *keys* the code of its row's value in *column*, as often as there are codes of what is *below*."""
    start, each = 0, math.prod(below)
    for chunk in column.chunks:
        known = np.array([codes[value] for value in (*_values(chunk, letters), None)], np.int64) * each
        keys[start : start + len(chunk)] += known[chunk.indices.fill_null(len(known) - 1).to_numpy()]
        start += len(chunk)


def _grouped(keys: Any, size: int) -> tuple[Any, Any, Any]:
    """
    Return which of *keys*, numbers below *size*, there are, in their order; of each row its place; how many have each.

    There are places without a row where no more than ROOM a row are lost on them: no row has to be looked up then.
    """
    if size > ROOM * len(keys):
        groups, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
        return groups, places, counts
    counts = np.bincount(keys, minlength=size)
    return np.flatnonzero(counts), keys, counts


def _furthest(column: Any, places: Any, size: int, pick: np.ufunc) -> Any:
    """Return for each of *size* places what *pick*, fmin or fmax, leaves of the numbers there; NaN where none is."""
    found = np.full(size, np.nan)
    pick.at(found, places, column.to_numpy())
    return found


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
