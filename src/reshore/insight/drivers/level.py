"""Levelling: numbers that differ from row to row become their mean in each period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

ALIKE = 1e-12
"""Numbers whose spread is this part of the largest are one number, up to the last digits."""


def level(numbers: pl.DataFrame, columns: Mapping[str, str]) -> pl.DataFrame:
    """Return the rows of groups in which numbers differ, with the group's means in place of the numbers.

    Parameters
    ----------
    numbers
        `group`, `period`, the numbers and their weights; one row for each cell and period. A row's weights
        are the same in all periods, so that a mean moves only where a number does.
    columns
        Column of numbers -> column of its weights, not negative. Where all weights of a group are 0, its rows
        count alike.

    Returns
    -------
    pl.DataFrame
        Some of the rows, in their order, with the same columns.
    """
    by = ["group", "period"]
    spread = pl.any_horizontal(
        (pl.col(name).max() - pl.col(name).min()) > ALIKE * pl.col(name).abs().max() for name in columns
    )
    uneven = (
        numbers.group_by(by, maintain_order=True)
        .agg(spread.alias("uneven"))
        .group_by("group", maintain_order=True)
        .agg(pl.col("uneven").any())
        .filter("uneven")
    )
    rows = numbers.join(uneven, on="group", how="semi", maintain_order="left")
    means = rows.group_by(by, maintain_order=True).agg(_mean(*pair) for pair in columns.items())
    return rows.drop(columns).join(means, on=by, how="left", maintain_order="left").select(numbers.columns)


def _mean(name: str, weight: str) -> pl.Expr:
    number, weights = pl.col(name), pl.col(weight)
    total = weights.sum()
    mean = pl.when(total > 0).then((number * weights).sum() / total).otherwise(number.mean())
    return mean.clip(number.min(), number.max()).alias(name)
