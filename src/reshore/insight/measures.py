"""Measures of a plan by name, for those who design many times and keep a few numbers of each."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reshore.plan.plan import Plan


def measure(plan: Plan, name: str) -> float:
    """Return one number of a plan.

    Parameters
    ----------
    plan
        The plan.
    name
        `share:COUNTRY` (of value added over the horizon), `carbon` (kg CO2e of making and moving), `sites`
        (used), `exposure` (largest share of a product's output value that is made at one site),
        `served:SEGMENT` (share of the units that a segment asks for), `cost:LINE` (present value),
        `rule:NAME` (what a rule counts, in the last of its periods), `limit:NAME` (what a rule counts as a
        part of its limit, in the period in which most of it is used up; NaN where there is no such rule, or
        its limit is 0).

    Raises
    ------
    UsageError
        If there is no such measure.
    """
    kind, _, rest = name.partition(":")
    if rest and kind in NAMED:
        return NAMED[kind](plan, rest)
    if not rest and kind in PLAIN:
        return PLAIN[kind](plan)
    there = ", ".join([*PLAIN, *(f"{known}:NAME" for known in NAMED)])
    raise UsageError(f"there is no measure {name!r}; there are {there}")


def _share(plan: Plan, country: str) -> float:
    shares = plan.footprint("country", "value_added", per="horizon").filter(country=country)
    return float(shares["share"].sum())


def _carbon(plan: Plan) -> float:
    return sum(float(plan[frame]["carbon"].sum()) for frame in ("production", "shipments"))


def _sites(plan: Plan) -> float:
    return float(plan["sites"].filter("open")["site"].n_unique())


def _exposure(plan: Plan) -> float:
    made = plan.footprint(["product", "site"], "output_value", per="horizon")
    shares = made.select(pl.col("amount") / pl.col("amount").sum().over("product"))
    return float(shares.to_series().fill_nan(0.0).to_numpy().max(initial=0.0))


def _served(plan: Plan, segment: str) -> float:
    asked = plan["service"].filter(segment=segment)
    if asked.is_empty():
        raise UsageError(f"there is no demand of a segment {segment!r}")
    demand = float(asked["demand"].sum())
    return float(asked["served"].sum()) / demand if demand else 1.0


def _cost(plan: Plan, line: str) -> float:
    return float(plan["costs"].filter(cost=line)["present_value"].sum())


def _rule(plan: Plan, name: str) -> float:
    counted = plan["rules"].filter(rule=name)
    if counted.is_empty():
        raise UsageError(f"there is no rule {name!r}")
    return float(counted["value"][-1])


def _limit(plan: Plan, name: str) -> float:
    counted = plan["rules"].filter(pl.col("rule") == name, pl.col("limit") != 0)
    used = counted.select("sense", part=pl.col("value") / pl.col("limit"))
    if used.is_empty():
        return nan
    parts = used["part"].to_numpy()
    return float(parts.min() if used["sense"][0] == ">=" else parts.max())


PLAIN: Mapping[str, Callable[[Plan], float]] = {"carbon": _carbon, "sites": _sites, "exposure": _exposure}
"""Measures by name."""

NAMED: Mapping[str, Callable[[Plan, str], float]] = {
    "share": _share,
    "served": _served,
    "cost": _cost,
    "rule": _rule,
    "limit": _limit,
}
"""Measures of something that has a name of its own."""
