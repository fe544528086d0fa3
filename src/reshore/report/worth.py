"""What it is worth to give way on a rule: the marginal values of its limits, by unit or by point of share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

AT_LIMIT = 1e-6
"""A rule binds where value and limit differ by less than this share of the limit."""

POINT = 0.01
"""Of a share."""

DECIDED = frozenset({"sites", "modules", "sources"})
"""Measures that count decisions, which stay as they are where marginal values are taken."""


def limits(plan: Plan, model: Model) -> pl.DataFrame:
    """Return every limit of a plan's rules with what one more unit of it is worth.

    Parameters
    ----------
    plan
        A plan.
    model
        The model that it was designed for, its scenario applied.

    Returns
    -------
    pl.DataFrame
        The frame `rules` with binds (the plan is at the limit), limit_share (of a limit that is a share; else
        empty) and worth: net present cost saved where a limit gives way by one unit, or by one point if it is
        a share, sites, modules and sources as they are. Worth is empty where a rule counts decisions and
        nothing is known, and never below 0. In the order of the model's rules, then of time.
    """
    written = model["rules"].with_row_index("#rule").select("#rule", "rule", "of")
    order = plan["periods"].with_row_index("#period").select("period", "#period")
    rows = (
        plan["rules"]
        .join(written, on="rule", how="left", maintain_order="left")
        .join(
            _shares(model, plan), on=["rule", "period"], how="left", nulls_equal=True, maintain_order="left"
        )
        .join(order, on="period", how="left", maintain_order="left")
        .join(_marginals(plan), on=["rule", "period"], how="left", nulls_equal=True, maintain_order="left")
    )
    shared = pl.col("of").is_not_null() & (pl.col("limit_share") != 0)
    whole = pl.when(shared).then(pl.col("limit") / pl.col("limit_share") * POINT).otherwise(1.0)
    unknown = pl.col("measure").is_in(DECIDED) & pl.col("marginal").is_null()
    slack = (pl.col("value") - pl.col("limit")).abs()
    return rows.sort("#rule", "#period", nulls_last=True).select(
        *plan["rules"].columns,
        binds=slack <= AT_LIMIT * pl.max_horizontal(pl.col("limit").abs(), 1.0),
        limit_share=pl.when(pl.col("of").is_not_null()).then("limit_share"),
        worth=pl.when(~unknown).then(pl.col("marginal").fill_null(0.0).abs() * whole),
    )


def _shares(model: Model, plan: Plan) -> pl.DataFrame:
    """Return limits as they are written, by period; in the row without a period that of a rule's last one."""
    each = by_period(model, "rules", ["limit"]).rename({"limit": "limit_share"})
    last = model["rules"].select("rule", period=pl.col("to").fill_null(plan["periods"]["period"][-1]))
    summed = last.join(each, on=["rule", "period"]).with_columns(period=pl.lit(None, pl.String))
    return pl.concat([each, summed.select(each.columns)])


def _marginals(plan: Plan) -> pl.DataFrame:
    """Return what rules' limits are worth; of a sum of periods, in the row without a period."""
    summed = plan["rules"].filter(pl.col("period").is_null())["rule"].implode()
    period = pl.when(~pl.col("name").is_in(summed)).then("period")
    found = plan["marginals"].filter(pl.col("family") == "rule").with_columns(period=period)
    return found.group_by(pl.col("name").alias("rule"), "period").agg(marginal=pl.col("value").sum())
