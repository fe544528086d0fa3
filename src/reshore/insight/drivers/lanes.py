"""Distance neutralised: lanes to sites, or to markets, cost and take the same, wherever they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.drivers.level import level
from reshore.insight.drivers.ways import numbers
from reshore.insight.drivers.write import write

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

COSTS = {"by_unit": "units", "by_kg": "mass"}
"""The two parts of what a unit costs on a lane, and what each is weighted with."""

DAYS = {"days": "units", "border_days": "units"}


def freight(model: Model, plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with one freight rate for each product on all lanes that end at a site."""
    return _cost(model, numbers(model, plan, to_sites=True))


def transit(model: Model, plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with as many days for each product on all lanes that end at a site."""
    return _time(model, numbers(model, plan, to_sites=True))


def closeness(model: Model, plan: Plan) -> dict[str, pl.DataFrame]:
    """Return the tables with one freight rate and as many days for each product on all lanes to markets."""
    found = numbers(model, plan, to_sites=False)
    cost = _cost(model, found)
    return cost | _time(model.with_frames(**cost), found)


def _cost(model: Model, found: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Write both parts of the cost, and nothing by the shipment."""
    values = level(found, COSTS).select(
        "lane",
        "period",
        cost_per_unit="by_unit",
        cost_per_kg="by_kg",
        cost_per_shipment=pl.lit(None, pl.Float64),
    )
    return write(model, "lanes", ("cost_per_unit", "cost_per_kg", "cost_per_shipment"), values)


def _time(model: Model, found: pl.DataFrame) -> dict[str, pl.DataFrame]:
    values = level(found, DAYS).select("lane", "period", *DAYS)
    return write(model, "lanes", tuple(DAYS), values)
