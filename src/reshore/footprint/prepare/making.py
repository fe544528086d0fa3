"""Processes over time: hours, materials and cost of a good unit, by the period since which the site runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.profile import Profile
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.footprint.prepare.places import Places
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Making:
    """Processes over time.

    Attributes
    ----------
    make
        process, since, period; site, product and other attributes; per good unit: gross, hours, labour_hours,
        energy (kWh), carbon (kg), value, value_added, and the ``cost.`` columns; minimum (units).
        `since` is the period since which the site runs: where scrap or rework of a candidate depend on it
        there is one line for each possible start, and by_start is true; elsewhere it is the first period.
    use
        process, since, period, site, component, used: units of the component in one good unit.
    """

    make: pl.DataFrame
    use: pl.DataFrame

    @classmethod
    def of(cls, model: Model, clock: Clock, goods: Goods, places: Places) -> Making:
        """Read the processes of a model."""
        processes = model["processes"].select(
            "process", "site", "product", "variant", "resource", "scrap", "rework"
        )
        candidates = set(places.sites.filter("candidate")["site"])
        lines = _ages(processes, candidates, places, clock)
        rates = by_period(
            model,
            "processes",
            ["hours_per_unit", "cost_per_unit", "labour_hours", "energy", "minimum"],
        )
        factors = by_period(model, "countries", ["labour_rate", "electricity_price", "grid_carbon"])
        carbon_price = float(model.settings["carbon_price"]) / 1000
        years = clock.frame.select("period", "years")
        use, content = _materials(model, processes, lines, goods)
        worked = pl.col("gross") * (1 + pl.col("rework"))
        make = (
            lines.join(processes.drop("scrap", "rework"), on="process", how="left")
            .join(places.sites.select("site", "country", "group", "role"), on="site", how="left")
            .join(rates, on=["process", "period"], how="left")
            .join(factors, on=["country", "period"], how="left")
            .join(
                goods.frame.select("product", "period", "family", "value", "mass"),
                on=["product", "period"],
                how="left",
            )
            .join(content, on=["process", "period"], how="left")
            .join(years, on="period", how="left")
            .with_columns(gross=1 / (1 - pl.col("scrap")))
            .with_columns(
                hours=pl.col("hours_per_unit") * worked,
                labour_hours=pl.col("labour_hours") * worked,
                energy=pl.col("energy") * worked,
                minimum=pl.col("minimum") * pl.col("years"),
                value_added=pl.col("value") - pl.col("content").fill_null(0.0),
            )
            .with_columns(carbon=pl.col("energy") * pl.col("grid_carbon"))
            .with_columns(
                (pl.col("cost_per_unit") * worked).alias("cost.production"),
                (pl.col("labour_hours") * pl.col("labour_rate")).alias("cost.labour"),
                (pl.col("energy") * pl.col("electricity_price")).alias("cost.energy"),
                (pl.col("carbon") * carbon_price).alias("cost.carbon"),
            )
            .drop(
                "hours_per_unit",
                "cost_per_unit",
                "labour_rate",
                "electricity_price",
                "grid_carbon",
                "content",
                "years",
            )
        )
        return cls(make, use)


def _ages(processes: pl.DataFrame, candidates: set[str], places: Places, clock: Clock) -> pl.DataFrame:
    """Scrap and rework of every process by period, and by start of the site where they depend on it."""
    starts: dict[str, list[int]] = {}
    position = clock.position
    for site, period in places.start.select("site", "period").iter_rows():
        starts.setdefault(site, []).append(position[period])
    rows = []
    for process, site, scrap_text, rework_text in processes.select(
        "process", "site", "scrap", "rework"
    ).iter_rows():
        scrap, rework = Profile.parse(scrap_text), Profile.parse(rework_text)
        by_start = site in candidates and not (scrap.is_flat and rework.is_flat)
        for since in starts.get(site, []) if by_start else [0]:
            for t in range(since, len(clock)):
                age = clock.age(since, t)
                rows.append(
                    (
                        process,
                        clock.names[since],
                        clock.names[t],
                        by_start,
                        scrap.mean(*age),
                        rework.mean(*age),
                    )
                )
    return pl.DataFrame(
        rows,
        schema={
            "process": pl.String,
            "since": pl.String,
            "period": pl.String,
            "by_start": pl.Boolean,
            "scrap": pl.Float64,
            "rework": pl.Float64,
        },
        orient="row",
    )


def _materials(
    model: Model, processes: pl.DataFrame, lines: pl.DataFrame, goods: Goods
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Components used by a good unit, and their value (before scrap) by process and period."""
    recipe = by_period(model, "boms", ["quantity"])
    parts = processes.select("process", "site", "product", "variant").join(
        recipe, on=["product", "variant"], how="inner"
    )
    values = goods.frame.select(component="product", period="period", worth="value")
    content = (
        parts.join(values, on=["component", "period"], how="left")
        .group_by("process", "period")
        .agg(content=(pl.col("quantity") * pl.col("worth")).sum())
    )
    use = lines.join(
        parts.select("process", "site", "period", "component", "quantity"),
        on=["process", "period"],
        how="inner",
    ).select(
        "process", "since", "period", "site", "component", used=pl.col("quantity") / (1 - pl.col("scrap"))
    )
    return use, content
