"""Models written by hand: `make_model` fills the schema's defaults into lists of rows."""

from __future__ import annotations

import os

# Small frames go faster without other threads to wait for, above all where tests run side by side; polars
# reads this when it is imported.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import hypothesis
import polars as pl
import pytest

from reshore.tables import schema
from reshore.tables.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.tables.schema import Column

# A busy machine is slow and not wrong; and what one run of CI finds, the next has to find again.
hypothesis.settings.register_profile("patient", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def make_model() -> Callable[..., Model]:
    """Return the function that builds a model: rows a table, `settings` as one mapping, `name` as text."""
    return build_model


def build_model(
    *, name: str = "test", settings: Mapping[str, Any] | None = None, **tables: Sequence[Mapping[str, Any]]
) -> Model:
    """Build a model from rows that write only what differs from the schema's defaults.

    Nothing is checked, so that a test may also build what the checks would refuse; only names of tables,
    columns and settings must exist.

    Raises
    ------
    KeyError
        If a table, a column or a setting is not in the schema.
    """
    written = dict(settings or {})
    if unknown := {*tables} - {*schema.tables()} | {*written} - {column.name for column in schema.settings()}:
        raise KeyError(sorted(unknown))
    values = {column.name: _cell(column, written) for column in schema.settings()}
    rows = {table: _filled(schema.tables()[table], tables.get(table, [])) for table in schema.tables()}
    texts = [{"key": key, "value": str(value)} for key, value in written.items()]
    rows["settings"] = _filled(schema.tables()["settings"], texts)
    return Model(name=name, frames=MappingProxyType(rows), settings=MappingProxyType(values))


def _filled(table: schema.Table, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    names = {column.name for column in table.columns}
    filled = []
    for row in rows:
        if unknown := {*row} - names:
            raise KeyError(f"{table.name}: {sorted(unknown)}")
        cells: dict[str, Any] = {}
        for column in table.columns:
            cells[column.name] = _cell(column, row)
        for column in table.columns:
            if column.default.startswith("= ") and column.name not in row:
                parts = (cells[part] for part in column.default[2:].split())
                cells[column.name] = ":".join(str(part) for part in parts if part not in {None, ""})
        filled.append(cells)
    return pl.DataFrame(filled, schema={column.name: column.dtype for column in table.columns}, orient="row")


def _cell(column: Column, row: Mapping[str, Any]) -> Any:
    value = row.get(column.name)
    if value is None and column.default and not column.default.startswith("= "):
        value = column.default
    if value is None:
        return None
    if column.type == "number":
        return float(value)
    if column.type == "integer":
        return int(value)
    if column.type == "flag":
        return value if isinstance(value, bool) else {"yes": True, "no": False}[value]
    if column.type == "date":
        return value if isinstance(value, date) else date.fromisoformat(value)
    return str(value)
