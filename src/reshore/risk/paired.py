"""Replications that two runs have in common, weighed so that they stand for all."""

from __future__ import annotations

import polars as pl


def paired(one: pl.DataFrame, other: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return a column of two runs side by side, for the replications that both have.

    Parameters
    ----------
    one, other
        replication, stratum, weight and the column, of the replications that didn't fail.
    column
        What is compared.

    Returns
    -------
    paired
        replication, stratum, weight, one, other. Weights are those of the first run; what only it has is
        stood for by the others of its stratum.
    """
    values = other.select("replication", other=column)
    both = one.select("replication", "stratum", "weight", one=column).join(
        values, on="replication", maintain_order="left"
    )
    whole = one.group_by("stratum", maintain_order=True).agg(whole=pl.col("weight").sum())
    part = pl.col("weight").sum().over("stratum")
    scaled = pl.when(part > 0).then(pl.col("weight") * pl.col("whole") / part).otherwise(0.0)
    return both.join(whole, on="stratum", maintain_order="left").with_columns(weight=scaled).drop("whole")
