"""Writing numbers over time: the first period's into a table, later changes into `series`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.periods import periods
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.tables.model import Model

WRITTEN = "#written"


def write(model: Model, table: str, columns: Sequence[str], values: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return a table and `series` with numbers written, in place of what both said of them.

    Parameters
    ----------
    model
        A checked model.
    table, columns
        Where they are written.
    values
        The table's keys and `columns`, a row for each row of the table that is written; with a column
        `period`, one for each period, too.
    """
    keys = schema.tables()[table].keys
    time = periods(model).select("period", "index")
    timed = "period" in values.columns
    first = values.filter(pl.col("period") == time["period"][0]) if timed else values
    series = [_others(model["series"], table, columns, first)]
    if timed:
        series += [_changes(values.join(time, on="period"), table, column) for column in columns]
    return {
        table: overwrite(model[table], keys, first.select(*keys, *columns)),
        "series": pl.concat(series, how="diagonal"),
    }


def overwrite(frame: pl.DataFrame, keys: Sequence[str], values: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with cells replaced, empty ones included, in the rows whose keys `values` has."""
    columns = [name for name in values.columns if name not in keys]
    found = values.select(
        *keys, *(pl.col(name).alias(f"#{name}") for name in columns), pl.lit(True).alias(WRITTEN)
    )
    return (
        frame.join(found, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.when(WRITTEN).then(f"#{name}").otherwise(name).alias(name) for name in columns)
        .select(frame.columns)
    )


def without(series: pl.DataFrame, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return `series` without what it says of some rows of a table."""
    return _others(series, table, [column.name for column in schema.tables()[table].columns], rows)


def _others(series: pl.DataFrame, table: str, columns: Sequence[str], rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `series` that don't follow some columns of some rows."""
    key = row_key(schema.tables()[table].keys)
    follow = (
        (pl.col("table") == table)
        & pl.col("column").is_in(list(columns))
        & pl.col("key").is_in(rows.select(key.alias("key"))["key"].implode())
    )
    return series.filter(~follow)


def _changes(values: pl.DataFrame, table: str, column: str) -> pl.DataFrame:
    """Return the periods in which a number becomes another, as rows of `series`."""
    keys = schema.tables()[table].keys
    return (
        values.sort("index", maintain_order=True)
        .with_columns(before=pl.col(column).shift(1).over(keys))
        .filter(pl.col("index") > 0, pl.col(column) != pl.col("before"))
        .select(
            pl.lit(table).alias("table"),
            row_key(keys).alias("key"),
            pl.lit(column).alias("column"),
            "period",
            pl.col(column).alias("value"),
        )
    )
