"""Units that minimums, pins and rules force into the network, whether or not anybody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.attributes import possible
from reshore.footprint.measures import of_unit
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    tables = [_minimums(model, clock, table) for table in KEYS]
    rows = pl.concat([*tables, _pinned(model, clock), *_by_rules(model, clock, activities)])
    sums = dict(rows.group_by("product").agg(pl.col("units").sum()).iter_rows())
    return {product: sums.get(product, 0.0) + sums.get(None, 0.0) for product in goods.order}


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


def _by_rules(model: Model, clock: Clock, activities: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Units that each rule of the form "at least" can force, of every product that it may select."""
    rules = model["rules"].filter(
        pl.col("sense").is_in([">=", "="]),
        pl.col("activity").is_in(FLOWS),
        pl.col("of").is_null() | (pl.col("of") == "baseline"),
    )
    limits = by_period(model, "rules", ["limit"]).group_by("rule").agg(most=pl.col("limit").max())
    for rule in rules.join(limits, on="rule").sort("rule").iter_rows(named=True):
        activity = rule["activity"]
        frame = possible(activity, activities[activity], rule["where"])
        measured = frame.select(of_unit(frame, activity, rule["measure"])).to_series()
        positive = measured.filter(measured > 0).to_numpy()
        if not positive.size:
            continue
        products = frame["product"].unique()
        amount = rule["most"] * len(clock)
        if rule["of"] == "baseline":
            amount *= _today(model, activity, products) * positive.max()
        units = max(0.0, amount) / positive.min()
        if activity == "use":
            # Less than one of a component may go into a unit: a whole one then forces several units.
            products = pl.concat([products, frame["component"]]).unique()
            units /= min(1.0, frame["used"].to_numpy().min())
        yield pl.DataFrame({"product": products, "units": float(units)})


def _today(model: Model, activity: str, products: pl.Series) -> float:
    """Units of the baseline that may count as some of these products."""
    named = pl.col("product").is_null() | pl.col("product").is_in(products.implode())
    return float(model["baseline"].filter(pl.col("activity") == activity, named)["value"].sum())
