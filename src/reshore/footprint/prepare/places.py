"""Sites over time: which can open or stop and when, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.prepare.money import annuity, balance_due, charged_years
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.tables.model import Model

MARKET = "market"
"""Status of a location that is a market."""

ATTRIBUTES = ("country", "group", "role", "status")


def locations(model: Model) -> pl.DataFrame:
    """Return sites and markets alike: site (its name), country, group, status (of a market: market)."""
    names = ["country", "group", "status"]
    markets = model["markets"].select(
        pl.col("market").alias("site"), "country", "group", status=pl.lit(MARKET)
    )
    return pl.concat([model["sites"].select("site", *names), markets])


@dataclass(frozen=True, slots=True)
class Places:
    """Sites over time.

    Attributes
    ----------
    sites
        site, its attributes, candidate, may_stop, decides (either of both).
    open
        site, period, attributes, lower and upper bound of being open, throughput, years, cost.site_fixed.
    start
        site, period: where a candidate may start; investment; due: what is still due of it at the horizon.
    stop
        site, period: where a site may stop; cost.site_closing, cost.salvage.
    charges
        site, period (of start), booked (period), amount: annuities of the investment of a start.
    """

    sites: pl.DataFrame
    open: pl.DataFrame
    start: pl.DataFrame
    stop: pl.DataFrame
    charges: pl.DataFrame

    @classmethod
    def of(cls, model: Model, clock: Clock) -> Places:
        """Read the sites of a model."""
        sites = (
            model["sites"]
            .select("site", *ATTRIBUTES, "months_to_open", "first_period", "asset_life", "closing_cost")
            .with_columns(
                candidate=pl.col("status") == "candidate", may_stop=pl.col("closing_cost").is_not_null()
            )
            .with_columns(decides=pl.col("candidate") | pl.col("may_stop"))
            .drop("closing_cost")
        )
        index = clock.frame.select("period", "index", "years")
        first = index.select(first_period="period", first_index="index")
        earliest = (
            sites.join(first, on="first_period", how="left")
            .with_columns(
                earliest=pl.when("candidate")
                .then(
                    pl.max_horizontal(
                        pl.col("months_to_open").map_elements(clock.not_before, return_dtype=pl.Int64),
                        pl.col("first_index").fill_null(0),
                    )
                )
                .otherwise(0)
            )
            .drop("first_index", "first_period", "months_to_open")
        )
        columns = ["fixed_cost", "opening_cost", "closing_cost", "salvage", "throughput"]
        over_time = (
            by_period(model, "sites", columns)
            .join(earliest, on="site", how="left")
            .join(index, on="period", how="left")
        )
        can_run = pl.col("index") >= pl.col("earliest")
        opened = over_time.select(
            "site",
            "period",
            *ATTRIBUTES,
            "throughput",
            "years",
            "decides",
            (~pl.col("decides")).cast(pl.Float64).alias("lower"),
            can_run.cast(pl.Float64).alias("upper"),
            (pl.col("fixed_cost") * pl.col("years")).alias("cost.site_fixed"),
        )
        starts = over_time.filter("candidate", can_run)
        stops = over_time.filter(
            "may_stop", (pl.col("index") > pl.col("earliest")) | ~pl.col("candidate")
        ).select(
            "site",
            "country",
            "period",
            pl.col("closing_cost").alias("cost.site_closing"),
            (-pl.col("salvage")).alias("cost.salvage"),
        )
        rate = float(model.settings["discount_rate"])
        charges = pl.DataFrame(
            [
                (site, period, clock.names[t], annuity(cost, life, rate) * years)
                for site, period, index_, cost, life in starts.select(
                    "site", "period", "index", "opening_cost", "asset_life"
                ).iter_rows()
                if cost
                for t in range(index_, len(clock))
                if (years := charged_years(clock.begins[t], clock.ends[t], clock.begins[index_], life))
            ],
            schema={"site": pl.String, "period": pl.String, "booked": pl.String, "amount": pl.Float64},
            orient="row",
        )
        due = [
            balance_due(cost, clock.begins[index_], life, clock.horizon, rate) if cost else 0.0
            for index_, cost, life in starts.select("index", "opening_cost", "asset_life").iter_rows()
        ]
        return cls(
            sites=earliest,
            open=opened,
            start=starts.select("site", "country", "period", investment="opening_cost").with_columns(
                pl.Series("due", due, dtype=pl.Float64)
            ),
            stop=stops,
            charges=charges,
        )
