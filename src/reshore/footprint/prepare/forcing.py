"""Units that minimums, pins and rules force into the network, whether or not anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model

FLOWS = ("make", "buy", "ship", "hold", "serve")
KEYS = {"processes": ["process"], "supplies": ["site", "product"], "lanes": ["lane"]}
"""Table with minimums -> its key."""

PER_UNIT = {"value": "value", "mass": "mass"}


def forced_units(model: Model, clock: Clock, goods: Goods) -> dict[str, float]:
    """Return an upper bound on the units of each product that are forced over the horizon.

    It only has to be large enough: it widens the links between flows and openings.
    """
    rows = pl.concat([*(_minimums(model, clock, table) for table in KEYS), _pinned(model, clock)])
    sums = dict(rows.group_by("product").agg(pl.col("units").sum()).iter_rows())
    any_product = sums.get(None, 0.0) + _by_rules(model, clock, goods)
    return {product: sums.get(product, 0.0) + any_product for product in goods.order}


def _minimums(model: Model, clock: Clock, table: str) -> pl.DataFrame:
    """Least units over the horizon of each row of a table, with its product (null: any)."""
    key = KEYS[table]
    rows = model[table].select(*{*key, "product"})
    return (
        by_period(model, table, ["minimum"])
        .join(clock.frame.select("period", "years"), on="period")
        .join(rows, on=key)
        .select("product", units=pl.col("minimum") * pl.col("years"))
    )


def _pinned(model: Model, clock: Clock) -> pl.DataFrame:
    """Most units over the horizon of each pinned row of the baseline, with its product (null: any)."""
    periods = pl.when(pl.col("period").is_null()).then(len(clock)).otherwise(1)
    return (
        model["baseline"]
        .filter(pl.col("tolerance").is_not_null(), pl.col("activity").is_in(FLOWS))
        .select("product", units=pl.col("value") * (1 + pl.col("tolerance")) * periods)
    )


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
