"""The key figures of a plan: the dozen numbers that one reads first, with their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.aggregate import total

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


def figures(plan: Plan) -> pl.DataFrame:
    """Return the key figures of a plan.

    Returns
    -------
    pl.DataFrame
        Columns figure, value, unit; always the same figures in the same order.
    """
    rows = [*_search(plan), *_service(plan), *_network(plan), *_carbon(plan)]
    return pl.DataFrame(
        rows, schema={"figure": pl.String, "value": pl.Float64, "unit": pl.String}, orient="row"
    )


def _search(plan: Plan) -> list[tuple[str, float, str]]:
    return [
        ("net present cost", plan.objective, plan.currency),
        ("no plan costs less than", plan.bound, plan.currency),
        ("gap", plan.gap, "share"),
        ("search time", plan.seconds, "second"),
    ]


def _service(plan: Plan) -> list[tuple[str, float, str]]:
    """Take the worst product, since units of different products don't add up."""
    by_product = plan["service"].group_by("product").agg(pl.col("demand", "served").sum())
    shares = by_product.filter(pl.col("demand") > 0).select(pl.col("served") / pl.col("demand")).to_series()
    return [("delivered, worst product", float(shares.to_numpy().min(initial=1.0)), "share")]


def _network(plan: Plan) -> list[tuple[str, float, str]]:
    sites, last = plan["sites"], plan["periods"]["period"][-1]
    running = sites.filter((pl.col("period") == last) & pl.col("open")).height
    return [
        ("sites running at the end", running, "site"),
        ("sites opened", _sum(plan, "sites", "started"), "site"),
        ("sites closed", _sum(plan, "sites", "stopped"), "site"),
        ("capacity modules ordered", _sum(plan, "capacity", "modules_ordered"), "module"),
        ("money invested", _sum(plan, "investments", "amount"), plan.currency),
        ("countries that make", plan["production"]["country"].n_unique(), "country"),
        ("value added", _sum(plan, "production", "value_added"), plan.currency),
    ]


def _carbon(plan: Plan) -> list[tuple[str, float, str]]:
    making, moving = (_sum(plan, frame, "carbon") / 1000 for frame in ("production", "shipments"))
    return [("carbon of making", making, "t CO2e"), ("carbon of transport", moving, "t CO2e")]


def _sum(plan: Plan, frame: str, measure: str) -> float:
    return float(total(plan[frame], plan["periods"], [], measure).item())
