"""A row of designs: what each of its columns is, and how to read an interval and decisions from it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.footprint.start import Decisions
from reshore.insight.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan

SITES = pl.List(
    pl.Struct(
        {
            "site": pl.String,
            "period": pl.String,
            "open": pl.Boolean,
            "started": pl.Boolean,
            "stopped": pl.Boolean,
        }
    )
)
CAPACITY = pl.List(
    pl.Struct({"site": pl.String, "resource": pl.String, "period": pl.String, "modules_ordered": pl.Int64})
)
COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = MappingProxyType(
    {
        "name": pl.String,
        "status": pl.String,
        "objective": pl.Float64,
        "bound": pl.Float64,
        "seconds": pl.Float64,
        "used": pl.List(pl.String),
        "equipped": pl.List(pl.String),
        "decided_sites": SITES,
        "decided_capacity": CAPACITY,
    }
)
"""Columns of a row of designs, measures and `better` apart; a resource is written site/resource."""


class Found(StrEnum):
    """What a design of a variant ended with."""

    OPTIMAL = "optimal"
    """A plan, proven within the gap."""
    FEASIBLE = "feasible"
    """A plan, when the time was over."""
    NO_PLAN = "no plan in time"
    """Nothing is known."""
    INFEASIBLE = "infeasible"
    """Rules, bounds and conditions can't be kept together."""


def row_of(plan: Plan) -> dict[str, Any]:
    """Return what a row says of a plan, its name apart."""
    decided = Decisions.of(plan)
    return {
        "status": str(plan.status),
        "objective": plan.objective,
        "bound": min(plan.bound, plan.objective),
        "seconds": plan.seconds,
        "used": sorted(decided.used),
        "equipped": sorted("/".join(key) for key in decided.equipped),
        "decided_sites": decided.sites.to_dicts(),
        "decided_capacity": decided.capacity.to_dicts(),
    }


def cost(row: Mapping[str, Any]) -> Interval:
    """Return the interval of the best cost, of a row of `designs`."""
    return Interval(row["bound"], row["objective"])


def decisions(row: Mapping[str, Any]) -> Decisions | None:
    """Return the decisions of the plan in a row of `designs`; None where it has no plan."""
    if row["decided_sites"] is None:
        return None
    sites, capacity = (
        pl.Series([row[name]], dtype=COLUMNS[name]).explode().struct.unnest()
        for name in ("decided_sites", "decided_capacity")
    )
    return Decisions(sites, capacity)
