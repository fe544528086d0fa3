"""Units that minimums, pins and rules force into the network, whether or not anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model

FLOWS = ("make", "buy", "ship", "hold", "serve")
PER_UNIT = {"value": "value", "mass": "mass"}


def forced_units(model: Model, clock: Clock, goods: Goods) -> dict[str, float]:
    """Return an upper bound on the units of each product that are forced over the horizon.

    It only has to be large enough: it widens the links between flows and openings.
    """
    forced = dict.fromkeys(goods.order, 0.0)
    span = clock.horizon
    for table in ("processes", "supplies"):
        minimum = (
            by_period(model, table, ["minimum"]).group_by(model_keys(table)).agg(pl.col("minimum").max())
        )
        rows = (
            model[table]
            .select(*{*model_keys(table), "product"})
            .join(minimum, on=model_keys(table), how="left")
        )
        for product, units in rows.select("product", "minimum").iter_rows():
            forced[product] += units * span
    everything: dict[str, float] = {
        "lanes": float(np.sum(by_period(model, "lanes", ["minimum"])["minimum"].to_numpy())) * span,
        "baseline": sum(
            value * (1 + tolerance) * (len(clock) if period is None else 1)
            for value, tolerance, period in model["baseline"]
            .filter(pl.col("tolerance").is_not_null(), pl.col("activity").is_in(FLOWS))
            .select("value", "tolerance", "period")
            .iter_rows()
        ),
        "rules": _by_rules(model, clock, goods),
    }
    total = sum(everything.values())
    return {product: units + total for product, units in forced.items()}


def model_keys(table: str) -> list[str]:
    """Return the key columns of a table that minimums are read from."""
    return {"processes": ["process"], "supplies": ["site", "product"]}[table]


def _by_rules(model: Model, clock: Clock, goods: Goods) -> float:
    """Units that rules of the form "at least" can force, in all."""
    rules = model["rules"].filter(
        pl.col("sense").is_in([">=", "="]),
        pl.col("activity").is_in(FLOWS),
        pl.col("of").is_null() | (pl.col("of") == "baseline"),
    )
    if rules.is_empty():
        return 0.0
    limits = by_period(model, "rules", ["limit"]).group_by("rule").agg(pl.col("limit").max())
    today = float(model["baseline"]["value"].sum()) * len(clock)
    total = 0.0
    for measure, of, limit in (
        rules.join(limits, on="rule", suffix="_most").select("measure", "of", "limit_most").iter_rows()
    ):
        least = 1.0
        if measure in PER_UNIT:
            least = _least(goods.frame, measure)
        elif measure in {"carbon", "labour", "hours"}:
            least = _least_rate(model, measure)
        total += max(0.0, limit) * (today if of == "baseline" else len(clock)) / least
    return total


def _least_rate(model: Model, measure: str) -> float:
    """Least positive amount of a measure in one unit made."""
    column = {"carbon": "energy", "labour": "labour_hours", "hours": "hours_per_unit"}[measure]
    rate = _least(model["processes"], column)
    return rate * _least(model["countries"], "grid_carbon") if measure == "carbon" else rate


def _least(frame: pl.DataFrame, column: str) -> float:
    """Least positive number of a column; 1 where there is none."""
    positive = frame.filter(pl.col(column) > 0)[column].to_numpy()
    return float(positive.min()) if positive.size else 1.0
