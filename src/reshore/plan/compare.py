"""How plans differ: figures, costs, sites, footprint and more beside each other, differences first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.plan.plan import Plan

KEYS = frozenset(
    {"figure", "unit", "cost", "site", "country", "change", "resource", "market", "product", "layer"}
    | {"difference", "differs"}
)
"""Column names of a comparison that no plan may be called."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans beside each other, a column a plan.

    `difference` is the departure from the first plan, of the plan that departs most; rows that differ most
    come first.

    Attributes
    ----------
    figures
        Key figures, in their usual order: figure, unit, plans, difference.
    costs
        Present value by kind of cost: cost, unit, plans, difference.
    sites
        Period in which a site opens or closes, empty where it does not: site, country, change, plans,
        differs.
    modules
        Capacity modules ordered over the horizon: site, resource, unit, plans,
        difference.
    footprint
        Share of the horizon's value added: country, unit, plans, difference.
    service
        Share of demand delivered over the horizon, empty where a plan has no demand: market, product, unit,
        plans, difference.
    duties
        Duty as it falls due, not discounted, and without a layer what is paid back: layer, unit, plans,
        difference.
    """

    figures: pl.DataFrame
    costs: pl.DataFrame
    sites: pl.DataFrame
    modules: pl.DataFrame
    footprint: pl.DataFrame
    service: pl.DataFrame
    duties: pl.DataFrame


def compare(plans: Mapping[str, Plan]) -> Comparison:
    """Set plans beside each other.

    Parameters
    ----------
    plans
        Two plans or more, by the name that their column gets; differences are from the first.

    Raises
    ------
    UsageError
        If there are fewer than two plans, their currencies differ, or a name is one of `KEYS`.
    """
    _require_comparable(plans)
    currency = next(iter(plans.values())).currency
    costs = {name: plan.costs("cost") for name, plan in plans.items()}
    modules = {name: _modules(plan) for name, plan in plans.items()}
    shares = {name: plan.footprint("country", per="horizon") for name, plan in plans.items()}
    duties = {name: plan.duties("layer") for name, plan in plans.items()}
    return Comparison(
        figures=_figures(plans),
        costs=_beside(costs, ["cost"], "amount", currency),
        sites=_sites(plans),
        modules=_beside(modules, ["site", "resource"], "modules", "module"),
        footprint=_beside(shares, ["country"], "share", "share"),
        service=_service(plans),
        duties=_beside(duties, ["layer"], "amount", currency),
    )


def _require_comparable(plans: Mapping[str, Plan]) -> None:
    if len(plans) < 2:
        raise UsageError("a comparison needs at least two plans")
    if reserved := KEYS & plans.keys():
        raise UsageError(f"a plan to compare can't be called {', '.join(sorted(reserved))}")
    currencies = {plan.currency for plan in plans.values()}
    if len(currencies) > 1:
        raise UsageError(f"plans in different currencies can't be compared: {', '.join(sorted(currencies))}")


def _figures(plans: Mapping[str, Plan]) -> pl.DataFrame:
    summaries = {name: plan.summary() for name, plan in plans.items()}
    first = next(iter(summaries.values()))
    values = (summary["value"].alias(name) for name, summary in summaries.items())
    return (
        first.select("figure", "unit").with_columns(*values).with_columns(difference=_difference(list(plans)))
    )


def _sites(plans: Mapping[str, Plan]) -> pl.DataFrame:
    keys = ["site", "country", "change"]
    changes = {name: _changes(plan) for name, plan in plans.items()}
    beside = _join(changes, keys, "period")
    return beside.with_columns(differs=pl.concat_list(list(plans)).list.n_unique() > 1).sort(
        "differs", *keys, descending=[True, False, False, False]
    )


def _changes(plan: Plan) -> pl.DataFrame:
    kinds = {"started": "opens", "stopped": "closes"}
    return pl.concat(
        plan["sites"].filter(pl.col(flag)).select("site", "country", "period", change=pl.lit(change))
        for flag, change in kinds.items()
    )


def _modules(plan: Plan) -> pl.DataFrame:
    ordered = plan["capacity"].group_by("site", "resource").agg(modules=pl.col("modules_ordered").sum())
    return ordered.filter(pl.col("modules") > 0)


def _service(plans: Mapping[str, Plan]) -> pl.DataFrame:
    keys = ["market", "product"]
    shares = {name: _delivered(plan, keys) for name, plan in plans.items()}
    beside = _join(shares, keys, "share").select(*keys, pl.lit("share").alias("unit"), *plans)
    return _most_first(beside, keys, list(plans))


def _delivered(plan: Plan, keys: Sequence[str]) -> pl.DataFrame:
    asked = plan["service"].group_by(keys).agg(pl.col("demand", "served").sum())
    return asked.filter(pl.col("demand") > 0).with_columns(share=pl.col("served") / pl.col("demand"))


def _beside(frames: Mapping[str, pl.DataFrame], keys: Sequence[str], value: str, unit: str) -> pl.DataFrame:
    plans = list(frames)
    beside = _join(frames, keys, value).select(*keys, pl.lit(unit).alias("unit"), pl.col(plans).fill_null(0))
    return _most_first(beside, keys, plans)


def _most_first(beside: pl.DataFrame, keys: Sequence[str], plans: Sequence[str]) -> pl.DataFrame:
    beside = beside.with_columns(difference=_difference(plans))
    descending = [True, *(False for _ in keys)]
    return beside.sort(pl.col("difference").abs(), *keys, descending=descending, nulls_last=True)


def _join(frames: Mapping[str, pl.DataFrame], keys: Sequence[str], value: str) -> pl.DataFrame:
    columns = [frame.select(*keys, pl.col(value).alias(name)) for name, frame in frames.items()]
    return reduce(
        lambda left, right: left.join(
            right, on=list(keys), how="full", coalesce=True, nulls_equal=True, validate="1:1"
        ),
        columns,
    )


def _difference(names: Sequence[str]) -> pl.Expr:
    departures = [pl.col(name) - pl.col(names[0]) for name in names[1:]]
    most, least = pl.max_horizontal(departures), pl.min_horizontal(departures)
    return pl.when(most >= -least).then(most).otherwise(least)
