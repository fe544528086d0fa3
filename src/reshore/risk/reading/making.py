"""Processes, resources and supplies of the sites that run: what a unit takes, and what there is a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.reading.costs import annuity
from reshore.risk.reading.moment import WEEK_OF_YEAR
from reshore.tables.periods import active_share
from reshore.tables.profile import Profile

if TYPE_CHECKING:
    from reshore.risk.reading.moment import Moment


def resources(moment: Moment) -> pl.DataFrame:
    """Return the resources of open sites: site, resource, hours, module, module_cost."""
    keys = ["site", "resource"]
    hours = moment.frame("capacity").select(*keys, hours=pl.col("hours_available") / moment.weeks)
    ordered = moment.plan["capacity"].group_by(keys, maintain_order=True).agg(pl.col("modules_ordered").sum())
    prices = ("installed", "hours_per_year", "module_cost", "module_fixed_cost", "maximum")
    rate = float(moment.model.settings["discount_rate"])
    charge = annuity(pl.col("module_cost"), pl.col("asset_life"), rate)
    # A hundred millionth of a unit is forgiven, as a maximum of 0.3 with modules of 0.1 has room for three.
    units = pl.col("installed") + pl.col("module_size") * (pl.col("modules_ordered") + 1)
    room = pl.col("maximum").is_not_null() & (units <= pl.col("maximum") + 1e-8)
    return (
        moment.numbers("resources", *prices)
        .join(moment.model["resources"].select(*keys, "module_size", "asset_life"), on=keys)
        .join(moment.sites(), on="site", how="semi")
        .join(hours, on=keys)
        .join(ordered, on=keys)
        .with_columns(
            module=pl.when(room).then(pl.col("hours_per_year") * WEEK_OF_YEAR * pl.col("module_size")),
            module_cost=pl.when(room).then(charge + pl.col("module_fixed_cost")),
        )
        .select(*keys, "hours", "module", "module_cost")
        .sort(keys)
    )


def makes(moment: Moment) -> pl.DataFrame:
    """Return the processes of open sites.

    Returns
    -------
    pl.DataFrame
        process, site, product, variant, resource, hours, cost and rate as of an operation; and gross, the
        units that are started for a good one.
    """
    model = moment.model
    fixed = ("process", "site", "product", "variant", "resource", "scrap", "rework")
    prices = moment.numbers("countries", "labour_rate", "electricity_price", "grid_carbon")
    carbon_price = float(model.settings["carbon_price"]) / 1000
    energy = pl.col("electricity_price") + carbon_price * pl.col("grid_carbon")
    cost = (
        pl.col("cost_per_unit") + pl.col("labour_hours") * pl.col("labour_rate") + pl.col("energy") * energy
    )
    rows = (
        model["processes"]
        .select(fixed)
        .join(
            moment.numbers("processes", "hours_per_unit", "cost_per_unit", "labour_hours", "energy"),
            on="process",
        )
        .join(moment.sites(), on="site")
        .join(model["sites"].select("site", "country"), on="site")
        .join(prices, on="country")
        .join(moment.rates("production", ["process"]), on="process", how="left")
        .with_columns(_mean(moment, "scrap"), _mean(moment, "rework"), pl.col("rate").fill_null(0.0))
    )
    worked = pl.col("gross") * (1 + pl.col("rework"))
    return (
        rows.with_columns(gross=1 / (1 - pl.col("scrap")))
        .with_columns(hours=pl.col("hours_per_unit") * worked, cost=cost * worked)
        .select("process", "site", "product", "variant", "resource", "gross", "hours", "cost", "rate")
        .sort("process")
    )


def uses(moment: Moment, making: pl.DataFrame) -> pl.DataFrame:
    """Return what a good unit of each process takes: process, site, component, quantity."""
    recipes = moment.numbers("boms", "quantity")
    return (
        making.join(recipes, on=["product", "variant"])
        .select("process", "site", "component", quantity=pl.col("quantity") * pl.col("gross"))
        .sort("process", "component")
    )


def buys(moment: Moment) -> pl.DataFrame:
    """Return the active supplies of open sites: site, product, capacity, cost, rate."""
    keys = ["site", "product"]
    active = moment.model["supplies"].with_columns(start=moment.start, end=moment.end)
    return (
        active.select(*keys, share=active_share())
        .filter(pl.col("share") > 0)
        .join(moment.sites(), on="site", how="semi")
        .join(moment.numbers("supplies", "unit_cost", "capacity"), on=keys)
        .join(moment.rates("purchases", keys), on=keys, how="left")
        .select(
            *keys,
            capacity=pl.col("capacity") * WEEK_OF_YEAR * pl.col("share"),
            cost="unit_cost",
            rate=pl.col("rate").fill_null(0.0),
        )
        .sort(keys)
    )


def _mean(moment: Moment, column: str) -> pl.Expr:
    """Mean of a profile over the period, by months since the site's start."""
    return (
        pl.struct(column, "age")
        .map_elements(
            lambda row: Profile.parse(row[column]).mean(row["age"], row["age"] + moment.months),
            return_dtype=pl.Float64,
        )
        .alias(column)
    )
