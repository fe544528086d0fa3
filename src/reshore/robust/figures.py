"""The key figures of a plan for many futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.chance.tails import conditional_value_at_risk
from reshore.robust.decisions import CLOSES, MODULES, OPENS
from reshore.robust.objective import Objective

if TYPE_CHECKING:
    from reshore.robust.result import RobustPlan


def figures(plan: RobustPlan) -> pl.DataFrame:
    """Return the key figures: figure, value, unit."""
    rows = [*_search(plan), *_costs(plan), *_decided(plan)]
    return pl.DataFrame(
        rows, schema={"figure": pl.String, "value": pl.Float64, "unit": pl.String}, orient="row"
    )


def _search(plan: RobustPlan) -> list[tuple[str, float, str]]:
    name = told(plan)
    return [
        (name, plan.objective, plan.currency),
        ("no decisions give less than", plan.bound, plan.currency),
        ("gap", plan.gap, "share"),
        ("search time", plan.seconds, "second"),
    ]


def told(plan: RobustPlan) -> str:
    """Return what was minimised in words."""
    share, level = plan.options["lambda"], plan.options["alpha"]
    return {
        Objective.EXPECTED: "expected cost",
        Objective.CVAR: f"{1 - share:g} x expected cost + {share:g} x CVaR at {level:g}",
        Objective.REGRET: "largest regret",
    }[Objective(plan.options["objective"])]


def _costs(plan: RobustPlan) -> list[tuple[str, float, str]]:
    futures, currency = plan["futures"], plan.currency
    costs, probabilities = futures["cost"].to_numpy(), futures["probability"].to_numpy()
    level = plan.options["alpha"]
    rows = [
        ("expected cost", float(probabilities @ costs), currency),
        (f"CVaR at {level:g}", conditional_value_at_risk(costs, probabilities, level), currency),
        ("cost in the worst future", float(costs.max()), currency),
        ("cost in the best future", float(costs.min()), currency),
    ]
    if not futures["own_bound"].null_count() and plan.options["objective"] != Objective.REGRET:
        rows.append(("largest regret, at most", float(futures["regret_most"].to_numpy().max()), currency))
    return [row for row in rows if row[0] != told(plan)]


def _decided(plan: RobustPlan) -> list[tuple[str, float, str]]:
    amounts = plan["decisions"].group_by("change").agg(pl.col("amount").sum())
    known = dict(amounts.iter_rows())
    return [
        ("sites opened", known.get(OPENS, 0.0), "site"),
        ("sites closed", known.get(CLOSES, 0.0), "site"),
        ("capacity modules ordered", known.get(MODULES, 0.0), "module"),
    ]
