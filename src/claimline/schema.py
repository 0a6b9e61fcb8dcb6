"""The schema of the extract's tables, drawn from the dataclasses of `model`: columns, types, choices, keys. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from claimline.codebook import language
from claimline.model import TABLES

_FOREIGN = {
    "document": ("documents", "document"),
    "passage": ("passages", "id"),
    "repeats": ("passages", "id"),
    "part_of": ("claims", "id"),
    "attribution": ("attributions", "id"),
}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@cache
def columns(table: str) -> dict[str, tuple[type, bool]]:
    """Return the columns of *table* in order: name, and its type with whether it may be empty."""
    hints = get_type_hints(TABLES[table])
    return {field.name: _column(hints[field.name]) for field in fields(TABLES[table])}


def _column(hint: Any) -> tuple[type, bool]:
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] or [hint]
    return kinds[0], NoneType in get_args(hint)


def package(tables: Mapping[str, bytes], seeds: str | None) -> dict[str, Any]:
    """Return the Data Package (Frictionless, version 2) that describes *tables*, each a CSV file's bytes by name.

    *seeds* is the path of the texts relative to the package.
    """
    return _described([_resource(table, content) for table, content in tables.items()], seeds)


def dataset(tables: Mapping[str, Mapping[str, Any]], made_from: Mapping[str, Any], seeds: str | None) -> dict[str, Any]:
    """
    Return the Data Package that describes *tables* that stand in Parquet files.

    *tables* has by table and by path how many rows and bytes a file holds, and its hash; *made_from* is what the
    extract was made from.
    """
    return _described([_parted(table, files) for table, files in tables.items()], seeds) | {
        "made_from": dict(made_from)
    }


def _described(resources: list[dict[str, Any]], seeds: str | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "claimline-extract",
        "title": "What the documents claim, by whom, when, and in which words",
        "description": language("columns")["package"],
        "resources": resources,
    }
    return described | ({"seeds": seeds} if seeds is not None else {})


def _resource(table: str, content: bytes) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "description": language("columns")["tables"][table],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": _schema(table),
    }


def _parted(table: str, files: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": list(files),
        "description": language("columns")["tables"][table],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rows": sum(one["rows"] for one in files.values()),
        "files": dict(files),
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    described = [_field(table, name, kind, optional) for name, (kind, optional) in columns(table).items()]
    schema: dict[str, Any] = {"fields": described, "missingValues": [""]}
    key = "id" if "id" in columns(table) and table != "problems" else "document" if table == "documents" else None
    if key:
        schema["primaryKey"] = [key]
    foreign = [
        {"fields": [name], "reference": {"resource": "" if target == table else target, "fields": [field]}}
        for name, (target, field) in _FOREIGN.items()
        if name in columns(table) and name != key
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(table: str, name: str, kind: type, optional: bool) -> dict[str, Any]:
    words = language("columns")
    described: dict[str, Any] = {"name": name, "type": "string" if issubclass(kind, StrEnum) else _TYPES[kind]}
    described["description"] = words.get(table, {}).get(name) or words["any"][name]
    if kind is bool:
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {} if optional else {"required": True}
    if issubclass(kind, StrEnum):
        constraints["enum"] = [str(choice) for choice in kind]
    return described | ({"constraints": constraints} if constraints else {})
