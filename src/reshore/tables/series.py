"""Numbers by period: the table's own value, or the latest row of `series` at or before the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.periods import periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.tables.model import Model

ROW = "#row"
WRITTEN = "#written"


def by_period(model: Model, table: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return columns of a table in every period, with the changes that `series` writes.

    Where a table's key has a period of its own (demands), a row stands in its period only, and a row without
    one in every period that no row with the same other keys names.

    Returns
    -------
    pl.DataFrame
        The table's key columns, `period` and `columns`; one row for each row of the table and period,
        in the order of the table, then of time.
    """
    keys = schema.tables()[table].keys
    time = periods(model).select("period", "index")
    frame = model[table].select(*keys, *(column for column in columns if column not in keys))
    frame = frame.with_row_index(ROW)
    changes = (
        model["series"]
        .filter(pl.col("table") == table, pl.col("column").is_in(list(columns)))
        .join(time, on="period")
    )
    spread = _own_periods(frame, keys, time) if "period" in keys else _every_period(frame, time)
    if changes.height:
        changes = changes.join(frame.select(ROW, row_key(keys).alias("key")), on="key")
    for (column,), written in changes.group_by("column"):
        values = _values(written, time)
        spread = spread.join(values, on=[ROW, "index"], how="left", maintain_order="left").with_columns(
            pl.coalesce(WRITTEN, str(column)).alias(str(column))
        )
        spread = spread.drop(WRITTEN)
    others = [key for key in keys if key != "period"]
    return spread.select(*others, "period", *(column for column in columns if column not in keys))


def row_key(keys: Sequence[str]) -> pl.Expr:
    """Return the key of a row as one text: its key values joined by ``/``, nothing where one is empty."""
    return pl.concat_str([pl.col(key).cast(pl.String).fill_null("") for key in keys], separator="/")


def _every_period(frame: pl.DataFrame, time: pl.DataFrame) -> pl.DataFrame:
    return frame.join(time, how="cross", maintain_order="left_right")


def _own_periods(frame: pl.DataFrame, keys: Sequence[str], time: pl.DataFrame) -> pl.DataFrame:
    others = [key for key in keys if key != "period"]
    named = frame.filter(pl.col("period").is_not_null()).join(time, on="period")
    general = frame.filter(pl.col("period").is_null()).drop("period")
    general = _every_period(general, time).join(named, on=[*others, "period"], how="anti", nulls_equal=True)
    return pl.concat([named, general.select(named.columns)]).sort(ROW, "index")


def _values(written: pl.DataFrame, time: pl.DataFrame) -> pl.DataFrame:
    """Values by row and index: each holds until the next one."""
    return (
        written.select(ROW)
        .unique()
        .join(time.select("index"), how="cross")
        .sort(ROW, "index")
        .join(
            written.select(ROW, "index", pl.col("value").alias(WRITTEN)),
            on=[ROW, "index"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col(WRITTEN).forward_fill().over(ROW))
    )
