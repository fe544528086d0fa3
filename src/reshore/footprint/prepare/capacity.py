"""Resources over time: hours that are there, modules that can be ordered, ramps by period of start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.prepare.money import annuity, balance_due, charged_years
from reshore.tables.profile import Profile
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.places import Places
    from reshore.tables.model import Model

KEY = ("site", "resource")


@dataclass(frozen=True, slots=True)
class Capacity:
    """Resources over time.

    Attributes
    ----------
    resources
        site, resource, period; country, installed (units), hours (of one unit in the period), most_hours
        (with all modules that can be there), module_fixed (currency/module in the period), modules (most
        that can be ordered).
    build
        site, resource, period in which modules can come into service; most (modules), country, group, role,
        investment (currency/module),
        due (what is still due of one module at the horizon).
    service
        site, resource, period (of start of service), running (period), units: capacity units in service of
        one module, ramp and life counted; life: share of the period in its life.
    ramp
        site, resource, period (of the site's start), running (period), units: installed units in service.
    charges
        site, resource, period (of start of service), booked (period), amount: annuities of one module.
    """

    resources: pl.DataFrame
    build: pl.DataFrame
    service: pl.DataFrame
    ramp: pl.DataFrame
    charges: pl.DataFrame

    @classmethod
    def of(cls, model: Model, clock: Clock, places: Places) -> Capacity:
        """Read the resources of a model."""
        fixed = model["resources"].select(*KEY, "module_size", "months_to_install", "ramp", "asset_life")
        numbers = ["installed", "hours_per_year", "module_cost", "module_fixed_cost", "maximum"]
        over_time = (
            by_period(model, "resources", numbers)
            .join(fixed, on=KEY, how="left")
            .join(
                clock.frame.select("period", "index", "years"),
                on="period",
            )
            .join(
                places.sites.select("site", "country", "group", "role", "candidate", "earliest"),
                on="site",
                how="left",
            )
            .with_columns(top=pl.col("maximum").max().over(KEY), there=pl.col("installed").max().over(KEY))
            .with_columns(
                modules=((pl.col("top") - pl.col("there")) / pl.col("module_size") + 1e-9)
                .floor()
                .fill_null(0.0)
                .clip(lower_bound=0.0)
            )
        )
        resources = over_time.select(
            *KEY,
            "period",
            "country",
            "installed",
            "modules",
            hours=pl.col("hours_per_year") * pl.col("years"),
            module_fixed=pl.col("module_fixed_cost") * pl.col("years"),
        ).with_columns(
            most_hours=pl.col("hours") * (pl.col("installed") + pl.col("modules") * over_time["module_size"])
        )
        buildable = over_time.filter(
            pl.col("modules") > 0,
            pl.col("index")
            >= pl.max_horizontal(
                pl.col("months_to_install").map_elements(clock.not_before, return_dtype=pl.Int64), "earliest"
            ),
        )
        rate = float(model.settings["discount_rate"])
        service, charges, due = [], [], []
        for site, resource, period, start, size, life, cost, ramp_text in buildable.select(
            *KEY, "period", "index", "module_size", "asset_life", "module_cost", "ramp"
        ).iter_rows():
            ramp = Profile.parse(ramp_text)
            since = clock.begins[start]
            due.append(balance_due(cost, since, life, clock.horizon, rate))
            for t in range(start, len(clock)):
                years = charged_years(clock.begins[t], clock.ends[t], since, life)
                if not years:
                    continue
                share = years / clock.years[t]
                units = size * ramp.mean(*clock.age(start, t)) * share
                service.append((site, resource, period, clock.names[t], units, share))
                charges.append((site, resource, period, clock.names[t], annuity(cost, life, rate) * years))
        keys = {"site": pl.String, "resource": pl.String, "period": pl.String}
        return cls(
            resources=resources,
            build=buildable.select(
                *KEY, "period", "country", "group", "role", most="modules", investment="module_cost"
            ).with_columns(pl.Series("due", due, dtype=pl.Float64)),
            service=pl.DataFrame(
                service,
                schema={**keys, "running": pl.String, "units": pl.Float64, "life": pl.Float64},
                orient="row",
            ),
            ramp=_ramp(over_time, places, clock),
            charges=pl.DataFrame(
                charges, schema={**keys, "booked": pl.String, "amount": pl.Float64}, orient="row"
            ),
        )


def _ramp(over_time: pl.DataFrame, places: Places, clock: Clock) -> pl.DataFrame:
    """Installed units in service of candidates, by the period in which the site starts."""
    position = clock.position
    installed = {
        (site, resource, period): units
        for site, resource, period, units in over_time.select(*KEY, "period", "installed").iter_rows()
    }
    ramps = over_time.filter("candidate").select(*KEY, "ramp").unique(maintain_order=True)
    rows: list[tuple[str, str, str, str, float]] = []
    for site, resource, period, text in (
        places.start.select("site", "period")
        .join(ramps, on="site")
        .select(*KEY, "period", "ramp")
        .iter_rows()
    ):
        ramp, start = Profile.parse(text), position[period]
        rows.extend(
            (site, resource, period, name, ramp.mean(*clock.age(start, t)) * installed[site, resource, name])
            for t, name in enumerate(clock.names)
            if t >= start
        )
    return pl.DataFrame(
        rows,
        schema={
            "site": pl.String,
            "resource": pl.String,
            "period": pl.String,
            "running": pl.String,
            "units": pl.Float64,
        },
        orient="row",
    )
