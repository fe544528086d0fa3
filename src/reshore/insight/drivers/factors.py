"""Factor costs of countries neutralised: wages, and the price and carbon of electricity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.drivers.level import level
from reshore.insight.drivers.write import write
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def labour(model: Model, plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with one wage in all countries, weighted with the plan's hours of labour."""
    return _levelled(model, plan, ["labour_rate"], "labour_hours")


def energy(model: Model, plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with one price and carbon intensity of electricity, weighted with the plan's kWh."""
    return _levelled(model, plan, ["electricity_price", "grid_carbon"], "energy")


def _levelled(model: Model, plan: Plan, columns: Sequence[str], weight: str) -> dict[str, pl.DataFrame]:
    weights = plan["production"].group_by("country", maintain_order=True).agg(pl.col(weight).sum())
    numbers = (
        by_period(model, "countries", columns)
        .join(weights, on="country", how="left", maintain_order="left")
        .with_columns(pl.col(weight).fill_null(0.0), group=pl.lit("all"))
    )
    return write(model, "countries", columns, level(numbers, dict.fromkeys(columns, weight)))
