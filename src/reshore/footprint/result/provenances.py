"""The provenances that a solution names, with what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network


def provenances(network: Network, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame provenances: those that something in the solution has."""
    named = pl.concat(
        solved[block]
        .filter(pl.col("units") > 0)
        .select(pl.col(product).alias("product"), pl.col(provenance).alias("provenance"))
        for block, product, provenance in (
            ("make", "product", "provenance"),
            ("buy", "product", "provenance"),
            ("ship", "product", "provenance"),
            ("ship", "product", "arrives"),
            ("hold", "product", "provenance"),
            ("serve", "product", "provenance"),
            ("use", "component", "drawn"),
        )
    )
    labels = pl.col("labels").list.join(" ")
    return (
        network.expansion.following.provenances.join(named, on=["product", "provenance"], how="semi")
        .with_columns(labels=pl.when(labels != "").then(labels))
        .sort("product", "provenance")
        .select(list(FRAMES["provenances"].dtypes))
    )
