"""Money invested, whole, in the period in which what it buys comes into service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping


def investments(solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame investments: what openings and modules cost, before it is spread into annuities."""
    none = pl.lit(None, dtype=pl.String)
    return (
        pl.concat(
            solved[block].select(
                kind=pl.lit(kind),
                site="site",
                country="country",
                resource=resource,
                period="period",
                amount=pl.col("investment") * pl.col("units"),
            )
            for block, kind, resource in (
                ("start", "site_opening", none),
                ("build", "module", pl.col("resource")),
            )
        )
        .filter(pl.col("amount") > 0)
        .sort("site", "kind", "resource", "period")
    )
