"""What went into plans: the rows of their tables that differ, in what `design` reads."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.tables.model import Model
    from reshore.tables.schema import Table

READER = "design"
APART = frozenset({"settings", "scenarios", "ranges"})
"""Tables that are no input as they stand: settings are compared with defaults filled in, and of what may be
the case only what is the case counts."""

SCHEMA = dict.fromkeys(("table", "row", "change", "column", "first", "other"), pl.String)


class Change(StrEnum):
    """How a row differs."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


def inputs(first: Model, other: Model) -> pl.DataFrame:
    """Return what differs between the tables of two models.

    Parameters
    ----------
    first, other
        The models, their scenarios applied.

    Returns
    -------
    pl.DataFrame
        Columns table, row (its key, parts joined by ``/``), change, column, first, other: a row for each cell
        that differs, with both values as text; column and values are empty for a whole row that only one of
        them has. Names for people, sources and notes don't count.
    """
    found = [*_settings(first, other)]
    for table in schema.tables().values():
        if table.name not in APART:
            found += _rows(table, first[table.name], other[table.name])
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


def _settings(first: Model, other: Model) -> Iterator[tuple[str | None, ...]]:
    for setting in schema.settings():
        values = [model.settings[setting.name] for model in (first, other)]
        if READER in setting.read_by and values[0] != values[1]:
            yield "settings", setting.name, Change.CHANGED, "value", *map(_text, values)


def _rows(table: Table, first: pl.DataFrame, other: pl.DataFrame) -> Iterator[tuple[str | None, ...]]:
    keys = list(table.keys)
    read = [column.name for column in table.columns if READER in column.read_by]
    if not read:
        return
    values = [name for name in read if name not in keys]
    flags = {side: pl.lit(value=True).alias(side) for side in ("_first", "_other")}
    beside = first.select(*keys, *values, flags["_first"]).join(
        other.select(*keys, *values, flags["_other"]),
        on=keys,
        how="full",
        coalesce=True,
        nulls_equal=True,
        validate="1:1",
        suffix="\0",
        maintain_order="left_right",
    )
    for row in beside.iter_rows(named=True):
        name = "/".join(_text(row[key]) or "" for key in keys)
        if not row["_other"]:
            yield table.name, name, Change.REMOVED, None, None, None
        elif not row["_first"]:
            yield table.name, name, Change.ADDED, None, None, None
        else:
            for column in values:
                here, there = row[column], row[f"{column}\0"]
                if here != there:
                    yield table.name, name, Change.CHANGED, column, _text(here), _text(there)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.12g}" if isinstance(value, float) else str(value)
