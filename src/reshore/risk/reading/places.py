"""Places that run, what is held at them, and what markets want."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError
from reshore.risk.reading.costs import holding
from reshore.risk.reading.moment import WEEK_OF_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.risk.reading.moment import Moment

ITEM = ["place", "product"]
DEMAND = ["market", "product", "segment"]


def places(moment: Moment) -> pl.DataFrame:
    """Return open sites and all markets: place, kind, country."""
    running = moment.model["sites"].join(moment.sites(), on="site", how="semi")
    return pl.concat(
        [
            running.select("country", place="site", kind=pl.lit("site")),
            moment.model["markets"].select("country", place="market", kind=pl.lit("market")),
        ]
    )


def sites(moment: Moment) -> pl.DataFrame:
    """Return open sites: site, country, group, role, throughput, time_to_recover."""
    return (
        moment.model["sites"]
        .select("site", "country", "group", "role", "time_to_recover")
        .join(moment.sites(), on="site", how="semi")
        .join(moment.numbers("sites", "throughput"), on="site")
        .with_columns(pl.col("throughput") * WEEK_OF_YEAR)
        .sort("site")
    )


def items(moment: Moment, mentioned: pl.DataFrame) -> pl.DataFrame:
    """Return all but the standard cost of items: those mentioned, and those held at a place that runs.

    Parameters
    ----------
    mentioned
        place, product; of what an option or a demand mentions, with repetitions.
    """
    products = moment.model["products"].select("product", "family")
    capital = _by_product(holding(moment), "capital")
    storage = moment.numbers("stocks", "cost").rename({"site": "place", "cost": "storage"})
    return (
        pl.concat([mentioned.select(ITEM), storage.select(ITEM)])
        .unique()
        .join(places(moment), on="place")
        .join(products, on="product")
        .join(moment.numbers("products", "value"), on="product")
        .join(capital, on="product")
        .join(storage, on=ITEM, how="left")
        .join(_stock(moment), on=ITEM, how="left")
        .with_columns(pl.col("stock", "storage").fill_null(0.0))
        .with_columns(holding=(pl.col("capital") + pl.col("storage")) * WEEK_OF_YEAR)
        .select(*ITEM, "kind", "country", "family", "value", "stock", "holding")
        .sort(ITEM)
    )


def demands(moment: Moment) -> pl.DataFrame:
    """Return what the plan serves: market, country, product, segment, rate, price, and shortage (cost).

    Raises
    ------
    UsageError
        If it serves nothing.
    """
    settings = moment.model.settings
    factor = 0.0 if settings["objective"] == "profit" else float(settings["shortage_factor"])
    served = moment.rates("service", [*DEMAND, "country"], "served").filter(pl.col("rate") > 0)
    if served.is_empty():
        raise UsageError(f"the plan serves nothing in {moment.period}{_elsewhere(moment)}")
    usual = factor * pl.col("value")
    return (
        served.join(moment.numbers("demands", "price", "shortage_cost"), on=DEMAND)
        .join(moment.numbers("products", "value"), on="product")
        .with_columns(shortage=pl.coalesce("shortage_cost", usual))
        .select("market", "country", "product", "segment", "rate", "price", "shortage")
        .sort(DEMAND)
    )


def weighed(wanted: pl.DataFrame, mean: Mapping[str, float]) -> pl.DataFrame:
    """Add `worth`, price or shortage cost; `outlay`, its variable cost up to that; and `weight`.

    The weight is what an exposure counts for a unit lost: its margin where it has a price, else the shortage
    cost.

    Parameters
    ----------
    mean
        Variable cost of a unit, by product.
    """
    known = wanted.join(_by_product(mean, "mean"), on="product", how="left", maintain_order="left")
    margin = pl.when(pl.col("price").is_not_null()).then(pl.col("worth") - pl.col("outlay"))
    return (
        known.with_columns(worth=pl.coalesce("price", "shortage"))
        .with_columns(outlay=pl.min_horizontal("worth", "mean"))
        .with_columns(weight=pl.coalesce(margin, "shortage"))
    )


def _stock(moment: Moment) -> pl.DataFrame:
    """Units at the start: place, product, stock."""
    if not moment.before:
        return moment.model["stocks"].select("product", place="site", stock="opening")
    rows = moment.plan["stock"].filter(pl.col("period") == moment.before)
    return rows.group_by("product", place="site", maintain_order=True).agg(stock=pl.col("units").sum())


def _elsewhere(moment: Moment) -> str:
    """When the plan does serve something, in words."""
    busy = moment.plan["service"].filter(pl.col("served") > 0)
    periods = moment.plan["periods"].join(busy, on="period", how="semi", maintain_order="left")["period"]
    return f": choose one of {', '.join(periods)}" if periods.len() else ", nor in any other period"


def _by_product(costs: Mapping[str, float], name: str) -> pl.DataFrame:
    schema = {"product": pl.String, name: pl.Float64}
    return pl.DataFrame([*costs.items()], schema=schema, orient="row")
