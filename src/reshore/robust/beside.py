"""What is decided for many futures beside what would be decided for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.robust.result import RobustPlan

PLACE = ["change", "site", "resource"]


def beside(plan: RobustPlan) -> pl.DataFrame:
    """Return the decisions of a plan beside those of the best plans of its futures.

    Returns
    -------
    pl.DataFrame
        Columns change, site, resource, period, amount (0 where the plan for many futures doesn't); where the
        best plans of the futures are known also alone (the amount in that of the base case, or of the most
        probable future) and likely (probability of the futures whose best plan does this there, in this or
        another period).
    """
    keys = [*PLACE, "period"]
    mine = plan["decisions"].select(*keys, "amount")
    own = plan["own_decisions"]
    if plan["futures"]["own_best"].null_count():
        return mine
    name = next(name for name, one in plan.plans.items() if one is plan.main)
    alone = own.filter(future=name).select(*keys, alone="amount")
    likely = (
        own.select("future", *PLACE)
        .unique()
        .join(plan["futures"].select("future", "probability"), on="future")
        .group_by(PLACE)
        .agg(likely=pl.col("probability").sum())
    )
    return (
        mine.join(alone, on=keys, how="full", coalesce=True, nulls_equal=True)
        .join(likely, on=PLACE, how="left", nulls_equal=True)
        .with_columns(pl.col("amount", "alone", "likely").fill_null(0.0))
        .sort("site", "resource", "period", "change", nulls_last=False)
    )
