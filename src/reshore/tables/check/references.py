"""References: what a cell names has to be a row of the table that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.problem import Problem, nearest, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.tables.schema import Column


def dangling(values: pl.Series, column: Column, frames: Mapping[str, pl.DataFrame]) -> Problem:
    """Return the cells that name what is in none of the tables they refer to; of a list, each item counts."""
    known = pl.concat([frames[table][target].rename("known") for table, target in column.references])
    known = known.drop_nulls().unique()
    if column.type == "list":
        wrong = values.is_in(_lists_with_unknown(values, known).implode())
    else:
        wrong = ~values.is_in(known.implode())
    tables = " or ".join(dict.fromkeys(table for table, _ in column.references))

    def say(row: int) -> tuple[str, str]:
        names = [values[row]] if column.type != "list" else values[row].split()
        missing = next(name for name in names if name not in known)
        return f"{column.name} {show(missing)} is not in {tables}", nearest(missing, known)

    return Problem(wrong.fill_null(False), say)


def _lists_with_unknown(values: pl.Series, known: pl.Series) -> pl.Series:
    """Return the different texts that have an item outside of `known`."""
    different = values.drop_nulls().unique().to_frame("text")
    items = different.with_columns(pl.col("text").str.extract_all(r"\S+").alias("item")).explode("item")
    return items.filter(~pl.col("item").is_in(known.implode()))["text"].unique()
