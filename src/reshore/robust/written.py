"""Tables written out: numbers that events may change stand in `series` in every period, limits among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.goods import Goods
from reshore.tables import schema
from reshore.tables.lanes import carried, complete
from reshore.tables.series import by_period, row_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from reshore.tables.model import Model

    Cell = tuple[str, str, str]

FREE = 10.0
"""How many times the pace a limit is that is written where there is none: no plan reaches it."""

WRITTEN_COST = "cost_per_kg"
"""Column of what lanes cost that write nothing, and of what they cost more on the way round a passage."""

OWN_COSTS = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")
"""Costs of lanes; one that writes none costs what its mode does."""


def written_out(model: Model, cells: Collection[Cell], demands: Collection[str]) -> Model:
    """Return a model of the same meaning in which some numbers stand in every period by themselves.

    Parameters
    ----------
    model
        A checked model.
    cells
        Table, key and column of each; where it has no limit, one is written that no plan reaches, and lanes
        that are generated are written.
    demands
        Market, product and segment of those that are written period by period.
    """
    lanes = {key for table, key, _ in cells if table == "lanes"}
    model = model.with_frames(lanes=_with_generated(model, lanes), demands=_by_period(model, demands))
    by_column: dict[tuple[str, str], set[str]] = {}
    for table, key, column in cells:
        by_column.setdefault((table, column), set()).add(key)
    series, added = model["series"], []
    for (table, column), keys in sorted(by_column.items()):
        mine = (pl.col("table") == table) & (pl.col("column") == column) & pl.col("key").is_in(keys)
        series = series.filter(~mine)
        added.append(_numbers(model, table, column, keys))
    return model.with_frames(series=pl.concat([series, *added], how="diagonal"))


def _with_generated(model: Model, keys: Collection[str]) -> pl.DataFrame:
    written = model["lanes"]
    others = complete(model).join(written, on="lane", how="anti").filter(pl.col("lane").is_in(keys))
    return pl.concat([written, others.select(written.columns)])


def _by_period(model: Model, names: Collection[str]) -> pl.DataFrame:
    """Return the demands, those named without a period as rows of each period that has none of its own."""
    table = model["demands"]
    spread = pl.col("period").is_null() & row_key(("market", "product", "segment")).is_in(names)
    general = table.filter(spread)
    if general.is_empty():
        return table
    keys = ["market", "product", "segment"]
    every = general.drop("period").join(model["periods"].select("period"), how="cross")
    own = table.filter(pl.col("period").is_not_null()).select(*keys, "period")
    free = every.join(own, on=[*keys, "period"], how="anti")
    return pl.concat([table.filter(~spread), free.select(table.columns)])


def _numbers(model: Model, table: str, column: str, keys: Collection[str]) -> pl.DataFrame:
    """Return rows of `series` for a column of a table."""
    rows = (
        by_period(model, table, [column])
        .select(key=row_key(schema.tables()[table].keys), period="period", value=column)
        .filter(pl.col("key").is_in(keys))
    )
    missing = rows.filter(pl.col("value").is_null())["key"].unique(maintain_order=True).to_list()
    if missing:
        instead = _pace(model, table) if column == "capacity" else _fares(model)
        rows = rows.join(instead, on=["key", "period"], how="left", maintain_order="left").with_columns(
            value=pl.coalesce("value", "instead")
        )
    return rows.select(
        table=pl.lit(table), key="key", column=pl.lit(column), period="period", value=pl.col("value")
    )


def _pace(model: Model, table: str) -> pl.DataFrame:
    """Return key, period and instead: so many times the pace (units a year) of what a row carries or buys.

    The pace of a product is what is called for in the busiest period, a year, components by the worst recipe;
    on a lane to a market that holds no stock, what that market asks for.
    """
    goods, market = paces(model)
    if table == "supplies":
        rows = model["supplies"].select(
            key=row_key(("site", "product")), pace=pl.col("product").replace_strict(goods, default=0.0)
        )
    else:
        whole = complete(model)
        stocked = {*model["stocks"].select("site", "product").iter_rows()}
        ends = dict(whole.select("lane", "destination").iter_rows())
        found: dict[str, float] = {}
        for lane, product in carried(model, whole).iter_rows():
            end = ends[lane], product
            own = market.get(end) if end not in stocked else None
            found[lane] = found.get(lane, 0.0) + (goods.get(product, 0.0) if own is None else own)
        rows = pl.DataFrame(list(found.items()), schema={"key": pl.String, "pace": pl.Float64}, orient="row")
    every = model["periods"].select("period")
    return rows.join(every, how="cross").select("key", "period", instead=FREE * pl.col("pace"))


def paces(model: Model) -> tuple[Mapping[str, float], Mapping[tuple[str, str], float]]:
    """Return what is called for a year in the busiest period: by product, and by market and product."""
    clock = Clock.of(model)
    goods = Goods.of(model, clock)
    position = clock.position
    asked = {product: np.zeros(len(clock)) for product in goods.order}
    market: dict[tuple[str, str], NDArray[np.float64]] = {}
    for place, product, period, quantity in (
        by_period(model, "demands", ["quantity"])
        .select("market", "product", "period", "quantity")
        .iter_rows()
    ):
        asked[product][position[period]] += quantity
        market.setdefault((place, product), np.zeros(len(clock)))[position[period]] += quantity
    called = goods.explode(asked)
    return (
        {product: float((units / clock.years).max()) for product, units in called.items()},
        {end: float((units / clock.years).max()) for end, units in market.items()},
    )


def _fares(model: Model) -> pl.DataFrame:
    """Return key, period and instead: what lanes cost a kg that write no such cost.

    That is nothing where they write another one, and else what their mode costs over their distance.
    """
    modes = by_period(model, "modes", ["cost_per_tonne_km", "cost_per_kg"]).rename({"cost_per_kg": "fixed"})
    own = pl.any_horizontal(pl.col(name).is_not_null() for name in OWN_COSTS)
    return (
        by_period(model.with_frames(lanes=_whole(model)), "lanes", OWN_COSTS)
        .join(_whole(model).select("lane", "mode", "distance"), on="lane", how="left")
        .join(modes, on=["mode", "period"], how="left")
        .select(
            "period",
            key="lane",
            instead=pl.when(own)
            .then(0.0)
            .otherwise(pl.col("cost_per_tonne_km") / 1000 * pl.col("distance") + pl.col("fixed")),
        )
    )


def _whole(model: Model) -> pl.DataFrame:
    return complete(model).select(model["lanes"].columns)


def cost_columns(model: Model) -> Mapping[str, tuple[str, ...]]:
    """Return lane -> the columns that hold what it costs; generated ones and those of their mode: a kg."""
    costs = by_period(model, "lanes", OWN_COSTS)
    told = costs.group_by("lane", maintain_order=True).agg(pl.col(OWN_COSTS).is_not_null().any())
    return {
        lane: tuple(name for name, known in zip(OWN_COSTS, written, strict=True) if known)
        for lane, *written in told.iter_rows()
    }
