"""The aggregation that every figure of a plan goes through: a column summed by others, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMES = ("period", "year")
"""Columns that place a row in time; `year` is the calendar year in which the period starts."""


def names(by: str | Sequence[str]) -> tuple[str, ...]:
    """Return the columns asked for, be it one or several, each once."""
    return (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))


def total(
    frame: pl.DataFrame, periods: pl.DataFrame, by: Sequence[str], measure: str, *, name: str = "amount"
) -> pl.DataFrame:
    """Sum a column of a frame within groups.

    Parameters
    ----------
    frame
        A frame of a plan that has a column `period`.
    periods
        The plan's periods, in time order.
    by
        Columns to group by: text columns of the frame, or ``year``.
    measure
        The column summed.
    name
        What the sum is called in the result.

    Returns
    -------
    pl.DataFrame
        Columns `by` and `name`; earliest first, then the largest amount first, then by name.

    Raises
    ------
    UsageError
        If the frame can't be grouped by one of the columns.
    """
    return totals(frame, periods, by, {name: measure})


def totals(
    frame: pl.DataFrame, periods: pl.DataFrame, by: Sequence[str], measures: Mapping[str, str]
) -> pl.DataFrame:
    """Sum several columns of a frame within groups, each under a name, sorted by the first of them.

    `frame`, `periods`, `by` and what is raised are as of `total`.
    """
    known = [column for column, dtype in frame.schema.items() if dtype == pl.String]
    for column in by:
        if column not in known and column != "year":
            raise UsageError(f"no grouping by {column!r}; there are {', '.join([*known, 'year'])}")
    timed = [column for column in by if column in TIMES]
    dated = frame.join(calendar(periods), on="period", how="left", validate="m:1", maintain_order="left")
    sums = [pl.col(column).sum().alias(name) for name, column in measures.items()]
    place = pl.col("_order").min()
    grouped = dated.group_by(by, maintain_order=True).agg(*sums, place) if by else dated.select(*sums, place)
    if timed:
        # A year is as early as its first period, also for what happens later in it.
        grouped = grouped.with_columns(pl.col("_order").min().over(timed))
    first = next(iter(measures))
    order = [*(["_order"] if timed else []), first, *by]
    descending = [column == first for column in order]
    return grouped.sort(order, descending=descending, nulls_last=True).select(*by, *measures)


def calendar(periods: pl.DataFrame) -> pl.DataFrame:
    """Return each period with the year in which it starts, as text, and its place in time (`_order`)."""
    year = pl.col("start").dt.year().cast(pl.String)
    return periods.select("period", year=year, _order=pl.int_range(pl.len()))


def with_share(frame: pl.DataFrame, whole: pl.DataFrame, within: Sequence[str]) -> pl.DataFrame:
    """Add `share`: each amount over the `whole` of those that agree in the columns `within`; 0 of nothing."""
    beside = (
        frame.join(whole, on=within, how="left", maintain_order="left")
        if within
        else frame.join(whole, how="cross")
    )
    share = pl.when(pl.col("whole") != 0).then(pl.col("amount") / pl.col("whole")).otherwise(0.0)
    return beside.with_columns(share=share).drop("whole")
