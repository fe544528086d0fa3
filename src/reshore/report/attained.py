"""The share that a rule limits, in every period of a plan and today, also where the rule does not hold."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.tables import blocs, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "units": "units",
        "value": "value",
        "value_added": "value_added",
        "labour": "labour_hours",
        "hours": "hours",
        "carbon": "carbon",
    }
)
"""Column of the frame `production` that a measure adds up."""


def by_period(plan: Plan, model: Model, rule: Mapping[str, Any]) -> dict[str, float]:
    """Return the share that a plan attains, by period.

    Parameters
    ----------
    plan, model
        A plan, and the model that it was designed for, its scenario applied.
    rule
        A row of `rules` whose limit is a share.

    Returns
    -------
    dict[str, float]
        Nothing where the frames of a plan don't tell: of another activity than making, of costs, or where a
        condition asks where goods come from.
    """
    column = MEASURES.get(rule["measure"])
    if rule["activity"] != "make" or column is None:
        return {}
    made = _attributed(model, plan["production"], "country", "period")
    return _shares(made, rule, pl.col(column))


def today(plan: Plan, model: Model, rule: Mapping[str, Any]) -> float | None:
    """Return the share that today's network has, at what a unit of its goods counts in the plan.

    Today's volumes are those of the baseline in the first period. What a unit counts is the plan's average at
    the same site, else at all sites. None where the baseline doesn't tell.
    """
    column = MEASURES.get(rule["measure"])
    first = plan["periods"]["period"][0]
    rows = model["baseline"].filter(
        pl.col("activity") == rule["activity"],
        pl.col("site").is_not_null() & pl.col("product").is_not_null(),
        pl.col("period").is_null() | (pl.col("period") == first),
    )
    if rule["activity"] != "make" or column is None or rows.is_empty():
        return None
    sites, products = model["sites"].select("site", "country"), model["products"].select("product", "family")
    placed = (
        rows.select("site", "product", units="value", period=pl.lit(first))
        .join(sites, on="site")
        .join(products, on="product")
        .join(_of_unit(plan, column, "site", "product"), on=["site", "product"], how="left")
        .join(_of_unit(plan, column, "product"), on="product", how="left", suffix="_anywhere")
        .with_columns(amount=pl.col("units") * pl.coalesce("each", "each_anywhere"))
    )
    if placed["amount"].has_nulls():
        return None
    return _shares(_attributed(model, placed, "country", "period"), rule, pl.col("amount")).get(first)


def _of_unit(plan: Plan, column: str, *keys: str) -> pl.DataFrame:
    """Return what a unit counts on average over the plan."""
    made = plan["production"].group_by(keys).agg(pl.col("units", column).sum().name.prefix("#"))
    return made.select(*keys, each=pl.col(f"#{column}") / pl.col("#units"))


def _attributed(model: Model, rows: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Put beside rows what the model says of their sites and countries."""
    sites = model["sites"].select("site", "group", "role")
    return rows.join(sites, on="site", how="left").join(blocs.lists(model), on=keys, how="left")


def _shares(rows: pl.DataFrame, rule: Mapping[str, Any], amount: pl.Expr) -> dict[str, float]:
    """Return the share of the rows that a rule selects in those that it is a share of, by period."""
    if not (select.names(rule["where"]) | select.names(rule["of"])) <= set(rows.columns):
        return {}
    part, whole = (
        pl.when(select.mask(rows, rule[name], f"rules: {rule['rule']}")).then(amount).otherwise(0.0)
        for name in ("where", "of")
    )
    sums = rows.with_columns(part=part, whole=whole).group_by("period").agg(pl.col("part", "whole").sum())
    shares = sums.filter(pl.col("whole") > 0).select("period", pl.col("part") / pl.col("whole"))
    return dict(shares.iter_rows())
