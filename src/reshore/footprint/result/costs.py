"""Cost lines of a solution: what is paid for what, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.variables import COST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network

LINE = ["cost", "place", "country", "product", "period"]

PLACE: Mapping[str, tuple[str, str]] = {
    "open": ("site", "country"),
    "stop": ("site", "country"),
    "keep": ("site", "country"),
    "make": ("site", "country"),
    "buy": ("site", "country"),
    "ship": ("origin", "origin_country"),
    "serve": ("market", "country"),
    "short": ("market", "country"),
    "use": ("site", "country"),
    "relief": ("site", "country"),
}
"""Block -> columns of its frame that hold the place and country of its cost lines."""

IMPORTER = pl.when("crosses").then("destination_country").otherwise("origin_country")
OTHERWISE: Mapping[tuple[str, str], tuple[pl.Expr, pl.Expr, pl.Expr]] = {
    ("ship", "duty"): (pl.col("destination"), IMPORTER, pl.col("product")),
    ("use", "duty"): (pl.col("site"), pl.col("country"), pl.col("component")),
}
"""Block and cost line -> place, country and product where they aren't those of the block."""


def costs(network: Network, solved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the frame costs; the sum of present_value is the objective."""
    lines = pl.concat(
        [
            *(line for block in PLACE for line in _same_period(solved[block], block)),
            _spread(
                solved["start"],
                network.places.charges.with_columns(cost=pl.lit("site_opening")),
                ["site", "period"],
            ),
            _spread(
                solved["build"],
                network.capacity.charges.with_columns(cost=pl.lit("module")),
                ["site", "resource", "period"],
            ),
            _spread(solved["hold"], network.storing.charges, ["site", "product", "period"]),
            network.storing.constants.select(*LINE, "amount"),
            *(_penalties(solved[block]) for block in ("over", "under", "missing", "spare")),
        ]
    )
    worth = network.clock.frame.select("period", "index", "discount")
    booked = (
        lines.group_by(LINE)
        .agg(pl.col("amount").sum())
        .join(worth, on="period", how="left")
        .with_columns(present_value=pl.col("amount") * pl.col("discount"))
    )
    return (
        pl.concat([booked, _written_off(network, solved["write_off"]).select(booked.columns)])
        .filter(pl.col("amount") != 0)
        .sort("cost", "place", "product", "index", nulls_last=True)
        .select(*LINE, "amount", "present_value")
    )


def _same_period(frame: pl.DataFrame, block: str) -> list[pl.DataFrame]:
    """Lines of what is paid in the period of the decision."""
    product = pl.col("product") if "product" in frame.columns else pl.lit(None, dtype=pl.String)
    own = (*(pl.col(name) for name in PLACE[block]), product)
    paid = frame.filter(pl.col("units") != 0)
    found = []
    for column in (name for name in frame.columns if name.startswith(COST)):
        cost = column.removeprefix(COST)
        place, country, good = OTHERWISE.get((block, cost), own)
        found.append(
            paid.select(
                cost=pl.lit(cost),
                place=place,
                country=country,
                product=good,
                period="period",
                amount=pl.col(column) * pl.col("units"),
            )
            .group_by(LINE)
            .agg(pl.col("amount").sum())
        )
    return found


def _spread(frame: pl.DataFrame, charges: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Lines of what is paid over several periods."""
    product = pl.col("product") if "product" in keys else pl.lit(None, dtype=pl.String)
    return (
        charges.join(
            frame.filter(pl.col("units") != 0).select(*keys, "country", "units"), on=keys, how="inner"
        )
        .select(
            "cost",
            place="site",
            country="country",
            product=product,
            period="booked",
            amount=pl.col("amount") * pl.col("units"),
        )
        .select(*LINE, "amount")
    )


def _penalties(frame: pl.DataFrame) -> pl.DataFrame:
    """Lines of what priced rules charge."""
    return frame.select(
        cost=pl.lit("rule_penalty"),
        place="rule",
        country=pl.lit(None, dtype=pl.String),
        product=pl.lit(None, dtype=pl.String),
        period="period",
        amount=pl.col("price") * pl.col("units"),
    )


def _written_off(network: Network, frame: pl.DataFrame) -> pl.DataFrame:
    """Lines of what is still due after the horizon, worth its value at the horizon."""
    due = pl.col("units") * pl.col("most")
    return frame.select(
        cost=pl.lit("write_off"),
        place="site",
        country="country",
        product=pl.lit(None, dtype=pl.String),
        period=pl.lit(network.clock.names[-1]),
        amount=due,
        index=pl.lit(len(network.clock) - 1, dtype=pl.Int32),
        discount=pl.lit(network.clock.final),
        present_value=due * network.clock.final,
    )
