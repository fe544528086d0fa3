"""Units that minimums, pins and rules force into the network, whether or not anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.footprint.measures import of_unit
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model

FLOWS = ("make", "buy", "use", "ship", "hold", "serve")
KEYS = {"processes": ["process"], "supplies": ["site", "product"], "lanes": ["lane"]}
"""Table with minimums -> its key."""


def forced_units(
    model: Model, clock: Clock, goods: Goods, activities: Mapping[str, pl.DataFrame]
) -> dict[str, float]:
    """Return an upper bound on the units of each product that are forced over the horizon.

    It only has to be large enough: it widens the links between flows and openings.

    Parameters
    ----------
    model, clock, goods
        The model as far as it is prepared.
    activities
        Frames of make, buy, use, ship, hold and serve with what a unit measures.
    """
    rows = pl.concat([*(_minimums(model, clock, table) for table in KEYS), _pinned(model, clock)])
    sums = dict(rows.group_by("product").agg(pl.col("units").sum()).iter_rows())
    any_product = sums.get(None, 0.0) + _by_rules(model, clock, activities)
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


def _by_rules(model: Model, clock: Clock, activities: Mapping[str, pl.DataFrame]) -> float:
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
    for activity, measure, of, limit in (
        rules.join(limits, on="rule", suffix="_most")
        .select("activity", "measure", "of", "limit_most")
        .iter_rows()
    ):
        frame = activities[activity]
        measured = frame.select(of_unit(frame, activity, measure)).to_series()
        positive = measured.filter(measured > 0).to_numpy()
        least, greatest = positive.min(initial=np.inf), positive.max(initial=0.0)
        if not greatest:
            continue
        # Of some components less than one goes into a unit: a whole one forces several of what it goes into.
        if activity == "use":
            least *= float(model["boms"]["quantity"].to_numpy().min(initial=1.0))
        amount = limit * (today * greatest if of == "baseline" else len(clock))
        total += max(0.0, amount) / float(least)
    return total
